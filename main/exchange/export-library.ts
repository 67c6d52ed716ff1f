import { join } from 'node:path'
import { AppError } from '../../preload/contract/wire.ts'
import { collectLibrary } from '../backups/collect-library.ts'
import { keptPlace, sumOf, type KeptFile } from '../backups/kept-file.ts'
import type { Edition } from '../editions/edition.ts'
import type { NoteFiles } from '../notes/files.ts'
import type { NoteVersion } from '../notes/note-version.ts'
import type { Notes } from '../notes/open-notes.ts'
import { ankiFile } from './anki-text.ts'
import { csvFile } from './csv.ts'
import type { ExportedDocument, ExportedFile } from './exported-notes.ts'
import { encodeLossless, textName, type LosslessText } from './lossless.ts'
import { markdownFiles } from './markdown-files.ts'
import { annotationsFile } from './web-annotations.ts'

export interface ExportDeps {
  readonly notes: Notes
  readonly files: NoteFiles
  readonly libraryFolder: string
  /** Throws AppError when the text is not there or cannot be read. */
  readonly edition: (documentId: string) => Promise<{ readonly edition: Edition }>
}

export interface ExportedLibrary {
  readonly files: readonly ExportedFile[]
  /** Not deleted. */
  readonly notes: number
  readonly documents: number
}

const exportedDocument = async ({ notes, edition }: ExportDeps, documentId: string): Promise<ExportedDocument> => {
  const listed = await notes.list(documentId)
  const found = await edition(documentId).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error
    return null
  })
  const { titleSet = '', language = null, sections = [] } = found?.edition ?? {}
  return {
    documentId,
    title: titleSet,
    language,
    sections: sections.map(({ id, headingSet }) => ({ id, heading: headingSet })),
    notes: listed,
  }
}

/** The lossless form of the library as it is on the disk, with the files of its texts. */
export const losslessFiles = async ({ notes, files, libraryFolder }: Omit<ExportDeps, 'edition'>): Promise<ExportedFile[]> => {
  const documents = new Map<string, readonly NoteVersion[]>()
  for (const id of await notes.documents()) documents.set(id, await notes.everyVersion(id))
  const { files: all } = await collectLibrary(files, libraryFolder)
  const others: KeptFile[] = []
  const texts: (LosslessText & { readonly content: Uint8Array })[] = []
  for (const { path, bytes } of all) {
    const place = keptPlace(path)
    if (place?.kind === 'document') texts.push({ path, bytes: bytes.length, sum: sumOf(bytes), content: bytes })
    if (place?.kind === 'device' && place.store !== 'notes' && place.store !== 'history') others.push({ path, bytes })
  }
  const listed = texts.map(({ path, bytes, sum }) => ({ path, bytes, sum }))
  return [
    encodeLossless({ documents, files: others, texts: listed }),
    ...texts.map(({ path, content }) => ({ name: textName(path), bytes: content })),
  ]
}

/** Everything a library's notes can be exported as. */
export const exportLibrary = async (deps: ExportDeps): Promise<ExportedLibrary> => {
  const documents: ExportedDocument[] = []
  for (const id of await deps.notes.documents()) documents.push(await exportedDocument(deps, id))
  const withNotes = documents.filter(({ notes }) => notes.length > 0)
  return {
    files: [
      ...(await losslessFiles(deps)),
      annotationsFile(withNotes),
      csvFile(withNotes),
      ankiFile(withNotes),
      ...withNotes.flatMap(markdownFiles),
    ],
    notes: withNotes.reduce((sum, { notes }) => sum + notes.length, 0),
    documents: withNotes.length,
  }
}

/** Where a file of an export lies in its folder. */
export const exportedPath = (folder: string, { name }: ExportedFile): string => join(folder, ...name.split('/'))
