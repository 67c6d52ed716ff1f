import type { Range } from '../contract/documents.ts'
import type { ReadingRule } from '../contract/readings.ts'

/** Most code points that a rule may have before or after its word, and in its word. */
const longestContext = 32
const longestWord = 16

/** Where a rule holds: here only, or wherever its word stands. */
export type RuleScope = 'here' | 'everywhere'

export interface ReadingRules {
  /**
   * What the rules say about each code point of a paragraph; null where they say nothing. Where two meet, the one with
   * the longer context wins, then the one with the longer word, then the later one.
   */
  readingsIn(paragraph: readonly string[], rules: readonly ReadingRule[]): (string | null)[]
  /**
   * A rule for a range of a paragraph, in code points: for the word wherever it stands, or with the shortest context
   * that no other place in the paragraphs shares. Where places cannot be told apart (two equal paragraphs), the rule has all
   * the context that there is and holds at each of them. Throws a RangeError for a range that is empty, outside the
   * paragraph or longer than 16, and for readings that are not one a code point.
   */
  ruleFor(
    paragraph: string,
    range: Range,
    readings: readonly (string | null)[],
    scope: RuleScope,
    paragraphs: readonly string[],
  ): ReadingRule
  /** At how many places of the paragraphs a rule holds. */
  placesOf(rule: ReadingRule, paragraphs: readonly string[]): number
}

/** Rules are compared character by character as `fold` leaves them, so that one holds in both scripts. */
export const createReadingRules = (fold: (character: string) => string): ReadingRules => {
  const known = new Map<string, string>()
  const key = (character: string): string => {
    const folded = known.get(character) ?? fold(character)
    known.set(character, folded)
    return folded
  }
  const keysOf = (text: string | readonly string[]): readonly string[] => Array.from(text, key)

  const standsAt = (keys: readonly string[], at: number, sought: readonly string[]): boolean => {
    for (const [index, one] of sought.entries()) if (keys[at + index] !== one) return false
    return true
  }
  /** The places in a text where a list of keys stands; they may overlap. */
  const placesIn = (keys: readonly string[], sought: readonly string[]): number[] => {
    const places: number[] = []
    const [first] = sought
    for (let at = keys.indexOf(first ?? ''); at !== -1; at = keys.indexOf(first ?? '', at + 1)) {
      if (standsAt(keys, at, sought)) places.push(at)
    }
    return places
  }
  const soughtBy = ({ before, word, after }: ReadingRule): readonly string[] => keysOf(before + word + after)

  /** How many keys are the same going from two places in one direction, at most `longestContext`. */
  const common = (one: readonly string[], from: number, other: readonly string[], start: number, step: 1 | -1): number => {
    let length = 0
    while (length < longestContext) {
      const a = one[from + step * length]
      if (a === undefined || a !== other[start + step * length]) break
      length += 1
    }
    return length
  }
  /** How much text a rule may take as context in one direction: up to what JSON cannot hold, half a pair. */
  const available = (characters: readonly string[], from: number, step: 1 | -1): number => {
    let length = 0
    while (length < longestContext && characters[from + step * length]?.isWellFormed() === true) length += 1
    return length
  }

  return {
    readingsIn(paragraph, rules) {
      const keys = keysOf(paragraph)
      const result = Array.from<string | null>({ length: keys.length }).fill(null)
      const contextOf = ({ before, after }: ReadingRule): number => Array.from(before + after).length
      const sorted = rules
        .map((rule, order) => ({ rule, order, context: contextOf(rule) }))
        .sort((a, b) => a.context - b.context || a.rule.readings.length - b.rule.readings.length || a.order - b.order)
      for (const { rule } of sorted) {
        const offset = Array.from(rule.before).length
        for (const place of placesIn(keys, soughtBy(rule))) {
          for (const [index, reading] of rule.readings.entries()) {
            if (reading !== null) result[place + offset + index] = reading
          }
        }
      }
      return result
    },

    ruleFor(paragraph, { start, end }, readings, scope, paragraphs) {
      const characters = Array.from(paragraph)
      const length = end - start
      if (start < 0 || length < 1 || length > longestWord || end > characters.length || readings.length !== length) {
        throw new RangeError('a rule is for 1 to 16 code points of its paragraph, with a reading for each')
      }
      const word = characters.slice(start, end).join('')
      const rule = { before: '', word, after: '', readings: [...readings] }
      if (scope === 'everywhere') return rule
      const keys = keysOf(characters)
      const sought = keys.slice(start, end)
      const own = paragraphs.indexOf(paragraph)
      /** For each other place how far its context is the same on both sides. */
      const others: { readonly before: number; readonly after: number }[] = []
      for (const [index, text] of paragraphs.entries()) {
        const other = keysOf(text)
        for (const place of placesIn(other, sought)) {
          if (index === own && place === start) continue
          others.push({
            before: common(keys, start - 1, other, place - 1, -1),
            after: common(keys, end, other, place + length, 1),
          })
        }
      }
      const mostBefore = available(characters, start - 1, -1)
      const mostAfter = available(characters, end, 1)
      let best = { before: mostBefore, after: mostAfter, found: false }
      for (let before = 0; before <= mostBefore; before += 1) {
        const after = Math.max(0, ...others.map((other) => (other.before >= before ? other.after + 1 : 0)))
        if (after > mostAfter) continue
        const size = before + after - best.before - best.after
        const balance = Math.abs(before - after) - Math.abs(best.before - best.after)
        if (!best.found || size < 0 || (size === 0 && balance < 0)) best = { before, after, found: true }
      }
      return {
        ...rule,
        before: characters.slice(start - best.before, start).join(''),
        after: characters.slice(end, end + best.after).join(''),
      }
    },

    placesOf: (rule, paragraphs) =>
      paragraphs.reduce((count, text) => count + placesIn(keysOf(text), soughtBy(rule)).length, 0),
  }
}
