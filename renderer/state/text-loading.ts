import { passageLimit, type DocumentOutline, type Range } from '../../preload/contract/documents.ts'
import type { Client } from '../bridge/client.ts'
import { emptyText, stretchLength, type DocumentText } from '../reader/document-text.ts'
import { openDocument } from './document.ts'
import type { AppStore } from './index.ts'

export interface TextLoadingOptions {
  readonly store: AppStore
  readonly client: Client
  readonly later: (task: () => void, ms: number) => () => void
}

/** A text up to this many code points comes, and is drawn, as a whole. */
export const wholeLimit = 60_000

/** Milliseconds after the first lines before the rest of a book is fetched, and between two calls for it. */
const rest = { first: 400, between: 16 } as const

/** How often a call for a part of a book is made before it is given up until somebody asks again. */
const attempts = 3

/** Code points that are fetched on either side of a place. */
const around = 4000

interface Loading {
  readonly documentId: string
  readonly revision: string
  text: DocumentText
  /** Waiting for the whole text. */
  whole: Promise<void> | null
}

/**
 * Brings the text of the open document: an essay at once, of a book first what lies around the reader's place, then what the
 * reader goes to, and behind all that the rest.
 */
export const createTextLoading = ({ store, client, later }: TextLoadingOptions) => {
  let loading: Loading | null = null

  const stretchesOf = ({ start, end }: Range, length: number): Range => ({
    start: Math.max(0, Math.floor(start / stretchLength) * stretchLength),
    end: Math.min(length, Math.ceil(end / stretchLength) * stretchLength),
  })

  const isOpen = (one: Loading): boolean => loading === one

  /** Keeps what a call brings. The edits of a book are kept only where somebody wants to see them: there may be very many. */
  const fetch = async (one: Loading, range: Range, keepEdits: boolean): Promise<void> => {
    const passage = await client.call('documents.passage', { documentId: one.documentId, start: range.start, end: range.end })
    one.text = one.text.with(passage, keepEdits)
  }

  const fetchAll = async (one: Loading, range: Range, keepEdits: boolean): Promise<void> => {
    const { start, end } = stretchesOf(range, one.text.length)
    for (let at = start; at < end; at += passageLimit) {
      const to = Math.min(end, at + passageLimit)
      if (one.text.has(at, to) && (!keepEdits || one.text.edits(at, to - 1) !== null)) continue
      await fetch(one, { start: at, end: to }, keepEdits)
    }
  }

  const publish = (one: Loading): void => {
    if (!isOpen(one)) return
    const { documentId, revision, text } = one
    if (openDocument(store.get().reading)?.text === text) return
    store.dispatch({ slice: 'reading', action: { type: 'document.textArrived', documentId, revision, text } })
  }

  const pause = (ms: number): Promise<void> => new Promise((resolve) => later(resolve, ms))

  const fetchRest = async (one: Loading): Promise<void> => {
    let failures = 0
    for (let at = 0; at < one.text.length && isOpen(one); ) {
      const to = Math.min(one.text.length, at + passageLimit)
      try {
        if (!one.text.has(at, to)) await fetch(one, { start: at, end: to }, false)
        at = to
      } catch (error) {
        failures += 1
        if (failures >= attempts) throw error
      }
      await pause(rest.between)
    }
    publish(one)
  }

  const whole = (one: Loading): Promise<void> => {
    if (one.text.complete) return Promise.resolve()
    one.whole ??= fetchRest(one).catch((error: unknown) => {
      // The next one who needs it tries again.
      one.whole = null
      throw error
    })
    return one.whole
  }

  return {
    /** The text with what lies around a place; a short text is whole. Ends what was still to come of another one. */
    begin: async (outline: DocumentOutline, place: number): Promise<DocumentText> => {
      const { documentId, revision, characters } = outline
      const one: Loading = { documentId, revision, text: emptyText(characters), whole: null }
      const near = characters <= wholeLimit ? { start: 0, end: characters } : { start: place - around, end: place + around }
      // An empty text is asked for too: what cannot be read shall be told.
      if (characters === 0) await fetch(one, { start: 0, end: 0 }, true)
      else await fetchAll(one, near, true)
      loading = one
      return one.text
    },

    /** Fetches the rest of the text in the background. */
    goOn: (): void => {
      const one = loading
      if (!one || one.text.complete) return
      later(() => {
        // Who needs it meanwhile asks again.
        if (isOpen(one)) whole(one).catch(() => undefined)
      }, rest.first)
    },

    /** Resolves when a span of the open text, with its edits if they are wanted, is in the store. */
    needText: async (span: Range, withEdits = false): Promise<void> => {
      const one = loading
      if (!one) return
      await fetchAll(one, span, withEdits)
      publish(one)
    },

    /** Resolves when the whole of the open text is in the store. */
    needWholeText: async (): Promise<void> => {
      const one = loading
      if (!one) return
      await whole(one)
    },
  }
}

export type TextLoading = ReturnType<typeof createTextLoading>
