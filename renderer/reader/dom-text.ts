/**
 * The text on the page and its code points. Every piece of text that belongs to L1 stands in an element with
 * `data-start`, the code point of L1 that its first text node begins with; whatever else is on the page (readings, struck
 * words, remarks) has no place in L1. `data-gap` marks the room of a blank: it is drawn as a mark of another length.
 */

export interface Span {
  readonly start: number
  readonly end: number
}

/** UTF-16 index of the code point `count` of `text`; its length for a count beyond the end. */
export const unitIndex = (text: string, count: number): number => {
  let index = 0
  for (let left = count; left > 0 && index < text.length; left -= 1) {
    index += (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1
  }
  return index
}

/** Code points before the UTF-16 index `index` of `text`, all of them unless given; an index inside a pair counts as before it. */
export const codePointIndex = (text: string, index = text.length): number => {
  const last = Math.min(index, text.length)
  let count = 0
  for (let at = 0; at < last; count += 1) {
    const next = at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1)
    if (next > last) break
    at = next
  }
  return count
}

export const startOfPiece = (piece: HTMLElement): number => Number(piece.dataset['start'])

export const textOf = (piece: Element): Text | null => {
  const { firstChild } = piece
  return firstChild instanceof Text ? firstChild : null
}

const isGap = (piece: HTMLElement): boolean => piece.dataset['gap'] !== undefined

/** Code points of L1 that a piece stands for. */
const lengthOf = (piece: HTMLElement): number =>
  isGap(piece) ? Number(piece.dataset['length'] ?? 1) : codePointIndex(textOf(piece)?.data ?? '')

export const piecesIn = (root: ParentNode): HTMLElement[] => [...root.querySelectorAll<HTMLElement>('[data-start]')]

/** Body pieces in the order of L1; the list of headings at the top is another place of L1 than the body. */
export const orderedPieces = (root: ParentNode): HTMLElement[] => piecesIn(root).sort((a, b) => startOfPiece(a) - startOfPiece(b))

/** The pieces that hold a part of the span, in order. */
export const piecesOfSpan = (root: ParentNode, { start, end }: Span): HTMLElement[] =>
  orderedPieces(root).filter((piece) => startOfPiece(piece) < end && startOfPiece(piece) + lengthOf(piece) > start)

/** The part of a piece that shows a span; a gap is shown whole. */
const rangeIn = (piece: HTMLElement, span: Span): Range[] => {
  const text = textOf(piece)
  if (!text) return []
  const range = document.createRange()
  if (isGap(piece)) range.selectNodeContents(text)
  else {
    range.setStart(text, unitIndex(text.data, span.start - startOfPiece(piece)))
    range.setEnd(text, unitIndex(text.data, span.end - startOfPiece(piece)))
  }
  return [range]
}

/** DOM ranges that together show the span [start, end) of L1; none for what is not drawn. */
export const rangesOf = (root: ParentNode, span: Span): Range[] =>
  piecesOfSpan(root, span).flatMap((piece) => rangeIn(piece, span))

/** DOM ranges that show many spans at once, in pieces as `orderedPieces` gives them. Goes once over the text, where `rangesOf` would for each span. */
export const rangesOfAll = (pieces: readonly HTMLElement[], spans: readonly Span[]): Range[] => {
  if (spans.length === 0) return []
  const ordered = [...spans].sort((a, b) => a.start - b.start)
  let first = 0
  return pieces.flatMap((piece) => {
    const start = startOfPiece(piece)
    while (first < ordered.length && (ordered[first]?.end ?? 0) <= start) first += 1
    const next = ordered[first]
    if (!next) return []
    const end = start + lengthOf(piece)
    const found: Range[] = []
    for (let at = first; at < ordered.length; at += 1) {
      const span = ordered[at]
      if (!span || span.start >= end) break
      if (span.end > start) found.push(...rangeIn(piece, span))
    }
    return found
  })
}

/** Like `rangesOf`, for many spans one after the other: looks at the pieces once. Good until the text is drawn anew. */
export const createRangeFinder = (root: ParentNode): ((span: Span) => Range[]) => {
  const pieces = orderedPieces(root)
  const starts = pieces.map(startOfPiece)
  return (span) => {
    let low = 0
    let high = starts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= span.start) low = middle + 1
      else high = middle
    }
    // Headings that stand nowhere in L1 share their place with a piece that does.
    let at = Math.max(0, low - 1)
    while (at > 0 && starts[at - 1] === starts[at]) at -= 1
    const found: Range[] = []
    for (; at < pieces.length && (starts[at] ?? 0) < span.end; at += 1) {
      const piece = pieces[at]
      if (piece && startOfPiece(piece) + lengthOf(piece) > span.start) found.push(...rangeIn(piece, span))
    }
    return found
  }
}

/**
 * The code point of L1 at a point of the DOM. Inside something that has no place in L1 it is the place right before it
 * (`bias` 'before') or right after it ('after'); null where nothing of L1 lies on that side.
 */
export const offsetAt = (root: HTMLElement, node: Node, index: number, bias: 'before' | 'after'): number | null => {
  if (!root.contains(node)) return null
  if (node instanceof Text) {
    const piece = node.parentElement?.closest<HTMLElement>('[data-start]') ?? null
    if (piece && textOf(piece) === node) {
      if (isGap(piece)) return index === 0 ? startOfPiece(piece) : startOfPiece(piece) + lengthOf(piece)
      return startOfPiece(piece) + codePointIndex(node.data, index)
    }
  }
  const point = document.createRange()
  point.setStart(node, index)
  const all = piecesIn(root)
  if (bias === 'before') {
    const before = all.findLast((piece) => point.comparePoint(piece, 0) < 0)
    return before ? startOfPiece(before) + lengthOf(before) : null
  }
  const after = all.find((piece) => point.comparePoint(piece, 0) >= 0)
  return after ? startOfPiece(after) : null
}

/** The document's selection as far as it lies inside `root`; null without one or with an empty one. */
export const selectedRange = (root: HTMLElement): Range | null => {
  const selection = document.getSelection()
  if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return null
  const range = selection.getRangeAt(0)
  if (!range.intersectsNode(root)) return null
  const inside = document.createRange()
  inside.selectNodeContents(root)
  if (range.compareBoundaryPoints(Range.START_TO_START, inside) > 0) inside.setStart(range.startContainer, range.startOffset)
  if (range.compareBoundaryPoints(Range.END_TO_END, inside) < 0) inside.setEnd(range.endContainer, range.endOffset)
  return inside.collapsed ? null : inside
}

/** The span of L1 that a range inside `root` covers; null when nothing of it is in L1. */
export const spanOfRange = (root: HTMLElement, range: Range): Span | null => {
  const start = offsetAt(root, range.startContainer, range.startOffset, 'after')
  const end = offsetAt(root, range.endContainer, range.endOffset, 'before')
  return start !== null && end !== null && end > start ? { start, end } : null
}

/** The span of L1 that the document's selection covers inside `root`; null without one or with an empty one. */
export const selectedSpan = (root: HTMLElement): Span | null => {
  const range = selectedRange(root)
  return range && spanOfRange(root, range)
}

/** Makes the span of L1 the document's selection; false when nothing of it is drawn. */
export const selectSpan = (root: HTMLElement, span: Span): boolean => {
  const ranges = rangesOf(root, span)
  const [first] = ranges
  const last = ranges.at(-1)
  if (!first || !last) return false
  document.getSelection()?.setBaseAndExtent(first.startContainer, first.startOffset, last.endContainer, last.endOffset)
  return true
}
