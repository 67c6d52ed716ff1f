import { quoteLimit, quoteOfRange, type Anchor } from '../../preload/contract/anchors.ts'
import type { Range } from '../../preload/contract/documents.ts'
import type { OpenDocument } from './document.ts'
import type { MarkedText } from './marks.ts'

type Text = Pick<OpenDocument, 'outline' | 'passage'>

const known = new WeakMap<OpenDocument['passage'], readonly string[]>()

/** The code points of L1. */
export const charactersOf = ({ passage }: Pick<OpenDocument, 'passage'>): readonly string[] => {
  const found = known.get(passage)
  if (found) return found
  const characters = Array.from(passage.restored)
  known.set(passage, characters)
  return characters
}

/** See `MarkedText`. */
export const markedText = (document: Text): MarkedText => ({
  revision: document.outline.revision,
  characters: charactersOf(document),
})

const isBlank = (character: string | undefined): boolean => character === undefined || /\s/u.test(character)

/**
 * The anchor of a span of L1, without white space at its ends: 'empty' when nothing else is in it, 'too-long' beyond
 * `quoteLimit` code points.
 */
export const anchorOf = (document: Text, span: Range): Anchor | 'empty' | 'too-long' => {
  const text = charactersOf(document)
  let start = Math.max(0, span.start)
  let end = Math.min(text.length, span.end)
  while (start < end && isBlank(text[start])) start += 1
  while (end > start && isBlank(text[end - 1])) end -= 1
  if (start === end) return 'empty'
  if (end - start > quoteLimit) return 'too-long'
  const range = { start, end }
  return { revision: document.outline.revision, range, quote: quoteOfRange(text, range) }
}
