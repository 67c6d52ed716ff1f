import { rangesOf, type Span } from './dom-text.ts'

/** The pane that the text moves in, and the text itself; null while no text is drawn. */
export const readingPane = (): HTMLElement | null => document.getElementById('text')
export const readingText = (): HTMLElement | null => document.querySelector<HTMLElement>('#text article')

export const sectionElements = (): HTMLElement[] => [...(readingText()?.querySelectorAll<HTMLElement>('[data-section]') ?? [])]

/** CSS px by which a line may stick out of the pane and still be seen. */
const slack = 2

const inside = (box: DOMRect, pane: DOMRect): boolean =>
  box.top >= pane.top - slack && box.bottom <= pane.bottom + slack && box.left >= pane.left - slack && box.right <= pane.right + slack

/** Whether a span of L1 is drawn and all of it can be seen; an empty one counts as seen. */
export const isSeen = (span: Span): boolean => {
  const pane = readingPane()
  const text = readingText()
  if (!pane || !text) return false
  const around = pane.getBoundingClientRect()
  return rangesOf(text, span).every((range) => [...range.getClientRects()].every((box) => inside(box, around)))
}

/** Whether the beginning of a span of L1 is drawn and can be seen. */
export const beginsInView = (span: Span): boolean => {
  const pane = readingPane()
  const text = readingText()
  const [first] = text ? rangesOf(text, span) : []
  const box = first?.getClientRects()[0]
  return box !== undefined && pane !== null && inside(box, pane.getBoundingClientRect())
}

/** Runs a task when the text is drawn, at once if it is; gives back how to call it off. */
export const whenDrawn = (task: (text: HTMLElement) => void): (() => void) => {
  const there = readingText()
  if (there) {
    task(there)
    return () => {}
  }
  const observer = new MutationObserver(() => {
    const text = readingText()
    if (!text) return
    observer.disconnect()
    task(text)
  })
  observer.observe(document.body, { childList: true, subtree: true })
  return () => observer.disconnect()
}
