import type { DocumentOutline, Passage, Range } from '../../preload/contract/documents.ts'
import type { OpenDocument } from './document.ts'

/** A numbered paragraph: a line of L1 with a character in it, in the text of a section or of what stands before the first. */
export interface NumberedParagraph extends Range {
  readonly number: number
  readonly sectionId: string
}

type Text = Pick<OpenDocument, 'outline' | 'passage'>

const known = new WeakMap<Passage, { readonly outline: DocumentOutline; readonly paragraphs: readonly NumberedParagraph[] }>()

/** All numbered paragraphs in reading order; the one with number n is at index n − 1. Worked out once for each text. */
export const numberedParagraphs = ({ outline, passage }: Text): readonly NumberedParagraph[] => {
  const found = known.get(passage)
  if (found?.outline === outline) return found.paragraphs
  const text = Array.from(passage.restored)
  const preamble = outline.parts.find(({ kind }) => kind === 'preamble')?.range ?? null
  const ranges = new Map<string, Range | null>([['0', preamble], ...outline.sections.map(({ id, range }) => [id, range] as const)])
  const paragraphs = outline.paragraphs.flatMap(({ sectionId, first, count }) => {
    const range = ranges.get(sectionId)
    const lines = range ? linesWithText(text, range) : []
    return lines.slice(0, count).map((line, index) => ({ ...line, sectionId, number: first + index }))
  })
  known.set(passage, { outline, paragraphs })
  return paragraphs
}

/** Lines of a range of the text that have a character other than white space, as the numbering counts them. */
const linesWithText = (text: readonly string[], { start, end }: Range): Range[] => {
  const lines: Range[] = []
  let from = start
  let hasText = false
  for (let at = start; at <= end; at += 1) {
    const character = at < end ? text[at] : '\n'
    if (character !== '\n') {
      hasText ||= /\S/u.test(character ?? '')
      continue
    }
    if (hasText) lines.push({ start: from, end: at })
    from = at + 1
    hasText = false
  }
  return lines
}

export const countParagraphs = ({ paragraphs }: DocumentOutline): number =>
  paragraphs.reduce((sum, { count }) => sum + count, 0)

/** Where the paragraph with this number stands; null when there is none. */
export const placeOfParagraph = (document: Text, number: number): { readonly sectionId: string; readonly offset: number } | null => {
  const paragraph = numberedParagraphs(document)[number - 1]
  return paragraph ? { sectionId: paragraph.sectionId, offset: paragraph.start } : null
}

/** Number of the paragraph that a code point of L1 stands in or, between two, of the one before it; null before the first. */
export const paragraphAt = (document: Text, offset: number): number | null => {
  const paragraphs = numberedParagraphs(document)
  let low = 0
  let high = paragraphs.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((paragraphs[middle]?.start ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return paragraphs[low - 1]?.number ?? null
}
