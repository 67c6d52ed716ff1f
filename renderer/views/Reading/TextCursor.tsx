import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react'
import { flushSync } from 'react-dom'
import { offsetAt, piecesIn, rangesOf, selectedSpan, selectSpan, startOfPiece } from '../../reader/dom-text.ts'
import type { Flow } from '../../reader/flow.ts'
import { firstVisible, lineBox } from '../../reader/position.ts'
import { moveCursor, stretchEnds, walkableText, type Walkable } from '../../reader/text-cursor.ts'
import { moveLine } from '../../reader/text-lines.ts'
import type { TextModel } from '../../reader/text-model.ts'
import { openDocument } from '../../state/document.ts'
import { sectionAt } from '../../state/reading-order.ts'
import { useActions, useAppState, useStore, useWords } from '../context.ts'
import type { BookWindow } from './book-window.ts'

interface TextCursorProps {
  readonly scroller: RefObject<HTMLElement | null>
  readonly column: RefObject<HTMLElement | null>
  readonly flowNow: () => Flow | null
  readonly model: TextModel
  readonly vertical: boolean
  readonly paged: boolean
  /** Names what is drawn and how: the cursor is placed anew when it changes. */
  readonly shown: string
  /** Null for a text that is drawn as a whole. */
  readonly book: BookWindow | null
}

interface Cursor {
  readonly anchor: number
  readonly focus: number
}

/** Left edge of the character at an offset, or of the end of the one before it. */
const caretBox = (column: HTMLElement, offset: number, vertical: boolean): DOMRect | null => {
  const [at] = rangesOf(column, { start: offset, end: offset + 1 })
  const box = at?.getClientRects()[0]
  if (box) return vertical ? new DOMRect(box.left, box.top, box.width, 0) : new DOMRect(box.left, box.top, 0, box.height)
  const before = rangesOf(column, { start: offset - 1, end: offset }).at(-1)?.getClientRects()[0]
  if (!before) return null
  return vertical
    ? new DOMRect(before.left, before.bottom, before.width, 0)
    : new DOMRect(before.right, before.top, 0, before.height)
}

/** Where a cursor begins without a selection: at the first line that is read, or the first one behind it that can be walked. */
const firstPlace = (text: HTMLElement, flow: Flow, stretches: readonly Walkable[]): number => {
  const isWalked = (offset: number) => {
    const ends = stretchEnds(stretches, offset)
    return ends !== null && offset >= ends.start && offset <= ends.end
  }
  const first = firstVisible(text, flow)?.offset
  if (first !== undefined && isWalked(first)) return first
  const following = piecesIn(text).find((piece) => {
    const last = [...piece.getClientRects()].at(-1)
    return last !== undefined && !flow.isPast(last) && isWalked(startOfPiece(piece))
  })
  return following ? startOfPiece(following) : (stretches[0]?.start ?? 0)
}

/**
 * A cursor in the text for those who read with the keyboard: the arrows walk by character and line in the direction of the
 * text, with Ctrl by word; Home and End go to the ends of the paragraph; with Shift all of them select.
 */
export const TextCursor = ({ scroller: scrollerRef, column: columnRef, flowNow, model, vertical, paged, shown, book }: TextCursorProps) => {
  const words = useWords()
  const actions = useActions()
  const store = useStore()
  const active = useAppState((state) => state.reading.cursor !== null)
  const stretches = useMemo(() => walkableText(model), [model])
  const cursor = useRef<Cursor | null>(null)
  /** How far along its line the cursor wants to stand while it goes from line to line, in CSS px. */
  const goal = useRef<number | null>(null)
  const caret = useRef<HTMLDivElement>(null)
  const [spoken, setSpoken] = useState('')

  const draw = useCallback(() => {
    const text = columnRef.current
    const pane = scrollerRef.current
    const here = cursor.current
    const mark = caret.current
    if (!text || !pane || !here || !mark) return
    const box = caretBox(text, here.focus, vertical)
    const frame = pane.getBoundingClientRect()
    mark.hidden = !box
    if (!box) return
    mark.style.setProperty('left', `${box.left - frame.left}px`)
    mark.style.setProperty('top', `${box.top - frame.top}px`)
    mark.style.setProperty('width', `${Math.max(2, box.width)}px`)
    mark.style.setProperty('height', `${Math.max(2, box.height)}px`)
  }, [columnRef, scrollerRef, vertical])

  /** Brings a place that is not drawn into view. */
  const bring = useCallback(
    (offset: number) => {
      const document = openDocument(store.get().reading)
      if (!document) return
      const sectionId = sectionAt(document.outline, Math.min(offset, document.outline.characters - 1))
      flushSync(() => store.dispatch({ slice: 'reading', action: { type: 'section.wanted', sectionId, offset } }))
    },
    [store],
  )

  const put = useCallback(
    (next: Cursor) => {
      const text = columnRef.current
      const flow = flowNow()
      if (!text || !flow) return
      cursor.current = next
      if (book && !rangesOf(text, { start: next.focus - 1, end: next.focus + 1 }).length) bring(next.focus)
      const box = lineBox(text, next.focus)
      if (box && !flow.isVisible(box)) flow.bring(box)
      const [start, end] = [Math.min(next.anchor, next.focus), Math.max(next.anchor, next.focus)]
      if (end > start) selectSpan(text, { start, end })
      else document.getSelection()?.removeAllRanges()
      draw()
      actions.placeCursor(next.focus)
      const [character] = rangesOf(text, { start: next.focus, end: next.focus + 1 })
      setSpoken(character?.toString() ?? '')
    },
    [columnRef, flowNow, draw, actions, book, bring],
  )

  useEffect(() => {
    const text = columnRef.current
    const pane = scrollerRef.current
    const flow = flowNow()
    if (!active || !text || !pane || !flow) return
    const selected = selectedSpan(text)
    const at = selected?.end ?? cursor.current?.focus ?? firstPlace(text, flow, stretches)
    put(selected ? { anchor: selected.start, focus: selected.end } : { anchor: at, focus: at })
    pane.focus({ preventScroll: true })

    const lineMove = (from: number, by: 1 | -1): number => {
      const found = moveLine(text, { pane, vertical, paged }, stretches, from, by, goal.current)
      goal.current = found.goal
      return found.offset
    }
    const endOfText = (): number => {
      const { length, slice } = openDocument(store.get().reading)?.text ?? { length: 0, slice: () => '' }
      return length - (slice('restored', length - 1, length) === '\n' ? 1 : 0)
    }
    const moved = (event: KeyboardEvent, from: number): number | null => {
      const unit = event.ctrlKey || event.altKey ? 'word' : 'character'
      const [ahead, behind, down, up] = vertical
        ? ['ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight']
        : ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp']
      if (event.key === ahead) return moveCursor(stretches, from, 1, unit)
      if (event.key === behind) return moveCursor(stretches, from, -1, unit)
      if (event.key === down) return lineMove(from, 1)
      if (event.key === up) return lineMove(from, -1)
      if (event.key === 'Home') return event.ctrlKey ? (book ? 0 : (stretches[0]?.start ?? from)) : (stretchEnds(stretches, from)?.start ?? from)
      if (event.key === 'End') {
        if (event.ctrlKey && book) return endOfText()
        const last = stretches.at(-1)
        const place = event.ctrlKey && last ? last.start : from
        return stretchEnds(stretches, place)?.end ?? from
      }
      return null
    }
    const onKeyDown = (event: KeyboardEvent) => {
      const here = cursor.current
      if (!here || event.isComposing || event.metaKey || event.target !== pane) return
      if (event.key === 'Escape') {
        event.preventDefault()
        actions.toggleTextCursor()
        return
      }
      if (event.altKey && !event.ctrlKey) return
      const fromLineToLine = (vertical ? ['ArrowLeft', 'ArrowRight'] : ['ArrowDown', 'ArrowUp']).includes(event.key)
      if (!fromLineToLine && event.key !== 'Shift') goal.current = null
      const to = moved(event, here.focus)
      if (to === null) return
      event.preventDefault()
      event.stopPropagation()
      put({ anchor: event.shiftKey ? here.anchor : to, focus: to })
    }
    const onClick = (event: MouseEvent) => {
      const found = document.caretPositionFromPoint(event.clientX, event.clientY)
      const offset = found ? offsetAt(text, found.offsetNode, found.offset, 'after') : null
      if (offset === null || selectedSpan(text)) return
      goal.current = null
      put({ anchor: offset, focus: offset })
    }
    pane.addEventListener('keydown', onKeyDown)
    pane.addEventListener('click', onClick)
    pane.addEventListener('scroll', draw, { passive: true })
    const observer = new ResizeObserver(draw)
    observer.observe(text)
    observer.observe(pane)
    return () => {
      pane.removeEventListener('keydown', onKeyDown)
      pane.removeEventListener('click', onClick)
      pane.removeEventListener('scroll', draw)
      observer.disconnect()
    }
  }, [active, columnRef, scrollerRef, flowNow, stretches, vertical, paged, put, draw, actions, book, store])

  useLayoutEffect(draw, [draw, shown])

  if (!active) return null
  return (
    <>
      <div className="text-caret" ref={caret} aria-hidden="true" />
      <p className="spoken" role="status">
        {spoken}
      </p>
      <p className="cursor-hint">{words('reading.cursorHint')}</p>
    </>
  )
}
