// Electron's runtime is a download of its own, which some machines cannot make.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { modules, say } from './toolchain.mjs'

const folder = join(modules, 'electron')
const failureMark = join(modules, '.yandu-electron')

/** Milliseconds that the download may take; it is about 120 MB. */
const downloadTime = 120_000

/** Milliseconds for which a failed download is not tried again. */
const retryAfter = 24 * 60 * 60 * 1000

/** @type {Partial<Record<NodeJS.Platform, string>>} */
const programs = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }

/** The path of Electron's program, or null. @returns {string | null} */
export function electronRuntime() {
  const elsewhere = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  const program = join(elsewhere ?? join(folder, 'dist'), programs[process.platform] ?? 'electron')
  if (!existsSync(program)) return null
  return elsewhere !== undefined || existsSync(join(folder, 'path.txt')) ? program : null
}

function failedLately() {
  try {
    return Date.now() - Number(readFileSync(failureMark, 'utf8')) < retryAfter
  } catch {
    return false
  }
}

/** @returns {Promise<number | null>} the exit code, null when the time was up */
function download() {
  const child = spawn(process.execPath, [join(folder, 'install.js')], { stdio: 'ignore' })
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      child.kill()
      resolve(null)
    }, downloadTime)
    const end = (/** @type {number | null} */ code) => {
      clearTimeout(timer)
      resolve(code ?? 1)
    }
    child.on('error', () => end(1))
    child.on('exit', end)
  })
}

/**
 * Downloads the runtime, unless that failed within the last day and nobody insists.
 * @param {boolean} insist
 * @returns {Promise<{ program: string } | { failed: string }>}
 */
export async function fetchElectron(insist) {
  const again = 'npx install-electron tries again'
  if (!insist && failedLately()) return { failed: `its download failed within the last day (${again})` }
  if (!existsSync(join(folder, 'install.js'))) return { failed: 'its package is not installed' }
  say(`downloading Electron's runtime, for at most ${downloadTime / 60_000} minutes (--browser does without it)`)
  const code = await download()
  const program = electronRuntime()
  if (code === 0 && program !== null) {
    rmSync(failureMark, { force: true })
    return { program }
  }
  writeFileSync(failureMark, String(Date.now()))
  return { failed: code === null ? `its download took too long (${again})` : `it cannot be downloaded here (${again})` }
}
