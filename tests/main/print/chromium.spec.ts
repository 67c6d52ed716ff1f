import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Web } from '../../../main/platform.ts'
import { createChromiumPrinter, findChromium } from '../../../main/shells/chromium.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yandu-chromium-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const program = async (...path: string[]): Promise<string> => {
  const file = join(folder, ...path)
  await mkdir(join(file, '..'), { recursive: true })
  await writeFile(file, '#!/bin/sh\nexit 3\n')
  await chmod(file, 0o755)
  return file
}

describe.skipIf(process.platform === 'win32')('finding a Chromium', () => {
  test('the one that was named comes first; a name that leads nowhere is passed over', async () => {
    const named = await program('named')
    const other = await program('bin', 'chromium')
    const PATH = join(folder, 'bin')
    expect(findChromium({ YANDU_CHROMIUM: named, PATH })).toBe(named)
    expect(findChromium({ CHROMIUM: named, PATH })).toBe(named)
    expect(findChromium({ YANDU_CHROMIUM: join(folder, 'nothing'), PATH }, 'linux')).toBe(other)
    expect(findChromium({ YANDU_CHROMIUM: folder, PATH }, 'linux')).toBe(other)
    await writeFile(join(folder, 'plain'), 'not a program')
    expect(findChromium({ YANDU_CHROMIUM: join(folder, 'plain'), PATH }, 'linux')).toBe(other)
  })
  test('the newest of Playwright’s own', async () => {
    await program('browsers', 'chromium-999', 'chrome-linux', 'chrome')
    const newer = await program('browsers', 'chromium-1200', 'chrome-linux64', 'chrome')
    expect(findChromium({ PLAYWRIGHT_BROWSERS_PATH: join(folder, 'browsers'), PATH: '' }, 'linux')).toBe(newer)
  })
  test('none is null', () => {
    const env = { HOME: join(folder, 'home'), PATH: '', ProgramFiles: join(folder, 'pf'), LOCALAPPDATA: join(folder, 'la') }
    expect(findChromium(env, 'win32')).toBeNull()
  })
})

const page = (body: string, head = ''): Web => async (request) =>
  new URL(request.url).pathname === '/print/x'
    ? new Response(`<!doctype html><html lang="zh"><head><title>t</title>${head}</head><body>${body}</body></html>`, {
        headers: { 'content-type': 'text/html; charset=utf-8' },
      })
    : new Response('', { status: 404 })

const ready = `<script type="application/json" id="printed-text">{"title":"t","language":"zh","headings":[],"blocks":["一"]}</script>
<script>document.documentElement.dataset.printReady = 'true'</script>`

describe('printing with Chromium', () => {
  const executablePath = findChromium(process.env) ?? ''

  test('asks nobody but the web it was given', async () => {
    const asked: string[] = []
    const logged: string[] = []
    const printer = createChromiumPrinter({ executablePath, log: (line) => void logged.push(line) })
    const inner = page(
      `<p>一</p><img src="/own.png"><img src="https://example.org/a.png"><img src="http://127.0.0.1:9/b.png"><iframe src="file:///etc/hostname"></iframe>
       <script>fetch('https://example.org/x').catch(() => {}); new Image().src = '//example.net/y'</script>${ready}`,
    )
    try {
      const { pdf, printed } = await printer.printToPdf('/print/x', (request) => {
        asked.push(request.url)
        return inner(request)
      })
      expect(printed.blocks).toEqual(['一'])
      expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-')
      expect(new Set(asked.map((url) => new URL(url).host)).size).toBe(1)
      expect(asked.map((url) => new URL(url).pathname).sort()).toEqual(expect.arrayContaining(['/own.png', '/print/x']))
    } finally {
      await printer.close()
    }
  }, 60_000)

  test('says what went wrong: no such page, a page that fails, one that does not say what it drew', async () => {
    const printer = createChromiumPrinter({ executablePath, log: () => undefined })
    const failing = page(`<script>document.documentElement.dataset.printFailure = 'no font'; document.documentElement.dataset.printReady = 'failed'</script>`)
    const silent = page(`<script id="printed-text" type="application/json">{}</script><script>document.documentElement.dataset.printReady = 'true'</script>`)
    try {
      await expect(printer.printToPdf('/print/x', failing)).rejects.toMatchObject({ code: 'print-failed', message: expect.stringContaining('no font') })
      await expect(printer.printToPdf('/print/x', silent)).rejects.toMatchObject({ code: 'print-failed' })
      await expect(printer.printToPdf('/print/x', async () => Promise.reject(new Error('bug')))).rejects.toMatchObject({ code: 'print-failed' })
      // The next job is not held up by those.
      expect((await printer.printToPdf('/print/x', page(`<p>一</p>${ready}`))).printed.title).toBe('t')
    } finally {
      await printer.close()
    }
  }, 60_000)

  test('a program that is no browser is no printer', async () => {
    const printer = createChromiumPrinter({ executablePath: await program('no-browser'), log: () => undefined })
    await expect(printer.printToPdf('/print/x', page(ready))).rejects.toMatchObject({ code: 'no-printer' })
    await printer.close()
  }, 60_000)

  test('an unused browser ends and the next job starts another', async () => {
    const printer = createChromiumPrinter({ executablePath, log: () => undefined, idle: 50 })
    try {
      const first = await printer.printToPdf('/print/x', page(ready))
      await new Promise((resolve) => setTimeout(resolve, 500))
      const [second, third] = await Promise.all([printer.printToPdf('/print/x', page(ready)), printer.printToPdf('/print/x', page(ready))])
      expect([first, second, third].every(({ printed }) => printed.title === 't')).toBe(true)
    } finally {
      await printer.close()
    }
  }, 60_000)
})
