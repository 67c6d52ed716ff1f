import { z } from 'zod/mini'
import { CodePoints, Id, method, Nothing, SectionId } from './define.ts'

/** BCP 47 tag of the text as it was received. */
export const TextLanguage = z.enum(['zh-Hant', 'zh-Hans'])

export const Range = z.strictObject({ start: CodePoints, end: CodePoints })

/** The last is UTF-8 that a program took for GB18030 and saved again as UTF-8. */
export const Encoding = z.enum(['UTF-8', 'UTF-16LE', 'UTF-16BE', 'GB18030', 'Big5', 'UTF-8 as GB18030'])

/** What kind of file a text came in. */
export const SourceFormat = z.enum(['text', 'markdown', 'html', 'epub', 'docx', 'pdf'])

export const SectionStatus = z.enum(['present', 'partial', 'missing'])

export const EditClass = z.enum([
  'misread-text',
  'literal-code',
  'invisible-character',
  'mail-quoting',
  'page-number',
  'moved-quote',
  'site-notice',
  'pinyin-annotation',
  'gbk-byte-straddle',
  'pinyin-substitution',
  'stray-space',
  'broken-line',
  'halfwidth-punctuation',
  'one-to-many',
])

/**
 * One change against the source (L0). Layer L1 undoes damage; layer L2 sets house punctuation and spelling and never
 * changes the length. `start` and `end` are code points of L0.
 */
export const Edit = z.strictObject({
  id: z.string(),
  start: CodePoints,
  end: CodePoints,
  before: z.string(),
  after: z.string(),
  class: EditClass,
  layer: z.enum(['L1', 'L2']),
  confidence: z.number(),
  basis: z.string(),
})

/** An edit and where its result stands in L1, in code points. */
export const PlacedEdit = z.extend(Edit, { offset: CodePoints, length: CodePoints })

export const GapKind = z.enum([
  'paywall-cut-middle',
  'paywall-cut-end',
  'censored-word',
  'outline-numbering',
  'outline-extract',
  'metadata-missing',
])

/**
 * A place where text is missing. `offset` and `length` are in L1: a cut has length 0, a blanked word covers its blank;
 * both are null when the gap has no place in the text (missing author or date).
 */
export const Gap = z.strictObject({
  id: z.string(),
  kind: GapKind,
  section: z.nullable(SectionId),
  affects: z.array(SectionId),
  start: z.nullable(CodePoints),
  end: z.nullable(CodePoints),
  offset: z.nullable(CodePoints),
  length: CodePoints,
  /** Characters the source itself says are left out at this place. */
  declared: z.nullable(CodePoints),
  declaredTotal: z.nullable(CodePoints),
  declaredShown: z.nullable(CodePoints),
  /** Characters we estimate are missing; `basis` says how. */
  estimated: z.nullable(CodePoints),
  /** The source's own words about the gap, verbatim; empty when it says nothing. */
  notice: z.string(),
  basis: z.string(),
})

export const Section = z.strictObject({
  id: SectionId,
  level: z.int().check(z.gte(1), z.lte(16)),
  parent: z.nullable(SectionId),
  /** The marker as written: "一、", "(一)", "一要"; empty when the heading has none. */
  marker: z.string(),
  /** The whole heading in L1, marker included. */
  heading: z.string(),
  /** The same heading in L2. */
  headingSet: z.string(),
  /** What the reader calls the section, where that is not its heading. */
  name: z.optional(z.string().check(z.maxLength(300))),
  status: SectionStatus,
  confidence: z.number(),
  /** Where the heading stands in the body, in L1; null when it is only in the list at the top. */
  headingRange: z.nullable(Range),
  /** True when the heading runs into its paragraph instead of standing on a line of its own. */
  runIn: z.boolean(),
  /** The section's own text in L1, without its heading and without its subsections; null when there is none. */
  range: z.nullable(Range),
  /** Where the heading stands in the outline list at the top of the source; null without such a list. */
  listRange: z.nullable(Range),
  gaps: z.array(z.string()),
})

/** The pieces of L1 in reading order; the ranges do not overlap. */
export const TextPart = z.strictObject({ kind: z.enum(['outline-list', 'title', 'preamble', 'body']), range: Range })

/**
 * The paragraphs of one section: lines of L1 with a character in them, numbered through the whole document in reading
 * order. Title, lists of headings and headings on lines of their own have no number.
 */
export const NumberedParagraphs = z.strictObject({
  sectionId: SectionId,
  /** Number of its first paragraph, from 1. */
  first: z.int().check(z.positive()),
  count: z.int().check(z.nonnegative()),
})

export const DocumentSummary = z.strictObject({
  documentId: Id,
  title: z.string(),
  language: TextLanguage,
  shipped: z.boolean(),
  characters: CodePoints,
})

export const DocumentOutline = z.strictObject({
  documentId: Id,
  revision: z.string(),
  title: z.string(),
  titleSet: z.string(),
  language: TextLanguage,
  shipped: z.boolean(),
  source: z.strictObject({
    sha256: z.string(),
    bytes: z.int(),
    characters: CodePoints,
    encoding: z.string(),
  }),
  /** Length of L1 and of L2. */
  characters: CodePoints,
  parts: z.array(TextPart),
  sections: z.array(Section),
  gaps: z.array(Gap),
  editCounts: z.array(z.strictObject({ class: EditClass, count: z.int() })),
  paragraphs: z.array(NumberedParagraphs),
})

const Span = z.strictObject({ documentId: Id, start: CodePoints, end: CodePoints })

export const Passage = z.strictObject({
  start: CodePoints,
  end: CodePoints,
  restored: z.string(),
  set: z.string(),
  /** Edits whose result touches the span, in order. */
  edits: z.array(PlacedEdit),
})

/** Text as received; `start` and `end` are code points of L0. `edits` are those that touch the span. */
export const SourcePassage = z.strictObject({
  start: CodePoints,
  end: CodePoints,
  text: z.string(),
  total: CodePoints,
  edits: z.array(PlacedEdit),
})

export const documentMethods = {
  'documents.list': method(Nothing, z.array(DocumentSummary)),
  'documents.outline': method(z.strictObject({ documentId: Id }), DocumentOutline),
  /** At most 100,000 code points a call; a longer span is cut at that. */
  'documents.passage': method(Span, Passage),
  'documents.source': method(Span, SourcePassage),
} as const

export type TextLanguage = z.infer<typeof TextLanguage>
export type Encoding = z.infer<typeof Encoding>
export type SourceFormat = z.infer<typeof SourceFormat>
export type Range = z.infer<typeof Range>
export type SectionStatus = z.infer<typeof SectionStatus>
export type EditClass = z.infer<typeof EditClass>
export type Edit = z.infer<typeof Edit>
export type PlacedEdit = z.infer<typeof PlacedEdit>
export type GapKind = z.infer<typeof GapKind>
export type Gap = z.infer<typeof Gap>
export type Section = z.infer<typeof Section>
export type NumberedParagraphs = z.infer<typeof NumberedParagraphs>
export type TextPart = z.infer<typeof TextPart>
export type DocumentSummary = z.infer<typeof DocumentSummary>
export type DocumentOutline = z.infer<typeof DocumentOutline>
export type Passage = z.infer<typeof Passage>
export type SourcePassage = z.infer<typeof SourcePassage>

/** Most code points one `documents.passage` or `documents.source` call returns. */
export const passageLimit = 100_000
