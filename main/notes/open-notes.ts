import type { DeletedNote, KeptVersions, Note, NoteDraft, NoteMove, NoteReference, Version } from '../../preload/contract/notes.ts'
import { openDocumentNotes } from './document-notes.ts'
import { AppError } from '../../preload/contract/wire.ts'
import type { DocumentDeps, DocumentNotes } from './document-notes.ts'
import type { Problem } from './files.ts'
import { absentVersions, addVersions, allVersions, documentsWithNotes } from './added-versions.ts'
import type { NoteContent, NoteVersion } from './note-version.ts'
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
  /** Deleted, the last one first. */
  trash(documentId: string): Promise<readonly DeletedNote[]>
  /** Versions older than `before` that any file still holds, newest first. Throws 'not-found'. */
  versions(reference: NoteReference & { readonly before: Version | null }): Promise<KeptVersions>
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
  /** Ids of all documents that have notes, or had. */
  documents(): Promise<readonly string[]>
  /** Every version of the document's notes that any device has, in one order for one set. */
  everyVersion(documentId: string): Promise<readonly NoteVersion[]>
  /** Those of these versions that the library does not have. */
  absent(documentId: string, versions: readonly NoteVersion[]): Promise<readonly NoteVersion[]>
  /** Puts versions from elsewhere beside those that are there; a document that was read-only for want of them opens again. */
  add(origin: 'restored' | 'imported', documentId: string, versions: readonly NoteVersion[]): Promise<void>
  /** Makes notes what they are given as, by new versions; the notes that changed. Throws 'read-only' and as `save` does. */
  rewrite(documentId: string, contents: readonly NoteContent[]): Promise<readonly Note[]>
  /** True when the document is read-only because its files cannot be read, which `beginAnew` ends. */
  canBeginAnew(documentId: string): Promise<boolean>
  /** Sets aside, and keeps, what cannot be read, and opens the document again. Throws 'read-only' when it cannot. */
  beginAnew(documentId: string): Promise<void>
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

  const reopen = async (documentId: string): Promise<void> => {
    const before = open.get(documentId)
    if (before === undefined) return
    const opening = before
      .then((notes) => notes.close())
      .then(() => openDocumentNotes({ ...deps, documentId, clock }))
    open.set(documentId, opening)
    opening.catch(() => open.delete(documentId))
    await opening
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
    trash: async (documentId) => (await document(documentId)).trash(),
    versions: async ({ documentId, noteId, before }) => (await document(documentId)).versions(noteId, before),
    save: async (draft) => (await document(draft.documentId)).save(draft),
    move: async (move) => (await document(move.documentId)).move(move),
    delete: async ({ documentId, noteId }) => (await document(documentId)).setDeleted(noteId, true),
    restore: async ({ documentId, noteId }) => (await document(documentId)).setDeleted(noteId, false),
    dropAlternative: async ({ documentId, noteId, version }) =>
      (await document(documentId)).dropAlternative(noteId, version),
    documents: () => documentsWithNotes(deps),
    everyVersion: (documentId) => allVersions(deps, documentId),
    absent: (documentId, versions) => absentVersions(deps, documentId, versions),
    add: async (origin, documentId, versions) => {
      if (deps.readOnly) throw new AppError('read-only', 'the library cannot be written')
      await addVersions(deps, origin, documentId, versions)
      const notes = await document(documentId)
      await notes.readElsewhere()
      if (notes.stuck) await reopen(documentId)
    },
    rewrite: async (documentId, contents) => (await document(documentId)).rewrite(contents),
    canBeginAnew: async (documentId) => (await document(documentId)).stuck,
    beginAnew: async (documentId) => {
      await (await document(documentId)).beginAnew()
      await reopen(documentId)
    },
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
