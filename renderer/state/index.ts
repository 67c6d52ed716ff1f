import { initialAloud, reduceAloud, type AloudAction, type AloudState } from './aloud.ts'
import {
  initialBibliography,
  reduceBibliography,
  type BibliographyAction,
  type BibliographyState,
} from './bibliography.ts'
import { initialReading, reduceReading, type ReadingAction, type ReadingState } from './document.ts'
import { initialFind, reduceFind, type FindAction, type FindState } from './find.ts'
import { initialHistory, reduceHistory, type HistoryAction, type HistoryState } from './history.ts'
import { initialImports, reduceImports, type ImportsAction, type ImportsState } from './imports.ts'
import { initialLibrary, reduceLibrary, type LibraryAction, type LibraryState } from './library.ts'
import { initialMarks, reduceMarks, type MarksAction, type MarksState } from './marks.ts'
import { initialNotes, reduceNotes, type NotesAction, type NotesState } from './notes.ts'
import { initialPassage, reducePassage, type PassageAction, type PassageState } from './passage.ts'
import { initialSearch, reduceSearch, type SearchAction, type SearchState } from './search.ts'
import { initialShell, reduceShell, type ShellAction, type ShellState } from './shell.ts'
import { initialReadingRules, reduceReadingRules, type ReadingRulesAction, type ReadingRulesState } from './reading-rules.ts'
import { initialStyle, reduceStyle, type StyleAction, type StyleState } from './style.ts'
import { initialStudy, reduceStudy, type StudyAction, type StudyState } from './study.ts'
import { createStore, type Store } from './store.ts'

export interface AppState {
  readonly shell: ShellState
  readonly reading: ReadingState
  readonly notes: NotesState
  readonly marks: MarksState
  readonly style: StyleState
  readonly passage: PassageState
  readonly bibliography: BibliographyState
  readonly aloud: AloudState
  readonly history: HistoryState
  readonly find: FindState
  readonly search: SearchState
  readonly readings: ReadingRulesState
  readonly study: StudyState
  readonly imports: ImportsState
  readonly library: LibraryState
}

export type AppAction =
  | { readonly slice: 'shell'; readonly action: ShellAction }
  | { readonly slice: 'reading'; readonly action: ReadingAction }
  | { readonly slice: 'notes'; readonly action: NotesAction }
  | { readonly slice: 'marks'; readonly action: MarksAction }
  | { readonly slice: 'style'; readonly action: StyleAction }
  | { readonly slice: 'passage'; readonly action: PassageAction }
  | { readonly slice: 'bibliography'; readonly action: BibliographyAction }
  | { readonly slice: 'aloud'; readonly action: AloudAction }
  | { readonly slice: 'history'; readonly action: HistoryAction }
  | { readonly slice: 'find'; readonly action: FindAction }
  | { readonly slice: 'search'; readonly action: SearchAction }
  | { readonly slice: 'readings'; readonly action: ReadingRulesAction }
  | { readonly slice: 'study'; readonly action: StudyAction }
  | { readonly slice: 'imports'; readonly action: ImportsAction }
  | { readonly slice: 'library'; readonly action: LibraryAction }

export const initialState: AppState = {
  shell: initialShell,
  reading: initialReading,
  notes: initialNotes,
  marks: initialMarks,
  style: initialStyle,
  passage: initialPassage,
  bibliography: initialBibliography,
  aloud: initialAloud,
  history: initialHistory,
  find: initialFind,
  search: initialSearch,
  readings: initialReadingRules,
  study: initialStudy,
  imports: initialImports,
  library: initialLibrary,
}

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
    case 'marks':
      return { ...state, marks: reduceMarks(state.marks, action) }
    case 'style': {
      const style = reduceStyle(state.style, action)
      return style === state.style ? state : { ...state, style }
    }
    case 'passage': {
      const passage = reducePassage(state.passage, action)
      return passage === state.passage ? state : { ...state, passage }
    }
    case 'bibliography':
      return { ...state, bibliography: reduceBibliography(state.bibliography, action) }
    case 'aloud': {
      const aloud = reduceAloud(state.aloud, action)
      return aloud === state.aloud ? state : { ...state, aloud }
    }
    case 'history': {
      const history = reduceHistory(state.history, action)
      return history === state.history ? state : { ...state, history }
    }
    case 'find': {
      const find = reduceFind(state.find, action)
      return find === state.find ? state : { ...state, find }
    }
    case 'search': {
      const search = reduceSearch(state.search, action)
      return search === state.search ? state : { ...state, search }
    }
    case 'imports':
      return { ...state, imports: reduceImports(state.imports, action) }
    case 'library':
      return { ...state, library: reduceLibrary(state.library, action) }
    case 'study':
      return { ...state, study: reduceStudy(state.study, action) }
    case 'readings':
      return { ...state, readings: reduceReadingRules(state.readings, action) }
  }
}

export type AppStore = Store<AppState, AppAction>

export const createAppStore = (): AppStore => createStore(initialState, reduce)
