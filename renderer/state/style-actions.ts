import { ReadingStyle, type StyleChange, type StyleField } from '../../preload/contract/style.ts'
import type { Settings } from '../../preload/contract/app.ts'
import type { Client } from '../bridge/client.ts'
import type { AppStore } from './index.ts'
import { styledDocument } from './selected-style.ts'

export interface StyleActionsOptions {
  readonly store: AppStore
  readonly client: Client
  readonly later: (task: () => void, ms: number) => () => void
  readonly changeSettings: (change: Partial<Settings>) => void
  readonly failed: (error: unknown) => void
}

/** How long a changed style rests before it is written, in ms. */
const rest = 250

/** Something the reader wants that the main side has not answered yet. */
type Wish =
  | { readonly kind: 'change'; readonly documentId: string; readonly change: StyleChange }
  | { readonly kind: 'clear'; readonly documentId: string; readonly fields: readonly StyleField[] | null }

const granted = (own: StyleChange, wish: Wish): StyleChange => {
  if (wish.kind === 'change') return { ...own, ...wish.change }
  const { fields } = wish
  if (fields === null) return {}
  return Object.fromEntries(Object.entries(own).filter(([name]) => fields.every((field) => field !== name)))
}

/** Changes of the reading style: of one document, or of the default that all others follow. */
export const createStyleActions = ({ store, client, later, changeSettings, failed }: StyleActionsOptions) => {
  /** Not sent yet: changes of one document that rest. */
  let resting: Extract<Wish, { kind: 'change' }> | null = null
  /** Sent, oldest first. */
  let unanswered: readonly Wish[] = []
  let answered: Promise<void> = Promise.resolve()
  let cancel = () => {}
  /** Counts what was heard of the document in hand or asked for, so that an answer overtaken by newer words is dropped. */
  let news = 0

  const documentId = (): string | null => styledDocument(store.get())

  /** What the main side says, with all that is still wanted on top: an answer must not take back a newer change. */
  const received = (id: string, own: StyleChange) => {
    if (documentId() !== id) return
    news += 1
    const wishes = [...unanswered, ...(resting === null ? [] : [resting])].filter((wish) => wish.documentId === id)
    store.dispatch({ slice: 'style', action: { type: 'style.loaded', documentId: id, own: wishes.reduce(granted, own) } })
  }

  const call = (wish: Wish): Promise<unknown> => {
    const { documentId: id } = wish
    if (wish.kind === 'change') return client.call('styles.change', { documentId: id, change: wish.change })
    return client.call('styles.clear', wish.fields === null ? { documentId: id } : { documentId: id, fields: [...wish.fields] })
  }

  /** One after the other, because calls over HTTP may overtake each other. */
  const send = (wish: Wish, after: Promise<void> | null) => {
    unanswered = [...unanswered, wish]
    const done = async () => {
      if (after !== null) await after
      try {
        await call(wish)
      } catch (error) {
        failed(error)
      } finally {
        unanswered = unanswered.filter((one) => one !== wish)
      }
    }
    answered = done()
  }

  const write = (after: Promise<void> | null = answered) => {
    cancel()
    const due = resting
    resting = null
    if (due) send(due, after)
  }

  const changeDefaultStyle = (change: StyleChange) =>
    changeSettings({ style: ReadingStyle.parse({ ...store.get().shell.settings.style, ...change }) })

  /** In force at once; sent after what is on its way. */
  const clear = (id: string, fields: readonly StyleField[] | null) => {
    write()
    const wish = { kind: 'clear', documentId: id, fields } as const
    store.dispatch({ slice: 'style', action: { type: 'style.changing', documentId: id, own: granted(store.get().style.own, wish) } })
    send(wish, answered)
  }

  return {
    /** Loads what is the document's own; a change that is not answered yet stays in force. */
    loadStyle: async (id: string) => {
      news += 1
      const asked = news
      const own = await client.call('styles.get', { documentId: id })
      if (asked === news) received(id, own)
    },

    /** What is a document's own has changed, here or in another window. */
    styleChanged: received,

    /**
     * Sets fields of the style for the document that is open or being opened; without one, for all. In force at once, on
     * the disk soon after.
     */
    changeStyle: (change: StyleChange) => {
      const id = documentId()
      if (id === null) return changeDefaultStyle(change)
      store.dispatch({ slice: 'style', action: { type: 'style.changing', documentId: id, own: { ...store.get().style.own, ...change } } })
      if (resting !== null && resting.documentId !== id) write()
      resting = { kind: 'change', documentId: id, change: { ...resting?.change, ...change } }
      cancel()
      cancel = later(write, rest)
    },

    /** Sets fields of the default style. A document that has its own keeps it. */
    changeDefaultStyle,

    /** Lets the open document follow the default again, in the given fields or in all. */
    followDefaultStyle: (fields: readonly StyleField[] | null = null) => {
      const id = documentId()
      if (id !== null) clear(id, fields)
    },

    /** Makes what is the open document's own the default of all. Other documents keep what is theirs. */
    shareStyle: () => {
      const { documentId: id, own } = store.get().style
      if (id === null || id !== documentId()) return
      changeDefaultStyle(own)
      clear(id, null)
    },

    /** Sends at once what rests; for a window that is left, which cannot wait for answers. */
    flushStyle: () => write(null),
  }
}
