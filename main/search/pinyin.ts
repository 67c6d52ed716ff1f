import { splitTone } from '../../preload/text/syllables.ts'
import type { Matcher } from './matcher.ts'

/** How folded characters are read. Characters with the same syllables are of one class; class 0 is not read. */
export interface PinyinTable {
  /** The class of each UTF-16 unit that is a character. */
  readonly classes: Uint16Array
  readonly others: ReadonlyMap<number, number>
  /** The syllables of each class without tones, ü written v. */
  readonly syllables: readonly (readonly string[])[]
}

/** A term of fewer letters is no pinyin: one initial is in every line. */
const fewest = 2
/** Letters of the longest term taken for pinyin. */
const most = 30

/** A term as pinyin: its letters without tones, ü as v; null when it cannot be any. */
export const pinyinLetters = (term: string): string | null => {
  const letters = term
    .normalize('NFKC')
    .toLowerCase()
    .replace(/u:/g, 'v')
    .normalize('NFD')
    .replaceAll('u\u0308', 'v')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('ɡ', 'g')
    .replaceAll('ɑ', 'a')
    .replace(/(?<=[a-z])[1-5](?=[a-z'’]|$)|['’]/g, '')
  return letters.length >= fewest && letters.length <= most && /^[a-z]+$/.test(letters) ? letters : null
}

/** Builds the table; other work may be done between the characters, after each of which this gives way. */
export function* buildPinyinTable(
  /** The readings of one character, with tone marks. */
  candidates: (character: string) => readonly string[],
  /** For each folded character the characters that fold to it. */
  spellings: ReadonlyMap<string, ReadonlySet<string>>,
): Generator<void, PinyinTable> {
  const classes = new Uint16Array(0x10000)
  const others = new Map<number, number>()
  const syllables: (readonly string[])[] = [[]]
  const known = new Map<string, number>()
  for (const [character, forms] of spellings) {
    const own = syllablesOf([character, ...forms].flatMap((form) => [...candidates(form)]))
    if (own.length > 0) {
      const name = own.join(' ')
      const number = known.get(name) ?? syllables.length
      if (number === syllables.length) {
        known.set(name, number)
        syllables.push(own)
      }
      if (character.length === 1) classes[character.charCodeAt(0)] = number
      else others.set(character.codePointAt(0) ?? 0, number)
    }
    yield
  }
  return { classes, others, syllables }
}

const syllablesOf = (readings: readonly string[]): string[] => {
  const found = new Set<string>()
  for (const reading of readings) {
    const syllable = splitTone(reading).base.replaceAll('ü', 'v').replaceAll('ê', 'e')
    if (!/^[a-z]+$/.test(syllable)) continue
    found.add(syllable)
    // 略 is typed both ways.
    if (/^[ln]ve$/.test(syllable)) found.add(syllable.replace('v', 'u'))
  }
  return [...found].sort()
}

const initialsOf = (syllables: readonly string[]): string[] => [
  ...new Set(syllables.flatMap((syllable) => (/^[zcs]h/.test(syllable) ? [syllable.slice(0, 2), syllable.slice(0, 1)] : [syllable.slice(0, 1)]))),
]

/**
 * Where one character leads: for each class and each number of letters that are read, the numbers of letters that can be read
 * after it, as bits.
 */
const movesOf = (letters: string, spellings: readonly (readonly string[])[]): Uint32Array => {
  const moves = new Uint32Array(spellings.length * letters.length)
  for (const [number, own] of spellings.entries()) {
    for (const spelling of own) {
      for (let at = letters.indexOf(spelling); at !== -1; at = letters.indexOf(spelling, at + 1)) {
        const index = number * letters.length + at
        moves[index] = (moves[index] ?? 0) | (1 << (at + spelling.length))
      }
    }
  }
  return moves
}

/** The fewest characters that are read as all the letters; infinite when none are. */
const fewestCharacters = (moves: Uint32Array, count: number): number => {
  const fewestTo = Array.from({ length: count + 1 }, () => Number.POSITIVE_INFINITY)
  fewestTo[0] = 0
  for (let at = 0; at < count; at += 1) {
    const here = (fewestTo[at] ?? Number.POSITIVE_INFINITY) + 1
    let reached = 0
    for (let index = at; index < moves.length; index += count) reached |= moves[index] ?? 0
    for (let to = at + 1; to <= count; to += 1) {
      if ((reached & (1 << to)) !== 0 && here < (fewestTo[to] ?? 0)) fewestTo[to] = here
    }
  }
  return fewestTo[count] ?? Number.POSITIVE_INFINITY
}

/** What a unit can be of a place: a part of it, and its first. */
const member = 1
const opener = 2

/**
 * Finds characters that are read as some letters, 30 at most: by whole syllables, or by the first letters of each. Every
 * reading of a character counts. Nothing is indexed: as many characters as a place has at least are a
 * step, for one of them is in every place, and most steps end with that one being read in no way that is asked for.
 */
export const createPinyinMatcher = (letters: string, { classes, others, syllables }: PinyinTable): Matcher => {
  const count = letters.length
  const final = 1 << count
  const ways = [movesOf(letters, syllables), movesOf(letters, syllables.map(initialsOf))]
  const step = Math.min(...ways.map((moves) => fewestCharacters(moves, count)))
  const roles = new Uint8Array(syllables.length)
  for (const moves of ways) {
    for (let index = count; index < moves.length; index += 1) {
      if (moves[index] === 0) continue
      const number = Math.trunc(index / count)
      roles[number] = (roles[number] ?? 0) | member | (index % count === 0 ? opener : 0)
    }
  }
  const units = new Uint8Array(0x10000)
  for (let unit = 0; unit < units.length; unit += 1) units[unit] = roles[classes[unit] ?? 0] ?? 0
  for (const [point, number] of others) {
    const role = roles[number] ?? 0
    if (role === 0) continue
    const pair = String.fromCodePoint(point)
    for (const half of [0, 1]) units[pair.charCodeAt(half)] = (units[pair.charCodeAt(half)] ?? 0) | role
  }
  /** The end of what is read as all the letters from a unit on; −1 when it is not. */
  const endFrom = (key: string, from: number, moves: Uint32Array): number => {
    let reached = 1
    for (let at = from; at < key.length; ) {
      const unit = key.charCodeAt(at)
      const high = unit >= 0xd800 && unit <= 0xdbff
      const number = (high ? others.get(key.codePointAt(at) ?? 0) : classes[unit]) ?? 0
      if (number === 0) return -1
      let next = 0
      for (let left = reached; left !== 0; left &= left - 1) next |= moves[number * count + 31 - Math.clz32(left & -left)] ?? 0
      if (next === 0) return -1
      at += high ? 2 : 1
      if ((next & final) !== 0) return at
      reached = next
    }
    return -1
  }
  let end = 0
  return {
    get end() {
      return end
    },
    cost: Number.MAX_SAFE_INTEGER,
    next: (key, from) => {
      for (let last = from + step - 1; last < key.length; last += step) {
        if (units[key.charCodeAt(last)] === 0) continue
        // Every unit of a place is a part of it: a run of such units about this one that is too short holds none.
        let first = last
        while (first > last - step + 1 && units[key.charCodeAt(first - 1)] !== 0) first -= 1
        let reach = last
        while (reach < first + step - 1 && reach + 1 < key.length && units[key.charCodeAt(reach + 1)] !== 0) reach += 1
        if (reach < first + step - 1) continue
        for (let at = first; at <= last; at += 1) {
          if (((units[key.charCodeAt(at)] ?? 0) & opener) === 0) continue
          for (const moves of ways) {
            end = endFrom(key, at, moves)
            if (end !== -1) return at
          }
        }
      }
      return -1
    },
  }
}
