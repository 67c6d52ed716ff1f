import { useEffect, useMemo, useRef } from 'react'
import { commandIds, isForSelection, keysOf, type CommandId } from '../../../preload/contract/commands.ts'
import { useActions, useAppState, useStore } from '../context.ts'
import { selectedSpan } from '../../reader/dom-text.ts'
import { readingText } from '../../reader/page.ts'
import { isNarrow } from '../narrow.ts'
import { isField, isForFields, isLetterKey, isPressable, matchesChord, onMac } from './keys.ts'
import type { App } from './panes.ts'
import { behaviours, isAvailable } from './registry.ts'

interface Bound {
  readonly id: CommandId
  readonly chord: string
}

/** What is done with a selection comes first: its keys may do something else while nothing is selected. */
const bound: readonly Bound[] = [...commandIds]
  .sort((a, b) => Number(isForSelection(b)) - Number(isForSelection(a)))
  .flatMap((id) => keysOf(id, onMac).map((chord) => ({ id, chord })))

const isTextSelected = (): boolean => {
  const text = readingText()
  return text !== null && selectedSpan(text) !== null
}

/** The command a key press asks for, given what has the focus; null when the press is meant for something else. */
const commandOf = (event: KeyboardEvent, letterKeys: boolean): Bound | null => {
  // AltGr types letters and reports itself as Ctrl+Alt on Windows.
  if (event.getModifierState('AltGraph')) return null
  const found = bound.find(({ id, chord }) => matchesChord(event, chord, onMac) && (!isForSelection(id) || isTextSelected()))
  if (!found) return null
  if (isForFields(found.chord) && isField(event.target)) return null
  if (isLetterKey(found.chord) && !letterKeys) return null
  if (found.chord.endsWith('Space') && isPressable(event.target)) return null
  return found
}

/** The fourth and fifth button of a mouse go back and forward, as in a browser. */
const mouseCommands: Readonly<Record<number, CommandId>> = { 3: 'back', 4: 'forward' }

/** What commands act on. */
export const useApp = (): App => {
  const store = useStore()
  const actions = useActions()
  return useMemo(() => ({ store, actions }), [store, actions])
}

/**
 * Listens for the keys of the commands, the mouse's side buttons and the shell's menu. Keys meant for a field, an input
 * method or an open dialog are left alone.
 */
export const useCommandKeys = (): void => {
  const app = useApp()
  const { store, actions } = app
  const chosen = useAppState((state) => state.shell.chosen)
  const done = useRef(chosen?.serial ?? 0)
  useEffect(() => {
    if (!chosen || chosen.serial === done.current) return
    done.current = chosen.serial
    const state = store.get()
    if (state.shell.dialog === null && isAvailable(chosen.command, state)) behaviours[chosen.command].run(app)
  })

  useEffect(() => {
    const run = (id: CommandId) => {
      if (isAvailable(id, store.get())) behaviours[id].run(app)
    }
    /** Escape takes away what lies over the text: the drawer first, then the search. */
    const onEscape = (): boolean => {
      const { shell, find } = store.get()
      if (shell.dialog !== null) return false
      if (isNarrow() && shell.drawer !== null) {
        actions.toggleDrawer(null)
        document.getElementById('text')?.focus()
        return true
      }
      if (!find.open) return false
      actions.closeFind()
      return true
    }
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return
      if (event.key === 'Escape' && onEscape()) return event.preventDefault()
      const { shell } = store.get()
      const found = commandOf(event, shell.settings.letterKeys)
      if (!found) return
      const inDialog = shell.dialog !== null
      // A dialog keeps the keys that type or scroll; the browser gets none that is a command.
      if (inDialog && isForFields(found.chord)) return
      event.preventDefault()
      if (!inDialog) run(found.id)
      else if (found.id === 'palette' && shell.dialog?.kind === 'palette') actions.closeDialog()
    }
    const onMouse = (event: MouseEvent) => {
      const id = mouseCommands[event.button]
      if (id === undefined) return
      event.preventDefault()
      if (event.type === 'mouseup' && store.get().shell.dialog === null) run(id)
    }
    window.addEventListener('keydown', onKeyDown)
    window.addEventListener('mousedown', onMouse)
    window.addEventListener('mouseup', onMouse)
    return () => {
      window.removeEventListener('keydown', onKeyDown)
      window.removeEventListener('mousedown', onMouse)
      window.removeEventListener('mouseup', onMouse)
    }
  }, [app, store, actions])
}
