import { z } from 'zod/mini'
import { NoteDraft } from '../../preload/contract/notes.ts'
import type { AppStore } from './index.ts'
import type { NoteSaving } from './note-saving.ts'
import { openDocument } from './document.ts'
import { hasUnsaved, isUnsaved } from './notes.ts'

const storageKey = 'yandu.unsavedDrafts'

const KeptDrafts = z.array(NoteDraft)

export interface KeepDraftsOptions {
  readonly store: AppStore
  readonly saving: NoteSaving
  readonly storage: Storage
  readonly page: Window
}

/**
 * Saves at once when the page is hidden or left, asks before unsaved words are closed, and carries them over a reload
 * of the same window should the save not have been answered.
 */
export const keepDrafts = ({ store, saving, storage, page }: KeepDraftsOptions): void => {
  const restore = () => {
    const document = openDocument(store.get().reading)
    if (!document || !store.get().notes.loaded) return false
    const kept = readKept(storage).filter((draft) => draft.documentId === document.outline.documentId)
    storage.removeItem(storageKey)
    for (const { noteId, documentId, sectionId, body, base } of kept) {
      store.dispatch({ slice: 'notes', action: { type: 'note.recovered', noteId, documentId, sectionId, body, base } })
      void saving.saveNow(noteId)
    }
    return true
  }
  const stop = store.subscribe(() => {
    if (restore()) stop()
  })

  const keep = () => {
    const drafts = [...store.get().notes.drafts.values()].filter(
      (draft) => isUnsaved(draft) && draft.body !== (draft.savedBody ?? ''),
    )
    if (drafts.length === 0) return
    const kept = drafts.map(({ documentId, noteId, sectionId, body, base }) => ({ documentId, noteId, sectionId, body, base }))
    try {
      storage.setItem(storageKey, JSON.stringify(kept))
    } catch {
      // A full session storage leaves the question before closing as the guard.
    }
  }
  page.addEventListener('beforeunload', (event) => {
    void saving.flush()
    if (hasUnsaved(store.get().notes)) event.preventDefault()
  })
  page.addEventListener('pagehide', () => {
    void saving.flush()
    keep()
  })
  page.document.addEventListener('visibilitychange', () => {
    if (page.document.visibilityState === 'hidden') void saving.flush()
  })
}

const readKept = (storage: Storage): z.infer<typeof KeptDrafts> => {
  try {
    const parsed = KeptDrafts.safeParse(JSON.parse(storage.getItem(storageKey) ?? '[]'))
    return parsed.success ? parsed.data : []
  } catch {
    return []
  }
}
