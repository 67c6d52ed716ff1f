import type { ReadingRule } from '../contract/readings.ts'
import type { Range } from '../contract/documents.ts'
import { toBopomofo } from './bopomofo.ts'
import { createCharacterFold } from './character-fold.ts'
import { loadCharacterReadings, type CharacterReadings } from './character-readings.ts'
import { everydaySimplified } from './character-sets.ts'
import { loadFromTaiwan, type Convert } from './conversion.ts'
import { traditionalReadings } from './data/traditional-readings.ts'
import { isHan } from './han.ts'
import type { Division, Lexicon } from './lexicon.ts'
import { readInContext } from './reading-context.ts'
import { createReadingRules, type ReadingRules } from './reading-rules.ts'
import type { TaiwanReadings } from './taiwan-readings.ts'

/** Whose standard: 现代汉语词典 on the mainland, the Ministry of Education's in Taiwan (和 hàn, 研究 jiù, 期 qí). */
export type ReadingStandard = 'mainland' | 'taiwan'

export interface ReadingOptions {
  /** The mainland's when it is not given. */
  readonly standard?: ReadingStandard
  /** What the reader decided; none when it is not given. */
  readonly rules?: readonly ReadingRule[]
}

/** How one Han character of a paragraph is read. */
export interface Reading {
  /** Where it stands, in code points of the paragraph. */
  readonly offset: number
  readonly character: string
  /**
   * With its tone mark, none in the neutral tone. 一 and 不 have the tones that they have by themselves (yī, bù), as the
   * rules of spelling want it (GB/T 16159, 5.5: the original tones). "r" is the 儿 that only colours a syllable. Null for a
   * character that no dictionary reads.
   */
  readonly pinyin: string | null
  readonly bopomofo: string | null
  /**
   * Whether a schooled reader may not know the character: in simplified script it is not among the 3,755 of level 1 of
   * GB 2312. That is no more than one in two hundred in plain prose and one in fourteen in classical texts.
   */
  readonly rare: boolean
  /** The word that it stands in, in code points of the paragraph. */
  readonly word: Range
}

export interface Readings extends Pick<ReadingRules, 'ruleFor' | 'placesOf'> {
  /** Every Han character of a paragraph, in order. Takes whole paragraphs in either script: context decides. */
  of(paragraph: string, options?: ReadingOptions): Reading[]
  /** The readings of a paragraph with a reader's rules put over them. */
  applyRules(paragraph: string, readings: readonly Reading[], rules: readonly ReadingRule[]): Reading[]
  /** Every reading that a character can have in either standard, the usual one first; empty for what is not read. */
  candidates(character: string): readonly string[]
}

const hints: ReadonlyMap<string, readonly string[]> = new Map(
  traditionalReadings.split(' ').map((item) => [item.charAt(0), item.slice(1).split(',')]),
)

/** Characters outside that level which every reader in Taiwan meets daily, and signs that need no help. */
const familiar = new Set('妳祂牠喔囉啰哦唷嗯〇々')

const createReadings = (toSimplified: Convert, lexicon: Lexicon, single: CharacterReadings, taiwan: TaiwanReadings): Readings => {
  const rules = createReadingRules(createCharacterFold(toSimplified))
  const rareKnown = new Map<string, boolean>()
  const everyday = everydaySimplified()

  const candidates = (character: string): readonly string[] => {
    if (!isHan(character)) return []
    const form = toSimplified(character.normalize('NFKC'))
    const known = [...lexicon.readingsOf(form), ...single.of(form), ...single.of(character)]
    const inTaiwan = taiwan.only(form)
    return [...new Set(inTaiwan === null ? known : [...known, inTaiwan])]
  }
  const lettersKnown = new Map<string, string | null>()
  const lettersOf = (pinyin: string | null): string | null => {
    if (pinyin === null) return null
    const known = lettersKnown.get(pinyin)
    if (known !== undefined) return known
    const letters = toBopomofo(pinyin)
    lettersKnown.set(pinyin, letters)
    return letters
  }
  const isRare = (form: string): boolean => {
    const known = rareKnown.get(form)
    if (known !== undefined) return known
    const rare = !everyday.has(form) && !familiar.has(form)
    rareKnown.set(form, rare)
    return rare
  }

  /** A character as its word and its neighbours have it read, in the mainland's standard. */
  const readIn = (forms: readonly string[], division: Division, index: number, written: string): string | null => {
    const form = forms[index] ?? ''
    const isWord = division.starts[index] === index && division.starts[index + 1] !== index
    const read =
      (isWord ? readInContext(forms, division, index) : null) ??
      division.readings[index] ??
      lexicon.readingsOf(form)[0] ??
      single.of(form)[0] ??
      null
    const hint = form === written ? undefined : hints.get(written)
    return hint === undefined || read === null || hint.includes(read) ? read : (hint[0] ?? read)
  }

  const applyRules = (paragraph: string, readings: readonly Reading[], given: readonly ReadingRule[]): Reading[] => {
    if (given.length === 0) return [...readings]
    const ruled = rules.readingsIn(Array.from(paragraph), given)
    return readings.map((reading) => {
      const pinyin = ruled[reading.offset] ?? null
      return pinyin === null ? reading : { ...reading, pinyin, bopomofo: toBopomofo(pinyin) }
    })
  }

  return {
    candidates,
    applyRules,
    ruleFor: rules.ruleFor,
    placesOf: rules.placesOf,
    of(paragraph, { standard = 'mainland', rules: given = [] } = {}) {
      const written = Array.from(paragraph)
      const forms = Array.from(toSimplified(paragraph))
      for (const [index, form] of forms.entries()) {
        if (form >= '\u2e80' && form <= '\u2fdf') forms[index] = toSimplified(form.normalize('NFKC'))
        if (form === '々') forms[index] = forms[index - 1] ?? form
      }
      const division = lexicon.divide(forms)
      let read = forms.map((form, index) => (isHan(form) ? readIn(forms, division, index, written[index] ?? '') : null))
      if (standard === 'taiwan') read = taiwan.of(forms, division, read)
      const found: Reading[] = []
      let end = 0
      for (const [offset, character] of written.entries()) {
        const start = division.starts[offset] ?? offset
        if (start === offset) {
          end = offset + 1
          while (end < written.length && division.starts[end] === start) end += 1
        }
        if (!isHan(character)) continue
        const pinyin = read[offset] ?? null
        found.push({
          offset,
          character,
          pinyin,
          bopomofo: lettersOf(pinyin),
          rare: isRare(forms[offset] ?? ''),
          word: { start, end },
        })
      }
      return applyRules(paragraph, found, given)
    },
  }
}

let loaded: Promise<Readings> | null = null

/** Loads the dictionaries, about a megabyte, on first use. */
export const loadReadings = (): Promise<Readings> => {
  loaded ??= (async () => {
    const toSimplified = await loadFromTaiwan()
    const [single, { createLexicon }, { createTaiwanReadings }] = await Promise.all([
      loadCharacterReadings(toSimplified),
      import('./lexicon.ts'),
      import('./taiwan-readings.ts'),
    ])
    const lexicon = createLexicon()
    return createReadings(toSimplified, lexicon, single, createTaiwanReadings(lexicon))
  })()
  return loaded
}
