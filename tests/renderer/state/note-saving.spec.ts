import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Note, NoteDraft } from '../../../preload/contract/notes.ts'
import { AppError } from '../../../preload/contract/wire.ts'
import { createAppStore } from '../../../renderer/state/index.ts'
import { createNoteSaving } from '../../../renderer/state/note-saving.ts'
import { hasUnsaved } from '../../../renderer/state/notes.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** A disk that answers when it is told to. */
const createDisk = () => {
  const sent: NoteDraft[] = []
  const waiting: { resolve: (note: Note) => void; reject: (error: unknown) => void; draft: NoteDraft }[] = []
  let counter = 0
  return {
    sent,
    save: (draft: NoteDraft): Promise<Note> => {
      sent.push(draft)
      return new Promise((resolve, reject) => waiting.push({ resolve, reject, draft }))
    },
    answer: async () => {
      const next = waiting.shift()
      counter += 1
      next?.resolve({
        id: next.draft.noteId,
        documentId: 'essay',
        sectionId: next.draft.sectionId,
        body: next.draft.body,
        anchor: null,
        color: null,
        tags: [],
        rank: 'V',
        deleted: false,
        createdAt: 0,
        updatedAt: counter,
        version: { hlc: `1700000000000-${counter.toString(16).padStart(4, '0')}`, device: 'a' },
        alternatives: [],
      })
      await vi.advanceTimersByTimeAsync(0)
    },
    refuse: async (code: 'disk-full' | 'read-only') => {
      waiting.shift()?.reject(new AppError(code, code))
      await vi.advanceTimersByTimeAsync(0)
    },
  }
}

const start = () => {
  const store = createAppStore()
  const disk = createDisk()
  const later = (task: () => void, ms: number) => {
    const timer = setTimeout(task, ms)
    return () => clearTimeout(timer)
  }
  const saving = createNoteSaving({ store, save: disk.save, later }, Date.now)
  store.dispatch({ slice: 'notes', action: { type: 'note.begun', noteId: 'n1', documentId: 'essay', sectionId: '2.1' } })
  const type = (body: string) => {
    store.dispatch({ slice: 'notes', action: { type: 'note.typed', noteId: 'n1', body } })
    saving.touched('n1')
  }
  return { store, disk, saving, type }
}

describe('saving by itself', () => {
  it('saves the newest words once typing rests', async () => {
    const { disk, type } = start()
    type('學')
    await vi.advanceTimersByTimeAsync(200)
    type('學而')
    await vi.advanceTimersByTimeAsync(399)
    expect(disk.sent).toHaveLength(0)
    await vi.advanceTimersByTimeAsync(2)
    expect(disk.sent.map(({ body }) => body)).toEqual(['學而'])
  })

  it('saves within two seconds of steady typing', async () => {
    const { disk, type } = start()
    for (let letters = 1; letters <= 25; letters += 1) {
      type('字'.repeat(letters))
      await vi.advanceTimersByTimeAsync(100)
    }
    expect(disk.sent.length).toBeGreaterThan(0)
  })

  it('sends one save at a time and then the words typed meanwhile, on the version that came back', async () => {
    const { store, disk, type } = start()
    type('一')
    await vi.advanceTimersByTimeAsync(500)
    type('一二')
    type('一二三')
    await vi.advanceTimersByTimeAsync(3000)
    expect(disk.sent).toHaveLength(1)
    await disk.answer()
    expect(hasUnsaved(store.get().notes)).toBe(true)
    await vi.advanceTimersByTimeAsync(500)
    expect(disk.sent[1]).toMatchObject({ body: '一二三', base: { hlc: '1700000000000-0001' } })
    await disk.answer()
    expect(hasUnsaved(store.get().notes)).toBe(false)
  })

  it('tries again by itself after a full disk, and saves the words on the screen', async () => {
    const { store, disk, type } = start()
    type('留')
    await vi.advanceTimersByTimeAsync(500)
    await disk.refuse('disk-full')
    expect(store.get().notes.drafts.get('n1')).toMatchObject({ body: '留', failure: 'disk-full' })
    await vi.advanceTimersByTimeAsync(1100)
    expect(disk.sent).toHaveLength(2)
    await disk.answer()
    expect(hasUnsaved(store.get().notes)).toBe(false)
  })

  it('does not knock on a library that is read-only', async () => {
    const { disk, type } = start()
    type('留')
    await vi.advanceTimersByTimeAsync(500)
    await disk.refuse('read-only')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(disk.sent).toHaveLength(1)
  })

  it('flush sends what is unsaved at once and waits for the answer', async () => {
    const { disk, saving, type } = start()
    type('急')
    let done = false
    void saving.flush().then(() => {
      done = true
    })
    await vi.advanceTimersByTimeAsync(0)
    expect(disk.sent).toHaveLength(1)
    expect(done).toBe(false)
    await disk.answer()
    expect(done).toBe(true)
  })
})
