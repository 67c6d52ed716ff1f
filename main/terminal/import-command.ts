import { basename } from 'node:path'
import type { Encoding } from '../../preload/contract/documents.ts'
import { AppError, toWireError } from '../../preload/contract/wire.ts'
import type { Edition } from '../editions/edition.ts'
import { editionBytes, readEdition } from '../editions/edition-store.ts'
import { importReport } from '../editions/edition-report.ts'
import { makeEditions, receivedBytes, receivedFileName } from '../editions/make-edition.ts'
import { readSource } from '../formats/read-source.ts'
import { addDocument } from '../services/add-document.ts'
import { sourceId, sourceName } from '../services/document-files.ts'
import { absolute, exitCodes, say, sayJson, UsageError, type CommandContext, type ExitCode } from './command-context.ts'
import { readImport, readStandardInput } from './read-import.ts'
import { describeEdition, warningLines } from './show-command.ts'
import { withLibrary } from './with-library.ts'

export const importFlags = { 'dry-run': { type: 'boolean' }, encoding: { type: 'string' }, name: { type: 'string' } } as const

const encodings: { readonly [name: string]: Encoding } = {
  'utf-8': 'UTF-8',
  utf8: 'UTF-8',
  'utf-16': 'UTF-16LE',
  'utf-16le': 'UTF-16LE',
  'utf-16be': 'UTF-16BE',
  gb18030: 'GB18030',
  gbk: 'GB18030',
  gb2312: 'GB18030',
  big5: 'Big5',
  'big5-hkscs': 'Big5',
  'utf-8 as gb18030': 'UTF-8 as GB18030',
}

const encodingNamed = (name: string): Encoding => {
  const known = encodings[name.trim().toLowerCase()]
  if (known !== undefined) return known
  throw new UsageError(`"${name}" is no encoding Yandu reads: UTF-8, UTF-16LE, UTF-16BE, GB18030, Big5 or "UTF-8 as GB18030".`)
}

/** A file with the editions of its texts. */
interface ReadFile {
  readonly file: string
  /** What the reader calls it. */
  readonly name: string
  readonly bytes: Uint8Array
  /** Beside the edition. */
  readonly sourceFile: string
  /** The text of a container, as it is kept. */
  readonly received: Uint8Array | null
  readonly editions: readonly Edition[]
}

const readFile = async (context: CommandContext, file: string, values: ImportValues): Promise<ReadFile> => {
  const path = file === '-' ? (values.name ?? 'standard input') : absolute(context, file)
  const bytes = file === '-' ? await readStandardInput() : await readImport(path)
  const received = await readSource(bytes, path, { encoding: values.encoding === undefined ? null : encodingNamed(values.encoding) })
  const sourceFile = sourceName(path)
  const name = basename(values.name ?? path)
  const editions = await makeEditions(received, { documentId: sourceId(bytes), fileName: sourceFile, name, bytes })
  return { file, name, bytes, sourceFile, received: receivedBytes(received), editions }
}

interface ImportValues {
  readonly 'dry-run'?: boolean
  readonly encoding?: string
  /** What standard input is called. */
  readonly name?: string
}

interface Failed {
  readonly file: string
  readonly error: AppError
}

const isFailed = (read: ReadFile | Failed): read is Failed => 'error' in read

/** What a file gave: one result stands alone, several in a list. */
const together = (results: readonly object[]): object => (results.length === 1 ? (results[0] ?? {}) : { documents: results })

/** What the file gave, or what each of several did, or why it could not be read. */
const sayResults = (context: CommandContext, read: readonly (ReadFile | Failed)[], results: readonly object[]): void => {
  const waiting = [...results]
  const listed = read.map((one) => ({ file: one.file, ...(isFailed(one) ? { error: toWireError(one.error) } : waiting.shift()) }))
  sayJson(context, read.length > 1 ? { files: listed } : (results[0] ?? {}))
}

interface Added {
  readonly documentId: string
  readonly folder: string
  readonly title: string
  readonly format: string
  readonly encoding: string
  readonly sections: number
  readonly gaps: number
  readonly repairs: number
  readonly isNew: boolean
  readonly warnings: readonly string[]
}

/** Adds everything that was read to the library. Throws AppError 'read-only' when another Yandu has it open. */
const addAll = (context: CommandContext, files: readonly ReadFile[]): Promise<Added[][]> =>
  withLibrary(context, false, async (library) => {
    const { files: disk, layout, earlierEditions, shelf } = library
    const into = { files: disk, folder: layout.document, earlierEditions, shelf }
    const add = async ({ name, bytes, sourceFile, received }: ReadFile, edition: Edition): Promise<Added> => {
      const folder = layout.document(edition.documentId)
      const known = await readEdition(folder).catch(() => null)
      const isNew = known === null || known.edition.revision !== edition.revision
      if (isNew) {
        await addDocument(into, {
          documentId: edition.documentId,
          revision: edition.revision,
          name,
          source: { name: sourceFile, bytes },
          received: received === null ? null : { name: receivedFileName, bytes: received },
          edition: editionBytes(edition),
        })
      }
      return {
        documentId: edition.documentId,
        folder,
        title: (isNew ? edition : known.edition).titleSet,
        format: edition.source.format ?? 'text',
        encoding: edition.source.encoding,
        sections: edition.sections.length,
        gaps: edition.gaps.length,
        repairs: edition.edits.length,
        isNew,
        warnings: edition.warnings,
      }
    }
    const added: Added[][] = []
    for (const read of files) {
      const ofFile: Added[] = []
      for (const edition of read.editions) ofFile.push(await add(read, edition))
      added.push(ofFile)
    }
    return added
  })

const sayAdded = (context: CommandContext, { documentId, folder, title, encoding, sections, gaps, repairs, isNew }: Added): void => {
  say(context, isNew ? `Imported ${title || documentId} as ${documentId}` : `${documentId} is in the library already; nothing was changed.`)
  say(context, `${encoding}; sections: ${sections}, gaps: ${gaps}, repairs: ${repairs}. It is in ${folder}`)
}

/**
 * `yandu import`. Of several files, those that can be read are imported; the exit code then tells that others could not.
 * Throws UsageError, AppError.
 */
export const runImport = async (context: CommandContext, values: ImportValues, positionals: readonly string[]): Promise<ExitCode> => {
  if (positionals.length === 0 || positionals.includes('')) throw new UsageError('Say which file to import: yandu import FILE.')
  if (values.encoding !== undefined) encodingNamed(values.encoding)
  if (values.name !== undefined && !(positionals.length === 1 && positionals[0] === '-')) {
    throw new UsageError('--name says what standard input is called: yandu import - --name FILE.')
  }
  if (positionals.length > 1 && positionals.includes('-')) throw new UsageError('Standard input (-) is imported alone.')
  const read: (ReadFile | Failed)[] = []
  for (const file of positionals) {
    try {
      read.push(await readFile(context, file, values))
    } catch (error) {
      if (!(error instanceof AppError) || positionals.length === 1) throw error
      context.stderr(`yandu: ${error.message}\n`)
      read.push({ file, error })
    }
  }
  const done = read.flatMap((one) => (isFailed(one) ? [] : [one]))
  const exitCode = done.length === read.length ? exitCodes.done : exitCodes.failed
  const warn = (): void => context.stderr(done.flatMap(({ editions }) => editions.map(warningLines)).join(''))

  if (values['dry-run'] === true) {
    if (context.json) sayResults(context, read, done.map(({ editions }) => importReport(editions)))
    else context.stdout(done.flatMap(({ editions }) => editions.map(describeEdition)).join('\n'))
    warn()
    return exitCode
  }
  const added = done.length === 0 ? [] : await addAll(context, done)
  if (context.json) sayResults(context, read, added.map(together))
  for (const one of added.flat()) sayAdded(context, one)
  warn()
  return exitCode
}
