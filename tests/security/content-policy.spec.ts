import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contentSecurityPolicy } from '../../main/content-security-policy.ts'
import { findProgram } from '../../main/shells/openers.ts'
import { createWeb } from '../../main/web.ts'
import type { PrintModel } from '../../preload/contract/printing.ts'
import { startServer, type Running } from '../main/shells/loopback-fixture.ts'

const printId = 'print-id-0123456789'
const model: PrintModel = {
  title: '</script><script>document.documentElement.setAttribute("acted-model", "")</script><!--',
  language: 'zh-Hant',
  interfaceLanguage: 'en',
  paper: 'A4',
  face: 'serif',
  direction: 'horizontal',
  rubySystem: 'pinyin',
  rubyAsText: false,
  runningHead: '',
  blocks: [],
}

/**
 * Each tries to act or to speak to the sink, and on a page without the policy leaves the mark it is listed under: an
 * attribute of the page, or a path the sink was asked for.
 */
const attempts = (sink: string): Readonly<Record<string, string>> => ({
  'acted-inline-script': `const s = document.createElement('script'); s.textContent = "document.documentElement.setAttribute('acted-inline-script', '')"; document.body.append(s)`,
  'acted-event-handler': `const t = document.createElement('template'); t.innerHTML = '<img src="data:image/png;base64,x" alt="acted-event-handler" onerror="document.documentElement.toggleAttribute(this.alt)">'; document.body.append(t.content.cloneNode(true))`,
  'acted-eval': `eval("document.documentElement.setAttribute('acted-eval', '')")`,
  'acted-function': `new Function("document.documentElement.setAttribute('acted-function', '')")()`,
  'acted-timer': `setTimeout("document.documentElement.setAttribute('acted-timer', '')")`,
  '/script.js': `const s = document.createElement('script'); s.src = '${sink}/script.js'; document.body.append(s)`,
  '/fetch': `await fetch('${sink}/fetch', { mode: 'no-cors' })`,
  '/beacon': `navigator.sendBeacon('${sink}/beacon', 'x')`,
  '/events': `new EventSource('${sink}/events')`,
  '/picture.png': `new Image().src = '${sink}/picture.png'`,
  '/style.css': `const l = document.createElement('link'); l.rel = 'stylesheet'; l.href = '${sink}/style.css'; document.head.append(l)`,
  '/font.woff2': `await new FontFace('x', 'url(${sink}/font.woff2)').load()`,
  '/background.png': `document.body.style.backgroundImage = 'url(${sink}/background.png)'`,
  '/frame': `const f = document.createElement('iframe'); f.src = '${sink}/frame'; document.body.append(f)`,
  '/object': `const o = document.createElement('object'); o.data = '${sink}/object'; document.body.append(o)`,
  '/video.mp4': `const v = document.createElement('video'); v.src = '${sink}/video.mp4'; v.preload = 'auto'; document.body.append(v)`,
  // The sink answers a form with 204, so that the page stays where it is.
  '/form': `const f = document.createElement('form'); f.method = 'post'; f.action = '${sink}/form'; document.body.append(f); f.submit()`,
  '/worker': `new Worker(URL.createObjectURL(new Blob(["fetch('${sink}/worker', { mode: 'no-cors' })"])))`,
  '/imported.css': `const l = document.createElement('link'); l.rel = 'stylesheet'; l.href = 'data:text/css,@import "${sink}/imported.css"'; document.head.append(l)`,
  'acted-base': `const b = document.createElement('base'); b.href = '${sink}/'; document.head.append(b); if (document.baseURI.startsWith('${sink}')) document.documentElement.setAttribute('acted-base', '')`,
})

let folder: string
let running: Running
let browser: Browser
let sink: { server: Server; origin: string; asked: string[] }

const openPage = async (path: string): Promise<Page> => {
  const page = await browser.newPage()
  await page.goto(`http://127.0.0.1:${running.port}${path}`)
  return page
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yandu-policy-'))
  await mkdir(join(folder, 'assets'))
  for (const name of ['index', 'print']) {
    await writeFile(
      join(folder, `${name}.html`),
      '<!doctype html><html><head><title>x</title></head><body></body></html>',
    )
  }
  await writeFile(join(folder, 'own.js'), `document.documentElement.dataset.own = 'ran'`)
  const web = createWeb({
    uiFolder: folder,
    printModel: async (id) => (id === printId ? model : null),
    download: async () => null,
  })
  running = await startServer({
    // The control page is the same page without its policy: it shows that the attempts are real.
    web: async (request) => {
      const response = await web(new Request(request.url.replace('/control', '/')))
      if (request.url.includes('/control')) response.headers.delete('content-security-policy')
      return response
    },
  })
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.setHeader('access-control-allow-origin', '*')
    if (request.url === '/script.js') response.setHeader('content-type', 'text/javascript')
    if (request.url === '/form') response.statusCode = 204
    response.end('')
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  sink = { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
  const executablePath = findProgram('chromium', process.env) ?? findProgram('google-chrome', process.env)
  browser = await chromium.launch({
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    ...(executablePath === null ? {} : { executablePath }),
  })
})

afterAll(async () => {
  await browser?.close()
  await running?.server.close()
  sink?.server.close()
  await rm(folder, { recursive: true, force: true })
})

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** The marks that all attempts together left on and from the page at `path`; waits until `enough` says so, or a while. */
const outcome = async (
  path: string,
  enough: (marks: readonly string[]) => boolean,
  patience: number,
): Promise<string[]> => {
  const page = await openPage(path)
  const before = sink.asked.length
  const marks = async (): Promise<string[]> => [
    ...(await page.evaluate(() =>
      document.documentElement.getAttributeNames().filter((name) => name.startsWith('acted-')),
    )),
    ...new Set(sink.asked.slice(before)),
  ]
  try {
    for (const attempt of Object.values(attempts(sink.origin))) {
      // In a task of the page's own: during the driver's evaluation the browser allows what the policy forbids.
      await page.evaluate(`void setTimeout(async () => { ${attempt} })`)
    }
    const end = performance.now() + patience
    while (performance.now() < end && !enough(await marks())) await pause(50)
    return (await marks()).toSorted()
  } finally {
    await page.close()
  }
}

describe('the content policy in a real browser', () => {
  const all = Object.keys(attempts('')).toSorted()

  it('has something to stop: without it every attempt succeeds', async () => {
    expect(await outcome('/control', (marks) => marks.length >= all.length, 10_000)).toEqual(all)
  })

  it.each(['/', `/print/${printId}`])('stops every attempt at %s', async (path) => {
    expect(await outcome(path, (marks) => marks.length > 0, 1_500)).toEqual([])
  })

  it('lets our own scripts, styles in attributes and policies work', async () => {
    const page = await openPage('/')
    const seen = await page.evaluate(async () => {
      const script = document.createElement('script')
      // Trusted Types want a policy even for an address of our own.
      const policy = (
        window as unknown as {
          trustedTypes: {
            createPolicy(
              name: string,
              rules: object,
            ): { createHTML(text: string): string; createScriptURL(text: string): string }
          }
        }
      ).trustedTypes
      const own = policy.createPolicy('yandu', {
        createScriptURL: (text: string) => text,
        createHTML: (text: string) => text,
      })
      policy.createPolicy('dompurify', { createHTML: (text: string) => text })
      let stranger = 'made'
      try {
        policy.createPolicy('stranger', { createHTML: (text: string) => text })
      } catch {
        stranger = 'refused'
      }
      let plainText = 'taken'
      try {
        document.body.innerHTML = '<b>text</b>'
      } catch {
        plainText = 'refused'
      }
      document.body.innerHTML = own.createHTML('<b style="color: rgb(1, 2, 3)">text</b>')
      const loaded = new Promise((resolve, reject) => {
        script.onload = resolve
        script.onerror = reject
      })
      script.src = own.createScriptURL('/own.js')
      document.head.append(script)
      await loaded
      const bold = document.querySelector('b')
      return {
        own: document.documentElement.dataset['own'],
        color: bold === null ? null : getComputedStyle(bold).color,
        stranger,
        plainText,
      }
    })
    expect(seen).toEqual({ own: 'ran', color: 'rgb(1, 2, 3)', stranger: 'refused', plainText: 'refused' })
    await page.close()
  })

  it('lets the print page read its model, which does not act', async () => {
    const page = await openPage(`/print/${printId}`)
    const text = await page.locator('#print-model').textContent()
    expect(JSON.parse(text ?? '')).toEqual(model)
    expect(await page.evaluate(() => document.documentElement.hasAttribute('acted-model'))).toBe(false)
    await page.close()
  })

  it('keeps another site from framing or reading the reader', async () => {
    const page = await browser.newPage()
    await page.goto(`${sink.origin}/page`)
    const target = `http://127.0.0.1:${running.port}`
    const result = await page.evaluate(async (address) => {
      const frame = document.createElement('iframe')
      frame.src = address
      document.body.append(frame)
      await new Promise((resolve) => (frame.onload = resolve))
      const read = (path: string, init: RequestInit): Promise<string> =>
        fetch(address + path, init).then(
          (answer) => answer.type,
          () => 'blocked',
        )
      return {
        files: await read('/', {}),
        api: await read('/api/call/settings.get', {
          method: 'POST',
          body: '{}',
          headers: { 'content-type': 'application/json' },
        }),
        blind: await read('/api/call/settings.get', { method: 'POST', body: '{}', mode: 'no-cors' }),
      }
    }, target)
    expect(result).toMatchObject({ files: 'blocked', api: 'blocked' })
    expect(running.app.handled).toEqual([])
    const framed = page.frames().find((frame) => frame !== page.mainFrame())
    expect(await framed?.title()).not.toBe('x')
    await page.close()
  })
})

describe('the content policy as written', () => {
  it('allows pictures and frames of our own only, for no others are used', () => {
    expect(contentSecurityPolicy.split('; ')).toEqual(expect.arrayContaining(["img-src 'self'", "frame-src 'self'"]))
    expect(contentSecurityPolicy).not.toMatch(/data:|blob:/)
  })

  it('starts from nothing and has neither inline script nor eval nor another host', () => {
    expect(contentSecurityPolicy.startsWith("default-src 'none'; ")).toBe(true)
    const scripts = /script-src ([^;]*)/.exec(contentSecurityPolicy)?.[1]
    expect(scripts).toBe("'self'")
    for (const directive of [
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'self'",
      "require-trusted-types-for 'script'",
    ]) {
      expect(contentSecurityPolicy.split('; ')).toContain(directive)
    }
    expect(contentSecurityPolicy).not.toMatch(/https?:|\*|unsafe-eval|wasm-unsafe-eval|strict-dynamic|nonce/)
  })
})
