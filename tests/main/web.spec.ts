import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Web } from '../../main/platform.ts'
import { contentDisposition, createWeb, jsonForScript } from '../../main/web.ts'
import type { PrintModel } from '../../preload/contract/printing.ts'
import { traversals } from '../security/traversals.ts'

const printId = 'print-id-0123456789'
const fileId = 'file-id-0123456789'
const model: PrintModel = {
  title: '</script><script>alert(1)</script>\u2028$& <!--',
  language: 'zh-Hant',
  interfaceLanguage: 'en',
  paper: 'A4',
  face: 'serif',
  direction: 'horizontal',
  rubySystem: 'pinyin',
  rubyAsText: false,
  runningHead: '研讀',
  blocks: [],
}

let folder: string
let web: Web
const get = (path: string, method = 'GET'): Promise<Response> =>
  web(new Request(`http://127.0.0.1:4000${path}`, { method }))

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yandu-web-'))
  const ui = join(folder, 'ui')
  await mkdir(join(ui, 'assets'), { recursive: true })
  await writeFile(join(folder, 'outside.txt'), 'OUTSIDE')
  await writeFile(join(folder, 'outside.js'), 'OUTSIDE')
  await writeFile(join(ui, 'index.html'), '<!doctype html><title>index</title>')
  await writeFile(join(ui, 'print.html'), '<!doctype html><html><head><title>print</title></head><body></body></html>')
  await writeFile(join(ui, 'assets/main-Ab12_-9z.js'), 'export {}')
  await writeFile(join(ui, 'assets/plain.css'), 'a{}')
  await writeFile(join(ui, 'assets/字體 one-Ab12cd34.woff2'), 'font')
  await writeFile(join(ui, 'assets/strange.exe'), 'OUTSIDE')
  await writeFile(join(ui, 'no-extension'), 'OUTSIDE')
  await symlink(join(folder, 'outside.js'), join(ui, 'link.js'))
  await symlink(folder, join(ui, 'folder-link'))
  web = createWeb({
    uiFolder: ui,
    printModel: (id) => Promise.resolve(id === printId ? model : null),
    download: (id) =>
      Promise.resolve(
        id === fileId
          ? { fileName: '二、論「文」.pdf', contentType: 'application/pdf', bytes: new TextEncoder().encode('%PDF') }
          : null,
      ),
  })
})

afterAll(() => rm(folder, { recursive: true }))

describe('files of the interface', () => {
  it.each([
    ['/', 'text/html; charset=utf-8', 'no-store'],
    ['/index.html', 'text/html; charset=utf-8', 'no-store'],
    ['/index.html?x=1', 'text/html; charset=utf-8', 'no-store'],
    ['/assets/main-Ab12_-9z.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
    ['/assets/plain.css', 'text/css; charset=utf-8', 'no-cache'],
    ['/assets/字體 one-Ab12cd34.woff2', 'font/woff2', 'public, max-age=31536000, immutable'],
  ])('serves %s', async (path, type, cache) => {
    const response = await get(path)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe(type)
    expect(response.headers.get('cache-control')).toBe(cache)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('answers HEAD without a body and refuses everything else', async () => {
    const head = await get('/', 'HEAD')
    expect([head.status, await head.text()]).toEqual([200, ''])
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const refused = await get('/', method)
      expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
    }
  })

  it.each([
    '/link.js',
    '/folder-link/outside.js',
    '/assets/strange.exe',
    '/no-extension',
    '/assets',
    '/assets/',
    '/ASSETS/plain.css',
  ])('does not serve %s', async (path) => expect((await get(path)).status).toBe(404))

  it(`serves nothing for any of ${traversals.length} ways to climb out, in either scheme`, async () => {
    expect(traversals.length).toBeGreaterThanOrEqual(200)
    const escaped: string[] = []
    for (const path of traversals) {
      for (const base of ['http://127.0.0.1:4000', 'app://yandu']) {
        if (!URL.canParse(base + path)) continue
        const response = await web(new Request(base + path))
        const body = await response.text()
        const own = response.status === 404 || body.includes('<title>index</title>')
        if (!own) escaped.push(base + path)
      }
    }
    expect(escaped).toEqual([])
  })

  it('opens the window’s page in the theme in force, and no other file', async () => {
    const themed = createWeb({
      uiFolder: join(folder, 'themed'),
      printModel: async () => model,
      download: async () => null,
      theme: () => 'sepia',
    })
    await mkdir(join(folder, 'themed'))
    const html = '<!doctype html>\n<html lang="en"><title>index</title><p>&lt;html&gt; $& <html</p></html>'
    for (const name of ['index.html', 'print.html', 'other.html']) await writeFile(join(folder, 'themed', name), html)
    const ask = async (path: string, method = 'GET') => (await themed(new Request(`http://127.0.0.1${path}`, { method }))).text()
    const expected = html.replace('<html lang', '<html data-theme="sepia" lang')
    expect(await ask('/')).toBe(expected)
    expect(await ask('/index.html?x')).toBe(expected)
    expect(await ask('/', 'HEAD')).toBe('')
    expect(await ask('/other.html')).toBe(html)
    expect(await ask('/print.html')).toBe(html)
  })

  it('has no file to give when the folder is missing, and says which', async () => {
    const broken = createWeb({
      uiFolder: join(folder, 'none'),
      printModel: async () => null,
      download: async () => null,
    })
    await expect(broken(new Request('http://127.0.0.1/'))).rejects.toThrow('none')
  })
})

describe('pages made a moment ago', () => {
  it('puts the print model into the print page, where it stays data', async () => {
    const response = await get(`/print/${printId}`)
    const html = await response.text()
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(html.match(/<script/g)).toHaveLength(1)
    const json = /<script type="application\/json" id="print-model">(.*)<\/script><\/head>/s.exec(html)?.[1]
    expect(JSON.parse(json ?? '')).toEqual(model)
  })

  it('hands out a download under its own name', async () => {
    const response = await get(`/download/${fileId}`)
    expect(response.headers.get('content-type')).toBe('application/pdf')
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="___/)
    expect(response.headers.get('content-security-policy')).toContain('sandbox')
    expect(await response.text()).toBe('%PDF')
  })

  it.each([
    '/print/',
    '/print/short',
    '/print/unknown-id-0123456789',
    '/print/../print.htm',
    '/download/unknown-id-0123456789',
    `/print/${printId}/`,
    `/print/${'x'.repeat(200)}`,
  ])('has nothing at %s', async (path) => expect((await get(path)).status).toBe(404))

  it('lets only a GET spend a capability', async () => {
    for (const method of ['HEAD', 'POST', 'OPTIONS']) {
      expect((await get(`/print/${printId}`, method)).status).toBe(405)
      expect((await get(`/download/${fileId}`, method)).status).toBe(405)
    }
  })
})

describe('headers', () => {
  it('escapes everything that could end the script', () => {
    const text = '<!--</script>&\u2028\u2029'
    expect(jsonForScript(text)).not.toMatch(/[<>&\u2028\u2029]/)
    expect(JSON.parse(jsonForScript(text))).toBe(text)
  })

  it.each([
    ['論文.pdf', `attachment; filename="__.pdf"; filename*=UTF-8''%E8%AB%96%E6%96%87.pdf`],
    ['a"b\\c/d.pdf', `attachment; filename="a_b_c_d.pdf"; filename*=UTF-8''a_b_c_d.pdf`],
    [
      'x\r\nSet-Cookie: a=b.pdf',
      `attachment; filename="x__Set-Cookie_ a=b.pdf"; filename*=UTF-8''x__Set-Cookie_%20a%3Db.pdf`,
    ],
    ['\u202efdp.exe', `attachment; filename="_fdp.exe"; filename*=UTF-8''_fdp.exe`],
    ['..', `attachment; filename="_"; filename*=UTF-8''_`],
    ['', `attachment; filename="download"; filename*=UTF-8''download`],
    ["it's (1)*!.pdf", `attachment; filename="it's (1)_!.pdf"; filename*=UTF-8''it%27s%20%281%29_%21.pdf`],
    ['\ud800x.pdf', `attachment; filename="_x.pdf"; filename*=UTF-8''%EF%BF%BDx.pdf`],
  ])('names the download %j', (name, header) => expect(contentDisposition(name)).toBe(header))

  it.each(['/', '/print.html', `/print/${printId}`, '/assets/plain.css'])('puts the policy on %s', async (path) => {
    const policy = (await get(path)).headers.get('content-security-policy')
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; /)
  })

  it('lets no other origin read anything', async () => {
    for (const path of ['/', '/none', `/print/${printId}`, `/download/${fileId}`]) {
      const { headers } = await get(path)
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
      expect([...headers.keys()].filter((name) => /^access-control|^set-cookie/.test(name))).toEqual([])
    }
  })
})
