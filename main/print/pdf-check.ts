import type { PrintDifference, PrintReport } from '../../preload/contract/printing.ts'
import type { Face } from '../../preload/contract/style.ts'
import type { PrintedText } from '../platform.ts'
import type { PdfBookmark, PdfContent, PdfFont } from './pdf-reader.ts'
import { inkOf, numberedCharacters, openingWords, partingOf } from './plain-text.ts'

export interface Meant {
  /** What the page drew, block by block. */
  readonly printed: PrintedText
  /** False when only the document's own text is printed, which then needs few fonts. */
  readonly notes: boolean
  readonly face: Face
}

/** More than this and the file is another one; the rest is not worth listing. */
const differenceLimit = 50

/** Faces for characters that few texts have: one of them comes in beside those that set the text. */
const rareFont = /^(?:[A-Z]{6}\+)?Yandu(?:SerifRare|HanExtended)-/
/** Name of every face that Yandu brings along, without the tag that a subset puts before it. */
const ownFont = /^(?:[A-Z]{6}\+)?Yandu(?:Serif(?:TC|SC|Rare)|Kai|HanExtended)-(?:Regular|Bold)$/
/** Without the tag that a subset puts before a name. */
const plainName = ({ name }: PdfFont): string => name.replace(/^[A-Z]{6}\+/, '')
const han = /\p{Script=Han}/u

/** Fonts that may set Han in a text without notes: one of a weight; Kai has no bold, and the serif stands in for what it lacks. */
const fontLimit = { serif: 2, kai: 3 } as const satisfies Record<Face, number>

/** Readings that are text are smaller than this, all else in the tags is larger. Points. */
const largestReading = 7

/** What a font of the system had to draw, for no bundled face has it; `at` is a place in the ink. */
interface ForeignRun {
  readonly at: number
  readonly words: string
}

/** The text of the whole file without white space, and the page on which each place of it stands. */
const readText = (content: PdfContent, withReadings: boolean) => {
  let ink = ''
  let readings = ''
  const pageStarts: number[] = []
  const foreign: ForeignRun[] = []
  for (const { runs } of content.pages) {
    pageStarts.push(ink.length)
    for (const { text, font, size } of runs) {
      const words = inkOf(text)
      if (withReadings && size < largestReading) {
        readings += words
        continue
      }
      const name = font === null ? undefined : content.fonts[font]?.name
      if (name !== undefined && words !== '' && !ownFont.test(name)) foreign.push({ at: ink.length, words })
      ink += words
    }
  }
  const pageAt = (at: number): number => {
    let page = 0
    while (page < pageStarts.length && (pageStarts[page] ?? 0) <= at) page += 1
    return Math.max(page, 1)
  }
  return { ink, readings, pageAt, foreign }
}

interface FoundText {
  readonly differences: readonly PrintDifference[]
  /** Page of each block, 0 for one that was not found. */
  readonly pages: readonly number[]
}

const compareText = (
  blocks: readonly string[],
  { ink, pageAt, foreign }: ReturnType<typeof readText>,
): FoundText => {
  const differences: PrintDifference[] = []
  const wanted = blocks.map((block) => inkOf(block))
  const pages: number[] = []
  let at = 0
  const differ = (place: string, expected: string, found: string): void => {
    differences.push({ kind: 'text', place: `${place}, page ${pageAt(at)}`, ...partingOf(expected, found) })
  }
  for (const [index, block] of wanted.entries()) {
    if (differences.length >= differenceLimit) break
    if (ink.startsWith(block, at)) {
      const end = at + block.length
      const strange = foreign.filter((run) => run.at >= at && run.at < end).map(({ words }) => words).join('')
      if (strange !== '') {
        const place = openingWords(blocks[index] ?? '')
        differences.push({ kind: 'fonts', place, expected: numberedCharacters(strange), found: 'no glyph' })
      }
      pages.push(pageAt(at))
      at += block.length
      continue
    }
    const place = openingWords(blocks[index] ?? '')
    const later = ink.indexOf(block, at)
    const next = wanted.slice(index + 1).map((other) => (other.length < 4 ? -1 : ink.indexOf(other, at))).find((found) => found >= 0)
    if (later >= 0 && (next === undefined || later <= next)) {
      differ(place, '', ink.slice(at, later))
      pages.push(pageAt(later))
      at = later + block.length
    } else {
      const end = next ?? Math.min(ink.length, at + block.length)
      differ(place, block, ink.slice(at, end))
      pages.push(0)
      at = end
    }
  }
  if (at < ink.length && differences.length < differenceLimit) differ('after the end', '', ink.slice(at))
  return { differences, pages }
}

/** Headings nest as far as the levels above them allow: a level left out makes no bookmark of its own. */
const expectedBookmarks = (headings: PrintedText['headings']): { depth: number; text: string }[] => {
  const open: number[] = []
  return headings.map(({ level, text }) => {
    while ((open.at(-1) ?? 0) >= level) open.pop()
    open.push(level)
    return { depth: open.length, text }
  })
}

/**
 * Which block each heading is, -1 for one that is none. Looked for from the end: a list of headings may stand before the
 * headings themselves.
 */
const headingBlocks = ({ headings, blocks }: PrintedText): number[] => {
  let before = blocks.length - 1
  return headings
    .toReversed()
    .map(({ text }) => {
      const at = before < 0 ? -1 : blocks.lastIndexOf(text, before)
      if (at >= 0) before = at - 1
      return at
    })
    .reverse()
}

const described = (bookmark: { readonly depth: number; readonly text: string } | undefined): string =>
  bookmark === undefined ? '' : `${bookmark.depth}: ${bookmark.text}`

const compareBookmarks = (
  printed: PrintedText,
  blockPages: readonly number[],
  found: readonly PdfBookmark[],
): PrintDifference[] => {
  const differences: PrintDifference[] = []
  const wanted = expectedBookmarks(printed.headings)
  const places = headingBlocks(printed)
  for (let index = 0; index < Math.max(wanted.length, found.length); index += 1) {
    const expected = wanted[index]
    const bookmark = found[index]
    const differ = (wish: string, reality: string): void => {
      differences.push({ kind: 'bookmarks', place: expected?.text ?? bookmark?.text ?? '', expected: wish, found: reality })
    }
    const same = expected !== undefined && bookmark?.depth === expected.depth && inkOf(bookmark.text) === inkOf(expected.text)
    if (!same) differ(described(expected), described(bookmark))
    if (expected === undefined) continue
    const page = blockPages[places[index] ?? -1] ?? 0
    if (same && page > 0 && bookmark.page !== page) differ(`page ${page}`, bookmark.page === null ? '' : `page ${bookmark.page}`)
  }
  return differences.slice(0, differenceLimit)
}

const compareFonts = (content: PdfContent, { notes, face }: Meant): PrintDifference[] => {
  const differences: PrintDifference[] = []
  const words = content.fonts.map(() => '')
  for (const { text, font } of content.pages.flatMap(({ runs }) => runs)) {
    if (font !== null && Array.from(words[font] ?? '').length < 16) words[font] += inkOf(text)
  }
  const setsHan = new Set(
    content.pages.flatMap(({ runs }) =>
      runs.flatMap(({ text, font }) => (font !== null && han.test(text) && !rareFont.test(content.fonts[font]?.name ?? '') ? [font] : [])),
    ),
  )
  const differ = (font: PdfFont, index: number, expected: string, found: string): void => {
    const sample = openingWords(words[index] ?? '')
    differences.push({ kind: 'fonts', place: `${plainName(font) || 'a font without a name'}${sample === '' ? '' : ` (${sample})`}`, expected, found })
  }
  for (const [index, font] of content.fonts.entries()) {
    const own = ownFont.test(font.name)
    if (font.type === 'Type3') differ(font, index, own ? 'TrueType' : 'Yandu Serif', 'Type 3')
    else if (!font.embedded) differ(font, index, 'embedded', 'not embedded')
    else if (!own) differ(font, index, 'Yandu Serif', plainName(font))
    else if (font.type !== 'CIDFontType2') differ(font, index, 'TrueType', font.type)
  }
  if (!notes && setsHan.size > fontLimit[face]) {
    const names = [...setsHan].map((index) => content.fonts[index]?.name ?? '').join(', ')
    differences.push({ kind: 'fonts', place: 'Chinese', expected: `at most ${fontLimit[face]}`, found: `${setsHan.size}: ${names}` })
  }
  return differences
}

/** The number of a paragraph stands on the page on which the paragraph begins. */
const compareNumbers = (
  { numbers = [], blocks }: PrintedText,
  blockPages: readonly number[],
  content: PdfContent,
): PrintDifference[] => {
  const left = content.pages.map(({ furniture }) => furniture.map((piece) => piece.trim()))
  return numbers
    .flatMap(({ block, number }): PrintDifference[] => {
      const page = blockPages[block] ?? 0
      const pieces = left[page - 1]
      const at = pieces?.indexOf(String(number)) ?? -1
      if (at >= 0) pieces?.splice(at, 1)
      const place = openingWords(blocks[block] ?? '')
      return at >= 0 || page === 0 ? [] : [{ kind: 'numbers', place, expected: String(number), found: '' }]
    })
    .slice(0, differenceLimit)
}

/**
 * Compares a finished PDF with what was to be printed: every block of text, the bookmarks with their nesting and page,
 * numbers and readings, fonts, title, language, tags. Running heads and page numbers stand outside the tags and are not text. The report
 * names what differs; `characters` counts code points without white space.
 */
export const comparePdf = (meant: Meant, content: PdfContent): PrintReport => {
  const { printed } = meant
  const text = readText(content, printed.readings !== undefined)
  const { differences, pages } = compareText(printed.blocks, text)
  const found: PrintDifference[] = [
    ...differences,
    ...compareNumbers(printed, pages, content),
    ...compareBookmarks(printed, pages, content.bookmarks),
    ...compareFonts(content, meant),
  ]
  const readings = inkOf((printed.readings ?? []).join(''))
  if (readings !== text.readings) found.push({ kind: 'text', place: 'readings', ...partingOf(readings, text.readings) })
  const expectSame = (kind: PrintDifference['kind'], expected: string, value: string): void => {
    if (expected !== value) found.push({ kind, place: 'file', expected, found: value })
  }
  expectSame('title', printed.title, content.title)
  expectSame('language', printed.language, content.language)
  expectSame('tags', 'tagged', content.tagged ? 'tagged' : 'not tagged')
  for (const [index, page] of content.pages.entries()) {
    if (page.runs.every((run) => inkOf(run.text) === '')) {
      found.push({ kind: 'pages', place: `page ${index + 1}`, expected: 'text', found: 'an empty page' })
    }
  }
  return {
    pages: content.pages.length,
    characters: Array.from(text.ink).length,
    bookmarks: content.bookmarks.length,
    fonts: [...new Set(content.fonts.map(plainName))],
    differences: found,
  }
}
