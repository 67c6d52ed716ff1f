import type { Range } from '../../preload/contract/documents.ts'
import type { Note, NotePlace, Version } from '../../preload/contract/notes.ts'
import type { AnkiImport, Grade, Study } from '../../preload/contract/study.ts'
import { sentencesOf } from '../../preload/text/sentences.ts'
import type { Client } from '../bridge/client.ts'
import { openDocument } from './document.ts'
import type { AppStore } from './index.ts'
import { anchorOf } from './mark-anchor.ts'
import type { NoteSaving } from './note-saving.ts'
import { draftOf } from './notes.ts'
import { sectionAt } from './reading-order.ts'
import { tickTask, type Task } from './tasks.ts'

export interface StudyActionsOptions {
  readonly store: AppStore
  readonly client: Client
  readonly saving: NoteSaving
  readonly randomId: () => string
  readonly failed: (error: unknown) => void
}

/** Code points of the longest passage that is put into a note whole. */
const longestQuote = 300

const contains = (outer: Range, inner: Range): boolean => outer.start <= inner.start && inner.end <= outer.end

/** What is read, recalled and asked. */
export const createStudyActions = ({ store, client, saving, randomId, failed }: StudyActionsOptions) => {
  const documentId = (): string | null => openDocument(store.get().reading)?.outline.documentId ?? null
  const take = (study: Study) => {
    if (documentId() === study.documentId) store.dispatch({ slice: 'study', action: { type: 'study.loaded', study } })
  }
  /** True when it was done and is on the disk; false after telling why not. */
  const change = async (call: (id: string) => Promise<Study>): Promise<boolean> => {
    const id = documentId()
    if (id === null) return false
    try {
      take(await call(id))
      return true
    } catch (error) {
      failed(error)
      return false
    }
  }
  const writeNote = (noteId: string, body: string) => {
    store.dispatch({ slice: 'notes', action: { type: 'note.typed', noteId, body } })
    saving.touched(noteId)
  }
  const appended = (body: string, more: string): string => (body.trim() === '' ? more : `${body.trimEnd()}\n\n${more}`)

  return {
    loadStudy: async (id: string): Promise<void> => {
      if (documentId() !== id) return
      try {
        take(await client.call('study.get', { documentId: id }))
      } catch (error) {
        failed(error)
      }
    },

    markRead: (sectionId: string, read: boolean) =>
      change((id) => client.call('study.markRead', { documentId: id, sectionId, read })),

    /** Resolves to true once the grade is on the disk. */
    reviewCard: async (cardId: string, grade: Grade): Promise<boolean> => {
      await saving.flush()
      return change((id) => client.call('study.review', { documentId: id, cardId, grade }))
    },

    undoReview: (version: Version) => change((id) => client.call('study.undo', { documentId: id, version })),

    /** Ticks a task in its note, through the ordinary save. */
    tickTask: (noteId: string, task: Task, done: boolean) => {
      const draft = draftOf(store.get().notes, noteId)
      if (draft) writeNote(noteId, tickTask(draft.body, task, done))
    },

    /** Where the passages of the notes stand now; empty after telling why it is not known. */
    notePlaces: async (): Promise<readonly NotePlace[]> => {
      const id = documentId()
      if (id === null) return []
      try {
        return await client.call('notes.places', { documentId: id })
      } catch (error) {
        failed(error)
        return []
      }
    },

    /** Writes an empty question and answer at the end of a note, which is then edited. */
    beginQuestion: (noteId: string, template: string) => {
      const draft = draftOf(store.get().notes, noteId)
      if (!draft) return
      store.dispatch({ slice: 'notes', action: { type: 'note.editing', noteId } })
      writeNote(noteId, appended(draft.body, template))
    },

    /**
     * Makes a card that hides a span of the text within its highlight or, where there is none, within its sentence. It is
     * written into the note of the highlight, or into a new note on the passage. Resolves to false where there is no such
     * sentence or the note was not saved.
     */
    makeCloze: async (span: Range): Promise<boolean> => {
      const open = openDocument(store.get().reading)
      if (!open) return false
      const { outline, text } = open
      const marked = [...store.get().notes.notes.values()].find(
        ({ anchor }) => anchor !== null && anchor.revision === outline.revision && contains(anchor.range, span),
      )
      const line = text.line(span.start)
      const sentence = sentencesOf(text.slice('restored', line.start, line.end))
        .map(({ start, end }) => ({ start: start + line.start, end: end + line.start }))
        .find((one) => contains(one, span))
      const own = marked?.anchor?.range
      const around = own && own.end - own.start <= longestQuote && contains(line, own) && own.end - own.start > span.end - span.start ? own : sentence
      const piece = (from: number, to: number): string => text.slice('restored', from, to)
      const hidden = piece(span.start, span.end).trim()
      const words = around && `${piece(around.start, span.start)}==${hidden}==${piece(span.end, around.end)}`.trim()
      const anchor = around ? anchorOf(open, around) : 'empty'
      if (!around || !words || hidden === '' || typeof anchor === 'string' || piece(around.start, around.end).includes('=')) {
        store.dispatch({ slice: 'shell', action: { type: 'toast.shown', toast: { kind: 'no-card' } } })
        return false
      }
      store.dispatch({ slice: 'shell', action: { type: 'drawer.shown', drawer: 'notes' } })
      if (marked) {
        const draft = draftOf(store.get().notes, marked.id)
        if (!draft) return false
        writeNote(marked.id, appended(draft.body, words))
        await saving.saveNow(marked.id)
        return true
      }
      try {
        const note: Note = await client.call('notes.save', {
          documentId: outline.documentId,
          noteId: randomId(),
          sectionId: sectionAt(outline, around.start),
          body: words,
          base: null,
          anchor,
        })
        store.dispatch({ slice: 'notes', action: { type: 'note.received', note } })
        return true
      } catch (error) {
        failed(error)
        return false
      }
    },

    /** The cards in Anki's text format; null after telling why not. */
    exportAnki: async () => {
      const id = documentId()
      if (id === null) return null
      try {
        await saving.flush()
        return await client.call('study.exportAnki', { documentId: id })
      } catch (error) {
        failed(error)
        return null
      }
    },

    /** Takes changed words of cards from a text of Anki's; null after telling why not. */
    importAnki: async (text: string): Promise<AnkiImport | null> => {
      const id = documentId()
      if (id === null) return null
      try {
        await saving.flush()
        return await client.call('study.importAnki', { documentId: id, text })
      } catch (error) {
        failed(error)
        return null
      }
    },
  }
}
