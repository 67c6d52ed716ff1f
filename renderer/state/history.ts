/** A place in a text. `offset` is a code point of L1; null is the start of the section. */
export interface Place {
  readonly documentId: string
  readonly sectionId: string
  readonly offset: number | null
}

/** Where the reader has jumped from and to, like a browser's history. Scrolling makes no entry, it moves the current one. */
export interface HistoryState {
  readonly places: readonly Place[]
  /** The place the reader is at; −1 before the first jump. */
  readonly index: number
  /** The newest place was reached by a jump that a like one may continue, as by typing more of a search. */
  readonly open: boolean
}

export const initialHistory: HistoryState = { places: [], index: -1, open: false }

export type HistoryAction =
  /** `from` is where the reader was when jumping. A jump that `continues` takes the place of one like it right before. */
  | { readonly type: 'place.jumped'; readonly from: Place; readonly to: Place; readonly continues: boolean }
  /** One step back (−1) or forward (1); `from` is where the reader was. */
  | { readonly type: 'place.stepped'; readonly from: Place; readonly by: 1 | -1 }

/** Older places are forgotten. */
const mostPlaces = 200

export const reduceHistory = (state: HistoryState, action: HistoryAction): HistoryState => {
  switch (action.type) {
    case 'place.jumped': {
      const { from, to, continues } = action
      if (continues && state.open) {
        return { ...state, places: [...state.places.slice(0, state.index), to] }
      }
      if (samePlace(from, to)) return state
      const places = [...state.places.slice(0, Math.max(0, state.index)), from, to].slice(-mostPlaces)
      return { places, index: places.length - 1, open: continues }
    }
    case 'place.stepped': {
      const index = state.index + action.by
      if (index < 0 || index >= state.places.length) return state
      return { places: state.places.with(state.index, action.from), index, open: false }
    }
  }
}

/** The place a step leads to; null where there is none. */
export const placeBeyond = (state: HistoryState, by: 1 | -1): Place | null => state.places[state.index + by] ?? null

const samePlace = (a: Place, b: Place): boolean =>
  a.documentId === b.documentId && a.sectionId === b.sectionId && a.offset === b.offset
