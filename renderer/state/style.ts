import type { StyleChange } from '../../preload/contract/style.ts'

export interface StyleState {
  /** The document whose own style is held; null before one was loaded. */
  readonly documentId: string | null
  /** What of the style is that document's own. */
  readonly own: StyleChange
}

export const initialStyle: StyleState = { documentId: null, own: {} }

export type StyleAction =
  | { readonly type: 'style.loaded'; readonly documentId: string; readonly own: StyleChange }
  /** The reader has changed it; without effect on another document than the one that is held. */
  | { readonly type: 'style.changing'; readonly documentId: string; readonly own: StyleChange }

export const reduceStyle = (state: StyleState, { type, documentId, own }: StyleAction): StyleState => {
  switch (type) {
    case 'style.loaded':
      return { documentId, own }
    case 'style.changing':
      return state.documentId === documentId ? { ...state, own } : state
  }
}
