import { countVisible } from './characters.ts'
import type { Draft } from './draft.ts'
import { foldHeading } from './heading-words.ts'
import type { BodyHeading } from './heading.ts'
import { markerOf, type Marker } from './marker.ts'
import type { MarkedHeading } from './received.ts'

/** Headings the file marks, where they stand in the restored text; a heading that a repair took away is none. */
export const marksInText = (marked: readonly MarkedHeading[], draft: Draft): MarkedHeading[] => {
  const { text } = draft
  const found: MarkedHeading[] = []
  let last = 0
  for (const mark of marked) {
    let start = Math.max(last, draft.offsetOf(mark.start))
    let end = Math.min(text.length, draft.offsetOf(mark.end))
    while (start < end && /\s/u.test(text.charAt(start))) start += 1
    while (end > start && /\s/u.test(text.charAt(end - 1))) end -= 1
    if (start >= end) continue
    found.push({ start, end, level: mark.level })
    last = end
  }
  return found
}

/** Most characters, such as a date or a path through the site, that may stand before a title. */
const mostBeforeTitle = 200

/**
 * The marked heading that is the text's title: the first, when it says what the file calls itself, or when it alone
 * stands above all others and carries no marker. `stated` is what the file says of itself. Null when none is.
 */
export const titleMark = (text: string, marks: readonly MarkedHeading[], stated: string | null): MarkedHeading | null => {
  const [first, ...others] = marks
  if (first === undefined) return null
  const words = foldHeading(text.slice(first.start, first.end))
  const name = foldHeading(stated ?? '')
  if (words !== '' && words === name) return first
  if (countVisible(text.slice(0, Math.min(first.start, 5_000))) > mostBeforeTitle) return null
  if (words.length >= 4 && name.startsWith(words) && others.every(({ level }) => level >= first.level)) return first
  if (markerOf(text.slice(first.start, first.end)) !== null) return null
  if (others.length > 0) return others.every(({ level }) => level > first.level) ? first : null
  return text.slice(0, first.start).trim() === '' && text.slice(first.end).trim() !== '' ? first : null
}

/** 一以貫之 opens no series; 一要 counts when 二要 is among the marked headings, too. */
const markersOf = (headings: readonly string[]): (Marker | null)[] => {
  const markers = headings.map((heading) => markerOf(heading))
  const followed = new Set(markers.flatMap((marker) => (marker !== null && marker.ordinal === 2 ? [marker.style] : [])))
  return markers.map((marker) => (marker !== null && marker.runIn && !followed.has(marker.style) ? null : marker))
}

/** Marked headings as headings of the body. Their levels say only which hangs below which. */
export const markedHeadings = (text: string, marks: readonly MarkedHeading[]): BodyHeading[] => {
  const markers = markersOf(marks.map(({ start, end }) => text.slice(start, end)))
  const open: { readonly level: number; readonly index: number }[] = []
  return marks.map(({ start, end, level }, index) => {
    while ((open.at(-1)?.level ?? 0) >= level) open.pop()
    const parent = open.at(-1)?.index ?? -1
    open.push({ level, index })
    let textStart = end
    while (textStart < text.length && /\s/u.test(text.charAt(textStart))) textStart += 1
    return { marker: markers[index] ?? null, start, end, textStart, runIn: false, level: open.length, parent }
  })
}

