import type { InnerLink } from '../../preload/contract/inner-link.ts'
import type { DeletedNote, KeptVersion, KeptVersions, Version } from '../../preload/contract/notes.ts'
import { AppError } from '../../preload/contract/wire.ts'
import type { Client } from '../bridge/client.ts'
import { openDocument } from './document.ts'
import type { AppStore } from './index.ts'
import type { NoteSaving } from './note-saving.ts'
import { isUnsaved } from './notes.ts'

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

  /**
   * Makes the note what it was in an older version, words, passage, colour, tags and section, as its newest version.
   * What is being written is saved before, so that it is a version too. Rejects with AppError.
   */
  restoreVersion: async (noteId: string, kept: KeptVersion): Promise<void> => {
    await saving.saveNow(noteId)
    const { notes } = store.get()
    const note = notes.notes.get(noteId)
    const draft = notes.drafts.get(noteId)
    if (!note) throw new AppError('not-found', `there is no note ${noteId}`, { noteId })
    if (draft && isUnsaved(draft)) throw new AppError(draft.failure ?? 'disk-failed', 'the words on the screen are not saved')
    const { body, sectionId, anchor, color, tags } = kept
    const saved = await client.call('notes.save', {
      documentId: note.documentId,
      noteId,
      base: note.version,
      sectionId,
      body,
      anchor,
      color,
      tags,
    })
    store.dispatch({ slice: 'notes', action: { type: 'note.received', note: saved } })
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
