import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { basename } from 'node:path'
import type { BrowserOptions } from './browser-options.ts'
import { hasDisplay, type Environment, type Opener } from './openers.ts'

export type Opening =
  | { readonly kind: 'window'; readonly executable: string; readonly why: string }
  | { readonly kind: 'browser'; readonly opener: Opener; readonly why: string }
  | { readonly kind: 'serve'; readonly why: string }

export interface Surroundings {
  readonly system: string
  readonly env: Environment
  /** A Chromium, Chrome or Edge, or null. One that is built to run headless prints, but has no window to show. */
  readonly chromium: string | null
  readonly opener: Opener | null
}

/** How the reader is shown here, and the reason in plain words for the terminal. */
export const chooseOpening = (open: BrowserOptions['open'], around: Surroundings): Opening => {
  const { system, env, chromium, opener } = around
  if (open === 'nothing') return { kind: 'serve', why: 'no window was asked for' }
  if ((env['CI'] ?? '') !== '') return { kind: 'serve', why: 'this is an automated run (CI is set)' }
  if (!hasDisplay(system, env)) return { kind: 'serve', why: 'there is no display' }
  const windowed = chromium !== null && !/headless/i.test(basename(chromium))
  if (open === 'best' && windowed) return { kind: 'window', executable: chromium, why: `${chromium} is installed` }
  if (opener === null) return { kind: 'serve', why: 'no browser was found that could be opened' }
  const why = open === 'browser' ? 'it was asked for' : 'no Chromium, Chrome or Edge was found'
  return { kind: 'browser', opener, why }
}

/**
 * Keeps the window to Yandu: no visit to any other host (everything but this machine goes to a proxy
 * that is not there, which unlike a resolver rule makes the browser show no warning bar), no first-run pages, no
 * offers to translate a Chinese text, no prompt for a keyring.
 */
const quietFlags = [
  '--no-first-run',
  '--no-default-browser-check',
  '--no-pings',
  '--proxy-server=http://127.0.0.1:9',
  '--disable-background-networking',
  '--disable-breakpad',
  '--disable-client-side-phishing-detection',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-extensions',
  '--disable-sync',
  '--disable-features=Translate,MediaRouter,DialMediaRouteProvider,OptimizationHints,AutofillServerCommunication',
  '--metrics-recording-only',
  '--password-store=basic',
  '--use-mock-keychain',
  '--window-size=1280,900',
] as const

/** Chromium on Linux has no voices without it; elsewhere it means nothing. The voices are those of this computer. */
const voiceFlag = '--enable-speech-dispatcher'

export interface WindowOptions {
  readonly url: string
  /** A browser profile of Yandu's own: nothing of the reader's browsing is seen or changed. */
  readonly profileFolder: string
  /** Chromium's sandbox refuses to start as root. */
  readonly asRoot: boolean
  readonly env: Environment
}

export const windowArguments = ({ url, profileFolder, asRoot, env }: WindowOptions): readonly string[] => [
  ...quietFlags,
  voiceFlag,
  // The terminal says that the sandbox is off; the second flag keeps a warning bar from covering the text.
  ...(asRoot ? ['--no-sandbox', '--test-type'] : []),
  ...((env['DISPLAY'] ?? '') === '' && (env['WAYLAND_DISPLAY'] ?? '') !== '' ? ['--ozone-platform=wayland'] : []),
  `--user-data-dir=${profileFolder}`,
  `--app=${url}`,
]

export interface AppWindow {
  /** Resolves when the browser process has ended, however it did. */
  readonly ended: Promise<void>
  /** Asks the browser to end; harmless when it has. */
  close(): void
}

/** Starts a browser as a window without address bar. Never throws: a browser that cannot start has ended. */
export const openAppWindow = (executable: string, options: WindowOptions): AppWindow => {
  mkdirSync(options.profileFolder, { recursive: true, mode: 0o700 })
  const child = spawn(executable, [...windowArguments(options)], { stdio: 'ignore', env: { ...options.env } })
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve())
    child.once('exit', () => resolve())
  })
  return { ended, close: () => void child.kill() }
}
