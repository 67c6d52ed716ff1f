import { readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AppError } from '../../preload/contract/wire.ts'
import { losslessName } from '../exchange/lossless.ts'
import { codeOf } from '../library/disk.ts'
import { absolute, exitCodes, say, sayJson, UsageError, type CommandContext, type ExitCode } from './command-context.ts'
import { exchangeOf } from './export-command.ts'
import { checkDocumentId } from './find-edition.ts'
import { withLibrary } from './with-library.ts'

export const importNotesFlags = { document: { type: 'string' } } as const

/** Bytes. */
const fileLimit = 400_000_000

/** Null when there is no such file. Throws AppError('too-large' | 'disk-failed'). */
const readLimited = async (path: string): Promise<Uint8Array | null> => {
  try {
    const { size } = await stat(path)
    if (size > fileLimit) throw new AppError('too-large', `${path} is larger than ${fileLimit / 1_000_000} MB.`, { path })
    return await readFile(path)
  } catch (error) {
    if (error instanceof AppError) throw error
    const code = codeOf(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    throw new AppError('disk-failed', `${path} cannot be read (${code ?? String(error)}).`, { path }, error)
  }
}

/** `yandu import-notes`. Throws UsageError, AppError. */
export const runImportNotes = async (
  context: CommandContext,
  values: { readonly document?: string },
  positionals: readonly string[],
): Promise<ExitCode> => {
  const [given, stray] = positionals
  if (given === undefined || given === '') throw new UsageError('Say what to import: yandu import-notes FILE or FOLDER.')
  if (stray !== undefined) throw new UsageError(`One file at a time; "${stray}" is one too many.`)
  const documentId = values.document === undefined ? null : checkDocumentId(values.document)
  const path = absolute(context, given)
  const isFolder = (await stat(path).catch(() => null))?.isDirectory() === true
  const file = isFolder ? join(path, losslessName) : path
  const bytes = await readLimited(file)
  if (bytes === null) throw new AppError('not-found', `There is no file ${file}.`, { path: file })
  const beside = (name: string): Promise<Uint8Array | null> => readLimited(join(dirname(file), ...name.split('/')))
  return withLibrary(context, false, async (library) => {
    const outcome = await exchangeOf(context, library).importFrom({ bytes, documentId, beside })
    if (context.json) sayJson(context, outcome)
    const { added, changed, known, refused, versions, texts, before } = outcome
    say(context, `Notes added: ${added}, changed: ${changed}, there already: ${known}; versions: ${versions}, texts: ${texts}.`)
    if (refused > 0) {
      context.stderr(
        `Not imported: ${refused}. They say nothing that can be read, or belong to no text that is here; --document ID names one.\n`,
      )
    }
    if (before !== null) say(context, `The state before is in the backup ${before}; yandu restore --exact ${before} undoes this.`)
    return refused > 0 ? exitCodes.failed : exitCodes.done
  })
}
