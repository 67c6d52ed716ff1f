import { z } from 'zod/mini'
import { Id, method } from './define.ts'

/** Where an export goes: a folder, by its path or chosen in a dialog, or a file with all of it for the browser. */
export const ExportTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('folder'), path: z.string().check(z.minLength(1), z.maxLength(4096)) }),
  z.strictObject({ kind: z.literal('dialog') }),
  z.strictObject({ kind: z.literal('download') }),
])

export const ExportOutcome = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('cancelled') }),
  z.strictObject({
    status: z.literal('saved'),
    /** The folder that was made; null for a download. */
    folder: z.nullable(z.string()),
    /** Same-origin path of the download. */
    download: z.nullable(z.string()),
    fileName: z.string(),
    notes: z.int(),
    documents: z.int(),
    files: z.int(),
  }),
])

/** Most UTF-16 units of a file that a window can import; the command line takes larger ones. */
export const importTextLimit = 12_000_000

export const NotesImport = z.strictObject({
  /** What is in the file. */
  text: z.string().check(z.maxLength(importTextLimit)),
  /** The text that annotations from elsewhere belong to. */
  documentId: z.nullable(Id),
})

export const ImportOutcome = z.strictObject({
  form: z.enum(['lossless', 'annotations']),
  /** The backup of the state before. */
  before: z.nullable(z.string()),
  /** Notes that the library did not have. */
  added: z.int(),
  /** Notes that look different now. */
  changed: z.int(),
  /** Notes that were there already, as they are. */
  known: z.int(),
  /** Annotations that say nothing one could read, or belong to a text that is not there. */
  refused: z.int(),
  versions: z.int(),
  texts: z.int(),
  files: z.int(),
})

export const exchangeMethods = {
  'exchange.export': method(z.strictObject({ target: ExportTarget }), ExportOutcome),
  'exchange.import': method(NotesImport, ImportOutcome),
} as const

export type ExportTarget = z.infer<typeof ExportTarget>
export type ExportOutcome = z.infer<typeof ExportOutcome>
export type NotesImport = z.infer<typeof NotesImport>
export type ImportOutcome = z.infer<typeof ImportOutcome>
