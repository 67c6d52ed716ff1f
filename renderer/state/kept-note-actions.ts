import type { InnerLink } from '../../preload/contract/inner-link.ts'
import type { DeletedNote, KeptVersions, Version } from '../../preload/contract/notes.ts'
import type { Client } from '../bridge/client.ts'
import { openDocument } from './document.ts'
import type { AppStore } from './index.ts'
import type { NoteSaving } from './note-saving.ts'

export interface KeptNoteActionsOptions {
  readonly store: AppStore
  readonly client: Client
  readonly saving: NoteSaving
  readonly goTo: (sectionId: string) => void
  readonly showNotes: () => void
}

/** What was kept of notes: their versions and the deleted ones; and the links between notes. */
export const createKeptNoteActions = ({ store, client, saving, goTo, showNotes }: KeptNoteActionsOptions) => ({
  /** Versions of a note older than `before`, newest first; what is being written is saved first. Rejects with AppError. */
  keptVersions: async (documentId: string, noteId: string, before: Version | null): Promise<KeptVersions> => {
    if (before === null) await saving.saveNow(noteId)
    return client.call('notes.versions', { documentId, noteId, before })
  },

  /** The deleted notes, the last one first. Rejects with AppError. */
  deletedNotes: (documentId: string): Promise<readonly DeletedNote[]> => client.call('notes.trash', { documentId }),

  /** Takes the words of an older version as the newest one; resolves when its save was answered, shown by the note. */
  restoreWords: async (noteId: string, body: string): Promise<void> => {
    store.dispatch({ slice: 'notes', action: { type: 'note.typed', noteId, body } })
    await saving.saveNow(noteId)
  },

  /** Goes to the section or to the section of the note; a link to what is not there leads nowhere. */
  followInnerLink: (link: InnerLink): void => {
    const { reading, notes } = store.get()
    if (link.kind === 'section') {
      const known = openDocument(reading)?.outline.sections.some(({ id }) => id === link.sectionId) ?? false
      if (known) goTo(link.sectionId)
      return
    }
    const note = notes.notes.get(link.noteId)
    if (!note) return
    goTo(note.sectionId)
    showNotes()
  },
})
