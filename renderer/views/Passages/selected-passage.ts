import { rangesOf, selectedRange, spanOfRange, type Span } from '../../reader/dom-text.ts'
import { readingText } from '../../reader/page.ts'
import { textOfRange } from '../../reader/selected-text.ts'

/** Words of the text and where they stand. */
export interface SelectedPassage {
  /** Code points of L1; null when none of it is in L1, as in a mark for text that is missing. */
  readonly span: Span | null
  /** As they are shown. */
  readonly words: string
  /** BCP 47 tag of the words. */
  readonly language: string
}

const passageOf = (text: HTMLElement, range: Range, span: Span | null): SelectedPassage | null => {
  const words = textOfRange(text, range)
  return words === '' ? null : { span, words, language: text.lang }
}

/** A span of L1 with its words; null when it is not drawn. */
export const passageOfSpan = (span: Span): SelectedPassage | null => {
  const text = readingText()
  const ranges = text ? rangesOf(text, span) : []
  const [first] = ranges
  const last = ranges.at(-1)
  if (!text || !first || !last) return null
  const whole = document.createRange()
  whole.setStart(first.startContainer, first.startOffset)
  whole.setEnd(last.endContainer, last.endOffset)
  return passageOf(text, whole, span)
}

/**
 * The reader's selection in the text, remembered while something else has the focus: a palette or a menu takes it away with
 * its own field. A click into the text that selects nothing forgets it.
 */
export const createSelectionMemory = () => {
  let known: { readonly range: Range; readonly span: Span | null } | null = null
  const onChange = () => {
    const text = readingText()
    const selection = document.getSelection()
    if (!text || !selection || selection.rangeCount === 0) return
    const range = selectedRange(text)
    if (range) known = { range: range.cloneRange(), span: spanOfRange(text, range) }
    else if (text.contains(selection.anchorNode)) known = null
  }
  document.addEventListener('selectionchange', onChange)
  return {
    /** The selection, or the last one if nothing was selected since; null without one. */
    passage: (): SelectedPassage | null => {
      const text = readingText()
      if (!text) return null
      const range = selectedRange(text)
      if (range) return passageOf(text, range, spanOfRange(text, range))
      if (!known) return null
      // A text that was drawn anew has other nodes and the same code points.
      const kept = text.contains(known.range.commonAncestorContainer) && !known.range.collapsed
      if (kept) return passageOf(text, known.range, known.span)
      return known.span && passageOfSpan(known.span)
    },
    forget: () => {
      known = null
    },
    dispose: () => document.removeEventListener('selectionchange', onChange),
  }
}

export type SelectionMemory = ReturnType<typeof createSelectionMemory>
