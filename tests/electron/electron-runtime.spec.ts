import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const runtime = join(root, 'node_modules/electron/dist')
const entry = join(root, 'dist/main/electron.js')
const display = process.platform !== 'linux' || (process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'] ?? '') !== ''

const missing = !existsSync(runtime)
  ? 'Electron’s runtime is not installed'
  : !existsSync(entry)
    ? 'the program has not been built'
    : !display
      ? 'there is no display'
      : null

if (missing !== null)
  process.stderr.write(`SKIPPED tests/electron, because ${missing}: nothing here ran in Electron itself.\n`)

describe.skipIf(missing !== null)(`Electron itself${missing === null ? '' : ` (skipped: ${missing})`}`, () => {
  let folder: string
  let app: ElectronApplication
  let page: Page

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'yandu-electron-'))
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
    app = await _electron.launch({
      args: [...sandbox, entry, '--state', join(folder, 'state'), '--library', join(folder, 'library')],
    })
    page = await app.firstWindow()
    await page.waitForLoadState()
  })

  afterAll(async () => {
    await app?.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('loads the reader at its own origin, under the policy', async () => {
    expect(new URL(page.url()).origin === 'app://yandu' || page.url().startsWith('app://yandu/')).toBe(true)
    const policy = await page.evaluate(async () => (await fetch('/')).headers.get('content-security-policy'))
    expect(policy).toMatch(/^default-src 'none'/)
  })

  it('runs every page sandboxed and isolated, without Node', async () => {
    const preferences = await app.evaluate(({ webContents }) =>
      webContents.getAllWebContents().map((contents) => {
        const all = contents as unknown as { getLastWebPreferences(): Record<string, unknown> }
        const { contextIsolation, sandbox, nodeIntegration, webviewTag, webSecurity, partition } =
          all.getLastWebPreferences()
        return { contextIsolation, sandbox, nodeIntegration, webviewTag, webSecurity, partition }
      }),
    )
    expect(preferences.length).toBeGreaterThan(0)
    for (const one of preferences) {
      expect(one).toEqual({
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        webviewTag: false,
        webSecurity: true,
        partition: 'yandu',
      })
    }
    expect(
      await page.evaluate(() => [typeof Reflect.get(window, 'require'), typeof Reflect.get(window, 'process')]),
    ).toEqual(['undefined', 'undefined'])
  })

  it('answers calls through the exposed wire and says ready', async () => {
    const answers = await page.evaluate(async () => {
      const wire = Reflect.get(window, 'yanduWire') as {
        call(name: string, input: unknown): Promise<unknown>
        subscribe(onReady: () => void, onEvent: () => void): () => void
      }
      await new Promise<void>((resolve) => void wire.subscribe(resolve, () => undefined))
      return [
        await wire.call('app.info', {}),
        await wire.call('no.such', {}),
        await wire.call('settings.get', { extra: 1 }),
      ]
    })
    expect(answers).toMatchObject([
      { ok: true, value: { shell: 'electron' } },
      { ok: false, error: { code: 'unknown-method' } },
      { ok: false, error: { code: 'bad-input' } },
    ])
  })

  it('refuses a call from a sub-frame', async () => {
    const answer = await app.evaluate(async ({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      await window?.webContents.executeJavaScript(
        `new Promise((resolve) => { const f = document.createElement('iframe'); f.src = 'blob:' ; f.onload = resolve; document.body.append(f); setTimeout(resolve, 500) })`,
      )
      const frames = window?.webContents.mainFrame.frames ?? []
      return Promise.all(frames.map((frame) => frame.executeJavaScript(`typeof window.yanduWire`)))
    })
    expect(answer.every((kind) => kind === 'undefined')).toBe(true)
  })

  it('goes nowhere, opens nothing and grants nothing', async () => {
    const before = page.url()
    const granted = await page.evaluate(async () => {
      const opened = window.open('https://example.invalid/') !== null
      location.href = 'https://example.invalid/'
      const permission = await Notification.requestPermission()
      const place = await new Promise<string>((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('granted'),
          () => resolve('denied'),
        ),
      )
      return { opened, permission, place }
    })
    expect(granted).toEqual({ opened: false, permission: 'denied', place: 'denied' })
    expect(page.url()).toBe(before)
    expect(app.windows()).toHaveLength(1)
  })

  it('serves no file outside the interface', async () => {
    const statuses = await page.evaluate(() =>
      Promise.all(
        ['/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json', '/C:/x', '//other/x'].map((path) =>
          fetch(path).then(
            (answer) => answer.status,
            () => 0,
          ),
        ),
      ),
    )
    expect(statuses.every((status) => status === 404 || status === 0)).toBe(true)
  })
})
