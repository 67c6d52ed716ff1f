import type { Range } from '../../preload/contract/documents.ts'
import type { SearchHit } from '../../preload/contract/search.ts'
import { AppError } from '../../preload/contract/wire.ts'
import type { Client } from '../bridge/client.ts'
import { openDocument } from './document.ts'
import type { Place } from './history.ts'
import type { AppStore } from './index.ts'
import { placeOfPassage } from './passage-place.ts'
import { isEmptyWish, type SearchWish } from './search.ts'

export interface SearchActionsOptions {
  readonly store: AppStore
  readonly client: Client
  /** Tells this window's searches from those of others. */
  readonly session: string
  readonly goBack: () => Promise<void>
  readonly goToPlace: (place: Place) => Promise<void>
  /** See `createTextLoading`. */
  readonly needText: (span: Range) => Promise<void>
  readonly failed: (error: unknown) => void
}

/** Results of the first answer, and of each that follows. */
const pageSize = 50
/** Most results that are asked for again when something has changed. */
const mostAgain = 200

/** The search through the whole library. */
export const createSearchActions = ({ store, client, session, goBack, goToPlace, needText, failed }: SearchActionsOptions) => {
  let newest = 0
  let loading = false

  const isCancelled = (error: unknown): boolean => error instanceof AppError && error.code === 'cancelled'

  const fail = (error: unknown): void => {
    if (isCancelled(error)) return
    const code = error instanceof AppError ? error.code : 'internal'
    store.dispatch({ slice: 'search', action: { type: 'search.failed', code } })
  }

  /** Asks for the first results, then for what the whole library holds. Words typed meanwhile take its place. */
  const run = async (limit: number, again: boolean): Promise<void> => {
    const serial = (newest += 1)
    const { wish } = store.get().search
    if (isEmptyWish(wish)) return
    try {
      const page = await client.call('search.find', { session, ...wish, limit })
      if (serial !== newest) return
      store.dispatch({ slice: 'search', action: { type: 'search.answered', page, again } })
      if (page.complete) return
      const whole = await client.call('search.more', { session, from: page.hits.length, limit: Math.max(0, limit - page.hits.length) })
      if (serial === newest) store.dispatch({ slice: 'search', action: { type: 'search.continued', page: whole } })
    } catch (error) {
      if (serial === newest) fail(error)
    }
  }

  const open = () => {
    store.dispatch({ slice: 'search', action: { type: 'search.asked' } })
    store.dispatch({ slice: 'shell', action: { type: 'dialog.opened', dialog: { kind: 'search' } } })
  }

  const wishFor = (wish: Partial<SearchWish>) => {
    store.dispatch({ slice: 'search', action: { type: 'search.wished', wish } })
    void run(pageSize, false)
  }

  const isOpen = (): boolean => store.get().shell.dialog?.kind === 'search'

  /** The passage that a highlight lies on in the present edition; null for any other note and where it is not known. */
  const passageOfNote = async (documentId: string, noteId: string) => {
    const places = await client.call('notes.places', { documentId })
    return places.find((place) => place.noteId === noteId) ?? null
  }

  const placeOf = async (hit: SearchHit): Promise<Place & { readonly span: SearchHit['places'][number] | null }> => {
    const { documentId, sectionId, noteId } = hit
    if (noteId === null) {
      const span = hit.places[0] ?? null
      return { documentId, sectionId, offset: span?.start ?? null, span }
    }
    const passage = hit.kind === 'highlight' ? await passageOfNote(documentId, noteId) : null
    return { documentId, sectionId: passage?.sectionId ?? sectionId, offset: passage?.range?.start ?? null, span: passage?.range ?? null }
  }

  return {
    /** Opens the search; a null query keeps the last words and their results. */
    openSearch: (query: string | null) => {
      open()
      if (query !== null && query !== store.get().search.wish.query) wishFor({ query })
      else void run(Math.min(mostAgain, Math.max(pageSize, store.get().search.hits.length)), true)
    },

    /** Other words, filters or another order. */
    wishSearch: wishFor,

    /** Searches again what is on the screen: more can be searched, or something has changed. */
    repeatSearch: () => {
      if (isOpen()) void run(Math.min(mostAgain, Math.max(pageSize, store.get().search.hits.length)), true)
    },

    /** Asks for the results that follow. */
    moreResults: async (): Promise<void> => {
      const { answer, hits } = store.get().search
      if (loading || !answer?.complete || hits.length >= answer.results) return
      loading = true
      const serial = newest
      try {
        const page = await client.call('search.more', { session, from: hits.length, limit: pageSize })
        if (serial === newest) store.dispatch({ slice: 'search', action: { type: 'search.continued', page } })
      } catch (error) {
        fail(error)
      } finally {
        loading = false
      }
    },

    chooseResult: (index: number) => store.dispatch({ slice: 'search', action: { type: 'search.chosen', index } }),

    /** Closes the search and goes to the exact place of a result; its passage is marked. True when the reader has come there. */
    openResult: async (hit: SearchHit): Promise<boolean> => {
      const { documentId } = hit
      store.dispatch({ slice: 'shell', action: { type: 'dialog.closed' } })
      try {
        const { span, ...place } = await placeOf(hit)
        store.dispatch({ slice: 'shell', action: { type: 'drawer.toggled', drawer: null } })
        store.dispatch({ slice: 'search', action: { type: 'search.opened', place: null, noteId: hit.noteId } })
        await goToPlace(place)
        if (openDocument(store.get().reading)?.outline.documentId !== documentId) return false
        if (span) await needText(span)
        const document = openDocument(store.get().reading)
        if (document?.outline.documentId !== documentId) return false
        store.dispatch({ slice: 'search', action: { type: 'search.opened', place: store.get().history.index, noteId: hit.noteId } })
        if (span === null && hit.noteId !== null) return true
        const paragraph = span === null ? null : (placeOfPassage(document, span).paragraphs?.first ?? null)
        const passage = { documentId, sectionId: place.sectionId, span, paragraph }
        store.dispatch({ slice: 'passage', action: { type: 'passage.arrived', passage } })
        return true
      } catch (error) {
        failed(error)
        return false
      }
    },

    /** One jump back; from the place of a result also back to the results. */
    goBack: async (): Promise<void> => {
      const { search, history } = store.get()
      const fromResult = search.opened !== null && search.opened === history.index
      await goBack()
      if (fromResult) {
        open()
        void run(Math.min(mostAgain, Math.max(pageSize, search.hits.length)), true)
      }
    },
  }
}
