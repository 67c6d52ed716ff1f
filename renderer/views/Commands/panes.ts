import type { AppStore } from '../../state/index.ts'
import type { Actions } from '../../state/actions.ts'
import { isNarrow } from '../narrow.ts'

export interface App {
  readonly store: AppStore
  readonly actions: Actions
}

/** The parts of the window in the order F6 visits them, and what takes the focus in each. */
const panes = [
  { pane: '.toolbar', entry: 'button:not(:disabled), select' },
  { pane: '#outline', entry: '[role=treeitem][tabindex="0"]' },
  { pane: '.find-bar', entry: 'input' },
  { pane: '#text', entry: null },
  { pane: '#notes', entry: '.note-field, .notes-head button:not(:disabled), .note' },
] as const

const entryOf = ({ pane, entry }: (typeof panes)[number]): HTMLElement | null => {
  const found = document.querySelector<HTMLElement>(pane)
  if (!found || found.closest('[inert]')) return null
  return entry === null ? found : found.querySelector<HTMLElement>(entry)
}

/** Brings the keyboard to the next (1) or previous (−1) part of the window that is there. */
export const stepPane = (by: 1 | -1): void => {
  const here = panes.findIndex(({ pane }) => document.activeElement?.closest(pane))
  for (let steps = 1; steps <= panes.length; steps += 1) {
    const start = here === -1 && by === -1 ? 0 : here
    const next = panes[(start + by * steps + panes.length * 2) % panes.length]
    const entry = next ? entryOf(next) : null
    if (!entry) continue
    entry.focus({ preventScroll: true })
    return
  }
}

/** Frames that are waited for something that is about to be drawn. */
const patience = 30

/** Gives the focus to an element as soon as it is drawn. */
export const focusSoon = (selector: string): void => {
  let frames = 0
  const look = () => {
    const found = document.querySelector<HTMLElement>(selector)
    if (found) found.focus({ preventScroll: true })
    else if ((frames += 1) < patience) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

export const focusText = ({ actions }: App): void => {
  if (isNarrow()) actions.toggleDrawer(null)
  focusSoon('.pane-text:not([inert]) #text')
}

/** Shows a side pane. */
export const showPane = ({ store, actions }: App, pane: 'outline' | 'notes'): void => {
  if (isNarrow()) return actions.showDrawer(pane)
  const { outlineOpen, notesOpen } = store.get().shell.settings
  if (pane === 'outline' && !outlineOpen) actions.changeSettings({ outlineOpen: true })
  if (pane === 'notes' && !notesOpen) actions.changeSettings({ notesOpen: true })
}

/** Shows or hides a side pane. */
export const togglePane = ({ store, actions }: App, pane: 'outline' | 'notes'): void => {
  const { outlineOpen, notesOpen } = store.get().shell.settings
  if (isNarrow()) actions.toggleDrawer(pane)
  else if (pane === 'outline') actions.changeSettings({ outlineOpen: !outlineOpen })
  else actions.changeSettings({ notesOpen: !notesOpen })
}

export const focusPane = (app: App, pane: 'outline' | 'notes'): void => {
  showPane(app, pane)
  focusSoon(pane === 'outline' ? '#outline [role=treeitem][tabindex="0"]' : '#notes .note-field, #notes .notes-head button, #notes .note')
}
