import type { Range } from '../../../preload/contract/documents.ts'
import { piecesOfSpan, rangesOf } from '../../reader/dom-text.ts'

export const articleOf = (): HTMLElement | null => document.querySelector<HTMLElement>('#text article')

/**
 * Where a hit is looked at: the list of headings for one that stands there, else the whole text. The heading of a missing
 * section is drawn from the list a second time, in its place.
 */
export const homeOf = (article: HTMLElement, hit: Range): HTMLElement => {
  for (const piece of piecesOfSpan(article, hit)) {
    const list = piece.closest('details')
    if (list) return list
  }
  return article
}

/** Opens what is folded over a hit. */
export const unfold = (home: HTMLElement): void => {
  if (home instanceof HTMLDetailsElement) home.open = true
}

const boxesOf = (home: HTMLElement, hit: Range): DOMRect[] => rangesOf(home, hit).flatMap((range) => [...range.getClientRects()])

const paneOf = (home: HTMLElement): DOMRect | null => home.closest('#text')?.getBoundingClientRect() ?? null

/** Rounding of the browser's boxes, in CSS px. */
const slack = 1

/** Whether all of a hit can be seen. */
export const isInView = (home: HTMLElement, hit: Range): boolean => {
  const pane = paneOf(home)
  const boxes = boxesOf(home, hit)
  if (!pane || boxes.length === 0) return false
  return boxes.every(
    (box) =>
      box.top >= pane.top - slack && box.bottom <= pane.bottom + slack && box.left >= pane.left - slack && box.right <= pane.right + slack,
  )
}

/** Lines that stay before a hit that the text was scrolled to. */
const linesBefore = 3

/** How many lines the text has to be moved back so that what leads up to a hit can be read too; 0 when it can. */
export const linesShort = (home: HTMLElement, hit: Range, vertical: boolean): number => {
  const pane = paneOf(home)
  const box = boxesOf(home, hit)[0]
  if (!pane || !box) return 0
  const line = parseFloat(getComputedStyle(home).lineHeight) || box.height
  const lead = vertical ? pane.right - box.right : box.top - pane.top
  return Math.max(0, Math.min(linesBefore, Math.round(linesBefore - lead / line)))
}
