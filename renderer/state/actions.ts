import type { Settings } from '../../preload/contract/app.ts'
import type { CommandId } from '../../preload/contract/commands.ts'
import type { PrintJob, PrintTarget } from '../../preload/contract/printing.ts'
import { AppError, type ErrorCode } from '../../preload/contract/wire.ts'
import { passageLimit, type SourcePassage } from '../../preload/contract/documents.ts'
import { passageScheme } from '../../preload/contract/passage-link.ts'
import type { Version } from '../../preload/contract/notes.ts'
import type { Client } from '../bridge/client.ts'
import type { AppStore } from './index.ts'
import { createAloudActions } from './aloud-actions.ts'
import { createKeepingActions } from './keeping-actions.ts'
import { createBibliographyActions } from './bibliography-actions.ts'
import { createImportActions } from './import-actions.ts'
import { createLibraryActions } from './library-actions.ts'
import { openDocument, sectionStart } from './document.ts'
import { createFindActions } from './find-actions.ts'
import { createMarkActions } from './mark-actions.ts'
import { createKeptNoteActions } from './kept-note-actions.ts'
import { createMovingActions } from './moving-actions.ts'
import type { NoteSaving } from './note-saving.ts'
import { createPassageActions } from './passage-actions.ts'
import { createReadingRuleActions } from './reading-rule-actions.ts'
import { createSearchActions } from './search-actions.ts'
import { createStudyActions } from './study-actions.ts'
import { createStyleActions } from './style-actions.ts'
import { draftOf } from './notes.ts'
import type { Dialog } from './shell.ts'
import { createTextLoading } from './text-loading.ts'

export interface ActionsOptions {
  readonly store: AppStore
  readonly client: Client
  readonly saving: NoteSaving
  readonly randomId: () => string
  readonly later: (task: () => void, ms: number) => () => void
  /** Milliseconds that only grow. */
  readonly clock: () => number
}

export type Actions = ReturnType<typeof createActions>

/** The finer cause of a failure, where the main side gives one. */
const reasonOf = (error: unknown): string | null =>
  error instanceof AppError && typeof error.details['reason'] === 'string' ? error.details['reason'] : null

export const codeOf = (error: unknown): ErrorCode => (error instanceof AppError ? error.code : 'internal')

/** How long a changed setting rests before it is written, in ms: dragging a pane makes many changes. */
const settingsRest = 250

/** What the reader can do. Every action leaves its outcome, failures included, in the store. */
export const createActions = ({ store, client, saving, randomId, later, clock }: ActionsOptions) => {
  let settingsChange: Partial<Settings> = {}
  let cancelSettings = () => {}

  const documentId = (): string | null => openDocument(store.get().reading)?.outline.documentId ?? null

  const failed = (error: unknown) =>
    store.dispatch({
      slice: 'shell',
      action: { type: 'toast.shown', toast: { kind: 'failed', code: codeOf(error), reason: reasonOf(error) } },
    })

  const loading = createTextLoading({ store, client, later })

  const loadNotes = async (id: string) => {
    try {
      const [notes, readOnly] = await Promise.all([
        client.call('notes.list', { documentId: id }),
        client.call('notes.isReadOnly', { documentId: id }),
      ])
      if (documentId() !== id) return
      store.dispatch({ slice: 'notes', action: { type: 'notes.listed', notes, readOnly } })
    } catch (error) {
      store.dispatch({ slice: 'notes', action: { type: 'notes.failed', code: codeOf(error) } })
    }
  }

  const openDocumentById = async (id: string) => {
    if (documentId() !== id) {
      const { editing } = store.get().notes
      if (editing !== null) endEditing(editing)
      await saving.flush()
      store.dispatch({ slice: 'reading', action: { type: 'document.opening', documentId: id } })
      store.dispatch({ slice: 'find', action: { type: 'find.forgotten' } })
    }
    store.dispatch({ slice: 'notes', action: { type: 'notes.opened', documentId: id } })
    try {
      const [outline, last] = await Promise.all([
        client.call('documents.outline', { documentId: id }),
        client.call('positions.get', { documentId: id }),
        style.loadStyle(id),
        readingRules.loadReadingRules(id),
      ])
      const known = openDocument(store.get().reading)
      const sameText = known?.outline.documentId === id && known.outline.revision === outline.revision
      if (!sameText) {
        const text = await loading.begin(outline, last ? (last.offset ?? sectionStart(outline, last.sectionId)) : 0)
        store.dispatch({ slice: 'reading', action: { type: 'document.opened', document: { outline, text, source: null } } })
        if (last) {
          store.dispatch({
            slice: 'reading',
            action: { type: 'section.wanted', sectionId: last.sectionId, offset: last.offset },
          })
        }
      }
      loading.goOn()
      if (store.get().shell.settings.layer === 'source') await loadSource(id)
    } catch (error) {
      store.dispatch({ slice: 'reading', action: { type: 'document.failed', documentId: id, code: codeOf(error) } })
      return
    }
    await loadNotes(id)
    await study.loadStudy(id)
    // Whoever cites asks again for what did not come.
    await bibliography.loadBibliography(id).catch(() => undefined)
  }

  const loadSource = async (id: string) => {
    const pieces: SourcePassage[] = []
    for (let start = 0, total = 1; start < total; start += passageLimit) {
      const piece = await client.call('documents.source', { documentId: id, start, end: start + passageLimit })
      total = piece.total
      pieces.push(piece)
    }
    const edits = new Map(pieces.flatMap((piece) => piece.edits.map((edit) => [edit.id, edit])))
    const source: SourcePassage = {
      start: 0,
      end: pieces.at(-1)?.end ?? 0,
      text: pieces.map((piece) => piece.text).join(''),
      total: pieces.at(-1)?.total ?? 0,
      edits: [...edits.values()],
    }
    store.dispatch({ slice: 'reading', action: { type: 'document.sourceLoaded', documentId: id, source } })
  }

  const writeSettings = async () => {
    const change = settingsChange
    settingsChange = {}
    try {
      await client.call('settings.change', change)
    } catch (error) {
      failed(error)
    }
  }

  const changeSettings = (change: Partial<Settings>) => {
    store.dispatch({ slice: 'shell', action: { type: 'settings.changing', change } })
    settingsChange = { ...settingsChange, ...change }
    cancelSettings()
    cancelSettings = later(() => void writeSettings(), settingsRest)
    const id = documentId()
    if (change.layer === 'source' && id !== null && !openDocument(store.get().reading)?.source) {
      loadSource(id).catch(failed)
    }
  }

  const readingRules = createReadingRuleActions({ store, client, failed })
  const style = createStyleActions({ store, client, later, changeSettings, failed })

  /** Leaves the editor. A new note without a word is dropped. */
  const endEditing = (noteId: string) => {
    const { notes } = store.get()
    if (notes.editing === noteId) store.dispatch({ slice: 'notes', action: { type: 'note.editing', noteId: null } })
    const draft = notes.drafts.get(noteId)
    if (!draft) return
    if (draft.savedBody === null && draft.body.trim() === '' && !draft.saving) {
      saving.forget(noteId)
      store.dispatch({ slice: 'notes', action: { type: 'note.dropped', noteId } })
    } else void saving.saveNow(noteId)
  }

  const moving = createMovingActions({
    store,
    client,
    later,
    clock,
    changeSettings,
    openDocument: openDocumentById,
    leaveFor: (sectionId) => {
      const { notes } = store.get()
      if (notes.editing !== null && draftOf(notes, notes.editing)?.sectionId !== sectionId) endEditing(notes.editing)
    },
  })

  const bibliography = createBibliographyActions({ store, client, failed })
  const passages = createPassageActions({
    store,
    client,
    failed,
    changeSettings,
    visitDocument: moving.visitDocument,
    goTo: moving.goTo,
    needBibliography: bibliography.needBibliography,
    needText: loading.needText,
    needWholeText: loading.needWholeText,
  })

  const study = createStudyActions({ store, client, saving, randomId, failed })

  const showNotes = () => {
    store.dispatch({ slice: 'shell', action: { type: 'drawer.shown', drawer: 'notes' } })
    if (!store.get().shell.settings.notesOpen) changeSettings({ notesOpen: true })
  }
  const writeNote = (noteId: string) => {
    store.dispatch({ slice: 'notes', action: { type: 'note.editing', noteId } })
    showNotes()
  }

  return {
    ...style,
    ...study,
    ...createKeptNoteActions({ store, client, saving, goTo: moving.goTo, showNotes }),
    ...moving,
    ...createMarkActions({ store, client, saving, randomId, failed, goTo: moving.goTo, writeNote }),
    writeNote,
    ...createFindActions({ store }),
    ...createSearchActions({ store, client, session: randomId(), goBack: moving.goBack, goToPlace: moving.goToPlace, needText: loading.needText, failed }),
    ...bibliography,
    ...createKeepingActions({
      client,
      documentId,
      failure: (error) => ({ code: codeOf(error), reason: reasonOf(error) }),
      flush: saving.flush,
    }),
    ...passages,
    ...createImportActions({ store, client, randomId, later, failed, openDocument: openDocumentById, visitDocument: moving.visitDocument }),
    ...createLibraryActions({ store, client, failed, openDocument: openDocumentById, visitDocument: moving.visitDocument }),
    ...createAloudActions({ store, changeSettings }),
    ...readingRules,
    endEditing,
    needText: loading.needText,
    needWholeText: loading.needWholeText,

    /** Opens a document, or reloads the open one without moving the reader. */
    openDocument: openDocumentById,

    reloadNotes: async () => {
      const id = documentId()
      if (id !== null) await loadNotes(id)
    },

    /** A cursor in the text, for reading and selecting with the keyboard. */
    toggleTextCursor: () => store.dispatch({ slice: 'reading', action: { type: 'cursor.toggled' } }),
    placeCursor: (offset: number) => store.dispatch({ slice: 'reading', action: { type: 'cursor.placed', offset } }),

    /** Writes at once what would be written soon; for a window that is hidden or left. */
    flush: () => {
      cancelSettings()
      moving.leaveReading()
      style.flushStyle()
      if (Object.keys(settingsChange).length > 0) void writeSettings()
    },

    changeSettings,

    /** Opens a new note on a section, and the notes with it wherever they are folded away. */
    beginNote: (sectionId: string) => {
      const id = documentId()
      if (id === null) return
      const empty = [...store.get().notes.drafts.values()].find(
        (draft) =>
          draft.documentId === id && draft.sectionId === sectionId && draft.savedBody === null && draft.body === '',
      )
      if (empty) store.dispatch({ slice: 'notes', action: { type: 'note.editing', noteId: empty.noteId } })
      else {
        store.dispatch({
          slice: 'notes',
          action: { type: 'note.begun', noteId: randomId(), documentId: id, sectionId },
        })
      }
      store.dispatch({ slice: 'shell', action: { type: 'drawer.shown', drawer: 'notes' } })
      if (!store.get().shell.settings.notesOpen) changeSettings({ notesOpen: true })
    },

    editNote: (noteId: string) => store.dispatch({ slice: 'notes', action: { type: 'note.editing', noteId } }),

    /** Words of the editor, composed ones included only when their composition has ended. */
    typeNote: (noteId: string, body: string) => {
      store.dispatch({ slice: 'notes', action: { type: 'note.typed', noteId, body } })
      saving.touched(noteId)
    },

    /** An input method has begun or ended a composition in a note. */
    composeNote: (noteId: string, composing: boolean) =>
      store.dispatch({ slice: 'notes', action: { type: 'note.composing', noteId: composing ? noteId : null } }),

    retryNote: (noteId: string) => void saving.saveNow(noteId),

    moveNote: async (noteId: string, before: string | null) => {
      const id = documentId()
      if (id === null) return
      try {
        await saving.saveNow(noteId)
        const note = await client.call('notes.move', { documentId: id, noteId, before })
        store.dispatch({ slice: 'notes', action: { type: 'note.received', note } })
      } catch (error) {
        failed(error)
      }
    },

    deleteNote: async (noteId: string) => {
      const id = documentId()
      if (id === null) return
      const draft = draftOf(store.get().notes, noteId)
      if (!draft) return
      if (draft.savedBody === null && draft.body.trim() === '') {
        saving.forget(noteId)
        store.dispatch({ slice: 'notes', action: { type: 'note.dropped', noteId } })
        return
      }
      try {
        // The last words go to the history first, so that undo brings them back too.
        await saving.saveNow(noteId)
        const left = store.get().notes.drafts.get(noteId)
        if (left?.failure) throw new AppError(left.failure, 'the note could not be saved before deleting it')
        await client.call('notes.delete', { documentId: id, noteId })
        saving.forget(noteId)
        store.dispatch({ slice: 'notes', action: { type: 'note.dropped', noteId } })
        store.dispatch({
          slice: 'shell',
          action: { type: 'toast.shown', toast: { kind: 'note-deleted', noteId } },
        })
      } catch (error) {
        failed(error)
      }
    },

    restoreNote: async (noteId: string) => {
      const id = documentId()
      if (id === null) return
      try {
        const note = await client.call('notes.restore', { documentId: id, noteId })
        store.dispatch({ slice: 'notes', action: { type: 'note.received', note } })
      } catch (error) {
        failed(error)
      }
    },

    /** Takes one of the versions kept side by side as the words of the note. */
    takeAlternative: (noteId: string, body: string) => {
      store.dispatch({ slice: 'notes', action: { type: 'note.typed', noteId, body } })
      saving.touched(noteId)
    },

    /** Lets go of a version kept side by side. */
    dropAlternative: async (noteId: string, version: Version) => {
      const id = documentId()
      if (id === null) return
      try {
        await saving.saveNow(noteId)
        const note = await client.call('notes.dropAlternative', { documentId: id, noteId, version })
        store.dispatch({ slice: 'notes', action: { type: 'note.received', note } })
      } catch (error) {
        failed(error)
      }
    },

    openDialog: (dialog: Dialog) => store.dispatch({ slice: 'shell', action: { type: 'dialog.opened', dialog } }),
    closeDialog: () => store.dispatch({ slice: 'shell', action: { type: 'dialog.closed' } }),
    /** Remembers a command chosen in the palette. */
    rememberCommand: (command: CommandId) => store.dispatch({ slice: 'shell', action: { type: 'command.used', command } }),
    closeToast: (serial: number) => store.dispatch({ slice: 'shell', action: { type: 'toast.closed', serial } }),
    dismissProblem: (id: string) => store.dispatch({ slice: 'shell', action: { type: 'problem.dismissed', id } }),
    showDrawer: (drawer: 'outline' | 'notes') =>
      store.dispatch({ slice: 'shell', action: { type: 'drawer.shown', drawer } }),
    toggleDrawer: (drawer: 'outline' | 'notes' | null) =>
      store.dispatch({ slice: 'shell', action: { type: 'drawer.toggled', drawer } }),

    /** What the print dialog said last no longer fits what it is set to. */
    forgetPrint: () => {
      if (store.get().shell.print.kind === 'working') return
      store.dispatch({ slice: 'shell', action: { type: 'print.progressed', progress: { kind: 'idle' } } })
    },

    savePdf: async (job: PrintJob, target: PrintTarget) => {
      store.dispatch({ slice: 'shell', action: { type: 'print.progressed', progress: { kind: 'working' } } })
      try {
        await saving.flush()
        const outcome = await client.call('print.save', { job, target })
        const progress = outcome.status === 'saved' ? ({ kind: 'done', outcome } as const) : ({ kind: 'idle' } as const)
        store.dispatch({ slice: 'shell', action: { type: 'print.progressed', progress } })
        // Whoever closed the dialog meanwhile still hears how it ended.
        if (outcome.status === 'saved' && store.get().shell.dialog?.kind !== 'print') {
          const { path, fileName, report } = outcome
          const toast = { kind: 'printed', place: path ?? fileName, differences: report.differences.length } as const
          store.dispatch({ slice: 'shell', action: { type: 'toast.shown', toast } })
        }
        return outcome.status === 'saved' ? outcome : null
      } catch (error) {
        store.dispatch({
          slice: 'shell',
          action: { type: 'print.progressed', progress: { kind: 'failed', code: codeOf(error), reason: reasonOf(error) } },
        })
        if (store.get().shell.dialog?.kind !== 'print') failed(error)
        return null
      }
    },

    /** Path of a page ready for the browser's own print dialog, or null where the main side has printed. */
    printPaper: async (job: PrintJob): Promise<string | null> => {
      store.dispatch({ slice: 'shell', action: { type: 'print.progressed', progress: { kind: 'working' } } })
      try {
        await saving.flush()
        const path = store.get().shell.info?.capabilities.systemPrint
          ? await client.call('print.paper', job).then(() => null)
          : (await client.call('print.page', job)).path
        store.dispatch({ slice: 'shell', action: { type: 'print.progressed', progress: { kind: 'idle' } } })
        if (path === null) store.dispatch({ slice: 'shell', action: { type: 'dialog.closed' } })
        return path
      } catch (error) {
        store.dispatch({
          slice: 'shell',
          action: { type: 'print.progressed', progress: { kind: 'failed', code: codeOf(error), reason: reasonOf(error) } },
        })
        if (store.get().shell.dialog?.kind !== 'print') failed(error)
        return null
      }
    },

    /** Follows a link of a note: one to a passage inside, any other in the system's browser. */
    openLink: (url: string) => {
      if (url.startsWith(passageScheme)) return void passages.openPassageLink(url)
      client.call('app.openLink', { url }).catch(failed)
    },

    /** Fills the screen with the shell's window, or takes that back. */
    toggleFullScreen: () => {
      client.call('window.toggleFullScreen', {}).catch(failed)
    },

    revealLibrary: () => {
      client.call('library.reveal', {}).catch(failed)
    },
  }
}
