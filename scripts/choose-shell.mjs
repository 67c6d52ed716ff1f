/**
 * @typedef {object} Surroundings
 * @property {'electron' | 'browser' | null} asked what the person asked for
 * @property {boolean} serveOnly only to serve, with no window at all
 * @property {boolean} asRoot
 * @property {string} system `process.platform`
 * @property {Readonly<Record<string, string | undefined>>} env
 * @property {string | null} runtime the path of Electron's program
 * @property {() => Promise<{ program: string } | { failed: string }>} fetchRuntime
 */

/**
 * @typedef {{ shell: 'electron', program: string, why: string }
 *   | { shell: 'browser', why: string }
 *   | { shell: 'none', why: string }} Choice
 */

/**
 * Which shell opens the reader here, and the reason in words for the terminal.
 * @param {Surroundings} around
 * @returns {Promise<Choice>}
 */
export async function chooseShell({ asked, serveOnly, asRoot, system, env, runtime, fetchRuntime }) {
  /** @param {string} reason @returns {Choice} */
  const browser = (reason) => ({ shell: 'browser', why: `browser shell: ${reason}` })
  const display = system === 'win32' || system === 'darwin' || Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY'])
  if (asked === 'browser') return browser('it was asked for')
  if (asked === 'electron' && !display) return { shell: 'none', why: 'Electron needs a display and there is none' }
  if (asked === null) {
    if (serveOnly) return browser('no window was asked for')
    if (!display) return browser('there is no display for Electron')
    if (asRoot) return browser('Electron runs as root only without its sandbox (--electron takes it all the same)')
  }
  const found = runtime === null ? await fetchRuntime() : { program: runtime }
  if ('failed' in found) {
    if (asked === 'electron') return { shell: 'none', why: `Electron's runtime is missing: ${found.failed}` }
    return browser(`Electron's runtime is not here: ${found.failed}`)
  }
  const reason = asked === 'electron' ? 'it was asked for' : 'its runtime is here'
  const sandbox = asRoot ? '; without its sandbox, since this is root' : ''
  return { shell: 'electron', program: found.program, why: `Electron: ${reason}${sandbox}` }
}
