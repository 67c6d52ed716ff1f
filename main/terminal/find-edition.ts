import { join } from 'node:path'
import { Id } from '../../preload/contract/define.ts'
import { AppError } from '../../preload/contract/wire.ts'
import { readEdition, type StoredEdition } from '../editions/edition-store.ts'
import { documentFolders } from '../services/documents.ts'
import { UsageError, type CommandContext } from './command-context.ts'

/** Refuses what cannot be the id of a text. Throws UsageError. */
export const checkDocumentId = (documentId: string): string => {
  if (!Id.safeParse(documentId).success) throw new UsageError(`"${documentId}" cannot be the id of a text.`)
  return documentId
}

/**
 * The id of the text that comes with Yandu. Throws AppError('not-found' | 'disk-failed') in a broken
 * installation.
 */
export const shippedDocument = async (contentFolder: string): Promise<string> => {
  const [first] = await documentFolders(contentFolder)
  if (first === undefined) throw new AppError('not-found', 'The text that comes with Yandu is missing.', { path: contentFolder })
  return first
}

/**
 * Reads an edition: the shipped one by default, else by id, the shipped texts first.
 * Throws AppError('not-found' | 'damaged-file' | 'disk-failed').
 */
export const findEdition = async (context: CommandContext, documentId: string | null): Promise<StoredEdition> => {
  const wanted = documentId ?? (await shippedDocument(context.contentFolder))
  const known: string[] = []
  for (const parent of [context.contentFolder, join(context.libraryFolder, 'documents')]) {
    const names = await documentFolders(parent)
    if (names.includes(wanted)) return readEdition(join(parent, wanted))
    known.push(...names)
  }
  throw new AppError('not-found', `There is no text "${wanted}". There are: ${known.join(', ')}.`, { documentId: wanted })
}
