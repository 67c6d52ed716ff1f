// Draws made/icon.* and made/icons/*: 研 in the reader's own serif, on paper. Run by hand when the design changes.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { ensureChromium } from '../chromium.mjs'
import { giveUp, root } from '../toolchain.mjs'

const sizes = [16, 32, 48, 64, 128, 256, 512, 1024]

/** Apple's names of PNG entries, by their size in pixels (Icon Composer's ICNS format). */
const icnsTypes = { icp4: 16, icp5: 32, icp6: 64, ic07: 128, ic08: 256, ic09: 512, ic10: 1024 }

/** @param {string} font @param {number} size in CSS pixels */
const page = (font, size) => `<!doctype html><meta charset="utf-8"><style>
@font-face { font-family: icon; src: url(data:font/woff2;base64,${font}); font-weight: 700 }
html, body { margin: 0; background: transparent }
svg { display: block; width: ${size}px; height: ${size}px }
text { font: 700 590px icon; text-anchor: middle; fill: #2b2a27 }
</style><svg viewBox="0 0 1024 1024">
<rect x="64" y="64" width="896" height="896" rx="200" fill="#f6f1e4"/>
<rect x="66" y="66" width="892" height="892" rx="198" fill="none" stroke="#d8cfb8" stroke-width="4"/>
<rect x="736" y="64" width="72" height="240" fill="#a8402f"/><path d="M736 304h72l-36-40z" fill="#f6f1e4"/>
<text x="500" y="770">研</text></svg>`

/** ICO with PNG entries (Windows Vista and later). @param {Map<number, Buffer>} pngs */
function ico(pngs) {
  const entries = [...pngs].filter(([size]) => size <= 256)
  const header = Buffer.alloc(6 + 16 * entries.length)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(entries.length, 4)
  let offset = header.length
  for (const [index, [size, png]] of entries.entries()) {
    const at = 6 + 16 * index
    header.writeUInt8(size % 256, at)
    header.writeUInt8(size % 256, at + 1)
    header.writeUInt16LE(1, at + 4)
    header.writeUInt16LE(32, at + 6)
    header.writeUInt32LE(png.length, at + 8)
    header.writeUInt32LE(offset, at + 12)
    offset += png.length
  }
  return Buffer.concat([header, ...entries.map(([, png]) => png)])
}

/** @param {Map<number, Buffer>} pngs */
function icns(pngs) {
  const entries = Object.entries(icnsTypes).flatMap(([type, size]) => {
    const png = pngs.get(size)
    if (png === undefined) return []
    const head = Buffer.from(`${type}0000`, 'latin1')
    head.writeUInt32BE(png.length + 8, 4)
    return [head, png]
  })
  const head = Buffer.from('icns0000', 'latin1')
  head.writeUInt32BE(8 + Buffer.concat(entries).length, 4)
  return Buffer.concat([head, ...entries])
}

const found = await ensureChromium()
if ('missing' in found) giveUp(found.missing)
const font = await readFile(join(root, 'renderer', 'fonts', 'yandu-serif-tc-700.woff2'), 'base64')
const browser = await chromium.launch({ executablePath: found.path, chromiumSandbox: process.getuid?.() !== 0 })
try {
  const tab = await browser.newPage({ viewport: { width: 1024, height: 1024 } })
  /** @type {Map<number, Buffer>} */
  const pngs = new Map()
  for (const size of sizes) {
    await tab.setContent(page(font, size))
    await tab.evaluate(() => document.fonts.load('700 590px icon', '研'))
    const clip = { x: 0, y: 0, width: size, height: size }
    pngs.set(size, await tab.screenshot({ omitBackground: true, clip }))
  }
  const folder = join(root, 'scripts', 'icons', 'made')
  await mkdir(join(folder, 'icons'), { recursive: true })
  for (const [size, png] of pngs) if (size < 1024) await writeFile(join(folder, 'icons', `${size}x${size}.png`), png)
  await writeFile(join(folder, 'icon.png'), pngs.get(1024) ?? Buffer.alloc(0))
  await writeFile(join(folder, 'icon.ico'), ico(pngs))
  await writeFile(join(folder, 'icon.icns'), icns(pngs))
} finally {
  await browser.close()
}
