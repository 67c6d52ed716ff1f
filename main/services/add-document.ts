import { join } from 'node:path'
import { AppError } from '../../preload/contract/wire.ts'
import type { Edition } from '../editions/edition.ts'
import { earlierBytes, earlierFileName, editionFileName, readEdition } from '../editions/edition-store.ts'
import type { EarlierEditions } from '../library/earlier-editions.ts'
import type { Shelf } from '../library/shelf.ts'
import type { NoteFiles } from '../notes/files.ts'
import { recordOf } from './note-places.ts'

export interface AddDocumentDeps {
  readonly files: Pick<NoteFiles, 'read' | 'replace' | 'setAside' | 'state'>
  /** The folder of a document. */
  readonly folder: (documentId: string) => string
  readonly earlierEditions: Pick<EarlierEditions, 'keep'>
  readonly shelf: Pick<Shelf, 'change'>
}

interface NamedBytes {
  readonly name: string
  readonly bytes: Uint8Array
}

export interface DocumentFiles {
  readonly documentId: string
  readonly revision: string
  /** What the reader calls the file. */
  readonly name: string
  /** Byte for byte. */
  readonly source: NamedBytes
  /** The text of a container. */
  readonly received: NamedBytes | null
  /** The edition as bytes; it speaks of the names above. */
  readonly edition: Uint8Array
}

/** Bytes of one file that a backup still takes; a library that cannot be backed up would put its notes at risk. */
const fileLimit = 390_000_000

/** Writes a file unless it is there already; another one with its name is put aside. */
const writeOnce = async ({ files }: AddDocumentDeps, path: string, bytes: Uint8Array): Promise<void> => {
  const there = (await files.state(path)) === null ? null : await files.read(path)
  if (there !== null && Buffer.compare(there, bytes) === 0) return
  if (there !== null) await files.setAside(path)
  await files.replace(path, bytes, null)
}

/** Keeps the edition that is about to be replaced: the file to remake it from, and what notes need to be carried. */
const keepPresent = async (deps: AddDocumentDeps, folder: string, present: Edition): Promise<void> => {
  await writeOnce(deps, join(folder, earlierFileName(present.revision)), earlierBytes(present))
  await deps.earlierEditions.keep(recordOf(present))
}

/**
 * Adds a document to the library, or a new revision to one that is there. The source comes first and the edition last,
 * so that a crash leaves either what was there before or the whole. Earlier editions and sources stay beside.
 * Throws AppError('disk-full' | 'disk-failed' | 'read-only' | 'too-large').
 */
export const addDocument = async (deps: AddDocumentDeps, document: DocumentFiles): Promise<void> => {
  const { documentId, revision, name, source, received, edition } = document
  if (edition.length > fileLimit || source.bytes.length > fileLimit) {
    throw new AppError('too-large', 'This text is too large for a library.', { bytes: edition.length })
  }
  const folder = deps.folder(documentId)
  const editionPath = join(folder, editionFileName)
  const present = await readEdition(folder).catch((error: unknown) => {
    if (error instanceof AppError) return null
    throw error
  })
  if (present === null && (await deps.files.state(editionPath)) !== null) await deps.files.setAside(editionPath)
  if (present !== null && present.edition.revision !== revision) await keepPresent(deps, folder, present.edition)
  await writeOnce(deps, join(folder, source.name), source.bytes)
  if (received !== null) await writeOnce(deps, join(folder, received.name), received.bytes)
  await deps.files.replace(editionPath, edition, null)
  await deps.shelf.change({ kind: 'added', documentId, revision, name: name.slice(0, 300) })
}
