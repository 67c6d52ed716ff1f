import { setImmediate } from 'node:timers/promises'
import type { SearchFilters, SearchHit, SearchOrder, SearchPage } from '../../preload/contract/search.ts'
import { AppError } from '../../preload/contract/wire.ts'
import { events, type Emit } from '../../preload/contract/index.ts'
import { loadFold, type Fold } from '../../preload/text/fold.ts'
import { excerptAround, firstWords } from '../search/excerpt.ts'
import { buildPinyinTable, type PinyinTable } from '../search/pinyin.ts'
import { narrowed, parseQuery, type Query } from '../search/query.ts'
import { byRelevance, createFindings, scan, type Findings, type Row } from '../search/scan.ts'
import { createSearchCorpus, type SearchCorpusOptions } from './search-corpus.ts'

export interface SearchOptions extends Pick<SearchCorpusOptions, 'list' | 'edition' | 'passing' | 'notesOf' | 'log'> {
  readonly emit: Emit
  /** Milliseconds that only grow. */
  readonly clock: () => number
}

/** Milliseconds of work after which other calls get their turn. */
const slice = 6

/** Milliseconds between two announcements that more is ready. */
const announceRest = 300

/** Milliseconds after the start at which the library begins to be made ready: the first page is on the screen by then. */
const preparingRest = 2_000

/** Searches kept at once: one for each window. */
const mostSessions = 16

/** Tags told to the window. */
const mostTags = 100

interface Run {
  readonly order: SearchOrder
  readonly findings: Findings
  /** Rows in the order asked for; for one by relevance only when the run is complete. */
  rows: readonly Row[]
  complete: boolean
  cancelled: boolean
  readonly done: Promise<void>
}

const cancelled = (): AppError => new AppError('cancelled', 'another search took the place of this one')

/** Searches the whole library. */
export const createSearch = (options: SearchOptions) => {
  const { emit, clock } = options
  let began = clock()
  /** One clock for all that runs in slices, so that two searches do not take two slices without a pause. */
  const pause = (): Promise<void> | null => {
    if (clock() - began < slice) return null
    return setImmediate().then(() => {
      began = clock()
    })
  }
  let announced = Number.NEGATIVE_INFINITY
  const corpus = createSearchCorpus({
    ...options,
    loadFold,
    pause,
    onProgress: (ready, all) => {
      if (ready < all && clock() - announced < announceRest) return
      announced = clock()
      emit('search.progressed', { ready, all })
    },
  })
  const sessions = new Map<string, Run>()
  let pinyin: { readonly table: PinyinTable; readonly additions: number } | null = null

  const loadPinyin = async (fold: Fold): Promise<PinyinTable> => {
    const additions = corpus.additions()
    if (pinyin?.additions === additions) return pinyin.table
    const { counts } = corpus.current()
    const { loadReadings } = await import('../../preload/text/readings.ts')
    const { candidates } = await loadReadings()
    const spellings = new Map<string, Set<string>>()
    const add = (character: string): void => {
      const { key } = fold.fold(character)
      // Only characters that stand somewhere: to look up all that there are takes a second.
      if (Array.from(key).length !== 1 || counts[key.charCodeAt(0)] === 0) return
      const known = spellings.get(key)
      if (known) known.add(character)
      else spellings.set(key, new Set([character]))
    }
    for (const [from, to] of hanOfBasicPlane) {
      for (let point = from; point <= to; point += 1) {
        add(String.fromCharCode(point))
        if (point % 256 === 0) await pause()
      }
    }
    for (const character of corpus.astralCharacters()) add(character)
    const building = buildPinyinTable(candidates, spellings)
    for (let step = building.next(); ; step = building.next()) {
      if (step.done) {
        pinyin = { table: step.value, additions }
        return step.value
      }
      await pause()
    }
  }

  /** Starts a search; `first` resolves when enough is found for the first answer. */
  const start = (fold: Fold, query: Query, order: SearchOrder, enough: number) => {
    const findings = createFindings()
    const drive = async (run: Run, tellFirst: () => void): Promise<void> => {
      const table = query.terms.some((term) => term.pinyin !== null) ? await loadPinyin(fold) : null
      for (const _ of scan({ fold, corpus: corpus.current(), query, pinyin: table, findings })) {
        if (run.cancelled) throw cancelled()
        if (order === 'reading' && findings.rows.length >= enough) tellFirst()
        await pause()
      }
      if (run.cancelled) throw cancelled()
      if (order === 'relevance') run.rows = byRelevance(findings.rows, headingOf)
      run.complete = true
    }
    const first = Promise.withResolvers<void>()
    const done = Promise.withResolvers<void>()
    const run: Run = { order, findings, rows: order === 'reading' ? findings.rows : [], complete: false, cancelled: false, done: done.promise }
    done.promise.then(first.resolve, first.reject)
    // Who waits hears of it; a run that nobody waits for any more may fail unheard.
    first.promise.catch(() => undefined)
    drive(run, first.resolve).then(done.resolve, done.reject)
    return { run, first: first.promise }
  }

  const headingOf = ({ documentId, sectionId }: Row): string => corpus.text(documentId)?.headings.get(sectionId) ?? ''

  const hitOf = async (row: Row): Promise<SearchHit> => {
    const { kind, documentId, sectionId, note, words, places } = row
    const text = words === null ? (await options.edition(documentId)).text : null
    const characters = words === null ? [] : Array.from(words)
    const charactersIn = (from: number, to: number): readonly string[] =>
      text === null ? characters.slice(from, to) : Array.from(text.slice(from, to))
    const [first] = places
    return {
      kind,
      documentId,
      sectionId,
      heading: headingOf(row),
      noteId: note?.noteId ?? null,
      places: words === null ? [...places] : [],
      excerpt: first ? excerptAround(charactersIn, places) : firstWords(words ?? ''),
    }
  }

  const pageOf = async (run: Run, from: number, limit: number): Promise<SearchPage> => {
    const { findings, rows, complete } = run
    const { ready, all } = corpus.progress()
    const { texts } = corpus.current()
    const results = rows.length
    const places = findings.places
    const kinds = [...findings.byKind].map(([kind, count]) => ({ kind, places: count }))
    const documents = texts.flatMap(({ documentId, title, language }) => {
      const count = findings.byDocument.get(documentId) ?? 0
      return count === 0 ? [] : [{ documentId, title, language, places: count }]
    })
    const hits: SearchHit[] = []
    for (const row of rows.slice(from, from + limit)) {
      hits.push(await hitOf(row))
      await pause()
    }
    return { hits, results, places, kinds, documents, complete, ready, all, tags: corpus.tags().slice(0, mostTags) }
  }

  return {
    /** Makes the library ready in slices, after a rest; returns what calls it off while it has not begun. */
    prepareLater: (): (() => void) => {
      const timer = setTimeout(() => void corpus.refresh(), preparingRest)
      timer.unref()
      return () => clearTimeout(timer)
    },

    /** Takes note of an event of the contract that changes what is searched. */
    heard: (name: string, data: unknown): void => {
      const change = name === 'notes.changed' ? events['notes.changed'].safeParse(data) : null
      if (change?.success) corpus.noteChanged(change.data.documentId)
      if (name === 'documents.changed') void corpus.refresh()
    },

    find: async (wish: { session: string; query: string; filters: SearchFilters; order: SearchOrder; limit: number }): Promise<SearchPage> => {
      const before = sessions.get(wish.session)
      if (before) before.cancelled = true
      sessions.delete(wish.session)
      const fold = await loadFold()
      void corpus.refresh()
      await corpus.listed
      await corpus.takeNoteChanges(fold)
      const { run, first } = start(fold, narrowed(fold, parseQuery(fold, wish.query), wish.filters), wish.order, wish.limit)
      // A newer one may have begun while this one waited for the notes.
      const newer = sessions.get(wish.session)
      if (newer) newer.cancelled = true
      sessions.set(wish.session, run)
      const oldest = sessions.keys().next()
      if (sessions.size > mostSessions && !oldest.done) sessions.delete(oldest.value)
      await first
      return pageOf(run, 0, wish.limit)
    },

    more: async ({ session, from, limit }: { session: string; from: number; limit: number }): Promise<SearchPage> => {
      const run = sessions.get(session)
      if (!run) throw cancelled()
      await run.done
      return pageOf(run, from, limit)
    },
  }
}

/** Han of the basic plane: extension A, the unified block, compatibility characters. */
const hanOfBasicPlane = [
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xf900, 0xfaff],
] as const
