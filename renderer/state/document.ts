import type { DocumentOutline, DocumentSummary, SourcePassage } from '../../preload/contract/documents.ts'
import type { DocumentText } from '../reader/document-text.ts'
import type { ErrorCode } from '../../preload/contract/wire.ts'

export interface OpenDocument {
  readonly outline: DocumentOutline
  readonly text: DocumentText
  /** The text as received; loaded when it is first asked for. */
  readonly source: SourcePassage | null
}

export type DocumentState =
  | { readonly kind: 'loading'; readonly documentId: string | null }
  | { readonly kind: 'failed'; readonly documentId: string | null; readonly code: ErrorCode }
  | { readonly kind: 'open'; readonly document: OpenDocument }

/** A place the reading view is asked to show; `serial` makes asking for the same place twice two wishes. */
export interface Destination {
  readonly sectionId: string
  /** Code point of L1 whose line shall be at the top; null for the start of the section. */
  readonly offset: number | null
  readonly serial: number
}

/** A wish to move the view from where it is: by pages or lines, to an end, or only as far as shows a code point of L1. */
export type Movement =
  | { readonly kind: 'pages' | 'lines'; readonly by: number }
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'reveal'; readonly offset: number }

export interface ReadingState {
  readonly documents: readonly DocumentSummary[]
  readonly current: DocumentState
  readonly sectionId: string
  /** First code point of L1 that is seen; in a section whose text is not there, the one its heading was drawn from. */
  readonly offset: number
  readonly destination: Destination | null
  readonly movement: { readonly wish: Movement; readonly serial: number } | null
  /** Code point of L1 at the text cursor; null while there is none, −1 before it has found its place. */
  readonly cursor: number | null
}

export const initialReading: ReadingState = {
  documents: [],
  current: { kind: 'loading', documentId: null },
  sectionId: '0',
  offset: 0,
  destination: null,
  movement: null,
  cursor: null,
}

export type ReadingAction =
  | { readonly type: 'documents.listed'; readonly documents: readonly DocumentSummary[] }
  | { readonly type: 'document.opening'; readonly documentId: string }
  | { readonly type: 'document.failed'; readonly documentId: string | null; readonly code: ErrorCode }
  | { readonly type: 'document.opened'; readonly document: OpenDocument }
  /** More of the text of this revision has come. */
  | { readonly type: 'document.textArrived'; readonly documentId: string; readonly revision: string; readonly text: DocumentText }
  | { readonly type: 'document.sourceLoaded'; readonly documentId: string; readonly source: SourcePassage }
  | { readonly type: 'cursor.toggled' }
  | { readonly type: 'cursor.placed'; readonly offset: number }
  | { readonly type: 'view.moving'; readonly wish: Movement }
  | { readonly type: 'section.reached'; readonly sectionId: string; readonly offset: number }
  | { readonly type: 'section.wanted'; readonly sectionId: string; readonly offset: number | null }

export const reduceReading = (state: ReadingState, action: ReadingAction): ReadingState => {
  switch (action.type) {
    case 'documents.listed':
      return { ...state, documents: action.documents }
    case 'document.opening':
      return { ...state, current: { kind: 'loading', documentId: action.documentId }, sectionId: '0', offset: 0, destination: null }
    case 'document.failed':
      return { ...state, current: { kind: 'failed', documentId: action.documentId, code: action.code } }
    case 'document.opened':
      return { ...state, current: { kind: 'open', document: action.document }, offset: sectionStart(action.document.outline, state.sectionId) }
    case 'document.textArrived': {
      const { current } = state
      if (current.kind !== 'open') return state
      const { outline } = current.document
      if (outline.documentId !== action.documentId || outline.revision !== action.revision) return state
      return { ...state, current: { kind: 'open', document: { ...current.document, text: action.text } } }
    }
    case 'document.sourceLoaded':
      return state.current.kind === 'open' && state.current.document.outline.documentId === action.documentId
        ? { ...state, current: { kind: 'open', document: { ...state.current.document, source: action.source } } }
        : state
    case 'cursor.toggled':
      return { ...state, cursor: state.cursor === null ? -1 : null }
    case 'cursor.placed':
      return state.cursor === null || state.cursor === action.offset ? state : { ...state, cursor: action.offset }
    case 'view.moving':
      return { ...state, movement: { wish: action.wish, serial: (state.movement?.serial ?? 0) + 1 } }
    case 'section.reached':
      return state.sectionId === action.sectionId && state.offset === action.offset
        ? state
        : { ...state, sectionId: action.sectionId, offset: action.offset }
    case 'section.wanted':
      return {
        ...state,
        sectionId: action.sectionId,
        offset: action.offset ?? startOf(state, action.sectionId),
        destination: {
          sectionId: action.sectionId,
          offset: action.offset,
          serial: (state.destination?.serial ?? 0) + 1,
        },
      }
  }
}

export const openDocument = (state: ReadingState): OpenDocument | null =>
  state.current.kind === 'open' ? state.current.document : null

/** Where a section begins, heading included; for one that stands only in the list at the top, its place there. */
export const sectionStart = ({ sections, parts }: DocumentOutline, sectionId: string): number => {
  const section = sections.find(({ id }) => id === sectionId)
  if (section) return (section.headingRange ?? section.range ?? section.listRange)?.start ?? 0
  return (parts.find(({ kind }) => kind === 'title') ?? parts.find(({ kind }) => kind === 'preamble'))?.range.start ?? 0
}

const startOf = (state: ReadingState, sectionId: string): number => {
  const document = openDocument(state)
  return document ? sectionStart(document.outline, sectionId) : 0
}
