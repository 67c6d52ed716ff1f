import type { Aloud, Settings } from '../../preload/contract/app.ts'
import type { AloudState, AloudWish } from './aloud.ts'
import type { AppStore } from './index.ts'

export interface AloudActionsOptions {
  readonly store: AppStore
  readonly changeSettings: (change: Partial<Settings>) => void
}

/** Reading aloud. The voice belongs to the window: it carries out what is wished here and tells what came of it. */
export const createAloudActions = ({ store, changeSettings }: AloudActionsOptions) => {
  const wish = (wished: AloudWish) => store.dispatch({ slice: 'aloud', action: { type: 'aloud.wished', wish: wished } })
  return {
    /** Reads from a code point of L1, or from where the reader is. */
    readAloud: (offset: number | null = null) => wish({ kind: 'start', offset }),
    /** Begins, pauses or goes on. */
    toggleAloud: () => wish({ kind: 'toggle' }),
    nextSentence: () => wish({ kind: 'next' }),
    previousSentence: () => wish({ kind: 'previous' }),
    stopAloud: () => wish({ kind: 'stop' }),
    /** Goes back to the sentence that is being read. */
    showSentence: () => wish({ kind: 'show' }),
    lookForVoices: () => wish({ kind: 'look-again' }),

    changeAloud: (change: Partial<Aloud>) => changeSettings({ aloud: { ...store.get().shell.settings.aloud, ...change } }),

    /** The voice has come to this. */
    aloudChanged: (change: Partial<Omit<AloudState, 'wish'>>) =>
      store.dispatch({ slice: 'aloud', action: { type: 'aloud.changed', change } }),

    tellAloud: (what: 'silent' | 'failed' | 'not-allowed' | 'nothing') =>
      store.dispatch({ slice: 'shell', action: { type: 'toast.shown', toast: { kind: 'aloud', what } } }),
  }
}
