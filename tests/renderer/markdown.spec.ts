import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type Frame } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contentSecurityPolicy } from '../../main/content-security-policy.ts'
import { outsideLink } from '../../main/outside-links.ts'
import { findChromium } from '../../main/shells/chromium.ts'
import { followableLink, markdownLimit, openableLink, unsafeMarkup } from '../../renderer/reader/markdown.ts'
import { payloads } from './markdown.payloads.ts'

const listen = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const bundle = async (): Promise<string> => {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: true,
      rolldownOptions: {
        input: fileURLToPath(new URL('./markdown.bundle.ts', import.meta.url)),
        output: { format: 'iife' },
      },
    },
  })
  const [output] = Array.isArray(result) ? result : [result]
  if (output === undefined || !('output' in output)) throw new Error('nothing was built')
  const chunk = output.output.find((part) => part.type === 'chunk')
  if (chunk?.type !== 'chunk') throw new Error('nothing was built')
  return chunk.code
}

interface Trial {
  readonly ran: readonly number[]
  readonly fetched: readonly number[]
  readonly left: readonly number[]
  readonly markup: readonly string[]
}

let browser: Browser
let site: Server
let sink: Server
let origin: string
let sinkOrigin: string
let asked: string[] = []

const frames = async (): Promise<string> => {
  const script = await bundle()
  site = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://site')
    if (pathname === '/draw.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(script)
    } else if (pathname === '/frame' || pathname === '/') {
      const headers = { 'content-type': 'text/html; charset=utf-8' }
      const policy = searchParams.has('policy') ? { 'content-security-policy': contentSecurityPolicy } : {}
      const body = pathname === '/' ? '' : '<script src="/hit.js"></script><script src="/draw.js"></script>'
      response.writeHead(200, { ...headers, ...policy }).end(`<!doctype html><meta charset=utf-8><body>${body}`)
    } else if (pathname === '/hit.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end('window.hits = 0; window.hit = () => { window.hits += 1 }')
    } else response.writeHead(404).end()
  })
  return listen(site)
}

beforeAll(async () => {
  const executablePath = findChromium(process.env)
  if (executablePath === null) throw new Error('these tests need an installed Chromium')
  browser = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 })
  origin = await frames()
  sink = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.writeHead(204).end()
  })
  sinkOrigin = await listen(sink)
}, 120_000)

afterAll(async () => {
  await browser?.close()
  site?.close()
  sink?.close()
})

/** Draws every payload in a frame of its own and counts what came of it. */
const attempt = async (way: 'unsafe' | 'note' | 'paper' | 'markup', policy: boolean): Promise<Trial> => {
  asked = []
  const left = new Set<number>()
  const ran = new Set<number>()
  const markup: string[] = []
  const page = await browser.newPage()
  const batch = 80
  for (let start = 0; start < payloads.length; start += batch) {
    await page.goto(origin)
    const numbers = [...payloads.keys()].slice(start, start + batch)
    await page.evaluate(
      async (wanted) => {
        const waiting = wanted.numbers.map((number) => {
          const frame = document.createElement('iframe')
          frame.name = `payload-${number}`
          frame.src = `/frame${wanted.policy ? '?policy' : ''}`
          document.body.append(frame)
          return new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))
        })
        await Promise.all(waiting)
      },
      { numbers, policy },
    )
    const drawn = new Map<number, Frame>()
    for (const number of numbers) {
      const frame = page.frame({ name: `payload-${number}` })
      if (frame !== null) drawn.set(number, frame)
    }
    expect(drawn.size).toBe(numbers.length)
    const onNavigated = (frame: Frame): void => {
      for (const [number, own] of drawn) if (own === frame) left.add(number)
      if (frame === page.mainFrame()) left.add(-1)
    }
    page.on('framenavigated', onNavigated)
    const onPopup = (): void => void left.add(-2)
    page.on('popup', onPopup)
    await Promise.all(
      [...drawn].map(async ([number, frame]) => {
        const text = (payloads[number]?.text ?? '').replaceAll('HIT', 'hit()').replaceAll('SINK', `${sinkOrigin}/${number}`)
        const html = await frame
          .evaluate((attack) => (window as unknown as { draw(text: string, way: string): Promise<string> }).draw(attack.text, attack.way), {
            text,
            way,
          })
          .catch(() => '')
        markup[number] = html
      }),
    )
    await page.waitForTimeout(250)
    for (const [number, frame] of drawn) {
      const hits = await frame.evaluate(() => (window as unknown as { hits?: number }).hits ?? 0).catch(() => 0)
      if (hits > 0) ran.add(number)
    }
    page.off('framenavigated', onNavigated)
    page.off('popup', onPopup)
  }
  await page.close()
  const fetched = new Set(asked.map((path) => Number(path.slice(1).split(/[/?#]/)[0])))
  return { ran: [...ran], fetched: [...fetched], left: [...left], markup }
}

describe('rendered Markdown', () => {
  test('there are enough attacks, all different', () => {
    expect(new Set(payloads.map(({ text }) => text)).size).toBe(payloads.length)
    expect(payloads.length).toBeGreaterThanOrEqual(200)
  })

  test('without the sanitizer they work', async () => {
    const trial = await attempt('unsafe', false)
    expect(trial.ran.length).toBeGreaterThanOrEqual(50)
    expect(trial.fetched.length).toBeGreaterThanOrEqual(20)
    expect(trial.left.length).toBeGreaterThanOrEqual(4)
  }, 120_000)

  test.for([
    ['note', false],
    ['paper', true],
    ['markup', false],
    ['markup', true],
  ] as const)('as %s with the policy %s nothing runs, is fetched or leaves', { timeout: 120_000 }, async ([way, policy]) => {
    const trial = await attempt(way, policy)
    expect(trial.ran).toEqual([])
    expect(trial.fetched).toEqual([])
    expect(trial.left).toEqual([])
    expect(trial.markup).toHaveLength(payloads.length)
    if (way !== 'markup') expect(trial.markup.filter((html) => html === '')).toEqual([])
    for (const html of trial.markup) {
      // Quoted attribute values and text can hold anything; tags and the names of attributes cannot.
      const tags = html.match(/<[^>]*>/g) ?? []
      for (const tag of tags) {
        expect(tag).toMatch(/^<\/?(p|br|hr|div|a|strong|em|del|code|pre|blockquote|ul|ol|li|table|thead|tbody|tr|th|td)(\s|>)/)
        // DOMPurify can empty `is`, which browsers do not let anybody remove.
        const names = tag.replace(' is=""', '').replace(/"[^"]*"/g, '').match(/(?<=\s)[\w:-]+/g) ?? []
        for (const name of names) expect(['role', 'aria-level', 'data-level', 'data-link', 'rel', 'tabindex', 'start']).toContain(name)
      }
    }
  })
})

describe('Markdown of a note', () => {
  const onScreen = (text: string): string => unsafeMarkup(text, 'screen')

  test('markup that was typed is shown, not lost', () => {
    expect(onScreen('a <b>x</b> <script>y</script>')).toContain('&#60;script&#62;y&#60;/script&#62;')
  })
  test('headings are not h1 to h6', () => {
    expect(onScreen('# 一\n\n###### 六')).toBe(
      '<div role="heading" aria-level="4" data-level="1">一</div>\n<div role="heading" aria-level="5" data-level="6">六</div>\n',
    )
    expect(unsafeMarkup('# 一', 'paper')).toBe('<div data-level="1">一</div>\n')
  })
  test('links keep their address where the program can read it, and only there', () => {
    expect(onScreen('[甲](https://example.org/乙?a=1&b=2)')).toContain(
      'data-link="https://example.org/%E4%B9%99?a=1&#38;b=2"',
    )
    expect(onScreen('[甲](https://example.org)')).not.toContain('href')
    expect(onScreen('[甲](file:///x)')).toBe('<p>甲 (file:///x)</p>\n')
    expect(unsafeMarkup('[甲](https://example.org/)', 'paper')).toBe('<p>甲 (https://example.org/)</p>\n')
    expect(unsafeMarkup('<https://example.org/>', 'paper')).toBe('<p>https://example.org/</p>\n')
  })
  test('a picture becomes words', () => {
    expect(onScreen('![圖](https://example.org/a.png)')).toBe('<p>圖 (https://example.org/a.png)</p>\n')
  })
  test('on paper numbers and bullets are text', () => {
    expect(unsafeMarkup('3. 甲\n4. 乙', 'paper')).toMatch(/<li>3\. 甲<\/li>\s*<li>4\. 乙<\/li>/)
    expect(unsafeMarkup('- 甲\n- [x] 乙', 'paper')).toMatch(/<li>• 甲<\/li>\s*<li>• \[x\] 乙<\/li>/)
  })
  test('only web and mail addresses can be opened', () => {
    expect(openableLink('https://example.org/a')).toBe('https://example.org/a')
    expect(openableLink('mailto:a@example.org')).toBe('mailto:a@example.org')
    for (const no of ['javascript:x', 'file:///x', 'ms-settings:x', '//x', 'x', '', ` https://${'a'.repeat(3000)}`]) {
      expect(openableLink(no)).toBeNull()
    }
  })
  test('a link to a passage is followed inside and never by the system', () => {
    const link = 'yandu://passage/essay/2.3.1?p=31'
    expect([followableLink(link), openableLink(link)]).toEqual([link, null])
    expect(() => outsideLink(link)).toThrow()
    for (const text of [`[甲](${link})`, `<${link}>`, `見 ${link}。`, `引文\n${link}`]) {
      expect(onScreen(text)).toContain(`data-link="${link}"`)
    }
    expect(onScreen(`見${link}，後文`)).toContain(`>${link}</a>，後文`)
    expect(unsafeMarkup(link, 'paper')).toBe(`<p>${link}</p>\n`)
    for (const no of ['yandu://evil/essay/1', 'yandu://passage/essay/1?x=1', 'yandu:x', 'yandu://passage/essay/1#a']) {
      expect(followableLink(no)).toBeNull()
      expect(onScreen(`[甲](${no})`)).not.toContain('data-link')
    }
  })
  test('a hostile length does not hold up the window', () => {
    for (const text of ['['.repeat(100_000), '*a '.repeat(50_000), '> '.repeat(50_000), '`a'.repeat(60_000), '甲'.repeat(markdownLimit + 1)]) {
      const started = performance.now()
      expect(onScreen(text).length).toBeGreaterThan(text.length / 2)
      expect(performance.now() - started).toBeLessThan(10_000)
    }
  }, 60_000)
})

describe('links between notes and sections', () => {
  const titleOf = (link: { readonly kind: string }) => (link.kind === 'section' ? '<img src=x onerror=alert(1)>' : null)

  test('are shown by the name of their target, which is text', () => {
    const markup = unsafeMarkup('見[[2.3.1]]', 'screen', titleOf)
    expect(markup).toContain('data-link="[[2.3.1]]"')
    expect(markup).not.toContain('<img')
    expect(followableLink('[[2.3.1]]')).toBe('[[2.3.1]]')
  })

  test('stay as they are written where the target is not there, in code, and without names', () => {
    for (const markup of [
      unsafeMarkup('[[note:gone]]', 'screen', titleOf),
      unsafeMarkup('`[[2.3.1]]`', 'screen', titleOf),
      unsafeMarkup('[[2.3.1]]', 'screen'),
    ]) {
      expect(markup).toMatch(/\[\[(?:note:gone|2\.3\.1)\]\]/)
      expect(markup).not.toContain('data-link')
    }
  })
})
