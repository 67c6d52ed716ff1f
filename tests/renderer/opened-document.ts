import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { editionBytes } from '../../main/editions/edition-store.ts'
import { makeEdition } from '../../main/editions/make-edition.ts'
import { createDocuments } from '../../main/services/documents.ts'
import { passageLimit } from '../../preload/contract/documents.ts'
import { wholeText } from '../../renderer/reader/document-text.ts'
import type { OpenDocument } from '../../renderer/state/document.ts'

const contentFolder = join(import.meta.dirname, '../../content')

/** A text as the window has it open: a shipped one by its id, or one that is made from `text` first. */
export const openedDocument = async (documentId: string, text?: string): Promise<OpenDocument> => {
  const documentsFolder = await mkdtemp(join(tmpdir(), 'yandu-opened-'))
  try {
    if (text !== undefined) {
      const bytes = new TextEncoder().encode(text)
      const folder = join(documentsFolder, documentId)
      await mkdir(folder)
      await writeFile(join(folder, 'source.txt'), bytes)
      await writeFile(join(folder, 'edition.json'), editionBytes(await makeEdition(bytes, { documentId, fileName: 'source.txt' })))
    }
    const documents = createDocuments({ contentFolder, documentsFolder, report: () => {}, log: () => {} })
    const outline = await documents.outline({ documentId })
    const passage = await documents.passage({ documentId, start: 0, end: passageLimit })
    return { outline, text: wholeText(passage), source: null }
  } finally {
    await rm(documentsFolder, { recursive: true, force: true })
  }
}
