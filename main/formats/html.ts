import type { Decoded } from '../editions/decode.ts'
import type { MarkedHeading, ReceivedText } from '../editions/received.ts'
import { createLineWriter } from './line-writer.ts'
import { findMainPart } from './main-part.ts'
import { headingLevel, isWordless, markupText, writeMarkup } from './markup-text.ts'
import { parseMarkup, plainTextOf, visit } from './markup-tree.ts'
import { isCutNotice, isFurniture, isStatement } from './page-words.ts'
import { findTitle } from './page-title.ts'

/** Prose outside of the text, in characters and against it, from which the reader is told of it. */
const toldFrom = 300
const toldShare = 0.2
/** Most lines between a title and its text that can be about the text. */
const statementLines = 8
/** Blocks behind the text that are looked at for the site's remark that there is more of it. */
const noticeBlocks = 4
/** Lines in which the title is looked for; what stands before it is the page's when it is short. */
const linesBeforeTitle = 8
const isSmall = (line: string): boolean => line.length <= 60 && !/[。！？]/u.test(line)

/** Whether the title stands inside the text, and the elements between the two where it stands before it. */
const between = (page: Element, title: Element, root: Element): { readonly inside: boolean; readonly elements: Element[] } => {
  if (root.contains(title) || title.contains(root)) return { inside: true, elements: [] }
  const elements: Element[] = []
  let started = false
  let ended = false
  visit(page, {
    enter: (element) => {
      if (ended || isWordless(element)) return false
      if (element === root) {
        ended = true
        return false
      }
      if (element === title) {
        started = true
        return false
      }
      if (!started) return true
      if (element.contains(root)) return true
      elements.push(element)
      return false
    },
    text: () => undefined,
  })
  return { inside: false, elements: started && ended ? elements.slice(0, 40) : [] }
}

/** Lines that belong to the title, above it: headings beside it. */
const headingsBefore = (title: Element, dropped: (element: Element) => boolean): string[] => {
  const lines: string[] = []
  for (let before = title.previousElementSibling; before !== null && lines.length < 2; before = before.previousElementSibling) {
    if (headingLevel(before) === null) break
    const line = plainTextOf(before)
    if (!dropped(before) && line !== '') lines.unshift(line)
  }
  return lines
}

/** What an element between the title and its text says of either: headings, and who wrote it when. */
const linesAbout = (element: Element, dropped: (element: Element) => boolean): string[] => {
  if (dropped(element)) return []
  const { text, headings } = markupText(element, { skip: dropped })
  const starts = new Set(headings.map(({ start }) => start))
  const kept: string[] = []
  let from = 0
  for (const line of text.split('\n')) {
    if (line.trim() !== '' && (isStatement(line) || (starts.has(from) && !isFurniture(line)))) kept.push(line)
    from += line.length + 1
  }
  return kept
}

/** The site's remarks that stand directly behind the text. */
const noticesBehind = (root: Element, dropped: (element: Element) => boolean): string[] => {
  const notices: string[] = []
  let looked = 0
  for (let place: Element | null = root; place !== null && looked < noticeBlocks; place = place.parentElement) {
    for (let next = place.nextElementSibling; next !== null && looked < noticeBlocks; next = next.nextElementSibling) {
      if (isWordless(next) || dropped(next)) continue
      const lines = markupText(next).text.split('\n').filter((line) => line.trim() !== '').slice(0, noticeBlocks)
      if (lines.length === 0) continue
      looked += 1
      notices.push(...lines.filter((line) => isCutNotice(line)))
    }
  }
  return notices
}

/** Headings over a title, which begins at `at`, and the one of its kind directly under it belong to the title. */
const withoutSubtitles = (headings: readonly MarkedHeading[], at: number | null, length: number): MarkedHeading[] =>
  at === null
    ? [...headings]
    : headings.filter(({ start, level }) => {
        const isSubtitle = start === at + length + 1 && level >= 3 && headings.filter((other) => other.level === level).length === 1
        return start >= at && !isSubtitle
      })

/** Without the lines of the page itself at the edges of the text: the way to it before its title, other pages behind it. */
const trim = (
  text: string,
  headings: readonly MarkedHeading[],
  title: string | null,
): { readonly text: string; readonly headings: readonly MarkedHeading[] } => {
  const lines = text.split('\n').slice(0, -1)
  const isPlain = (line: string): boolean => !isFurniture(line.trim())
  const titleLine = title === null ? -1 : lines.slice(0, linesBeforeTitle).indexOf(title)
  const starts = new Set(headings.map(({ start }) => start))
  const lengthOf = (some: readonly string[]): number => some.reduce((length, line) => length + line.length + 1, 0)
  let before = Math.max(0, titleLine)
  if (lines.slice(0, before).some((line) => isPlain(line) && !isSmall(line))) before = 0
  while (before > 0 && starts.has(lengthOf(lines.slice(0, before - 1)))) before -= 1
  const first = before + Math.max(0, lines.slice(before).findIndex(isPlain))
  const last = lines.findLastIndex(isPlain)
  const start = lengthOf(lines.slice(0, first))
  const kept = lines.slice(first, last + 1)
  const end = start + lengthOf(kept)
  return {
    text: kept.length === 0 ? '' : `${kept.join('\n')}\n`,
    headings: withoutSubtitles(headings, titleLine < 0 ? null : lengthOf(lines.slice(0, titleLine)), title?.length ?? 0)
      .filter((heading) => heading.start >= start && heading.end < end)
      .map((heading) => ({ ...heading, start: heading.start - start, end: heading.end - start })),
  }
}

export interface PageText {
  readonly text: string
  readonly headings: readonly MarkedHeading[]
  readonly title: string | null
  readonly warnings: readonly string[]
}

/** The main text of a page: its title, what is said of it, the text, and the site's remarks on what is left out. */
export const pageText = (source: string): PageText => {
  const page = parseMarkup(source, { xml: false })
  const { root, dropped, left, prose } = findMainPart(page)
  const isDropped = (element: Element): boolean => dropped.has(element)
  const { title, element: titleElement } = findTitle(page, isDropped)
  const writer = createLineWriter()
  let isInside = false
  if (titleElement !== null && title !== null) {
    const { inside, elements } = between(page, titleElement, root)
    isInside = inside
    if (!inside) {
      const put = (line: string): void => {
        writer.add(line)
        writer.end()
      }
      for (const line of headingsBefore(titleElement, isDropped)) put(line)
      writer.beginHeading(1)
      writer.add(title)
      writer.endHeading()
      for (const line of elements.flatMap((element) => linesAbout(element, isDropped)).slice(0, statementLines)) put(line)
    }
  }
  writeMarkup(root, writer, {
    skip: isDropped,
    level: (element) => (element === titleElement ? 1 : headingLevel(element)),
  })
  writer.end()
  for (const notice of noticesBehind(root, isDropped)) {
    writer.add(notice)
    writer.end()
  }
  const written = writer.finish()
  const { text, headings } = trim(written.text, written.headings, isInside ? title : null)
  const warnings =
    left >= toldFrom && left >= prose * toldShare
      ? [`Besides the main text the page has ${left} characters that are not links; they were left out.`]
      : []
  return { text, headings, title, warnings }
}

/** A page as text, which can be empty. Throws AppError 'too-large'. */
export const readHtml = (decoded: Decoded): ReceivedText => {
  const { text, headings, title, warnings } = pageText(decoded.text)
  return {
    format: 'html',
    text: text.toWellFormed(),
    encoding: decoded.encoding,
    encodingConfidence: decoded.confidence,
    bom: decoded.bom,
    headings,
    title,
    warnings,
  }
}

/** Whether text is a page of markup whatever its name says: it begins as one. */
export const beginsAsPage = (text: string): boolean =>
  /^(?:\ufeff|\s|<\?xml[^>]{0,200}\?>|<!--(?:(?!-->)[\s\S]){0,20000}-->)*<(?:!doctype\s+html|html|head|body)\b/i.test(text)

/** Whether a text has a tag of HTML at all. */
export const hasTags = (text: string): boolean => /<\/?(?:html|head|body|p|div|br|h[1-6]|table|span|font|a|ul|ol|li|b|i|center|pre|section|article)\b[^<>]*>/i.test(text)

