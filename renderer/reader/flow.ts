import type { Direction } from '../../preload/contract/style.ts'

export interface FlowStyle {
  readonly direction: Direction
  readonly paged: boolean
}

/** A page, from 1, and how many there are. */
export interface PageCount {
  readonly index: number
  readonly count: number
  /** Reckoned from what is drawn of a text that is not drawn as a whole. */
  readonly about?: boolean
}

/**
 * How far the text has come, independent of direction and of scrolling or turning pages. Boxes are client rectangles of
 * lines (CSS px). `pane` is the element that scrolls; text begins at its block start: the top, or the right in vertical text.
 */
export interface Flow {
  /** Whether the line with this box lies before what is read now: scrolled away, or on an earlier page. */
  isPast(box: DOMRect): boolean
  /** Whether the whole line with this box can be seen. */
  isVisible(box: DOMRect): boolean
  /** Scrolls, or turns to the page, so that the line with this box is the first one read. */
  bring(box: DOMRect): void
  /** Scrolls or turns by `pages`; −1 goes back. */
  turn(pages: number): void
  /** Scrolls by `lines` of the height `line` in CSS px; turns pages where there are any. */
  step(lines: number, line: number): void
  toStart(): void
  toEnd(): void
  /** The page shown and how many there are, from 1; null while the text scrolls. */
  page(): { readonly index: number; readonly count: number } | null
  /** Where the pane is scrolled to, in CSS px; only good for telling whether it has moved. */
  position(): number
  /** Puts a page that was scrolled to halfway (by focus or a selection) in place; true when it had to move. */
  settle(): boolean
}

/** The line that is read stands this far from the block start of the pane, in CSS px. */
export const margin = 24

/** What is left of a turned-over pane when the text scrolls, in CSS px: the last line is seen again. */
const overlap = 48

const middle = (start: number, size: number): number => start + size / 2

const scrolling = (pane: HTMLElement, vertical: boolean): Flow => {
  const paneBox = () => pane.getBoundingClientRect()
  /** Distance of a box from the pane's block start: along y, or leftwards along x. */
  const distance = (box: DOMRect): number => (vertical ? paneBox().right - box.right : box.top - paneBox().top)
  const thickness = (box: DOMRect): number => (vertical ? box.width : box.height)
  const extent = (): number => (vertical ? pane.clientWidth : pane.clientHeight)
  const scrollBy = (by: number) => {
    if (vertical) pane.scrollLeft -= by
    else pane.scrollTop += by
  }
  return {
    isPast: (box) => distance(box) + thickness(box) / 2 <= margin - 2,
    isVisible: (box) => distance(box) >= 0 && distance(box) + thickness(box) <= extent(),
    bring: (box) => scrollBy(distance(box) - margin),
    turn: (pages) => scrollBy(pages * Math.max(overlap, extent() - overlap)),
    step: (lines, line) => scrollBy(lines * line),
    toStart: () => scrollBy(-Number.MAX_SAFE_INTEGER),
    toEnd: () => scrollBy(Number.MAX_SAFE_INTEGER),
    page: () => null,
    position: () => (vertical ? -pane.scrollLeft : pane.scrollTop),
    settle: () => false,
  }
}

/** Pages are columns side by side (vertical text: one below the other), each as far from the next as the pane is large. */
const paging = (pane: HTMLElement, column: HTMLElement, vertical: boolean): Flow => {
  const size = (): number => Math.max(1, vertical ? pane.clientHeight : pane.clientWidth)
  const scrolled = (): number => (vertical ? pane.scrollTop : pane.scrollLeft)
  const current = (): number => Math.round(scrolled() / size())
  const pageOf = (box: DOMRect): number => {
    const paneBox = pane.getBoundingClientRect()
    const at = vertical ? middle(box.top, box.height) - paneBox.top : middle(box.left, box.width) - paneBox.left
    return Math.floor((at + scrolled()) / size())
  }
  const count = (): number => {
    const boxes = [...(column.lastElementChild?.getClientRects() ?? [])]
    return Math.max(1, ...boxes.map((box) => pageOf(box) + 1))
  }
  const show = (page: number) => {
    const to = Math.max(0, Math.min(count() - 1, page)) * size()
    if (vertical) pane.scrollTop = to
    else pane.scrollLeft = to
  }
  return {
    isPast: (box) => pageOf(box) < current(),
    isVisible: (box) => pageOf(box) === current(),
    bring: (box) => show(pageOf(box)),
    turn: (pages) => show(current() + pages),
    step: (lines) => show(current() + Math.sign(lines)),
    toStart: () => show(0),
    toEnd: () => show(Number.MAX_SAFE_INTEGER),
    page: () => ({ index: current() + 1, count: count() }),
    position: scrolled,
    settle: () => {
      if (Math.abs(scrolled() - current() * size()) < 1) return false
      show(current())
      return true
    },
  }
}

/** Measures the page as it is drawn now: nothing is remembered, so that it holds through every change of size. */
export const createFlow = (pane: HTMLElement, column: HTMLElement, { direction, paged }: FlowStyle): Flow =>
  paged ? paging(pane, column, direction === 'vertical') : scrolling(pane, direction === 'vertical')
