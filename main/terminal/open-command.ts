import { stat } from 'node:fs/promises'
import { formatPassageLink, parsePassageLink } from '../../preload/contract/passage-link.ts'
import { AppError } from '../../preload/contract/wire.ts'
import { stateLayout } from '../library/layout.ts'
import { leaveFile } from '../library/opened-files.ts'
import { askHolder } from '../library/library-lock.ts'
import { absolute, exitCodes, say, sayJson, UsageError, type CommandContext, type ExitCode } from './command-context.ts'

interface Wanted {
  readonly link: string | null
  /** Absolute. */
  readonly file: string | null
}

/** A file that is there counts as one; everything else has to be a link. */
const readWanted = async (context: CommandContext, [text, stray]: readonly string[]): Promise<Wanted> => {
  const path = text === undefined ? null : absolute(context, text)
  const found = path === null || /^[a-z][a-z0-9+.-]+:/i.test(text ?? '') ? null : await stat(path).catch(() => null)
  if (found?.isFile() === true && stray === undefined) return { link: null, file: path }
  return { link: readLink([...(text === undefined ? [] : [text]), ...(stray === undefined ? [] : [stray])]), file: null }
}

const readLink = ([text, stray]: readonly string[]): string | null => {
  if (stray !== undefined) throw new UsageError(`"${stray.slice(0, 80)}" was not understood; open takes one link or one file.`)
  if (text === undefined) return null
  const link = parsePassageLink(text)
  if (link === null) throw new UsageError(`"${text.slice(0, 80)}" is no file and no link to a passage, which begins with yandu://passage/.`)
  return formatPassageLink(link)
}

/** `yandu open`. Throws UsageError, AppError. */
export const runOpen = async (
  context: CommandContext,
  _values: object,
  positionals: readonly string[],
): Promise<ExitCode> => {
  const { link, file } = await readWanted(context, positionals)
  const { libraryFolder, stateFolder } = context
  if (file !== null) await leaveFile(stateFolder, libraryFolder, file)
  const holder = await askHolder(libraryFolder, { link, socketFolder: stateLayout(stateFolder).locks })
  if (holder !== null) {
    const { pid, shell, focused } = holder
    // A command that has the library for a moment has nothing to show.
    if (shell === null || shell === 'terminal') {
      throw new AppError('read-only', 'another Yandu has this library open', { reason: 'locked', pid, focused })
    }
    if (context.json) sayJson(context, { reader: 'asked', pid, focused })
    const what = file !== null ? ' It was asked to open the file.' : link === null ? '' : ' It was asked to show the passage.'
    say(context, `Yandu has this library open (process ${pid})${focused ? ' and came to the front' : ', without a window of its own'}.${what}`)
    return exitCodes.done
  }
  if (context.startReader === null) throw new AppError('not-found', 'Yandu cannot be started from here.')
  if (context.json) sayJson(context, { reader: 'started' })
  const args = ['--library', libraryFolder, '--state', stateFolder, ...(link === null ? [] : [link])]
  return (await context.startReader(args, context.json)) === 0 ? exitCodes.done : exitCodes.failed
}
