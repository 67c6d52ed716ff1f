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
