import type { Gap, Section, TextLanguage, TextPart } from '../../preload/contract/documents.ts'
import type { Fold } from '../../preload/text/fold.ts'
import type { UnitCounts } from './matcher.ts'
import { foldWhole, type FoldedBlock } from './folded-text.ts'

/** What search needs to know of an edition. */
export interface EditionFrame {
  readonly documentId: string
  readonly revision: string
  readonly titleSet: string
  readonly language: TextLanguage
  readonly parts: readonly TextPart[]
  readonly sections: readonly Section[]
  readonly gaps: readonly Gap[]
}

/** What stands at a stretch of the text when it is not plain text. */
export interface SpecialSpan {
  readonly start: number
  readonly end: number
  /** `copy`: a line of the list of headings whose heading stands in the text as well. */
  readonly kind: 'heading' | 'copy'
  readonly sectionId: string
}

export interface SectionStart {
  readonly sectionId: string
  readonly start: number
}

/** A text that can be searched. Offsets are code points of L1. */
export interface SearchText {
  readonly documentId: string
  readonly title: string
  readonly language: TextLanguage
  readonly revision: string
  readonly blocks: readonly FoldedBlock[]
  /** The title, when it does not stand in the text. */
  readonly titleBlocks: readonly FoldedBlock[]
  /** In order; they do not overlap. */
  readonly special: readonly SpecialSpan[]
  /** Those that begin somewhere, in that order. */
  readonly sections: readonly SectionStart[]
  /** By id, in L2. */
  readonly headings: ReadonlyMap<string, string>
  /** Places where text is missing: nothing found reaches over them. */
  readonly cuts: readonly number[]
}

const byStart = (a: { readonly start: number }, b: { readonly start: number }): number => a.start - b.start

/** What a text has besides its words. */
export const frameOf = (edition: EditionFrame): Omit<SearchText, 'blocks' | 'titleBlocks'> => {
  const special: SpecialSpan[] = []
  const sections: SectionStart[] = []
  for (const { id, headingRange, listRange, range } of edition.sections) {
    if (headingRange !== null) special.push({ ...headingRange, kind: 'heading', sectionId: id })
    if (listRange !== null) special.push({ ...listRange, kind: headingRange === null ? 'heading' : 'copy', sectionId: id })
    const first = headingRange ?? range
    if (first !== null) sections.push({ sectionId: id, start: first.start })
  }
  for (const { kind, range } of edition.parts) {
    if (kind === 'title') special.push({ ...range, kind: 'heading', sectionId: '0' })
  }
  return {
    documentId: edition.documentId,
    title: edition.titleSet,
    language: edition.language,
    revision: edition.revision,
    special: special.sort(byStart),
    sections: sections.sort(byStart),
    headings: new Map(edition.sections.map(({ id, headingSet }) => [id, headingSet])),
    cuts: edition.gaps
      .filter(({ kind }) => kind === 'paywall-cut-middle' || kind === 'paywall-cut-end')
      .flatMap(({ offset }) => offset ?? [])
      .sort((a, b) => a - b),
  }
}

/** The last of some ordered starts at or before a place; −1 when there is none. */
export const lastAt = (starts: readonly { readonly start: number }[], place: number): number => {
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((starts[middle]?.start ?? 0) <= place) low = middle + 1
    else high = middle
  }
  return low - 1
}

export const sectionAt = ({ sections }: Pick<SearchText, 'sections'>, place: number): string =>
  sections[lastAt(sections, place)]?.sectionId ?? '0'

/** Where the section after a place begins. */
export const nextSection = ({ sections }: Pick<SearchText, 'sections'>, place: number): number =>
  sections[lastAt(sections, place) + 1]?.start ?? Number.POSITIVE_INFINITY

/** What is searched of a note. */
export interface NoteWords {
  readonly noteId: string
  readonly documentId: string
  readonly sectionId: string
  readonly body: string
  /** The words that the note is written on; empty for a note on a section. */
  readonly quote: string
  readonly tags: readonly string[]
}

export interface NoteField {
  readonly kind: 'highlight' | 'note' | 'tag'
  readonly text: string
  readonly blocks: readonly FoldedBlock[]
}

/** The notes of a text. */
export interface SearchNotes {
  readonly notes: readonly SearchNote[]
  /** The keys of all their words, to tell quickly that something is in none of them. */
  readonly key: string
}

export const noNotes: SearchNotes = { notes: [], key: '' }

export interface SearchNote extends NoteWords {
  readonly foldedTags: readonly string[]
  /** Those that are not empty. */
  readonly fields: readonly NoteField[]
}

export const foldNote = (fold: Fold, note: NoteWords): SearchNote => ({
  ...note,
  foldedTags: note.tags.map((tag) => fold.fold(tag).key.trim()),
  fields: (
    [
      ['highlight', note.quote],
      ['note', note.body],
      ['tag', note.tags.join('\n')],
    ] as const
  )
    .filter(([, text]) => text !== '')
    .map(([kind, text]) => ({ kind, text, blocks: foldWhole(fold, text) })),
})

/** Keys shorter than this are not worth sharing: a stretch of a longer string takes more room than they do. */
const sharedUnits = 32

/** Puts the keys of notes together; each becomes a stretch of the whole, so that none is kept twice. */
export const joinNotes = (notes: readonly SearchNote[]): SearchNotes => {
  const key = notes.flatMap(({ fields }) => fields.flatMap(({ blocks }) => blocks.map((block) => block.key))).join('\n')
  let at = 0
  const shared = (block: FoldedBlock): FoldedBlock => {
    const { length } = block.key
    const own = length < sharedUnits ? block.key : key.slice(at, at + length)
    at += length + 1
    return { ...block, key: own }
  }
  return { notes: notes.map((note) => ({ ...note, fields: note.fields.map((field) => ({ ...field, blocks: field.blocks.map(shared) })) })), key }
}

/** Adds the units of a block to the counts. */
export const countUnits = (counts: UnitCounts, { key }: FoldedBlock): void => {
  for (let at = 0; at < key.length; at += 1) {
    const unit = key.charCodeAt(at)
    counts[unit] = (counts[unit] ?? 0) + 1
  }
}

/** What can be searched now, in the order in which it is read. */
export interface Corpus {
  readonly texts: readonly SearchText[]
  notesOf(documentId: string): SearchNotes
  readonly counts: UnitCounts
}
