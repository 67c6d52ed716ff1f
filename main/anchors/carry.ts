import type { Range } from '../../preload/contract/documents.ts'
import { createCodePointText, type CodePointText } from '../editions/code-points.ts'

/** One change of L1 against the source (L0), in code points of the source. */
export interface SourceEdit {
  readonly start: number
  readonly end: number
  readonly after: string
}

/** A stretch of the source and what stands for it in L1. `after` is null where both are the same. */
interface Stretch {
  readonly source: Range
  readonly restored: Range
  readonly after: string | null
}

/** An edition as stretches of the one source that its L1 was made from. */
export interface EditedText {
  readonly stretches: readonly Stretch[]
  readonly restored: CodePointText
}

/**
 * Applies the edits of layer L1 to L0. What an edit repeats of the source at its beginning or end counts as untouched.
 * Throws RangeError when edits overlap or reach outside.
 */
export const applySourceEdits = (source: CodePointText, edits: readonly SourceEdit[]): EditedText => {
  const stretches: Stretch[] = []
  const pieces: string[] = []
  /** Code points of L1 so far. */
  let length = 0
  let at = 0
  const keepUpTo = (end: number): void => {
    if (end > at) {
      pieces.push(source.slice(at, end))
      stretches.push({ source: { start: at, end }, restored: { start: length, end: length + end - at }, after: null })
      length += end - at
    }
    at = end
  }
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < at || edit.end < edit.start || edit.end > source.length) throw new RangeError('edits do not fit')
    const before = Array.from(source.slice(edit.start, edit.end))
    const after = Array.from(edit.after)
    let head = 0
    let tail = 0
    while (head < before.length && head < after.length && before[head] === after[head]) head += 1
    const rest = Math.min(before.length, after.length) - head
    while (tail < rest && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1
    const start = edit.start + head
    const end = edit.end - tail
    keepUpTo(start)
    const words = after.slice(head, after.length - tail)
    if (end > start || words.length > 0) {
      const text = words.join('')
      pieces.push(text)
      stretches.push({ source: { start, end }, restored: { start: length, end: length + words.length }, after: text })
      length += words.length
    }
    at = end
    keepUpTo(edit.end)
  }
  keepUpTo(source.length)
  return { stretches, restored: createCodePointText(pieces.join('')) }
}

/** The first of the stretches, which are in order, that ends behind a place. */
const firstBehind = (stretches: readonly Stretch[], side: 'source' | 'restored', place: number): number => {
  let low = 0
  let high = stretches.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((stretches[middle]?.[side].end ?? 0) <= place) low = middle + 1
    else high = middle
  }
  return low
}

const keyOf = ({ source, after }: Stretch): string => `${source.start} ${source.end} ${after}`

/**
 * Carries a range of L1 of one edition to L1 of another edition of the same source: exact, without looking at words. A
 * range loses what the other edition takes out. Of what one edition has otherwise than the source, the other has the
 * source's words or its own for them, and the range then covers all of these. Null when nothing is left.
 */
export const createCarrier = (from: EditedText, to: EditedText): ((range: Range) => Range | null) => {
  const same = new Map(to.stretches.filter(({ after }) => after !== null).map((stretch) => [keyOf(stretch), stretch]))
  return ({ start, end }) => {
    let first = Number.POSITIVE_INFINITY
    let last = -1
    const cover = (low: number, high: number): void => {
      if (high <= low) return
      first = Math.min(first, low)
      last = Math.max(last, high)
    }
    const coverSource = (low: number, high: number): void => {
      for (let at = firstBehind(to.stretches, 'source', low); at < to.stretches.length; at += 1) {
        const stretch = to.stretches[at]
        if (stretch === undefined || stretch.source.start >= high) break
        if (stretch.after !== null) cover(stretch.restored.start, stretch.restored.end)
        else {
          const shift = stretch.restored.start - stretch.source.start
          cover(Math.max(low, stretch.source.start) + shift, Math.min(high, stretch.source.end) + shift)
        }
      }
    }
    for (let at = firstBehind(from.stretches, 'restored', start); at < from.stretches.length; at += 1) {
      const stretch = from.stretches[at]
      if (stretch === undefined || stretch.restored.start >= end) break
      const low = Math.max(start, stretch.restored.start) - stretch.restored.start
      const high = Math.min(end, stretch.restored.end) - stretch.restored.start
      if (high <= low) continue
      if (stretch.after === null) coverSource(stretch.source.start + low, stretch.source.start + high)
      else {
        const twin = same.get(keyOf(stretch))
        if (twin !== undefined) cover(twin.restored.start + low, twin.restored.start + high)
        else coverSource(stretch.source.start, stretch.source.end)
      }
    }
    return last === -1 ? null : { start: first, end: last }
  }
}
