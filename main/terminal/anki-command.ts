import { randomBytes } from 'node:crypto'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ankiTextLimit } from '../../preload/contract/study.ts'
import { AppError } from '../../preload/contract/wire.ts'
import { openLibrary, type Library } from '../library/open-library.ts'
import { createDocuments } from '../services/documents.ts'
import { createNoteService } from '../services/notes.ts'
import { createStudy } from '../services/study.ts'
import { absolute, exitCodes, say, sayJson, UsageError, type CommandContext, type ExitCode } from './command-context.ts'
import { checkDocumentId, shippedDocument } from './find-edition.ts'

export const ankiFlags = { document: { type: 'string' }, out: { type: 'string' } } as const

const codeOf = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null

/** Throws AppError('not-found' | 'too-large' | 'disk-failed'). */
const readText = async (path: string): Promise<string> => {
  try {
    if ((await stat(path)).size > ankiTextLimit) throw new AppError('too-large', `${path} is too large.`, { path })
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof AppError) throw error
    if (codeOf(error) === 'ENOENT') throw new AppError('not-found', `There is no file ${path}.`, { path }, error)
    throw new AppError('disk-failed', `${path} cannot be read.`, { path }, error)
  }
}

/** Never replaces a file. Throws AppError('bad-input' | 'disk-failed'). */
const writeText = async (path: string, text: string): Promise<void> => {
  try {
    await writeFile(path, text, { flag: 'wx', flush: true })
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw new AppError('bad-input', `${path} is there already; nothing was written.`, { path }, error)
    throw new AppError('disk-failed', `${path} cannot be written.`, { path }, error)
  }
}

const studyOf = (context: CommandContext, library: Library) => {
  const documents = createDocuments({
    contentFolder: context.contentFolder,
    documentsFolder: join(library.folder, 'documents'),
    report: () => undefined,
    log: (line) => context.stderr(`${line}\n`),
  })
  const notes = createNoteService({
    notes: library.notes,
    sectionIds: documents.sectionIds,
    // Only words and tags are changed here, no passages.
    keepEdition: async () => undefined,
    emit: () => undefined,
  })
  return createStudy({ logs: library.study, notes, outline: documents.outline, now: Date.now, emit: () => undefined })
}

/** `yandu anki`. Throws UsageError, AppError. */
export const runAnki = async (
  context: CommandContext,
  values: { readonly document?: string; readonly out?: string },
  positionals: readonly string[],
): Promise<ExitCode> => {
  const [file, ...more] = positionals
  if (more.length > 0) throw new UsageError(`One file at a time; "${more[0]}" is one too many.`)
  if ((file === undefined) === (values.out === undefined)) throw new UsageError('Say either --out FILE or which file to take changes from.')
  if (values.out === '') throw new UsageError('--out takes a file.')
  const documentId = values.document === undefined ? await shippedDocument(context.contentFolder) : checkDocumentId(values.document)
  const text = file === undefined ? null : await readText(absolute(context, file))
  const library = await openLibrary({
    libraryFolder: context.libraryFolder,
    stateFolder: context.stateFolder,
    shell: 'terminal',
    clock: Date.now,
    randomBytes,
    onFocus: () => false,
  })
  try {
    if (library.holder !== null) {
      throw new AppError('read-only', 'another Yandu has this library open', { reason: 'locked', pid: library.holder.pid })
    }
    const study = studyOf(context, library)
    if (text === null) {
      const made = await study.exportAnki({ documentId })
      const path = absolute(context, values.out ?? '')
      await writeText(path, made.text)
      if (context.json) sayJson(context, { documentId, file: path, cards: made.cards })
      say(context, `Cards written: ${made.cards}. They are in ${path}`)
      return exitCodes.done
    }
    const result = await study.importAnki({ documentId, text })
    if (context.json) sayJson(context, { documentId, ...result })
    say(context, `Changed: ${result.updated}, as before: ${result.unchanged}, of other texts: ${result.unknown}, not possible: ${result.refused.length}`)
    for (const id of result.refused) context.stderr(`  ${id} was not changed: its words make no such card.\n`)
    return result.refused.length === 0 ? exitCodes.done : exitCodes.failed
  } finally {
    await library.close()
  }
}
