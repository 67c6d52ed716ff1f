import { z } from 'zod/mini'
import { Range } from './documents.ts'

/** Code points of the longest passage that a note can be anchored to. */
export const quoteLimit = 20_000
/** Code points of context kept on each side of a passage. */
export const contextLimit = 32

const codePoints = (text: string, limit: number): boolean =>
  text.length <= limit || (text.length <= 2 * limit && Array.from(text).length <= limit)

const context = z.string().check(z.refine((text) => codePoints(text, contextLimit)))

/** The words of a passage in L1 and what stands around them, as in the W3C's TextQuoteSelector. */
export const AnchorQuote = z.strictObject({
  exact: z.string().check(z.minLength(1), z.refine((text) => codePoints(text, quoteLimit))),
  prefix: context,
  suffix: context,
})

/** A passage as it stood when it was marked: `range` is in code points of L1 of the edition with that revision. */
export const Anchor = z.strictObject({
  revision: z.string().check(z.regex(/^[a-z0-9]{1,64}$/)),
  range: Range,
  quote: AnchorQuote,
})

/**
 * The quote of a range of a text. `characters` are the text's code points, or those from `offset` on with at least
 * `contextLimit` before and behind the range where the text has them. The range must lie in them and not be empty.
 */
export const quoteOfRange = (characters: readonly string[], { start, end }: Range, offset = 0): AnchorQuote => {
  const slice = (from: number, to: number): string => characters.slice(Math.max(0, from - offset), to - offset).join('')
  return {
    exact: slice(start, end),
    prefix: slice(start - contextLimit, start),
    suffix: slice(end, end + contextLimit),
  }
}

export type AnchorQuote = z.infer<typeof AnchorQuote>
export type Anchor = z.infer<typeof Anchor>
