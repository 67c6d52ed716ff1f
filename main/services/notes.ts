import type { DeletedNote, KeptVersions, Note, NoteDraft, NoteMove, NoteReference, Version } from '../../preload/contract/notes.ts'
import { AppError } from '../../preload/contract/wire.ts'
import type { Emit } from '../../preload/contract/index.ts'
import type { Notes } from '../notes/open-notes.ts'

export interface NoteServiceOptions {
  readonly notes: Notes
  /** The sections a note can be written on. Throws AppError('not-found') for an unknown document. */
  readonly sectionIds: (documentId: string) => Promise<ReadonlySet<string>>
  /** Keeps what is needed to carry an anchor to a later edition. */
  readonly keepEdition: (documentId: string) => Promise<void>
  readonly emit: Emit
}

/** The uses of the notes store; each change is told to every window. */
export const createNoteService = ({ notes, sectionIds, keepEdition, emit }: NoteServiceOptions) => {
  const announce = (note: Note): Note => {
    emit('notes.changed', { documentId: note.documentId, noteId: note.id, version: note.version })
    return note
  }
  return {
    list: async ({ documentId }: { documentId: string }): Promise<Note[]> => [...(await notes.list(documentId))],
    isReadOnly: ({ documentId }: { documentId: string }): Promise<boolean> => notes.isReadOnly(documentId),
    trash: async ({ documentId }: { documentId: string }): Promise<DeletedNote[]> => [...(await notes.trash(documentId))],
    versions: (reference: NoteReference & { before: Version | null }): Promise<KeptVersions> => notes.versions(reference),
    /** A new note needs a section that is there; an old one is kept even when its section has gone. */
    save: async (draft: NoteDraft): Promise<Note> => {
      const known = await sectionIds(draft.documentId)
      if (draft.base === null && !known.has(draft.sectionId)) {
        throw new AppError('not-found', `there is no section ${draft.sectionId}`, { sectionId: draft.sectionId })
      }
      if (draft.anchor != null) await keepEdition(draft.documentId)
      return announce(await notes.save(draft))
    },
    move: async (move: NoteMove): Promise<Note> => {
      const [moved, ...others] = await notes.move(move)
      if (!moved) throw new Error('a moved note got lost')
      for (const note of others) announce(note)
      return announce(moved)
    },
    delete: async (reference: NoteReference): Promise<Note> => announce(await notes.delete(reference)),
    restore: async (reference: NoteReference): Promise<Note> => announce(await notes.restore(reference)),
    dropAlternative: async (reference: NoteReference & { version: Version }): Promise<Note> =>
      announce(await notes.dropAlternative(reference)),
  }
}
