import type { DocumentOutline, Range } from '../../preload/contract/documents.ts'
import type { PassageLink } from '../../preload/contract/passage-link.ts'
import { quoteOf } from '../../preload/contract/passage-link.ts'
import type { OpenDocument } from './document.ts'
import { paragraphsNear, paragraphsOf } from './paragraphs.ts'

type Text = Pick<OpenDocument, 'outline' | 'text'>

export interface PassagePlace {
  readonly sectionId: string
  /** Numbers of the first and the last paragraph that the passage touches; null when it touches none. */
  readonly paragraphs: { readonly first: number; readonly last: number } | null
}

const touches = (range: Range | null, span: Range): boolean => range !== null && range.start < span.end && range.end > span.start

/** Where in the outline a passage begins: its section and its paragraphs. A heading that runs in belongs to its paragraph. */
export const placeOfPassage = (document: Text, span: Range): PassagePlace => {
  const { sections } = document.outline
  const opened = new Set(sections.flatMap(({ id, runIn, headingRange }) => (runIn && touches(headingRange, span) ? [id] : [])))
  const paragraphs = paragraphsNear(document, span, opened)
  const touched = paragraphs.filter(
    (paragraph, index) =>
      touches(paragraph, span) || (opened.has(paragraph.sectionId) && paragraphs[index - 1]?.sectionId !== paragraph.sectionId),
  )
  const [first] = touched
  const last = touched.at(-1)
  const heading = sections.find(({ headingRange }) => headingRange !== null && headingRange.start <= span.start && headingRange.end > span.start)
  return {
    sectionId: heading?.id ?? first?.sectionId ?? sectionOf(document.outline, span),
    paragraphs: first && last ? { first: first.number, last: last.number } : null,
  }
}

/** The section whose heading or text is touched, for a span between paragraphs; "0" for what stands before the first. */
const sectionOf = ({ sections }: DocumentOutline, span: Range): string =>
  sections.find(({ range, headingRange }) => touches(headingRange, span) || touches(range, span))?.id ?? '0'

/** A link to a passage of the open document. */
export const linkTo = (document: Text, span: Range): PassageLink => {
  const { outline, text } = document
  const { sectionId, paragraphs } = placeOfPassage(document, span)
  const quote = quoteOf(text.slice('restored', span.start, span.end))
  return {
    documentId: outline.documentId,
    sectionId,
    paragraph: paragraphs?.first ?? null,
    passage: quote === null ? null : { revision: outline.revision, range: { start: span.start, end: span.end }, quote },
  }
}

/** What is meant by "here" when nothing is selected: the paragraph at a place, or the heading of its section. */
export const passageAt = (document: Text, sectionId: string, offset: number | null): Range | null => {
  const section = document.outline.sections.find(({ id }) => id === sectionId)
  const own = paragraphsOf(document, sectionId)
  const from = offset ?? section?.headingRange?.start ?? 0
  const inHeading = section?.headingRange && !section.runIn && offset !== null && offset < section.headingRange.end
  if (inHeading) return section.headingRange
  return own.find(({ end }) => end > from) ?? own.at(-1) ?? section?.headingRange ?? null
}
