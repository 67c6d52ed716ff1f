import { createHash } from 'node:crypto'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { formatPassageLink, parsePassageLink } from '../../preload/contract/passage-link.ts'
import { filesAmong } from './opened-file.ts'

export interface ElectronOptions {
  /** Absolute folders, or null for the usual place. */
  readonly library: string | null
  readonly state: string | null
  readonly readOnly: boolean
  /** Arguments of the command line, or null when a window is wanted. */
  readonly commandLine: readonly string[] | null
  /** A link to the passage to begin with, or null. */
  readonly link: string | null
  /** Files to open, as absolute paths. */
  readonly files: readonly string[]
}

const flags = {
  library: { type: 'string' },
  state: { type: 'string' },
  'read-only': { type: 'boolean' },
} as const

/**
 * The link among a program's arguments; null without one and with several. The system puts it there as it got it from
 * any page or document, so nothing but a link is taken from it.
 */
export const linkAmong = (args: readonly string[]): string | null => {
  const links = args.flatMap((arg) => {
    const link = parsePassageLink(arg)
    return link === null ? [] : [formatPassageLink(link)]
  })
  return links.length === 1 ? (links[0] ?? null) : null
}

/**
 * Reads `process.argv` without Electron itself; the path of an unpacked program may stand in it. Everything after
 * `--cli` belongs to the command line; switches meant for Chromium stand among ours and are left alone.
 */
export const parseElectronOptions = (args: readonly string[], cwd: string): ElectronOptions => {
  const at = args.indexOf('--cli')
  const own = at < 0 ? args : args.slice(0, at)
  const { values, positionals } = parseArgs({ args: [...own], options: flags, strict: false, allowPositionals: true })
  const folder = (value: string | boolean | undefined): string | null =>
    typeof value === 'string' && value !== '' ? resolve(cwd, value) : null
  return {
    library: folder(values.library),
    state: folder(values.state),
    readOnly: values['read-only'] === true,
    commandLine: at < 0 ? null : args.slice(at + 1),
    link: linkAmong(positionals),
    files: filesAmong(positionals, cwd),
  }
}

/**
 * The folder for Chromium's profile. One window at a time may use it, and a second start with the same folder brings
 * that window to the front; so every library has its own, and commands, which may run beside a window, have another.
 */
export const profileFolder = (stateFolder: string, libraryFolder: string, commandLine: boolean): string => {
  if (commandLine) return join(stateFolder, 'electron-commands')
  return join(stateFolder, 'electron', createHash('sha256').update(resolve(libraryFolder)).digest('hex').slice(0, 16))
}
