import { useSyncExternalStore } from 'react'

export interface Store<State, Action> {
  readonly get: () => State
  readonly dispatch: (action: Action) => void
  /** Returns its own unsubscribe. */
  readonly subscribe: (listener: () => void) => () => void
}

/** State is a value; the only change is an action through `reduce`. */
export const createStore = <State, Action>(
  initial: State,
  reduce: (state: State, action: Action) => State,
): Store<State, Action> => {
  let state = initial
  const listeners = new Set<() => void>()
  return {
    get: () => state,
    dispatch: (action) => {
      const next = reduce(state, action)
      if (next === state) return
      state = next
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The part of the state a view needs; `select` must return a stable value for an unchanged state. */
export const useSelected = <State, Action, Part>(
  store: Store<State, Action>,
  select: (state: State) => Part,
): Part => useSyncExternalStore(store.subscribe, () => select(store.get()))
