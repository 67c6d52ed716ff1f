import type { Range } from '../../preload/contract/documents.ts'
import type { SearchExcerpt } from '../../preload/contract/search.ts'

/** Code points shown before the first mark and after the last one, at most. */
const before = 40
const after = 90

const sentenceEnds = new Set('。！？；!?;')
const closers = new Set('」』”’）)】》〉')

/**
 * The sentence around some places, in the line they stand in. `slice` gives a stretch of the text as code points and may give
 * less than it is asked for at an end. `places` are not empty and in order.
 */
export const excerptAround = (slice: (start: number, end: number) => readonly string[], places: readonly Range[]): SearchExcerpt => {
  const first = places[0]?.start ?? 0
  const last = Math.max(...places.map(({ end }) => end))
  const from = Math.max(0, first - before)
  const window = slice(from, last + after)
  const inner = { start: first - from, end: last - from }
  let start = 0
  let cutBefore = from > 0
  for (let at = inner.start - 1; at >= 0; at -= 1) {
    const character = window[at] ?? ''
    if (character === '\n' || sentenceEnds.has(character)) {
      start = at + 1
      while (start < inner.start && closers.has(window[start] ?? '')) start += 1
      cutBefore = character !== '\n'
      break
    }
  }
  let end = window.length
  let cutAfter = window.length === last + after - from
  for (let at = inner.end; at < window.length; at += 1) {
    const character = window[at] ?? ''
    if (character === '\n') {
      end = at
      cutAfter = false
      break
    }
    if (!sentenceEnds.has(character)) continue
    end = at + 1
    while (end < window.length && closers.has(window[end] ?? '')) end += 1
    cutAfter = window[end] !== undefined && window[end] !== '\n'
    break
  }
  while (start < inner.start && /\s/.test(window[start] ?? '')) start += 1
  const marks = places.map((place) => ({ start: place.start - from - start, end: place.end - from - start }))
  return { text: window.slice(start, end).join(''), marks, cutBefore, cutAfter }
}

/** The first words of a text in which nothing is marked. */
export const firstWords = (text: string): SearchExcerpt => {
  const characters = Array.from(text.trimStart().slice(0, (before + after) * 4))
  const shown = characters.slice(0, before + after)
  return { text: shown.join('').replaceAll('\n', ' ').trimEnd(), marks: [], cutBefore: false, cutAfter: characters.length > shown.length }
}
