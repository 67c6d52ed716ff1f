import { AppError } from '../../preload/contract/wire.ts'
import { noteBodyLimit, type Note, type NoteDraft as Draft } from '../../preload/contract/notes.ts'
import type { AppStore } from './index.ts'
import { isUnsaved, type NoteDraft } from './notes.ts'

export interface NoteSavingOptions {
  readonly store: AppStore
  readonly save: (draft: Draft) => Promise<Note>
  /** Runs `task` after `ms`; returns a cancel. */
  readonly later: (task: () => void, ms: number) => () => void
}

/** Typing rests this long before a save starts, in ms. */
const restBeforeSave = 400
/** A save starts at the latest this long after the first unsaved letter, in ms. */
const longestUnsaved = 2000
/** Waits between tries after a failure, in ms; the last one repeats. */
const retryWaits = [1000, 2000, 5000, 10_000] as const

interface Pending {
  cancel: () => void
  since: number | null
  tries: number
  /** Settles when the save under way has been answered. */
  running: Promise<void> | null
}

export type NoteSaving = ReturnType<typeof createNoteSaving>

/**
 * Saves drafts by themselves: one save of a note at a time, always the newest words, tried again after a failure for
 * as long as they differ from what is on the disk. Words being composed in an input method never reach it.
 */
export const createNoteSaving = ({ store, save, later }: NoteSavingOptions, now: () => number) => {
  const pending = new Map<string, Pending>()

  const dispatch = (action: Parameters<AppStore['dispatch']>[0] & { slice: 'notes' }) => store.dispatch(action)

  const saveWhole = async (draft: Draft): Promise<Note> => {
    if (draft.body.length > noteBodyLimit) throw new AppError('too-large', 'the note is too long', { limit: noteBodyLimit })
    return save(draft)
  }

  const entry = (noteId: string): Pending => {
    const known = pending.get(noteId)
    if (known) return known
    const made: Pending = { cancel: () => {}, since: null, tries: 0, running: null }
    pending.set(noteId, made)
    return made
  }

  const needsSaving = (draft: NoteDraft | undefined): draft is NoteDraft =>
    draft !== undefined && draft.body !== (draft.savedBody ?? '')

  const schedule = (noteId: string, wait: number) => {
    const work = entry(noteId)
    work.cancel()
    work.cancel = later(() => void saveNow(noteId), wait)
  }

  const saveNow = (noteId: string): Promise<void> => {
    const work = entry(noteId)
    work.cancel()
    if (work.running) return work.running.then(() => (needsSaving(draftNow(noteId)) && work.tries === 0 ? saveNow(noteId) : undefined))
    const draft = draftNow(noteId)
    if (!needsSaving(draft)) {
      work.since = null
      return Promise.resolve()
    }
    work.since = null
    dispatch({ slice: 'notes', action: { type: 'note.saving', noteId } })
    work.running = saveWhole({
      documentId: draft.documentId,
      noteId,
      sectionId: draft.sectionId,
      body: draft.body,
      base: draft.base,
    })
      .then(
        (note) => {
          work.tries = 0
          dispatch({ slice: 'notes', action: { type: 'note.saved', sentBody: draft.body, note } })
        },
        (error: unknown) => {
          const code = error instanceof AppError ? error.code : 'internal'
          dispatch({ slice: 'notes', action: { type: 'note.saveFailed', noteId, code } })
          const wait = retryWaits[Math.min(work.tries, retryWaits.length - 1)] ?? 10_000
          work.tries += 1
          if (code !== 'read-only' && code !== 'bad-input') schedule(noteId, wait)
        },
      )
      .then(() => {
        work.running = null
        if (work.tries === 0 && needsSaving(draftNow(noteId))) schedule(noteId, restBeforeSave)
      })
    return work.running
  }

  const draftNow = (noteId: string) => store.get().notes.drafts.get(noteId)

  return {
    /** Call after each change of a draft. */
    touched: (noteId: string): void => {
      const work = entry(noteId)
      work.tries = 0
      work.since ??= now()
      if (work.running) return
      schedule(noteId, Math.max(0, Math.min(restBeforeSave, work.since + longestUnsaved - now())))
    },
    saveNow,
    /** Tries every unsaved draft at once; resolves when all have been answered. */
    flush: async (): Promise<void> => {
      const unsaved = [...store.get().notes.drafts.values()].filter(isUnsaved)
      await Promise.all(unsaved.map(({ noteId }) => saveNow(noteId)))
    },
    /** Waits for a save of this note that is under way; starts none. */
    settled: (noteId: string): Promise<void> => pending.get(noteId)?.running ?? Promise.resolve(),
    forget: (noteId: string): void => {
      pending.get(noteId)?.cancel()
      pending.delete(noteId)
    },
  }
}
