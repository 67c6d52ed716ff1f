// The Chromium that the tests drive: one that is installed, or one that can be installed here.
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readFileSync, realpathSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { modules, programOf, say } from './toolchain.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge']

/** @type {Partial<Record<NodeJS.Platform, readonly string[]>>} */
const usualPlaces = {
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => {
    const folder = process.env[name]
    if (folder === undefined) return []
    return [
      join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
      join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
    ]
  }),
}

/** Whether the program runs. A snap's browser is confined and cannot read a test's folders. @param {string} path */
function works(path) {
  try {
    accessSync(path, constants.X_OK)
    if (realpathSync(path).startsWith('/snap/') || realpathSync(path).endsWith('/snap')) return false
  } catch {
    return false
  }
  // Chrome on Windows opens a window instead of printing its version.
  if (process.platform === 'win32') return true
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0
}

/** @returns {Promise<string | null>} Playwright's own download */
async function playwrightsOwn() {
  if (!existsSync(join(modules, 'playwright-core'))) return null
  const { chromium } = await import('playwright-core')
  const path = chromium.executablePath()
  return existsSync(path) ? path : null
}

async function find() {
  const given = process.env['YANDU_CHROMIUM']
  if (given) return works(given) ? given : null
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  const onPath = process.platform === 'win32' ? [] : names.flatMap((name) => folders.map((folder) => join(folder, name)))
  const own = await playwrightsOwn()
  const candidates = [...onPath, ...(usualPlaces[process.platform] ?? []), ...(own === null ? [] : [own])]
  return candidates.find(works) ?? null
}

/** Debian's own package is a browser; Ubuntu's of the same name only asks for a snap. */
function isDebian() {
  try {
    return /^ID="?debian"?$/m.test(readFileSync('/etc/os-release', 'utf8'))
  } catch {
    return false
  }
}

const asRoot = process.getuid?.() === 0

/** @param {string} program @param {readonly string[]} args @param {number} minutes */
function run(program, args, minutes) {
  say(`${program === process.execPath ? 'playwright' : program} ${args.slice(-3).join(' ')}`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync(program, args, { stdio: ['ignore', 2, 2], env, timeout: minutes * 60_000 }).status === 0
}

const installers = [
  {
    fits: asRoot && isDebian(),
    run: () => run('apt-get', ['update'], 5) && run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], 15),
  },
  {
    fits: true,
    run: () => {
      const withSystemPackages = asRoot && process.platform === 'linux' ? ['--with-deps'] : []
      return run(process.execPath, [programOf('playwright'), 'install', ...withSystemPackages, 'chromium'], 15)
    },
  },
]

/**
 * @returns {Promise<{ path: string } | { missing: string }>} an absolute path, or the one line to run
 */
export async function ensureChromium() {
  const found = await find()
  if (found !== null) return { path: found }
  if (process.env['YANDU_CHROMIUM']) return { missing: 'YANDU_CHROMIUM names no browser that runs' }
  say('no Chromium, Chrome or Edge is here for the browser tests; installing one')
  for (const installer of installers) {
    if (!installer.fits || !installer.run()) continue
    const installed = await find()
    if (installed !== null) return { path: installed }
  }
  const line = isDebian() ? 'sudo apt-get install chromium' : 'npx playwright install --with-deps chromium'
  return { missing: `the browser tests need a Chromium and none could be installed. Run: ${line}` }
}
