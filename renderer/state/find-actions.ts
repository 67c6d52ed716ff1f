import type { Range } from '../../preload/contract/documents.ts'
import type { AppStore } from './index.ts'

/** The search in the open text, as the reader drives it; `views/Find` searches and paints. */
export const createFindActions = ({ store }: { readonly store: AppStore }) => ({
  /** Opens the search from the place that is read, or asks for its field again. A null query keeps the last one. */
  openFind: (query: string | null) =>
    store.dispatch({ slice: 'find', action: { type: 'find.opened', query, from: store.get().reading.offset } }),

  closeFind: () => store.dispatch({ slice: 'find', action: { type: 'find.closed' } }),

  /** Words of the field, composed ones only when their composition has ended. */
  typeFind: (query: string) => store.dispatch({ slice: 'find', action: { type: 'find.typed', query } }),

  answerFind: (query: string, hits: readonly Range[], current: number | null, show: boolean) =>
    store.dispatch({ slice: 'find', action: { type: 'find.answered', query, hits, current, show } }),

  /** To the next or previous hit. A closed search opens with the last words and goes on, or back, from the place that is read. */
  stepFind: (by: 1 | -1) => {
    const { find, reading } = store.get()
    if (find.open) store.dispatch({ slice: 'find', action: { type: 'find.stepped', by } })
    else store.dispatch({ slice: 'find', action: { type: 'find.opened', query: null, from: reading.offset, by } })
  },
})
