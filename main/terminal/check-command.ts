import { join } from 'node:path'
import type { Problem } from '../../preload/contract/app.ts'
import { AppError } from '../../preload/contract/wire.ts'
import { addedDocuments, checkLibrary } from '../library/check-library.ts'
import { checkDocuments } from '../services/documents.ts'
import { exitCodes, say, sayJson, UsageError, type CommandContext, type ExitCode } from './command-context.ts'

const meanings: { readonly [Kind in Problem['kind']]: string } = {
  'set-aside': 'was damaged and put aside',
  recovered: 'was damaged; what it held was recovered',
  'read-only-newer-format': 'was written by a newer Yandu',
  'read-only-locked': 'is open in another Yandu',
  'read-only-folder': 'cannot be written to',
  unreadable: 'cannot be read, or is not what was written',
  'unreadable-document': 'cannot be read, or its edition or source is damaged or missing',
  'own-file-changed': 'was changed by something else than Yandu',
  'missing-file': 'is missing',
  'backup-failed': 'takes no backups',
}

/** `yandu check`. Throws UsageError, AppError('not-found'). */
export const runCheck = async (context: CommandContext, _values: object, positionals: readonly string[]): Promise<ExitCode> => {
  const [stray] = positionals
  if (stray !== undefined) throw new UsageError(`"${stray}" was not understood; a library is given as --library DIR.`)
  const check = await checkLibrary(context.libraryFolder).catch((error: unknown) => {
    if (!(error instanceof AppError) || error.code !== 'not-found') throw error
    const words = `There is no library at ${context.libraryFolder}. Yandu makes it when it is started.`
    throw new AppError('not-found', words, error.details, error)
  })
  const { files: verified, documents, problems: damaged } = await checkDocuments(join(context.libraryFolder, 'documents'), await addedDocuments(context.libraryFolder))
  const problems = [...check.problems, ...damaged]
  const sound = problems.length === 0
  const { notes } = check
  const files = check.files + verified
  if (context.json) sayJson(context, { library: context.libraryFolder, sound, files, notes, documents, problems })
  say(context, `${context.libraryFolder}: files verified: ${files}, notes: ${notes}, documents: ${documents}`)
  for (const { kind, path } of problems) context.stderr(`  ${path} ${meanings[kind]}.\n`)
  say(context, sound ? 'Everything is sound.' : `Problems: ${problems.length}. Yandu repairs what it can at its next start.`)
  return sound ? exitCodes.done : exitCodes.failed
}
