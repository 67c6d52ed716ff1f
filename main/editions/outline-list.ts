import type { Finding } from './draft.ts'
import { foldHeading } from './heading-words.ts'
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
  '(?:目[ \\u3000]*[录錄次]|Contents|CONTENTS|Table of Contents|TABLE OF CONTENTS|提[ \\u3000]*[纲綱]|大[ \\u3000]*[纲綱]|(?:内容|內容|文章)(?:提[纲綱要]|目[录錄]))'
const label = new RegExp(
  `^[【\\[（(]?(?:本文|文章|全文)?${name}((?:[/／、及和]${name})*)[】\\])）]?[ \\u3000]*([:：]?)[ \\u3000]*([…⋯]+|\\.{3,6})?$`,
  'u',
)
const dotsOnly = /^[ \u3000]*(?:[…⋯]+|\.{3,6})[ \u3000]*$/u
const longestEntry = 60
/** Lines looked at for the label; an outline stands at the top. */
const topLines = 30

const longestLine = 200
/** Lines of a list looked at. */
const mostEntries = 12_000
/** Dots or room and the page an entry stands on. */
const pageBehind =
  /[ \u3000\t]*(?:[…⋯·•．.—_-]{2,}|[ \u3000]{2,}|\t)[ \u3000\t…⋯·.]*(?:[（(]\d{1,4}[）)]|[Pp第]?[ .]?\d{1,4}[页頁]?)?$/u

/** The words of an entry without the page behind them. */
const wordsOf = (line: string): string => {
  const trimmed = line.slice(0, longestLine).trim()
  const words = trimmed.replace(pageBehind, '')
  return words === '' ? trimmed : words
}

const isEntry = (line: string): boolean => {
  if (line.length > longestLine) return false
  const words = wordsOf(line)
  return words !== '' && words.length <= longestEntry && !/[。；;，,]$/u.test(words) && !/。./u.test(words)
}

/**
 * The lines of a list that begins at line `first`: short lines up to the one with which the text itself begins, which
 * repeats an entry or begins the numbering again. Names at its end that stand nowhere below are no entries.
 */
const entryLines = (text: string, lines: readonly Line[], first: number): Line[] => {
  const found: Line[] = []
  const seen = new Set<string>()
  const top = markerOf(wordsOf(lines[first]?.text ?? ''))
  let highest = 0
  let blanks = 0
  for (let at = first; at < lines.length; at += 1) {
    const line = lines[at]
    if (line === undefined) break
    if (line.text.trim() === '') {
      blanks += 1
      if (blanks > 2) break
      continue
    }
    if (!isEntry(line.text)) break
    const words = wordsOf(line.text)
    const marker = markerOf(words)
    const folded = foldHeading(words)
    if (marker === null && seen.has(folded)) break
    if (marker !== null && marker.style === top?.style) {
      if (marker.ordinal <= highest) break
      highest = marker.ordinal
    }
    seen.add(folded)
    blanks = 0
    found.push(line)
  }
  for (let tries = 0; tries < 30; tries += 1) {
    const last = found.at(-1)
    if (last === undefined || hasPage(last.text) || markerOf(wordsOf(last.text)) !== null) break
    if (text.includes(`\n${wordsOf(last.text)}`, last.start + last.text.length)) break
    found.pop()
  }
  return found
}

const hasPage = (line: string): boolean => wordsOf(line) !== line.trim()

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
  const lines = linesOf(text, mostEntries)
  for (const [index, line] of lines.slice(0, topLines).entries()) {
    const match = label.exec(line.text.trim())
    if (match === null) continue
    const marked = match[3] !== undefined
    const several = (match[1] ?? '') !== ''
    let stop = index + 1
    while (stop < lines.length && isEntry(lines[stop]?.text ?? '') && !dotsOnly.test(lines[stop]?.text ?? '')) stop += 1
    const closing = lines[stop]
    const closed = closing !== undefined && stop > index + 1 && dotsOnly.test(closing.text)
    let begin = index + 1
    while (begin < index + 3 && lines[begin]?.text.trim() === '') begin += 1
    const listed = closed ? lines.slice(index + 1, stop) : entryLines(text, lines, begin)
    const lastEntry = listed.at(-1)
    const firstEntry = listed[0]
    if (listed.length < 2 || lastEntry === undefined || firstEntry === undefined) continue
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

/** 第一章 開始 12: a page behind one space, believed where nearly all entries have one and they rise. */
const onePage = /[ \u3000](\d{1,4})$/u

/** Reads the lines of an outline; `start` and `end` bound it in the restored text. */
export const readOutlineList = (text: string, start: number, end: number): ListEntry[] => {
  const entries: ListEntry[] = []
  const lines = text.slice(start, end).split('\n')
  const pages = lines.flatMap((line) => (line.trim() === '' ? [] : [Number(onePage.exec(line.trimEnd())?.[1] ?? -1)]))
  const known = pages.filter((page) => page >= 0)
  const havePages = known.length >= 3 && known.length >= pages.length * 0.8 && known.every((page, at) => page >= (known[at - 1] ?? 0))
  let from = start
  for (const line of lines) {
    const indent = line.length - line.trimStart().length
    const words = wordsOf(line)
    const heading = (havePages ? words.replace(onePage, '') : words).trimEnd()
    if (heading !== '') {
      entries.push({ marker: markerOf(heading), heading, start: from + indent, end: from + indent + heading.length })
    }
    from += line.length + 1
  }
  return entries
}

/** Lines before which an outline without a label begins. */
const bareTop = 8

/**
 * Finds an outline without a label: three or more short marked lines in a row near the top, most of which stand again
 * further down. Returns its range in the text, or null.
 */
export const findBareOutline = (text: string): { start: number; end: number } | null => {
  const lines = linesOf(text, mostEntries)
  for (let index = 0; index < Math.min(lines.length, bareTop); index += 1) {
    const line = lines[index]?.text ?? ''
    if (!isEntry(line) || markerOf(wordsOf(line)) === null) continue
    const found = entryLines(text, lines, index)
    const [first] = found
    const last = found.at(-1)
    const styles = found.map((entry) => markerOf(wordsOf(entry.text))?.style ?? '')
    // The first headings of a text, one below the other, are of as many kinds.
    if (found.length < 3 || first === undefined || last === undefined || new Set(styles).size === styles.length) return null
    const end = last.start + last.text.length
    const below = new Set<string>()
    for (let start = end; start < text.length;) {
      const lineBreak = text.indexOf('\n', start)
      const stop = lineBreak < 0 ? text.length : lineBreak
      if (stop - start <= longestEntry + 4) below.add(foldHeading(text.slice(start, stop)))
      start = stop + 1
    }
    const isBelow = (entry: Line, at: number): boolean =>
      below.has(foldHeading(wordsOf(entry.text))) || (at < 200 && text.includes(wordsOf(entry.text), end))
    const again = found.filter(isBelow).length
    return again >= found.length / 2 ? { start: first.start, end } : null
  }
  return null
}
