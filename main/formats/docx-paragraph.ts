import { behindLabel, type Numbering, type NumberingCounter } from './docx-numbering.ts'
import type { Styles } from './docx-style.ts'

/** A paragraph as it is written on its own line or lines. */
export interface Line {
  readonly text: string
  /** 1 for the highest heading; null for text. */
  readonly level: number | null
  readonly isTitle: boolean
}

/** A paragraph while it is read. */
export interface Paragraph {
  readonly parts: string[]
  style: string | null
  list: string | null
  listLevel: number | null
  outline: number | null
  /** Its end is deleted, or it is the large letter that opens the next: it goes on in the next paragraph. */
  joinsNext: boolean
  /** Its end is hidden. */
  endHidden: boolean
  /** What stands in text boxes that hang on it. */
  readonly boxes: Line[]
}

/** Begins a paragraph, with what the one before left to it. */
export const createParagraph = (before: Paragraph | null): Paragraph => ({
  parts: before?.parts ?? [],
  style: null,
  list: null,
  listLevel: null,
  outline: null,
  joinsNext: false,
  endHidden: false,
  boxes: before?.boxes ?? [],
})

/** Longest text of a heading, in UTF-16 units. Whole paragraphs in a heading's style are text. */
const longestHeading = 200

const wide = /[\p{scx=Han}\u3000-\u303f\uff00-\uffef]/u

/** Several lines as one: without a space where Chinese meets Chinese. */
const onOneLine = (text: string): string =>
  text.replace(/\s*\n\s*/gu, (found: string, at: number) => {
    const [before, after] = [text.slice(0, at).slice(-2), text.slice(at + found.length, at + found.length + 2)]
    return before === '' || after === '' || (wide.test(before) && wide.test(after)) ? '' : ' '
  })

/** A line of a table of contents without its page, which Yandu has none of. */
const contentsLine = (text: string): string => {
  const [first = '', ...rest] = text.replace(/\t[^\t]*$/u, '').split(/\t+/u)
  return rest.reduce((line, part) => line + behindLabel(line, 'tab') + part, first)
}

/** Makes lines of paragraphs in their order, with the numbers that Word puts before them. */
export const createLineWriter = (styles: Styles, numbering: Numbering) => {
  const label = (paragraph: Paragraph, counter: NumberingCounter): string => {
    const { numbering: inherited, numberedBy } = styles.paragraph(paragraph.style)
    const list = paragraph.list ?? inherited.list
    if (list === null || !numbering.has(list)) return ''
    const ofStyle = (style: string | null): number | null => (style === null ? null : numbering.levelOf(list, style))
    const byStyle = paragraph.list === null ? ofStyle(paragraph.style) : null
    const level = paragraph.listLevel ?? byStyle ?? inherited.level ?? (paragraph.list === null ? ofStyle(numberedBy) : null) ?? 0
    return counter.label(list, level)
  }
  /** Null for a paragraph that does not show. */
  return (paragraph: Paragraph, counter: NumberingCounter): Line | null => {
    const style = styles.paragraph(paragraph.style)
    const written = paragraph.parts.join('')
    if (written === '' && paragraph.endHidden) return null
    const text = (label(paragraph, counter) + (style.isContents ? contentsLine(written) : written)).replace(/[ \t\u3000]+$/gmu, '')
    const outline = style.isContents ? null : (paragraph.outline ?? style.outline)
    const shown = text.trim()
    const isShort = shown !== '' && shown.length <= longestHeading
    return {
      text: isShort && (outline ?? 9) < 9 ? onOneLine(shown) : text,
      level: isShort && outline !== null && outline < 9 ? outline + 1 : null,
      isTitle: isShort && style.isTitle && outline === null,
    }
  }
}

/** A row of a table: on one line where each cell has one; else as the paragraphs it holds. */
export const rowLines = (cells: readonly (readonly Line[])[]): readonly Line[] => {
  const filled = cells.map((cell) => cell.filter((line) => line.text.trim() !== ''))
  const plain = filled.every(
    (cell) => cell.length <= 1 && cell.every((line) => line.level === null && !line.isTitle && !line.text.includes('\n')),
  )
  if (!plain) return filled.flat()
  const text = filled.map((cell) => cell[0]?.text.trim() ?? '').join('\t').trimEnd()
  return text === '' ? [] : [{ text, level: null, isTitle: false }]
}
