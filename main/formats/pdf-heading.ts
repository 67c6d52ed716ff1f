import type { MarkedHeading } from '../editions/received.ts'
import { headingSize, type PdfFlow, type PdfParagraph } from './pdf-paragraph.ts'

export interface Bookmark {
  /** From 1. */
  readonly depth: number
  readonly title: string
  /** From 1; null when it leads nowhere. */
  readonly page: number | null
}

export interface PdfHeadings {
  readonly headings: readonly MarkedHeading[]
  /** The title as the text has it. */
  readonly title: string | null
}

const longestHeading = 80

const folded = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, '')

/** How many UTF-16 units of a text hold so many of its folded form. */
const unitsOf = (text: string, length: number): number => {
  let seen = 0
  for (let at = 0; at < text.length; ) {
    if (seen >= length) return at
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0)
    seen += folded(character).length
    at += character.length
  }
  return text.length
}

interface Found {
  readonly paragraph: number
  readonly length: number
  readonly level: number
}

/** The paragraphs that bookmarks name, in the order of both. */
const byBookmarks = (bookmarks: readonly Bookmark[], paragraphs: readonly PdfParagraph[]): Found[] => {
  const texts = paragraphs.map(({ text }) => folded(text.slice(0, 400)))
  const found: Found[] = []
  let from = 0
  for (const { depth, title, page } of bookmarks) {
    const wanted = folded(title)
    if (wanted === '') continue
    const lengthIn = (at: number): number | null => {
      const text = texts[at] ?? ''
      const paragraph = paragraphs[at]
      if (paragraph === undefined || (page !== null && (paragraph.page < page - 1 || paragraph.page > page + 1))) return null
      if (text.startsWith(wanted)) return unitsOf(paragraph.text, wanted.length)
      return text.endsWith(wanted) && text.length - wanted.length <= 12 && wanted.length > 1 ? paragraph.text.length : null
    }
    for (let at = from; at < paragraphs.length; at += 1) {
      const length = lengthIn(at)
      if (length === null) {
        if (page !== null && (paragraphs[at]?.page ?? 0) > page + 1) break
        continue
      }
      found.push({ paragraph: at, length, level: depth })
      from = at + 1
      break
    }
  }
  return found
}

/** Short paragraphs in larger type; the larger, the higher. */
const bySize = ({ paragraphs, body }: PdfFlow): Found[] => {
  const large = paragraphs.flatMap(({ text, size }, paragraph) =>
    size >= body * headingSize && text.length <= longestHeading && !/[。；;，,]$/u.test(text) && /[\p{L}\p{N}]/u.test(text)
      ? [{ paragraph, length: text.length, size: Math.round(size * 2) / 2 }]
      : [],
  )
  // Where there is about as much large type as small, size tells nothing.
  if (large.length > paragraphs.length * 0.5 && large.length > 3) return []
  const sizes = [...new Set(large.map(({ size }) => size))].toSorted((a, b) => b - a)
  return large.map(({ paragraph, length, size }) => ({ paragraph, length, level: Math.min(9, sizes.indexOf(size) + 1) }))
}

/**
 * Headings of a text out of its bookmarks, where most of these are found in it, else out of the sizes of type. What
 * stands alone above all others at the start is the title, no heading. Offsets are UTF-16 units of the paragraphs' texts
 * joined by one line break each.
 */
export const findPdfHeadings = (flow: PdfFlow, bookmarks: readonly Bookmark[]): PdfHeadings => {
  const marked = byBookmarks(bookmarks, flow.paragraphs)
  const found = marked.length > 0 && marked.length * 2 >= bookmarks.length ? marked : bySize(flow)
  const top = found.reduce((least, { level }) => Math.min(least, level), Infinity)
  const highest = found.filter(({ level }) => level === top)
  const first = found[0]
  const isTitle =
    first !== undefined && highest.length === 1 && highest[0] === first && first.paragraph < 3 && found.length > 1
  const starts: number[] = []
  let length = 0
  for (const { text } of flow.paragraphs) {
    starts.push(length)
    length += text.length + 1
  }
  const headings = (isTitle ? found.slice(1) : found).map(({ paragraph, length: units, level }) => {
    const start = starts[paragraph] ?? 0
    return { start, end: start + units, level: Math.max(1, level - (isTitle ? top : top - 1)) }
  })
  if (isTitle) return { headings, title: flow.paragraphs[first.paragraph]?.text ?? null }
  const [opening] = flow.paragraphs
  const isLarge = opening !== undefined && opening.size >= flow.body * 1.3 && opening.text.length <= longestHeading && headings[0]?.start !== 0
  return { headings, title: isLarge ? opening.text : null }
}
