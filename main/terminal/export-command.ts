import { randomBytes } from 'node:crypto'
import { createExchange } from '../services/exchange.ts'
import { createDocuments } from '../services/documents.ts'
import type { Library } from '../library/open-library.ts'
import { openLibraryBackups, storesOf } from '../backups/library-backups.ts'
import { join } from 'node:path'
import { absolute, exitCodes, say, sayJson, UsageError, type CommandContext, type ExitCode } from './command-context.ts'
import { createTerminalPlatform } from './terminal-platform.ts'
import { withLibrary } from './with-library.ts'

export const exportFlags = { notes: { type: 'boolean' }, out: { type: 'string' } } as const

/** The exchange of notes for an open library, as the command line has it. */
export const exchangeOf = (context: CommandContext, library: Library) => {
  const { libraryFolder, stateFolder, backupFolder, contentFolder, uiFolder, home } = context
  const documents = createDocuments({
    contentFolder,
    documentsFolder: join(library.folder, 'documents'),
    report: () => undefined,
    log: () => undefined,
  })
  const { keeper } = openLibraryBackups(library, backupFolder, () => undefined)
  return createExchange({
    platform: context.platform ?? createTerminalPlatform(null),
    ...storesOf(library),
    makeBefore: () => keeper.make('before-restore'),
    edition: documents.edition,
    clock: Date.now,
    randomBytes,
    protectedFolders: [library.folder, libraryFolder, stateFolder, backupFolder, contentFolder, uiFolder],
    home,
    emit: () => undefined,
  })
}

/** `yandu export`. The library is only read. Throws UsageError, AppError. */
export const runExport = async (
  context: CommandContext,
  values: { readonly notes?: boolean; readonly out?: string },
  positionals: readonly string[],
): Promise<ExitCode> => {
  const [stray] = positionals
  if (stray !== undefined) throw new UsageError(`"${stray}" was not understood; a folder is given as --out ${stray}.`)
  if (values.notes !== true) throw new UsageError('Say what to export: --notes.')
  const { out } = values
  if (out === undefined || out === '') throw new UsageError('Say where to: --out FOLDER.')
  return withLibrary(context, true, async (library) => {
    const outcome = await exchangeOf(context, library).export({ target: { kind: 'folder', path: absolute(context, out) } })
    if (outcome.status === 'cancelled') return exitCodes.failed
    if (context.json) sayJson(context, outcome)
    say(context, `Exported to ${outcome.folder ?? outcome.fileName}: notes ${outcome.notes}, texts ${outcome.documents}, files ${outcome.files}.`)
    say(context, 'yandu-notes.json holds everything and can be imported again; the other files are for other programs.')
    return exitCodes.done
  })
}
