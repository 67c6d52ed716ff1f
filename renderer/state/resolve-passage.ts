import type { Range } from '../../preload/contract/documents.ts'
import { isQuoted, quoteOf, type PassageLink, type PassageQuote } from '../../preload/contract/passage-link.ts'
import type { DocumentText } from '../reader/document-text.ts'
import type { OpenDocument } from './document.ts'
import { paragraphNumbered } from './paragraphs.ts'

/** What search compares two spellings by: see preload/text/fold.ts. */
export interface QuoteFold {
  fold(text: string): { readonly key: string }
}

/**
 * `exact`: the passage, in the edition that the link was made from. `found`: the same words in another edition. `moved`:
 * the edition or its words are others, and only the paragraph or the section is known. `place`: a link that names no more
 * than that.
 */
export interface ResolvedPassage {
  readonly kind: 'exact' | 'found' | 'moved' | 'place'
  readonly sectionId: string
  /** Code points of L1; null for a section as a whole. */
  readonly span: Range | null
}

type Text = Pick<OpenDocument, 'outline' | 'text'>

/** The characters of a text that quotes are made of, with the place in the text, in code points, of each UTF-16 unit. */
interface Quotable {
  readonly words: string
  readonly places: Uint32Array
}

const quotableOf = (text: DocumentText): Quotable => {
  const words: string[] = []
  const places = new Uint32Array(text.length * 2)
  let units = 0
  for (const { start, text: piece } of text.strings('restored')) {
    let place = start
    let kept = ''
    for (const character of piece) {
      if (isQuoted(character)) {
        kept += character
        for (let unit = 0; unit < character.length; unit += 1) places[units + unit] = place
        units += character.length
      }
      place += 1
    }
    words.push(kept)
  }
  return { words: words.join(''), places }
}

/** A passage whose ends are known may have grown or shrunk between them by this part of its length. */
const growth = 0.25

/** Where a quote stands; `length` is the old passage's, in quotable characters where that is known, else in code points. */
const findQuote = ({ words, places }: Quotable, { head, tail }: PassageQuote, length: number): Range[] => {
  const found: Range[] = []
  const endOf = (at: number): number | null => {
    if (tail === '') return at + head.length
    const nearest = at + length - tail.length
    const reach = Math.ceil(length * growth)
    for (let step = 0; step <= reach; step += 1) {
      for (const from of [nearest - step, nearest + step]) {
        if (from >= at + head.length && words.startsWith(tail, from)) return from + tail.length
      }
    }
    return null
  }
  if (head === '') return found
  for (let at = words.indexOf(head); at !== -1; at = words.indexOf(head, at + 1)) {
    const end = endOf(at)
    const [start, last] = [places[at], end === null ? undefined : places[end - 1]]
    if (start !== undefined && last !== undefined) found.push({ start, end: last + 1 })
  }
  return found
}

/** Character by character, so that places stay; what folds to several characters or to none stays as it is. */
const folded = ({ words, places }: Quotable, fold: QuoteFold): Quotable => {
  const known = new Map<string, string>()
  const foldOne = (character: string): string => {
    const found = known.get(character)
    if (found !== undefined) return found
    const { key } = fold.fold(character)
    const one = Array.from(key).length === 1 ? key : character
    known.set(character, one)
    return one
  }
  const own = new Uint32Array(words.length * 2)
  let made = ''
  let unit = 0
  for (const character of words) {
    const one = foldOne(character)
    own.fill(places[unit] ?? 0, made.length, made.length + one.length)
    made += one
    unit += character.length
  }
  return { words: made, places: own }
}

const foldedQuote = (quote: PassageQuote, fold: QuoteFold): PassageQuote => {
  const words = (text: string): string => folded({ words: text, places: new Uint32Array() }, fold).words
  return { head: words(quote.head), tail: words(quote.tail) }
}

const within = (range: Range | null, { start, end }: Range): boolean => range !== null && start >= range.start && end <= range.end

/** The one that is meant: the only one, or the only one in the section that was named. Never a guess between two. */
const theOne = (found: readonly Range[], section: Range | null): Range | null => {
  const inside = found.filter((range) => within(section, range))
  if (inside.length === 1) return inside[0] ?? null
  return inside.length === 0 && found.length === 1 ? (found[0] ?? null) : null
}

/** Heading and text of a section as one range; what stands before the first heading for "0". */
const rangeOf = ({ outline }: Text, sectionId: string): Range | null => {
  if (sectionId === '0') {
    const parts = outline.parts.filter(({ kind }) => kind === 'title' || kind === 'preamble')
    const starts = parts.map(({ range }) => range.start)
    return parts.length === 0 ? null : { start: Math.min(...starts), end: Math.max(...parts.map(({ range }) => range.end)) }
  }
  const section = outline.sections.find(({ id }) => id === sectionId)
  const ranges = [section?.headingRange, section?.range].filter((range) => range != null)
  if (ranges.length === 0) return null
  return { start: Math.min(...ranges.map(({ start }) => start)), end: Math.max(...ranges.map(({ end }) => end)) }
}

const hasSection = ({ outline }: Text, sectionId: string): boolean =>
  sectionId === '0' || outline.sections.some(({ id }) => id === sectionId)

const sameQuote = (a: PassageQuote | null, b: PassageQuote): boolean => a !== null && a.head === b.head && a.tail === b.tail

const sectionAt = (document: Text, span: Range, named: string): string =>
  within(rangeOf(document, named), span)
    ? named
    : (document.outline.sections.find(({ id }) => within(rangeOf(document, id), span))?.id ?? '0')

/** The place that is left of a link whose passage is not there: its paragraph, if it is in the section named, else the section. */
const placeOf = (document: Text, { sectionId, paragraph }: PassageLink, kind: 'moved' | 'place'): ResolvedPassage => {
  const known = hasSection(document, sectionId)
  const numbered = paragraph === null ? null : paragraphNumbered(document, paragraph)
  if (numbered && (!known || numbered.sectionId === sectionId)) {
    return { kind, sectionId: numbered.sectionId, span: { start: numbered.start, end: numbered.end } }
  }
  const whole = paragraph !== null || !known ? 'moved' : kind
  return { kind: whole, sectionId: known ? sectionId : '0', span: null }
}

/**
 * Where a link leads in the open document. The range counts only where the quote stands in it; else the quote is looked
 * for, to the letter and then folded (`fold`, when its tables are there); what is not found, or found twice, is said to
 * have moved. Never another passage in its place.
 */
export const resolvePassage = (document: Text, link: PassageLink, fold: QuoteFold | null): ResolvedPassage => {
  const { outline, text } = document
  const wanted = link.passage
  if (wanted === null) return placeOf(document, link, 'place')
  const { range, quote, revision } = wanted
  const there = quoteOf(text.slice('restored', range.start, range.end))
  if (revision === outline.revision && sameQuote(there, quote)) {
    return { kind: 'exact', sectionId: sectionAt(document, range, link.sectionId), span: range }
  }
  const quotable = quotableOf(text)
  const section = rangeOf(document, link.sectionId)
  const length = range.end - range.start
  const literal = findQuote(quotable, quote, length)
  const found =
    literal.length > 0 || fold === null
      ? literal
      : findQuote(folded(quotable, fold), foldedQuote(quote, fold), length)
  const span = theOne(found, section)
  if (span === null) return placeOf(document, link, 'moved')
  return { kind: 'found', sectionId: sectionAt(document, span, link.sectionId), span }
}
