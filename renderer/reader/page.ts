import { rangesOf, type Span } from './dom-text.ts'

/** The pane that the text moves in, and the text itself; null while no text is drawn. */
export const readingPane = (): HTMLElement | null => document.getElementById('text')
export const readingText = (): HTMLElement | null => document.querySelector<HTMLElement>('#text article')

/** A section of the text, or a part of a long one that is drawn by itself. */
export interface ReadingPart {
  readonly id: string
  readonly sectionId: string
}

/** The parts of a text of which only some are drawn, and how to come by what is not. */
export interface PartSource {
  readonly parts: readonly ReadingPart[]
  /** The element of a part, drawn aside if it is not on the page; null when its text is not here. */
  elementOf(id: string): HTMLElement | null
}

let partSource: PartSource | null = null

/** Says where parts come from while a text is open that is not drawn as a whole; gives back how to end that. */
export const offerParts = (source: PartSource): (() => void) => {
  partSource = source
  return () => {
    if (partSource === source) partSource = null
  }
}

/** All parts of the text in the order in which they are read. */
export const readingParts = (): readonly ReadingPart[] =>
  partSource?.parts ??
  sectionElements().map((element) => ({ id: element.dataset['section'] ?? '', sectionId: element.dataset['section'] ?? '' }))

export const elementOfPart = (id: string): HTMLElement | null =>
  partSource ? partSource.elementOf(id) : (sectionElements().find((element) => element.dataset['section'] === id) ?? null)

export const sectionElements = (): HTMLElement[] => [...(readingText()?.querySelectorAll<HTMLElement>('[data-section]') ?? [])]

/** CSS px by which a line may stick out of the pane and still be seen. */
const slack = 2

const inside = (box: DOMRect, pane: DOMRect): boolean =>
  box.top >= pane.top - slack && box.bottom <= pane.bottom + slack && box.left >= pane.left - slack && box.right <= pane.right + slack

/** Code points before a span that may be none of the text, as a line break. */
const besides = 2

/** Whether a span of L1 is drawn and all of it can be seen; one without a character that is drawn counts as seen. */
export const isSeen = (span: Span): boolean => {
  const pane = readingPane()
  const text = readingText()
  if (!pane || !text) return false
  const around = pane.getBoundingClientRect()
  const ranges = rangesOf(text, span)
  if (ranges.length === 0 && partSource) {
    const before = rangesOf(text, { start: span.start - besides, end: span.end })
    return before.length > 0 && before.every((range) => [...range.getClientRects()].every((box) => inside(box, around)))
  }
  return ranges.every((range) => [...range.getClientRects()].every((box) => inside(box, around)))
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
