import { phrases } from './data/phrases.ts'
import { characterReadings, words, wordTotal } from './data/words.ts'

/** A text divided into words. */
export interface Division {
  /** For each character the index where its word begins. */
  readonly starts: Uint32Array
  /** For each character its reading in its word; null where no word says and the character is read by itself. */
  readonly readings: readonly (string | null)[]
}

export interface Lexicon {
  /** Divides Han characters of simplified script; takes anything, and leaves what it does not know in single characters. */
  divide(characters: readonly string[]): Division
  /** Readings of a character with several, the usual one first; empty for one that has one or none here. */
  readingsOf(character: string): readonly string[]
}

interface Word {
  /** Negative logarithm of the word's share of all words. */
  readonly cost: number
  /** Null where every character is read as usual, and for each that is. */
  readonly syllables: readonly (string | null)[] | null
}

/** The words that begin with one character. */
interface Group {
  /** What the character costs as a word of its own. */
  readonly cost: number
  /** Words by what follows the first character. */
  readonly words: ReadonlyMap<string, Word>
  /** The length of the longest word that goes on with a second character. */
  readonly longest: ReadonlyMap<string, number>
}

/** What a character costs that is in no list: rarer than the rarest word. */
const unseenCost = Math.log(wordTotal)
/** What a word of our own list costs at most: as much as a frequent one, so that it wins wherever it fits. */
const ownCost = Math.log(wordTotal / 20_000)

const costOf = (letter: string): number => unseenCost - (letter.charCodeAt(0) - 97) * Math.LN2
const isDigit = (unit: string): boolean => unit >= '0' && unit <= '9'
const isLetter = (unit: string): boolean => unit >= 'a' && unit <= 'z'

/** Keeps the lists as text and reads the words of a character when it first comes up. */
export const createLexicon = (): Lexicon => {
  const readings = new Map<string, readonly string[]>()
  for (const item of characterReadings.split(/\s+/)) readings.set(item.charAt(0), item.slice(1).split(','))

  const lines = new Map<string, string>()
  for (const line of words.split(/[|\n]/)) lines.set(line.charAt(0), line)
  const own = new Map<string, (readonly [word: string, syllables: string])[]>()
  for (const [, word = '', syllables = ''] of phrases.matchAll(/(\p{Script=Han}+) ([^,\n]+)/gu)) {
    const first = word.charAt(0)
    const list = own.get(first) ?? []
    list.push([word, syllables])
    own.set(first, list)
  }

  const groupOf = (first: string): Group => {
    const found = new Map<string, Word>()
    const longest = new Map<string, number>()
    const add = (rest: string, word: Word): void => {
      found.set(rest, word)
      const second = rest.charAt(0)
      longest.set(second, Math.max(rest.length + 1, longest.get(second) ?? 0))
    }
    const [head = '', ...items] = (lines.get(first) ?? '').split(' ')
    for (const item of items) {
      let rest = ''
      let character = first
      let syllables: (string | null)[] | null = null
      for (let index = 0; index < item.length - 1; index += 1) {
        const unit = item.charAt(index)
        if (isDigit(unit)) {
          syllables ??= []
          while (syllables.length < rest.length) syllables.push(null)
          syllables.push(readings.get(character)?.[Number(unit)] ?? null)
        } else {
          rest += unit
          character = unit
        }
      }
      add(rest, { cost: costOf(item.charAt(item.length - 1)), syllables })
    }
    for (const [word, syllables] of own.get(first) ?? []) {
      const rest = word.slice(1)
      add(rest, { cost: Math.min(ownCost, found.get(rest)?.cost ?? ownCost), syllables: syllables.trim().split(' ') })
    }
    const level = head.charAt(1)
    return { cost: isLetter(level) ? costOf(level) : unseenCost, words: found, longest }
  }
  const groups = new Map<string, Group>()
  const group = (first: string): Group => {
    const known = groups.get(first) ?? groupOf(first)
    groups.set(first, known)
    return known
  }

  return {
    readingsOf: (character) => readings.get(character) ?? [],
    divide(characters) {
      const length = characters.length
      const costs = new Float64Array(length + 1).fill(Number.POSITIVE_INFINITY)
      const from = new Uint32Array(length + 1)
      costs[0] = 0
      const reach = (start: number, end: number, cost: number): void => {
        const whole = (costs[start] ?? 0) + cost
        if (whole >= (costs[end] ?? 0)) return
        costs[end] = whole
        from[end] = start
      }
      for (const [start, first] of characters.entries()) {
        const { cost, words: known, longest } = group(first)
        reach(start, start + 1, cost)
        const second = characters[start + 1] ?? ''
        const most = Math.min(length - start, longest.get(second) ?? 0)
        let rest = ''
        for (let size = 2; size <= most; size += 1) {
          rest += characters[start + size - 1] ?? ''
          const word = known.get(rest)
          if (word !== undefined) reach(start, start + size, word.cost)
        }
      }
      const starts = new Uint32Array(length)
      const found = Array.from<string | null>({ length }).fill(null)
      for (let end = length; end > 0; end = from[end] ?? 0) {
        const start = from[end] ?? 0
        starts.fill(start, start, end)
        if (end === start + 1) continue
        const word = group(characters[start] ?? '').words.get(characters.slice(start + 1, end).join(''))
        for (let index = start; index < end; index += 1) {
          found[index] = word?.syllables?.[index - start] ?? readings.get(characters[index] ?? '')?.[0] ?? null
        }
      }
      return { starts, readings: found }
    },
  }
}
