import type { Settings } from '../../../preload/contract/app.ts'
import type { CommandId } from '../../../preload/contract/commands.ts'
import type { NoteColor } from '../../../preload/contract/notes.ts'
import { defaultStyle, Theme, type StyleChange } from '../../../preload/contract/style.ts'
import type { Range } from '../../../preload/contract/documents.ts'
import { selectedSpan } from '../../reader/dom-text.ts'
import { readingText } from '../../reader/page.ts'
import { openDocument } from '../../state/document.ts'
import { placeBeyond } from '../../state/history.ts'
import type { AppState } from '../../state/index.ts'
import { selectStyle } from '../../state/selected-style.ts'
import { nextSize } from '../../state/text-size.ts'
import { pasteText } from '../Import/paste-text.ts'
import { toggleFullScreen } from './full-screen.ts'
import { selectionWords } from '../Find/selection-words.ts'
import { makeCard } from '../Study/make-card.ts'
import { focusPane, focusText, stepPane, togglePane, type App } from './panes.ts'
import { goToEnd, isDrawn, stepGap, stepNote, stepSection } from './walks.ts'

/** What a command of the table does. A new one is a row there, its words, and a row here; both are checked to be whole. */
export interface Behaviour {
  readonly run: (app: App) => void
  /** Absent: always. */
  readonly available?: (state: AppState) => boolean
  /** For what is switched or chosen: whether it is in force. */
  readonly on?: (state: AppState) => boolean
}

const hasText = (state: AppState): boolean => openDocument(state.reading) !== null

const hasGaps = (state: AppState): boolean => openDocument(state.reading)?.outline.gaps.some(isDrawn) ?? false

const isReadAloud = ({ aloud }: AppState): boolean => aloud.status !== 'off'

/** The selected words or, without a selection, the character at the text cursor. */
const chosenWord = ({ reading }: AppState): Range | null => {
  const text = readingText()
  const selected = text && selectedSpan(text)
  if (selected) return selected
  return reading.cursor === null || reading.cursor < 0 ? null : { start: reading.cursor, end: reading.cursor + 1 }
}

const isRead = ({ study, reading }: AppState): boolean => study.study?.read.includes(reading.sectionId) ?? false

const mayWrite = (state: AppState): boolean =>
  hasText(state) && state.notes.loaded && !state.notes.readOnly && !(state.shell.info?.readOnly ?? false)

const hasMarks = ({ notes }: AppState): boolean => [...notes.notes.values()].some(({ anchor }) => anchor !== null)

const highlight = (color: NoteColor | 'last', write: boolean): Behaviour => ({
  run: ({ actions }) => actions.wishMark({ kind: 'highlight', color, write }),
  available: mayWrite,
})

const holds = (whole: object, part: object): boolean =>
  Object.entries(part).every(([name, value]) => Reflect.get(whole, name) === value)

/** One choice of a few. */
const style = (change: StyleChange): Behaviour => ({
  run: ({ actions }) => actions.changeStyle(change),
  on: (state) => holds(selectStyle(state), change),
})

const setting = (change: Partial<Settings>): Behaviour => ({
  run: ({ actions }) => actions.changeSettings(change),
  on: (state) => holds(state.shell.settings, change),
})

/** Something that is on or off. */
const styleSwitch = (on: StyleChange, off: StyleChange): Behaviour => ({
  run: ({ store, actions }) => actions.changeStyle(holds(selectStyle(store.get()), on) ? off : on),
  on: (state) => holds(selectStyle(state), on),
})

const settingSwitch = (on: Partial<Settings>, off: Partial<Settings>): Behaviour => ({
  run: ({ store, actions }) => actions.changeSettings(holds(store.get().shell.settings, on) ? off : on),
  on: (state) => holds(state.shell.settings, on),
})

const pane = (name: 'outline' | 'notes'): Behaviour => ({
  run: (app) => togglePane(app, name),
  on: ({ shell }) => (name === 'outline' ? shell.settings.outlineOpen : shell.settings.notesOpen),
})

/** Left and right are where they are on the page: in vertical text, left is on. */
const turnTowards = (side: 'left' | 'right'): Behaviour => ({
  run: ({ store, actions }) => {
    const forward = selectStyle(store.get()).direction === 'vertical' ? 'left' : 'right'
    actions.move({ kind: 'pages', by: side === forward ? 1 : -1 })
  },
  available: hasText,
})

/** Lines that J and K move by. */
const fewLines = 3

export const behaviours: { readonly [Id in CommandId]: Behaviour } = {
  back: { run: ({ actions }) => void actions.goBack(), available: ({ history }) => placeBeyond(history, -1) !== null },
  forward: { run: ({ actions }) => void actions.goForward(), available: ({ history }) => placeBeyond(history, 1) !== null },
  'next-section': { run: (app) => stepSection(app, 1), available: hasText },
  'previous-section': { run: (app) => stepSection(app, -1), available: hasText },
  'go-to': { run: ({ actions }) => actions.openDialog({ kind: 'go-to' }), available: hasText },
  'next-page': { run: ({ actions }) => actions.move({ kind: 'pages', by: 1 }), available: hasText },
  'previous-page': { run: ({ actions }) => actions.move({ kind: 'pages', by: -1 }), available: hasText },
  'page-left': turnTowards('left'),
  'page-right': turnTowards('right'),
  'lines-on': { run: ({ actions }) => actions.move({ kind: 'lines', by: fewLines }), available: hasText },
  'lines-back': { run: ({ actions }) => actions.move({ kind: 'lines', by: -fewLines }), available: hasText },
  'text-start': { run: (app) => goToEnd(app, 'start'), available: hasText },
  'text-end': { run: (app) => goToEnd(app, 'end'), available: hasText },
  'text-cursor': { run: ({ actions }) => actions.toggleTextCursor(), available: hasText, on: ({ reading }) => reading.cursor !== null },
  'next-gap': { run: (app) => stepGap(app, 1), available: hasGaps },
  'previous-gap': { run: (app) => stepGap(app, -1), available: hasGaps },

  find: { run: ({ store, actions }) => actions.openFind(selectionWords(store.get())), available: hasText },
  'find-next': { run: ({ actions }) => actions.stepFind(1), available: hasText },
  'find-previous': { run: ({ actions }) => actions.stepFind(-1), available: hasText },
  'search-library': { run: ({ store, actions }) => actions.openSearch(selectionWords(store.get())) },
  palette: { run: ({ actions }) => actions.openDialog({ kind: 'palette' }) },

  'toggle-outline': pane('outline'),
  'toggle-notes': pane('notes'),
  'next-pane': { run: () => stepPane(1) },
  'previous-pane': { run: () => stepPane(-1) },
  'focus-text': { run: focusText, available: hasText },
  'focus-outline': { run: (app) => focusPane(app, 'outline') },
  'focus-notes': { run: (app) => focusPane(app, 'notes') },

  'layer-set': setting({ layer: 'set' }),
  'layer-restored': setting({ layer: 'restored' }),
  'layer-source': setting({ layer: 'source' }),
  'show-repairs': settingSwitch({ showRepairs: true }, { showRepairs: false }),
  'script-original': style({ script: 'original' }),
  'script-traditional': style({ script: 'zh-Hant' }),
  'script-simplified': style({ script: 'zh-Hans' }),
  'ruby-off': style({ ruby: 'off' }),
  'ruby-all': style({ ruby: 'all' }),
  'ruby-rare': style({ ruby: 'rare' }),
  'ruby-word': style({ ruby: 'word' }),
  'ruby-pinyin': style({ rubySystem: 'pinyin' }),
  'ruby-bopomofo': style({ rubySystem: 'bopomofo' }),
  'word-reading': { run: ({ store, actions }) => actions.openDialog({ kind: 'reading', span: chosenWord(store.get()) }), available: hasText },
  'text-repairs': { run: ({ actions }) => actions.openDialog({ kind: 'repairs' }), available: hasText },
  'text-source': { run: ({ actions }) => actions.openDialog({ kind: 'source' }), available: hasText },
  'copy-citation': { run: ({ actions }) => void actions.copyPassage('last'), available: hasText },
  'copy-citation-standard': { run: ({ actions }) => void actions.copyPassage({ kind: 'citation', style: 'gbt7714' }), available: hasText },
  'copy-citation-plain': { run: ({ actions }) => void actions.copyPassage({ kind: 'citation', style: 'plain' }), available: hasText },
  'copy-link': { run: ({ actions }) => void actions.copyPassage({ kind: 'link' }), available: hasText },
  'read-aloud': { run: ({ actions }) => actions.toggleAloud(), available: hasText },
  'next-sentence': { run: ({ actions }) => actions.nextSentence(), available: isReadAloud },
  'previous-sentence': { run: ({ actions }) => actions.previousSentence(), available: isReadAloud },
  'stop-aloud': { run: ({ actions }) => actions.stopAloud(), available: isReadAloud },
  'about-copy': { run: ({ actions }) => actions.openDialog({ kind: 'about-copy' }), available: hasText },

  larger: { run: ({ store, actions }) => actions.changeStyle({ size: nextSize(selectStyle(store.get()).size, 1) }) },
  smaller: { run: ({ store, actions }) => actions.changeStyle({ size: nextSize(selectStyle(store.get()).size, -1) }) },
  'usual-size': { run: ({ actions }) => actions.changeStyle({ size: defaultStyle.size }) },
  vertical: styleSwitch({ direction: 'vertical' }, { direction: 'horizontal' }),
  pages: styleSwitch({ flow: 'pages' }, { flow: 'scroll' }),
  'focus-line': styleSwitch({ focusLine: true }, { focusLine: false }),
  'paragraph-numbers': styleSwitch({ paragraphNumbers: true }, { paragraphNumbers: false }),
  'next-theme': {
    run: ({ store, actions }) => {
      const { options } = Theme
      const at = options.indexOf(selectStyle(store.get()).theme)
      actions.changeStyle({ theme: options[(at + 1) % options.length] ?? 'system' })
    },
  },
  'theme-system': style({ theme: 'system' }),
  'theme-paper': style({ theme: 'paper' }),
  'theme-sepia': style({ theme: 'sepia' }),
  'theme-dark': style({ theme: 'dark' }),
  'theme-contrast': style({ theme: 'contrast' }),
  'face-serif': style({ face: 'serif' }),
  'face-kai': style({ face: 'kai' }),
  'follow-default-style': {
    run: ({ actions }) => void actions.followDefaultStyle(),
    available: (state) => hasText(state) && Object.keys(state.style.own).length > 0,
  },

  study: { run: ({ actions }) => actions.openDialog({ kind: 'study' }), available: hasText },
  'review-cards': { run: ({ actions }) => actions.openDialog({ kind: 'review' }), available: hasText },
  'make-card': { run: (app) => void makeCard(app), available: mayWrite },
  'mark-read': {
    run: ({ store, actions }) => void actions.markRead(store.get().reading.sectionId, !isRead(store.get())),
    available: mayWrite,
    on: isRead,
  },
  'new-note': { run: ({ store, actions }) => actions.beginNote(store.get().reading.sectionId), available: mayWrite },
  'next-note': { run: (app) => stepNote(app, 1), available: ({ notes }) => notes.notes.size > 0 },
  'deleted-notes': { run: ({ actions }) => actions.openDialog({ kind: 'trash' }), available: hasText },
  'previous-note': { run: (app) => stepNote(app, -1), available: ({ notes }) => notes.notes.size > 0 },

  highlight: highlight('last', false),
  'highlight-note': highlight('last', true),
  'highlight-yellow': highlight('yellow', false),
  'highlight-green': highlight('green', false),
  'highlight-blue': highlight('blue', false),
  'highlight-pink': highlight('pink', false),
  'highlight-purple': highlight('purple', false),
  'next-mark': { run: ({ actions }) => actions.wishMark({ kind: 'step', by: 1 }), available: hasMarks },
  'previous-mark': { run: ({ actions }) => actions.wishMark({ kind: 'step', by: -1 }), available: hasMarks },
  'undo-mark': { run: ({ actions }) => void actions.undoMark(), available: mayWrite },
  'review-marks': { run: ({ actions }) => actions.openDialog({ kind: 'review-marks' }), available: hasMarks },

  library: { run: ({ actions }) => actions.openDialog({ kind: 'library' }) },
  'add-text': { run: ({ actions }) => actions.openImport() },
  'paste-text': { run: ({ actions }) => void pasteText(actions) },
  'print-section': {
    run: ({ store, actions }) =>
      actions.openDialog({ kind: 'print', sectionId: store.get().reading.sectionId, purpose: 'paper' }),
    available: hasText,
  },
  'save-pdf': {
    run: ({ store, actions }) =>
      actions.openDialog({ kind: 'print', sectionId: store.get().reading.sectionId, purpose: 'pdf' }),
    available: hasText,
  },
  settings: { run: ({ actions }) => actions.openDialog({ kind: 'settings' }) },
  shortcuts: { run: ({ actions }) => actions.openDialog({ kind: 'shortcuts' }) },
  'letter-keys': settingSwitch({ letterKeys: true }, { letterKeys: false }),
  'language-system': setting({ language: 'system' }),
  'language-en': setting({ language: 'en' }),
  'language-traditional': setting({ language: 'zh-Hant' }),
  'language-simplified': setting({ language: 'zh-Hans' }),
  'exchange-notes': { run: ({ actions }) => actions.openDialog({ kind: 'exchange' }) },
  'restore-backup': { run: ({ actions }) => actions.openDialog({ kind: 'backups' }) },
  'reveal-library': {
    run: ({ actions }) => actions.revealLibrary(),
    available: ({ shell }) => shell.info?.capabilities.reveal ?? false,
  },
  'full-screen': { run: toggleFullScreen },
}

export const isAvailable = (id: CommandId, state: AppState): boolean => behaviours[id].available?.(state) ?? true
