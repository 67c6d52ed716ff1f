import { spawn } from 'node:child_process'
import { homedir } from 'node:os'
import { join } from 'node:path'
import {
  BrowserWindow,
  Menu,
  app as electron,
  dialog,
  ipcMain,
  nativeTheme,
  protocol,
  screen,
  session,
  shell,
} from 'electron'
import packageJson from '../../package.json' with { type: 'json' }
import { catalogue, chooseLanguage, type Words } from '../../preload/contract/words/index.ts'
import { Settings, type MenuCommand } from '../../preload/contract/app.ts'
import type { Theme } from '../../preload/contract/style.ts'
import { AppError, ipcChannels, type EventMessage, type Reply } from '../../preload/contract/wire.ts'
import { openApp, type App } from '../app.ts'
import { defaultFolders } from '../default-folders.ts'
import type { Platform, Web } from '../platform.ts'
import { createReloadLimit } from './electron-breakdowns.ts'
import { closeWhenSaved, createCallTracker } from './electron-closing.ts'
import {
  appHost,
  appOrigin,
  appScheme,
  guardContents,
  guardSession,
  isTrustedSender,
  partitionName,
  schemePrivileges,
  webPreferences,
} from './electron-guards.ts'
import { createLinkInbox, hearLinks, registerScheme } from './electron-links.ts'
import { menuTemplate } from './electron-menu.ts'
import { parseElectronOptions, profileFolder, type ElectronOptions } from './electron-options.ts'
import { createElectronPrinter } from './electron-printing.ts'
import { placeWindow, readWindowState, smallest, writeWindowState } from './electron-window-state.ts'
import { createLog } from './log-file.ts'
import { written } from './terminal-output.ts'
import { outsideLink } from '../outside-links.ts'

const contentFolder = join(import.meta.dirname, '../../content')
const uiFolder = join(import.meta.dirname, '../renderer')
const preloadScript = join(import.meta.dirname, '../preload/electron.cjs')
const { version } = packageJson

const options = parseElectronOptions(process.argv.slice(1), process.cwd())
const usual = defaultFolders(process.platform, process.env, homedir())
const stateFolder = options.state ?? usual.state
const libraryFolder = options.library ?? usual.library
const log = createLog(
  stateFolder,
  (line) => void process.stderr.write(`${line}\n`),
  () => new Date(),
)

let web: Web | null = null
let reader: BrowserWindow | null = null

protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges: schemePrivileges }])
electron.enableSandbox()
electron.setPath('userData', profileFolder(stateFolder, libraryFolder, options.commandLine !== null))
// A wall behind the request filter: prefetches and whatever else asks for a name finds none.
electron.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND')
// Chromium on Linux has no voices without it. They are those of this computer.
if (process.platform === 'linux') electron.commandLine.appendSwitch('enable-speech-dispatcher')
electron.on('session-created', guardSession)
electron.on('web-contents-created', (_event, contents) => guardContents(contents))

const serveInterface = (): void => {
  const own = session.fromPartition(partitionName)
  guardSession(own)
  own.protocol.handle(appScheme, async (request) => {
    if (web === null || new URL(request.url).host !== appHost) return new Response(null, { status: 404 })
    try {
      return await web(request)
    } catch (error) {
      log(`A file of the interface could not be read: ${error instanceof Error ? error.message : String(error)}`)
      return new Response(null, { status: 500 })
    }
  })
}

const inbox = createLinkInbox(options.link)
/** Files that came before the library was open. */
const early: string[] = []
let openFile = (path: string): void => void early.push(path)

const printer = createElectronPrinter(() => new BrowserWindow({ show: false, webPreferences: webPreferences(null) }))

const platform: Platform = {
  shell: 'electron',
  capabilities: { saveDialog: true, download: false, systemPrint: true, pagePrint: false, pdf: true, reveal: true, fullScreen: true },
  printToPdf: (path, pages) => {
    web = pages
    return printer.printToPdf(path)
  },
  printPaper: (path, pages) => {
    web = pages
    return printer.printPaper(path)
  },
  chooseSaveFile: async (suggestedName) => {
    const choice = { defaultPath: suggestedName, filters: [{ name: 'PDF', extensions: ['pdf'] }] }
    const answer = await (reader === null ? dialog.showSaveDialog(choice) : dialog.showSaveDialog(reader, choice))
    return answer.canceled || answer.filePath === '' ? null : answer.filePath
  },
  chooseFolder: async () => {
    const choice = { properties: ['openDirectory', 'createDirectory'] satisfies ('openDirectory' | 'createDirectory')[] }
    const answer = await (reader === null ? dialog.showOpenDialog(choice) : dialog.showOpenDialog(reader, choice))
    return answer.canceled ? null : (answer.filePaths[0] ?? null)
  },
  revealInFolder: (path) => Promise.resolve(shell.showItemInFolder(path)),
  toggleFullScreen: () => reader?.setFullScreen(!reader.isFullScreen()),
  openLink: (url) => shell.openExternal(outsideLink(url)),
}

const focusReader = (): boolean => {
  if (reader === null || reader.isDestroyed()) return false
  if (reader.isMinimized()) reader.restore()
  reader.show()
  reader.focus()
  return true
}

const send = (event: EventMessage): void => {
  if (reader !== null && !reader.isDestroyed()) reader.webContents.send(ipcChannels.event, event)
}

/**
 * A chosen row is as good as a key or a click in the page: without that the page may not put a citation on the clipboard,
 * nor may it speak.
 */
const choose = async (command: MenuCommand): Promise<void> => {
  if (reader === null || reader.isDestroyed()) return
  await reader.webContents.executeJavaScript('void 0', true)
  send({ name: 'app.commandChosen', data: { command } })
}

const chooseFromMenu = (command: MenuCommand): void => {
  choose(command).catch((error: unknown) =>
    log(`A command of the menu did not reach the window: ${error instanceof Error ? error.message : String(error)}`),
  )
}

const languageOf = (settings: Settings) => chooseLanguage(settings.language, electron.getPreferredSystemLanguages())

/** What the window's frame and native menus follow. It is also the page's `prefers-color-scheme`. */
const nativeThemes = { system: 'system', paper: 'light', sepia: 'light', dark: 'dark', contrast: 'system' } as const

/** The page's own colour, `--paper` of renderer/ui/tokens.css, for the moment before it is drawn. */
const backgroundOf = (theme: Theme): string => {
  const dark = nativeTheme.shouldUseDarkColors
  if (theme === 'contrast') return dark ? '#000000' : '#ffffff'
  if (theme === 'sepia') return '#f4e8d0'
  return dark ? '#1a1917' : '#fcfaf5'
}

const applySettings = (settings: Settings): void => {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, languageOf(settings), chooseFromMenu)))
}

const settingsOf = async (app: App): Promise<Settings> => {
  const reply = await app.dispatch('settings.get', {})
  if (!reply.ok) throw new Error(`The settings could not be read: ${reply.error.message}`)
  return Settings.parse(reply.value)
}

/** Another Yandu that has the library was asked to come forward and to show the passage of the link; where it could not, this one opens to read only. */
const openLibrary = async (): Promise<App | null> => {
  const open = (readOnly: boolean): Promise<App> =>
    openApp({
      platform,
      libraryFolder,
      stateFolder,
      ...(options.state === null ? { backupFolder: usual.backups } : {}),
      contentFolder,
      uiFolder,
      version,
      ...(readOnly ? { readOnly } : {}),
      onFocus: (link) => {
        inbox.receive(link)
        return focusReader()
      },
      link: inbox.waiting(),
      files: options.files,
      log,
    })
  try {
    return await open(options.readOnly)
  } catch (error) {
    const locked = error instanceof AppError && error.code === 'read-only' && error.details['reason'] === 'locked'
    if (!locked) throw error
    if (error.details['focused'] !== true) return open(true)
    log('Yandu already has this library open; it was asked to come to the front.')
    return null
  }
}

const closeAnyway = (words: Words): boolean =>
  dialog.showMessageBoxSync({
    type: 'warning',
    message: words['menu.unsaved'],
    detail: words['menu.unsavedMeaning'],
    buttons: [words['menu.stay'], words['menu.closeAnyway']],
    defaultId: 0,
    cancelId: 0,
  }) === 1

const openReader = (app: App, words: () => Words): BrowserWindow => {
  const statePath = join(stateFolder, 'window.json')
  const saved = readWindowState(statePath)
  const main = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter((display) => display.id !== main.id)
  const window = new BrowserWindow({
    ...placeWindow(saved?.bounds ?? null, [main.workArea, ...others.map((display) => display.workArea)]),
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    title: 'Yandu 研讀',
    backgroundColor: backgroundOf(app.theme()),
    webPreferences: webPreferences(preloadScript),
  })
  const calls = createCallTracker()
  ipcMain.handle(ipcChannels.call, (event, name: unknown, input: unknown): Promise<Reply> => {
    if (!isTrustedSender(event, window.webContents)) {
      const from = event.senderFrame?.url ?? 'a frame that has gone'
      log(`Refused a call from ${from}.`)
      throw new Error('This frame may not call Yandu.')
    }
    return calls.track(app.dispatch(typeof name === 'string' ? name : '', input))
  })
  closeWhenSaved(window, calls, {
    beforeHiding: () =>
      writeWindowState(statePath, { bounds: window.getNormalBounds(), maximized: window.isMaximized() }),
    closeAnyway: () => closeAnyway(words()),
  })
  window.once('ready-to-show', () => {
    if (saved?.maximized === true) window.maximize()
    window.show()
  })
  const mayReload = createReloadLimit(() => performance.now())
  window.webContents.on('render-process-gone', (_event, details) => {
    log(`The window's page broke down (${details.reason}).`)
    if (details.reason === 'clean-exit') return
    if (mayReload()) return window.webContents.reload()
    dialog.showErrorBox(words()['menu.brokeDown'], words()['menu.brokeDownMeaning'])
    window.destroy()
  })
  return window
}

const runWindow = async (): Promise<void> => {
  const given = inbox.waiting()
  const app = await openLibrary()
  if (app === null) return electron.exit(0)
  web = app.web
  inbox.deliver(app.offerLink, given)
  openFile = app.openFile
  early.splice(0).forEach(openFile)
  let settings = await settingsOf(app)
  const applyTheme = (): void => {
    nativeTheme.themeSource = nativeThemes[app.theme()]
  }
  applySettings(settings)
  applyTheme()
  app.listen((event) => {
    if (event.name === 'settings.changed') {
      settings = Settings.parse(event.data)
      applySettings(settings)
    }
    if (event.name === 'settings.changed' || event.name === 'styles.changed') applyTheme()
    send(event)
  })

  const window = openReader(app, () => catalogue[languageOf(settings)])
  reader = window
  electron.on('activate', focusReader)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => electron.quit())

  const flushAndExit = async (): Promise<void> => {
    if (reader === null) return
    reader = null
    await app.close().catch((error: unknown) => log(`Closing the library failed: ${String(error)}`))
    electron.exit(0)
  }
  window.on('session-end', () => void flushAndExit())
  window.on('closed', () => void flushAndExit())
  await window.loadURL(`${appOrigin}/`)
}

/** A window of its own beside the command, which ends before it. */
const startBeside = async (args: readonly string[]): Promise<number> => {
  const program = electron.isPackaged ? [] : [electron.getAppPath()]
  const child = spawn(process.execPath, [...program, ...args], { detached: true, stdio: 'ignore' })
  return new Promise((resolve) => {
    child.once('error', () => resolve(1))
    child.once('spawn', () => {
      child.unref()
      resolve(0)
    })
  })
}

const runCommands = async (args: readonly string[]): Promise<void> => {
  // A reader that takes only the first lines of the output (`| head`) is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
  const { runCommandLine } = await import('../cli.ts')
  const code = await runCommandLine(args, {
    platform,
    contentFolder,
    uiFolder,
    version,
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    cwd: process.cwd(),
    env: process.env,
    home: homedir(),
    startReader: startBeside,
  })
  await written([process.stdout, process.stderr])
  electron.exit(code)
}

const start = async ({ commandLine }: ElectronOptions): Promise<void> => {
  // A second window on the same library only brings the first to the front.
  if (commandLine === null && !electron.requestSingleInstanceLock()) return electron.exit(0)
  // Printing opens and closes windows of its own; what ends the program is decided above.
  electron.on('window-all-closed', () => undefined)
  if (commandLine === null) hearLinks(electron, { link: inbox.receive, files: (paths) => paths.forEach((path) => openFile(path)), start: focusReader })
  await electron.whenReady()
  serveInterface()
  if (commandLine !== null) return runCommands(commandLine)
  if (!registerScheme(electron, process.platform, process.execPath)) log('The system does not open yandu: links with Yandu.')
  await runWindow()
}

// Not awaited at the top: Electron becomes ready only after this module has been loaded.
start(options).catch(async (error: unknown) => {
  log(`Yandu cannot start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  if (options.commandLine === null && electron.isReady()) {
    dialog.showErrorBox('Yandu 研讀', error instanceof Error ? error.message : String(error))
  }
  await written([process.stderr])
  electron.exit(1)
})
