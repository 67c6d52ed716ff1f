import type { DocumentOutline, Range } from '../../preload/contract/documents.ts'
import { sectionStart } from './document.ts'

/** What is drawn first: L1 holds the pieces as the source had them, with the list of headings before or after the title. */
const drawn = { title: 0, 'outline-list': 1, preamble: 2, body: 3 } as const

/** No text is as long as this, in code points. */
const room = 2 ** 40

/** A number that grows with the place at which a code point of L1 is drawn. */
export const createReadingOrder = ({ parts }: Pick<DocumentOutline, 'parts'>): ((offset: number) => number) => {
  const inOrder = [...parts].sort((a, b) => a.range.start - b.range.start)
  return (offset) => {
    const part = inOrder.findLast(({ range }) => range.start <= offset) ?? inOrder[0]
    return (part ? drawn[part.kind] : drawn.body) * room + offset
  }
}

/** The section whose heading or own text holds a code point of L1; "0" for what stands before the first. */
export const sectionAt = ({ sections, parts }: DocumentOutline, offset: number): string => {
  const part = parts.find(({ range }) => offset >= range.start && offset < range.end)
  if (part && part.kind !== 'body') return '0'
  let found = '0'
  let at = -1
  for (const { id, headingRange, range } of sections) {
    const start = (headingRange ?? range)?.start
    if (start === undefined || start > offset || start < at) continue
    found = id
    at = start
  }
  return found
}

/**
 * The code point of the body that a place stands for: its own, or for a section whose text is not there the end of what
 * comes before it.
 */
export const bodyOffset = (outline: DocumentOutline, sectionId: string, offset: number | null): number => {
  const at = outline.sections.findIndex(({ id }) => id === sectionId)
  const section = outline.sections[at]
  if (!section) {
    const preamble = outline.parts.find(({ kind }) => kind === 'preamble')?.range
    return Math.max(preamble?.start ?? 0, offset ?? 0)
  }
  const own = spanOf(section)
  if (own) return Math.max(own.start, Math.min(own.end, offset ?? own.start))
  for (let before = at - 1; before >= 0; before -= 1) {
    const earlier = outline.sections[before]
    const span = earlier ? spanOf(earlier) : null
    if (span) return span.end
  }
  return outline.parts.find(({ kind }) => kind === 'preamble')?.range.end ?? sectionStart(outline, '0')
}

/** Heading and own text of a section as one range of L1; null when neither is there. */
export const spanOf = ({ headingRange, range }: { readonly headingRange: Range | null; readonly range: Range | null }): Range | null => {
  if (!headingRange && !range) return null
  return { start: (headingRange ?? range)?.start ?? 0, end: (range ?? headingRange)?.end ?? 0 }
}
