import type { DocumentOutline, Section, TextLanguage } from '../../preload/contract/documents.ts'
import type { PrintReading } from '../../preload/contract/printing.ts'

/** What is to be printed from: the outline, and L2 from code point `start` of the document on. */
export interface PrintSource {
  readonly outline: DocumentOutline
  readonly start: number
  readonly text: string
}

/** How the text becomes what is printed. Both functions take a whole paragraph of L2: its words decide about each other. */
export interface PrintLook {
  /** What the printed text is written in. */
  readonly language: TextLanguage
  /** The paragraph in the script and with the marks of the page, code point for code point. */
  convert(paragraph: string): string
  /** The readings that are printed, by code point of the paragraph. */
  readingsOf(paragraph: string): readonly PrintReading[]
}

/** Words as they are printed. */
export interface PrintWords {
  readonly text: string
  readonly readings: PrintReading[]
}

const pointsOf = (text: string): string[] => Array.from(text)

export type PrintText = ReturnType<typeof createPrintText>

/** The text of a source as it is printed, by code points of the document. Pure. */
export const createPrintText = ({ start: origin, text }: PrintSource, look: PrintLook) => {
  const paragraphs = text.split('\n')
  const original = pointsOf(text)
  const points = pointsOf(paragraphs.map((paragraph) => look.convert(paragraph)).join('\n'))
  if (points.length !== original.length) throw new Error('a conversion moved the characters of a paragraph')

  const readings = new Map<number, string>()
  let at = origin
  for (const paragraph of paragraphs) {
    for (const { offset, reading } of look.readingsOf(paragraph)) readings.set(at + offset, reading)
    at += pointsOf(paragraph).length + 1
  }

  const slice = (start: number, end: number): string => points.slice(start - origin, end - origin).join('')

  const words = (start: number, end: number): PrintWords => {
    const found: PrintReading[] = []
    for (let place = start; readings.size > 0 && place < end; place += 1) {
      const reading = readings.get(place)
      if (reading !== undefined) found.push({ offset: place - start, reading })
    }
    return { text: slice(start, end), readings: found }
  }

  /** Words that stand alone, outside the text that was read. */
  const alone = (set: string): PrintWords => ({ text: look.convert(set), readings: [...look.readingsOf(set)] })

  return {
    slice,
    words,
    alone,
    /** A heading as it stands in its paragraph; where it is only in the list at the top, by itself. */
    heading: ({ headingRange, headingSet }: Section): PrintWords => {
      if (headingRange === null) return alone(headingSet)
      const { start, end } = headingRange
      const stands = original.slice(start - origin, end - origin).join('') === headingSet
      return stands ? words(start, end) : alone(headingSet)
    },
  }
}
