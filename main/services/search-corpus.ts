import type { DocumentSummary } from '../../preload/contract/documents.ts'
import type { Note } from '../../preload/contract/notes.ts'
import type { Fold } from '../../preload/text/fold.ts'
import { countUnits, foldNote, frameOf, joinNotes, noNotes, type Corpus, type EditionFrame, type NoteWords, type SearchNote, type SearchNotes, type SearchText } from '../search/corpus.ts'
import { foldText, foldWhole, type FoldedBlock } from '../search/folded-text.ts'

/** An edition as search reads it: its frame and its text in L2. */
export interface SearchableEdition {
  readonly edition: EditionFrame & { readonly set: string }
  /** L2, cut by code points. */
  readonly text: { slice(start: number, end: number): string }
}

export interface SearchCorpusOptions {
  readonly loadFold: () => Promise<Fold>
  /** A text whose `mark` is what it was has not changed; without one it is looked at each time. */
  readonly list: () => Promise<readonly (Pick<DocumentSummary, 'documentId'> & { readonly mark?: string })[]>
  readonly edition: (documentId: string) => Promise<SearchableEdition>
  /** The same for one look through the whole text: it is not kept open afterwards. */
  readonly passing?: (documentId: string) => Promise<SearchableEdition>
  readonly notesOf: (documentId: string) => Promise<readonly NoteWords[]>
  /** More is ready than was, or all is. */
  readonly onProgress: (ready: number, all: number) => void
  /** Lets others run when a slice of time is used up; resolves at once while it is not. */
  readonly pause: () => Promise<void> | null
  readonly log: (line: string) => void
}

/** What is searched, kept folded in memory and in step with the library. */
export const createSearchCorpus = (options: SearchCorpusOptions) => {
  const { loadFold, list, edition, passing = edition, notesOf, onProgress, pause, log } = options
  const counts = new Uint32Array(0x10000)
  const astral = new Set<string>()
  const texts = new Map<string, SearchText>()
  const marks = new Map<string, string | undefined>()
  const notes = new Map<string, SearchNotes>()
  const changed = new Set<string>()
  let order: readonly string[] = []
  let additions = 0
  const listed = Promise.withResolvers<void>()
  let all = 0
  let preparing: Promise<void> | null = null
  let again = false

  const count = (block: FoldedBlock): void => {
    additions += 1
    countUnits(counts, block)
    for (const character of block.key.match(/[\u{20000}-\u{3ffff}]/gu) ?? []) astral.add(character)
  }

  const foldDocument = async (fold: Fold, { edition: known }: SearchableEdition): Promise<SearchText> => {
    const blocks: FoldedBlock[] = []
    for (const block of foldText(fold, known.set)) {
      if (block) {
        count(block)
        blocks.push(block)
      }
      await pause()
    }
    const titled = known.parts.some(({ kind }) => kind === 'title')
    return { ...frameOf(known), blocks, titleBlocks: titled ? [] : foldWhole(fold, known.titleSet) }
  }

  const readNotes = async (fold: Fold, documentId: string): Promise<void> => {
    changed.delete(documentId)
    const known = new Map((notes.get(documentId) ?? noNotes).notes.map((note) => [note.noteId, note]))
    const read: SearchNote[] = []
    for (const words of await notesOf(documentId)) {
      const before = known.get(words.noteId)
      if (before && sameWords(before, words)) read.push(before)
      else {
        const folded = foldNote(fold, words)
        for (const { blocks } of folded.fields) blocks.forEach(count)
        read.push(folded)
      }
      await pause()
    }
    notes.set(documentId, joinNotes(read))
  }

  const prepare = async (): Promise<void> => {
    const fold = await loadFold()
    const summaries = await list()
    all = summaries.length
    listed.resolve()
    order = summaries.map(({ documentId }) => documentId)
    for (const documentId of texts.keys()) {
      if (order.includes(documentId)) continue
      texts.delete(documentId)
      notes.delete(documentId)
    }
    let news = false
    for (const { documentId, mark } of summaries) {
      if (mark !== undefined && texts.has(documentId) && marks.get(documentId) === mark) continue
      try {
        const found = await passing(documentId)
        const text = texts.get(documentId)
        const isSame = text?.revision === found.edition.revision && text.title === found.edition.titleSet
        if (isSame && mark === undefined) continue
        const folded = await foldDocument(fold, found)
        await readNotes(fold, documentId)
        texts.set(documentId, folded)
        marks.set(documentId, mark)
        news = true
        onProgress(texts.size, all)
      } catch (error) {
        all -= 1
        log(`document ${documentId} cannot be searched: ${String(error)}`)
      }
      await pause()
    }
    if (news) onProgress(texts.size, all)
  }

  return {
    /** Reads what is new or has changed; one run at a time. A failure to list is logged, what is known stays. */
    refresh: (): Promise<void> => {
      if (preparing) {
        again = true
        return preparing
      }
      const run = async (): Promise<void> => {
        do {
          again = false
          await prepare()
        } while (again)
      }
      preparing = run()
        .catch((error: unknown) => {
          listed.resolve()
          log(`the library cannot be searched whole: ${String(error)}`)
        })
        .finally(() => {
          preparing = null
        })
      return preparing
    },
    /** Resolves when it is known how many texts there are. */
    listed: listed.promise,
    noteChanged: (documentId: string): void => {
      changed.add(documentId)
    },
    /** Resolves when every note that was changed before is searched as it is now. */
    takeNoteChanges: async (fold: Fold): Promise<void> => {
      for (const documentId of [...changed]) if (texts.has(documentId)) await readNotes(fold, documentId)
    },
    /** What can be searched at this moment. */
    current: (): Corpus => ({
      texts: order.flatMap((documentId) => texts.get(documentId) ?? []),
      notesOf: (documentId) => notes.get(documentId) ?? noNotes,
      counts,
    }),
    text: (documentId: string): SearchText | null => texts.get(documentId) ?? null,
    progress: () => ({ ready: texts.size, all: Math.max(all, texts.size), preparing: preparing !== null }),
    /** Grows whenever something is folded. */
    additions: () => additions,
    astralCharacters: (): ReadonlySet<string> => astral,
    /** Tags in use, the commonest first. */
    tags: (): string[] => {
      const used = new Map<string, number>()
      for (const known of notes.values()) for (const { tags } of known.notes) for (const tag of tags) used.set(tag, (used.get(tag) ?? 0) + 1)
      return [...used].sort((a, b) => b[1] - a[1]).map(([tag]) => tag)
    },
  }
}

/** What is searched of a note. */
export const searchableNote = ({ id, documentId, sectionId, body, anchor, tags }: Note): NoteWords => ({
  noteId: id,
  documentId,
  sectionId,
  body,
  quote: anchor?.quote.exact ?? '',
  tags,
})

export type SearchCorpus = ReturnType<typeof createSearchCorpus>

const sameWords = (a: NoteWords, b: NoteWords): boolean =>
  a.body === b.body && a.quote === b.quote && a.sectionId === b.sectionId && a.tags.length === b.tags.length && a.tags.every((tag, index) => tag === b.tags[index])
