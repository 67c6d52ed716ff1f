import type { EditClass } from '../../preload/contract/documents.ts'

/** What a stage found out about a place of the text it was given; offsets are UTF-16 units of that text. */
export interface Finding {
  readonly start: number
  readonly end: number
  readonly after: string
  readonly class: EditClass
  readonly confidence: number
  readonly basis: string
}

/** The same against the source: `start` and `end` are UTF-16 units of L0. */
export type Repair = Finding

/** Whether a repair is to be made; one that the reader has undone is not. */
export type Wanted = (repair: Repair) => boolean

/** The text as far as it is repaired, and the way back to the source. Offsets are UTF-16 units. */
export interface Draft {
  readonly source: string
  readonly wanted: Wanted
  readonly text: string
  /** Sorted by `start`; they do not overlap. */
  readonly repairs: readonly Repair[]
  /** The source range that produced a range of the text; repairs it touches are covered whole. */
  sourceRange(start: number, end: number): { start: number; end: number }
  /** Where a source offset stands in the text; inside a repair, the place of its result. */
  offsetOf(sourceOffset: number): number
  /** The repair whose result covers an offset of the text, or null. */
  repairAt(offset: number): Repair | null
}

const allWanted: Wanted = () => true

/**
 * Applies those repairs of a source that are wanted.
 * Throws when two of them overlap: stages must not produce that.
 */
export const createDraft = (source: string, repairs: readonly Repair[], wanted: Wanted = allWanted): Draft => {
  const chosen = wanted === allWanted ? repairs : repairs.filter(wanted)
  const sorted = chosen.toSorted((a, b) => a.start - b.start || a.end - b.end)
  const pieces: string[] = []
  /** Where the result of repair i starts in the text. */
  const placed: number[] = []
  let from = 0
  let length = 0
  for (const repair of sorted) {
    if (repair.start < from) throw new Error(`repairs overlap at ${repair.start}`)
    pieces.push(source.slice(from, repair.start), repair.after)
    placed.push(length + repair.start - from)
    length += repair.start - from + repair.after.length
    from = repair.end
  }
  pieces.push(source.slice(from))
  const text = pieces.join('')

  /** Index of the last repair for which `key` is at most `offset`; -1 when there is none. */
  const last = (key: (index: number) => number, offset: number): number => {
    let low = 0
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (key(middle) <= offset) low = middle + 1
      else high = middle
    }
    return low - 1
  }

  const resultStart = (index: number): number => placed[index] ?? 0

  /** Source position of the character at an offset: its own place, or the repair that wrote it. */
  const origin = (offset: number): { start: number; end: number } => {
    const index = last(resultStart, offset)
    const repair = sorted[index]
    if (repair === undefined) return { start: offset, end: offset + 1 }
    const inside = offset - resultStart(index)
    if (inside < repair.after.length) return { start: repair.start, end: repair.end }
    const start = repair.end + inside - repair.after.length
    return { start, end: start + 1 }
  }

  return {
    source,
    wanted,
    text,
    repairs: sorted,
    sourceRange(start, end) {
      if (end > start) return { start: origin(start).start, end: origin(end - 1).end }
      const place = start === 0 ? 0 : origin(start - 1).end
      return { start: place, end: place }
    },
    offsetOf(sourceOffset) {
      const index = last((i) => sorted[i]?.start ?? 0, sourceOffset)
      const repair = sorted[index]
      if (repair === undefined) return sourceOffset
      if (sourceOffset < repair.end) return resultStart(index)
      return resultStart(index) + repair.after.length + sourceOffset - repair.end
    },
    repairAt(offset) {
      const index = last(resultStart, offset)
      const repair = sorted[index]
      return repair !== undefined && offset - resultStart(index) < repair.after.length ? repair : null
    },
  }
}

/** Adds what a stage found in the draft's text. A repair that lies inside a new one is dropped in its favour. */
export const extendDraft = (draft: Draft, findings: readonly Finding[]): Draft => {
  if (findings.length === 0) return draft
  const added = findings
    .map((finding) => ({ ...finding, ...draft.sourceRange(finding.start, finding.end) }))
    .filter(draft.wanted)
    .toSorted((a, b) => a.start - b.start)
  const kept: Repair[] = []
  let next = 0
  for (const repair of draft.repairs) {
    while (next < added.length && (added[next]?.end ?? 0) <= repair.start) next += 1
    const covering = added[next]
    const swallowed = covering !== undefined && covering.start <= repair.start && covering.end >= repair.end
    if (!swallowed) kept.push(repair)
  }
  return createDraft(draft.source, [...kept, ...added], draft.wanted)
}
