import type { EnteredSource } from '../../preload/contract/bibliography.ts'
import type { Client } from '../bridge/client.ts'
import { openDocument } from './document.ts'
import type { AppStore } from './index.ts'

export interface BibliographyActionsOptions {
  readonly store: AppStore
  readonly client: Client
  readonly failed: (error: unknown) => void
}

/** Where the open text was published: what it says itself and what the reader enters. */
export const createBibliographyActions = ({ store, client, failed }: BibliographyActionsOptions) => {
  const documentId = (): string | null => openDocument(store.get().reading)?.outline.documentId ?? null

  const loadBibliography = async (id: string): Promise<void> => {
    const bibliography = await client.call('bibliography.get', { documentId: id })
    if (documentId() !== id) return
    store.dispatch({ slice: 'bibliography', action: { type: 'bibliography.loaded', documentId: id, bibliography } })
  }

  return {
    loadBibliography,

    /** Resolves to true once the bibliography of the open document is in the store; false after telling why it is not. */
    needBibliography: async (): Promise<boolean> => {
      const id = documentId()
      if (id === null) return false
      if (store.get().bibliography.documentId === id) return true
      try {
        await loadBibliography(id)
      } catch (error) {
        failed(error)
        return false
      }
      return store.get().bibliography.documentId === id
    },

    /** Keeps what the reader has entered, in place of what was entered before; false after telling why it was not kept. */
    enterSource: async (entered: EnteredSource): Promise<boolean> => {
      const id = documentId()
      if (id === null) return false
      try {
        const bibliography = await client.call('bibliography.enter', { documentId: id, entered })
        store.dispatch({ slice: 'bibliography', action: { type: 'bibliography.loaded', documentId: id, bibliography } })
        return true
      } catch (error) {
        failed(error)
        return false
      }
    },
  }
}
