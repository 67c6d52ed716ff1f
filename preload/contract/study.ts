import { z } from 'zod/mini'
import { Id, method, SectionId } from './define.ts'
import { noteBodyLimit, Tags, Version } from './notes.ts'

/** Stands behind a card's first line as ` ^id`, so that it survives every change of the words. */
export const CardId = z.string().check(z.regex(/^[a-z0-9]{6,32}$/))

/** Not known, hard, good, easy. */
export const Grade = z.literal([1, 2, 3, 4])

/** Longest text of Anki's that is read, in UTF-16 units. */
export const ankiTextLimit = 8_000_000

const CardText = z.string().check(z.maxLength(noteBodyLimit))

export const Card = z.strictObject({
  id: CardId,
  noteId: Id,
  sectionId: SectionId,
  kind: z.enum(['question', 'cloze']),
  /** What is asked; a cloze has […] where words are hidden. */
  front: CardText,
  /** The answer; for a cloze its sentence with the hidden words between `==`. */
  back: CardText,
  tags: Tags,
  stage: z.enum(['new', 'learning', 'review', 'relearning']),
  /** Milliseconds since 1970. */
  due: z.number(),
  reviews: z.int().check(z.nonnegative()),
  /** Answered well (good or easy) at least once. */
  recalled: z.boolean(),
  /** Milliseconds until the next review for each grade; null while the card is not due. */
  intervals: z.nullable(z.tuple([z.number(), z.number(), z.number(), z.number()])),
})

export const Study = z.strictObject({
  documentId: Id,
  readOnly: z.boolean(),
  /** Milliseconds since 1970, of the clock that `due` is measured by. */
  now: z.number(),
  /** Sections that the reader has marked as read. */
  read: z.array(SectionId),
  /** By section and place in the notes. */
  cards: z.array(Card),
  /** The review that can be taken back: this device's last one. */
  last: z.nullable(z.strictObject({ cardId: CardId, version: Version })),
})

const OfDocument = z.strictObject({ documentId: Id })

export const AnkiExport = z.strictObject({ fileName: z.string(), text: z.string(), cards: z.int() })

export const AnkiImport = z.strictObject({
  /** Cards whose words or tags were changed. */
  updated: z.int(),
  unchanged: z.int(),
  /** Rows with an id that no card of this document has. Nothing is made of them. */
  unknown: z.int(),
  /** Ids of cards that could not be changed: without words, or a cloze without hidden words. */
  refused: z.array(CardId),
})

export const studyMethods = {
  'study.get': method(OfDocument, Study),
  /** This and the next two resolve when the change is on the disk and synced. */
  'study.markRead': method(z.extend(OfDocument, { sectionId: SectionId, read: z.boolean() }), Study),
  /** Throws 'not-found' for a card that no note has. */
  'study.review': method(z.extend(OfDocument, { cardId: CardId, grade: Grade }), Study),
  /** Takes back one review. */
  'study.undo': method(z.extend(OfDocument, { version: Version }), Study),
  'study.exportAnki': method(OfDocument, AnkiExport),
  'study.importAnki': method(
    z.extend(OfDocument, { text: z.string().check(z.maxLength(ankiTextLimit)) }),
    AnkiImport,
  ),
} as const

export const studyEvents = {
  'study.changed': OfDocument,
} as const

export type Grade = z.infer<typeof Grade>
export type Card = z.infer<typeof Card>
export type Study = z.infer<typeof Study>
export type AnkiImport = z.infer<typeof AnkiImport>
