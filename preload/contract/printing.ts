import { z } from 'zod/mini'
import { CodePoints, Id, method, SectionId } from './define.ts'
import { Gap, Range, SectionStatus, TextLanguage } from './documents.ts'
import { NoteColor } from './notes.ts'
import { defaultStyle, Direction, Face, RubySystem, ScriptChoice, type ReadingStyle } from './style.ts'

export const Paper = z.enum(['A4', 'Letter'])
export const InterfaceLanguage = z.enum(['en', 'zh-Hant', 'zh-Hans'])

export const PrintScope = z.discriminatedUnion('kind', [
  /** The section's own text only. */
  z.strictObject({ kind: z.literal('section'), sectionId: SectionId }),
  /** The section and everything under it. */
  z.strictObject({ kind: z.literal('subtree'), sectionId: SectionId }),
  z.strictObject({ kind: z.literal('document') }),
])

/** Which characters are printed with their reading. */
export const PrintedRuby = z.enum(['off', 'all', 'rare'])

/** How the text is set on paper. Size, measure and line height are the paper's own. */
export const PrintSetting = z.strictObject({
  script: ScriptChoice,
  face: Face,
  direction: Direction,
  paragraphNumbers: z.boolean(),
  ruby: PrintedRuby,
  rubySystem: RubySystem,
  /** Readings are drawn as shapes, which nobody copies or finds by accident; true makes those of paragraphs text of the file. */
  rubyAsText: z.boolean(),
})

/** The setting of a page that looks like the screen; the one word under the pointer has no place on paper. */
export const printSettingOf = ({
  script,
  face,
  direction,
  paragraphNumbers,
  ruby,
  rubySystem,
}: ReadingStyle): z.infer<typeof PrintSetting> => ({
  script,
  face,
  direction,
  paragraphNumbers,
  ruby: ruby === 'word' ? 'off' : ruby,
  rubySystem,
  rubyAsText: false,
})

export const defaultPrintSetting = printSettingOf(defaultStyle)

export const PrintJob = z.strictObject({
  documentId: Id,
  scope: PrintScope,
  notes: z.boolean(),
  paper: Paper,
  setting: PrintSetting,
  /** Language of the words around the text: "Notes", "missing", page numbers. */
  language: InterfaceLanguage,
})

export const PrintTarget = z.discriminatedUnion('kind', [
  /** Ask with the system's dialog; only where `capabilities.saveDialog`. */
  z.strictObject({ kind: z.literal('dialog') }),
  /** Hand the file to the browser as a download; only where `capabilities.download`. */
  z.strictObject({ kind: z.literal('download') }),
  /** An absolute path, or a folder to put the suggested name in. */
  z.strictObject({ kind: z.literal('path'), path: z.string().check(z.minLength(1), z.maxLength(4096)) }),
])

/** What reading the finished PDF back found to differ from what was meant. */
export const PrintDifference = z.strictObject({
  kind: z.enum(['text', 'numbers', 'bookmarks', 'fonts', 'title', 'language', 'tags', 'pages']),
  /** Where, in plain words: a heading, a page, a font name. */
  place: z.string(),
  expected: z.string(),
  found: z.string(),
})

export const PrintReport = z.strictObject({
  pages: z.int(),
  characters: CodePoints,
  bookmarks: z.int(),
  fonts: z.array(z.string()),
  differences: z.array(PrintDifference),
})

export const PrintOutcome = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('cancelled') }),
  z.strictObject({
    status: z.literal('saved'),
    /** Absolute path; null for a download. */
    path: z.nullable(z.string()),
    /** Same-origin address of the finished file; null unless the target was a download. */
    download: z.nullable(z.string()),
    fileName: z.string(),
    report: PrintReport,
  }),
])

/** The reading of one character, in the system that was asked for; `offset` counts code points of the text it is with. */
export const PrintReading = z.strictObject({ offset: CodePoints, reading: z.string() })

/** A run of one paragraph. Gap marks are runs of their own so that a screen reader meets them as such. */
export const PrintRun = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: z.string(), readings: z.array(PrintReading) }),
  z.strictObject({ kind: z.literal('gap'), gap: Gap, text: z.string() }),
])

/** A highlighted stretch of a block's text, in code points of it as it is printed, gap marks included. */
export const PrintMark = z.strictObject({ range: Range, color: z.nullable(NoteColor) })

export const PrintMarks = z.array(PrintMark)

/** A note as it is printed: the passage it is about, in short, its words (Markdown) and its tags. */
export const PrintNote = z.strictObject({
  quote: z.nullable(z.string()),
  color: z.nullable(NoteColor),
  body: z.string(),
  tags: z.array(z.string()),
})

export const PrintBlock = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('heading'),
    sectionId: SectionId,
    level: z.int(),
    text: z.string(),
    readings: z.array(PrintReading),
    marks: PrintMarks,
    status: SectionStatus,
    runIn: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('paragraph'),
    runs: z.array(PrintRun),
    /** True for the paragraph that a run-in heading opens. */
    continues: z.boolean(),
    /** Its number in the whole document; null when numbers are not wanted, and for a mark that stands alone. */
    number: z.nullable(z.int()),
    marks: PrintMarks,
  }),
  /** Words that are not the author's: why a section is empty, what kind of list follows. */
  z.strictObject({ kind: z.literal('remark'), text: z.string() }),
  z.strictObject({ kind: z.literal('outline-list'), lines: z.array(z.string()) }),
  z.strictObject({ kind: z.literal('notes'), sectionId: SectionId, label: z.string(), notes: z.array(PrintNote) }),
])

/**
 * Everything the print page draws, in the script in which it is drawn. It holds no markup; note bodies are Markdown and
 * sanitized by the page.
 */
export const PrintModel = z.strictObject({
  title: z.string(),
  /** Of the text as it is printed. */
  language: TextLanguage,
  interfaceLanguage: InterfaceLanguage,
  paper: Paper,
  face: Face,
  direction: Direction,
  rubySystem: RubySystem,
  rubyAsText: z.boolean(),
  runningHead: z.string(),
  blocks: z.array(PrintBlock),
})

export const printMethods = {
  /** Makes the PDF, reads it back and compares, then saves it. A difference is reported and the file is kept. */
  'print.save': method(z.strictObject({ job: PrintJob, target: PrintTarget }), PrintOutcome),
  /** Same-origin path of a page ready for the system's print dialog; it serves once and for a short time. */
  'print.page': method(PrintJob, z.strictObject({ path: z.string() })),
  /** Opens the system's print dialog from the main side; only where `capabilities.systemPrint`. */
  'print.paper': method(PrintJob, z.strictObject({ printed: z.boolean() })),
} as const

export type Paper = z.infer<typeof Paper>
export type InterfaceLanguage = z.infer<typeof InterfaceLanguage>
export type PrintScope = z.infer<typeof PrintScope>
export type PrintSetting = z.infer<typeof PrintSetting>
export type PrintedRuby = z.infer<typeof PrintedRuby>
export type PrintJob = z.infer<typeof PrintJob>
export type PrintTarget = z.infer<typeof PrintTarget>
export type PrintDifference = z.infer<typeof PrintDifference>
export type PrintReport = z.infer<typeof PrintReport>
export type PrintOutcome = z.infer<typeof PrintOutcome>
export type PrintReading = z.infer<typeof PrintReading>
export type PrintRun = z.infer<typeof PrintRun>
export type PrintMark = z.infer<typeof PrintMark>
export type PrintNote = z.infer<typeof PrintNote>
export type PrintBlock = z.infer<typeof PrintBlock>
export type PrintModel = z.infer<typeof PrintModel>
