import { z } from 'zod/mini'
import { CodePoints, Id, method, Nothing } from './define.ts'
import { DocumentSummary, Encoding, SourceFormat } from './documents.ts'
import { EditionChoices } from './imports.ts'
import { Tags } from './notes.ts'

/** Names the content of an edition: its L1 and its division into sections. */
export const Revision = z.string().check(z.regex(/^[0-9a-f]{16}$/))

/** What the reader calls a document. */
export const OwnTitle = z.string().check(z.minLength(1), z.maxLength(300), z.refine((title) => title.trim() === title && !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(title)))

/** A document as the library shows it; made without opening its edition. */
export const DocumentCard = z.extend(DocumentSummary, {
  /** What the text calls itself (L2); `title` is the reader's own title where there is one. */
  textTitle: z.string(),
  ownTitle: z.nullable(OwnTitle),
  tags: Tags,
  revision: Revision,
  /** How many revisions are kept, this one included. */
  revisions: z.int(),
  sections: z.int(),
  missingSections: z.int(),
  gaps: z.int(),
  repairs: z.int(),
  /** Notes that are not deleted, highlights among them. */
  notes: z.int(),
  /** Notes that are a colour and have no words. */
  highlights: z.int(),
  /** 0 to 1, by where reading stopped and by the sections marked as read. */
  progress: z.number(),
  /** Milliseconds since 1970; null when it was never open on this computer. */
  lastReadAt: z.nullable(z.number()),
  /** Milliseconds since 1970; null for what comes with Yandu. */
  addedAt: z.nullable(z.number()),
  format: SourceFormat,
  encoding: Encoding,
  /** Of the source. */
  bytes: z.int(),
  /** Name of the file as the reader knows it; empty where that is not known. */
  fileName: z.string(),
})

/** One edition of a document, the present one or an earlier one. */
export const KeptRevision = z.strictObject({
  revision: Revision,
  present: z.boolean(),
  /** Milliseconds since 1970; null where that is not known. */
  addedAt: z.nullable(z.number()),
  title: z.string(),
  /** Of L1. */
  characters: CodePoints,
  sections: z.int(),
  gaps: z.int(),
  repairs: z.int(),
  source: z.strictObject({ sha256: z.string(), bytes: z.int(), encoding: Encoding, format: SourceFormat }),
})

/**
 * A stretch in which two revisions differ, in whole lines of L1; `before` is empty where lines were added, `after` where
 * they were taken out. Offsets are code points of either L1.
 */
export const RevisionChange = z.strictObject({
  before: z.string(),
  beforeAt: CodePoints,
  after: z.string(),
  afterAt: CodePoints,
})

/** Most stretches of one comparison and most UTF-16 units of one side of a stretch. */
export const comparisonLimit = { changes: 500, text: 20_000 } as const

const OfDocument = z.strictObject({ documentId: Id })

export const shelfMethods = {
  /** Every document that is not in the trash, in the order of `documents.list`. */
  'documents.cards': method(Nothing, z.array(DocumentCard)),
  /** Documents in the trash, the last put there first. Their notes stay. */
  'documents.trash': method(Nothing, z.array(DocumentCard)),
  'documents.setTags': method(z.extend(OfDocument, { tags: Tags }), Nothing),
  /** Null takes the reader's own title back. */
  'documents.rename': method(z.extend(OfDocument, { title: z.nullable(OwnTitle) }), Nothing),
  /** Hides a document; nothing is deleted. */
  'documents.remove': method(OfDocument, Nothing),
  'documents.putBack': method(OfDocument, Nothing),
  /** Shows the document's source in the system's file manager; only where `capabilities.reveal`. */
  'documents.reveal': method(OfDocument, Nothing),
  /** The newest first. */
  'documents.revisions': method(OfDocument, z.array(KeptRevision)),
  /** `complete` is false where there are more changes than are given. */
  'documents.compareRevisions': method(
    z.extend(OfDocument, { from: Revision, to: Revision }),
    z.strictObject({ changes: z.array(RevisionChange), complete: z.boolean() }),
  ),
  /** What was decided about the present edition. */
  'documents.choices': method(OfDocument, EditionChoices),
  /** Makes a new revision from the same source with other choices; notes are carried with it. */
  'documents.revise': method(z.extend(OfDocument, { choices: EditionChoices }), z.strictObject({ revision: Revision })),
} as const

export const shelfEvents = {
  /** Documents were added, taken out, named, tagged or made anew; without any ids it may be all of them. */
  'documents.changed': z.strictObject({ documentIds: z.array(Id) }),
} as const

export type DocumentCard = z.infer<typeof DocumentCard>
export type KeptRevision = z.infer<typeof KeptRevision>
export type RevisionChange = z.infer<typeof RevisionChange>
