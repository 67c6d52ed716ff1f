import { z } from 'zod/mini'
import { Id, method } from './define.ts'

/** Text of so many code points that JSON holds as it is: no lone half of a pair. */
const passage = (least: number, most: number) =>
  z.string().check(
    z.refine((text) => {
      const length = Array.from(text).length
      return length >= least && length <= most && text.isWellFormed()
    }),
  )

/** A syllable of pinyin with its tone mark, "chóng", or without one in the neutral tone. */
export const PinyinSyllable = z.string().check(
  z.maxLength(10),
  z.regex(/^[a-zêüāáǎàēéěèếềīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ]+[\u0300\u0304\u030c]?[a-z]{0,2}$/),
)

/**
 * A reader's decision: wherever `word` stands between `before` and `after`, its characters are read so. `before` and `after`
 * may be empty. Compared in simplified script, so one rule holds in both. `readings` has one entry for each code point
 * of the word; null leaves that character as it is read otherwise.
 */
export const ReadingRule = z
  .strictObject({
    before: passage(0, 32),
    word: passage(1, 16),
    after: passage(0, 32),
    readings: z.array(z.nullable(PinyinSyllable)),
  })
  .check(z.refine(({ word, readings }) => readings.length === Array.from(word).length))

/** Most rules kept for one document. */
export const readingRuleLimit = 2000

export const readingMethods = {
  'readings.list': method(z.strictObject({ documentId: Id }), z.array(ReadingRule)),
  /** Adds a rule, or replaces the one for the same word in the same surroundings. Out comes the whole list. */
  'readings.set': method(z.strictObject({ documentId: Id, rule: ReadingRule }), z.array(ReadingRule)),
  'readings.remove': method(z.strictObject({ documentId: Id, rule: ReadingRule }), z.array(ReadingRule)),
} as const

export const readingEvents = {
  'readings.changed': z.strictObject({ documentId: Id }),
} as const

export type ReadingRule = z.infer<typeof ReadingRule>
