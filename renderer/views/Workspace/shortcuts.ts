import { useEffect, useRef } from 'react'
import type { MenuCommand } from '../../../preload/contract/app.ts'
import { openDocument } from '../../state/document.ts'
import { useActions, useAppState, useStore } from '../context.ts'

/** Commands the window knows, with their keys, in the order the list of shortcuts shows them. */
export const shortcuts = [
  { command: 'print', keys: ['Ctrl', 'P'] },
  { command: 'savePdf', keys: ['Ctrl', 'Shift', 'S'] },
  { command: 'newNote', keys: ['Ctrl', 'Alt', 'N'] },
  { command: 'toggleOutline', keys: ['Ctrl', 'Alt', 'O'] },
  { command: 'toggleNotes', keys: ['Ctrl', 'Alt', 'M'] },
  { command: 'repairs', keys: ['Ctrl', 'Alt', 'R'] },
  { command: 'nextSection', keys: ['Ctrl', 'Alt', '↓'] },
  { command: 'previousSection', keys: ['Ctrl', 'Alt', '↑'] },
  { command: 'settings', keys: ['Ctrl', ','] },
  { command: 'shortcuts', keys: ['Shift', '?'] },
] as const

export type Command = (typeof shortcuts)[number]['command']

const menuCommands = {
  'print-section': 'print',
  'save-pdf': 'savePdf',
  'toggle-outline': 'toggleOutline',
  'toggle-notes': 'toggleNotes',
  'new-note': 'newNote',
  'show-repairs': 'repairs',
  settings: 'settings',
  shortcuts: 'shortcuts',
} as const satisfies { readonly [Choice in MenuCommand]: Command }

const commandOf = (event: KeyboardEvent): Command | null => {
  const control = event.ctrlKey || event.metaKey
  const { code, key } = event
  // AltGr types letters and reports itself as Ctrl+Alt on Windows.
  if (event.getModifierState('AltGraph')) return null
  if (control && !event.altKey && code === 'PageDown') return 'nextSection'
  if (control && !event.altKey && code === 'PageUp') return 'previousSection'
  if (control && !event.altKey && !event.shiftKey && code === 'KeyP') return 'print'
  if (control && !event.altKey && event.shiftKey && code === 'KeyS') return 'savePdf'
  if (control && !event.altKey && !event.shiftKey && key === ',') return 'settings'
  if (control && event.altKey && code === 'KeyN') return 'newNote'
  if (control && event.altKey && code === 'KeyO') return 'toggleOutline'
  if (control && event.altKey && code === 'KeyM') return 'toggleNotes'
  if (control && event.altKey && code === 'KeyR') return 'repairs'
  if (control && event.altKey && code === 'ArrowDown') return 'nextSection'
  if (control && event.altKey && code === 'ArrowUp') return 'previousSection'
  if (!control && !event.altKey && key === '?' && !isField(event.target)) return 'shortcuts'
  return null
}

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('textarea, select, input:not([type=radio], [type=checkbox])'))

/** What a command does, whether it comes from a key or from the shell's menu. */
export const useCommand = (narrow: boolean): ((command: Command) => void) => {
  const store = useStore()
  const actions = useActions()
  return (command) => {
    const { reading, shell } = store.get()
    const sectionId = reading.sectionId
    const step = (by: 1 | -1) => {
      const document = openDocument(reading)
      if (!document) return
      const ids = ['0', ...document.outline.sections.map(({ id }) => id)]
      const next = ids[Math.max(0, ids.indexOf(sectionId)) + by]
      if (next !== undefined) actions.goTo(next)
    }
    switch (command) {
      case 'print':
        return actions.openDialog({ kind: 'print', sectionId, purpose: 'paper' })
      case 'savePdf':
        return actions.openDialog({ kind: 'print', sectionId, purpose: 'pdf' })
      case 'newNote':
        return actions.beginNote(sectionId)
      case 'toggleOutline':
        return narrow
          ? actions.toggleDrawer('outline')
          : actions.changeSettings({ outlineOpen: !shell.settings.outlineOpen })
      case 'toggleNotes':
        return narrow ? actions.toggleDrawer('notes') : actions.changeSettings({ notesOpen: !shell.settings.notesOpen })
      case 'repairs':
        return actions.changeSettings({ showRepairs: !shell.settings.showRepairs })
      case 'nextSection':
        return step(1)
      case 'previousSection':
        return step(-1)
      case 'settings':
        return actions.openDialog({ kind: 'settings' })
      case 'shortcuts':
        return actions.openDialog({ kind: 'shortcuts' })
    }
  }
}

/** Listens for the keys of the commands. Keys meant for an input method or an open dialog are left alone. */
export const useShortcuts = (narrow: boolean): void => {
  const store = useStore()
  const run = useCommand(narrow)
  const actions = useActions()
  const closeDrawer = () => {
    actions.toggleDrawer(null)
    document.getElementById('text')?.focus()
  }
  const chosen = useAppState((state) => state.shell.chosen)
  const done = useRef(chosen?.serial ?? 0)
  useEffect(() => {
    if (!chosen || chosen.serial === done.current) return
    done.current = chosen.serial
    if (store.get().shell.dialog === null) run(menuCommands[chosen.command])
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return
      if (event.key === 'Escape' && narrow && store.get().shell.drawer !== null && store.get().shell.dialog === null) {
        event.preventDefault()
        return closeDrawer()
      }
      const command = commandOf(event)
      if (!command) return
      event.preventDefault()
      if (store.get().shell.dialog === null) run(command)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  })
}
