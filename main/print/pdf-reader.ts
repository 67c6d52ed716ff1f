import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { loadPdfjs } from '../pdfjs.ts'

/** One font of the finished file, as its dictionary names it: "AAAAAA+YanduSerifTC-Regular". */
export interface PdfFont {
  readonly name: string
  /** PDF type: "CIDFontType2" is embedded TrueType, "Type3" is drawn shape by shape. */
  readonly type: string
  readonly embedded: boolean
}

/** A stretch of text as one font sets it. */
export interface PdfRun {
  readonly text: string
  /** Index in `fonts`; null where the file does not tell. */
  readonly font: number | null
  /** Size of the type in pt, 0 where the file does not tell. */
  readonly size: number
}

export interface PdfPage {
  /** Text of the document, in reading order. */
  readonly runs: readonly PdfRun[]
  /** Text outside the document's tags, piece by piece: running head, page number, numbers of paragraphs. */
  readonly furniture: readonly string[]
}

export interface PdfBookmark {
  /** Nesting, from 1. */
  readonly depth: number
  readonly text: string
  /** From 1; null when it leads nowhere. */
  readonly page: number | null
}

export interface PdfContent {
  readonly pages: readonly PdfPage[]
  readonly bookmarks: readonly PdfBookmark[]
  readonly fonts: readonly PdfFont[]
  readonly title: string
  /** The document's natural language, "zh-Hant-TW"; empty when it has none. */
  readonly language: string
  /** True for a tagged file: marked, and with a structure tree. */
  readonly tagged: boolean
}

interface FontObject {
  readonly name?: string
  readonly type?: string
  readonly missingFile?: boolean
  readonly isType3Font?: boolean
}

/** Fonts of one file, numbered as they are met; pdf.js names the same font anew on every page. */
const createFontTable = () => {
  const fonts: PdfFont[] = []
  const numbers = new Map<string, number>()
  return {
    fonts,
    numberOf: (page: PDFPageProxy, loadedName: string): number | null => {
      if (!page.commonObjs.has(loadedName)) return null
      const found = page.commonObjs.get(loadedName) as FontObject
      const font: PdfFont = {
        name: found.name ?? loadedName,
        type: found.isType3Font === true ? 'Type3' : (found.type ?? 'unknown'),
        embedded: found.isType3Font === true || found.missingFile !== true,
      }
      const key = `${font.name}\n${font.type}\n${font.type === 'Type3' ? loadedName : ''}`
      const known = numbers.get(key)
      if (known !== undefined) return known
      numbers.set(key, fonts.push(font) - 1)
      return fonts.length - 1
    },
  }
}

/** Text with an id belongs to the structure tree; what Chromium prints in the page margins has none. */
const isTagged = (item: { readonly type: string; readonly id?: string; readonly tag?: unknown }): boolean =>
  item.type === 'beginMarkedContentProps' && item.tag !== 'Artifact' && typeof item.id === 'string'

/** Length of the upright of the type, however the line runs. */
const sizeOf = ([, , skew = 0, scale = 0]: readonly number[]): number => Math.hypot(skew, scale)

const readPage = async (page: PDFPageProxy, fontOf: (loadedName: string) => number | null): Promise<PdfPage> => {
  // Loads the fonts; getTextContent alone leaves them unnamed.
  await page.getOperatorList()
  const content = await page.getTextContent({ includeMarkedContent: true, disableNormalization: true })
  const runs: PdfRun[] = []
  const furniture: string[] = []
  const open: boolean[] = []
  for (const item of content.items) {
    if ('str' in item) {
      const text = item.hasEOL ? `${item.str}\n` : item.str
      if (text === '') continue
      if (open.includes(true)) runs.push({ text, font: item.str === '' ? null : fontOf(item.fontName), size: sizeOf(item.transform) })
      else furniture.push(text)
    } else if (item.type === 'endMarkedContent') open.pop()
    else open.push(isTagged(item))
  }
  return { runs, furniture }
}

type Outline = Awaited<ReturnType<PDFDocumentProxy['getOutline']>>

const readBookmarks = async (pdf: PDFDocumentProxy): Promise<PdfBookmark[]> => {
  const bookmarks: PdfBookmark[] = []
  const pageOf = async (destination: Outline[number]['dest']): Promise<number | null> => {
    const explicit = typeof destination === 'string' ? await pdf.getDestination(destination) : destination
    const target: unknown = explicit?.[0]
    if (typeof target !== 'object' || target === null || !('num' in target) || !('gen' in target)) return null
    return (await pdf.getPageIndex(target as Parameters<PDFDocumentProxy['getPageIndex']>[0])) + 1
  }
  const walk = async (items: Outline, depth: number): Promise<void> => {
    for (const item of items) {
      bookmarks.push({ depth, text: item.title, page: await pageOf(item.dest).catch(() => null) })
      await walk(item.items, depth + 1)
    }
  }
  await walk((await pdf.getOutline()) ?? [], 1)
  return bookmarks
}

/** pdf.js declares an object and gives a Map. */
const isMarked = (marks: unknown): boolean =>
  marks instanceof Map
    ? marks.get('Marked') === true
    : typeof marks === 'object' && marks !== null && 'Marked' in marks && marks.Marked === true

/** Reads a finished PDF as another program would. Rejects when the bytes are no readable PDF. */
export const readPdf = async (bytes: Uint8Array): Promise<PdfContent> => {
  const { getDocument, VerbosityLevel } = await loadPdfjs()
  const task = getDocument({
    // pdf.js takes the buffer over and empties it.
    data: Uint8Array.from(bytes),
    fontExtraProperties: true,
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    stopAtErrors: false,
    verbosity: VerbosityLevel.ERRORS,
  })
  try {
    const pdf = await task.promise
    const { fonts, numberOf } = createFontTable()
    const pages: PdfPage[] = []
    let structured = false
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const page = await pdf.getPage(number)
      pages.push(await readPage(page, (name) => numberOf(page, name)))
      if (!structured) structured = (await page.getStructTree()) !== null
      page.cleanup()
    }
    const { info } = (await pdf.getMetadata()) as { info: { Title?: unknown; Language?: unknown } }
    const marks: unknown = await pdf.getMarkInfo()
    return {
      pages,
      bookmarks: await readBookmarks(pdf),
      fonts,
      title: typeof info.Title === 'string' ? info.Title : '',
      language: typeof info.Language === 'string' ? info.Language : '',
      tagged: structured && isMarked(marks),
    }
  } finally {
    await task.destroy()
  }
}
