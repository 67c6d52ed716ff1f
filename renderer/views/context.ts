import { createContext, use, useCallback } from 'react'
import type { InterfaceLanguage } from '../../preload/contract/printing.ts'
import { chooseLanguage, say, type WordKey, type WordParameters } from '../../preload/contract/words/index.ts'
import type { ReadingStyle } from '../../preload/contract/style.ts'
import type { Actions } from '../state/actions.ts'
import type { AppState, AppStore } from '../state/index.ts'
import { selectStyle } from '../state/selected-style.ts'
import { useSelected } from '../state/store.ts'

export interface AppContext {
  readonly store: AppStore
  readonly actions: Actions
  /** Languages the system prefers, best first, as BCP 47 tags. */
  readonly systemLanguages: readonly string[]
}

export const AppContext = createContext<AppContext | null>(null)

const useApp = (): AppContext => {
  const app = use(AppContext)
  if (!app) throw new Error('a view was drawn outside AppContext')
  return app
}

export const useActions = (): Actions => useApp().actions

export const useStore = (): AppStore => useApp().store

/** The part of the state a view needs; `select` must return a stable value for an unchanged state. */
export const useAppState = <Part>(select: (state: AppState) => Part): Part => useSelected(useApp().store, select)

/** The reading style in force. */
export const useStyle = (): ReadingStyle => useAppState(selectStyle)

export const useLanguage = (): InterfaceLanguage => {
  const { systemLanguages } = useApp()
  const setting = useAppState((state) => state.shell.settings.language)
  return chooseLanguage(setting, systemLanguages)
}

export type Say = <Key extends WordKey>(key: Key, ...parameters: object extends WordParameters<Key> ? [] : [WordParameters<Key>]) => string

/** Messages of the catalogue in the reader's language. */
export const useWords = (): Say => {
  const language = useLanguage()
  return useCallback<Say>((key, ...parameters) => say(language, key, (parameters[0] ?? {}) as WordParameters<typeof key>), [language])
}
