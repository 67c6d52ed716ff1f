import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { AppError, httpWire } from '../../preload/contract/wire.ts'
import type { App, AppOptions } from '../app.ts'
import { defaultFolders } from '../default-folders.ts'
import { browserUsage, parseBrowserOptions, type BrowserOptions } from './browser-options.ts'
import { createBrowserPlatform, type PdfPrinter } from './browser-platform.ts'
import { chooseOpening, openAppWindow, type AppWindow } from './browser-window.ts'
import { createHandover } from './handover.ts'
import { createLog } from './log-file.ts'
import { createLoopbackServer, type LoopbackServer } from './loopback-server.ts'
import { findOpener, type Environment } from './openers.ts'

export interface BrowserShellDeps {
  readonly args: readonly string[]
  readonly cwd: string
  readonly env: Environment
  readonly home: string
  /** `process.platform`. */
  readonly system: string
  readonly asRoot: boolean
  readonly contentFolder: string
  readonly uiFolder: string
  readonly version: string
  readonly openApp: (options: AppOptions) => Promise<App>
  readonly findChromium: (env: Environment) => string | null
  readonly createPrinter: (options: { executablePath: string; log: (line: string) => void }) => PdfPrinter
  /** A fresh text of 256 random bits that may stand in an address. */
  readonly randomText: () => string
  readonly now: () => number
  readonly say: (line: string) => void
  readonly complain: (line: string) => void
  /** Runs the listener at the first request of the system to end. */
  readonly onStop: (listener: () => void) => void
  /** Milliseconds without any open page after which the program ends; five minutes unless told. */
  readonly idle?: number
}

/** Milliseconds without any open page after which the program ends, unless it was asked to serve. */
const usualIdle = 5 * 60_000

/** Milliseconds a closed window's last calls get to arrive. */
const lastCalls = 300

/** Milliseconds a window gets to close when the program was asked to end; its page saves what was typed last. */
const windowPatience = 3_000

/** Milliseconds between two windows opened because other instances asked for the first. */
const focusPause = 2_000

/** Milliseconds after which a default browser that shows nothing is helped along with the address. */
const hintAfter = 20_000

const lockedBy = (error: unknown): AppError['details'] | null =>
  error instanceof AppError && error.code === 'read-only' && error.details['reason'] === 'locked' ? error.details : null

const sayLocked = (details: AppError['details'], link: string | null, say: (line: string) => void): void => {
  const who = details['pid'] == null ? '' : ` (process ${details['pid']})`
  const asked = link === null ? ' It was asked to come to the front.' : ' It was asked to show the passage.'
  const focused = details['focused'] === true ? asked : ''
  say(`Yandu already has this library open${who}.${focused} To look at it from here without writing, add --read-only.`)
}

/**
 * Runs Yandu behind a server on 127.0.0.1 and a browser, until its window is closed, no page has been open for a while,
 * or the system asks it to end. Resolves to the exit code after everything was flushed.
 */
export const runBrowserShell = async (deps: BrowserShellDeps): Promise<number> => {
  const { env, say, complain } = deps
  let options: BrowserOptions
  try {
    options = parseBrowserOptions(deps.args, deps.cwd)
  } catch (error) {
    complain(`${error instanceof Error ? error.message : String(error)}\n\n${browserUsage}`)
    return 2
  }
  if (options.help) {
    say(browserUsage)
    return 0
  }

  const usual = defaultFolders(deps.system, env, deps.home)
  const stateFolder = options.state ?? usual.state
  const log = createLog(stateFolder, complain, () => new Date(deps.now()))
  const chromium = deps.findChromium(env)
  const opener = findOpener(deps.system, env)
  const platform = createBrowserPlatform({
    opener,
    createPrinter: chromium === null ? null : () => deps.createPrinter({ executablePath: chromium, log }),
  })

  const ending = Promise.withResolvers<void>()
  let stopping = false
  const end = (): void => {
    stopping = true
    ending.resolve()
  }
  let onFocus = (_link: string | null): boolean => false
  let app: App
  try {
    app = await deps.openApp({
      platform,
      libraryFolder: options.library ?? usual.library,
      stateFolder,
      ...(options.state === null ? { backupFolder: usual.backups } : {}),
      contentFolder: deps.contentFolder,
      uiFolder: deps.uiFolder,
      version: deps.version,
      ...(options.readOnly ? { readOnly: true } : {}),
      onFocus: (link) => onFocus(link),
      link: options.link,
      files: options.files,
      log,
    })
  } catch (error) {
    const details = lockedBy(error)
    if (details !== null) {
      sayLocked(details, options.link, say)
      return 0
    }
    if (!(error instanceof AppError)) throw error
    complain(`Yandu cannot open its library: ${error.message}`)
    return 1
  }
  deps.onStop(end)

  const secret = deps.randomText()
  const handover = createHandover(deps.now, deps.randomText)
  let connected = false
  let idleTimer: NodeJS.Timeout | null = null
  let opening = chooseOpening(options.open, { system: deps.system, env, chromium, opener })
  const server: LoopbackServer = createLoopbackServer({
    dispatch: app.dispatch,
    web: app.web,
    listen: app.listen,
    secret,
    handover,
    log,
    onStreams: (open) => {
      connected = true
      if (idleTimer !== null) clearTimeout(idleTimer)
      idleTimer = open > 0 || opening.kind === 'serve' ? null : setTimeout(end, deps.idle ?? usualIdle)
    },
  })

  let port: number
  try {
    port = await server.start(options.port)
  } catch (error) {
    complain(`Yandu cannot listen on port ${options.port}: ${error instanceof Error ? error.message : String(error)}`)
    await app.close()
    return 1
  }
  const base = `http://127.0.0.1:${port}`
  const sayAddress = (): void => say(`Yandu is at ${base}/#${httpWire.secretParameter}=${secret}`)
  const minutes = Math.round((deps.idle ?? usualIdle) / 60_000)

  const windows = new Set<AppWindow>()
  const openWindow = (executable: string): void => {
    const window = openAppWindow(executable, {
      url: base + handover.issue(),
      profileFolder: join(stateFolder, 'browser-profile'),
      asRoot: deps.asRoot,
      env,
    })
    windows.add(window)
    void window.ended.then(async () => {
      windows.delete(window)
      await wait(lastCalls)
      if (stopping || windows.size > 0 || server.openStreams > 0) return
      if (connected) end()
      else await showInBrowser(`${executable} ended without showing anything`)
    })
  }

  const showInBrowser = async (why: string): Promise<void> => {
    if (opener === null) return serve(`${why}, and no other browser was found`)
    opening = { kind: 'browser', opener, why }
    say(`Yandu opens in the default browser, because ${why}. It ends ${minutes} minutes after its last page is closed.`)
    if (!(await opener.openAddress(base + handover.issue()))) return serve('the default browser could not be opened')
    setTimeout(() => {
      if (!connected && !stopping) sayAddress()
    }, hintAfter).unref()
  }

  const serve = (why: string): void => {
    opening = { kind: 'serve', why }
    say(`Yandu serves without opening a window, because ${why}. Open the address below; Ctrl+C ends it.`)
    sayAddress()
  }

  let lastFocus = Number.NEGATIVE_INFINITY
  onFocus = (link) => {
    if (stopping) return false
    const shows = opening.kind !== 'serve'
    // The window that was opened a moment ago serves whoever asks now.
    const recent = deps.now() - lastFocus < focusPause
    if (link !== null) app.offerLink(link, shows && !recent)
    if (recent) return shows
    lastFocus = deps.now()
    if (opening.kind === 'window') openWindow(opening.executable)
    else if (opening.kind === 'browser') void opening.opener.openAddress(base + handover.issue())
    else say(`Another Yandu was started and asked for this one, which serves without a window${link === null ? '' : '; an open page shows the passage'}.`)
    return shows
  }

  if (opening.kind === 'window') {
    const root = deps.asRoot ? ' As root it runs without its sandbox (--no-sandbox).' : ''
    say(`Yandu opens in a window of its own, because ${opening.why}. It ends with that window.${root}`)
    openWindow(opening.executable)
  } else if (opening.kind === 'browser') await showInBrowser(opening.why)
  else serve(opening.why)

  await ending.promise
  if (idleTimer !== null) clearTimeout(idleTimer)
  if (windows.size > 0) {
    const ended = Promise.all([...windows].map((window) => window.ended))
    for (const window of windows) window.close()
    await Promise.race([ended, wait(windowPatience)])
    await wait(lastCalls)
  }
  await server.close()
  await app.close()
  await platform.close()
  return 0
}
