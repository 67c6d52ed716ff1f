import { z } from 'zod/mini'
import type { Anchor } from '../../preload/contract/anchors.ts'
import { Note, NoteAlternative, Version } from '../../preload/contract/notes.ts'

/** Most alternatives one note carries; older ones stay in the history. */
export const alternativeLimit = 64

/** Versions written before notes had anchors, colours and tags are read as having none. */
export const NoteContent = z.extend(z.omit(Note, { version: true }), {
  anchor: z.prefault(Note.shape.anchor, null),
  color: z.prefault(Note.shape.color, null),
  tags: z.prefault(Note.shape.tags, []),
  alternatives: z.array(NoteAlternative).check(z.maxLength(alternativeLimit)),
})

/** One accepted version of a note. `parents` are all versions its writer had before them. */
export const NoteVersion = z.strictObject({
  note: NoteContent,
  version: Version,
  parents: z.array(Version).check(z.maxLength(256)),
})

export type NoteContent = z.infer<typeof NoteContent>
export type NoteVersion = z.infer<typeof NoteVersion>

const sameAlternatives = (a: NoteContent['alternatives'], b: NoteContent['alternatives']): boolean =>
  a.length === b.length &&
  a.every((one, index) => {
    const other = b[index]
    return (
      other !== undefined &&
      one.body === other.body &&
      one.version.hlc === other.version.hlc &&
      one.version.device === other.version.device
    )
  })

export const sameAnchor = (a: Anchor | null, b: Anchor | null): boolean =>
  a === b ||
  (a !== null &&
    b !== null &&
    a.revision === b.revision &&
    a.range.start === b.range.start &&
    a.range.end === b.range.end &&
    a.quote.exact === b.quote.exact &&
    a.quote.prefix === b.quote.prefix &&
    a.quote.suffix === b.quote.suffix)

export const sameTags = (a: readonly string[], b: readonly string[]): boolean =>
  a === b || (a.length === b.length && a.every((tag, index) => tag === b[index]))

export const sameContent = (a: NoteContent, b: NoteContent): boolean =>
  a === b ||
  (a.id === b.id &&
    a.documentId === b.documentId &&
    a.sectionId === b.sectionId &&
    a.body === b.body &&
    a.color === b.color &&
    sameAnchor(a.anchor, b.anchor) &&
    sameTags(a.tags, b.tags) &&
    a.rank === b.rank &&
    a.deleted === b.deleted &&
    a.createdAt === b.createdAt &&
    a.updatedAt === b.updatedAt &&
    sameAlternatives(a.alternatives, b.alternatives))

const wellFormedQuote = (anchor: Anchor): Anchor => {
  const { exact, prefix, suffix } = anchor.quote
  return {
    ...anchor,
    quote: { exact: exact.toWellFormed(), prefix: prefix.toWellFormed(), suffix: suffix.toWellFormed() },
  }
}

/** Halves of a surrogate pair become U+FFFD: they cannot be written to a file of text. */
export const wellFormedContent = <T extends NoteContent>(note: T): T => ({
  ...note,
  body: note.body.toWellFormed(),
  anchor: note.anchor && wellFormedQuote(note.anchor),
})
