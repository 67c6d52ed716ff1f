import type { Note, Version } from '../../preload/contract/notes.ts'
import type { ErrorCode } from '../../preload/contract/wire.ts'

/**
 * What is typed and what is durable are kept apart: `body` is on the screen, `savedBody` is on the disk.
 * A note may be shown as saved only when the two agree and no save is under way.
 */
export interface NoteDraft {
  readonly noteId: string
  /** A draft belongs to its document even when another one is opened before it is saved. */
  readonly documentId: string
  readonly sectionId: string
  readonly body: string
  readonly savedBody: string | null
  /** Version on the disk that the words on the screen grew from; null before the first save. */
  readonly base: Version | null
  readonly saving: boolean
  readonly failure: ErrorCode | null
}

export interface NotesState {
  /** The document whose notes these are. */
  readonly documentId: string | null
  /** True when this document's notes cannot be written, which may be so in a library that can. */
  readonly readOnly: boolean
  readonly loaded: boolean
  readonly failure: ErrorCode | null
  readonly notes: ReadonlyMap<string, Note>
  readonly drafts: ReadonlyMap<string, NoteDraft>
  /** The note whose editor is open; at most one. */
  readonly editing: string | null
  /** The note in which an input method is composing: what it shows is not yet in the draft. */
  readonly composing: string | null
}

export const initialNotes: NotesState = {
  documentId: null,
  readOnly: false,
  loaded: false,
  failure: null,
  notes: new Map(),
  drafts: new Map(),
  editing: null,
  composing: null,
}

export type NotesAction =
  /** Another document is opened: its notes come, drafts that are not yet saved stay. */
  | { readonly type: 'notes.opened'; readonly documentId: string }
  | { readonly type: 'notes.listed'; readonly notes: readonly Note[]; readonly readOnly: boolean }
  | { readonly type: 'notes.failed'; readonly code: ErrorCode }
  | { readonly type: 'note.received'; readonly note: Note }
  | { readonly type: 'note.editing'; readonly noteId: string | null }
  | { readonly type: 'note.composing'; readonly noteId: string | null }
  | { readonly type: 'note.begun'; readonly noteId: string; readonly documentId: string; readonly sectionId: string }
  /** Words that were typed before a reload and not answered as saved. */
  | {
      readonly type: 'note.recovered'
      readonly noteId: string
      readonly documentId: string
      readonly sectionId: string
      readonly body: string
      readonly base: Version | null
    }
  | { readonly type: 'note.typed'; readonly noteId: string; readonly body: string }
  | { readonly type: 'note.saving'; readonly noteId: string }
  | { readonly type: 'note.saved'; readonly sentBody: string; readonly note: Note }
  | { readonly type: 'note.saveFailed'; readonly noteId: string; readonly code: ErrorCode }
  | { readonly type: 'note.dropped'; readonly noteId: string }

export const reduceNotes = (state: NotesState, action: NotesAction): NotesState => {
  switch (action.type) {
    case 'notes.opened': {
      if (state.documentId === action.documentId) return state
      const drafts = new Map([...state.drafts].filter(([, draft]) => isUnsaved(draft)))
      return { ...initialNotes, documentId: action.documentId, drafts }
    }
    case 'note.composing':
      return state.composing === action.noteId ? state : { ...state, composing: action.noteId }
    case 'notes.failed':
      return { ...state, failure: action.code }
    case 'notes.listed': {
      const notes = new Map(action.notes.filter((note) => !note.deleted).map((note) => [note.id, note]))
      const drafts = new Map(state.drafts)
      for (const draft of state.drafts.values()) {
        if (isUnsaved(draft) || draft.documentId !== state.documentId) continue
        const note = notes.get(draft.noteId)
        if (note) drafts.set(note.id, { ...draft, body: note.body, savedBody: note.body, base: note.version })
        else if (draft.savedBody !== null) drafts.delete(draft.noteId)
      }
      return { ...state, loaded: true, readOnly: action.readOnly, failure: null, notes, drafts }
    }
    case 'note.received':
      return receive(state, action.note)
    case 'note.editing':
      return state.editing === action.noteId ? state : { ...state, editing: action.noteId }
    case 'note.begun': {
      const draft: NoteDraft = {
        noteId: action.noteId,
        documentId: action.documentId,
        sectionId: action.sectionId,
        body: '',
        savedBody: null,
        base: null,
        saving: false,
        failure: null,
      }
      return { ...state, drafts: withEntry(state.drafts, action.noteId, draft), editing: action.noteId }
    }
    case 'note.recovered': {
      const { noteId, documentId, sectionId, body, base } = action
      const savedBody = state.notes.get(noteId)?.body ?? null
      const draft: NoteDraft = { noteId, documentId, sectionId, body, base, savedBody, saving: false, failure: null }
      return { ...state, drafts: withEntry(state.drafts, noteId, draft) }
    }
    case 'note.typed': {
      const draft = draftOf(state, action.noteId)
      if (!draft || draft.body === action.body) return state
      const failure = action.body === (draft.savedBody ?? '') ? null : draft.failure
      return { ...state, drafts: withEntry(state.drafts, action.noteId, { ...draft, body: action.body, failure }) }
    }
    case 'note.saving': {
      const draft = state.drafts.get(action.noteId)
      if (!draft) return state
      return { ...state, drafts: withEntry(state.drafts, action.noteId, { ...draft, saving: true }) }
    }
    case 'note.saved': {
      const received = receive(state, action.note)
      const draft = received.drafts.get(action.note.id)
      if (!draft) return received
      if (draft.documentId !== state.documentId && draft.body === action.sentBody) {
        const drafts = new Map(received.drafts)
        drafts.delete(draft.noteId)
        return { ...received, drafts }
      }
      const untouched = draft.body === action.sentBody
      const next: NoteDraft = {
        ...draft,
        // Words merged in from another window may be shown only when nothing was typed meanwhile.
        body: untouched ? action.note.body : draft.body,
        savedBody: action.note.body,
        base: untouched || action.note.body === action.sentBody ? action.note.version : draft.base,
        saving: false,
        failure: null,
      }
      return { ...received, drafts: withEntry(received.drafts, action.note.id, next) }
    }
    case 'note.saveFailed': {
      const draft = state.drafts.get(action.noteId)
      if (!draft) return state
      const next = { ...draft, saving: false, failure: action.code }
      return { ...state, drafts: withEntry(state.drafts, action.noteId, next) }
    }
    case 'note.dropped': {
      const drafts = new Map(state.drafts)
      drafts.delete(action.noteId)
      const notes = new Map(state.notes)
      notes.delete(action.noteId)
      return { ...state, drafts, notes, editing: state.editing === action.noteId ? null : state.editing }
    }
  }
}

const withEntry = <Value>(map: ReadonlyMap<string, Value>, key: string, value: Value): ReadonlyMap<string, Value> =>
  new Map(map).set(key, value)

/** Takes a note from the main side; words being typed stay as they are. */
const receive = (state: NotesState, note: Note): NotesState => {
  if (note.documentId !== state.documentId) return state
  const known = state.notes.get(note.id)
  if (known && compareVersions(known.version, note.version) > 0) return state
  const notes = new Map(state.notes)
  const drafts = new Map(state.drafts)
  if (note.deleted) notes.delete(note.id)
  else notes.set(note.id, note)
  const draft = drafts.get(note.id)
  if (draft && !isUnsaved(draft)) {
    if (note.deleted) drafts.delete(note.id)
    else drafts.set(note.id, { ...draft, body: note.body, savedBody: note.body, base: note.version })
  }
  const editing = note.deleted && state.editing === note.id && !drafts.has(note.id) ? null : state.editing
  return { ...state, notes, drafts, editing }
}

/** The draft of a note being edited, made from the saved note when nothing was typed yet. */
export const draftOf = (state: NotesState, noteId: string): NoteDraft | null => {
  const draft = state.drafts.get(noteId)
  if (draft) return draft
  const note = state.notes.get(noteId)
  if (!note) return null
  return {
    noteId,
    documentId: note.documentId,
    sectionId: note.sectionId,
    body: note.body,
    savedBody: note.body,
    base: note.version,
    saving: false,
    failure: null,
  }
}

/** A new note without a word in it has nothing to lose and is not saved. */
export const isUnsaved = (draft: NoteDraft): boolean =>
  draft.body !== (draft.savedBody ?? '') || draft.saving || draft.failure !== null

export const compareVersions = (a: Version, b: Version): number =>
  a.hlc === b.hlc ? order(a.device, b.device) : order(a.hlc, b.hlc)

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

export interface ListedNote {
  readonly noteId: string
  readonly note: Note | null
  readonly draft: NoteDraft | null
}

/** Saved notes of one section in their order. */
export const savedOfSection = (notes: ReadonlyMap<string, Note>, sectionId: string): Note[] =>
  [...notes.values()]
    .filter((note) => note.sectionId === sectionId)
    .sort((a, b) => order(a.rank, b.rank) || order(a.id, b.id))

/** Saved notes with the drafts that belong to them; a note begun and not yet saved comes last. */
export const withDrafts = (
  saved: readonly Note[],
  drafts: ReadonlyMap<string, NoteDraft>,
  documentId: string | null,
  sectionId: string,
): ListedNote[] => {
  const known = new Set(saved.map(({ id }) => id))
  const begun = [...drafts.values()].filter(
    (draft) => draft.documentId === documentId && draft.sectionId === sectionId && !known.has(draft.noteId),
  )
  return [
    ...saved.map((note) => ({ noteId: note.id, note, draft: drafts.get(note.id) ?? null })),
    ...begun.map((draft) => ({ noteId: draft.noteId, note: null, draft })),
  ]
}

/** How many notes each section carries; sections without notes are absent. */
export const countNotes = (notes: ReadonlyMap<string, Note>): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const note of notes.values()) counts.set(note.sectionId, (counts.get(note.sectionId) ?? 0) + 1)
  return counts
}

/** Whether closing the window now would lose words, composed ones included. */
export const hasUnsaved = (state: NotesState): boolean =>
  state.composing !== null || [...state.drafts.values()].some(isUnsaved)
