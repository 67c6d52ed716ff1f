import { accessSync, constants, readdirSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { posix, win32 } from 'node:path'

export { createChromiumPrinter, type ChromiumPrinter, type ChromiumPrinterOptions } from './chromium-printing.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Names of programs that print with Chromium's own code, best first. */
const linuxNames = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
  'brave-browser',
]
const linuxPlaces = ['/usr/lib/chromium/chromium', '/opt/google/chrome/chrome', '/opt/microsoft/msedge/msedge', '/snap/bin/chromium']
const macPrograms = [
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Chromium.app/Contents/MacOS/Chromium',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'Brave Browser.app/Contents/MacOS/Brave Browser',
]
const windowsPrograms = [
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Chromium', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
  ['BraveSoftware', 'Brave-Browser', 'Application', 'brave.exe'],
]
const playwrightPrograms = [
  'chrome-linux64/chrome',
  'chrome-linux/chrome',
  'chrome-headless-shell-linux64/chrome-headless-shell',
  'chrome-linux/headless_shell',
  'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  'chrome-mac-x64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  'chrome-win64/chrome.exe',
  'chrome-win/chrome.exe',
]

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

/** Newest first: folders are named "chromium-1217". */
const playwrightBrowsers = (folder: string, join: typeof posix.join): string[] => {
  let names: string[]
  try {
    names = readdirSync(folder)
  } catch {
    return []
  }
  const revision = (name: string): number => Number(name.slice(name.lastIndexOf('-') + 1))
  return names
    .filter((name) => /^chromium(_headless_shell)?-\d+$/.test(name))
    .sort((a, b) => revision(b) - revision(a))
    .flatMap((name) => playwrightPrograms.map((program) => join(folder, name, program)))
}

const candidates = (env: Environment, system: string, home: string): string[] => {
  const found: string[] = []
  const path = system === 'win32' ? win32 : posix
  const pathFolders = (env['PATH'] ?? env['Path'] ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder))
  const playwright = env['PLAYWRIGHT_BROWSERS_PATH'] ?? ''
  if (playwright !== '' && playwright !== '0') found.push(...playwrightBrowsers(playwright, path.join))
  if (system === 'darwin') {
    for (const folder of ['/Applications', posix.join(home, 'Applications')]) {
      found.push(...macPrograms.map((program) => posix.join(folder, program)))
    }
    found.push(...playwrightBrowsers(posix.join(home, 'Library/Caches/ms-playwright'), posix.join))
  } else if (system === 'win32') {
    for (const name of ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'] as const) {
      const folder = env[name]
      if (folder !== undefined) found.push(...windowsPrograms.map((program) => win32.join(folder, ...program)))
    }
    found.push(...playwrightBrowsers(win32.join(env['LOCALAPPDATA'] ?? home, 'ms-playwright'), win32.join))
  } else {
    for (const name of linuxNames) found.push(...pathFolders.map((folder) => posix.join(folder, name)))
    found.push(...linuxNames.map((name) => posix.join('/usr/bin', name)), ...linuxPlaces)
    found.push(...playwrightBrowsers(posix.join(env['XDG_CACHE_HOME'] ?? posix.join(home, '.cache'), 'ms-playwright'), posix.join))
  }
  return found
}

/**
 * An installed Chromium, Chrome, Edge or Brave, as an absolute path, or null. `YANDU_CHROMIUM`, then `CHROMIUM`, say
 * which to take; a path there that is no program is passed over. `system` is `process.platform`.
 */
export const findChromium = (env: Environment, system: string = process.platform): string | null => {
  const chosen = [env['YANDU_CHROMIUM'], env['CHROMIUM']].filter((path) => path !== undefined && path !== '')
  const home = env['HOME'] ?? env['USERPROFILE'] ?? homedir()
  return [...chosen, ...candidates(env, system, home)].find((path) => path !== undefined && isProgram(path)) ?? null
}
