import type { Range } from '../../preload/contract/documents.ts'
import type { Note, NoteColor, NoteDraft } from '../../preload/contract/notes.ts'
import type { Client } from '../bridge/client.ts'
import { openDocument } from './document.ts'
import type { AppStore } from './index.ts'
import { anchorOf, markedText } from './mark-anchor.ts'
import { isUnmoved, lastColor, lostMarks, marksOf, type MarkNews, type MarkWish } from './marks.ts'
import type { NoteSaving } from './note-saving.ts'
import { placeOfPassage } from './passage-place.ts'

export interface MarkActionsOptions {
  readonly store: AppStore
  readonly client: Client
  readonly saving: NoteSaving
  readonly randomId: () => string
  readonly failed: (error: unknown) => void
  readonly goTo: (sectionId: string, offset: number | null) => void
  /** Opens the editor of a note, and the pane it is in. */
  readonly writeNote: (noteId: string) => void
}

type Change = Partial<Pick<NoteDraft, 'anchor' | 'color' | 'tags' | 'sectionId'>>

/** Steps that can be undone. */
const mostUndone = 100

/** Highlights: made from a selection, changed, removed, placed anew. Each step can be undone while the window is open. */
export const createMarkActions = ({ store, client, saving, randomId, failed, goTo, writeNote }: MarkActionsOptions) => {
  /** How to undo the last steps, the newest last. */
  let undoing: { readonly documentId: string; readonly undo: () => Promise<void> }[] = []
  let newestPlaces = 0

  const open = () => openDocument(store.get().reading)
  const documentId = (): string | null => open()?.outline.documentId ?? null

  const wish = (wished: MarkWish) => store.dispatch({ slice: 'marks', action: { type: 'mark.wished', wish: wished } })
  const tell = (what: MarkNews, color: NoteColor | null = null) =>
    store.dispatch({ slice: 'marks', action: { type: 'mark.told', what, color } })
  const tellTrouble = (what: 'nothing-selected' | 'too-long') =>
    store.dispatch({ slice: 'shell', action: { type: 'toast.shown', toast: { kind: 'mark', what } } })
  const receive = (note: Note) => store.dispatch({ slice: 'notes', action: { type: 'note.received', note } })

  const remember = (id: string, undo: () => Promise<void>) => {
    undoing = [...undoing, { documentId: id, undo }].slice(-mostUndone)
  }

  /** Saves other fields of a note than its words; words that are not saved yet go first. */
  const change = async (noteId: string, fields: Change): Promise<Note | null> => {
    await saving.saveNow(noteId)
    const note = store.get().notes.notes.get(noteId)
    if (!note) return null
    const { documentId: id, sectionId, body, version } = note
    const saved = await client.call('notes.save', { documentId: id, noteId, sectionId, body, base: version, ...fields })
    receive(saved)
    return note
  }

  const remove = async (id: string, noteId: string) => {
    await saving.saveNow(noteId)
    receive(await client.call('notes.delete', { documentId: id, noteId }))
  }

  /** Where a note stands whose anchor is of another revision. */
  const loadPlaces = async (): Promise<void> => {
    const document = open()
    if (!document) return
    const { documentId: id, revision } = document.outline
    const { notes } = store.get().notes
    const serial = (newestPlaces += 1)
    const text = markedText(document)
    const foreign = [...notes.values()].some(({ anchor }) => anchor !== null && !isUnmoved(anchor, text))
    const places = foreign ? await client.call('notes.places', { documentId: id }) : []
    if (serial !== newestPlaces || open()?.outline.revision !== revision) return
    store.dispatch({ slice: 'marks', action: { type: 'places.listed', of: `${id} ${revision}`, places } })
  }

  const setPlace = async (noteId: string, span: Range): Promise<boolean> => {
    const document = open()
    if (!document) return false
    const anchor = anchorOf(document, span)
    if (anchor === 'empty' || anchor === 'too-long') {
      tellTrouble(anchor === 'empty' ? 'nothing-selected' : 'too-long')
      return false
    }
    const before = await change(noteId, { anchor, sectionId: placeOfPassage(document, anchor.range).sectionId })
    if (!before) return false
    remember(before.documentId, async () => {
      await change(noteId, { anchor: before.anchor, sectionId: before.sectionId })
      await loadPlaces()
    })
    return true
  }

  const lost = () => {
    const document = open()
    const { notes, marks } = store.get()
    return document ? lostMarks(notes.notes, marks.places, markedText(document)) : []
  }

  return {
    /** Asks for something to be done with the selection. */
    wishMark: wish,

    /** Highlights a span of L1; where one with this very range is, it is changed instead. `write` opens its note. */
    highlight: async (span: Range | null, color: NoteColor | 'last', write: boolean): Promise<void> => {
      const document = open()
      const { notes, marks } = store.get()
      if (!document || !notes.loaded) return
      const anchor = span === null ? 'empty' : anchorOf(document, span)
      if (anchor === 'empty' || anchor === 'too-long') return tellTrouble(anchor === 'empty' ? 'nothing-selected' : 'too-long')
      const { documentId: id } = document.outline
      const wanted = color === 'last' ? lastColor(notes.notes) : color
      const there = marksOf(notes.notes, marks.places, markedText(document)).find(
        ({ range }) => range.start === anchor.range.start && range.end === anchor.range.end,
      )
      try {
        if (there) {
          if (color !== 'last' && there.color !== color) {
            const before = await change(there.noteId, { color })
            if (before) remember(id, async () => void (await change(there.noteId, { color: before.color })))
            tell('colored', color)
          }
          if (write) writeNote(there.noteId)
          return
        }
        const noteId = randomId()
        const { sectionId } = placeOfPassage(document, anchor.range)
        receive(await client.call('notes.save', { documentId: id, noteId, sectionId, body: '', base: null, anchor, color: wanted, tags: [] }))
        remember(id, () => remove(id, noteId))
        tell('made', wanted)
        if (write) writeNote(noteId)
      } catch (error) {
        failed(error)
      }
    },

    colorMark: async (noteId: string, color: NoteColor): Promise<void> => {
      try {
        const before = await change(noteId, { color })
        if (!before || before.color === color) return
        remember(before.documentId, async () => void (await change(noteId, { color: before.color })))
        tell('colored', color)
      } catch (error) {
        failed(error)
      }
    },

    removeMark: async (noteId: string): Promise<void> => {
      const id = documentId()
      if (id === null) return
      try {
        await remove(id, noteId)
        remember(id, async () => receive(await client.call('notes.restore', { documentId: id, noteId })))
        tell('removed')
      } catch (error) {
        failed(error)
      }
    },

    /** Undoes the last change of a highlight in the open document. */
    undoMark: async (): Promise<void> => {
      const id = documentId()
      const last = undoing.findLast((step) => step.documentId === id)
      if (!last) return tell('nothing-undone')
      undoing = undoing.filter((step) => step !== last)
      try {
        await last.undo()
        tell('undone')
      } catch (error) {
        failed(error)
      }
    },

    setTags: async (noteId: string, tags: readonly string[]): Promise<void> => {
      try {
        const before = await change(noteId, { tags: [...tags] })
        if (before) remember(before.documentId, async () => void (await change(noteId, { tags: before.tags })))
      } catch (error) {
        failed(error)
      }
    },

    /** Gives an anchored note another passage. */
    placeMark: async (noteId: string, span: Range): Promise<void> => {
      try {
        if (await setPlace(noteId, span)) tell('placed')
      } catch (error) {
        failed(error)
      }
    },

    /** Takes the places that were found by search for these notes. */
    acceptPlaces: async (noteIds: readonly string[]): Promise<void> => {
      const wanted = lost().flatMap(({ note, found }) => (found && noteIds.includes(note.id) ? [{ id: note.id, range: found.range }] : []))
      try {
        for (const { id, range } of wanted) await setPlace(id, range)
        if (wanted.length > 0) tell('placed')
      } catch (error) {
        failed(error)
      }
    },

    /** The found place is not the right one: the note stays on the shelf with its quote until it is given another. */
    refusePlace: async (noteId: string): Promise<void> => {
      const document = open()
      const note = store.get().notes.notes.get(noteId)
      if (!document || !note?.anchor) return
      const nowhere = { start: note.anchor.range.start, end: note.anchor.range.start }
      try {
        const before = await change(noteId, { anchor: { ...note.anchor, revision: document.outline.revision, range: nowhere } })
        if (!before) return
        remember(before.documentId, async () => {
          await change(noteId, { anchor: before.anchor })
          await loadPlaces()
        })
      } catch (error) {
        failed(error)
      }
    },

    loadPlaces: () => loadPlaces().catch(failed),

    /** Goes to the passage of a note and marks it. */
    showMark: (noteId: string): void => {
      const document = open()
      const { notes, marks } = store.get()
      if (!document) return
      const { documentId: id } = document.outline
      const mark = marksOf(notes.notes, marks.places, markedText(document)).find((one) => one.noteId === noteId)
      const range = mark?.range ?? lost().find(({ note }) => note.id === noteId)?.found?.range
      if (!range) return
      const { sectionId, paragraphs } = placeOfPassage(document, range)
      store.dispatch({ slice: 'shell', action: { type: 'drawer.toggled', drawer: null } })
      goTo(sectionId, range.start)
      const passage = { documentId: id, sectionId, span: range, paragraph: paragraphs?.first ?? null }
      store.dispatch({ slice: 'passage', action: { type: 'passage.arrived', passage } })
    },

    chooseMarks: (noteIds: readonly string[] | null) =>
      store.dispatch({ slice: 'marks', action: { type: 'marks.chosen', noteIds } }),
  }
}
