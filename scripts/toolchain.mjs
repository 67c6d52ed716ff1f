// What every script needs first, with nothing but a Node and its npm: the packages of package-lock.json, and a Node
// that is new enough for them. Everything said here goes to standard error, so that a program's output stays clean.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
export const modules = join(root, 'node_modules')

const installedMark = join(modules, '.yandu-install')
const windows = process.platform === 'win32'

/** The oldest Node that runs the tools, vitest being the strictest of them. */
const neededNode = /** @type {const} */ ([22, 12])

/** Milliseconds that a signal to this process is held back before it is passed on: one sent to the whole group has
 * reached the child already, and a second one would make it give up without tidying. */
const signalDelay = 500

/** Milliseconds between two looks at whether npm is still there. */
const parentCheck = 1000

/** @param {string} line */
export function say(line) {
  process.stderr.write(`yandu: ${line}\n`)
}

/** @param {string} line @returns {never} */
export function giveUp(line) {
  say(line)
  process.exit(1)
}

/** @param {string} version like "20.20.2" or "v24.1.0" */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number)
  return major > neededNode[0] || (major === neededNode[0] && minor >= neededNode[1])
}

/** Whether the script of this address is the one that was started, not one that was imported. @param {string} url */
export function isProgram(url) {
  const started = process.argv[1]
  return started !== undefined && existsSync(started) && pathToFileURL(realpathSync(started)).href === url
}

function hashOfLock() {
  return createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex')
}

function isInstalled() {
  try {
    return readFileSync(installedMark, 'utf8').trim() === hashOfLock()
  } catch {
    return false
  }
}

/**
 * Whether an installation holds every package that the lock names, in its version. Packages for other systems may be
 * missing. Both arguments are the `packages` of a lock file.
 * @param {Record<string, any>} wanted
 * @param {Record<string, any>} installed
 */
export function agrees(wanted, installed) {
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.link === true) return true
    const found = installed[path]
    if (found === undefined) return entry.optional === true || entry.peer === true
    return found.version === entry.version && found.integrity === entry.integrity
  })
}

/** npm's own record of what it installed; every install writes it, also one that this script did not start. */
function agreesWithLock() {
  try {
    const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
    return agrees(wanted, JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8')).packages)
  } catch {
    return false
  }
}

/**
 * npm as it was started, or as it lies beside this Node; a plain `npm` otherwise.
 * @param {readonly string[]} args
 */
function npm(args) {
  const beside = join(dirname(process.execPath), windows ? 'node_modules' : '../lib/node_modules', 'npm/bin/npm-cli.js')
  const script = [process.env['npm_execpath'], beside].find((path) => path?.endsWith('npm-cli.js') && existsSync(path))
  const settings = { cwd: root, encoding: /** @type {const} */ ('utf8'), maxBuffer: 64 * 1024 * 1024 }
  return script === undefined
    ? spawnSync(windows ? 'npm.cmd' : 'npm', args, { ...settings, shell: windows })
    : spawnSync(process.execPath, [script, ...args], settings)
}

function remember() {
  writeFileSync(installedMark, `${hashOfLock()}\n`)
}

/** Makes node_modules what package-lock.json says; ends the program with the one line to run when it cannot. */
export function install() {
  if (isInstalled()) return
  if (agreesWithLock()) return remember()
  say('installing the packages this project is built with (once, about a minute)')
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error']
  let result = npm(['ci', ...quiet])
  // A lock written where not every system's variant of a package was on offer is incomplete for `npm ci`, which
  // refuses it; `npm install` keeps to the same versions and adds what this system lacks.
  if (`${result.stderr}`.includes('EUSAGE')) result = npm(['install', '--no-save', ...quiet])
  if (result.status !== 0) {
    process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? result.error?.message ?? ''}\n`)
    giveUp(`the packages could not be installed. With a network, run this once in ${root}: npm install`)
  }
  remember()
}

/** The Node that comes with the packages, or null where its install script was not allowed to run. */
export function bundledNode() {
  const path = join(modules, 'node', 'bin', windows ? 'node.exe' : 'node')
  return existsSync(path) ? path : null
}

/**
 * Runs a program with this one's input and output until it ends, and passes signals on.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<number>} its exit code; 128 + n when signal n ended it, 127 when it could not be started
 */
export async function runToEnd(program, args, env = process.env) {
  const child = spawn(program, args, { stdio: 'inherit', env })
  /** @param {NodeJS.Signals} signal */
  const passOn = (signal) => {
    // A terminal sends Ctrl+C to every process in it by itself.
    if (signal === 'SIGINT' && process.stdin.isTTY) return
    setTimeout(() => child.kill(signal), signalDelay).unref()
  }
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])
  for (const signal of signals) process.on(signal, passOn)
  const code = await new Promise((resolve) => {
    child.on('error', () => resolve(127))
    child.on('close', (status, signal) => resolve(status ?? 128 + (constants[signal ?? 'SIGTERM'] ?? 15)))
  })
  for (const signal of signals) process.off(signal, passOn)
  return code
}

/** @type {Partial<Record<string, number>>} */
const constants = { SIGHUP: 1, SIGINT: 2, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 }

/**
 * Ends this process when npm, which started it, is gone: npm's shell does not pass signals on, and a reader left behind
 * would keep its library open.
 */
function endWithNpm() {
  if (process.env['npm_lifecycle_event'] === undefined) return
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    process.kill(process.pid, 'SIGTERM')
  }, parentCheck)
  timer.unref()
}

/**
 * Installs what is missing and makes sure that the calling script runs under a Node that is new enough: true when it
 * does; otherwise the script has been run to its end under the other Node and this process has taken its exit code.
 * @param {string} scriptUrl the caller's import.meta.url
 */
export async function prepare(scriptUrl) {
  endWithNpm()
  install()
  const chosen = process.env['YANDU_NODE_CHOSEN'] === '1'
  delete process.env['YANDU_NODE_CHOSEN']
  if (isNewEnough(process.versions.node)) return true
  const node = bundledNode()
  if (node === null || chosen) {
    giveUp(
      `Node ${process.versions.node} is too old for the tools (they need ${neededNode.join('.')} or newer), ` +
        'and the one among the packages is missing. Run this once: npm rebuild node --ignore-scripts=false',
    )
  }
  const env = { ...process.env, YANDU_NODE_CHOSEN: '1' }
  process.exitCode = await runToEnd(node, [fileURLToPath(scriptUrl), ...process.argv.slice(2)], env)
  return false
}

/**
 * The program file of an installed package, to be run with Node.
 * @param {string} packageName
 * @param {string} [program] its name among the package's programs
 */
export function programOf(packageName, program = packageName) {
  const folder = join(modules, packageName)
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return join(folder, typeof bin === 'string' ? bin : bin[program])
}
