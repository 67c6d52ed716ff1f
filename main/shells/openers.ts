import { spawn } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

export type Environment = Readonly<Record<string, string | undefined>>

/** What hands an address or a folder to the desktop. */
export interface Opener {
  /** Opens a checked address. Resolves to false when the desktop says that it could not. */
  openAddress(url: string): Promise<boolean>
  /** Shows a file, or a folder's content, in the file manager. */
  reveal(path: string): Promise<boolean>
}

interface Commands {
  readonly program: string
  readonly address: (url: string) => readonly string[]
  readonly reveal: (path: string, isFolder: boolean) => readonly string[]
}

/** Milliseconds after which a program that still runs counts as having taken the address. */
const patience = 3_000

/** Absolute path of a program on PATH, or null. */
export const findProgram = (name: string, env: Environment): string | null => {
  for (const folder of (env['PATH'] ?? '').split(process.platform === 'win32' ? ';' : ':')) {
    if (folder === '') continue
    const path = join(folder, name)
    try {
      accessSync(path, constants.X_OK)
      if (statSync(path).isFile()) return path
    } catch {
      // Not in this folder.
    }
  }
  return null
}

/** Programs start directly, without a shell, so nothing in an address or a path can become a command. */
const run = async (program: string, args: readonly string[], env: Environment): Promise<boolean> => {
  const child = spawn(program, [...args], { stdio: 'ignore', detached: true, env: { ...env } })
  child.unref()
  const ended = new Promise<boolean>((resolve) => {
    child.once('error', () => resolve(false))
    child.once('exit', (code) => resolve(code === 0))
  })
  return Promise.race([ended, wait(patience, true, { ref: false })])
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false

const commandsFor = (system: string, env: Environment): Commands | null => {
  if (system === 'darwin') {
    return {
      program: '/usr/bin/open',
      address: (url) => [url],
      reveal: (path, folder) => (folder ? [path] : ['-R', path]),
    }
  }
  if (system === 'win32') {
    const program = join(env['SystemRoot'] ?? 'C:\\Windows', 'explorer.exe')
    return { program, address: (url) => [url], reveal: (path, folder) => [folder ? path : `/select,${path}`] }
  }
  const program = hasDisplay(system, env) ? findProgram('xdg-open', env) : null
  if (program === null) return null
  return {
    program,
    address: (url) => [url],
    reveal: (path, folder) => [folder ? path : dirname(path)],
  }
}

/** Whether a window can appear: always on Windows and macOS, elsewhere when X11 or Wayland is there. */
export const hasDisplay = (system: string, env: Environment): boolean =>
  system === 'win32' || system === 'darwin' || (env['DISPLAY'] ?? '') !== '' || (env['WAYLAND_DISPLAY'] ?? '') !== ''

/** The desktop's own way of opening things, or null where there is none. `system` is `process.platform`. */
export const findOpener = (system: string, env: Environment): Opener | null => {
  const commands = commandsFor(system, env)
  if (commands === null) return null
  // explorer.exe answers 1 even when all went well.
  const settle = async (done: Promise<boolean>): Promise<boolean> => (await done) || system === 'win32'
  return {
    openAddress: (url) => settle(run(commands.program, commands.address(url), env)),
    reveal: (path) => settle(run(commands.program, commands.reveal(path, isFolder(path)), env)),
  }
}
