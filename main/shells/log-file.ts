import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Bytes after which the log is set aside as the previous one and a new one begins. */
const sizeLimit = 1_000_000

export type Log = (line: string) => void

/**
 * Appends entries, each with its time, to `logs/yandu.log` in the state folder and shows them through `show`. A log
 * that cannot be written is only shown: logging never throws.
 */
export const createLog = (stateFolder: string, show: (line: string) => void, now: () => Date): Log => {
  const folder = join(stateFolder, 'logs')
  const path = join(folder, 'yandu.log')
  return (line) => {
    show(line)
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > sizeLimit) renameSync(path, `${path}.previous`)
      appendFileSync(path, `${now().toISOString()} ${line}\n`, { mode: 0o600 })
    } catch {
      // The entry has been shown; a full disk or a read-only folder is reported where the reader's own data is written.
    }
  }
}
