import { taiwanCharacters, taiwanFullTones, taiwanNeutral, taiwanNeutralWords, taiwanWords } from './data/taiwan.ts'
import type { Division, Lexicon } from './lexicon.ts'
import { splitTone } from './syllables.ts'

export interface TaiwanReadings {
  /** Readings of the mainland's standard → Taiwan's, for the same characters of simplified script. */
  of(forms: readonly string[], division: Division, read: readonly (string | null)[]): (string | null)[]
  /** The reading that a character of simplified script has in Taiwan only; null for most. */
  only(character: string): string | null
}

export const createTaiwanReadings = (lexicon: Lexicon): TaiwanReadings => {
  const characters = new Map<string, readonly [from: string, to: string]>()
  for (const [, character = '', from = '', to = ''] of taiwanCharacters.matchAll(/(\p{Script=Han})([^>\s]+)>(\S+)/gu)) {
    characters.set(character, [from, to])
  }
  const words = new Map<string, readonly string[]>()
  for (const [, word = '', syllables = ''] of taiwanWords.matchAll(/(\p{Script=Han}+) ([^,\n]+)/gu)) {
    words.set(word, syllables.trim().split(' '))
  }
  const fullTones = new Map(taiwanFullTones.split(' ').map((item) => [item.charAt(0), item.slice(1)] as const))
  const neutral = new Set(taiwanNeutral)
  const neutralWords = new Set(taiwanNeutralWords.split(' '))

  const full = (character: string, reading: string): string => {
    const { base, tone } = splitTone(reading)
    if (tone !== 5) return reading
    const other = fullTones.get(character)
    if (other !== undefined && splitTone(other).base === base) return other
    return lexicon.readingsOf(character).find((one) => one !== reading && splitTone(one).base === base) ?? reading
  }
  const one = (character: string, reading: string, word: string, isWord: boolean): string => {
    if (character === '和' && isWord && reading === 'hé') return 'hàn'
    const toned = neutral.has(character) || neutralWords.has(word) ? reading : full(character, reading)
    const changed = characters.get(character)
    return changed !== undefined && changed[0] === toned ? changed[1] : toned
  }

  const of = (forms: readonly string[], { starts }: Division, read: readonly (string | null)[]): (string | null)[] => {
    const result: (string | null)[] = []
    for (let start = 0; start < forms.length; ) {
      let end = start + 1
      while (end < forms.length && starts[end] === start) end += 1
      const word = forms.slice(start, end).join('')
      const own = words.get(word)
      for (let index = start; index < end; index += 1) {
        const reading = read[index] ?? null
        result.push(own?.[index - start] ?? (reading === null ? null : one(forms[index] ?? '', reading, word, end === start + 1)))
      }
      start = end
    }
    return result
  }

  return { of, only: (character) => (character === '和' ? 'hàn' : (characters.get(character)?.[1] ?? null)) }
}
