import { describe, expect, it } from 'vitest'
import type { Note } from '../../../preload/contract/notes.ts'
import {
  countNotes,
  draftOf,
  hasUnsaved,
  initialNotes,
  isUnsaved,
  savedOfSection,
  reduceNotes,
  withDrafts,
  type NotesAction,
  type NotesState,
} from '../../../renderer/state/notes.ts'

const hlc = (counter: number): string => `1700000000000-${counter.toString(16).padStart(4, '0')}`

const note = (id: string, body: string, counter = 1, more: Partial<Note> = {}): Note => ({
  id,
  documentId: 'essay',
  sectionId: '1',
  body,
  anchor: null,
  color: null,
  tags: [],
  rank: 'V',
  deleted: false,
  createdAt: 1,
  updatedAt: counter,
  version: { hlc: hlc(counter), device: 'a' },
  alternatives: [],
  ...more,
})

const after = (state: NotesState, ...actions: NotesAction[]): NotesState => actions.reduce(reduceNotes, state)

const opened = after(initialNotes, { type: 'notes.opened', documentId: 'essay' })

const loaded = after(opened, { type: 'notes.listed', readOnly: false, notes: [note('n1', 'one'), note('n2', 'two', 1, { rank: 'W' })] })

describe('what may be shown as saved', () => {
  it('is unsaved from the first letter until the reply that carries the same words', () => {
    const typed = after(loaded, { type: 'note.typed', noteId: 'n1', body: 'one!' })
    expect(hasUnsaved(typed)).toBe(true)
    const saving = after(typed, { type: 'note.saving', noteId: 'n1' })
    expect(hasUnsaved(saving)).toBe(true)
    const saved = after(saving, { type: 'note.saved', sentBody: 'one!', note: note('n1', 'one!', 2) })
    expect(hasUnsaved(saved)).toBe(false)
  })

  it('stays unsaved when something was typed while the save was under way', () => {
    const state = after(
      loaded,
      { type: 'note.typed', noteId: 'n1', body: 'one!' },
      { type: 'note.saving', noteId: 'n1' },
      { type: 'note.typed', noteId: 'n1', body: 'one!!' },
      { type: 'note.saved', sentBody: 'one!', note: note('n1', 'one!', 2) },
    )
    const draft = draftOf(state, 'n1')
    expect(draft?.body).toBe('one!!')
    expect(draft && isUnsaved(draft)).toBe(true)
  })

  it('keeps the words on the screen when a save fails, and says so until they are saved or taken back', () => {
    const failed = after(
      loaded,
      { type: 'note.typed', noteId: 'n1', body: 'one 字' },
      { type: 'note.saving', noteId: 'n1' },
      { type: 'note.saveFailed', noteId: 'n1', code: 'disk-full' },
    )
    expect(draftOf(failed, 'n1')).toMatchObject({ body: 'one 字', failure: 'disk-full', saving: false })
    expect(hasUnsaved(failed)).toBe(true)
    expect(hasUnsaved(after(failed, { type: 'note.typed', noteId: 'n1', body: 'one' }))).toBe(false)
  })

  it('does not call an empty new note unsaved', () => {
    expect(hasUnsaved(after(loaded, { type: 'note.begun', noteId: 'n3', documentId: 'essay', sectionId: '1' }))).toBe(false)
  })
})

describe('words from another window', () => {
  it('replace what is shown when nothing is being typed', () => {
    const state = after(loaded, { type: 'note.editing', noteId: 'n1' }, { type: 'note.received', note: note('n1', 'new', 5) })
    expect(draftOf(state, 'n1')?.body).toBe('new')
  })

  it('never replace words that are being typed', () => {
    const state = after(
      loaded,
      { type: 'note.typed', noteId: 'n1', body: 'mine' },
      { type: 'note.received', note: note('n1', 'theirs', 5) },
    )
    expect(draftOf(state, 'n1')?.body).toBe('mine')
    expect(draftOf(state, 'n1')?.base).toEqual({ hlc: hlc(1), device: 'a' })
  })

  it('are ignored when they are older', () => {
    const state = after(loaded, { type: 'note.received', note: note('n1', 'old', 0) })
    expect(state.notes.get('n1')?.body).toBe('one')
  })

  it('survive a reload of the list while something is unsaved', () => {
    const state = after(
      loaded,
      { type: 'note.typed', noteId: 'n1', body: 'mine' },
      { type: 'notes.listed', readOnly: false, notes: [note('n2', 'two, changed', 4)] },
    )
    expect(draftOf(state, 'n1')?.body).toBe('mine')
    expect(state.notes.get('n2')?.body).toBe('two, changed')
  })
})

describe('lists', () => {
  it('orders notes by rank, then id, and puts a note begun last', () => {
    const state = after(
      loaded,
      { type: 'note.received', note: note('n0', 'first', 3, { rank: 'A' }) },
      { type: 'note.begun', noteId: 'zz', documentId: 'essay', sectionId: '1' },
    )
    expect(withDrafts(savedOfSection(state.notes, '1'), state.drafts, 'essay', '1').map(({ noteId }) => noteId)).toEqual(['n0', 'n1', 'n2', 'zz'])
    expect(withDrafts(savedOfSection(state.notes, '2'), state.drafts, 'essay', '2')).toEqual([])
  })

  it('counts notes by section and forgets deleted ones', () => {
    const state = after(loaded, { type: 'note.received', note: note('n2', '', 9, { deleted: true }) })
    expect([...countNotes(state.notes)]).toEqual([['1', 1]])
  })
})

describe('another document', () => {
  const typed = after(loaded, { type: 'note.typed', noteId: 'n1', body: 'words not yet saved' })
  const elsewhere = after(typed, { type: 'notes.opened', documentId: 'novel' })

  it('keeps what is not yet saved, for the document it was written in', () => {
    expect(elsewhere.drafts.get('n1')).toMatchObject({ documentId: 'essay', body: 'words not yet saved' })
    expect(withDrafts(savedOfSection(elsewhere.notes, '1'), elsewhere.drafts, 'novel', '1')).toEqual([])
    expect(hasUnsaved(elsewhere)).toBe(true)
  })

  it('forgets it once it is saved, and does not take the note over', () => {
    const saved = after(elsewhere, { type: 'note.saved', sentBody: 'words not yet saved', note: note('n1', 'words not yet saved', 3) })
    expect(saved.drafts.size).toBe(0)
    expect(saved.notes.size).toBe(0)
  })
})

it('words in composition count as unsaved', () => {
  expect(hasUnsaved(after(loaded, { type: 'note.composing', noteId: 'n1' }))).toBe(true)
  expect(hasUnsaved(after(loaded, { type: 'note.composing', noteId: 'n1' }, { type: 'note.composing', noteId: null }))).toBe(false)
})
