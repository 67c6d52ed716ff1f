import { AppError } from '../../preload/contract/wire.ts'
import { passageLimit, type PlacedEdit } from '../../preload/contract/documents.ts'
import type { EditionChoices } from '../../preload/contract/imports.ts'
import type { KeptRevision } from '../../preload/contract/shelf.ts'
import type { Client } from '../bridge/client.ts'
import { openDocument } from './document.ts'
import type { AppStore } from './index.ts'

export interface LibraryActionsOptions {
  readonly store: AppStore
  readonly client: Client
  readonly failed: (error: unknown) => void
  readonly openDocument: (documentId: string) => Promise<void>
  readonly visitDocument: (documentId: string) => Promise<void>
}

/** Most undone repairs that are listed one by one. */
const mostUndone = 200

/** The documents as a whole: what there is, what it is called, what is hidden. */
export const createLibraryActions = ({ store, client, failed, openDocument: reopen, visitDocument }: LibraryActionsOptions) => {
  let newest = 0

  /** Fresh snapshots of what is there; an older answer never takes the place of a newer one. */
  const loadLibrary = async (): Promise<void> => {
    const serial = (newest += 1)
    try {
      const [cards, trash] = await Promise.all([client.call('documents.cards', {}), client.call('documents.trash', {})])
      if (serial === newest) store.dispatch({ slice: 'library', action: { type: 'library.loaded', cards, trash } })
    } catch (error) {
      if (serial !== newest) return
      const code = error instanceof AppError ? error.code : 'internal'
      store.dispatch({ slice: 'library', action: { type: 'library.failed', code } })
    }
  }

  const change = async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work()
      await loadLibrary()
      return true
    } catch (error) {
      failed(error)
      return false
    }
  }

  const openId = (): string | null => openDocument(store.get().reading)?.outline.documentId ?? null

  return {
    loadLibrary,

    /** Documents were added, named, taken out or made anew, here or elsewhere. */
    documentsChanged: async (documentIds: readonly string[]): Promise<void> => {
      try {
        const documents = await client.call('documents.list', {})
        store.dispatch({ slice: 'reading', action: { type: 'documents.listed', documents } })
        if (store.get().library.cards !== null) await loadLibrary()
        const open = openId()
        if (open === null || !documentIds.includes(open)) return
        if (documents.some(({ documentId }) => documentId === open)) return await reopen(open)
        // What is in the trash is no longer read; another text takes its place.
        const next = documents[0]?.documentId
        if (next !== undefined) await visitDocument(next)
      } catch (error) {
        failed(error)
      }
    },

    /** Closes the library and opens a text where it was last read. */
    readDocument: async (documentId: string): Promise<void> => {
      store.dispatch({ slice: 'shell', action: { type: 'dialog.closed' } })
      if (openId() !== documentId) await visitDocument(documentId)
    },

    setDocumentTags: (documentId: string, tags: readonly string[]) =>
      change(() => client.call('documents.setTags', { documentId, tags: [...tags] })),

    /** Null: the title that the text gives itself. */
    renameDocument: (documentId: string, title: string | null) => change(() => client.call('documents.rename', { documentId, title })),

    /** Puts a document into the trash; true when it is there. */
    removeDocument: (documentId: string) => change(() => client.call('documents.remove', { documentId })),

    putBackDocument: (documentId: string) => change(() => client.call('documents.putBack', { documentId })),

    revealDocument: (documentId: string) => {
      client.call('documents.reveal', { documentId }).catch(failed)
    },

    /** Every repair of a text that is in force, in order, and what was decided about it. Throws AppError. */
    documentRepairs: async (documentId: string, characters: number) => {
      const edits = new Map<string, PlacedEdit>()
      const choices = await client.call('documents.choices', { documentId })
      for (let start = 0; start < characters; start += passageLimit) {
        const passage = await client.call('documents.passage', { documentId, start, end: start + passageLimit })
        for (const edit of passage.edits) edits.set(edit.id, edit)
      }
      const undone = await Promise.all(
        choices.undoneEdits.slice(0, mostUndone).map(async (place) => {
          const { text } = await client.call('documents.source', { documentId, start: place.start, end: place.end })
          return { ...place, before: text }
        }),
      )
      return { choices, undone, edits: [...edits.values()] }
    },

    /** Makes the text anew with other decisions; true when its new edition is there. */
    reviseDocument: async (documentId: string, choices: EditionChoices): Promise<boolean> => {
      try {
        await client.call('documents.revise', { documentId, choices })
        return true
      } catch (error) {
        failed(error)
        return false
      }
    },

    documentRevisions: (documentId: string): Promise<readonly KeptRevision[]> => client.call('documents.revisions', { documentId }),

    compareRevisions: (documentId: string, from: string, to: string) => client.call('documents.compareRevisions', { documentId, from, to }),
  }
}
