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

const printer = createElectronPrinter(() => new BrowserWindow({ show: false, webPreferences: webPreferences(null) }))

const platform: Platform = {
  shell: 'electron',
  capabilities: { saveDialog: true, download: false, systemPrint: true, pagePrint: false, pdf: true, reveal: true },
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
  revealInFolder: (path) => Promise.resolve(shell.showItemInFolder(path)),
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

const choose = (command: MenuCommand): void => send({ name: 'app.commandChosen', data: { command } })

const languageOf = (settings: Settings) => chooseLanguage(settings.language, electron.getPreferredSystemLanguages())

const applySettings = (settings: Settings): void => {
  nativeTheme.themeSource = settings.theme
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, languageOf(settings), choose)))
}

const settingsOf = async (app: App): Promise<Settings> => {
  const reply = await app.dispatch('settings.get', {})
  if (!reply.ok) throw new Error(`The settings could not be read: ${reply.error.message}`)
  return Settings.parse(reply.value)
}

/** Another Yandu that has the library was asked to come forward; where it could not, this one opens to read only. */
const openLibrary = async (): Promise<App | null> => {
  const open = (readOnly: boolean): Promise<App> =>
    openApp({
      platform,
      libraryFolder,
      stateFolder,
      contentFolder,
      uiFolder,
      version,
      ...(readOnly ? { readOnly } : {}),
      onFocus: focusReader,
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
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#1b1a18' : '#fbfaf7',
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
  const app = await openLibrary()
  if (app === null) return electron.exit(0)
  web = app.web
  let settings = await settingsOf(app)
  applySettings(settings)
  app.listen((event) => {
    if (event.name === 'settings.changed') {
      settings = Settings.parse(event.data)
      applySettings(settings)
    }
    send(event)
  })

  const window = openReader(app, () => catalogue[languageOf(settings)])
  reader = window
  electron.on('second-instance', focusReader)
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
  })
  await written([process.stdout, process.stderr])
  electron.exit(code)
}

const start = async ({ commandLine }: ElectronOptions): Promise<void> => {
  // A second window on the same library only brings the first to the front.
  if (commandLine === null && !electron.requestSingleInstanceLock()) return electron.exit(0)
  // Printing opens and closes windows of its own; what ends the program is decided above.
  electron.on('window-all-closed', () => undefined)
  await electron.whenReady()
  serveInterface()
  await (commandLine === null ? runWindow() : runCommands(commandLine))
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
