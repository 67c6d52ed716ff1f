import { z } from 'zod/mini'
import { Anchor, AnchorQuote } from './anchors.ts'
import { Id, method, SectionId } from './define.ts'
import { Range } from './documents.ts'

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

export const NoteColor = z.enum(['yellow', 'green', 'blue', 'pink', 'purple'])

/** Most tags of one note, and code points of one tag. */
export const tagLimit = { tags: 64, characters: 64 } as const

/** Without commas, because lists of tags are written with them. */
export const Tag = z.string().check(
  z.maxLength(2 * tagLimit.characters),
  z.refine((tag) => /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp},，]{1,64}$/u.test(tag) && tag.trim() === tag),
)

export const Tags = z
  .array(Tag)
  .check(z.maxLength(tagLimit.tags), z.refine((tags) => new Set(tags).size === tags.length))

export const Note = z.strictObject({
  id: Id,
  documentId: Id,
  /** For a note on a passage the section where it starts. */
  sectionId: SectionId,
  body: NoteBody,
  /** Null for a note on its section as a whole. With a colour and without a body it is a highlight. */
  anchor: z.nullable(Anchor),
  color: z.nullable(NoteColor),
  tags: Tags,
  rank: Rank,
  deleted: z.boolean(),
  /** Milliseconds since 1970, of the writing device's clock. */
  createdAt: z.number(),
  updatedAt: z.number(),
  version: Version,
  alternatives: z.array(NoteAlternative),
})

/**
 * `base` is the version the reader was editing, null for a new note. `noteId` is made by the caller. Anchor, colour and
 * tags that are left out stay as they are; a new note has none.
 */
export const NoteDraft = z.strictObject({
  documentId: Id,
  noteId: Id,
  sectionId: SectionId,
  body: NoteBody,
  base: z.nullable(Version),
  anchor: z.optional(z.nullable(Anchor)),
  color: z.optional(z.nullable(NoteColor)),
  tags: z.optional(Tags),
})

/**
 * How the place of a passage in the present edition is known: the edition is the one it was marked in; it was carried
 * through the records of edits; it was found again by its words, which waits for the reader to agree; or not at all.
 */
export const PlaceStatus = z.enum(['exact', 'carried', 'found', 'orphan'])

/** Where a note's passage stands in the edition that is there now. */
export const NotePlace = z.strictObject({
  noteId: Id,
  status: PlaceStatus,
  /** The section where it starts now; an orphan's is the note's own. */
  sectionId: SectionId,
  /** Code points of L1; null for an orphan. */
  range: z.nullable(Range),
  /** How sure it is, from 0 to 1; for an orphan how near the best place came that was not taken. */
  score: z.number(),
  /** The words that stand there now, for a new anchor; null where they are the anchor's own and for an orphan. */
  quote: z.nullable(AnchorQuote),
})

export const NoteReference = z.strictObject({ documentId: Id, noteId: Id })

/** `before` is the note it shall stand in front of; null puts it last. */
export const NoteMove = z.strictObject({ documentId: Id, noteId: Id, before: z.nullable(Id) })

/** One version of a note as it was accepted once, on whatever device. */
export const KeptVersion = z.strictObject({
  version: Version,
  /** The versions its writer had before them; none for the first. */
  parents: z.array(Version),
  /** Milliseconds since 1970, of the writing device's clock. */
  time: z.number(),
  /** Written with this library folder on this computer. */
  own: z.boolean(),
  body: NoteBody,
  sectionId: SectionId,
  anchor: z.nullable(Anchor),
  color: z.nullable(NoteColor),
  tags: Tags,
  deleted: z.boolean(),
})

/** Most versions of one answer, and UTF-16 units of their bodies together, beyond the first. */
export const versionPage = { versions: 200, text: 4_000_000 } as const

/** Newest first. `earlier`: there are older ones, to be asked for with the last of these as `before`. */
export const KeptVersions = z.strictObject({ versions: z.array(KeptVersion), earlier: z.boolean() })

/** `note.updatedAt` is when it was deleted; `own` whether that was done on this computer. */
export const DeletedNote = z.strictObject({ note: Note, own: z.boolean() })

export const noteMethods = {
  /** Every note of the document that is not deleted, by section and rank. */
  'notes.list': method(z.strictObject({ documentId: Id }), z.array(Note)),
  /** Whether this document's notes can be read only, in a library that can otherwise be written. */
  'notes.isReadOnly': method(z.strictObject({ documentId: Id }), z.boolean()),
  /**
   * Where each anchored note that is not deleted stands in the present edition. To agree to a place, or to choose
   * another, the reader saves the note with a new anchor.
   */
  'notes.places': method(z.strictObject({ documentId: Id }), z.array(NotePlace)),
  /** Versions of a note, deleted or not, that are older than `before`; null for the newest. Throws 'not-found'. */
  'notes.versions': method(z.strictObject({ documentId: Id, noteId: Id, before: z.nullable(Version) }), KeptVersions),
  /** Every deleted note of the document, the last one deleted first. */
  'notes.trash': method(z.strictObject({ documentId: Id }), z.array(DeletedNote)),
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
export type NoteColor = z.infer<typeof NoteColor>
export type NotePlace = z.infer<typeof NotePlace>
export type NoteDraft = z.infer<typeof NoteDraft>
export type KeptVersion = z.infer<typeof KeptVersion>
export type KeptVersions = z.infer<typeof KeptVersions>
export type DeletedNote = z.infer<typeof DeletedNote>
export type NoteReference = z.infer<typeof NoteReference>
export type NoteMove = z.infer<typeof NoteMove>
export type NoteAlternative = z.infer<typeof NoteAlternative>
