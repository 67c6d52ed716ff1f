import type { Finding } from './draft.ts'
import { markerOf, type Marker } from './marker.ts'

/** One line of the outline at the top; offsets are UTF-16 units of the restored text. */
export interface ListEntry {
  readonly marker: Marker | null
  /** The line without indent and page number. */
  readonly heading: string
  readonly start: number
  readonly end: number
}

/** The site's label over the outline and the dots that close it, in the text as searched. */
export interface OutlineFrame {
  readonly findings: readonly Finding[]
  /** First and last of the list's lines, as offsets in the text searched. */
  readonly start: number
  readonly end: number
  /** The site's own words saying that the list is an extract; null when it does not. */
  readonly extract: { readonly start: number; readonly end: number } | null
}

const name =
  '(?:目[ \\u3000]*[录錄次]|提[ \\u3000]*[纲綱]|大[ \\u3000]*[纲綱]|(?:内容|內容|文章)(?:提[纲綱要]|目[录錄]))'
const label = new RegExp(
  `^[【\\[（(]?(?:本文|文章|全文)?${name}((?:[/／、及和]${name})*)[】\\])）]?[ \\u3000]*([:：]?)[ \\u3000]*([…⋯]+|\\.{3,6})?$`,
  'u',
)
const dotsOnly = /^[ \u3000]*(?:[…⋯]+|\.{3,6})[ \u3000]*$/u
const longestEntry = 60
/** Lines looked at for the label; an outline stands at the top. */
const topLines = 30

const isEntry = (line: string): boolean =>
  line.trim() !== '' && line.length <= longestEntry && !/[。；;，,]$/u.test(line.trim()) && !/。./u.test(line)

interface Line {
  readonly text: string
  readonly start: number
}

const linesOf = (text: string, limit: number): Line[] => {
  const lines: Line[] = []
  let start = 0
  while (start <= text.length && lines.length < limit) {
    const end = text.indexOf('\n', start)
    lines.push({ text: text.slice(start, end < 0 ? text.length : end), start })
    if (end < 0) break
    start = end + 1
  }
  return lines
}

/**
 * Finds an outline with a label over it. Label and closing dots are the site's when dots mark the list as an extract or
 * the label names several things at once; then they are findings. A plain 目錄 is left in the text.
 */
export const findOutlineFrame = (text: string): OutlineFrame | null => {
  const lines = linesOf(text, 2000)
  for (const [index, line] of lines.slice(0, topLines).entries()) {
    const match = label.exec(line.text.trim())
    if (match === null) continue
    const marked = match[3] !== undefined
    const several = (match[1] ?? '') !== ''
    let stop = index + 1
    while (stop < lines.length && isEntry(lines[stop]?.text ?? '') && !dotsOnly.test(lines[stop]?.text ?? '')) stop += 1
    const closing = lines[stop]
    const closed = closing !== undefined && stop > index + 1 && dotsOnly.test(closing.text)
    if (!closed) {
      stop = index + 1
      while (
        stop < lines.length &&
        isEntry(lines[stop]?.text ?? '') &&
        markerOf((lines[stop]?.text ?? '').trim()) !== null
      )
        stop += 1
    }
    const lastEntry = lines[stop - 1]
    const firstEntry = lines[index + 1]
    if (stop < index + 3 || lastEntry === undefined || firstEntry === undefined) continue
    const isSite = marked || several || (closed && match[2] !== '')
    const findings: Finding[] = []
    if (isSite) {
      findings.push({
        start: line.start,
        end: firstEntry.start,
        after: '',
        class: 'site-notice',
        confidence: 0.98,
        basis: marked
          ? 'A label the site wrote over an outline that it marks with dots as an extract.'
          : 'A label the site wrote over an outline it made from the text.',
      })
      if (closed) {
        const after = lines[stop + 1]
        findings.push({
          start: after === undefined ? closing.start - 1 : closing.start,
          end: after === undefined ? text.length : after.start,
          after: '',
          class: 'site-notice',
          confidence: 0.98,
          basis: 'Dots with which the site ends its extract of the outline.',
        })
      }
    }
    const isExtract = isSite && (marked || closed)
    return {
      findings,
      start: firstEntry.start,
      end: lastEntry.start + lastEntry.text.length,
      extract: isExtract ? { start: line.start, end: line.start + line.text.length } : null,
    }
  }
  return null
}

/** Reads the lines of an outline; `start` and `end` bound it in the restored text. */
export const readOutlineList = (text: string, start: number, end: number): ListEntry[] => {
  const entries: ListEntry[] = []
  let from = start
  for (const line of text.slice(start, end).split('\n')) {
    const indent = line.length - line.trimStart().length
    const heading = line
      .trim()
      .replace(/[ \u3000]*(?:[…⋯·]+|\.{2,}|[ \u3000\t]{2,}|\t)[ \u3000]*\d{1,4}$/u, '')
      .trimEnd()
    if (heading !== '') {
      entries.push({ marker: markerOf(heading), heading, start: from + indent, end: from + indent + heading.length })
    }
    from += line.length + 1
  }
  return entries
}

/**
 * Finds an outline without a label: three or more short marked lines in a row near the top, most of which stand again
 * further down. Returns its range in the text, or null.
 */
export const findBareOutline = (text: string): { start: number; end: number } | null => {
  const lines = linesOf(text, 400)
  let index = 0
  while (index < Math.min(lines.length, 6)) {
    const isMarked = (at: number): boolean => {
      const line = lines[at]?.text ?? ''
      return isEntry(line) && markerOf(line.trim()) !== null
    }
    let stop = index
    while (stop < lines.length && isMarked(stop)) stop += 1
    const last = lines[stop - 1]
    const styles = lines.slice(index, stop).map((line) => markerOf(line.text.trim())?.style)
    // The first headings of a text, one below the other, are of as many kinds.
    if (stop - index >= 3 && last !== undefined && new Set(styles).size < styles.length) {
      const end = last.start + last.text.length
      const again = lines.slice(index, stop).filter((line) => text.indexOf(line.text.trim(), end) >= 0).length
      if (again >= (stop - index) / 2) return { start: lines[index]?.start ?? 0, end }
      return null
    }
    index = Math.max(stop, index + 1)
  }
  return null
}
