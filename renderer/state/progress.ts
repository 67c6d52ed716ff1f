import type { DocumentOutline, Range } from '../../preload/contract/documents.ts'
import type { DocumentText } from '../reader/document-text.ts'
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

type Text = Pick<OpenDocument, 'outline' | 'text'>

/** Code points between two places at which the count is kept. */
const step = 1024

interface Count {
  readonly outline: DocumentOutline
  /**
   * Code points before each `step`th code point of L1 that are read: in the body, not white space, not the room of a blank.
   * Of text that is not here every character counts as read.
   */
  readonly before: Float64Array
  readonly reads: (start: number, end: number) => number
  readonly total: number
}

const known = new WeakMap<DocumentText, Count>()

/** What was counted of steps whose text was all here: it does not change when more of the text comes. */
const steps = new WeakMap<DocumentOutline, { readonly counts: Float64Array; readonly here: Uint8Array }>()

const countText = ({ outline, text }: Text): Count => {
  const found = known.get(text)
  if (found?.outline === outline) return found
  const body = outline.parts.filter(({ kind }) => kind === 'body' || kind === 'preamble').map(({ range }) => range)
  const blanks = outline.gaps.flatMap(({ offset, length }) => (offset === null || length === 0 ? [] : [{ start: offset, end: offset + length }]))
  const reads = createReadCount(text, inOrder(body), inOrder(blanks))
  const before = new Float64Array(Math.floor(text.length / step) + 1)
  const { counts, here } = steps.get(outline) ?? { counts: new Float64Array(before.length), here: new Uint8Array(before.length) }
  steps.set(outline, { counts, here })
  let count = 0
  for (let at = 0; at < before.length; at += 1) {
    before[at] = count
    const [start, end] = [at * step, Math.min(text.length, (at + 1) * step)]
    if (here[at] === 0) {
      counts[at] = reads(start, end)
      here[at] = text.has(start, end) ? 1 : 0
    }
    count += counts[at] ?? 0
  }
  const counted = { outline, before, reads, total: count }
  known.set(text, counted)
  return counted
}

const inOrder = (ranges: readonly Range[]): readonly Range[] => [...ranges].sort((a, b) => a.start - b.start)

/** The ranges, in order and apart, that reach behind a place. */
function* rangesFrom(ranges: readonly Range[], start: number): Generator<Range> {
  let low = 0
  let high = ranges.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ranges[middle]?.end ?? 0) <= start) low = middle + 1
    else high = middle
  }
  for (; low < ranges.length; low += 1) {
    const range = ranges[low]
    if (range) yield range
  }
}

const isSpace = (unit: number): boolean =>
  unit <= 0x20 ? unit === 0x20 || (unit >= 9 && unit <= 13) : unit >= 0x80 && /\s/.test(String.fromCharCode(unit))

/** Units of the planes and rows in which white space stands; all others are no white space for sure. */
const maySpace = (unit: number): boolean => unit <= 0xa0 || unit === 0x1680 || (unit & 0xff00) === 0x2000 || unit === 0x3000 || unit === 0xfeff

/** Counts what is read between two places near each other. */
const createReadCount = (text: DocumentText, body: readonly Range[], blanks: readonly Range[]) => (start: number, end: number): number => {
  let count = 0
  for (const range of rangesFrom(body, start)) {
    if (range.start >= end) break
    const [from, to] = [Math.max(start, range.start), Math.min(end, range.end)]
    const here = text.has(from, to)
    count += here ? countInk(text.slice('restored', from, to)) : to - from
    for (const blank of rangesFrom(blanks, from)) {
      if (blank.start >= to) break
      const [first, last] = [Math.max(from, blank.start), Math.min(to, blank.end)]
      count -= here ? countInk(text.slice('restored', first, last)) : last - first
    }
  }
  return count
}

/** Code points that are not white space. */
const countInk = (text: string): number => {
  let count = 0
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    const isTail = unit >= 0xdc00 && unit <= 0xdfff && at > 0 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800
    if (!isTail && !(maySpace(unit) && isSpace(unit))) count += 1
  }
  return count
}

const readBefore = ({ before, reads }: Count, offset: number): number => {
  const at = Math.max(0, Math.min(before.length - 1, Math.floor(offset / step)))
  return (before[at] ?? 0) + reads(at * step, offset)
}

/** Characters of the body that lie before a place; the measure of what was read. */
export const charactersBefore = (document: Text, sectionId: string, offset: number): number =>
  readBefore(countText(document), bodyOffset(document.outline, sectionId, offset))

/** How far the reader has come. `atEnd`: the end of the text is on the screen, so that nothing is left to be read. */
export const progressAt = (document: Text, sectionId: string, offset: number, atEnd: boolean): Progress => {
  const counted = countText(document)
  const { total } = counted
  const { sections, parts } = document.outline
  const read = atEnd ? total : charactersBefore(document, sectionId, offset)
  const index = sections.findIndex(({ id }) => id === sectionId)
  const section = sections[index]
  const span = section ? spanOf(section) : (parts.find(({ kind }) => kind === 'preamble')?.range ?? null)
  const end = span ? readBefore(counted, span.end) : read
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
  const counted = countText(document)
  const wanted = part * counted.total
  let low = 0
  let high = document.text.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (readBefore(counted, middle) < wanted) low = middle + 1
    else high = middle
  }
  return low
}
