import { formatPassageLink, parsePassageLink } from '../../preload/contract/passage-link.ts'
import { AppError } from '../../preload/contract/wire.ts'
import { stateLayout } from '../library/layout.ts'
import { askHolder } from '../library/library-lock.ts'
import { exitCodes, say, sayJson, UsageError, type CommandContext, type ExitCode } from './command-context.ts'

const readLink = ([text, stray]: readonly string[]): string | null => {
  if (stray !== undefined) throw new UsageError(`"${stray.slice(0, 80)}" was not understood; open takes one link.`)
  if (text === undefined) return null
  const link = parsePassageLink(text)
  if (link === null) throw new UsageError(`"${text.slice(0, 80)}" is no link to a passage; it begins with yandu://passage/.`)
  return formatPassageLink(link)
}

/** `yandu open`. Throws UsageError, AppError. */
export const runOpen = async (
  context: CommandContext,
  _values: object,
  positionals: readonly string[],
): Promise<ExitCode> => {
  const link = readLink(positionals)
  const { libraryFolder, stateFolder } = context
  const holder = await askHolder(libraryFolder, { link, socketFolder: stateLayout(stateFolder).locks })
  if (holder !== null) {
    const { pid, shell, focused } = holder
    // A command that has the library for a moment has nothing to show.
    if (shell === null || shell === 'terminal') {
      throw new AppError('read-only', 'another Yandu has this library open', { reason: 'locked', pid, focused })
    }
    if (context.json) sayJson(context, { reader: 'asked', pid, focused })
    const what = link === null ? '' : ' It was asked to show the passage.'
    say(context, `Yandu has this library open (process ${pid})${focused ? ' and came to the front' : ', without a window of its own'}.${what}`)
    return exitCodes.done
  }
  if (context.startReader === null) throw new AppError('not-found', 'Yandu cannot be started from here.')
  if (context.json) sayJson(context, { reader: 'started' })
  const args = ['--library', libraryFolder, '--state', stateFolder, ...(link === null ? [] : [link])]
  return (await context.startReader(args, context.json)) === 0 ? exitCodes.done : exitCodes.failed
}
