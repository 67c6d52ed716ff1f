import { commonSize } from './pdf-fragment.ts'
import { isWide, type PdfLine } from './pdf-line.ts'

export interface PdfParagraph {
  readonly text: string
  readonly size: number
  /** The page on which it begins, from 1. */
  readonly page: number
}

interface Edges {
  readonly left: number
  readonly right: number
}

interface Measures {
  readonly body: number
  /** From line to line, in pt. */
  readonly pitch: number
  readonly edgesOf: (line: PdfLine) => Edges
  /** Whether paragraphs begin with an indent. */
  readonly indents: boolean
}

/** From this share of the body's size on, type is that of a heading. */
export const headingSize = 1.12

const marker = /^(?:第[\d零〇一二三四五六七八九十百]{1,5}[章節节回卷編编篇條条]|[（(]?[一二三四五六七八九十壹貳贰叁參叄肆伍陸陆柒捌玖拾]{1,3}[、.．）)]|[（(]?\d{1,3}[、.．）)]\s*\D|[①-⑳•●■◆·]|[-–]\s)/u
const ending = /[。！？!?.…：:；;」』”’）)】》]$/u

const share = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? 0

/** Where lines of a column begin: the outermost place where a fair part of them does. */
const edgesAmong = (lines: readonly PdfLine[]): Edges => {
  const counts = new Map<number, number>()
  for (const { start } of lines) counts.set(Math.round(start / 2), (counts.get(Math.round(start / 2)) ?? 0) + 1)
  const enough = Math.max(2, lines.length * 0.06)
  const common = [...counts].filter(([place, count]) => count + (counts.get(place + 1) ?? 0) >= enough).map(([place]) => place * 2)
  const left = common.length === 0 ? lines.reduce((least, { start }) => Math.min(least, start), Infinity) : Math.min(...common)
  const right = share(lines.map(({ end }) => end), 0.95)
  const along = lines.reduce((most, line) => Math.max(most, line.along), 0)
  // Where all lines are short, none of them is full: the page ends as far from its edge as it begins.
  const isShort = lines.every(({ columns }) => columns === 1) && along - right > left + along * 0.15
  return { left, right: isShort ? along - left : right }
}

const measure = (lines: readonly PdfLine[]): Measures => {
  const body = commonSize(lines)
  const ofBody = lines.filter(({ size }) => Math.abs(size - body) <= body * 0.08)
  const groups = new Map<string, PdfLine[]>()
  const keyOf = (line: PdfLine, byPage: boolean): string => `${line.columns} ${line.column} ${byPage ? line.page % 2 : ''}`
  for (const line of ofBody) {
    for (const key of [keyOf(line, true), keyOf(line, false)]) {
      const known = groups.get(key)
      if (known === undefined) groups.set(key, [line])
      else known.push(line)
    }
  }
  const all = edgesAmong(ofBody)
  const edges = new Map([...groups].map(([key, group]) => [key, group.length < 4 ? all : edgesAmong(group)]))
  // Left and right pages may have other margins.
  const edgesOf = (line: PdfLine): Edges =>
    (groups.get(keyOf(line, true))?.length ?? 0) >= 16 ? (edges.get(keyOf(line, true)) ?? all) : (edges.get(keyOf(line, false)) ?? all)
  const steps = ofBody.flatMap((line, at) => {
    const next = ofBody[at + 1]
    return next !== undefined && next.block === line.block && next.base > line.base ? [next.base - line.base] : []
  })
  const pitch = steps.length === 0 ? body * 2 : share(steps, 0.4)
  // An indent that the next line does not have: lists and quotations stand in as a whole.
  const indented = ofBody.filter((line, at) => {
    const next = ofBody[at + 1]
    const { left } = edgesOf(line)
    const offset = (line.start - left) / body
    return offset > 1.4 && offset < 2.7 && next?.block === line.block && next.base - line.base < pitch * 1.3 && next.start - left < body * 0.5
  })
  return { body, pitch, edgesOf, indents: indented.length >= Math.max(2, ofBody.length * 0.03) }
}

/** Whether the first word of the next line would not have fitted on this one. */
const isFull = (line: PdfLine, next: PdfLine, right: number): boolean => {
  const room = right - line.end
  const first = next.text.charAt(0)
  if (isWide(first)) return room < line.size * 2.3
  const word = /^\S+/u.exec(next.text)?.[0] ?? ''
  return room < line.size * (1 + Math.min(20, word.length) * 0.55)
}

const center = ({ start, end }: PdfLine): number => (start + end) / 2

/** A line of a table of contents, with its page at the end. */
const contents = /^(.*?\S)\s*(?:[.．…·‧⋯・_—\s]{4,}|\t)\s*(\d{1,4}|[ivxlc]{1,6})$/u

const goesOn = (line: PdfLine, next: PdfLine, isFirst: boolean, { body, pitch, edgesOf, indents }: Measures): boolean => {
  if (Math.abs(line.size - next.size) > body * 0.08) return false
  if (contents.test(line.text)) return false
  const sameBlock = line.block === next.block
  const em = line.size
  const [here, there] = [edgesOf(line), edgesOf(next)]
  if (line.size >= body * headingSize) {
    const close = sameBlock && next.base - line.base < em * 1.9
    const both = Math.abs(center(line) - center(next)) < em && line.start - here.left > em
    return close && !marker.test(next.text) && (both || isFull(line, next, here.right))
  }
  if (sameBlock && next.base - line.base > pitch * 1.4) return false
  if (!isFull(line, next, here.right)) return false
  if (marker.test(next.text) && ending.test(line.text)) return false
  const offset = next.start - there.left
  if (offset < em * 0.8) return true
  const sameStart = sameBlock && Math.abs(next.start - line.start) < em * 0.3
  if (sameStart) return !indents || !isFirst
  // A list whose text stands in from its number.
  return sameBlock && isFirst && marker.test(line.text) && line.start < next.start && !indents
}

/** Lines end inside of words only with a hyphen; Chinese is joined without a space. */
const joined = (text: string, next: string): string => {
  const [before, after] = [text.at(-1) ?? '', next.charAt(0)]
  if (/[A-Za-z]-$/u.test(text) && /^[a-z]/u.test(next)) return text.slice(0, -1) + next
  if (/^第\S{1,6}[章節节回卷編编篇]$/u.test(text)) return `${text} ${next}`
  return isWide(before) || isWide(after) || /\s/u.test(before) ? text + next : `${text} ${next}`
}

/** Small type at the foot of a page that begins with a mark. */
const footnotesOf = (lines: readonly PdfLine[], body: number): ReadonlySet<PdfLine> => {
  const found = new Set<PdfLine>()
  const pages = new Map<number, PdfLine[]>()
  for (const line of lines) {
    const known = pages.get(line.page)
    if (known === undefined) pages.set(line.page, [line])
    else known.push(line)
  }
  for (const page of pages.values()) {
    const foot: PdfLine[] = []
    for (const line of page.toSorted((a, b) => b.base - a.base)) {
      if (line.size > body * 0.9) break
      foot.push(line)
    }
    const first = foot.at(-1)
    if (first !== undefined && foot.length < page.length && /^[[〔（(【]?[\d①-⑳*＊†※]/u.test(first.text)) for (const line of foot) found.add(line)
  }
  return found
}

export interface PdfFlow {
  readonly paragraphs: readonly PdfParagraph[]
  /** Footnotes, after all pages. */
  readonly notes: readonly PdfParagraph[]
  readonly body: number
}

/** Puts the lines of a text, in reading order, together as its paragraphs. */
export const readParagraphs = (lines: readonly PdfLine[]): PdfFlow => {
  const measures = measure(lines)
  const foot = footnotesOf(lines, measures.body)
  const build = (of: readonly PdfLine[]): PdfParagraph[] => {
    const paragraphs: { text: string; readonly size: number; readonly page: number }[] = []
    let before: PdfLine | null = null
    let isFirst = true
    for (const line of of) {
      const open = paragraphs.at(-1)
      if (before !== null && open !== undefined && goesOn(before, line, isFirst, measures)) {
        open.text = joined(open.text, line.text)
        isFirst = false
      } else {
        paragraphs.push({ text: line.text.replace(contents, '$1'), size: line.size, page: line.page })
        isFirst = true
      }
      before = line
    }
    return paragraphs
  }
  return { paragraphs: build(lines.filter((line) => !foot.has(line))), notes: build(lines.filter((line) => foot.has(line))), body: measures.body }
}
