import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { selectedRange, selectedSpan } from '../../reader/dom-text.ts'
import { readingPane, readingText } from '../../reader/page.ts'
import { IconButton } from '../../ui/Button.tsx'
import { useActions, useAppState, useWords } from '../context.ts'
import { ColorButtons } from './ColorButtons.tsx'
import { useFloatingPlace } from './floating-place.ts'

/** A selection rests this long, in ms, before its tools come. */
const rest = 200

/** The last line of the selection that can be seen; null without a selection in the text. */
const selectionBox = (): DOMRect | null => {
  const text = readingText()
  const pane = readingPane()?.getBoundingClientRect()
  const range = text && selectedSpan(text) ? selectedRange(text) : null
  if (!range || !pane) return null
  const seen = [...range.getClientRects()].filter(
    ({ top, bottom, left, right, width, height }) =>
      width > 0 && height > 0 && bottom > pane.top && top < pane.bottom && right > pane.left && left < pane.right,
  )
  return seen.at(-1) ?? null
}

/** Colours beside a selection. Enter in the text leads to them, the arrows walk them, Escape goes back to the text. */
export const SelectionTools = () => {
  const words = useWords()
  const actions = useActions()
  const mayWrite = useAppState(
    ({ notes, shell }) => notes.loaded && !notes.readOnly && !(shell.info?.readOnly ?? false) && shell.dialog === null,
  )
  const bar = useRef<HTMLDivElement>(null)
  const [box, setBox] = useState<DOMRect | null>(null)
  useFloatingPlace(bar, box)

  useEffect(() => {
    if (!mayWrite) return setBox(null)
    let timer: ReturnType<typeof setTimeout> | undefined
    let pressed = false
    const look = () => {
      clearTimeout(timer)
      const there = selectionBox()
      if (!there) setBox(null)
      else if (!pressed) timer = setTimeout(() => setBox(selectionBox()), rest)
    }
    const onDown = (event: PointerEvent) => {
      pressed = !(event.target instanceof Node && bar.current?.contains(event.target))
      if (pressed) setBox(null)
    }
    const onUp = () => {
      pressed = false
      look()
    }
    const onMove = () => setBox((known) => (known ? selectionBox() : null))
    const onEnter = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'Enter' || event.isComposing || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return
      const first = bar.current?.querySelector('button')
      if (event.target !== readingPane() || !first) return
      event.preventDefault()
      first.focus()
    }
    document.addEventListener('selectionchange', look)
    window.addEventListener('pointerdown', onDown, true)
    window.addEventListener('pointerup', onUp, true)
    window.addEventListener('pointercancel', onUp, true)
    window.addEventListener('scroll', onMove, { capture: true, passive: true })
    window.addEventListener('resize', onMove)
    window.addEventListener('keydown', onEnter)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('selectionchange', look)
      window.removeEventListener('pointerdown', onDown, true)
      window.removeEventListener('pointerup', onUp, true)
      window.removeEventListener('pointercancel', onUp, true)
      window.removeEventListener('scroll', onMove, true)
      window.removeEventListener('resize', onMove)
      window.removeEventListener('keydown', onEnter)
    }
  }, [mayWrite])

  if (!box) return null
  const walk = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Escape') {
      event.stopPropagation()
      return readingPane()?.focus({ preventScroll: true })
    }
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (by === 0) return
    event.preventDefault()
    event.stopPropagation()
    const all = [...event.currentTarget.querySelectorAll('button')]
    const here = all.findIndex((button) => button === document.activeElement)
    all[(here + by + all.length) % all.length]?.focus()
  }
  const back = () => readingPane()?.focus({ preventScroll: true })
  return (
    <div
      ref={bar}
      className="mark-tools"
      role="toolbar"
      aria-label={words('marks.toolbar')}
      onKeyDown={walk}
      // A press on it takes no selection away.
      onMouseDown={(event) => event.preventDefault()}
    >
      <ColorButtons
        value={null}
        onChoose={(color) => {
          actions.wishMark({ kind: 'highlight', color, write: false })
          back()
        }}
      />
      <IconButton
        icon="notes"
        label={words('marks.note')}
        onClick={() => actions.wishMark({ kind: 'highlight', color: 'last', write: true })}
      />
    </div>
  )
}
