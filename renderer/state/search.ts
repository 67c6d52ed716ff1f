import type { SearchFilters, SearchHit, SearchOrder, SearchPage } from '../../preload/contract/search.ts'
import type { ErrorCode } from '../../preload/contract/wire.ts'

export interface SearchWish {
  /** As it stands in the box, composed words only when their composition has ended. */
  readonly query: string
  readonly filters: SearchFilters
  readonly order: SearchOrder
}

/** The search through the whole library. It outlives its window within the session: words, results and the chosen one. */
export interface SearchState {
  readonly wish: SearchWish
  /** The newest answer; null before the first one and for no words. */
  readonly answer: SearchPage | null
  /** Whether the answer is to other words than these. */
  readonly pending: boolean
  /** Results so far; those of the last words stay until others come. */
  readonly hits: readonly SearchHit[]
  /** Index of the chosen result. */
  readonly chosen: number
  readonly failure: ErrorCode | null
  /** Grows each time the box shall take its words from here. */
  readonly asked: number
  /** The place in the reader's history that a result led to: the way back from there leads to the results. */
  readonly opened: number | null
  /** The note that a result led to, to be drawn however far down its list it stands. */
  readonly noteId: string | null
}

export const noFilters: SearchFilters = { documentId: null, sectionId: null, kind: null, tag: null }

export const initialSearch: SearchState = {
  wish: { query: '', filters: noFilters, order: 'reading' },
  answer: null,
  pending: false,
  hits: [],
  chosen: 0,
  failure: null,
  asked: 0,
  opened: null,
  noteId: null,
}

export type SearchAction =
  | { readonly type: 'search.asked' }
  | { readonly type: 'search.wished'; readonly wish: Partial<SearchWish> }
  /** The first results of the present wish, or the same search done again. */
  | { readonly type: 'search.answered'; readonly page: SearchPage; readonly again: boolean }
  /** Counts, and results that follow those that are there. */
  | { readonly type: 'search.continued'; readonly page: SearchPage }
  | { readonly type: 'search.failed'; readonly code: ErrorCode }
  | { readonly type: 'search.chosen'; readonly index: number }
  | { readonly type: 'search.opened'; readonly place: number | null; readonly noteId: string | null }

export const isEmptyWish = ({ query, filters }: SearchWish): boolean => query.trim() === '' && filters.tag === null && filters.kind === null

export const reduceSearch = (state: SearchState, action: SearchAction): SearchState => {
  switch (action.type) {
    case 'search.asked':
      return { ...state, asked: state.asked + 1, opened: null }
    case 'search.wished': {
      const wish = { ...state.wish, ...action.wish }
      const empty = isEmptyWish(wish)
      const shown = empty ? { answer: null, hits: [] } : {}
      return { ...state, ...shown, wish, pending: !empty, failure: null, chosen: 0 }
    }
    case 'search.answered': {
      const { page, again } = action
      const chosen = again ? Math.min(state.chosen, Math.max(0, page.hits.length - 1)) : 0
      return { ...state, answer: page, pending: false, hits: page.hits, chosen, failure: null }
    }
    case 'search.continued':
      return { ...state, answer: action.page, hits: [...state.hits, ...action.page.hits] }
    case 'search.failed':
      return { ...state, pending: false, failure: action.code }
    case 'search.chosen':
      return state.chosen === action.index ? state : { ...state, chosen: action.index }
    case 'search.opened':
      return { ...state, opened: action.place, noteId: action.noteId }
  }
}
