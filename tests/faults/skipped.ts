import { execFileSync } from 'node:child_process'

/** Says aloud, by name, which test could not run here and why. */
export const skipped = (name: string, reason: string): void => {
  process.stderr.write(`SKIPPED ${name}: ${reason}\n`)
}

/** True when the command ran and ended well. */
export const runs = (command: string, ...args: string[]): boolean => {
  try {
    execFileSync(command, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
