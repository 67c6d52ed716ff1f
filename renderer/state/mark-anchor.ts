import { contextLimit, quoteLimit, quoteOfRange, type Anchor } from '../../preload/contract/anchors.ts'
import type { Range } from '../../preload/contract/documents.ts'
import type { OpenDocument } from './document.ts'
import type { MarkedText } from './marks.ts'

type Text = Pick<OpenDocument, 'outline' | 'text'>

/** See `MarkedText`. */
export const markedText = ({ outline, text }: Text): MarkedText => ({ revision: outline.revision, text })

const isBlank = (character: string | undefined): boolean => character === undefined || /\s/u.test(character)

/**
 * The anchor of a span of L1, without white space at its ends: 'empty' when nothing else is in it, 'too-long' beyond
 * `quoteLimit` code points.
 */
export const anchorOf = ({ outline, text }: Text, span: Range): Anchor | 'empty' | 'too-long' => {
  let start = Math.max(0, span.start)
  let end = Math.min(text.length, span.end)
  // White space at the ends may come on top of the most that a passage holds.
  const characters = Array.from(text.slice('restored', start, Math.min(end, start + 2 * quoteLimit)))
  const first = characters.findIndex((character) => !isBlank(character))
  if (first === -1) return 'empty'
  if (end - start > characters.length) return 'too-long'
  start += first
  end -= characters.length - 1 - characters.findLastIndex((character) => !isBlank(character))
  if (end - start > quoteLimit) return 'too-long'
  const range = { start, end }
  const from = Math.max(0, start - contextLimit)
  const around = Array.from(text.slice('restored', from, end + contextLimit))
  return { revision: outline.revision, range, quote: quoteOfRange(around, range, from) }
}
