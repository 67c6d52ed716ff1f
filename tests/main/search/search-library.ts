import { createCodePointText } from '../../../main/editions/code-points.ts'
import type { EditionFrame } from '../../../main/search/corpus.ts'
import type { NoteWords } from '../../../main/search/corpus.ts'
import { parseQuery } from '../../../main/search/query.ts'
import { createFindings, scan, type Findings } from '../../../main/search/scan.ts'
import type { PinyinTable } from '../../../main/search/pinyin.ts'
import { createSearchCorpus } from '../../../main/services/search-corpus.ts'
import type { TextLanguage } from '../../../preload/contract/documents.ts'
import { loadFold } from '../../../preload/text/fold.ts'

export interface TestText extends Partial<EditionFrame> {
  readonly documentId: string
  readonly set: string
  readonly language?: TextLanguage
}

export const noteOn = (documentId: string, noteId: string, words: Partial<NoteWords>): NoteWords => ({
  noteId,
  documentId,
  sectionId: '1',
  body: '',
  quote: '',
  tags: [],
  ...words,
})

export const editionOf = ({ set, ...text }: TestText) => ({
  edition: { revision: '0', titleSet: `《${text.documentId}》`, language: 'zh-Hant' as const, parts: [], sections: [], gaps: [], ...text, set },
  text: createCodePointText(set),
})

/** A library that is ready to be searched. */
export const openSearchLibrary = async (texts: readonly TestText[], notes: readonly NoteWords[] = []) => {
  const fold = await loadFold()
  const corpus = createSearchCorpus({
    loadFold,
    list: async () =>
      texts.map((text) => ({ documentId: text.documentId, title: editionOf(text).edition.titleSet, language: 'zh-Hant', shipped: false, characters: 0 })),
    edition: async (documentId) => {
      const text = texts.find((one) => one.documentId === documentId)
      if (!text) throw new Error(`no text ${documentId}`)
      return editionOf(text)
    },
    notesOf: async (documentId) => notes.filter((note) => note.documentId === documentId),
    onProgress: () => undefined,
    pause: () => null,
    log: (line) => {
      throw new Error(line)
    },
  })
  await corpus.refresh()
  return {
    fold,
    find: (query: string, pinyin: PinyinTable | null = null): Findings => {
      const findings = createFindings()
      for (const _ of scan({ fold, corpus: corpus.current(), query: parseQuery(fold, query), pinyin, findings }));
      return findings
    },
  }
}
