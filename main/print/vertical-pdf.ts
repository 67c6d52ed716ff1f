import { findCells } from './column-cells.ts'
import type { CellsOf } from './column-cells.ts'
import { formatNumber, isArray, isDictionary, isReference, makeStream, openPdf, streamText } from './pdf-objects.ts'
import type { PdfDictionary, PdfFile, PdfReference, PdfValue } from './pdf-objects.ts'
import { columnsOf, glyphsOf } from './text-columns.ts'
import type { Column } from './text-columns.ts'
import { formatCharacterMap, readCharacterMap } from './character-map.ts'
import { readVerticalOrigins } from './vertical-metrics.ts'
import type { VerticalOrigin, VerticalOrigins } from './vertical-metrics.ts'

/** Where a glyph of vertical lines hangs, in thousandths of an em: in the middle of its cell, below the top of it. */
const middle = 500
const top = 880

/**
 * Chromium writes vertical lines as horizontal text, glyph by glyph, so that other programs take each character for a line
 * of its own, and marks for characters that stand only in vertical lines. This makes vertical text of it: the same glyphs in
 * the same places, in the vertical writing mode of the same fonts (ISO 32000-1, 9.7.4.3), each standing for what was written.
 * A file of another making comes back as it is.
 */
export const setVerticalText = (bytes: Uint8Array): Uint8Array => {
  try {
    const file = openPdf(bytes)
    const pages = pagesOf(file)
    const faces = makeFaces(file, pages)
    const faceOf = ({ fonts }: Page, { font }: Column): Face => {
      const face = faces.get(fontOf(fonts, font).reference)
      if (!face) throw new SyntaxError(`there is no font ${font}`)
      return face
    }
    const columns = new Map(pages.flatMap((page) => page.columns.map((column) => [column, faceOf(page, column)] as const)))
    const cellsOf = findCells(new Map([...columns].map(([column, face]) => [column, face.originOf])))
    for (const page of pages) setPage(file, page, columns, cellsOf)
    return file.bytes()
  } catch (error) {
    if (error instanceof SyntaxError) return bytes
    throw error
  }
}

/** In thousandths of an em. Less cannot be seen, and some programs end a word at it. */
const leastShift = 4

interface Page {
  readonly number: number
  readonly node: PdfDictionary
  readonly contents: number
  readonly resources: PdfDictionary
  readonly fonts: PdfDictionary
  readonly text: string
  readonly columns: readonly Column[]
}

const pagesOf = (file: PdfFile): Page[] => {
  const pages: Page[] = []
  const walk = (value: PdfValue | undefined, depth: number): void => {
    const node = file.resolve(value)
    if (!isReference(value) || !isDictionary(node) || depth > 32) throw new SyntaxError('no page')
    const kids = node.get('/Kids')
    if (isArray(kids)) for (const kid of kids) walk(kid, depth + 1)
    else {
      const page = pageOf(file, value.reference, node)
      if (page) pages.push(page)
    }
  }
  const catalog = file.resolve(file.root)
  walk(isDictionary(catalog) ? catalog.get('/Pages') : null, 0)
  return pages
}

const pageOf = (file: PdfFile, number: number, node: PdfDictionary): Page | null => {
  const contents = node.get('/Contents')
  const resources = file.resolve(node.get('/Resources'))
  const fonts = isDictionary(resources) ? file.resolve(resources.get('/Font')) : null
  if (!isReference(contents) || !isDictionary(resources) || !isDictionary(fonts)) return null
  const text = streamText(file.object(contents.reference))
  if (text === null) return null
  const columns = columnsOf(text).filter((column) => isVertical(file, fonts, column))
  return { number, node, contents: contents.reference, resources, fonts, text, columns }
}

/** A font for vertical lines, and what its glyphs stand for unless the text says otherwise. */
interface Face {
  readonly font: PdfReference
  readonly before: ReadonlyMap<string, string>
  readonly now: ReadonlyMap<string, string>
  readonly originOf: (code: string) => VerticalOrigin
}

/** One for each font that columns are set in, by the number of that font. */
const makeFaces = (file: PdfFile, pages: readonly Page[]): ReadonlyMap<number, Face> => {
  const used = new Map<number, Map<string, string | null>>()
  for (const { fonts, columns } of pages) {
    for (const { font, parts } of columns) {
      const { reference } = fontOf(fonts, font)
      const known = used.get(reference) ?? new Map<string, string | null>()
      used.set(reference, known)
      for (const part of parts) if ('code' in part) known.set(part.code, known.get(part.code) ?? part.text)
    }
  }
  return new Map([...used].map(([reference, glyphs]) => [reference, makeFace(file, reference, glyphs)]))
}

/** `glyphs` are those of its vertical lines, with what they stand for where the font does not say it. */
const makeFace = (file: PdfFile, reference: number, glyphs: ReadonlyMap<string, string | null>): Face => {
  const font = file.object(reference).value
  const descendants = isDictionary(font) ? file.resolve(font.get('/DescendantFonts')) : null
  const descendant = isArray(descendants) ? file.resolve(descendants[0]) : null
  const unicode = isDictionary(font) ? font.get('/ToUnicode') : undefined
  const map = isReference(unicode) ? streamText(file.object(unicode.reference)) : null
  if (!isDictionary(font) || !isDictionary(descendant) || map === null) throw new SyntaxError('a font without names')
  const before = readCharacterMap(map)
  const now = new Map(before)
  for (const [code, text] of glyphs) if (text !== null) now.set(code, text)
  const origins = verticalOrigins(file, descendant)
  const originOf = (code: string): VerticalOrigin => origins?.(parseInt(code, 16)) ?? { highest: top, above: 0 }
  const hanging = [...glyphs.keys()].sort().flatMap((code): PdfValue[] => [parseInt(code, 16), [-1000, middle, topOf(originOf(code))]])
  const vertical = new Map<string, PdfValue>([...descendant, ['/DW2', [top, -1000]], ['/W2', hanging]])
  const value = new Map<string, PdfValue>([
    ...font,
    ['/Encoding', '/Identity-V'],
    ['/DescendantFonts', [file.add({ value: vertical, stream: null })]],
    ['/ToUnicode', file.add(makeStream(formatCharacterMap(now)))],
  ])
  return { font: file.add({ value, stream: null }), before, now, originOf }
}

const verticalOrigins = (file: PdfFile, descendant: PdfDictionary): VerticalOrigins | null => {
  const descriptor = file.resolve(descendant.get('/FontDescriptor'))
  const program = isDictionary(descriptor) ? descriptor.get('/FontFile2') : undefined
  const bytes = isReference(program) ? streamText(file.object(program.reference)) : null
  return bytes === null ? null : readVerticalOrigins(Buffer.from(bytes, 'latin1'))
}

const fontOf = (fonts: PdfDictionary, name: string): PdfReference => {
  const font = fonts.get(name)
  if (!isReference(font)) throw new SyntaxError(`there is no font ${name}`)
  return font
}

const verticalName = (name: string): string => `${name}V`

const setPage = (file: PdfFile, page: Page, faces: ReadonlyMap<Column, Face>, cellsOf: CellsOf): void => {
  if (page.columns.length === 0) return
  const fonts = new Map(page.fonts)
  let set = ''
  let at = 0
  for (const column of page.columns) {
    const face = faces.get(column)
    if (!face) continue
    fonts.set(verticalName(column.font), face.font)
    set += page.text.slice(at, column.start) + formatColumn(column, face, cellsOf(column))
    at = column.end
  }
  const { value } = file.object(page.contents)
  if (!isDictionary(value)) throw new SyntaxError('no content')
  file.replace(page.contents, makeStream(set + page.text.slice(at), value))
  const resources = new Map<string, PdfValue>([...page.resources, ['/Font', fonts]])
  file.replace(page.number, { value: new Map<string, PdfValue>([...page.node, ['/Resources', resources]]), stream: null })
}

/** A glyph alone on its line may as well be horizontal text; one as wide as the line is not told apart and need not be. */
const isVertical = (file: PdfFile, fonts: PdfDictionary, column: Column): boolean => {
  const glyphs = glyphsOf(column)
  const value = file.resolve(fonts.get(column.font))
  if (!isDictionary(value) || value.get('/Subtype') !== '/Type0' || value.get('/Encoding') !== '/Identity-H') return false
  if (glyphs.length > 1) return true
  const descendants = file.resolve(value.get('/DescendantFonts'))
  const descendant = isArray(descendants) ? file.resolve(descendants[0]) : null
  return glyphs.length === 1 && isDictionary(descendant) && widthOf(file, descendant, parseInt(glyphs[0]?.code ?? '', 16)) === 1000
}

/** Advance of a glyph in thousandths of an em (ISO 32000-1, 9.7.4.3). */
const widthOf = (file: PdfFile, descendant: PdfDictionary, glyph: number): number => {
  const widths = file.resolve(descendant.get('/W'))
  const usual = descendant.get('/DW') ?? 1000
  const list = isArray(widths) ? widths : []
  for (let at = 0; at < list.length; ) {
    const first = list[at]
    const next = list[at + 1]
    if (typeof first !== 'number') break
    if (isArray(next)) {
      const width = next[glyph - first]
      if (typeof width === 'number') return width
      at += 2
    } else {
      const width = list[at + 2]
      if (typeof next === 'number' && typeof width === 'number' && glyph >= first && glyph <= next) return width
      at += 3
    }
  }
  return typeof usual === 'number' ? usual : 1000
}

const hexText = (text: string): string => `<FEFF${Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase()}>`

const topOf = ({ highest, above }: VerticalOrigin): number => Math.round(highest + above)

/** `cells` are where the cells of its glyphs begin, in text space. */
const formatColumn = (column: Column, face: Face, cells: readonly number[]): string => {
  const { font, size, matrix, parts } = column
  const [a = 1, , , d = -1, e = 0, f = 0] = matrix
  let at = cells[0] ?? 0
  const x = e + a * ((glyphsOf(column)[0]?.x ?? 0) + (middle / 1000) * size)
  const lines = ['BT', `${verticalName(font)} ${formatNumber(size)} Tf`, `${[a, 0, 0, d, x, f + d * at].map(formatNumber).join(' ')} Tm`]
  let shown: string[] = []
  const show = (): void => {
    if (shown.length > 0) lines.push(`[${shown.join('')}] TJ`)
    shown = []
  }
  let index = 0
  for (const part of parts) {
    if ('mark' in part) {
      show()
      lines.push(part.mark)
      continue
    }
    const meant = part.text ?? face.before.get(part.code)
    const told = meant === undefined || meant === face.now.get(part.code)
    if (!told) {
      show()
      lines.push(`/Span<</ActualText ${hexText(meant)}>> BDC`)
    }
    // Along vertical lines a number moves on, in thousandths of an em (ISO 32000-1, 9.4.4).
    const away = Math.round(((at - (cells[index] ?? at)) * 1000) / size)
    const more = Math.abs(away) < leastShift ? 0 : away
    shown.push(more === 0 ? `<${part.code}>` : `${more}<${part.code}>`)
    at -= (more * size) / 1000 + size
    index += 1
    if (told) continue
    show()
    lines.push('EMC')
  }
  show()
  return [...lines, 'ET'].join('\n')
}
