// `npm start`: installs and builds what is missing, then opens the reader in the best shell this machine can run.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isBuilt } from './build.mjs'
import { chooseShell } from './choose-shell.mjs'
import { electronRuntime, fetchElectron } from './electron-runtime.mjs'
import { giveUp, prepare, root, runToEnd, say } from './toolchain.mjs'

/** Milliseconds within which an Electron that ends with an error counts as one that cannot run here. */
const electronStartTime = 10_000

/** @param {readonly string[]} args */
async function startBrowserShell(args) {
  const program = join(root, 'dist', 'main', 'browser.js')
  process.argv = [process.execPath, program, ...args]
  await import(pathToFileURL(program).href)
}

/** @param {string} program @param {readonly string[]} args @param {boolean} asRoot @returns {Promise<number>} */
async function startElectron(program, args, asRoot) {
  const env = { ...process.env }
  delete env['ELECTRON_RUN_AS_NODE']
  return runToEnd(program, [...(asRoot ? ['--no-sandbox'] : []), root, ...args], env)
}

async function start() {
  // npm runs scripts in the folder of the package; folders and files are meant from where the reader is.
  const { npm_lifecycle_event: script, INIT_CWD: from } = process.env
  if (script === 'start' && from !== undefined) process.chdir(from)
  const given = process.argv.slice(2)
  const asked = given.includes('--electron') ? 'electron' : given.includes('--browser') ? 'browser' : null
  const args = given.filter((argument) => argument !== '--electron' && argument !== '--browser')

  if (!(await isBuilt())) {
    const code = await runToEnd(process.execPath, [join(root, 'scripts', 'build.mjs')])
    if (code !== 0) giveUp('the program could not be built; what is above says why')
  }

  const asRoot = process.getuid?.() === 0
  const choice = await chooseShell({
    asked,
    serveOnly: args.includes('--serve') || args.includes('--no-window'),
    asRoot,
    system: process.platform,
    env: process.env,
    runtime: electronRuntime(),
    fetchRuntime: () => fetchElectron(asked === 'electron'),
  })
  if (choice.shell === 'none') giveUp(choice.why)
  say(choice.why)
  if (choice.shell === 'browser') return startBrowserShell(args)

  const started = Date.now()
  const code = await startElectron(choice.program, args, asRoot)
  if (code !== 0 && asked === null && Date.now() - started < electronStartTime) {
    say(`browser shell: Electron did not start here (exit code ${code})`)
    return startBrowserShell(args)
  }
  process.exitCode = code
}

if (await prepare(import.meta.url)) await start()
