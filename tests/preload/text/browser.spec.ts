import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { chromium, type Browser } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contentSecurityPolicy } from '../../../main/content-security-policy.ts'
import { findChromium } from '../../../main/shells/chromium.ts'
import { engineOutput } from './engine-output.ts'
import { polyphones } from './polyphones.ts'

const bundle = async (): Promise<ReadonlyMap<string, string>> => {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: join(import.meta.dirname, 'browser.bundle.ts'), output: { entryFileNames: 'main.js', format: 'es' } },
    },
  })
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((one) => ('output' in one ? one.output : []))
  return new Map(outputs.flatMap((part) => (part.type === 'chunk' ? [[`/${part.fileName}`, part.code] as const] : [])))
}

let browser: Browser
let site: Server
let origin: string
let files: ReadonlyMap<string, string>

beforeAll(async () => {
  files = await bundle()
  site = createServer((request, response) => {
    const code = files.get(request.url ?? '')
    if (code !== undefined) response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' }).end(code)
    else if (request.url === '/') {
      const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': contentSecurityPolicy }
      response.writeHead(200, headers).end('<!doctype html><meta charset=utf-8><script type="module" src="/main.js"></script>')
    } else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
  const executablePath = findChromium(process.env)
  if (executablePath === null) throw new Error('this test needs an installed Chromium')
  browser = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 })
}, 120_000)

afterAll(async () => {
  await browser?.close()
  site?.close()
})

test('the window says what the paper says, under the content policy, and loads no tables before they are asked for', async () => {
  const page = await browser.newPage()
  const errors: string[] = []
  const asked: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('404')) errors.push(message.text())
  })
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.goto(origin, { waitUntil: 'networkidle' })
  expect(files.get('/main.js')?.length).toBeLessThan(60_000)
  expect(asked.filter((path) => path.endsWith('.js') && path !== '/main.js')).toEqual([])

  const essay = readFileSync(join(import.meta.dirname, '../../fixtures/essay-normalised.txt'), 'utf8')
  const paragraphs = [...essay.split('\n'), ...polyphones.trim().split('\n'), '𠀋㈠ﬁé葛\u{e0100}\u200b「don’t」……2303。\ufffd\ue000']
  const inWindow = await page.evaluate(
    (texts) => (window as unknown as { engineOutput: typeof engineOutput }).engineOutput(texts),
    paragraphs,
  )
  expect(inWindow).toBe(await engineOutput(paragraphs))
  expect(errors).toEqual([])
}, 120_000)
