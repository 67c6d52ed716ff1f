import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AppOptions } from '../../../main/app.ts'
import type { Platform } from '../../../main/platform.ts'
import { defaultSettings } from '../../../preload/contract/app.ts'
import { defaultStyle, type Theme } from '../../../preload/contract/style.ts'
import { ipcChannels, type ErrorCode, type WireError } from '../../../preload/contract/wire.ts'
import { createFakeApp, type FakeApp } from '../../bridge/fake-app.ts'
import { catalogue } from '../../../preload/contract/words/index.ts'
import { readWindowState } from '../../../main/shells/electron-window-state.ts'
import { Contents, createStandIn, Session } from './electron-stand-in.ts'

const stage = vi.hoisted(() => ({
  openApp: (_options: unknown): Promise<unknown> => Promise.reject(new Error('not set')),
  runCommandLine: (_args: readonly string[], _deps: unknown): Promise<number> => Promise.resolve(0),
}))

vi.mock('../../../main/app.ts', () => ({ openApp: (options: unknown) => stage.openApp(options) }))
vi.mock('../../../main/cli.ts', () => ({
  runCommandLine: (args: readonly string[], deps: unknown) => stage.runCommandLine(args, deps),
}))

let folder: string
let argv: string[]
let standIn: ReturnType<typeof createStandIn>
let fake: FakeApp
let opened: AppOptions[]
let closed: number
let offered: [string, boolean][]
let files: string[]
let failures: unknown[]
let theme: Theme
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yandu-electron-'))
  argv = process.argv
  standIn = createStandIn()
  const { module } = standIn
  vi.doMock('electron', () => module)
  fake = createFakeApp()
  opened = []
  closed = 0
  offered = []
  files = []
  failures = []
  theme = 'system'
  stage.openApp = (options) => {
    opened.push(options as AppOptions)
    const next = failures.shift()
    if (next !== undefined) return Promise.reject(next)
    return Promise.resolve({
      dispatch: fake.dispatch,
      listen: fake.listen,
      theme: () => theme,
      web: (request: Request) => Promise.resolve(new Response(new URL(request.url).pathname)),
      offerLink: (link: string, newWindow: boolean) => void offered.push([link, newWindow]),
      openFile: (path: string) => void files.push(path),
      close: async () => void (closed += 1),
    })
  }
  vi.resetModules()
  vi.spyOn(process.stderr, 'write').mockImplementation((_text, ...rest: unknown[]) => {
    const done = rest.at(-1)
    if (typeof done === 'function') done()
    return true
  })
})

afterEach(async () => {
  process.argv = argv
  for (const signal of signals) process.removeAllListeners(signal)
  vi.restoreAllMocks()
  await rm(folder, { recursive: true, force: true })
})

/** Of the class that the freshly loaded module knows. */
const failure = async (code: ErrorCode, message: string, details: WireError['details'] = {}): Promise<Error> => {
  const { AppError } = await import('../../../preload/contract/wire.ts')
  return new AppError(code, message, details)
}

const start = async (...args: string[]): Promise<void> => {
  process.argv = [
    'electron',
    'main.js',
    '--no-sandbox',
    '--state',
    join(folder, 'state'),
    '--library',
    join(folder, 'library'),
    ...args,
  ]
  await import('../../../main/shells/electron.ts')
}

const started = async (...args: string[]) => {
  await start(...args)
  await expect.poll(() => standIn.state.windows[0]?.loaded).toEqual(['app://yandu/'])
  const window = standIn.state.windows[0]
  if (window === undefined) throw new Error('no window')
  return window
}

describe('the window', () => {
  it('is sandboxed, loads our own origin, and shows only when it is ready', async () => {
    const window = await started()
    expect(standIn.state.sandboxed).toBe(true)
    expect(standIn.state.privileged).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ])
    expect(window.options).toMatchObject({
      show: false,
      webPreferences: {
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        webviewTag: false,
        partition: 'yandu',
      },
    })
    expect(window.shown).toBe(false)
    window.emit('ready-to-show')
    expect(window.shown).toBe(true)
    expect(standIn.state.switches.get('host-resolver-rules')).toBe('MAP * ~NOTFOUND')
  })

  it('guards every session and every page, whoever makes it', async () => {
    const window = await started()
    const own = standIn.state.sessions.get('yandu')
    const other = new Session()
    standIn.module.app.emit('session-created', other)
    for (const session of [own, other]) {
      expect(Object.keys(session?.handlers ?? {}).toSorted()).toEqual([
        'beforeRequest',
        'device',
        'display',
        'permissionCheck',
        'permissionRequest',
        'spelling',
      ])
      expect(session?.listenerCount('will-download')).toBe(1)
    }
    const popup = new Contents()
    standIn.module.app.emit('web-contents-created', {}, popup)
    for (const contents of [window.webContents, popup]) {
      for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview']) {
        expect(contents.listenerCount(event)).toBe(1)
      }
      expect(contents.openHandler?.()).toEqual({ action: 'deny' })
    }
  })

  it('gets its files from web, and nothing from another host of the scheme', async () => {
    await started()
    const serve = standIn.state.sessions.get('yandu')?.schemes.get('app')
    expect(await (await serve?.(new Request('app://yandu/assets/a.js')))?.text()).toBe('/assets/a.js')
    expect((await serve?.(new Request('app://other/assets/a.js')))?.status).toBe(404)
  })

  it('has one channel in, which answers only its own main frame', async () => {
    const window = await started()
    expect([...standIn.state.ipc.keys()]).toEqual([ipcChannels.call])
    const handle = standIn.state.ipc.get(ipcChannels.call)
    const frame = window.webContents.mainFrame
    const trusted = { sender: window.webContents, senderFrame: frame }
    expect(await handle?.(trusted, 'settings.get', {})).toEqual({ ok: true, value: defaultSettings })
    expect(await handle?.(trusted, { toString: () => 'settings.get' }, {})).toMatchObject({
      error: { code: 'unknown-method' },
    })
    const before = fake.handled.length
    for (const event of [
      { sender: new Contents(), senderFrame: frame },
      { sender: window.webContents, senderFrame: null },
      { sender: window.webContents, senderFrame: { ...frame, parent: frame } },
      { sender: window.webContents, senderFrame: { ...frame, origin: 'https://evil.example' } },
    ]) {
      expect(() => handle?.(event, 'settings.get', {})).toThrow('may not call')
    }
    expect(fake.handled.length).toBe(before)
  })

  it('hears events on one channel, and the menu speaks through it', async () => {
    const window = await started()
    expect(standIn.state.menus.at(-1)?.[0]?.label).toBe('檔案')
    fake.emit({ name: 'settings.changed', data: { ...defaultSettings, language: 'en' } })
    expect(standIn.state.menus.at(-1)?.[0]?.label).toBe('File')
    const rows = standIn.state.menus.at(-1)?.flatMap((menu) => menu.submenu ?? []) ?? []
    rows.find((row) => row.label === 'Print section…')?.click?.()
    expect(window.webContents.gestures).toHaveLength(1)
    await expect.poll(() => window.webContents.sent.map(([channel]) => channel)).toEqual([ipcChannels.event, ipcChannels.event])
    expect(window.webContents.sent[1]?.[1]).toEqual({ name: 'app.commandChosen', data: { command: 'print-section' } })
  })

  it('has the frame of the theme in force, the document’s own included, and opens in its colour', async () => {
    theme = 'sepia'
    const window = await started()
    expect(window.options['backgroundColor']).toBe('#f4e8d0')
    expect(standIn.state.themeSource).toBe('light')
    const sources = (['dark', 'paper', 'contrast', 'system'] as const).flatMap((next, index) => {
      theme = next
      fake.emit(
        index % 2 === 0
          ? { name: 'styles.changed', data: { documentId: 'essay', style: { theme } } }
          : { name: 'settings.changed', data: { ...defaultSettings, style: { ...defaultStyle, theme } } },
      )
      return [standIn.state.themeSource]
    })
    expect(sources).toEqual(['dark', 'light', 'system', 'system'])
  })

  it('saves before it goes: hidden first, then closed, then the library, then the end', async () => {
    const window = await started()
    window.emit('ready-to-show')
    window.close()
    expect([window.shown, window.destroyed, closed]).toEqual([false, false, 0])
    await expect.poll(() => standIn.state.exits, { timeout: 3_000 }).toEqual([0])
    expect([window.destroyed, closed]).toEqual([true, 1])
  })

  it('remembers that it was maximised, although it is hidden before it goes', async () => {
    const window = await started()
    window.emit('ready-to-show')
    window.maximize()
    window.close()
    await expect.poll(() => standIn.state.exits, { timeout: 3_000 }).toEqual([0])
    expect(readWindowState(join(folder, 'state', 'window.json'))?.maximized).toBe(true)
  })

  it('loads a page that breaks down again, but not for ever: then it says so and ends', async () => {
    const window = await started()
    const breakDown = (): unknown => window.webContents.emit('render-process-gone', {}, { reason: 'crashed' })
    for (let time = 0; time < 3; time += 1) breakDown()
    expect([window.webContents.reloads, standIn.state.errors, window.destroyed]).toEqual([3, [], false])
    breakDown()
    expect([window.webContents.reloads, window.destroyed]).toEqual([3, true])
    expect(standIn.state.errors).toEqual([catalogue['zh-Hant']['menu.brokeDownMeaning']])
    await expect.poll(() => standIn.state.exits).toEqual([0])
    expect(closed).toBe(1)
  })

  it('does the same when the system ends the session, and closes the library once', async () => {
    const window = await started()
    window.emit('session-end', {})
    window.destroy()
    await expect.poll(() => standIn.state.exits).toEqual([0])
    expect(closed).toBe(1)
  })

  it('opens outside links only of the three kinds', async () => {
    await started()
    const platform = opened[0]?.platform
    await platform?.openLink('https://example.org/')
    for (const url of ['file:///etc/passwd', 'javascript:1', 'smb://a/b', '\\\\a\\b', 'app://yandu/']) {
      await expect((async () => platform?.openLink(url))()).rejects.toMatchObject({ code: 'forbidden' })
    }
    expect(standIn.state.opened).toEqual(['https://example.org/'])
  })

  it('can do what only Electron can', async () => {
    await started()
    expect(opened[0]?.platform.capabilities).toEqual({
      saveDialog: true,
      download: false,
      systemPrint: true,
      pagePrint: false,
      pdf: true,
      reveal: true,
      fullScreen: true,
    })
    expect(await opened[0]?.platform.chooseSaveFile('a.pdf')).toBeNull()
    const [window] = standIn.state.windows
    for (const filled of [true, false]) {
      opened[0]?.platform.toggleFullScreen()
      expect(window?.isFullScreen()).toBe(filled)
    }
  })
})

describe('a second start', () => {
  it('leaves at once when this profile has a window already, which comes to the front', async () => {
    standIn.state.first = false
    await start()
    await expect.poll(() => standIn.state.exits).toEqual([0])
    expect(opened).toEqual([])
  })

  it('brings the first window to the front', async () => {
    const window = await started()
    standIn.module.app.emit('second-instance', {}, [])
    expect(window.focused).toBe(1)
  })

  it('on another library has a profile, and so a window, of its own', async () => {
    await started()
    const first = standIn.state.paths.get('userData')
    standIn = createStandIn()
    vi.resetModules()
    vi.doMock('electron', () => standIn.module)
    await started('--library', join(folder, 'another'))
    expect(standIn.state.paths.get('userData')).not.toBe(first)
    expect(opened.map((options) => options.libraryFolder)).toEqual([join(folder, 'library'), join(folder, 'another')])
  })

  it('on the same library from elsewhere is told whether there is a window to bring to the front', async () => {
    const window = await started()
    expect(opened[0]?.onFocus(null)).toBe(true)
    expect(window.focused).toBe(1)
    window.destroy()
    expect(opened[0]?.onFocus(null)).toBe(false)
  })

  const locked = (focused: boolean) => failure('read-only', 'locked', { reason: 'locked', pid: 1, focused })

  it('leaves when another Yandu that has the library came to the front', async () => {
    failures = [await locked(true)]
    await start()
    await expect.poll(() => standIn.state.exits).toEqual([0])
    expect(standIn.state.windows).toEqual([])
  })

  it('opens to read only when the other one could not', async () => {
    failures = [await locked(false)]
    await started()
    expect(opened.map((options) => options.readOnly)).toEqual([undefined, true])
  })

  it('says why it cannot start', async () => {
    failures = [await failure('disk-failed', 'the disk is gone')]
    await start()
    await expect.poll(() => standIn.state.exits).toEqual([1])
    expect(standIn.state.errors).toEqual(['the disk is gone'])
  })
})

describe('a file', () => {
  it('that the program is started with is opened with the library; a program, a switch or an address is none', async () => {
    await started(join(folder, '故鄉.txt'), join(folder, 'yandu.exe'), 'https://example.org/a.txt')
    expect(opened[0]?.files).toEqual([join(folder, '故鄉.txt')])
  })

  it('of a second start goes to the window', async () => {
    const window = await started()
    standIn.module.app.emit('second-instance', {}, ['/opt/yandu.txt', '--x=a.txt', 'b.md'], folder)
    expect(files).toEqual([join(folder, 'b.md')])
    expect(window.focused).toBe(1)
  })

  it('comes as an event on macOS, also before the program is ready', async () => {
    const ready = Promise.withResolvers<void>()
    standIn.module.app.whenReady = () => ready.promise
    await start()
    await expect.poll(() => standIn.module.app.listenerCount('open-file')).toBe(1)
    standIn.module.app.emit('open-file', { preventDefault: () => undefined }, join(folder, 'a.pdf'))
    expect(files).toEqual([])
    ready.resolve()
    await expect.poll(() => files).toEqual([join(folder, 'a.pdf')])
  })
})

describe('a link to a passage', () => {
  const link = 'yandu://passage/essay/2.2?p=7'
  const another = 'yandu://passage/essay/1.1'

  it('that the program is started with opens with the library, and anything that is none does not', async () => {
    await started(link)
    expect(opened[0]?.link).toBe(link)
    expect(offered).toEqual([])
    standIn = createStandIn()
    vi.resetModules()
    vi.doMock('electron', () => standIn.module)
    await started('yandu://evil/essay/2.2', 'https://example.org/')
    expect(opened[1]?.link).toBeNull()
  })

  it('of a second start goes to the window, which comes to the front', async () => {
    const window = await started()
    standIn.module.app.emit('second-instance', {}, ['electron', '--some-switch', '--', link])
    expect(offered).toEqual([[link, false]])
    expect(window.focused).toBe(1)
  })

  it('of a second start is taken only when it is exactly one', async () => {
    const window = await started()
    for (const args of [['yandu://passage/essay/..'], [link, another], [`--x=${link}`], ['YANDU://x'], []]) {
      standIn.module.app.emit('second-instance', {}, ['electron', ...args])
    }
    expect(offered).toEqual([])
    expect(window.focused).toBe(5)
  })

  it('comes as an event on macOS, once the program runs', async () => {
    const window = await started()
    let prevented = 0
    standIn.module.app.emit('open-url', { preventDefault: () => (prevented += 1) }, link)
    standIn.module.app.emit('open-url', { preventDefault: () => (prevented += 1) }, 'yandu://other')
    expect(offered).toEqual([[link, false]])
    expect([prevented, window.focused]).toEqual([2, 1])
  })

  it('that comes as an event before the program is ready opens with the library', async () => {
    const ready = Promise.withResolvers<void>()
    standIn.module.app.whenReady = () => ready.promise
    await start()
    await expect.poll(() => standIn.module.app.listenerCount('open-url')).toBe(1)
    standIn.module.app.emit('open-url', { preventDefault: () => undefined }, link)
    ready.resolve()
    await expect.poll(() => opened.map((options) => options.link)).toEqual([link])
  })

  it('from another program that found the library taken goes to the window', async () => {
    await started()
    expect(opened[0]?.onFocus(link)).toBe(true)
    expect(offered).toEqual([[link, false]])
  })

  it('belongs to the installed program only, and never becomes a switch on Windows', async () => {
    await started()
    expect(standIn.state.schemes).toEqual([])
    const { registerScheme } = await import('../../../main/shells/electron-links.ts')
    standIn.module.app.isPackaged = true
    registerScheme(standIn.module.app, 'linux', '/opt/yandu')
    registerScheme(standIn.module.app, 'win32', 'yandu.exe')
    expect(standIn.state.schemes).toEqual([
      ['yandu', '/opt/yandu', []],
      ['yandu', 'yandu.exe', ['--']],
    ])
  })

  it('is left to the command line where one runs', async () => {
    await start('--cli', 'open', link)
    await expect.poll(() => standIn.state.exits).toEqual([0])
    expect([opened, standIn.module.app.listenerCount('open-url')]).toEqual([[], 0])
  })
})

it('has the voices of the system on Linux', async () => {
  await started()
  expect(standIn.state.switches.has('enable-speech-dispatcher')).toBe(process.platform === 'linux')
})

describe('a command', () => {
  it('runs without a window, with printing, and its code is the end', async () => {
    const seen: { args: readonly string[]; deps: { readonly platform: Platform } }[] = []
    stage.runCommandLine = (args, deps) => {
      seen.push({ args, deps: deps as { readonly platform: Platform } })
      return Promise.resolve(3)
    }
    await start('--cli', 'print', '--section', '2.2')
    await expect.poll(() => standIn.state.exits).toEqual([3])
    expect(seen[0]?.args).toEqual(['print', '--section', '2.2'])
    expect(seen[0]?.deps.platform.capabilities.pdf).toBe(true)
    expect([standIn.state.windows, opened]).toEqual([[], []])
    expect(standIn.state.paths.get('userData')).toBe(join(folder, 'state', 'electron-commands'))
  })

  it('ends only when all that it said has left', async () => {
    stage.runCommandLine = () => Promise.resolve(0)
    const waiting: (() => void)[] = []
    vi.spyOn(process.stdout, 'write').mockImplementation((_text, ...rest: unknown[]) => {
      const done = rest.at(-1)
      if (typeof done === 'function') waiting.push(() => void done())
      return false
    })
    await start('--cli', 'check')
    await expect.poll(() => waiting.length).toBe(1)
    expect(standIn.state.exits).toEqual([])
    waiting[0]?.()
    await expect.poll(() => standIn.state.exits).toEqual([0])
  })
})
