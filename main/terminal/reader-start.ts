import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Starts the window from the command line and stays until it ends: by the script of a clone, which chooses the shell, or
 * by the built browser shell where that script is not there. `root` holds `dist/`.
 */
export const createReaderStart =
  (root: string, node: string) =>
  (args: readonly string[], quiet: boolean): Promise<number> => {
    const script = join(root, 'scripts', 'start.mjs')
    const program = existsSync(script) ? script : join(root, 'dist', 'main', 'browser.js')
    return new Promise((resolve) => {
      const standardError = 2
      const child = spawn(node, [program, ...args], { stdio: ['inherit', quiet ? standardError : 'inherit', 'inherit'] })
      child.once('error', () => resolve(1))
      child.once('exit', (code) => resolve(code ?? 1))
    })
  }
