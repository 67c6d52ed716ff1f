import type { Convert } from '../../preload/text/conversion.ts'
import { isHan } from './characters.ts'

/** 2: in everyday use; 1: known but rare; 0: not a word of the list. */
export type Currency = 0 | 1 | 2

export interface WordList {
  /** How common a word of two or three characters, in either script, is. */
  currency(word: string): Currency
  /** The same for a word already in simplified script, without converting it. */
  simplifiedCurrency(word: string): Currency
}

/** Loads a list of about 135,000 words; only a doubtful place of a damaged text needs it. */
export const loadWordList = async (toSimplified: Convert): Promise<WordList> => {
  const { twoCharacterWords, threeCharacterWords } = await import('./data/word-list.ts')
  const two = new Map<string, readonly [string, string]>()
  for (const line of twoCharacterWords.split('\n')) {
    const [common = '', rare = ''] = line.slice(1).split('|')
    two.set(line.charAt(0), [common, rare])
  }
  const three = new Map<string, string>()
  for (const line of threeCharacterWords.split('\n')) three.set(line.charAt(0), line.slice(1))
  const currencyOf = (word: string): Currency => {
    const first = word.charAt(0)
    if (word.length === 2) {
      const [common, rare] = two.get(first) ?? ['', '']
      return common.includes(word.charAt(1)) ? 2 : rare.includes(word.charAt(1)) ? 1 : 0
    }
    if (word.length !== 3) return 0
    const tails = three.get(first) ?? ''
    const tail = word.slice(1)
    for (let at = tails.indexOf(tail); at >= 0; at = tails.indexOf(tail, at + 1)) if (at % 2 === 0) return 2
    return 0
  }
  return { currency: (word) => currencyOf(toSimplified(word)), simplifiedCurrency: currencyOf }
}

/** The phrases of two and three characters that stand in a text. */
export interface Phrases {
  has(phrase: string): boolean
}

/** Most characters indexed: enough to know a book's phrases, bounded for a library's. */
const indexedLength = 1_000_000

/** Indexes the phrases of a text; one outside the basic plane counts as absent. */
export const indexPhrases = (text: string): Phrases => {
  const known = new Set<number>()
  let first = 0
  let second = 0
  for (let at = 0; at < Math.min(text.length, indexedLength); at += 1) {
    const code = text.charCodeAt(at)
    if (second !== 0) known.add(second * 0x10000 + code)
    if (first !== 0) known.add((first * 0x10000 + second) * 0x10000 + code)
    first = second
    second = code
  }
  return {
    has(phrase) {
      let key = 0
      for (let at = 0; at < phrase.length; at += 1) key = key * 0x10000 + phrase.charCodeAt(at)
      return phrase.length >= 2 && phrase.length <= 3 && known.has(key)
    },
  }
}

/** What makes a restored character believable at its place. */
export interface Attestation {
  /** Higher is stronger; 0 is nothing. */
  readonly strength: number
  /** The words or phrases found, for the record. */
  readonly because: string
}

export const nothing: Attestation = { strength: 0, because: '' }

/**
 * Weighs characters `from`..`to` (indexes into `characters`) of a proposed reading by the phrases around them: one that
 * stands unharmed elsewhere in the text, or a word of the list. Every proposed character has to be covered by one.
 */
export const attest = (
  characters: readonly string[],
  from: number,
  to: number,
  phrases: Phrases,
  words: WordList,
): Attestation => {
  let strength = Number.POSITIVE_INFINITY
  const reasons: string[] = []
  for (let index = from; index < to; index += 1) {
    if (!isHan(characters[index])) continue
    let best = nothing
    for (let length = 3; length >= 2; length -= 1) {
      for (let start = index - length + 1; start <= index; start += 1) {
        if (start < 0 || start + length > characters.length) continue
        const slice = characters.slice(start, start + length)
        if (!slice.every(isHan)) continue
        const phrase = slice.join('')
        const stands = phrases.has(phrase)
        const inText = length === 3 && stands ? 4 : 0
        const listed = words.currency(phrase)
        const asWord = listed === 0 ? 0 : length === 3 ? 3.5 : listed + (stands ? 1 : 0)
        const found = Math.max(inText, asWord)
        if (found <= best.strength) continue
        best = {
          strength: found,
          because:
            inText >= asWord ? `“${phrase}” stands unharmed elsewhere in the text` : `“${phrase}” is a known word`,
        }
      }
    }
    if (best.strength === 0) return nothing
    strength = Math.min(strength, best.strength)
    if (!reasons.includes(best.because)) reasons.push(best.because)
  }
  return Number.isFinite(strength) ? { strength, because: reasons.join(', ') } : nothing
}
