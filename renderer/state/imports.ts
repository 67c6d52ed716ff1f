import type { DocumentOutline, EditClass, PlacedEdit } from '../../preload/contract/documents.ts'
import {
  noChoices,
  type EditionChoices,
  type FoundDocument,
  type ImportChoices,
  type ImportPreview,
  type ImportStage,
} from '../../preload/contract/imports.ts'
import type { ErrorCode } from '../../preload/contract/wire.ts'

/** A file that waits for its turn. The bytes stay with the actions. */
export interface QueuedImport {
  readonly key: string
  readonly name: string
}

export type ImportPhase =
  | { readonly kind: 'sending'; readonly share: number }
  | { readonly kind: 'reading'; readonly stage: ImportStage | null; readonly share: number }
  | { readonly kind: 'found' }
  | { readonly kind: 'adding' }
  | { readonly kind: 'failed'; readonly during: 'reading' | 'adding'; readonly code: ErrorCode; readonly reason: string | null }

/** Something a choice took away, kept so that it can be shown and brought back. `index` is the text's in its file. */
export type TakenBack =
  | { readonly kind: 'repair'; readonly index: number; readonly edit: PlacedEdit }
  | { readonly kind: 'class'; readonly index: number; readonly class: EditClass; readonly count: number }
  | { readonly kind: 'heading'; readonly index: number; readonly at: number; readonly heading: string }
  /** A line that the reader made a heading. */
  | { readonly kind: 'made'; readonly index: number; readonly at: number }

/** One file on its way into the library. */
export interface ImportWork {
  readonly key: string
  readonly name: string
  /** Null before the main side knows of it. */
  readonly importId: string | null
  readonly phase: ImportPhase
  /** What the last reading found; null before the first. */
  readonly preview: ImportPreview | null
  /** Counts readings: what was fetched of an earlier one no longer holds. */
  readonly edition: number
  /** As the reader wants them now; `preview.choices` are those that were carried out. */
  readonly choices: ImportChoices
  readonly asRevision: boolean
  /** Which of the file's texts is shown. */
  readonly shown: number
  /** Of the text that is shown; null while it is fetched. */
  readonly outline: { readonly edition: number; readonly index: number; readonly outline: DocumentOutline } | null
  readonly takenBack: readonly TakenBack[]
}

export interface ImportsState {
  readonly queue: readonly QueuedImport[]
  readonly work: ImportWork | null
  /** Documents that were added since the queue was last empty. */
  readonly added: readonly string[]
}

export const initialImports: ImportsState = { queue: [], work: null, added: [] }

export const undecided: ImportChoices = { encoding: null, documents: [] }

export type ImportsAction =
  | { readonly type: 'import.queued'; readonly files: readonly QueuedImport[] }
  | { readonly type: 'import.begun'; readonly key: string }
  | { readonly type: 'import.named'; readonly importId: string }
  | { readonly type: 'import.progressed'; readonly phase: ImportPhase }
  | { readonly type: 'import.read'; readonly preview: ImportPreview }
  | { readonly type: 'import.outlined'; readonly edition: number; readonly index: number; readonly outline: DocumentOutline }
  | { readonly type: 'import.chosen'; readonly choices: ImportChoices; readonly takenBack: readonly TakenBack[] }
  | { readonly type: 'import.shown'; readonly index: number }
  | { readonly type: 'import.revision'; readonly asRevision: boolean }
  | { readonly type: 'import.added'; readonly documentIds: readonly string[] }
  | { readonly type: 'import.ended' }
  | { readonly type: 'import.allEnded' }

const beginning = ({ key, name }: QueuedImport): ImportWork => ({
  key,
  name,
  importId: null,
  phase: { kind: 'sending', share: 0 },
  preview: null,
  edition: 0,
  choices: undecided,
  asRevision: true,
  shown: 0,
  outline: null,
  takenBack: [],
})

const reduceWork = (work: ImportWork, action: ImportsAction): ImportWork => {
  switch (action.type) {
    case 'import.named':
      return { ...work, importId: action.importId }
    case 'import.progressed':
      return { ...work, phase: action.phase }
    case 'import.read':
      return {
        ...work,
        preview: action.preview,
        edition: work.edition + 1,
        shown: Math.min(work.shown, Math.max(0, action.preview.documents.length - 1)),
      }
    case 'import.outlined':
      return { ...work, outline: { edition: action.edition, index: action.index, outline: action.outline } }
    case 'import.chosen':
      return { ...work, choices: action.choices, takenBack: action.takenBack }
    case 'import.shown':
      return { ...work, shown: action.index, outline: work.shown === action.index ? work.outline : null }
    case 'import.revision':
      return { ...work, asRevision: action.asRevision }
    default:
      return work
  }
}

export const reduceImports = (state: ImportsState, action: ImportsAction): ImportsState => {
  switch (action.type) {
    case 'import.queued':
      return { ...state, queue: [...state.queue, ...action.files] }
    case 'import.begun': {
      const next = state.queue.find(({ key }) => key === action.key)
      if (!next) return state
      return { ...state, queue: state.queue.filter((file) => file !== next), work: beginning(next) }
    }
    case 'import.added':
      return { ...state, added: [...state.added, ...action.documentIds] }
    case 'import.ended':
      return { ...state, work: null }
    case 'import.allEnded':
      return initialImports
    default:
      return state.work === null ? state : { ...state, work: reduceWork(state.work, action) }
  }
}

/** What is decided about one of the file's texts. */
export const choicesOf = (choices: ImportChoices, index: number): ImportChoices['documents'][number] =>
  choices.documents[index] ?? { wanted: true, choices: noChoices }

/** The choices with those about one text changed; texts before it that were undecided stay wanted as they are. */
export const withChoices = (
  choices: ImportChoices,
  index: number,
  change: { readonly wanted?: boolean; readonly choices?: Partial<EditionChoices> },
): ImportChoices => {
  const length = Math.max(choices.documents.length, index + 1)
  return {
    ...choices,
    documents: Array.from({ length }, (_, at) => {
      const now = choicesOf(choices, at)
      if (at !== index) return now
      return { wanted: change.wanted ?? now.wanted, choices: { ...now.choices, ...change.choices } }
    }),
  }
}

/** The text that is shown, as it was found. */
export const shownDocument = ({ preview, shown }: ImportWork): FoundDocument | null => preview?.documents[shown] ?? null

/** Its outline, once it is there for the last reading; one of an earlier reading is better than none meanwhile. */
export const shownOutline = ({ outline, shown }: ImportWork): DocumentOutline | null =>
  outline !== null && outline.index === shown ? outline.outline : null

/** How many of the file's texts will be added. */
export const wantedCount = ({ preview, choices }: ImportWork): number =>
  preview?.documents.filter((_, index) => choicesOf(choices, index).wanted).length ?? 0

/** Whether what is wanted can become new editions of what the library has. */
export const mayBeRevision = ({ preview, choices }: ImportWork): boolean =>
  preview?.documents.every(({ known }, index) => !choicesOf(choices, index).wanted || known === null || known.replaceable) ?? false

/** Whether the reader has decided anything that leaving would lose. */
export const isDecided = ({ choices, takenBack }: ImportWork): boolean =>
  takenBack.length > 0 ||
  choices.documents.some(
    ({ wanted, choices: { title, undoneClasses, undoneEdits, headings } }) =>
      !wanted || title !== null || undoneClasses.length + undoneEdits.length + headings.length > 0,
  )
