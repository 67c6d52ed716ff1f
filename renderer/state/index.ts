import { initialReading, reduceReading, type ReadingAction, type ReadingState } from './document.ts'
import { initialNotes, reduceNotes, type NotesAction, type NotesState } from './notes.ts'
import { initialShell, reduceShell, type ShellAction, type ShellState } from './shell.ts'
import { createStore, type Store } from './store.ts'

export interface AppState {
  readonly shell: ShellState
  readonly reading: ReadingState
  readonly notes: NotesState
}

export type AppAction =
  | { readonly slice: 'shell'; readonly action: ShellAction }
  | { readonly slice: 'reading'; readonly action: ReadingAction }
  | { readonly slice: 'notes'; readonly action: NotesAction }

export const initialState: AppState = { shell: initialShell, reading: initialReading, notes: initialNotes }

export const reduce = (state: AppState, { slice, action }: AppAction): AppState => {
  switch (slice) {
    case 'shell': {
      const shell = reduceShell(state.shell, action)
      return shell === state.shell ? state : { ...state, shell }
    }
    case 'reading': {
      const reading = reduceReading(state.reading, action)
      return reading === state.reading ? state : { ...state, reading }
    }
    case 'notes': {
      const notes = reduceNotes(state.notes, action)
      return notes === state.notes ? state : { ...state, notes }
    }
  }
}

export type AppStore = Store<AppState, AppAction>

export const createAppStore = (): AppStore => createStore(initialState, reduce)
