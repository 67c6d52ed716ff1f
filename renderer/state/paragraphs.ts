import type { DocumentOutline, NumberedParagraphs, Range } from '../../preload/contract/documents.ts'
import type { DocumentText } from '../reader/document-text.ts'
import type { OpenDocument } from './document.ts'

/** A numbered paragraph: a line of L1 with a character in it, in the text of a section or of what stands before the first. */
export interface NumberedParagraph extends Range {
  readonly number: number
  readonly sectionId: string
}

type Text = Pick<OpenDocument, 'outline' | 'text'>

interface Known {
  readonly outline: DocumentOutline
  readonly ranges: ReadonlyMap<string, Range | null>
  /** Of the sections asked for last, the newest at the end. */
  readonly sections: Map<string, readonly NumberedParagraph[]>
}

const known = new WeakMap<DocumentText, Known>()

/** Sections whose paragraphs are remembered; those of all of a book would take more room than its text. */
const mostSections = 200

const knownOf = ({ outline, text }: Text): Known => {
  const found = known.get(text)
  if (found?.outline === outline) return found
  const preamble = outline.parts.find(({ kind }) => kind === 'preamble')?.range ?? null
  const ranges = new Map<string, Range | null>([['0', preamble], ...outline.sections.map(({ id, range }) => [id, range] as const)])
  const made: Known = { outline, ranges, sections: new Map() }
  known.set(text, made)
  return made
}

const linesOf = (document: Text, { sectionId, first, count }: NumberedParagraphs): readonly NumberedParagraph[] => {
  const { ranges, sections } = knownOf(document)
  const found = sections.get(sectionId)
  if (found) return found
  const range = ranges.get(sectionId)
  // Numbers count from the beginning of the section: without all of it they would be wrong.
  if (!range || count === 0 || !document.text.has(range.start, range.end)) return []
  const lines = linesWithText(document.text, range).slice(0, count)
  const paragraphs = lines.map((line, index) => ({ ...line, sectionId, number: first + index }))
  sections.set(sectionId, paragraphs)
  const [oldest] = sections.keys()
  if (sections.size > mostSections && oldest !== undefined) sections.delete(oldest)
  return paragraphs
}

/** Lines of a range of the text that have a character other than white space, as the numbering counts them. */
const linesWithText = (text: DocumentText, { start, end }: Range): Range[] => {
  let at = start
  return text
    .slice('restored', start, end)
    .split('\n')
    .flatMap((line) => {
      const from = at
      const to = from + codePointsOf(line)
      at = to + 1
      return /\S/u.test(line) ? [{ start: from, end: to }] : []
    })
}

const codePointsOf = (text: string): number => {
  let count = 0
  for (let at = 0; at < text.length; count += 1) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1
  return count
}

/** The numbered paragraphs of a section in reading order; none while its text is not here. */
export const paragraphsOf = (document: Text, sectionId: string): readonly NumberedParagraph[] => {
  const numbered = document.outline.paragraphs.find((one) => one.sectionId === sectionId)
  return numbered ? linesOf(document, numbered) : []
}

export const countParagraphs = ({ paragraphs }: DocumentOutline): number =>
  paragraphs.reduce((sum, { count }) => sum + count, 0)

/** The own text of a section, or what stands before the first heading for "0"; null when there is none. */
export const rangeOfSection = ({ sections, parts }: DocumentOutline, sectionId: string): Range | null =>
  sectionId === '0'
    ? (parts.find(({ kind }) => kind === 'preamble')?.range ?? null)
    : (sections.find(({ id }) => id === sectionId)?.range ?? null)

/** The section that holds the paragraph with a number, known before its text is here; null when there is no such paragraph. */
export const sectionOfParagraph = ({ paragraphs }: DocumentOutline, number: number): NumberedParagraphs | null =>
  paragraphs.find(({ first, count }) => number >= first && number < first + count) ?? null

/** The paragraph with this number; null when there is none or its text is not here. */
export const paragraphNumbered = (document: Text, number: number): NumberedParagraph | null => {
  const section = sectionOfParagraph(document.outline, number)
  return section ? (linesOf(document, section)[number - section.first] ?? null) : null
}

/** Where the paragraph with this number stands; null when there is none. */
export const placeOfParagraph = (document: Text, number: number): { readonly sectionId: string; readonly offset: number } | null => {
  const paragraph = paragraphNumbered(document, number)
  return paragraph ? { sectionId: paragraph.sectionId, offset: paragraph.start } : null
}

/** The numbered paragraphs, in reading order, of sections that a span touches with their text or with what `alsoIn` names. */
export const paragraphsNear = (document: Text, span: Range, alsoIn: ReadonlySet<string>): readonly NumberedParagraph[] => {
  const { ranges } = knownOf(document)
  return document.outline.paragraphs.flatMap((numbered) => {
    const range = ranges.get(numbered.sectionId)
    const touched = range && range.start < span.end && range.end > span.start
    return touched || alsoIn.has(numbered.sectionId) ? linesOf(document, numbered) : []
  })
}
