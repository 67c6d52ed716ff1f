import type { DocumentOutline, DocumentSummary, Passage, SourcePassage } from '../../preload/contract/documents.ts'
import type { ErrorCode } from '../../preload/contract/wire.ts'

export interface OpenDocument {
  readonly outline: DocumentOutline
  readonly passage: Passage
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

export interface ReadingState {
  readonly documents: readonly DocumentSummary[]
  readonly current: DocumentState
  readonly sectionId: string
  readonly destination: Destination | null
}

export const initialReading: ReadingState = {
  documents: [],
  current: { kind: 'loading', documentId: null },
  sectionId: '0',
  destination: null,
}

export type ReadingAction =
  | { readonly type: 'documents.listed'; readonly documents: readonly DocumentSummary[] }
  | { readonly type: 'document.opening'; readonly documentId: string }
  | { readonly type: 'document.failed'; readonly documentId: string | null; readonly code: ErrorCode }
  | { readonly type: 'document.opened'; readonly document: OpenDocument }
  | { readonly type: 'document.sourceLoaded'; readonly documentId: string; readonly source: SourcePassage }
  | { readonly type: 'section.reached'; readonly sectionId: string }
  | { readonly type: 'section.wanted'; readonly sectionId: string; readonly offset: number | null }

export const reduceReading = (state: ReadingState, action: ReadingAction): ReadingState => {
  switch (action.type) {
    case 'documents.listed':
      return { ...state, documents: action.documents }
    case 'document.opening':
      return { ...state, current: { kind: 'loading', documentId: action.documentId }, sectionId: '0', destination: null }
    case 'document.failed':
      return { ...state, current: { kind: 'failed', documentId: action.documentId, code: action.code } }
    case 'document.opened':
      return { ...state, current: { kind: 'open', document: action.document } }
    case 'document.sourceLoaded':
      return state.current.kind === 'open' && state.current.document.outline.documentId === action.documentId
        ? { ...state, current: { kind: 'open', document: { ...state.current.document, source: action.source } } }
        : state
    case 'section.reached':
      return state.sectionId === action.sectionId ? state : { ...state, sectionId: action.sectionId }
    case 'section.wanted':
      return {
        ...state,
        sectionId: action.sectionId,
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
