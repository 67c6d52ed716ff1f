import { z } from 'zod/mini'
import { CodePoints, Id, method, Nothing } from './define.ts'
import { DocumentOutline, EditClass, Encoding, Passage, PlacedEdit, SourceFormat, SourcePassage } from './documents.ts'

/** Most bytes of one file that an import takes. */
export const importLimit = 200 * 1024 * 1024

/** Most bytes of a file in one `imports.send`. */
export const importPieceLimit = 4 * 1024 * 1024

/** Names one import until it is added or dropped. */
export const ImportId = Id

/** One repair, by what it did and where in the received text of its document, in code points. */
export const EditPlace = z.strictObject({ start: CodePoints, end: CodePoints, class: EditClass })

/**
 * What the reader decided about one text. All places are code points of the text as received (L0 of that document), so
 * that they hold whatever is decided about repairs.
 */
export const EditionChoices = z.strictObject({
  /** Null: what the text itself says. */
  title: z.nullable(z.string().check(z.maxLength(300))),
  undoneClasses: z.array(EditClass).check(z.maxLength(64)),
  undoneEdits: z.array(EditPlace).check(z.maxLength(100_000)),
  /**
   * About headings, by where the heading begins. `level` moves it (null: where it was found), `name` is what the reader
   * calls it (null: as it is written), `heading: false` takes a found heading for text. A place where no heading was
   * found makes its line one.
   */
  headings: z
    .array(
      z.strictObject({
        at: CodePoints,
        heading: z.boolean(),
        level: z.nullable(z.int().check(z.gte(1), z.lte(16))),
        name: z.nullable(z.string().check(z.maxLength(300))),
      }),
    )
    .check(z.maxLength(10_000)),
})

export const noChoices = { title: null, undoneClasses: [], undoneEdits: [], headings: [] } satisfies z.infer<
  typeof EditionChoices
>

/** What the reader decided about a file: `documents` in the order of its texts; fewer leave the rest undecided. */
export const ImportChoices = z.strictObject({
  /** Null: as detected. Only text, Markdown and HTML have a choice. */
  encoding: z.nullable(Encoding),
  documents: z.array(z.strictObject({ wanted: z.boolean(), choices: EditionChoices })).check(z.maxLength(1_000)),
})

/** One text found in a file. */
export const FoundDocument = z.strictObject({
  documentId: Id,
  title: z.string(),
  language: DocumentOutline.shape.language,
  /** Of L1. */
  characters: CodePoints,
  sections: z.int(),
  missingSections: z.int(),
  gaps: z.int(),
  editCounts: z.array(z.strictObject({ class: EditClass, count: z.int() })),
  /** Repairs that the reader has undone. */
  undone: z.int(),
  warnings: z.array(z.string()),
  /** What the library has under the same id or as an earlier copy of this text: null, or what adding would do to it. */
  known: z.nullable(
    z.strictObject({
      documentId: Id,
      title: z.string(),
      /** True when the library has this very edition. */
      same: z.boolean(),
      /** Share of this text that is in the known one, 0 to 1. */
      likeness: z.number(),
      notes: z.int(),
      /** False for what comes with Yandu: no new edition can take its place. */
      replaceable: z.boolean(),
    }),
  ),
})

/** The same bytes read by an encoding, for the reader to judge. */
export const EncodingSample = z.strictObject({ encoding: Encoding, sample: z.string(), fits: z.boolean() })

export const ImportPreview = z.strictObject({
  importId: ImportId,
  name: z.string(),
  format: SourceFormat,
  bytes: z.int(),
  encoding: Encoding,
  encodingConfidence: z.number(),
  /** True when the reader should look at the samples before going on. */
  encodingUnsure: z.boolean(),
  /** The likely encodings, the one in use first; empty where the format leaves no choice. */
  encodings: z.array(EncodingSample),
  choices: ImportChoices,
  documents: z.array(FoundDocument),
})

const OfImport = z.strictObject({ importId: ImportId })
const OfFound = z.extend(OfImport, { index: z.int().check(z.nonnegative()) })
const SpanOfFound = z.extend(OfFound, { start: CodePoints, end: CodePoints })

/** Nothing is added to the library before `imports.add`. */
export const importMethods = {
  /** Begins an import whose bytes follow by `imports.send`. */
  'imports.begin': method(
    z.strictObject({ name: z.string().check(z.maxLength(255)), bytes: z.int().check(z.nonnegative(), z.lte(importLimit)) }),
    OfImport,
  ),
  /** `data` is base64; pieces come in order. Returns how many bytes are there. */
  'imports.send': method(
    z.extend(OfImport, { offset: z.int().check(z.nonnegative()), data: z.string().check(z.maxLength(6_000_000)) }),
    z.strictObject({ received: z.int() }),
  ),
  /** Imports that began outside the window (files opened with Yandu) and that no window has taken yet. */
  'imports.waiting': method(Nothing, z.array(z.strictObject({ importId: ImportId, name: z.string() }))),
  /** Reads the file with these choices; `imports.progressed` tells how far it is. Throws 'cancelled' after `imports.drop`. */
  'imports.read': method(z.extend(OfImport, { choices: ImportChoices }), ImportPreview),
  'imports.outline': method(OfFound, DocumentOutline),
  /** At most 100,000 code points a call, as `documents.passage`. */
  'imports.passage': method(SpanOfFound, Passage),
  'imports.source': method(SpanOfFound, SourcePassage),
  /** Repairs of one class in order of the text, undone ones left out, from the `from`th on; at most 200 a call. */
  'imports.repairs': method(
    z.extend(OfFound, { class: EditClass, from: z.int().check(z.nonnegative()) }),
    z.strictObject({ total: z.int(), repairs: z.array(PlacedEdit) }),
  ),
  /**
   * Adds the wanted texts, as they were last read; `wanted` by their order decides anew which. Where `known` names
   * another document, `asRevision` makes the text its new edition. The import ends with it.
   */
  'imports.add': method(
    z.extend(OfImport, { asRevision: z.boolean(), wanted: z.optional(z.array(z.boolean()).check(z.maxLength(1_000))) }),
    z.strictObject({ documentIds: z.array(Id) }),
  ),
  /** Ends an import at any time; work on it stops. */
  'imports.drop': method(OfImport, Nothing),
} as const

export const importEvents = {
  'imports.progressed': z.strictObject({
    importId: ImportId,
    stage: z.enum(['container', 'repairs', 'outline', 'edition', 'adding']),
    /** 0 to 1 of the whole work. */
    share: z.number(),
  }),
  /** A file was opened with Yandu: `imports.waiting` names it. */
  'imports.arrived': Nothing,
} as const

export type EditPlace = z.infer<typeof EditPlace>
export type EditionChoices = z.infer<typeof EditionChoices>
export type ImportChoices = z.infer<typeof ImportChoices>
export type FoundDocument = z.infer<typeof FoundDocument>
export type EncodingSample = z.infer<typeof EncodingSample>
export type ImportPreview = z.infer<typeof ImportPreview>
export type ImportStage = z.infer<(typeof importEvents)['imports.progressed']>['stage']
