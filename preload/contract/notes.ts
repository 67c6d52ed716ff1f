import { z } from 'zod/mini'
import { Id, method, SectionId } from './define.ts'

/** Longest note body, in UTF-16 units. */
export const noteBodyLimit = 1_000_000

/** Hybrid logical clock as "<ms, 13 digits>-<counter, 4 hex digits>": sorts as text. `device` breaks ties. */
export const Version = z.strictObject({
  hlc: z.string().check(z.regex(/^\d{13}-[0-9a-f]{4}$/)),
  device: Id,
})

/** Place among the notes of a section: sorts as text; a new place can always be made between two. */
export const Rank = z.string().check(z.regex(/^[0-9A-Za-z]{1,256}$/))

export const NoteBody = z.string().check(z.maxLength(noteBodyLimit))

/** Words another device or window wrote at the same time and that could not be merged; kept and shown. */
export const NoteAlternative = z.strictObject({ body: NoteBody, version: Version })

export const Note = z.strictObject({
  id: Id,
  documentId: Id,
  sectionId: SectionId,
  body: NoteBody,
  rank: Rank,
  deleted: z.boolean(),
  /** Milliseconds since 1970, of the writing device's clock. */
  createdAt: z.number(),
  updatedAt: z.number(),
  version: Version,
  alternatives: z.array(NoteAlternative),
})

/** `base` is the version the reader was editing, null for a new note. `noteId` is made by the caller. */
export const NoteDraft = z.strictObject({
  documentId: Id,
  noteId: Id,
  sectionId: SectionId,
  body: NoteBody,
  base: z.nullable(Version),
})

export const NoteReference = z.strictObject({ documentId: Id, noteId: Id })

/** `before` is the note it shall stand in front of; null puts it last. */
export const NoteMove = z.strictObject({ documentId: Id, noteId: Id, before: z.nullable(Id) })

export const noteMethods = {
  /** Every note of the document that is not deleted, by section and rank. */
  'notes.list': method(z.strictObject({ documentId: Id }), z.array(Note)),
  /** Whether this document's notes can be read only, in a library that can otherwise be written. */
  'notes.isReadOnly': method(z.strictObject({ documentId: Id }), z.boolean()),
  /** Resolves when the version is on the disk and synced; before that nothing may be shown as saved. */
  'notes.save': method(NoteDraft, Note),
  'notes.move': method(NoteMove, Note),
  'notes.delete': method(NoteReference, Note),
  /** Undoes a deletion. */
  'notes.restore': method(NoteReference, Note),
  /** Lets go of words kept beside the note: the reader has decided. They stay in the history. */
  'notes.dropAlternative': method(z.extend(NoteReference, { version: Version }), Note),
} as const

export const noteEvents = {
  'notes.changed': z.strictObject({ documentId: Id, noteId: Id, version: Version }),
} as const

export type Version = z.infer<typeof Version>
export type Note = z.infer<typeof Note>
export type NoteDraft = z.infer<typeof NoteDraft>
export type NoteReference = z.infer<typeof NoteReference>
export type NoteMove = z.infer<typeof NoteMove>
export type NoteAlternative = z.infer<typeof NoteAlternative>
