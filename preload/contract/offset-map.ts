import type { PlacedEdit } from './documents.ts'

/** Offsets carried between the source and L1, in code points. */
export interface OffsetMap {
  /** Source → L1; a place inside an edit goes to the start of its result. */
  toRestored(source: number): number
  /** L1 → source; a place inside an edit's result goes to the start of the edit. */
  toSource(restored: number): number
}

/** Builds the map from the L1 edits; L2 edits do not move anything. */
export const createOffsetMap = (edits: readonly PlacedEdit[]): OffsetMap => {
  const moves = edits.filter((edit) => edit.layer === 'L1').sort((a, b) => a.start - b.start || a.end - b.end)
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
