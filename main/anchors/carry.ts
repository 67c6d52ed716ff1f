import type { Range } from '../../preload/contract/documents.ts'

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
  /** The code points of L1. */
  readonly restored: readonly string[]
}

/**
 * Applies the edits of layer L1. `source` are the code points of L0. What an edit repeats of the source at its beginning
 * or end counts as untouched. Throws RangeError when edits overlap or reach outside.
 */
export const applySourceEdits = (source: readonly string[], edits: readonly SourceEdit[]): EditedText => {
  const stretches: Stretch[] = []
  const restored: string[] = []
  let at = 0
  const keepUpTo = (end: number): void => {
    if (end > at) {
      const from = restored.length
      for (let place = at; place < end; place += 1) restored.push(source[place] ?? '')
      stretches.push({ source: { start: at, end }, restored: { start: from, end: restored.length }, after: null })
    }
    at = end
  }
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < at || edit.end < edit.start || edit.end > source.length) throw new RangeError('edits do not fit')
    const after = Array.from(edit.after)
    let { start, end } = edit
    let head = 0
    let tail = after.length
    while (start < end && head < tail && source[start] === after[head]) {
      start += 1
      head += 1
    }
    while (start < end && head < tail && source[end - 1] === after[tail - 1]) {
      end -= 1
      tail -= 1
    }
    keepUpTo(start)
    const from = restored.length
    for (let place = head; place < tail; place += 1) restored.push(after[place] ?? '')
    if (end > start || tail > head) {
      const text = after.slice(head, tail).join('')
      stretches.push({ source: { start, end }, restored: { start: from, end: restored.length }, after: text })
    }
    at = end
    keepUpTo(edit.end)
  }
  keepUpTo(source.length)
  return { stretches, restored }
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
