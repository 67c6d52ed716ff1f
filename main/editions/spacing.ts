import type { Finding } from './draft.ts'
import { markerOf } from './marker.ts'

/** Lines at least this long are prose; verse, headings and tables are shorter. */
const proseLine = 40
/** Share of the marks inside lines that a page set by a machine follows with a space. */
const machineShare = 0.3

const cjk = '\\p{Script=Han}，。、；：？！“”‘’「」『』《》（）…—_'
const spaceAfterMark = new RegExp(`(?<=[。！？；，、：”」』》）,;:!?)])[ \\u00a0]+(?=[${cjk}(])`, 'gu')

/**
 * Spaces that a machine put behind punctuation: Chinese running text has none there. Only where it happens throughout,
 * in lines long enough to be prose, or in a document that shows other damage; a space between words stays.
 */
export const findStraySpaces = (text: string, isDamaged: boolean): Finding[] => {
  const findings: Finding[] = []
  let ends = 0
  let spacedEnds = 0
  let from = 0
  for (const line of text.split('\n')) {
    if (line.length >= proseLine) {
      for (const match of line.matchAll(/[。！？；]([ \u00a0]*)(?=[^\s”」』）)])/gu)) {
        ends += 1
        if (match[1] !== '') spacedEnds += 1
      }
      for (const match of line.matchAll(spaceAfterMark)) {
        findings.push({
          start: from + match.index,
          end: from + match.index + match[0].length,
          after: '',
          class: 'stray-space',
          confidence: 0.99,
          basis: 'A space behind punctuation in Chinese text; this page has them throughout, Chinese text has none.',
        })
      }
    }
    from += line.length + 1
  }
  const throughout = spacedEnds >= 3 && spacedEnds >= ends * machineShare
  const share = ends === 0 ? 0 : spacedEnds / ends
  return throughout || (isDamaged && share >= machineShare) ? findings : []
}

/**
 * Lines broken inside a sentence: the line ends with a comma, is long enough to be prose, and the next one goes on
 * without a marker of its own. Not where many lines end so, as in verse.
 */
export const findBrokenLines = (text: string): Finding[] => {
  const findings: Finding[] = []
  const lines = text.split('\n')
  let from = 0
  let filled = 0
  let open = 0
  for (const [index, line] of lines.entries()) {
    if (line.trim() !== '') filled += 1
    const next = lines[index + 1]
    if (/[，,、]$/u.test(line)) {
      open += 1
      const goesOn = next !== undefined && /^[\p{Script=Han}“‘「《（(]/u.test(next) && markerOf(next) === null
      if (goesOn && line.length >= proseLine && /[。！？；，,]/u.test(next)) {
        findings.push({
          start: from + line.length,
          end: from + line.length + 1,
          after: '',
          class: 'broken-line',
          confidence: 0.95,
          basis: 'The line breaks directly behind a comma and the sentence goes on in the next line.',
        })
      }
    }
    from += line.length + 1
  }
  return open <= Math.max(1, filled * 0.1) ? findings : []
}

/** A space that stands directly before or behind a removed notice went with it. `places` are offsets in the text. */
export const findSpacesAtCuts = (text: string, places: readonly number[]): Finding[] => {
  const ranges = places.flatMap((place) => {
    const before = /[ \u00a0\t]+$/u.exec(text.slice(Math.max(0, place - 20), place))?.[0] ?? ''
    const after = /^[ \u00a0\t]+/u.exec(text.slice(place, place + 20))?.[0] ?? ''
    const isEdge = (offset: number): boolean => offset === 0 || offset === text.length || text.charAt(offset) === '\n'
    const takesAfter = after !== '' && (isEdge(place) || before !== '')
    const end = takesAfter ? place + after.length : place
    return before === '' && !takesAfter ? [] : [{ start: place - before.length, end }]
  })
  const apart: { start: number; end: number }[] = []
  for (const range of ranges.toSorted((a, b) => a.start - b.start)) {
    if (range.start >= (apart.at(-1)?.end ?? 0)) apart.push(range)
  }
  return apart.map((range) => ({
    ...range,
    after: '',
    class: 'stray-space',
    confidence: 0.99,
    basis: 'The space only set the site’s notice off from the text.',
  }))
}
