import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  big5,
  big5Common,
  count,
  gb2312,
  gb2312Common,
  gbk,
  interfaceSymbols,
  isHan,
  symbols,
  union,
} from './character-sets.mjs'
import { withSeparateGlyphs } from './separate-glyphs.mjs'
import { embeddingRights, readCharacterMap, readFeatures, readTables, withName, writeTables } from './sfnt.mjs'

const require = createRequire(import.meta.url)
const subsetFont = require('subset-font')
const fontverter = require('fontverter')
const out = resolve(process.argv[2] ?? fileURLToPath(new URL('../../renderer/fonts/', import.meta.url)))

const bookTraditional = union(symbols, big5, gb2312)
const bookSimplified = union(symbols, gb2312, big5Common)
const small = union(interfaceSymbols, big5Common, gb2312Common)

const faces = [
  { family: 'Yandu Serif TC', style: 'Regular', weight: 400, source: 'noto-serif-tc', characters: bookTraditional },
  { family: 'Yandu Serif TC', style: 'Bold', weight: 700, source: 'noto-serif-tc', characters: bookTraditional },
  { family: 'Yandu Serif SC', style: 'Regular', weight: 400, source: 'noto-serif-sc', characters: bookSimplified },
  { family: 'Yandu Serif SC', style: 'Bold', weight: 700, source: 'noto-serif-sc', characters: bookSimplified },
  { family: 'Yandu Sans TC', style: 'Regular', weight: 400, source: 'noto-sans-tc', characters: small },
  { family: 'Yandu Sans TC', style: 'Bold', weight: 700, source: 'noto-sans-tc', characters: small },
  { family: 'Yandu Sans SC', style: 'Regular', weight: 400, source: 'noto-sans-sc', characters: small },
  { family: 'Yandu Sans SC', style: 'Bold', weight: 700, source: 'noto-sans-sc', characters: small },
]

const sourceOf = ({ source, style, weight }) => {
  const file = `${source.replace(/(^|-)./g, (part) => part.at(-1).toUpperCase()).replace(/(Tc|Sc)$/, (part) => part.toUpperCase())}_${weight}${style}`
  return require.resolve(`@expo-google-fonts/${source}/${weight}${style}/${file}.ttf`)
}

const fileNameOf = ({ family, weight }) => `${family.toLowerCase().replaceAll(' ', '-')}-${weight}.woff2`

const cssOf = (face) => `@font-face {
  font-family: '${face.family}';
  src: url('./${fileNameOf(face)}') format('woff2');
  font-weight: ${face.weight};
  font-style: normal;
  font-display: block;
}
`

await mkdir(out, { recursive: true })
const started = performance.now()
let total = 0
for (const face of faces) {
  const source = await readFile(sourceOf(face))
  const originalTables = readTables(source)
  const available = readCharacterMap(originalTables)
  const text = [...face.characters]
    .filter((point) => available.has(point))
    .map((point) => String.fromCodePoint(point))
    .join('')
  const subset = Buffer.from(await subsetFont(source, text, { targetFormat: 'truetype', dropTables: ['STAT'] }))
  const named = withName(readTables(subset), face.family, face.style, originalTables.get('name'))
  const tables = withSeparateGlyphs(named)

  if (!tables.has('glyf') || tables.has('CFF ') || tables.has('fvar')) throw new Error(`${face.family}: not static TrueType`)
  if (embeddingRights(tables) !== 0) throw new Error(`${face.family}: embedding is restricted`)
  const lost = readFeatures(originalTables).filter((tag) => !readFeatures(tables).includes(tag))
  if (lost.length > 0) console.warn(`${face.family} ${face.weight}: features without a use in this subset: ${lost.join(' ')}`)
  const covered = readCharacterMap(tables)
  const radicals = [...covered.keys()].filter((point) => point >= 0x2e80 && point <= 0x2fdf)
  if (radicals.length > 0) throw new Error(`${face.family}: ${radicals.length} radicals left`)

  if (new Set(covered.values()).size !== covered.size) throw new Error(`${face.family}: characters share a glyph`)

  const woff2 = Buffer.from(await fontverter.convert(writeTables(tables), 'woff2'))
  await rm(join(out, fileNameOf(face)), { force: true })
  await writeFile(join(out, fileNameOf(face)), woff2)
  total += woff2.length
  const share = (name, set) => `${name} ${count(set, (point) => isHan(point) && covered.has(point))}/${count(set, isHan)}`
  console.log(
    [
      fileNameOf(face),
      `${Math.round(woff2.length / 1024)} KB`,
      `${covered.size} characters`,
      share('Big5', big5),
      share('level 1', big5Common),
      share('GB 2312', gb2312),
      share('level 1', gb2312Common),
      share('GBK', gbk),
    ].join(', '),
  )
}
await writeFile(join(out, 'fonts.css'), faces.map(cssOf).join('\n'))
const license = (name) => readFile(require.resolve(`@expo-google-fonts/${name}/LICENSE_FONT`), 'utf8')
const sans = await license('noto-sans-tc')
const serif = await license('noto-serif-tc')
await writeFile(
  join(out, 'OFL.txt'),
  `Yandu Serif TC, Yandu Serif SC: made from Noto Serif TC, Noto Serif SC. ${serif.split('\n')[0]}
Yandu Sans TC, Yandu Sans SC: made from Noto Sans TC, Noto Sans SC. ${sans.split('\n')[0]}
Changed: fewer characters, no radical symbols, a glyph of its own for every character, new names.

${sans.split('\n').slice(2).join('\n')}`,
)
console.log(`${(total / 1024 / 1024).toFixed(2)} MB in ${Math.round((performance.now() - started) / 1000)} s`)
