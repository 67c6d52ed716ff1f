import { piecesIn, startOfPiece, textOf, unitIndex } from './dom-text.ts'
import type { Walkable } from './text-cursor.ts'

export interface LineAxes {
  /** What the text moves in. */
  readonly pane: HTMLElement
  readonly vertical: boolean
  readonly paged: boolean
}

/** Where a character stands: its page and line, as `block` along the order of lines, and how far along its line. CSS px. */
interface Standing {
  readonly page: number
  readonly block: number
  readonly thickness: number
  readonly inline: number
}

/** Reads where characters of L1 stand as they are drawn now; what lies folded away has no place. */
const createStandings = (root: HTMLElement, { pane, vertical, paged }: LineAxes) => {
  const pieces = piecesIn(root)
    .filter((piece) => piece.closest('details, .heading-listed') === null)
    .sort((a, b) => startOfPiece(a) - startOfPiece(b))
  const around = pane.getBoundingClientRect()
  const pageSize = Math.max(1, vertical ? pane.clientHeight : pane.clientWidth)

  const pieceAt = (offset: number): HTMLElement | null => {
    let low = 0
    let high = pieces.length
    while (low < high) {
      const middle = (low + high) >> 1
      const piece = pieces[middle]
      if (piece && startOfPiece(piece) <= offset) low = middle + 1
      else high = middle
    }
    return pieces[low - 1] ?? null
  }

  const boxAt = (offset: number): DOMRect | null => {
    const piece = pieceAt(offset)
    const text = piece && textOf(piece)
    if (!piece || !text) return null
    const range = document.createRange()
    if (piece.dataset['gap'] !== undefined) range.selectNodeContents(text)
    else {
      const unit = unitIndex(text.data, offset - startOfPiece(piece))
      if (unit >= text.length) return null
      range.setStart(text, unit)
      range.setEnd(text, unitIndex(text.data, offset - startOfPiece(piece) + 1))
    }
    return range.getClientRects()[0] ?? null
  }

  return (offset: number): Standing | null => {
    const box = boxAt(offset)
    if (!box) return null
    const along = vertical ? box.top - around.top + pane.scrollTop : box.left - around.left + pane.scrollLeft
    const page = paged ? Math.floor((along + 1) / pageSize) : 0
    return {
      page,
      block: vertical ? -(box.left + box.width / 2) : box.top + box.height / 2,
      thickness: vertical ? box.width : box.height,
      inline: along - page * pageSize,
    }
  }
}

const sameLine = (one: Standing, other: Standing): boolean =>
  one.page === other.page && Math.abs(one.block - other.block) < Math.min(one.thickness, other.thickness) / 2

/**
 * The place in the next line (`by` 1) or the one before (−1) that stands nearest to `goal`, a distance along the line in CSS
 * px, or to `from` itself without one; with the goal to hand in again for the next step. In the first or last line it is
 * the beginning or the end of the text. Offsets are code points of L1.
 */
export const moveLine = (
  root: HTMLElement,
  axes: LineAxes,
  stretches: readonly Walkable[],
  from: number,
  by: 1 | -1,
  goal: number | null,
): { readonly offset: number; readonly goal: number } => {
  const standing = createStandings(root, axes)
  const offsets = placesFrom(stretches, from, by)
  // Behind the last character of a stretch the cursor stands in the line of that character.
  const here = standing(from) ?? standing(from - 1)
  if (!here) return { offset: from, goal: goal ?? 0 }
  const wanted = goal ?? here.inline
  let line: Standing | null = null
  let best: { readonly offset: number; readonly far: number } | null = null
  let last = from
  for (const offset of offsets) {
    const there = standing(offset)
    if (!there) continue
    last = offset
    if (line === null && sameLine(there, here)) continue
    line ??= there
    if (!sameLine(there, line)) break
    const far = Math.abs(there.inline - wanted)
    if (best === null || far < best.far) best = { offset, far }
  }
  if (best) return { offset: best.offset, goal: wanted }
  const end = stretches.at(-1)
  const edge = by === -1 || !end ? last : end.start + Array.from(end.text).length
  return { offset: edge, goal: wanted }
}

/** Code points of the text from a place on, or back from it. */
function* placesFrom(stretches: readonly Walkable[], from: number, by: 1 | -1): Generator<number> {
  const ordered = by === 1 ? stretches : stretches.toReversed()
  for (const { start, text } of ordered) {
    const end = start + Array.from(text).length
    if (by === 1 ? end <= from : start >= from) continue
    if (by === 1) for (let at = Math.max(start, from + 1); at < end; at += 1) yield at
    else for (let at = Math.min(end, from) - 1; at >= start; at -= 1) yield at
  }
}
