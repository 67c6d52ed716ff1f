import type { Edit, PlacedEdit } from '../../preload/contract/documents.ts'
import { codePointLength, createCodePointIndex } from './code-points.ts'

const inOrder = (edits: readonly Edit[]): Edit[] =>
  edits.toSorted((a, b) => a.start - b.start || a.end - b.end || (a.layer === b.layer ? 0 : a.layer === 'L1' ? -1 : 1))

/**
 * Applies edits to the source text. `upTo` 'L1' undoes damage only; 'L2' sets punctuation and spelling too, where an L2
 * edit with the range of an L1 edit stands in for it. Offsets are code points of `source`.
 * Throws RangeError when edits overlap or reach past the end.
 */
export const applyEdits = (source: string, edits: readonly Edit[], upTo: 'L1' | 'L2'): string => {
  const index = createCodePointIndex(source)
  const chosen: Edit[] = []
  for (const edit of inOrder(edits)) {
    if (edit.layer === 'L2' && upTo === 'L1') continue
    const before = chosen.at(-1)
    const replaces =
      before !== undefined && before.start === edit.start && before.end === edit.end && before.layer !== edit.layer
    if (replaces) chosen.pop()
    else if (before !== undefined && before.end > edit.start)
      throw new RangeError(`edit ${edit.id} overlaps ${before.id}`)
    if (edit.end < edit.start || edit.end > index.length)
      throw new RangeError(`edit ${edit.id} reaches outside the text`)
    chosen.push(edit)
  }
  const pieces: string[] = []
  let from = 0
  for (const edit of chosen) {
    pieces.push(source.slice(from, index.toUnit(edit.start)), edit.after)
    from = index.toUnit(edit.end)
  }
  pieces.push(source.slice(from))
  return pieces.join('')
}

/** Adds to every edit where its result stands in L1, in code points; sorted by place. */
export const placeEdits = (edits: readonly Edit[]): PlacedEdit[] => {
  const placed: PlacedEdit[] = []
  let shift = 0
  let last: PlacedEdit | null = null
  for (const edit of inOrder(edits)) {
    const length = codePointLength(edit.after)
    if (
      edit.layer === 'L2' &&
      last !== null &&
      last.layer === 'L1' &&
      last.start === edit.start &&
      last.end === edit.end
    ) {
      placed.push({ ...edit, offset: last.offset, length: last.length })
      continue
    }
    const one: PlacedEdit = { ...edit, offset: edit.start + shift, length }
    placed.push(one)
    if (edit.layer === 'L1') shift += length - (edit.end - edit.start)
    last = one
  }
  return placed
}

/** Offsets carried between the source and L1, in code points. */
export interface OffsetMap {
  /** Source → L1; a place inside an edit goes to the start of its result. */
  toRestored(source: number): number
  /** L1 → source; a place inside an edit's result goes to the start of the edit. */
  toSource(restored: number): number
}

/** Builds the map from the L1 edits; L2 edits do not move anything. */
export const createOffsetMap = (edits: readonly Edit[]): OffsetMap => {
  const moves = placeEdits(edits.filter((edit) => edit.layer === 'L1'))
  const lastAt = (key: (move: PlacedEdit) => number, offset: number): PlacedEdit | undefined => {
    let low = 0
    let high = moves.length
    while (low < high) {
      const middle = (low + high) >> 1
      const move = moves[middle]
      if (move !== undefined && key(move) <= offset) low = middle + 1
      else high = middle
    }
    return moves[low - 1]
  }
  return {
    toRestored(source) {
      const move = lastAt((one) => one.start, source)
      if (move === undefined) return source
      return source < move.end ? move.offset : move.offset + move.length + source - move.end
    },
    toSource(restored) {
      const move = lastAt((one) => one.offset, restored)
      if (move === undefined) return restored
      const inside = restored - move.offset
      return inside < move.length ? move.start : move.end + inside - move.length
    },
  }
}
