import type { Note, NoteDraft, NoteMove, NoteReference, Version } from '../../preload/contract/notes.ts'
import { openDocumentNotes } from './document-notes.ts'
import type { DocumentDeps, DocumentNotes } from './document-notes.ts'
import type { Problem } from './files.ts'
import { createStampClock } from './stamps.ts'

export type NotesDeps = Omit<DocumentDeps, 'documentId' | 'clock'>

export interface ChangedNote {
  readonly documentId: string
  readonly noteId: string
  readonly version: Version
}

export interface Notes {
  /** Not deleted, by section and rank. Documents are read when first asked for. */
  list(documentId: string): Promise<readonly Note[]>
  /** True when this document's notes cannot be written, which may be so in a library that can. */
  isReadOnly(documentId: string): Promise<boolean>
  /**
   * Resolves when the version is durable. A draft whose base is not the current version is merged with it; an
   * unchanged body changes nothing. Throws 'read-only', 'too-large', 'disk-full', 'disk-failed'.
   */
  save(draft: NoteDraft): Promise<Note>
  /** The moved note first, then those that had to make room. Throws 'not-found' too; so do the next three. */
  move(move: NoteMove): Promise<readonly Note[]>
  delete(reference: NoteReference): Promise<Note>
  restore(reference: NoteReference): Promise<Note>
  /** Drops the alternative with this version: its reader has decided. It stays in the history. */
  dropAlternative(reference: NoteReference & { readonly version: Version }): Promise<Note>
  /** Reads what other devices wrote to the documents that are open. */
  readElsewhere(): Promise<ChangedNote[]>
  /** Calls `readElsewhere` every `interval` milliseconds; returns its own end. */
  watch(onChanged: (changed: readonly ChangedNote[]) => void, interval: number): () => void
  /** Reads every line of every file of the document again and compares it with what is in memory. */
  verify(documentId: string): Promise<Problem[]>
  flush(): Promise<void>
  close(): Promise<void>
}

/** The notes of all documents of one library, as this device sees and writes them. */
export const openNotes = (deps: NotesDeps): Notes => {
  const clock = createStampClock(deps.now)
  const open = new Map<string, Promise<DocumentNotes>>()
  let closed = false

  const document = (documentId: string): Promise<DocumentNotes> => {
    if (closed) throw new Error('the notes are closed')
    const known = open.get(documentId)
    if (known !== undefined) return known
    const opening = openDocumentNotes({ ...deps, documentId, clock })
    open.set(documentId, opening)
    opening.catch(() => open.delete(documentId))
    return opening
  }

  const readElsewhere = async (): Promise<ChangedNote[]> => {
    const changed: ChangedNote[] = []
    for (const [documentId, opening] of open) {
      for (const note of await (await opening).readElsewhere()) {
        changed.push({ documentId, noteId: note.id, version: note.version })
      }
    }
    return changed
  }

  return {
    list: async (documentId) => (await document(documentId)).list(),
    isReadOnly: async (documentId) => (await document(documentId)).readOnly,
    save: async (draft) => (await document(draft.documentId)).save(draft),
    move: async (move) => (await document(move.documentId)).move(move),
    delete: async ({ documentId, noteId }) => (await document(documentId)).setDeleted(noteId, true),
    restore: async ({ documentId, noteId }) => (await document(documentId)).setDeleted(noteId, false),
    dropAlternative: async ({ documentId, noteId, version }) =>
      (await document(documentId)).dropAlternative(noteId, version),
    readElsewhere,
    watch: (onChanged, interval) => {
      let busy = false
      const timer = setInterval(() => {
        if (busy) return
        busy = true
        readElsewhere()
          .then((changed) => {
            if (changed.length > 0) onChanged(changed)
          })
          // A folder that is away for a moment (an unmounted drive) is looked at again next time.
          .catch(() => undefined)
          .finally(() => {
            busy = false
          })
      }, interval)
      timer.unref()
      return () => clearInterval(timer)
    },
    verify: async (documentId) => (await document(documentId)).verify(),
    flush: async () => {
      for (const opening of open.values()) await (await opening).flush()
    },
    close: async () => {
      closed = true
      for (const opening of open.values()) await (await opening.catch(() => null))?.close()
      open.clear()
    },
  }
}
