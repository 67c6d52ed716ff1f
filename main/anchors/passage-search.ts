import type { AnchorQuote } from '../../preload/contract/anchors.ts'
import { contextLimit } from '../../preload/contract/anchors.ts'
import type { Range } from '../../preload/contract/documents.ts'
import type { Fold } from '../../preload/text/fold.ts'
import { align } from './alignment.ts'
import { indexPairs, unitsOf } from './passage-text.ts'
import type { PairIndex, Units } from './passage-text.ts'

/** Least score of a place that is taken, also for quotes of fewer than `shortQuote` units, and least lead over others. */
export const leastScore = { usual: 0.7, short: 0.85, lead: 0.1 } as const
const shortQuote = 4
/** Least share of the quote itself that must stand at the place, however well its surroundings fit. */
const leastQuote = 0.6

/** A quote of fewer units may be a set phrase, which stands in many places: it needs its surroundings on both sides. */
const setPhrase = 12
/** Least share of a side that fits; less is enough where it fits as far as the quote's own paragraph went. */
const leastSide = 0.5
const borderTolerance = 3

/** Least share of a passage that one of its paragraphs must have to stand for it. */
const leastParagraph = 0.6

/** Weights of the two sides of the context; the quote's own grows with its length, because long words speak for themselves. */
const sideWeight = 20
const quoteWeight = (length: number): number => Math.max(50, length + 18)

/** Quote and context together, in units, that need no comparing when they stand word for word in one place only. */
const clearLength = 24

/** A longer quote, in units, is found by its two ends of `endLength`. */
const longQuote = 400
const endLength = 200
/** Units of context taken from inside a long quote for its ends. */
const innerContext = 32

/** Most pairs of pattern and text looked at, and most places laid along the pattern. */
const seedLimit = 3000
const candidateLimit = 6

export interface FoundPassage {
  /** Null where no place is sure enough. */
  readonly range: Range | null
  /** Of the best place, taken or not, from 0 to 1. */
  readonly score: number
}

export interface PassageSearch {
  /** `preferred` tells, for a code point of the text, whether it lies where the passage is expected. */
  find(quote: AnchorQuote, preferred: (place: number) => boolean): FoundPassage
}

interface Pattern {
  readonly units: Uint16Array
  /** Where in the units the quote itself begins and ends; the rest is its context. */
  readonly start: number
  readonly end: number
  /** Units of context on each side that are of the same paragraph as the quote. */
  readonly inParagraph: { readonly before: number; readonly after: number }
}

/** A place in units of the text. */
interface Candidate {
  readonly start: number
  readonly end: number
  readonly score: number
  /** Whether both sides of the context fit, as far as a quote so long needs it. */
  readonly embedded: boolean
}

interface Choice {
  readonly place: Candidate | null
  readonly best: number
}

const makePattern = (fold: Fold, { prefix, exact, suffix }: AnchorQuote): Pattern => {
  const parts = [prefix, exact, suffix].map((part) => unitsOf(fold, part).units)
  const units = new Uint16Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    units.set(part, at)
    at += part.length
  }
  const start = parts[0]?.length ?? 0
  const inParagraph = {
    before: unitsOf(fold, prefix.slice(prefix.lastIndexOf('\n') + 1)).units.length,
    after: unitsOf(fold, suffix.split('\n', 1)[0] ?? '').units.length,
  }
  return { units, start, end: start + (parts[1]?.length ?? 0), inParagraph }
}

interface Side {
  /** Units that are the same, of all units of this side, from 0 to 1. */
  readonly share: number
  /** Units up to where agreement ends. */
  readonly reach: number
}

/**
 * How far one side of the context goes on from the quote. What agrees by chance further out does not count, as a moved
 * paragraph's old neighbours do not.
 */
const sideOf = (matched: Uint8Array, from: number, to: number): Side => {
  const step = from < to ? 1 : -1
  let same = 0
  let balance = 0
  let bestBalance = 0
  let counted = 0
  let reach = 0
  for (let at = from; at !== to; at += step) {
    const fits = matched[step === 1 ? at : at - 1] === 1
    if (fits) same += 1
    balance += fits ? 1 : -2
    if (balance > bestBalance) {
      bestBalance = balance
      counted = same
      reach = Math.abs(at - from) + 1
    }
  }
  return { share: from === to ? 1 : counted / Math.abs(to - from), reach }
}

const countMatched = (matched: Uint8Array, from: number, to: number): number => {
  let count = 0
  for (let at = from; at < to; at += 1) count += matched[at] ?? 0
  return count
}

/** Diagonals (text place minus pattern place) on which pairs of the pattern stand in the text; null for too common words. */
const seedsOf = (pattern: Uint16Array, pairs: PairIndex): Int32Array | null => {
  const found: { readonly at: number; readonly places: Uint32Array }[] = []
  for (let at = 0; at + 1 < pattern.length; at += 1) {
    const places = pairs.find(pattern[at] ?? 0, pattern[at + 1] ?? 0)
    if (places.length > 0) found.push({ at, places })
  }
  found.sort((a, b) => a.places.length - b.places.length)
  const seeds: number[] = []
  for (const { at, places } of found) {
    if (seeds.length + places.length > seedLimit) break
    for (const place of places) seeds.push(place - at)
  }
  if (seeds.length === 0 && found.length > 0) return null
  return Int32Array.from(seeds).sort()
}

/** The diagonals with most seeds near each other, best first: [lowest, highest]. */
const bands = (seeds: Int32Array, reach: number): [number, number][] => {
  const windows: { readonly from: number; readonly to: number }[] = []
  for (let from = 0, to = 0; from < seeds.length; from += 1) {
    while (to < seeds.length && (seeds[to] ?? 0) - (seeds[from] ?? 0) <= reach) to += 1
    windows.push({ from, to })
  }
  windows.sort((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from)
  const taken: [number, number][] = []
  for (const { from, to } of windows) {
    if (taken.length === candidateLimit) break
    const low = seeds[from] ?? 0
    const high = seeds[to - 1] ?? low
    if (taken.every((other) => high < other[0] || low > other[1])) taken.push([low, high])
  }
  return taken
}

/** Share of the pairs of one stretch of units that another has too, counted as often as they stand there. */
const commonPairs = (a: Uint16Array, b: Uint16Array): number => {
  const counts = new Map<number, number>()
  for (let at = 0; at + 1 < a.length; at += 1) {
    const pair = (a[at] ?? 0) * 0x10000 + (a[at + 1] ?? 0)
    counts.set(pair, (counts.get(pair) ?? 0) + 1)
  }
  let common = 0
  for (let at = 0; at + 1 < b.length; at += 1) {
    const pair = (b[at] ?? 0) * 0x10000 + (b[at + 1] ?? 0)
    const left = counts.get(pair) ?? 0
    if (left === 0) continue
    common += 1
    counts.set(pair, left - 1)
  }
  return common / Math.max(1, Math.max(a.length, b.length) - 1)
}

/** Finds passages of other editions in a text again by their words. The text is indexed once, on first use. */
export const createPassageSearch = (fold: Fold, text: string): PassageSearch => {
  let prepared: { readonly whole: Units; readonly pairs: PairIndex } | null = null
  const prepare = () => {
    if (prepared !== null) return prepared
    const whole = unitsOf(fold, text)
    prepared = { whole, pairs: indexPairs(whole.units) }
    return prepared
  }

  const measure = (pattern: Pattern, low: number, high: number): Candidate => {
    const { whole } = prepare()
    const margin = 6 + (pattern.units.length >> 4)
    const { starts, ends, matched } = align(pattern.units, whole.units, low - margin, high + margin)
    const length = pattern.end - pattern.start
    const start = starts[pattern.start] ?? 0
    const end = Math.max(start, ends[pattern.end] ?? 0)
    const quote = countMatched(matched, pattern.start, pattern.end) / Math.max(length, end - start, 1)
    const before = sideOf(matched, pattern.start, 0)
    const after = sideOf(matched, pattern.end, pattern.units.length)
    const weights = {
      quote: quoteWeight(length),
      before: pattern.start > 0 ? sideWeight : 0,
      after: pattern.end < pattern.units.length ? sideWeight : 0,
    }
    const sum = quote * weights.quote + before.share * weights.before + after.share * weights.after
    const score = sum / (weights.quote + weights.before + weights.after)
    const fits = ({ share, reach }: Side, inParagraph: number): boolean =>
      share >= leastSide || reach >= inParagraph - borderTolerance
    const embedded =
      length >= setPhrase || (fits(before, pattern.inParagraph.before) && fits(after, pattern.inParagraph.after))
    return { start, end, score: quote < leastQuote ? Math.min(quote, score) : score, embedded }
  }

  /** The places that come into question, each once, best first; null where the words are too common to tell. */
  const candidates = (pattern: Pattern): Candidate[] | null => {
    const seeds = seedsOf(pattern.units, prepare().pairs)
    if (seeds === null) return null
    const places: Candidate[] = []
    const all = bands(seeds, 4 + (pattern.units.length >> 3)).map(([low, high]) => measure(pattern, low, high))
    for (const one of all.sort((a, b) => b.score - a.score)) {
      const apart = places.every((other) => one.start >= other.end || one.end <= other.start)
      if (one.end > one.start && apart) places.push(one)
    }
    return places
  }

  /** The only place where quote and context stand word for word, if they are long enough to be no chance. */
  const unchanged = ({ units, start, end }: Pattern): Candidate | null => {
    if (units.length < clearLength || units.length > longQuote) return null
    const { text: words } = prepare().whole
    const wanted = String.fromCharCode(...units)
    const at = words.indexOf(wanted)
    const only = at !== -1 && words.indexOf(wanted, at + 1) === -1
    return only ? { start: at + start, end: at + end, score: 1, embedded: true } : null
  }

  /** Takes the best place when it is good and clearly better than the next. Of two alike, one where it is expected. */
  const choose = (pattern: Pattern, preferred: (place: number) => boolean): Choice => {
    const same = unchanged(pattern)
    if (same !== null) return { place: same, best: 1 }
    const places = candidates(pattern) ?? []
    const best = places[0]
    if (best === undefined) return { place: null, best: 0 }
    const least = pattern.end - pattern.start < shortQuote ? leastScore.short : leastScore.usual
    const near = places.filter((one) => one.score > best.score - leastScore.lead)
    const expected = near.filter((one) => preferred(prepare().whole.places[one.start] ?? 0))
    const only = near.length === 1 ? best : expected.length === 1 && expected[0]?.score === best.score ? expected[0] : null
    const sure = only !== null && only.embedded && best.score >= least
    return { place: sure ? only : null, best: best.score }
  }

  const chooseLong = (pattern: Pattern, preferred: (place: number) => boolean): Choice => {
    const { units, start, end } = pattern
    const { whole } = prepare()
    const headEnd = start + endLength
    const tailStart = end - endLength
    const { inParagraph } = pattern
    const head = choose({ units: units.subarray(0, headEnd + innerContext), start, end: headEnd, inParagraph }, preferred)
    const from = tailStart - innerContext
    const tail = choose({ units: units.subarray(from), start: innerContext, end: end - from, inParagraph }, () => false)
    const best = Math.min(head.best, tail.best)
    if (head.place === null || tail.place === null || tail.place.start < head.place.end) return { place: null, best }
    const place = { start: head.place.start, end: tail.place.end, embedded: true }
    const common = commonPairs(units.subarray(start, end), whole.units.subarray(place.start, place.end))
    const score = Math.min(best, common)
    return { place: score >= leastQuote ? { ...place, score } : null, best: score }
  }

  const findWhole = (quote: AnchorQuote, preferred: (place: number) => boolean): FoundPassage => {
    const pattern = makePattern(fold, quote)
    const length = pattern.end - pattern.start
    if (length === 0) return { range: null, score: 0 }
    const { place, best } = (length > longQuote ? chooseLong : choose)(pattern, preferred)
    if (place === null) return { range: null, score: best }
    const { places } = prepare().whole
    const range = { start: places[place.start] ?? 0, end: (places[place.end - 1] ?? 0) + 1 }
    return { range, score: place.score }
  }

  return {
    find: (quote, preferred) => {
      const whole = findWhole(quote, preferred)
      const main = whole.range === null ? mainParagraph(quote) : null
      if (main === null) return whole
      const part = findWhole(main.quote, preferred)
      return part.range === null ? whole : { range: part.range, score: part.score * main.share }
    },
  }
}

/**
 * The one paragraph of a quote that has most of it, with its context: what is left to be found when the
 * paragraphs were moved apart. Null for a quote without.
 */
const mainParagraph = ({ prefix, exact, suffix }: AnchorQuote): { quote: AnchorQuote; share: number } | null => {
  const paragraphs = exact.split('\n')
  if (paragraphs.length === 1) return null
  let at = 0
  for (const paragraph of paragraphs) {
    const share = paragraph.length / exact.length
    if (share >= leastParagraph) {
      const before = Array.from((prefix + exact.slice(0, at)).slice(-2 * contextLimit)).slice(-contextLimit)
      const after = Array.from((exact.slice(at + paragraph.length) + suffix).slice(0, 2 * contextLimit))
      return {
        quote: { prefix: before.join(''), exact: paragraph, suffix: after.slice(0, contextLimit).join('') },
        share,
      }
    }
    at += paragraph.length + 1
  }
  return null
}
