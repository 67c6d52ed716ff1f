import type { Anchor } from '../../preload/contract/anchors.ts'
import type { Range } from '../../preload/contract/documents.ts'
import type { DocumentText } from '../reader/document-text.ts'
import type { Note, NoteColor, NotePlace } from '../../preload/contract/notes.ts'

/** An anchored note as it stands in the edition that is open. */
export interface Mark {
  readonly noteId: string
  /** Code points of L1, not empty. */
  readonly range: Range
  /** Null for a passage that was anchored without a colour, as by another program. */
  readonly color: NoteColor | null
  /** Whether there is more to it than the highlight. */
  readonly hasWords: boolean
}

/** An anchored note that has no sure place: found again by search and waiting for the reader, or not found. */
export interface LostMark {
  readonly note: Note & { readonly anchor: Anchor }
  /** Where it probably stands; null for an orphan. */
  readonly found: { readonly range: Range; readonly score: number } | null
}

/** What the reader asks for with a selection; the view that knows the selection carries it out. */
export type MarkWish =
  | { readonly kind: 'highlight'; readonly color: NoteColor | 'last'; readonly write: boolean }
  | { readonly kind: 'place'; readonly noteId: string }
  | { readonly kind: 'step'; readonly by: 1 | -1 }

/** What was done last, to be spoken. */
export type MarkNews = 'made' | 'colored' | 'removed' | 'undone' | 'nothing-undone' | 'placed'

export interface MarksState {
  /** Where notes of other revisions stand, for this document and revision. */
  readonly placesOf: string | null
  readonly places: ReadonlyMap<string, NotePlace>
  readonly wish: { readonly wish: MarkWish; readonly serial: number } | null
  readonly news: { readonly what: MarkNews; readonly color: NoteColor | null; readonly serial: number } | null
  /** Highlights of one place whose choices are open. */
  readonly chosen: readonly string[] | null
}

export const initialMarks: MarksState = { placesOf: null, places: new Map(), wish: null, news: null, chosen: null }

export type MarksAction =
  | { readonly type: 'places.listed'; readonly of: string; readonly places: readonly NotePlace[] }
  | { readonly type: 'mark.wished'; readonly wish: MarkWish }
  | { readonly type: 'mark.told'; readonly what: MarkNews; readonly color: NoteColor | null }
  | { readonly type: 'marks.chosen'; readonly noteIds: readonly string[] | null }

export const reduceMarks = (state: MarksState, action: MarksAction): MarksState => {
  switch (action.type) {
    case 'places.listed':
      return { ...state, placesOf: action.of, places: new Map(action.places.map((place) => [place.noteId, place])) }
    case 'mark.wished':
      return { ...state, wish: { wish: action.wish, serial: (state.wish?.serial ?? 0) + 1 } }
    case 'mark.told':
      return { ...state, news: { what: action.what, color: action.color, serial: (state.news?.serial ?? 0) + 1 } }
    case 'marks.chosen':
      return { ...state, chosen: action.noteIds }
  }
}

type Notes = ReadonlyMap<string, Note>
type Places = ReadonlyMap<string, NotePlace>

/** The edition that is open: its revision and its text. */
export interface MarkedText {
  readonly revision: string
  readonly text: DocumentText
}

/**
 * Whether a passage stands where its anchor says, which is so in the edition that it was made in. The words are compared
 * too, as soon as they are here.
 */
export const isUnmoved = ({ revision, range, quote }: Anchor, { revision: present, text }: MarkedText): boolean =>
  revision === present &&
  range.end > range.start &&
  (!text.has(range.start, range.end) || text.slice('restored', range.start, range.end) === quote.exact)

/** The reader has said that a passage is nowhere in this edition. */
const isNowhere = ({ revision, range }: Anchor, text: MarkedText): boolean => revision === text.revision && range.end === range.start

/** Where an anchored note stands for sure; null for one that was found by search or not at all. */
export const sureRange = (note: Note, places: Places, text: MarkedText): Range | null => {
  const { anchor } = note
  if (anchor === null || isNowhere(anchor, text)) return null
  if (isUnmoved(anchor, text)) return anchor.range
  const place = places.get(note.id)
  return place && (place.status === 'exact' || place.status === 'carried') ? place.range : null
}

/** The highlights of the open edition by place; of two that begin together the longer comes first. */
export const marksOf = (notes: Notes, places: Places, text: MarkedText): readonly Mark[] =>
  [...notes.values()]
    .flatMap((note): Mark[] => {
      const range = sureRange(note, places, text)
      return range ? [{ noteId: note.id, range, color: note.color, hasWords: note.body.trim() !== '' }] : []
    })
    .sort((a, b) => a.range.start - b.range.start || b.range.end - a.range.end)

/** Anchored notes without a sure place, those that were found again first. Empty until the places are known. */
export const lostMarks = (notes: Notes, places: Places, text: MarkedText): readonly LostMark[] =>
  [...notes.values()]
    .flatMap((note): LostMark[] => {
      const { anchor } = note
      if (anchor === null || sureRange(note, places, text)) return []
      const place = places.get(note.id)
      const nowhere = isNowhere(anchor, text)
      if (!nowhere && !place) return []
      const range = !nowhere && place?.status === 'found' ? place.range : null
      return [{ note: { ...note, anchor }, found: range && place ? { range, score: place.score } : null }]
    })
    .sort((a, b) => Number(a.found === null) - Number(b.found === null) || a.note.anchor.range.start - b.note.anchor.range.start)

/** A stretch that the same highlights cover. */
export interface MarkStretch {
  readonly range: Range
  /** Of the highlight on top. */
  readonly color: NoteColor | null
  /** How many lie on it. */
  readonly count: number
}

/** On top lies the shorter one, of two as long as each other the later. */
const isAbove = (a: Mark, b: Mark): boolean => {
  const [lengthA, lengthB] = [a.range.end - a.range.start, b.range.end - b.range.start]
  return lengthA === lengthB ? a.range.start > b.range.start : lengthA < lengthB
}

/** Cuts overlapping highlights into stretches that do not overlap, in order. `marks` are in the order of `marksOf`. */
export const stretchesOf = (marks: readonly Mark[]): readonly MarkStretch[] => {
  const edges = [...new Set(marks.flatMap(({ range }) => [range.start, range.end]))].sort((a, b) => a - b)
  const stretches: MarkStretch[] = []
  let next = 0
  let open: Mark[] = []
  edges.forEach((start, index) => {
    const end = edges[index + 1]
    open = open.filter(({ range }) => range.end > start)
    for (let mark = marks[next]; mark && mark.range.start <= start; mark = marks[next]) {
      open.push(mark)
      next += 1
    }
    const [first, ...rest] = open
    if (end === undefined || !first) return
    const top = rest.reduce((above, mark) => (isAbove(above, mark) ? above : mark), first)
    stretches.push({ range: { start, end }, color: top.color, count: open.length })
  })
  return stretches
}

/** The highlights that lie on a code point of L1, the one on top first. */
export const marksAt = (marks: readonly Mark[], offset: number): readonly Mark[] =>
  marks.filter(({ range }) => range.start <= offset && range.end > offset).sort((a, b) => (isAbove(a, b) ? -1 : 1))

/** The highlight after (1) or before (−1) one, or after a place of L1 when there is none; from the last round to the first. */
export const stepMark = (marks: readonly Mark[], from: { readonly noteId: string | null; readonly offset: number }, by: 1 | -1): Mark | null => {
  const at = marks.findIndex(({ noteId }) => noteId === from.noteId)
  const following = marks.findIndex(({ range }) => range.start >= from.offset)
  const first = following === -1 ? marks.length : following
  const next = at === -1 ? (by === 1 ? first : first - 1) : at + by
  return marks.at(next % Math.max(1, marks.length)) ?? null
}

/** The colour of the highlight that was made or changed last; the first colour without any. */
export const lastColor = (notes: Notes): NoteColor =>
  [...notes.values()].reduce<{ color: NoteColor; at: number }>(
    (last, { color, anchor, updatedAt }) => (color !== null && anchor !== null && updatedAt > last.at ? { color, at: updatedAt } : last),
    { color: 'yellow', at: -1 },
  ).color

/** Tags in use with how many notes carry them, the commonest first. */
export const tagsInUse = (notes: Notes): readonly { readonly tag: string; readonly count: number }[] => {
  const counts = new Map<string, number>()
  for (const note of notes.values()) for (const tag of note.tags) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  return [...counts].map(([tag, count]) => ({ tag, count })).sort((a, b) => b.count - a.count || (a.tag < b.tag ? -1 : 1))
}

/** Saved notes of a section: those on the section as a whole in their own order, then those on passages by place. */
export const inPlaceOrder = (saved: readonly Note[], marks: readonly Mark[]): readonly Note[] => {
  const order = new Map(marks.map(({ noteId }, index) => [noteId, index]))
  const place = ({ id, anchor }: Note): number => (anchor === null ? -1 : (order.get(id) ?? marks.length))
  return [...saved].sort((a, b) => place(a) - place(b))
}
