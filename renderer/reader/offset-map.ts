import type { PlacedEdit } from '../../preload/contract/documents.ts'

/**
 * Where a code point of L1 stands in the source (L0), through the edits of layer L1. Between two edits the distance is
 * constant; inside an edit's result the answer is the start of what it replaced.
 */
export const toSourceOffset = (edits: readonly PlacedEdit[], offset: number): number => {
  let shift = 0
  for (const edit of restoringEdits(edits)) {
    if (edit.offset > offset) break
    if (offset < edit.offset + edit.length) return edit.start
    shift = edit.end - (edit.offset + edit.length)
  }
  return offset + shift
}

/** Where a code point of the source (L0) stands in L1; what was removed maps to the place it was removed from. */
export const toRestoredOffset = (edits: readonly PlacedEdit[], offset: number): number => {
  let shift = 0
  for (const edit of restoringEdits(edits)) {
    if (edit.start > offset) break
    if (offset < edit.end) return edit.offset
    shift = edit.offset + edit.length - edit.end
  }
  return offset + shift
}

const restoringEdits = (edits: readonly PlacedEdit[]) =>
  edits.filter((edit) => edit.layer === 'L1').sort((a, b) => a.start - b.start || a.end - b.end)
