import { z } from 'zod/mini'
import { CodePoints, Id } from '../../preload/contract/define.ts'
import { Edit, Encoding, Gap, Section, SourceFormat, TextLanguage, TextPart } from '../../preload/contract/documents.ts'
import { EditionChoices } from '../../preload/contract/imports.ts'
import { applyEdits } from './apply-edits.ts'
import { codePointLength, createCodePointIndex } from './code-points.ts'

/** Most UTF-16 units of one text, and most records of a kind: an edition file is read from disk and may be hostile. */
export const textLimit = 64_000_000
const recordLimit = 2_000_000
const sectionLimit = 200_000
const shortText = z.string().check(z.maxLength(4_000))
const longText = z.string().check(z.maxLength(textLimit))

/** A file name without any path: the source lies beside its edition. */
const SourceFile = z.string().check(z.maxLength(255), z.regex(/^[^./\\:\0-\x1f][^/\\:\0-\x1f]*$/))

export const EditionFile = z.strictObject({
  format: z.literal(1),
  documentId: Id,
  revision: z.string().check(z.regex(/^[0-9a-f]{16}$/)),
  title: shortText,
  titleSet: shortText,
  language: TextLanguage,
  source: z.strictObject({
    file: SourceFile,
    sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
    bytes: z.int().check(z.nonnegative()),
    characters: CodePoints,
    encoding: Encoding,
    encodingConfidence: z.number().check(z.gte(0), z.lte(1)),
    bom: z.boolean(),
    newline: z.enum(['LF', 'CRLF', 'CR', 'mixed', 'none']),
    /** Plain text unless given. */
    format: z.optional(SourceFormat),
    /**
     * The text that was read out of a file that is more than text, as UTF-8 beside it: L0. Reading it out again with
     * another version of Yandu may give another text, so it is kept.
     */
    text: z.optional(z.strictObject({ file: SourceFile, sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)) })),
    /** Which part of the file's text this document is, in code points, when the file holds several; L0 is that part. */
    part: z.optional(z.strictObject({ index: z.int().check(z.nonnegative()), count: z.int(), start: CodePoints, end: CodePoints })),
  }),
  /** What the reader decided when the text was added, or later. */
  choices: z.optional(EditionChoices),
  /** L1 and L2, whole. */
  restored: longText,
  set: longText,
  parts: z.array(TextPart).check(z.maxLength(16)),
  sections: z.array(Section).check(z.maxLength(sectionLimit)),
  gaps: z.array(Gap).check(z.maxLength(recordLimit)),
  edits: z.array(Edit).check(z.maxLength(recordLimit)),
  warnings: z.array(shortText).check(z.maxLength(10_000)),
})

export type Edition = z.infer<typeof EditionFile>

interface Spanned {
  readonly start: number
  readonly end: number
}

/** Most complaints reported: one is enough to refuse a file. */
const complaintLimit = 50

/**
 * Checks what a schema cannot: that the edits turn the source into L1 and L2 exactly, that every range lies inside the
 * text and fits its words, that the sections form the tree their ids say. Returns plain English complaints, none when
 * the edition is sound.
 */
export const checkEdition = (edition: Edition, sourceText: string): string[] => {
  const complaints: string[] = []
  const complain = (complaint: string): void => {
    if (complaints.length < complaintLimit) complaints.push(complaint)
  }
  const source = createCodePointIndex(sourceText)
  const restored = createCodePointIndex(edition.restored)
  const inside = (span: Spanned | null, length: number, what: string): void => {
    if (span !== null && (span.start > span.end || span.end > length)) complain(`${what} reaches outside the text`)
  }
  const slice = (text: string, index: typeof restored, span: Spanned): string =>
    text.slice(index.toUnit(span.start), index.toUnit(span.end))

  if (source.length !== edition.source.characters) complain('the source has another length than recorded')
  if (codePointLength(edition.set) !== restored.length) complain('L1 and L2 differ in length')
  const editIds = new Set(edition.edits.map((edit) => edit.id))
  if (editIds.size !== edition.edits.length) complain('two edits share an id')
  for (const edit of edition.edits) {
    inside(edit, source.length, `edit ${edit.id}`)
    if (edit.end <= source.length && slice(sourceText, source, edit) !== edit.before) {
      complain(`edit ${edit.id} does not find its words in the source`)
    }
  }
  try {
    if (applyEdits(sourceText, edition.edits, 'L1') !== edition.restored) complain('the edits do not give L1')
    if (applyEdits(sourceText, edition.edits, 'L2') !== edition.set) complain('the edits do not give L2')
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    complain(error.message)
  }

  const gapIds = new Set(edition.gaps.map((gap) => gap.id))
  if (gapIds.size !== edition.gaps.length) complain('two gaps share an id')
  const sections = new Map(edition.sections.map((section) => [section.id, section]))
  if (sections.size !== edition.sections.length) complain('two sections share an id')
  const set = createCodePointIndex(edition.set)
  let lastHeading = 0
  for (const section of edition.sections) {
    const name = `section ${section.id}`
    const parentId = section.id.includes('.') ? section.id.slice(0, section.id.lastIndexOf('.')) : null
    const parent = parentId === null ? null : sections.get(parentId)
    if (section.parent !== parentId || parent === undefined) complain(`${name} does not hang below its parent`)
    if (parent !== null && parent !== undefined && section.level <= parent.level)
      complain(`${name} is not below its parent`)
    inside(section.range, restored.length, name)
    inside(section.headingRange, restored.length, `heading of ${name}`)
    inside(section.listRange, restored.length, `outline entry of ${name}`)
    if (section.headingRange !== null) {
      if (section.headingRange.start < lastHeading) complain(`${name} stands before the one it follows`)
      lastHeading = section.headingRange.end
      if (section.range !== null && section.range.start < section.headingRange.end)
        complain(`${name} starts before its heading`)
    }
    const named = section.listRange ?? section.headingRange
    if (named === null) complain(`${name} has no heading in the text`)
    else if (named.end <= restored.length) {
      if (slice(edition.restored, restored, named) !== section.heading)
        complain(`${name} has another heading in the text`)
      if (slice(edition.set, set, named) !== section.headingSet) complain(`${name} has another heading in L2`)
    }
    if (!section.gaps.every((id) => gapIds.has(id))) complain(`${name} names a gap that is not there`)
  }
  const ranges = edition.sections.flatMap((section) => (section.range === null ? [] : [section.range]))
  const sortedRanges = ranges.toSorted((a, b) => a.start - b.start)
  sortedRanges.forEach((range, at) => {
    if (range.start < (sortedRanges[at - 1]?.end ?? 0)) complain(`two sections share the text at ${range.start}`)
  })
  let lastPart = 0
  for (const part of edition.parts) {
    inside(part.range, restored.length, `part ${part.kind}`)
    if (part.range.start < lastPart) complain(`part ${part.kind} overlaps the one before`)
    lastPart = part.range.end
  }
  for (const gap of edition.gaps) {
    const name = `gap ${gap.id}`
    if (gap.offset !== null) inside({ start: gap.offset, end: gap.offset + gap.length }, restored.length, name)
    if (gap.start !== null && gap.end !== null) inside({ start: gap.start, end: gap.end }, source.length, name)
    const unknown = [...gap.affects, ...(gap.section === null ? [] : [gap.section])].find(
      (id) => id !== '0' && !sections.has(id),
    )
    if (unknown !== undefined) complain(`${name} names section ${unknown}, which is not there`)
  }
  return complaints
}
