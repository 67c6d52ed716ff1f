import type { AppInfo, MenuCommand, Problem, Settings } from '../../preload/contract/app.ts'
import { defaultSettings } from '../../preload/contract/app.ts'
import type { CommandId } from '../../preload/contract/commands.ts'
import type { PrintOutcome } from '../../preload/contract/printing.ts'
import type { Range } from '../../preload/contract/documents.ts'
import type { ErrorCode } from '../../preload/contract/wire.ts'

export type PrintProgress =
  | { readonly kind: 'idle' }
  | { readonly kind: 'working' }
  | { readonly kind: 'done'; readonly outcome: Extract<PrintOutcome, { status: 'saved' }> }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly reason: string | null }

export type Dialog =
  | { readonly kind: 'print'; readonly sectionId: string; readonly purpose: 'paper' | 'pdf' }
  | { readonly kind: 'settings' }
  | { readonly kind: 'about-copy' }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'source' }
  | { readonly kind: 'reading'; readonly span: Range | null }
  | { readonly kind: 'palette' }
  | { readonly kind: 'search' }
  | { readonly kind: 'go-to' }
  | { readonly kind: 'backups' }
  | { readonly kind: 'exchange' }
  | { readonly kind: 'study' }
  | { readonly kind: 'review' }
  | { readonly kind: 'review-marks' }
  | { readonly kind: 'versions'; readonly noteId: string }
  | { readonly kind: 'trash' }
  | { readonly kind: 'import' }
  | { readonly kind: 'repairs' }
  | { readonly kind: 'library' }

/** A short message with at most one thing to do about it. */
export type ToastMessage =
  | { readonly kind: 'note-deleted'; readonly noteId: string }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly reason: string | null }
  | { readonly kind: 'passage'; readonly what: 'found' | 'moved' | 'not-link' | 'no-document' }
  /** `paragraph`: nothing was selected and this one was taken; 'heading' where there was none. */
  | {
      readonly kind: 'copied'
      readonly what: 'text' | 'citation' | 'link' | 'nothing' | 'refused'
      readonly paragraph: number | 'heading' | null
    }
  | { readonly kind: 'aloud'; readonly what: 'silent' | 'failed' | 'not-allowed' | 'nothing' }
  | { readonly kind: 'no-card' }
  | { readonly kind: 'text-added'; readonly title: string; readonly count: number }
  | { readonly kind: 'mark'; readonly what: 'nothing-selected' | 'too-long' }
  | { readonly kind: 'printed'; readonly place: string; readonly differences: number }

export type Toast = ToastMessage & { readonly serial: number }

/** So many commands are offered first in the palette. */
const mostRecent = 6

/** Older messages make room for newer ones. */
const mostToasts = 5

export interface ShellState {
  readonly connected: boolean
  readonly info: AppInfo | null
  readonly problems: readonly Problem[]
  readonly settings: Settings
  readonly dialog: Dialog | null
  readonly print: PrintProgress
  readonly toasts: readonly Toast[]
  /** On a narrow window one pane at a time lies over the text. */
  readonly drawer: 'outline' | 'notes' | null
  /** What was last chosen in the shell's menu; `serial` tells two equal choices apart. */
  readonly chosen: { readonly command: MenuCommand; readonly serial: number } | null
  /** Commands chosen in the palette, the last one first. */
  readonly recent: readonly CommandId[]
}

export const initialShell: ShellState = {
  connected: false,
  info: null,
  problems: [],
  settings: defaultSettings,
  dialog: null,
  print: { kind: 'idle' },
  toasts: [],
  drawer: null,
  chosen: null,
  recent: [],
}

export type ShellAction =
  | { readonly type: 'connection.ready' }
  | { readonly type: 'connection.lost' }
  | { readonly type: 'app.informed'; readonly info: AppInfo }
  | { readonly type: 'problem.found'; readonly problem: Problem }
  | { readonly type: 'problem.dismissed'; readonly id: string }
  | { readonly type: 'settings.received'; readonly settings: Settings }
  | { readonly type: 'settings.changing'; readonly change: Partial<Settings> }
  | { readonly type: 'dialog.opened'; readonly dialog: Dialog }
  | { readonly type: 'dialog.closed' }
  | { readonly type: 'print.progressed'; readonly progress: PrintProgress }
  | { readonly type: 'toast.shown'; readonly toast: ToastMessage }
  | { readonly type: 'toast.closed'; readonly serial: number }
  | { readonly type: 'drawer.toggled'; readonly drawer: 'outline' | 'notes' | null }
  | { readonly type: 'drawer.shown'; readonly drawer: 'outline' | 'notes' }
  | { readonly type: 'command.chosen'; readonly command: MenuCommand }
  | { readonly type: 'command.used'; readonly command: CommandId }

export const reduceShell = (state: ShellState, action: ShellAction): ShellState => {
  switch (action.type) {
    case 'connection.ready':
      return { ...state, connected: true }
    case 'connection.lost':
      return { ...state, connected: false }
    case 'app.informed':
      return { ...state, info: action.info, problems: joined(action.info.problems, state.problems) }
    case 'problem.found':
      return { ...state, problems: joined([action.problem], state.problems) }
    case 'problem.dismissed':
      return { ...state, problems: state.problems.filter(({ id }) => id !== action.id) }
    case 'settings.received':
      return { ...state, settings: action.settings }
    case 'settings.changing':
      return { ...state, settings: { ...state.settings, ...action.change } }
    case 'dialog.opened':
      return { ...state, dialog: action.dialog, print: state.print.kind === 'working' ? state.print : { kind: 'idle' } }
    case 'dialog.closed':
      return { ...state, dialog: null }
    case 'print.progressed':
      return { ...state, print: action.progress }
    case 'toast.shown':
      return {
        ...state,
        toasts: [...state.toasts, { ...action.toast, serial: (state.toasts.at(-1)?.serial ?? 0) + 1 }].slice(-mostToasts),
      }
    case 'toast.closed':
      return { ...state, toasts: state.toasts.filter(({ serial }) => serial !== action.serial) }
    case 'drawer.toggled':
      return { ...state, drawer: state.drawer === action.drawer ? null : action.drawer }
    case 'drawer.shown':
      return { ...state, drawer: action.drawer }
    case 'command.chosen':
      return { ...state, chosen: { command: action.command, serial: (state.chosen?.serial ?? 0) + 1 } }
    case 'command.used':
      return { ...state, recent: [action.command, ...state.recent.filter((id) => id !== action.command)].slice(0, mostRecent) }
  }
}

/** A problem may be told by an event before the list that holds it arrives, or the other way round. */
const joined = (told: readonly Problem[], known: readonly Problem[]): Problem[] => [
  ...known.filter(({ id }) => told.every((problem) => problem.id !== id)),
  ...told,
]
