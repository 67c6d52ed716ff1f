import { setImmediate } from 'node:timers/promises'
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { AppError } from '../../preload/contract/wire.ts'
import type { ReceivedText } from '../editions/received.ts'
import { openPdf } from './pdf-engine.ts'
import { readFragments, type PageText, type TextItem } from './pdf-fragment.ts'
import { findFurniture } from './pdf-furniture.ts'
import { findPdfHeadings, type Bookmark } from './pdf-heading.ts'
import { readLines, type PdfLine } from './pdf-line.ts'
import { readParagraphs } from './pdf-paragraph.ts'
import { checkPdfStreams } from './pdf-stream.ts'

/** Most pages of a PDF. */
export const pdfPageLimit = 5_000

/** Longest text of a PDF, in UTF-16 units. */
export const pdfTextLimit = 100_000_000

/** Most pieces of text on a page. */
const itemLimit = 200_000

const bookmarkLimit = 5_000

type Outline = Awaited<ReturnType<PDFDocumentProxy['getOutline']>>

const readBookmarks = async (pdf: PDFDocumentProxy): Promise<Bookmark[]> => {
  const found: Bookmark[] = []
  const pageOf = async (destination: Outline[number]['dest']): Promise<number | null> => {
    const explicit = typeof destination === 'string' ? await pdf.getDestination(destination) : destination
    const target: unknown = explicit?.[0]
    if (typeof target !== 'object' || target === null || !('num' in target) || !('gen' in target)) return null
    return (await pdf.getPageIndex(target as Parameters<PDFDocumentProxy['getPageIndex']>[0])) + 1
  }
  const waiting = ((await pdf.getOutline().catch(() => null)) ?? []).map((item) => ({ item, depth: 1 }))
  for (let next = waiting.shift(); next !== undefined && found.length < bookmarkLimit; next = waiting.shift()) {
    const { item, depth } = next
    found.push({ depth, title: item.title, page: await pageOf(item.dest).catch(() => null) })
    if (depth < 16) waiting.unshift(...item.items.slice(0, bookmarkLimit).map((child: Outline[number]) => ({ item: child, depth: depth + 1 })))
  }
  return found
}

const readPage = async (pdf: PDFDocumentProxy, number: number): Promise<PageText> => {
  const page = await pdf.getPage(number)
  try {
    const { items, styles } = await page.getTextContent({ disableNormalization: false })
    const verticalFonts = new Set(Object.entries(styles).flatMap(([name, style]) => ((style as { vertical?: unknown }).vertical === true ? [name] : [])))
    const viewport = page.getViewport({ scale: 1 })
    return readFragments(items.slice(0, itemLimit).filter((item): item is typeof item & TextItem => 'str' in item), verticalFonts, {
      transform: viewport.transform as number[],
      width: viewport.width,
      height: viewport.height,
    })
  } finally {
    page.cleanup()
  }
}

const isNoTitle = (title: string): boolean =>
  title === '' || /^(?:microsoft (?:word|powerpoint)\b.*|untitled|無標題|无标题|文档\s*\d*|文件\s*\d*|document\s*\d*|about:blank|.*\.(?:docx?|pdf|html?|txt|indd))$/iu.test(title)

const titleOf = async (pdf: PDFDocumentProxy): Promise<string | null> => {
  const about = await pdf.getMetadata().catch(() => null)
  const title = (about?.info as { Title?: unknown } | undefined)?.Title
  const shown = typeof title === 'string' ? title.toWellFormed().replace(/[\s\p{Cc}]+/gu, ' ').trim().slice(0, 300) : ''
  return isNoTitle(shown) ? null : shown
}

/** Refuses pages that are pictures, and text whose fonts do not tell what they show. */
const checkText = (lines: readonly PdfLine[], pages: number): void => {
  let shown = 0
  let unknown = 0
  for (const { text } of lines) {
    for (const character of text) {
      if (/\s/u.test(character)) continue
      shown += 1
      if (/[\p{Co}\p{Cn}\ufffd]/u.test(character)) unknown += 1
    }
  }
  if (shown < pages * 2) throw new AppError('bad-input', 'The PDF holds no text, only pictures of pages. Yandu does not recognise characters in pictures.')
  if (unknown > shown * 0.3) throw new AppError('bad-input', 'The text of the PDF cannot be read: its fonts do not tell which characters they show.')
}

const readAll = async (
  pdf: PDFDocumentProxy,
  onProgress: ((share: number) => void) | undefined,
  signal: AbortSignal | undefined,
): Promise<ReceivedText> => {
  const { numPages } = pdf
  if (numPages > pdfPageLimit) throw new AppError('too-large', `The PDF has more than ${pdfPageLimit} pages, the most an import takes.`, { pages: numPages })
  const pages: PdfLine[][] = []
  let readings = 0
  let heads = 0
  let unread = 0
  let length = 0
  for (let number = 1; number <= numPages; number += 1) {
    // The page before was read without a pause: others have their turn, and may have cancelled this.
    await setImmediate()
    if (signal?.aborted === true) throw new AppError('cancelled', 'Reading the PDF was cancelled.')
    try {
      const page = await readPage(pdf, number)
      const { lines, readings: above } = readLines(page, number)
      pages.push(lines)
      readings += above
      heads += page.heads > 0 ? 1 : 0
    } catch {
      unread += 1
      pages.push([])
    }
    length += pages.at(-1)?.reduce((sum, { text }) => sum + text.length, 0) ?? 0
    if (length > pdfTextLimit) throw new AppError('too-large', 'The PDF holds more than 100 million characters, the most an import takes.', { length })
    onProgress?.(number / numPages)
  }
  if (unread === numPages) throw new AppError('bad-input', 'The PDF is damaged: none of its pages can be read.')
  const all = pages.flat()
  checkText(all, numPages - unread)
  const furniture = findFurniture(pages)
  const flow = readParagraphs(all.filter((line) => !furniture.has(line)))
  const { headings, title } = findPdfHeadings(flow, await readBookmarks(pdf))
  const text = [...flow.paragraphs, ...flow.notes].map((paragraph) => paragraph.text).join('\n')
  if (text.trim() === '') throw new AppError('bad-input', 'The PDF holds no text.')
  const warnings = ['Lines of the pages were put together as paragraphs by where they stand.']
  heads += furniture.size
  if (heads > 0) warnings.push(`Running heads and page numbers were left out: ${heads}.`)
  if (readings > 0) warnings.push(`Small text above lines was left out as readings: ${readings}.`)
  if (flow.notes.length > 0) warnings.push(`Footnotes stand at the end of the text: ${flow.notes.length}.`)
  if (unread > 0) warnings.push(`Pages that could not be read: ${unread}.`)
  return {
    format: 'pdf',
    text,
    encoding: 'UTF-8',
    encodingConfidence: 1,
    bom: false,
    headings,
    title: title ?? (await titleOf(pdf)),
    warnings,
  }
}

/**
 * Reads the text of a PDF: columns in their order, lines put together as paragraphs, running heads left out. `onProgress`
 * gets the share of the pages that is read. Throws AppError 'bad-input' for what is damaged, wants a password or holds
 * no text, 'too-large' beyond the limits, 'cancelled' when `signal` says so.
 */
export const readPdf = async (bytes: Uint8Array, onProgress?: (share: number) => void, signal?: AbortSignal): Promise<ReceivedText> => {
  if (signal?.aborted === true) throw new AppError('cancelled', 'Reading the PDF was cancelled.')
  checkPdfStreams(bytes)
  const { document, close } = await openPdf(bytes)
  try {
    return await readAll(document, onProgress, signal)
  } catch (error) {
    throw error instanceof AppError ? error : new AppError('bad-input', 'The PDF is damaged and cannot be read.', {}, error)
  } finally {
    await close()
  }
}
