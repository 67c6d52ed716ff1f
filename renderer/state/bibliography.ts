import type { Bibliography } from '../../preload/contract/bibliography.ts'

export interface BibliographyState {
  /** The document that it is about; null before one was loaded. */
  readonly documentId: string | null
  readonly bibliography: Bibliography
}

export const initialBibliography: BibliographyState = {
  documentId: null,
  bibliography: { stated: { author: '', date: '', publication: '', address: '' }, entered: {} },
}

export interface BibliographyAction {
  readonly type: 'bibliography.loaded'
  readonly documentId: string
  readonly bibliography: Bibliography
}

export const reduceBibliography = (_state: BibliographyState, action: BibliographyAction): BibliographyState => ({
  documentId: action.documentId,
  bibliography: action.bibliography,
})
