import type { DocumentOutline, Passage, Range } from '../../preload/contract/documents.ts'
import type { OpenDocument } from './document.ts'
import { bodyOffset, spanOf } from './reading-order.ts'

/**
 * Characters a minute until a reader's own pace is known. The International Reading Speed Texts give 255 for Chinese read
 * aloud (Trauzettel-Klosinski and Dietz 2012); silent reading is faster by 238 to 183 (Brysbaert 2019, over 190 studies).
 */
export const usualPace = 330

export interface Progress {
  /** Index of the section, from 1, 0 for the opening; and how many there are. */
  readonly section: number
  readonly sections: number
  /** Part of the text that lies behind, 0 to 1. */
  readonly part: number
  /** Characters still to be read, in all and in the section. */
  readonly left: number
  readonly leftHere: number
}

type Text = Pick<OpenDocument, 'outline' | 'passage'>

interface Count {
  /** Code points before each code point of L1 that are read: in the body, not white space, not the room of a blank. */
  readonly before: Uint32Array
  readonly outline: DocumentOutline
}

const known = new WeakMap<Passage, Count>()

const countText = ({ outline, passage }: Text): Count => {
  const found = known.get(passage)
  if (found?.outline === outline) return found
  const before = new Uint32Array(outline.characters + 1)
  const body = outline.parts.filter(({ kind }) => kind === 'body' || kind === 'preamble').map(({ range }) => range)
  const blanks = outline.gaps.flatMap(({ offset, length }) => (offset === null || length === 0 ? [] : [{ start: offset, end: offset + length }]))
  const isIn = createRangeTest(body)
  const isBlank = createRangeTest(blanks)
  let count = 0
  let at = 0
  for (const character of passage.restored) {
    before[at] = count
    if (isIn(at) && !isBlank(at) && /\S/u.test(character)) count += 1
    at += 1
  }
  before.fill(count, at)
  const counted = { before, outline }
  known.set(passage, counted)
  return counted
}

/** Whether a code point lies in one of the ranges; to be asked in rising order. */
const createRangeTest = (ranges: readonly Range[]): ((offset: number) => boolean) => {
  const ordered = [...ranges].sort((a, b) => a.start - b.start)
  let at = 0
  return (offset) => {
    while (at < ordered.length && (ordered[at]?.end ?? 0) <= offset) at += 1
    return (ordered[at]?.start ?? Number.POSITIVE_INFINITY) <= offset
  }
}

/** Characters of the body that lie before a place; the measure of what was read. */
export const charactersBefore = (document: Text, sectionId: string, offset: number): number =>
  countText(document).before[bodyOffset(document.outline, sectionId, offset)] ?? 0

/** How far the reader has come. `atEnd`: the end of the text is on the screen, so that nothing is left to be read. */
export const progressAt = (document: Text, sectionId: string, offset: number, atEnd: boolean): Progress => {
  const { before } = countText(document)
  const { sections, parts } = document.outline
  const total = before[before.length - 1] ?? 0
  const read = atEnd ? total : charactersBefore(document, sectionId, offset)
  const index = sections.findIndex(({ id }) => id === sectionId)
  const section = sections[index]
  const span = section ? spanOf(section) : (parts.find(({ kind }) => kind === 'preamble')?.range ?? null)
  const end = span ? (before[span.end] ?? 0) : read
  return {
    section: index + 1,
    sections: sections.length,
    part: total === 0 ? 1 : read / total,
    left: total - read,
    leftHere: Math.max(0, end - read),
  }
}

/** The place at which a part of the text, 0 to 1, lies behind. */
export const offsetOfPart = (document: Text, part: number): number => {
  const { before } = countText(document)
  const wanted = part * (before[before.length - 1] ?? 0)
  let low = 0
  let high = before.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((before[middle] ?? 0) < wanted) low = middle + 1
    else high = middle
  }
  return low
}
