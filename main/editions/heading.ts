import { countVisible } from './characters.ts'
import { markerOf, type Marker } from './marker.ts'
import { nest } from './nesting.ts'

/** A heading where it stands in the body; offsets are UTF-16 units of the restored text. */
export interface BodyHeading {
  /** Null for a heading that the file marks and that carries none. */
  readonly marker: Marker | null
  readonly start: number
  readonly end: number
  /** Where the text under it starts: behind the heading's full stop or line end. */
  readonly textStart: number
  readonly runIn: boolean
  readonly level: number
  /** Index into the same list, -1 for the top. */
  readonly parent: number
}

interface Candidate {
  readonly marker: Marker
  readonly start: number
  readonly end: number
  readonly textStart: number
  readonly runIn: boolean
}

/** Longest heading on a line of its own, marker included, and longest sentence that can be a run-in heading. */
const longestHeading = 45
const longestRunIn = 26
/** Least characters under a heading for it to count as one. */
const leastText = 10

const spaces = (text: string, at: number): number => {
  let end = at
  while (end < text.length && /[\s]/u.test(text.charAt(end))) end += 1
  return end
}

/** A marked line that is itself a heading, or whose first short sentence is one. */
const lineCandidate = (text: string, start: number, lineEnd: number): Candidate | null => {
  const line = text.slice(start, lineEnd).trimEnd()
  const marker = markerOf(line)
  if (marker === null || marker.runIn) return null
  const rest = line.slice(marker.length)
  const isDivision = marker.weight === 3
  if (
    line.length <= longestHeading &&
    !/[。；;，,、…]$/u.test(rest) &&
    !/[。；;]/u.test(rest) &&
    (rest !== '' || isDivision)
  ) {
    return { marker, start, end: start + line.length, textStart: spaces(text, start + line.length), runIn: false }
  }
  const sentence = /^[^。！？!?；;\n]{2,26}[。]/u.exec(rest)
  if (sentence !== null && sentence[0].length <= longestRunIn && rest.length - sentence[0].length >= leastText) {
    const end = start + marker.length + sentence[0].length - 1
    return { marker, start, end, textStart: spaces(text, end + 1), runIn: true }
  }
  if (marker.style === '第條' && rest.length >= leastText) {
    const end = start + marker.text.length
    return { marker, start, end, textStart: spaces(text, start + marker.length), runIn: true }
  }
  return null
}

/** Where a point can begin: at the start of a line, and behind the end of a sentence inside it. */
const pointStart = /(?=[一二三四五六七八九十首其再最第（(])(?<=(?:^|\n)[ \u00a0\u3000\t]*|[。！？!?”」』][ \u3000]{0,2})/gu

const isBracketed = ({ style }: Marker): boolean => style === '（一）' || style === '（1）'

const isInside = (text: string, at: number): boolean => /[。！？!?”」』]/u.test(text.slice(Math.max(0, at - 3), at))

/** 一是…。 and the like inside paragraphs: a short sentence that opens a point. */
const runInCandidates = (text: string): Candidate[] => {
  const found: Candidate[] = []
  for (const match of text.matchAll(pointStart)) {
    const start = match.index
    const head = text.slice(start, start + 40)
    const marker = markerOf(head)
    if (marker === null || !(marker.runIn || (isBracketed(marker) && isInside(text, start)))) continue
    const sentence = /^[^。！？!?；;\n]{2,30}。/u.exec(head)
    if (sentence === null || sentence[0].length > longestRunIn) continue
    const end = start + sentence[0].length - 1
    found.push({ marker, start, end, textStart: spaces(text, end + 1), runIn: true })
  }
  return found
}

const lineCandidates = (text: string): Candidate[] => {
  const found: Candidate[] = []
  for (let start = 0; start <= text.length;) {
    const lineBreak = text.indexOf('\n', start)
    const end = lineBreak < 0 ? text.length : lineBreak
    let from = start
    while (from < end && /[ \u3000\t\u00a0]/u.test(text.charAt(from))) from += 1
    const candidate = from < end ? lineCandidate(text, from, end) : null
    if (candidate !== null) found.push(candidate)
    start = end + 1
  }
  return found
}

/** Whether one of the sorted cuts lies between two offsets, both included. */
const isCutBetween = (cuts: readonly number[], from: number, to: number): boolean => {
  let low = 0
  let high = cuts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((cuts[middle] ?? 0) < from) low = middle + 1
    else high = middle
  }
  return (cuts[low] ?? Number.POSITIVE_INFINITY) <= to
}

/** Which of the candidates are headings for certain: their series goes on, and text stands between them. */
const believable = (text: string, candidates: readonly Candidate[], cuts: readonly number[]): boolean[] => {
  const places = nest(
    candidates.map((candidate) => candidate.marker),
    {
      maySkip: (index) => {
        const before = candidates[index - 1]?.start ?? 0
        const here = candidates[index]?.start ?? 0
        return isCutBetween(cuts, before + 1, here)
      },
    },
  )
  const keep = places.map((place) => place !== null)
  const groups = new Map<string, number[]>()
  const opened = new Map<string, number>()
  for (const [index, place] of places.entries()) {
    const candidate = candidates[index]
    if (place === null || candidate === undefined) continue
    const series = `${place.parent} ${candidate.marker.style}`
    if (candidate.marker.ordinal === 1) opened.set(series, (opened.get(series) ?? 0) + 1)
    const key = `${series} ${opened.get(series) ?? 0}`
    const members = groups.get(key)
    if (members === undefined) groups.set(key, [index])
    else members.push(index)
  }
  const hasChild = new Set(places.map((place) => place?.parent ?? -1))
  for (const members of groups.values()) {
    const followed = members.filter((index) => {
      const candidate = candidates[index]
      if (candidate === undefined) return false
      if (hasChild.has(index)) return true
      const next = candidates[index + 1]?.start ?? text.length
      return countVisible(text.slice(candidate.textStart, Math.min(next, candidate.textStart + 400))) >= leastText
    }).length
    const head = candidates[members[0] ?? 0]
    const weight = head?.marker.weight ?? 1
    const atCut = members.some((index) => {
      const from = candidates[index]?.end ?? 0
      const to = candidates[index + 1]?.start ?? text.length
      return isCutBetween(cuts, from, to)
    })
    const needed = weight === 3 ? members.length * 0.5 : members.length * 0.75
    const enough = members.length >= 2 || ((weight === 3 || atCut) && followed === 1)
    const textBetween = weight === 3 || members.length < 2 || followed > 1
    if (!enough || !textBetween || followed < needed) for (const index of members) keep[index] = false
  }
  return keep
}

/**
 * Finds the headings of a text that has no outline list: marked lines of a heading's length and short marked sentences
 * that open a paragraph or a point, when they form a series that starts at one and text stands under them. What could
 * as well be an enumeration stays text. `cuts` are offsets where text is missing, over which a series may jump.
 */
export const findHeadings = (text: string, cuts: readonly number[], withRunIns: boolean): BodyHeading[] => {
  let candidates = [...lineCandidates(text), ...(withRunIns ? runInCandidates(text) : [])]
    .toSorted((a, b) => a.start - b.start)
    .filter((candidate, index, all) => candidate.start >= (all[index - 1]?.end ?? 0))
  for (let round = 0; round < 8; round += 1) {
    const keep = believable(text, candidates, cuts)
    if (!keep.includes(false)) break
    candidates = candidates.filter((_, index) => keep[index] === true)
  }
  const places = nest(
    candidates.map((candidate) => candidate.marker),
    { maySkip: () => true },
  )
  return candidates.map((candidate, index) => ({
    ...candidate,
    level: Math.min(16, places[index]?.level ?? 1),
    parent: places[index]?.parent ?? -1,
  }))
}
