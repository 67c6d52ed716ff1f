import type { Range } from '../../preload/contract/documents.ts'

/** The search in the open text. Hits are code points of L1 and so outlive a change of layer, script or setting. */
export interface FindState {
  readonly open: boolean
  readonly query: string
  /** In the order in which they are seen; null while the search is under way. */
  readonly hits: readonly Range[] | null
  readonly current: number | null
  /** The search goes on from this code point of L1: where it began, later the last hit. */
  readonly from: number
  /** Which way the search goes from there to its first hit; −1 only when it was opened to go back. */
  readonly by: 1 | -1
  /** The last step went past an end. */
  readonly wrapped: boolean
  /** Grows each time the current hit shall be shown; `typed` tells typing from stepping. */
  readonly shown: { readonly serial: number; readonly typed: boolean }
  /** Grows each time the field shall have the focus. */
  readonly asked: number
}

export const initialFind: FindState = {
  open: false,
  query: '',
  hits: null,
  current: null,
  from: 0,
  by: 1,
  wrapped: false,
  shown: { serial: 0, typed: false },
  asked: 0,
}

export type FindAction =
  /** Opens the search, or asks for its field again. A null query keeps the last one. */
  | { readonly type: 'find.opened'; readonly query: string | null; readonly from: number; readonly by?: 1 | -1 }
  | { readonly type: 'find.closed' }
  | { readonly type: 'find.typed'; readonly query: string }
  /** The hits of a query; `current` is the first of them from `from` on, or the last before it. `show` is false when only the text was changed. */
  | {
      readonly type: 'find.answered'
      readonly query: string
      readonly hits: readonly Range[]
      readonly current: number | null
      readonly show: boolean
    }
  | { readonly type: 'find.stepped'; readonly by: 1 | -1 }
  /** Another text was opened: what was found in the last one is nothing here. */
  | { readonly type: 'find.forgotten' }

export const reduceFind = (state: FindState, action: FindAction): FindState => {
  switch (action.type) {
    case 'find.opened': {
      const query = action.query ?? state.query
      const again = state.open && query === state.query
      const found = again ? {} : { hits: null, current: null, wrapped: false, from: action.from, by: action.by ?? 1 }
      return { ...state, ...found, open: true, query, asked: state.asked + 1 }
    }
    case 'find.closed':
      return { ...state, open: false, hits: null, current: null, wrapped: false }
    case 'find.typed':
      return state.query === action.query ? state : { ...state, query: action.query, hits: null, current: null, by: 1, wrapped: false }
    case 'find.answered': {
      if (!state.open || state.query !== action.query) return state
      const { hits, current, show } = action
      const shown = show && current !== null ? { serial: state.shown.serial + 1, typed: true } : state.shown
      return { ...state, hits, current, shown }
    }
    case 'find.stepped': {
      const count = state.hits?.length ?? 0
      if (count === 0) return state
      const next = (state.current ?? (action.by === 1 ? -1 : 0)) + action.by
      const current = (next + count) % count
      return {
        ...state,
        current,
        wrapped: next !== current,
        from: state.hits?.[current]?.start ?? state.from,
        shown: { serial: state.shown.serial + 1, typed: false },
      }
    }
    case 'find.forgotten':
      return { ...state, hits: state.open ? [] : null, current: null, wrapped: false, from: 0 }
  }
}

export const currentHit = ({ hits, current }: FindState): Range | null => (current === null ? null : (hits?.[current] ?? null))
