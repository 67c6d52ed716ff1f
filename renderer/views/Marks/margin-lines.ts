import { createRangeFinder } from '../../reader/dom-text.ts'
import type { Mark } from '../../state/marks.ts'

/** A line of the page with highlights on it, in CSS px of what the pane scrolls over. */
export interface MarginLine {
  readonly key: string
  readonly left: number
  readonly top: number
  /** Length of the line's box across the text: its height, in vertical text its width. */
  readonly size: number
  /** Highlights that begin on the line. */
  readonly beginning: readonly Mark[]
  /** Highlights that go on from a line before. */
  readonly continuing: readonly Mark[]
}

interface MarginOptions {
  readonly pane: HTMLElement
  readonly column: HTMLElement
  readonly vertical: boolean
  readonly paged: boolean
  readonly marks: readonly Mark[]
}

/** Width of the lane and its distance from the text, in CSS px. */
const lane = { width: 18, gap: 4 } as const

/** Lines nearer than this to each other, in CSS px, are one line: Latin and Han boxes differ by a little. */
const sameLine = 6

interface OpenLine {
  readonly at: number
  readonly box: DOMRect
  readonly beginning: Mark[]
  readonly continuing: Mark[]
}

/** The lines that have a highlight, with the place of their mark in the margin after the text. */
export const marginLines = ({ pane, column, vertical, paged, marks }: MarginOptions): readonly MarginLine[] => {
  const rangesOf = createRangeFinder(column)
  const frame = pane.getBoundingClientRect()
  const text = column.getBoundingClientRect()
  const [scrolledX, scrolledY] = [pane.scrollLeft, pane.scrollTop]
  const lines = new Map<string, OpenLine>()
  /** Of a page what lies across tells pages apart. */
  const pageOf = (box: DOMRect): number => {
    if (!paged) return 0
    return vertical
      ? Math.floor((box.top - frame.top + scrolledY) / frame.height)
      : Math.floor((box.left - frame.left + scrolledX) / frame.width)
  }
  for (const mark of marks) {
    let begun = false
    for (const box of rangesOf(mark.range).flatMap((range) => [...range.getClientRects()])) {
      if (box.width === 0 || box.height === 0) continue
      const centre = vertical ? box.left + box.width / 2 : box.top + box.height / 2
      const key = `${pageOf(box)} ${Math.round(centre / sameLine)}`
      const near = [0, -1, 1]
        .map((by) => lines.get(`${pageOf(box)} ${Math.round(centre / sameLine) + by}`))
        .find((line) => line !== undefined)
      const line = near ?? { at: centre, box, beginning: [], continuing: [] }
      if (!near) lines.set(key, line)
      if (!begun) line.beginning.push(mark)
      else if (!line.beginning.includes(mark) && !line.continuing.includes(mark)) line.continuing.push(mark)
      begun = true
    }
  }
  return [...lines].map(([key, { box, beginning, continuing }]) => {
    const page = pageOf(box)
    if (vertical) {
      const end = paged ? (page + 1) * frame.height - lane.width - lane.gap : text.bottom - frame.top + scrolledY + lane.gap
      return { key, left: box.left - frame.left + scrolledX, top: end, size: box.width, beginning, continuing }
    }
    const end = paged ? (page + 1) * frame.width - lane.width - lane.gap : text.right - frame.left + scrolledX + lane.gap
    return { key, left: end, top: box.top - frame.top + scrolledY, size: box.height, beginning, continuing }
  })
}
