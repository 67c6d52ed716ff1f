import type { CitationStyle } from '../../preload/contract/bibliography.ts'
import type { Range } from '../../preload/contract/documents.ts'

/** A passage that a link has led to. */
export interface ShownPassage {
  readonly documentId: string
  readonly sectionId: string
  /** Code points of L1; null for a section as a whole. */
  readonly span: Range | null
  readonly paragraph: number | null
}

/** What is to be copied: the selection, or where nothing is selected the paragraph that is being read. */
export type CopyWish =
  | { readonly kind: 'text' }
  | { readonly kind: 'citation'; readonly style: CitationStyle }
  | { readonly kind: 'link' }

export interface PassageState {
  readonly shown: (ShownPassage & { readonly serial: number }) | null
  /** `serial` makes asking for the same twice two wishes. */
  readonly copying: { readonly wish: CopyWish; readonly serial: number } | null
}

export const initialPassage: PassageState = { shown: null, copying: null }

export type PassageAction =
  | { readonly type: 'passage.arrived'; readonly passage: ShownPassage }
  | { readonly type: 'passage.left' }
  | { readonly type: 'passage.copying'; readonly wish: CopyWish }

export const reducePassage = (state: PassageState, action: PassageAction): PassageState => {
  switch (action.type) {
    case 'passage.arrived':
      return { ...state, shown: { ...action.passage, serial: (state.shown?.serial ?? 0) + 1 } }
    case 'passage.left':
      return state.shown === null ? state : { ...state, shown: null }
    case 'passage.copying':
      return { ...state, copying: { wish: action.wish, serial: (state.copying?.serial ?? 0) + 1 } }
  }
}
