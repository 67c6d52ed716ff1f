import type { ListEntry } from './outline-list.ts'
import { foldHeading } from './heading-words.ts'
import { lowerBound } from './lower-bound.ts'
import { markerOf } from './marker.ts'

/** Where an entry of the outline list stands in the body; offsets are UTF-16 units of the restored text. */
export interface AlignedHeading {
  readonly start: number
  readonly end: number
  readonly textStart: number
  readonly runIn: boolean
  readonly confidence: number
}

const keyLength = 4
/** Places looked at for one heading: more of them tell nothing. */
const mostPlaces = 100

/** The same for one character, remembered: a long list asks for the same ones again and again. */
const createFoldOne = (): ((character: string) => string) => {
  const known = new Map<string, string>()
  return (character) => {
    let folded = known.get(character)
    if (folded === undefined) {
      folded = foldHeading(character)
      known.set(character, folded)
    }
    return folded
  }
}

/** Matches a heading at an offset of the text, punctuation and spaces aside. Returns where it ends, or -1. */
const matchAt = (
  text: string,
  at: number,
  heading: string,
  foldOne: (character: string) => string,
): number => {
  let left = at
  for (const character of heading) {
    const wanted = foldOne(character)
    if (wanted === '') continue
    while (left < text.length && text.charAt(left) !== '\n' && foldOne(charAt(text, left)) === '') left += 1
    const found = charAt(text, left)
    if (foldOne(found) !== wanted) return -1
    left += found.length
  }
  for (const mark of /[\p{P}\p{S}]*$/u.exec(heading)?.[0] ?? '') {
    if (text.charAt(left).normalize('NFKC') === mark.normalize('NFKC')) left += mark.length
  }
  return left
}

const charAt = (text: string, at: number): string => {
  const point = text.codePointAt(at)
  return point === undefined ? '' : String.fromCodePoint(point)
}

/** Offsets at which a heading can begin: line starts, behind the end of a sentence, behind a cut. */
const beginnings = (text: string, from: number, cuts: readonly number[]): number[] => {
  const places = new Set<number>()
  const pattern = /(?:\n|^)[ \u3000\t]*|[。！？!?；;：:…”」』)）][ \u3000]*/gu
  for (const match of text.slice(from).matchAll(pattern)) places.add(from + match.index + match[0].length)
  for (const cut of cuts) if (cut >= from) places.add(cut)
  places.add(from)
  return [...places].toSorted((a, b) => a - b)
}

const dice = (left: string, right: string): number => {
  const pairs = (text: string): string[] =>
    Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2))
  const ours = pairs(left)
  const theirs = pairs(right)
  if (ours.length + theirs.length === 0) return left === right ? 1 : 0
  const rest = [...theirs]
  let shared = 0
  for (const pair of ours) {
    const at = rest.indexOf(pair)
    if (at < 0) continue
    shared += 1
    rest.splice(at, 1)
  }
  return (2 * shared) / (ours.length + theirs.length)
}

interface Pair {
  readonly entry: number
  readonly start: number
  readonly end: number
}

/** The longest chain of pairs that rises in both the list and the text. */
const longestChain = (pairs: readonly Pair[]): Pair[] => {
  const sorted = pairs.toSorted((a, b) => a.start - b.start || b.entry - a.entry)
  const tails: number[] = []
  const previous: number[] = []
  for (const [index, pair] of sorted.entries()) {
    let low = 0
    let high = tails.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sorted[tails[middle] ?? 0]?.entry ?? 0) < pair.entry) low = middle + 1
      else high = middle
    }
    previous[index] = low === 0 ? -1 : (tails[low - 1] ?? -1)
    tails[low] = index
  }
  const chain: Pair[] = []
  for (let index = tails.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) {
    const pair = sorted[index]
    if (pair !== undefined) chain.push(pair)
  }
  return chain.toReversed()
}

/**
 * Finds the entries of an outline list in the body, from `from` on: by their words, then by their order, so that two
 * points called 一要加強領導 under different headings are kept apart. A line that begins with an entry's marker and shares
 * much of its words counts too, in either script: `simplify` gives the simplified one. Entries that are not there get null.
 */
export const alignOutline = (
  entries: readonly ListEntry[],
  text: string,
  from: number,
  cuts: readonly number[],
  simplify: (words: string) => string = (words) => words,
): (AlignedHeading | null)[] => {
  if (entries.length === 0) return []
  const places = beginnings(text, from, cuts)
  /** Places by the first four characters that stand there, and by the first alone for shorter headings. */
  const byKey = new Map<string, number[]>()
  for (const place of places) {
    const key = foldHeading(text.slice(place, place + keyLength * 3)).slice(0, keyLength)
    for (const short of [key, `${key.slice(0, 1)}…`]) {
      const known = byKey.get(short)
      if (known === undefined) byKey.set(short, [place])
      else known.push(place)
    }
  }
  const foldOne = createFoldOne()
  const pairs: Pair[] = []
  for (const [entry, { heading }] of entries.entries()) {
    const folded = foldHeading(heading)
    if (folded === '') continue
    const sources = byKey.get(folded.length < keyLength ? `${folded.slice(0, 1)}…` : folded.slice(0, keyLength)) ?? []
    let found = 0
    for (const start of sources) {
      if (found >= mostPlaces) break
      const end = matchAt(text, start, heading, foldOne)
      if (end < 0) continue
      const next = text.charAt(end)
      found += 1
      if (next === '' || /[\s。．.：:！？!?；;，,、—]/u.test(next)) pairs.push({ entry, start, end })
    }
  }
  const aligned: (AlignedHeading | null)[] = entries.map(() => null)
  const place = ({ entry, start, end }: Pair, confidence: number): void => {
    const lineStart = text.lastIndexOf('\n', start - 1) + 1
    const ownLine = text.slice(lineStart, start).trim() === '' && (end === text.length || text.charAt(end) === '\n')
    const stop = /[。．.：:！？!?；;，,]/u.test(text.charAt(end)) ? end + 1 : end
    let textStart = stop
    while (textStart < text.length && /\s/u.test(text.charAt(textStart))) textStart += 1
    aligned[entry] = { start, end, textStart, runIn: !ownLine, confidence }
  }
  for (const pair of longestChain(pairs)) place(pair, 1)
  alignLines(entries, text, from, aligned, place, simplify)
  return aligned
}

interface BodyLine {
  readonly start: number
  readonly end: number
}

/** Least likeness of a line with the entry's own marker, of one without, and of the only line that it can be. */
const likeEnough = 0.5

/**
 * Second pass: an unmatched entry between two matched ones takes the line that has its words in the other script, or its
 * marker and much of its words, or its marker where no other line there has it.
 */
const alignLines = (
  entries: readonly ListEntry[],
  text: string,
  from: number,
  aligned: readonly (AlignedHeading | null)[],
  place: (pair: Pair, confidence: number) => void,
  simplify: (words: string) => string,
): void => {
  if (!aligned.includes(null)) return
  const byMarker = new Map<string, BodyLine[]>()
  const byWords = new Map<string, BodyLine[]>()
  const add = (map: Map<string, BodyLine[]>, key: string, line: BodyLine): void => {
    const known = map.get(key)
    if (known === undefined) map.set(key, [line])
    else known.push(line)
  }
  for (let start = from; start < text.length;) {
    const lineBreak = text.indexOf('\n', start)
    const end = lineBreak < 0 ? text.length : lineBreak
    if (end - start <= 60) {
      const line = text.slice(start, end)
      const trimmed = line.trim()
      const at = start + line.length - line.trimStart().length
      const marker = markerOf(trimmed)
      const range = { start: at, end: at + trimmed.length }
      if (marker !== null && !/[。；;，,]/u.test(trimmed)) add(byMarker, `${marker.ordinal} ${marker.style}`, range)
      if (trimmed !== '') add(byWords, simplify(foldHeading(trimmed)), range)
    }
    start = end + 1
  }
  /** Start of the first matched heading behind each entry. */
  const nextStart: number[] = []
  for (let entry = entries.length - 1, start = text.length; entry >= 0; entry -= 1) {
    nextStart[entry] = start
    start = aligned[entry]?.start ?? start
  }
  const between = (lines: readonly BodyLine[] | undefined, low: number, high: number): BodyLine[] => {
    if (lines === undefined) return []
    const first = lowerBound(lines.length, (at) => (lines[at]?.start ?? 0) >= low)
    return lines.slice(first, first + mostPlaces).filter(({ end }) => end <= high)
  }
  let low = from
  for (const [entry, { heading, marker }] of entries.entries()) {
    const here = aligned[entry]
    if (here !== undefined && here !== null) {
      low = here.end
      continue
    }
    const high = nextStart[entry] ?? text.length
    const words = simplify(foldHeading(heading))
    const same = between(byWords.get(words), low, high)[0]
    const marked = marker === null ? [] : between(byMarker.get(`${marker.ordinal} ${marker.style}`), low, high)
    const likely = marked
      .map((line) => ({ line, likeness: dice(words, simplify(foldHeading(text.slice(line.start, line.end)))) }))
      .toSorted((a, b) => b.likeness - a.likeness)[0]
    const best =
      same !== undefined
        ? { line: same, likeness: 1 }
        : likely !== undefined && (likely.likeness >= likeEnough || (marked.length === 1 && (marker?.weight ?? 0) > 1))
          ? { ...likely, likeness: Math.max(0.5, likely.likeness) }
          : undefined
    if (best === undefined) continue
    place({ entry, ...best.line }, Math.round(best.likeness * 100) / 100)
    low = best.line.end
  }
}
