import { AppError } from '../../preload/contract/wire.ts'
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

    documentRevisions: (documentId: string): Promise<readonly KeptRevision[]> => client.call('documents.revisions', { documentId }),

    compareRevisions: (documentId: string, from: string, to: string) => client.call('documents.compareRevisions', { documentId, from, to }),
  }
}
