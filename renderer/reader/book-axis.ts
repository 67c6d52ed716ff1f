/** Where blocks stand along the way the text moves: down, leftwards, or from page to page. CSS px. */
export interface BookAxis {
  /** Distance of a box's beginning from that of the pane; negative for what has been scrolled past. */
  start(box: DOMRect): number
  size(box: DOMRect): number
  /** How much of the way the pane shows. */
  extent(): number
  scrolled(): number
  scrollBy(by: number): void
  scrollToEnd(end: 'start' | 'end'): void
}

export const createBookAxis = (pane: HTMLElement, { vertical, paged }: { readonly vertical: boolean; readonly paged: boolean }): BookAxis => {
  const far = Number.MAX_SAFE_INTEGER
  if (vertical && !paged) {
    return {
      start: (box) => pane.getBoundingClientRect().right - box.right,
      size: (box) => box.width,
      extent: () => pane.clientWidth,
      scrolled: () => -pane.scrollLeft,
      scrollBy: (by) => void (pane.scrollLeft -= by),
      scrollToEnd: (end) => void (pane.scrollLeft = end === 'start' ? 0 : -far),
    }
  }
  // Horizontal pages lie side by side, vertical ones below each other.
  if (paged && !vertical) {
    return {
      start: (box) => box.left - pane.getBoundingClientRect().left,
      size: (box) => box.width,
      extent: () => pane.clientWidth,
      scrolled: () => pane.scrollLeft,
      scrollBy: (by) => void (pane.scrollLeft += by),
      scrollToEnd: (end) => void (pane.scrollLeft = end === 'start' ? 0 : far),
    }
  }
  return {
    start: (box) => box.top - pane.getBoundingClientRect().top,
    size: (box) => box.height,
    extent: () => pane.clientHeight,
    scrolled: () => pane.scrollTop,
    scrollBy: (by) => void (pane.scrollTop += by),
    scrollToEnd: (end) => void (pane.scrollTop = end === 'start' ? 0 : far),
  }
}

/** Blocks from `first` to `last`, both drawn. */
export interface BlockSpan {
  readonly first: number
  readonly last: number
}

export interface BlockSizes {
  readonly count: number
  /** Room of a block along the way, measured or estimated. */
  sizeOf(index: number): number
}

/** The blocks that reach into the pane or lie no farther from it than `beyond` px; `top` is where block `at` begins, seen from the pane. */
export const blocksWithin = ({ count, sizeOf }: BlockSizes, at: number, top: number, extent: number, beyond: number): BlockSpan => {
  let first = at
  let start = top
  while (first > 0 && start > -beyond) {
    first -= 1
    start -= sizeOf(first)
  }
  while (first < count - 1 && start + sizeOf(first) <= -beyond) {
    start += sizeOf(first)
    first += 1
  }
  let last = first
  let end = start + sizeOf(last)
  while (last < count - 1 && end < extent + beyond) {
    last += 1
    end += sizeOf(last)
  }
  return { first, last }
}

/**
 * The blocks to draw next. What has come into view is drawn at once; what will come is drawn block by block, so that no
 * frame has much to do, and what is far away is let go. `seen` ⊆ `wanted` ⊆ `kept` are the blocks in view, about it, and
 * farther about it.
 */
export const nextSpan = (drawn: BlockSpan, seen: BlockSpan, wanted: BlockSpan, kept: BlockSpan): BlockSpan => {
  if (seen.first < drawn.first - 1 || seen.last > drawn.last + 1 || seen.last < drawn.first || seen.first > drawn.last) return seen
  const [first, last] = [Math.max(drawn.first, kept.first), Math.min(drawn.last, kept.last)]
  if (seen.first < first || seen.last > last) return { first: Math.min(first, seen.first), last: Math.max(last, seen.last) }
  if (wanted.last > last) return { first, last: last + 1 }
  if (wanted.first < first) return { first: first - 1, last }
  return { first, last }
}
