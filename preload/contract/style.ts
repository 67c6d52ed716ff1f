import { z } from 'zod/mini'
import { Id, method } from './define.ts'

export const Theme = z.enum(['system', 'paper', 'sepia', 'dark', 'contrast'])

/** The script the text is shown in; `original` is the text as it is kept. */
export const ScriptChoice = z.enum(['original', 'zh-Hant', 'zh-Hans'])

export const Face = z.enum(['serif', 'kai'])

/** Which characters get their reading set beside them; `word` is the one word under the pointer or the text cursor. */
export const RubyChoice = z.enum(['off', 'all', 'rare', 'word'])

export const RubySystem = z.enum(['pinyin', 'bopomofo'])

export const Direction = z.enum(['horizontal', 'vertical'])

/** How a text is set on the screen. Kept for each document where it differs from the reader's default. */
export const ReadingStyle = z.strictObject({
  theme: Theme,
  script: ScriptChoice,
  face: Face,
  /** Size of the text in CSS px. */
  size: z.int().check(z.gte(12), z.lte(48)),
  /** Longest line, in em. CLREQ and the house measure: 25 to 40. */
  measure: z.int().check(z.gte(25), z.lte(40)),
  /** Line height as a multiple of the size. */
  leading: z.number().check(z.gte(1.6), z.lte(2.2)),
  ruby: RubyChoice,
  rubySystem: RubySystem,
  direction: Direction,
  flow: z.enum(['scroll', 'pages']),
  focusLine: z.boolean(),
  paragraphNumbers: z.boolean(),
})

export const defaultStyle = {
  theme: 'system',
  script: 'original',
  face: 'serif',
  size: 20,
  measure: 36,
  leading: 1.8,
  ruby: 'off',
  rubySystem: 'pinyin',
  direction: 'horizontal',
  flow: 'scroll',
  focusLine: false,
  paragraphNumbers: false,
} as const satisfies z.infer<typeof ReadingStyle>

/** The system of the readings set in the text; `none` where none are, or only that of the word under the pointer. */
export const readingSystemOf = ({ ruby, rubySystem }: Pick<z.infer<typeof ReadingStyle>, 'ruby' | 'rubySystem'>) =>
  ruby === 'off' || ruby === 'word' ? ('none' as const) : rubySystem

/** What differs from the default; an absent field follows it. */
export const StyleChange = z.partial(ReadingStyle)

export const StyleField = z.keyof(ReadingStyle)

export const styleMethods = {
  /** What of the style is this document's own. */
  'styles.get': method(z.strictObject({ documentId: Id }), StyleChange),
  /** Makes fields the document's own. Out comes all that is its own then. */
  'styles.change': method(z.strictObject({ documentId: Id, change: StyleChange }), StyleChange),
  /** Lets the document follow the default again, in the given fields or in all. Out comes what is still its own. */
  'styles.clear': method(
    z.strictObject({ documentId: Id, fields: z.optional(z.array(StyleField).check(z.maxLength(20))) }),
    StyleChange,
  ),
} as const

export const styleEvents = {
  'styles.changed': z.strictObject({ documentId: Id, style: StyleChange }),
} as const

export type Theme = z.infer<typeof Theme>
export type ScriptChoice = z.infer<typeof ScriptChoice>
export type Face = z.infer<typeof Face>
export type RubyChoice = z.infer<typeof RubyChoice>
export type RubySystem = z.infer<typeof RubySystem>
export type Direction = z.infer<typeof Direction>
export type ReadingStyle = z.infer<typeof ReadingStyle>
export type StyleChange = z.infer<typeof StyleChange>
export type StyleField = z.infer<typeof StyleField>
