import type { createNoteField } from '../../editor/note-field.ts'

let loading: Promise<typeof createNoteField> | null = null

/** Loads the editor, about 150 KB compressed, on first use. Rejects when it cannot be had; the next call tries again. */
export const loadEditor = (): Promise<typeof createNoteField> => {
  loading ??= import('../../editor/note-field.ts').then(
    (parts) => parts.createNoteField,
    (error: unknown) => {
      loading = null
      throw error
    },
  )
  return loading
}

/** Has the editor ready before it is wanted, once the window has nothing else to do. */
export const warmEditor = (): (() => void) => {
  const handle = requestIdleCallback(() => void loadEditor().catch(() => undefined), { timeout: 4000 })
  return () => cancelIdleCallback(handle)
}
