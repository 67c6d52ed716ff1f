import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { extractAll, listPackage } from '@electron/asar'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DocumentOutline, DocumentSummary } from '../../preload/contract/documents.ts'
import { programOf } from '../../scripts/toolchain.mjs'
import { makeStandInRuntime } from './stand-in-runtime.ts'

const root = join(import.meta.dirname, '../..')
const run = promisify(execFile)

let folder = ''
let packed = ''
let paths: readonly string[] = []

const runNode = (...args: readonly string[]): Promise<unknown> => run(process.execPath, [...args], { cwd: root })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yandu-package-'))
  await runNode(join(root, 'scripts', 'build.mjs'), '--if-needed')
  const runtime = join(folder, 'runtime')
  await makeStandInRuntime(runtime, Object.values(FuseV1Options).filter((value) => typeof value === 'number').length)
  await runNode(
    programOf('electron-builder'),
    '--linux',
    'dir',
    '--x64',
    '--config=electron-builder.yml',
    `--config.electronDist=${runtime}`,
    `--config.directories.output=${join(folder, 'release')}`,
    '--publish=never',
  )
  packed = join(folder, 'release', 'linux-unpacked')
  const asar = join(packed, 'resources', 'app.asar')
  paths = listPackage(asar, { isPack: false }).map((path) => path.replaceAll('\\', '/'))
  extractAll(asar, join(folder, 'app'))
})

afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

describe('the package', () => {
  test.each([
    '/package.json',
    '/dist/main/electron.js',
    '/dist/main/browser.js',
    '/dist/main/cli.js',
    '/dist/main/import-worker.js',
    '/dist/preload/electron.cjs',
    '/dist/renderer/index.html',
    '/dist/renderer/print.html',
    '/content/essay/source.txt',
    '/content/essay/edition.json',
  ])('holds %s', (path) => {
    expect(paths).toContain(path)
  })

  test('holds nothing but what is built, the content and its own description', () => {
    const folders = new Set(paths.map((path) => path.split('/')[1]))
    expect([...folders].toSorted()).toEqual(['content', 'dist', 'package.json'])
    expect(paths.filter((path) => /\.(ts|tsx|map)$|node_modules|\.stamp$/.test(path))).toEqual([])
  })

  test('starts at its Electron shell and names no tool', async () => {
    const description = JSON.parse(await readFile(join(folder, 'app', 'package.json'), 'utf8'))
    expect(description).toMatchObject({ name: 'yandu', main: 'dist/main/electron.js', type: 'module' })
    expect(description).not.toHaveProperty('devDependencies')
    expect(existsSync(join(folder, 'app', description.main))).toBe(true)
  })

  test('carries the licences', async () => {
    expect(await readFile(join(packed, 'licenses', 'yandu.txt'), 'utf8')).toContain('MIT License')
    expect(await readFile(join(packed, 'licenses', 'fonts.txt'), 'utf8')).toContain('SIL OPEN FONT LICENSE')
    expect(await readFile(join(folder, 'app', 'dist', 'main', 'licenses.md'), 'utf8')).toContain('lowdb')
    expect(await readFile(join(folder, 'app', 'dist', 'renderer', 'licenses.md'), 'utf8')).toContain('react')
  })

  test('has its fuses set', async () => {
    const wire = await getCurrentFuseWire(join(packed, 'yandu'))
    const on = (fuse: FuseV1Options): boolean => wire[fuse] === FuseState.ENABLE
    expect({
      runAsNode: on(FuseV1Options.RunAsNode),
      cookieEncryption: on(FuseV1Options.EnableCookieEncryption),
      nodeOptions: on(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      inspect: on(FuseV1Options.EnableNodeCliInspectArguments),
      integrity: on(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
      onlyFromAsar: on(FuseV1Options.OnlyLoadAppFromAsar),
      filePrivileges: on(FuseV1Options.GrantFileProtocolExtraPrivileges),
    }).toEqual({
      runAsNode: false,
      cookieEncryption: true,
      nodeOptions: false,
      inspect: false,
      integrity: true,
      onlyFromAsar: true,
      filePrivileges: false,
    })
  })
})

describe('the packed files', () => {
  let server: ChildProcess | null = null
  let origin = ''
  let secret = ''

  beforeAll(async () => {
    const args = ['--serve', '--library', join(folder, 'library'), '--state', join(folder, 'state')]
    server = spawn(process.execPath, [join(folder, 'app', 'dist', 'main', 'browser.js'), ...args], { cwd: folder })
    let said = ''
    const address = new Promise<RegExpExecArray>((resolve, reject) => {
      const hear = (chunk: Buffer): void => {
        said += chunk.toString('utf8')
        const found = /(http:\/\/127\.0\.0\.1:\d+)\/#secret=([\w-]+)/.exec(said)
        if (found !== null) resolve(found)
      }
      server?.stdout?.on('data', hear)
      server?.stderr?.on('data', hear)
      server?.on('exit', (code) => reject(new Error(`the packed server ended with ${code}: ${said}`)))
    })
    const found = await address
    origin = found[1] ?? ''
    secret = found[2] ?? ''
  })

  afterAll(async () => {
    if (server === null || server.exitCode !== null) return
    const ended = new Promise((resolve) => server?.once('exit', resolve))
    server.kill('SIGTERM')
    await ended
  })

  const get = async (path: string): Promise<Response> => {
    const response = await fetch(new URL(path, origin))
    expect(response.status, path).toBe(200)
    return response
  }

  const call = async (name: string, input: unknown): Promise<unknown> => {
    const response = await fetch(`${origin}/api/call/${name}`, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/json', 'x-yandu-secret': secret },
      body: JSON.stringify(input),
    })
    const reply = (await response.json()) as { readonly ok: boolean; readonly value: unknown }
    expect(reply.ok, JSON.stringify(reply)).toBe(true)
    return reply.value
  }

  test.each(['/', '/print.html'])('serve %s with its scripts, styles and fonts', async (page) => {
    const html = await (await get(page)).text()
    const linked = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => new URL(match[1] ?? '', new URL(page, origin)))
    expect(linked.some((url) => url.pathname.endsWith('.js'))).toBe(true)
    expect(linked.some((url) => url.pathname.endsWith('.css'))).toBe(true)
    const fonts: URL[] = []
    for (const url of linked) {
      expect(url.origin).toBe(origin)
      const text = await (await get(url.pathname)).text()
      expect(text.length).toBeGreaterThan(0)
      if (!url.pathname.endsWith('.css')) continue
      for (const match of text.matchAll(/url\(["']?([^"')]+\.woff2)["']?\)/g)) fonts.push(new URL(match[1] ?? '', url))
    }
    expect(fonts.length).toBeGreaterThan(0)
    for (const url of fonts) {
      const bytes = new Uint8Array(await (await get(url.pathname)).arrayBuffer())
      expect(Buffer.from(bytes.subarray(0, 4)).toString('latin1')).toBe('wOF2')
    }
  })

  test('run no script inside the page', async () => {
    const html = await (await get('/')).text()
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>/)
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=/)
  })

  test('open the essay', async () => {
    const [essay] = (await call('documents.list', {})) as readonly DocumentSummary[]
    expect(essay?.shipped).toBe(true)
    const outline = (await call('documents.outline', { documentId: essay?.documentId })) as DocumentOutline
    expect(outline.sections.length).toBeGreaterThan(10)
  })
})

test('every kind of package can be made from what the project says about itself', async () => {
  const settings = await readFile(join(root, 'electron-builder.yml'), 'utf8')
  const description = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Readonly<Record<string, unknown>>
  const target = /^linux:\n\s+target: \[(.*)\]$/m.exec(settings)?.[1]?.split(', ') ?? []
  expect(target).toContain('AppImage')
  // electron-builder makes these only for a project that names its home page and its maintainer's address.
  const wantHomepage = target.filter((kind) => ['deb', 'rpm', 'pacman', 'apk', 'freebsd'].includes(kind))
  expect('homepage' in description ? [] : wantHomepage).toEqual([])
})

test('the icons are large enough for every system', async () => {
  const header = await readFile(join(root, 'scripts', 'icons', 'made', 'icon.png'))
  expect([header.readUInt32BE(16), header.readUInt32BE(20)]).toEqual([1024, 1024])
  for (const file of ['icon.ico', 'icon.icns', 'icons/512x512.png']) {
    expect((await stat(join(root, 'scripts', 'icons', 'made', file))).size).toBeGreaterThan(1000)
  }
})
