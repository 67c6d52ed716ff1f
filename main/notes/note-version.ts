import { z } from 'zod/mini'
import { Note, NoteAlternative, Version } from '../../preload/contract/notes.ts'

/** Most alternatives one note carries; older ones stay in the history. */
export const alternativeLimit = 64

export const NoteContent = z.extend(z.omit(Note, { version: true }), {
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

export const sameContent = (a: NoteContent, b: NoteContent): boolean =>
  a === b ||
  (a.id === b.id &&
    a.documentId === b.documentId &&
    a.sectionId === b.sectionId &&
    a.body === b.body &&
    a.rank === b.rank &&
    a.deleted === b.deleted &&
    a.createdAt === b.createdAt &&
    a.updatedAt === b.updatedAt &&
    sameAlternatives(a.alternatives, b.alternatives))
