import type { Range } from '../../preload/contract/documents.ts'
import { searchKeptLimit, type SearchKind } from '../../preload/contract/search.ts'
import type { Fold } from '../../preload/text/fold.ts'
import { lastAt, nextSection, sectionAt, type Corpus, type NoteField, type SearchNote, type SearchText } from './corpus.ts'
import { isBetween, pointAt, type FoldedBlock } from './folded-text.ts'
import { createWordsMatcher, eitherOf, type Matcher } from './matcher.ts'
import { createPinyinMatcher, type PinyinTable } from './pinyin.ts'
import type { Query } from './query.ts'

/** One result: places near each other in one line. */
export interface Row {
  readonly kind: SearchKind
  readonly documentId: string
  readonly sectionId: string
  readonly note: SearchNote | null
  /** The words it was found in, for what is not in the text. */
  readonly words: string | null
  /** Code points of L1, or of `words`; none when only filters were given. */
  readonly places: readonly Range[]
}

export interface Findings {
  /** The first ones; the rest is only counted. */
  readonly rows: Row[]
  places: number
  readonly byKind: Map<SearchKind, number>
  readonly byDocument: Map<string, number>
}

/** Places farther from the first of their row, in code points, make a row of their own; so do more than these. */
const rowReach = 60
const rowPlaces = 12

/** Notes that are searched without a pause. */
const notesAtOnce = 64

export interface ScanOptions {
  readonly fold: Fold
  readonly corpus: Corpus
  readonly query: Query
  /** Null while the tables are not loaded: nothing is found by its reading. */
  readonly pinyin: PinyinTable | null
  readonly findings: Findings
}

export const createFindings = (): Findings => ({ rows: [], places: 0, byKind: new Map(), byDocument: new Map() })

/** A place found in a block, in code points of the whole text; `line` tells the lines of the block apart. */
type Found = (start: number, end: number, line: number) => void

/** Calls for every place where the only term stands. */
const findSingle = (block: FoldedBlock, matcher: Matcher, found: Found): void => {
  const { key } = block
  let lineEnd = -1
  for (let at = matcher.next(key, 0); at !== -1; ) {
    const end = matcher.end
    if (!isBetween(block, at) || !isBetween(block, end)) {
      at = matcher.next(key, at + 1)
      continue
    }
    if (at > lineEnd) {
      const next = key.indexOf('\n', at)
      lineEnd = next === -1 ? key.length : next
    }
    found(pointAt(block, at), pointAt(block, end), lineEnd)
    at = matcher.next(key, end)
  }
}

interface UnitSpan {
  readonly start: number
  readonly end: number
}

/** Places of a term between two units of a block. */
const placesIn = (block: FoldedBlock, matcher: Matcher, from: number, to: number): UnitSpan[] => {
  const line = block.key.slice(from, to)
  const places: UnitSpan[] = []
  for (let at = matcher.next(line, 0); at !== -1; ) {
    const end = matcher.end
    const whole = isBetween(block, from + at) && isBetween(block, from + end)
    if (whole) places.push({ start: from + at, end: from + end })
    at = matcher.next(line, whole ? end : at + 1)
  }
  return places
}

/** Calls for every place of every term in the lines where all of them stand. The first matcher leads. */
const findTogether = (block: FoldedBlock, matchers: readonly Matcher[], found: Found): void => {
  const { key } = block
  const [leader] = matchers
  for (let at = leader ? leader.next(key, 0) : -1; leader && at !== -1; ) {
    const from = key.lastIndexOf('\n', at) + 1
    const next = key.indexOf('\n', at)
    const to = next === -1 ? key.length : next
    const places: UnitSpan[] = []
    for (const matcher of matchers) {
      const own = placesIn(block, matcher, from, to)
      if (own.length === 0) {
        places.length = 0
        break
      }
      places.push(...own)
    }
    places.sort((a, b) => a.start - b.start || a.end - b.end)
    for (const { start, end } of places) found(pointAt(block, start), pointAt(block, end), to)
    if (to >= key.length) return
    at = leader.next(key, to + 1)
  }
}

/** The sections a filter allows, those inside them too; null for all. */
const allowedSections = ({ fold, query }: ScanOptions, text: SearchText): ReadonlySet<string> | null => {
  if (query.sections.length === 0) return null
  const allowed = new Set<string>()
  for (const wanted of query.sections) {
    const roots = [...text.headings].filter(([id, heading]) => id === wanted || fold.fold(heading).key.includes(wanted)).map(([id]) => id)
    if (wanted === '0') roots.push('0')
    for (const root of roots) {
      allowed.add(root)
      for (const id of text.headings.keys()) if (id.startsWith(`${root}.`)) allowed.add(id)
    }
  }
  return allowed
}

/** What a place was found in. */
type Where = Omit<Row, 'places'>

/** Joins near places to rows and counts them. */
const createCollector = ({ rows, byKind, byDocument }: Findings, add: () => void) => {
  let open: { readonly where: Where; readonly places: Range[]; readonly line: number } | null = null
  /** `line` tells the lines of one `where` apart. */
  return (where: Where, start: number, end: number, line: number): void => {
    add()
    byKind.set(where.kind, (byKind.get(where.kind) ?? 0) + 1)
    byDocument.set(where.documentId, (byDocument.get(where.documentId) ?? 0) + 1)
    if (open && open.where === where && open.line === line && open.places.length < rowPlaces && start - (open.places[0]?.start ?? 0) <= rowReach) {
      open.places.push({ start, end })
      return
    }
    open = null
    if (rows.length >= searchKeptLimit) return
    const places = start < 0 ? [] : [{ start, end }]
    rows.push({ ...where, places })
    if (places.length > 0) open = { where, places, line }
  }
}

/** Searches what there is in the order in which it is read; stops between pieces of about a millisecond. */
export function* scan(options: ScanOptions): Generator<void> {
  const { fold, corpus, query, pinyin, findings } = options
  const collect = createCollector(findings, () => {
    findings.places += 1
  })
  const wants = (kind: SearchKind): boolean => query.kinds.length === 0 || query.kinds.includes(kind)
  const matchers = query.terms
    .map((term) => {
      const words = createWordsMatcher(term.parts, corpus.counts)
      return pinyin === null || term.pinyin === null ? words : eitherOf(words, createPinyinMatcher(term.pinyin, pinyin))
    })
    .sort((a, b) => a.cost - b.cost)
  /** The one that is the rarest. */
  const [leader] = matchers
  const find = (block: FoldedBlock, found: Found): void => {
    if (matchers.length === 1 && leader) findSingle(block, leader, found)
    else findTogether(block, matchers, found)
  }

  const searchBlock = (text: SearchText, block: FoldedBlock, allowed: ReadonlySet<string> | null): void => {
    let cut = 0
    let where: Where = { kind: 'text', documentId: text.documentId, sectionId: '0', note: null, words: null }
    /** Places from here on stand in something else. */
    let whereEnd = 0
    let wanted = false
    find(block, (start, end, line) => {
      while (cut < text.cuts.length && (text.cuts[cut] ?? 0) <= start) cut += 1
      if ((text.cuts[cut] ?? end) < end) return
      if (start >= whereEnd) {
        const at = lastAt(text.special, start)
        const span = text.special[at]
        const special = span && start < span.end ? span : null
        const sectionId = special?.sectionId ?? sectionAt(text, start)
        whereEnd = special?.end ?? Math.min(text.special[at + 1]?.start ?? Infinity, nextSection(text, start))
        const kind = special ? 'heading' : 'text'
        wanted = special?.kind !== 'copy' && wants(kind) && (!allowed || allowed.has(sectionId))
        where = { ...where, kind, sectionId }
      }
      if (wanted) collect(where, start, end, line)
    })
  }

  const listHeadings = (text: SearchText, allowed: ReadonlySet<string> | null): void => {
    for (const { kind, sectionId, start, end } of text.special) {
      if (kind !== 'heading' || (allowed && !allowed.has(sectionId))) continue
      collect({ kind, documentId: text.documentId, sectionId, note: null, words: null }, start, end, 0)
    }
  }

  const noteFits = ({ sectionId, foldedTags }: SearchNote, allowed: ReadonlySet<string> | null): boolean =>
    (!allowed || allowed.has(sectionId)) &&
    (query.tags.length === 0 || query.tags.some((tag) => foldedTags.some((own) => own === tag || own.startsWith(`${tag}/`))))

  const whereIn = (note: SearchNote, field: NoteField): Where => ({
    kind: field.kind,
    documentId: note.documentId,
    sectionId: note.sectionId,
    note,
    words: field.text,
  })

  const hasAll = ({ fields }: SearchNote): boolean =>
    matchers.every((matcher) => fields.some(({ blocks }) => blocks.some((block) => placesIn(block, matcher, 0, block.key.length).length > 0)))

  const searchTitle = ({ documentId, title, titleBlocks }: SearchText, allowed: ReadonlySet<string> | null): void => {
    if (!wants('heading') || (allowed && !allowed.has('0'))) return
    const where: Where = { kind: 'heading', documentId, sectionId: '0', note: null, words: title }
    for (const block of titleBlocks) find(block, (start, end) => collect(where, start, end, 0))
  }

  const searchNote = (note: SearchNote): void => {
    if (matchers.length > 1 && !hasAll(note)) return
    for (const field of note.fields) {
      if (!wants(field.kind)) continue
      for (const block of field.blocks) {
        const where = whereIn(note, field)
        const places = matchers
          .flatMap((matcher) => placesIn(block, matcher, 0, block.key.length))
          .sort((a, b) => a.start - b.start || a.end - b.end)
        for (const { start, end } of places) {
          collect(where, pointAt(block, start), pointAt(block, end), block.key.indexOf('\n', start))
        }
      }
    }
  }

  /** Without a word to look for, the filters say which notes are wanted. */
  const listNote = (note: SearchNote): void => {
    const shown = query.kinds.length > 0 ? note.fields.filter(({ kind }) => wants(kind)) : note.fields.filter(({ kind }) => kind !== 'tag').slice(-1)
    for (const field of shown) collect(whereIn(note, field), -1, -1, 0)
  }

  const inText = query.tags.length === 0 && (wants('heading') || wants('text'))
  const inNotes = wants('highlight') || wants('note') || wants('tag')
  const listsHeadings = query.tags.length === 0 && query.kinds.includes('heading')
  const listsNotes = query.tags.length > 0 || query.kinds.some((kind) => kind === 'highlight' || kind === 'note' || kind === 'tag')

  for (const text of corpus.texts) {
    const { documentId, title } = text
    if (query.only !== null && query.only !== documentId) continue
    if (query.documents.length > 0) {
      const folded = fold.fold(title).key
      if (!query.documents.some((wanted) => wanted === documentId || folded.includes(wanted))) continue
    }
    const allowed = allowedSections(options, text)
    if (matchers.length === 0) {
      if (listsHeadings) listHeadings(text, allowed)
    } else if (inText) {
      searchTitle(text, allowed)
      for (const block of text.blocks) {
        searchBlock(text, block, allowed)
        yield
      }
    }
    if (!inNotes || (matchers.length === 0 && !listsNotes)) continue
    const { notes, key } = corpus.notesOf(documentId)
    if (leader && leader.next(key, 0) === -1) continue
    for (const [index, note] of notes.entries()) {
      if (noteFits(note, allowed)) {
        if (matchers.length === 0) listNote(note)
        else searchNote(note)
      }
      if (index % notesAtOnce === notesAtOnce - 1) yield
    }
  }
}

/** What is likely meant: headings and tags, then what the reader wrote or marked, then the text; often before seldom. */
const kindWeight: Readonly<Record<SearchKind, number>> = { heading: 40, tag: 30, highlight: 20, note: 20, text: 0 }

/** Rows, the likeliest first; of two alike, the one that is read first. `headingOf` gives the heading of a row's section. */
export const byRelevance = (rows: readonly Row[], headingOf: (row: Row) => string): Row[] => {
  /** Up to 10 for a heading that is nothing but what was looked for. */
  const share = (row: Row): number => {
    const [place] = row.places
    if (row.kind !== 'heading' || !place) return 0
    return Math.min(10, Math.round((10 * (place.end - place.start)) / Math.max(1, (row.words ?? headingOf(row)).length)))
  }
  return rows
    .map((row, order) => ({ row, order, score: kindWeight[row.kind] + Math.min(row.places.length, 9) + share(row) }))
    .sort((a, b) => b.score - a.score || a.order - b.order)
    .map(({ row }) => row)
}
