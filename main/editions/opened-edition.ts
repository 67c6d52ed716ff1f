import type {
  DocumentOutline,
  EditClass,
  NumberedParagraphs,
  Passage,
  PlacedEdit,
  SourcePassage,
} from '../../preload/contract/documents.ts'
import { passageLimit } from '../../preload/contract/documents.ts'
import { placeEdits } from './apply-edits.ts'
import { createCodePointText, type CodePointText } from './code-points.ts'
import type { Edition } from './edition.ts'

/** An edition held ready for slicing: its layers and its edits in order. */
export interface OpenedEdition {
  readonly edition: Edition
  readonly source: CodePointText
  readonly restored: CodePointText
  readonly set: CodePointText
  /** In order of the text. */
  readonly edits: readonly PlacedEdit[]
  outline(shipped: boolean): DocumentOutline
  /** A span of L1 and L2 with the edits whose result touches it. Offsets are code points of L1. */
  passage(span: Span): Passage
  /** A span of the text as received. Offsets are code points of L0. */
  sourcePassage(span: Span): SourcePassage
}

interface Span {
  readonly start: number
  readonly end: number
}

/** `sourceText` is L0. */
export const openEdition = (edition: Edition, sourceText: string): OpenedEdition => {
  const source = createCodePointText(sourceText)
  const restored = createCodePointText(edition.restored)
  const set = createCodePointText(edition.set)
  const edits = placeEdits(edition.edits)
  let paragraphs: NumberedParagraphs[] | null = null
  return {
    edition,
    source,
    restored,
    set,
    edits,
    outline: (shipped) => ({
      documentId: edition.documentId,
      revision: edition.revision,
      title: edition.title,
      titleSet: edition.titleSet,
      language: edition.language,
      shipped,
      source: {
        sha256: edition.source.sha256,
        bytes: edition.source.bytes,
        characters: edition.source.characters,
        encoding: edition.source.encoding,
      },
      characters: restored.length,
      parts: edition.parts,
      sections: edition.sections,
      gaps: edition.gaps,
      editCounts: countByClass(edition),
      paragraphs: (paragraphs ??= numberParagraphs(edition, restored)),
    }),
    passage: (span) => {
      const { start, end } = clip(span, restored.length)
      return {
        start,
        end,
        restored: restored.slice(start, end),
        set: set.slice(start, end),
        edits: edits.filter((edit) => edit.offset <= end && edit.offset + edit.length >= start),
      }
    },
    sourcePassage: (span) => {
      const { start, end } = clip(span, source.length)
      return {
        start,
        end,
        text: source.slice(start, end),
        total: source.length,
        edits: edits.filter((edit) => edit.start <= end && edit.end >= start),
      }
    },
  }
}

const clip = ({ start, end }: Span, length: number): Span => {
  const from = Math.min(start, length)
  return { start: from, end: Math.max(from, Math.min(end, length, from + passageLimit)) }
}

/** Whether a line has a character in it that is not white space. */
const hasText = (line: string): boolean => /\S/u.test(line)

/** Numbers the lines of L1 that are paragraphs, section by section in reading order. */
const numberParagraphs = (
  { parts, sections }: Pick<Edition, 'parts' | 'sections'>,
  restored: CodePointText,
): NumberedParagraphs[] => {
  const preamble = parts.find(({ kind }) => kind === 'preamble')?.range ?? null
  let next = 1
  return [{ id: '0', range: preamble }, ...sections].map(({ id, range }) => {
    const lines = range === null ? [] : restored.slice(range.start, range.end).split('\n').filter(hasText)
    const first = next
    next += lines.length
    return { sectionId: id, first, count: lines.length }
  })
}

export const countByClass = ({ edits }: Pick<Edition, 'edits'>): { class: EditClass; count: number }[] => {
  const counts = new Map<EditClass, number>()
  for (const edit of edits) counts.set(edit.class, (counts.get(edit.class) ?? 0) + 1)
  return [...counts].map(([editClass, count]) => ({ class: editClass, count }))
}
