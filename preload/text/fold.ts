import type { Range } from '../contract/documents.ts'
import { createCharacterFold } from './character-fold.ts'
import { loadToSimplified } from './conversion.ts'

/** A text as search compares it. */
export interface Folded {
  /** The key: what two spellings of the same text have in common. */
  readonly key: string
  /** Whether every place in the key is the same place in the text. */
  readonly aligned: boolean
  /** Where in the text, in code points, the character stands that gave a UTF-16 unit of the key. */
  toText(unit: number): number
  /** Whether a place in the key lies between two characters of the text, not inside what one of them became. */
  isBetween(unit: number): boolean
}

export interface Fold {
  fold(text: string): Folded
  /**
   * The places, in code points of the text and in order, where a query stands; they do not overlap. White space in the
   * query stands for any white space or none beside a Chinese character, and for at least some between others.
   */
  findAll(folded: Folded, query: string, limit?: number): Range[]
}

/** Keys are built in pieces of this many units: a call takes only so many arguments. */
const chunk = 8192

const unknown = 0
const special = 0xffff

/** Chinese and other wide characters, beside which white space means nothing. */
const isWide = (unit: number): boolean => unit >= 0x2e80

/** The parts of a folded query, between which it has white space; none for a query of nothing that can be seen. */
export const partsOf = (key: string): string[] => key.split(' ').filter((part) => part !== '')

/** The end of a query in parts that stands at a place of a key, both in UTF-16 units; null when it does not stand there. */
export const endOfParts = (key: string, at: number, parts: readonly string[]): number | null => {
  let end = at
  for (const [order, part] of parts.entries()) {
    if (order > 0) {
      const before = end
      while (key.charCodeAt(end) === 0x20) end += 1
      const beside = isWide(key.charCodeAt(before - 1)) || isWide(part.charCodeAt(0))
      if (end === before && !beside) return null
    }
    if (!key.startsWith(part, end)) return null
    end += part.length
  }
  return end
}

const createFold = (foldCharacter: (character: string) => string): Fold => {
  /** For each character of the basic plane: the one unit that it folds to, or that it is not yet known, or special. */
  const singles = new Uint16Array(0x10000)
  const others = new Map<string, string>()

  const foldOther = (character: string): string => {
    const known = others.get(character)
    if (known !== undefined) return known
    const folded = foldCharacter(character)
    others.set(character, folded)
    return folded
  }
  const foldSingle = (unit: number): number => {
    const folded = foldCharacter(String.fromCharCode(unit))
    const single = folded.length === 1 && folded.charCodeAt(0) !== unknown ? folded.charCodeAt(0) : special
    singles[unit] = single
    return single
  }

  const fold = (text: string): Folded => {
    let units = new Uint16Array(text.length + 16)
    /** Empty as long as every place in the key is the same place in the text. */
    let starts = new Uint32Array(0)
    let length = 0
    let point = 0
    const grow = (extra: number): void => {
      if (length + extra <= units.length) return
      const larger = new Uint16Array((length + extra) * 2)
      larger.set(units)
      units = larger
      if (starts.length === 0) return
      const places = new Uint32Array(larger.length)
      places.set(starts)
      starts = places
    }
    /** From the first character on whose place in the key is not its place in the text, the places are recorded. */
    const record = (): void => {
      if (starts.length > 0) return
      starts = new Uint32Array(units.length)
      for (let unit = 0; unit < length; unit += 1) starts[unit] = unit
    }
    for (let index = 0; index < text.length; point += 1) {
      const unit = text.charCodeAt(index)
      const known = singles[unit] ?? unknown
      const single = known === unknown ? foldSingle(unit) : known
      const low = unit >= 0xd800 && unit <= 0xdbff ? text.charCodeAt(index + 1) : 0
      const width = low >= 0xdc00 && low <= 0xdfff ? 2 : 1
      if (single !== special && width === 1) {
        grow(1)
        if (starts.length > 0) starts[length] = point
        units[length] = single
        length += 1
      } else {
        const folded = foldOther(text.slice(index, index + width))
        grow(folded.length)
        record()
        for (let at = 0; at < folded.length; at += 1) {
          starts[length] = point
          units[length] = folded.charCodeAt(at)
          length += 1
        }
      }
      index += width
    }
    let key = ''
    for (let from = 0; from < length; from += chunk) {
      key += String.fromCharCode(...units.subarray(from, Math.min(length, from + chunk)))
    }
    if (starts.length === 0) return { key, aligned: true, toText: (unit) => unit, isBetween: () => true }
    const places = starts
    const total = point
    return {
      key,
      aligned: false,
      toText: (unit) => (unit >= length ? total : (places[unit] ?? total)),
      isBetween: (unit) => unit <= 0 || unit >= length || places[unit] !== places[unit - 1],
    }
  }

  return {
    fold,
    findAll(folded, query, limit = Number.POSITIVE_INFINITY) {
      const parts = partsOf(fold(query).key)
      const [first] = parts
      const found: Range[] = []
      if (first === undefined) return found
      let at = folded.key.indexOf(first)
      while (at !== -1 && found.length < limit) {
        const end = endOfParts(folded.key, at, parts)
        const whole = end !== null && folded.isBetween(at) && folded.isBetween(end)
        if (whole) found.push({ start: folded.toText(at), end: folded.toText(end) })
        at = folded.key.indexOf(first, whole ? end : at + 1)
      }
      return found
    },
  }
}

let loaded: Promise<Fold> | null = null

/** Loads the tables from traditional to simplified script, about 100 KB, on first use. */
export const loadFold = (): Promise<Fold> => {
  loaded ??= loadToSimplified().then((toSimplified) => createFold(createCharacterFold(toSimplified)))
  return loaded
}
