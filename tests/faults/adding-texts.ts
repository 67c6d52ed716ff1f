import { makeEdition } from '../../main/editions/make-edition.ts'
import type { DocumentFiles } from '../../main/services/add-document.ts'
import { packEdition } from '../../main/services/packed-document.ts'

/** The text of the revision with a number; each has a source of its own. */
export const textOf = (number: number): string => `故鄉\n\n　　第${number}版。我冒了嚴寒，回到相隔二千餘里的故鄉去。𠀀\n\n　　${'山水也都遠離了我。'.repeat(400)}\n`

/** As the files of one and the same document. */
export const filesOf = async (text: string): Promise<DocumentFiles> => {
  const bytes = new TextEncoder().encode(text)
  const edition = await makeEdition(bytes, { documentId: 'book', fileName: 'source.txt' })
  const { sourceName, edition: packed } = packEdition(edition, null, true)
  return {
    documentId: 'book',
    revision: edition.revision,
    name: '故鄉.txt',
    source: { name: sourceName, bytes },
    received: null,
    edition: packed,
  }
}
