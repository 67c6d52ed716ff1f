import { codePointIndex, piecesIn, startOfPiece, textOf, unitIndex } from './dom-text.ts'
import type { Flow } from './flow.ts'

/** Box of the line that holds the code unit at UTF-16 index `index`; null for text that is not drawn. */
const boxAt = (text: Text, index: number): DOMRect | null => {
  const range = document.createRange()
  const from = Math.min(index, text.length)
  range.setStart(text, from)
  range.setEnd(text, Math.min(text.length, from + 1))
  return range.getClientRects()[0] ?? null
}

/** First index for which `isPast` is false; the answers must turn from true to false once. */
const firstNot = (count: number, isPast: (index: number) => boolean): number => {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if (isPast(middle)) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * The first code point of L1 whose line is not past, with the section it is in; null when nothing with a position is drawn
 * there.
 */
export const firstVisible = (root: HTMLElement, flow: Flow): { sectionId: string; offset: number } | null => {
  const all = piecesIn(root)
  const index = firstNot(all.length, (at) => {
    const boxes = all[at]?.getClientRects()
    const last = boxes?.[boxes.length - 1]
    return !last || flow.isPast(last)
  })
  const element = all[index]
  const text = element ? textOf(element) : null
  if (!element || !text) return null
  const sectionId = element.closest<HTMLElement>('[data-section]')?.dataset['section'] ?? '0'
  const last = codePointIndex(text.data, text.length) - 1
  const within = firstNot(Math.max(0, last), (at) => {
    const box = boxAt(text, unitIndex(text.data, at))
    return box !== null && flow.isPast(box)
  })
  return { sectionId, offset: startOfPiece(element) + within }
}

/** Box of the line that holds the code point `offset` of L1 inside `root`; null when it is not drawn. */
export const lineBox = (root: HTMLElement, offset: number): DOMRect | null => {
  let found: HTMLElement | null = null
  for (const element of piecesIn(root)) {
    if (startOfPiece(element) > offset) continue
    if (!found || startOfPiece(element) >= startOfPiece(found)) found = element
  }
  const text = found ? textOf(found) : null
  if (!found || !text) return null
  const within = Math.min(offset - startOfPiece(found), Math.max(0, codePointIndex(text.data, text.length) - 1))
  return boxAt(text, unitIndex(text.data, within)) ?? found.getBoundingClientRect()
}
