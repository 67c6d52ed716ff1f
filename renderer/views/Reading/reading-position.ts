import { useCallback, useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react'
import { piecesIn, startOfPiece } from '../../reader/dom-text.ts'
import { createFlow, type Flow, type FlowStyle, type PageCount } from '../../reader/flow.ts'
import { firstVisible, lineBox } from '../../reader/position.ts'
import { openDocument } from '../../state/document.ts'
import { sectionAt } from '../../state/reading-order.ts'
import { useActions, useAppState, useStore } from '../context.ts'
import type { BookWindow } from './book-window.ts'

interface Place {
  readonly sectionId: string
  readonly offset: number | null
}

/** The drawn part of a section that holds a place: of a long one several may be drawn. */
const sectionOf = (text: HTMLElement, { sectionId, offset }: Place): HTMLElement | null => {
  const parts = [...text.querySelectorAll<HTMLElement>(`[data-section="${CSS.escape(sectionId)}"]`)]
  if (offset === null || parts.length < 2) return parts[0] ?? null
  const begins = (part: HTMLElement): number => {
    const [piece] = piecesIn(part)
    return piece ? startOfPiece(piece) : 0
  }
  return parts.findLast((part) => begins(part) <= offset) ?? parts[0] ?? null
}

/** Of a book the room it takes changes with what is drawn of it; only what its lines are set in counts. */
const sizes = (pane: HTMLElement | null, text: HTMLElement, book: boolean): string =>
  (book
    ? [pane?.clientWidth, pane?.clientHeight, getComputedStyle(text).inlineSize]
    : [pane?.clientWidth, pane?.clientHeight, text.scrollWidth, text.scrollHeight, text.offsetWidth, text.offsetHeight]
  ).join(' ')

export interface ReadingPositionOptions extends FlowStyle {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly column: RefObject<HTMLElement | null>
  /** Null for a text that is drawn as a whole. */
  readonly book: BookWindow | null
}

/** What a text that is drawn as a whole needs nobody for. */
const noBook: Partial<BookWindow> = {}

/**
 * Keeps the same line first in the pane through resizing, folding panes, zoom and changes of what is drawn or how (`drawn`
 * names it), follows the section that is read, and goes where the reader is sent. Works alike for scrolled and paged text.
 */
export const useReadingPosition = (drawn: string, { direction, paged, scroller: scrollerRef, column: columnRef, book }: ReadingPositionOptions) => {
  const actions = useActions()
  const store = useStore()
  const destination = useAppState((state) => state.reading.destination)
  const movement = useAppState((state) => state.reading.movement)
  const place = useRef<Place | null>(null)
  /** Where our own scrolling left the pane: a scroll event that finds it there is its echo. */
  const ownPosition = useRef(Number.NaN)
  /** The sizes that the place was last measured in. */
  const measured = useRef('')
  const frame = useRef(0)
  const [page, setPage] = useState<PageCount | null>(null)

  const isBook = book !== null
  const { goToEnd, pageOf, measure, follow, holds, show } = book ?? noBook

  const flowNow = useCallback((): Flow | null => {
    const pane = scrollerRef.current
    const text = columnRef.current
    if (!pane || !text) return null
    const flow = createFlow(pane, text, { direction, paged })
    if (!goToEnd || !pageOf) return flow
    return {
      ...flow,
      toStart: () => goToEnd('start'),
      toEnd: () => goToEnd('end'),
      page: () => {
        const drawnPage = flow.page()
        return drawnPage && pageOf(drawnPage)
      },
    }
  }, [scrollerRef, columnRef, direction, paged, goToEnd, pageOf])

  const count = useCallback((flow: Flow) => {
    const now = flow.page()
    setPage((known) => (known?.index === now?.index && known?.count === now?.count ? known : now))
  }, [])

  const hold = useCallback(() => {
    const flow = flowNow()
    const text = columnRef.current
    if (!flow || !text) return
    measured.current = sizes(scrollerRef.current, text, isBook)
    const wanted = place.current
    if (wanted && holds?.(wanted.sectionId, wanted.offset) !== false) {
      const section = sectionOf(text, wanted)
      const box = wanted.offset === null ? null : lineBox(section ?? text, wanted.offset)
      const top = box ?? section?.getClientRects()[0]
      if (top) flow.bring(top)
      ownPosition.current = flow.position()
    } else if (paged) flow.settle()
    count(flow)
  }, [flowNow, count, paged, scrollerRef, columnRef, isBook, holds])

  const look = useCallback(() => {
    const flow = flowNow()
    const text = columnRef.current
    if (!flow || !text) return
    // A browser moves the text of its own accord when sizes change: that is no move of the reader's.
    if (measured.current !== sizes(scrollerRef.current, text, isBook)) {
      measure?.(true)
      hold()
      return
    }
    flow.settle()
    count(flow)
    if (Math.abs(flow.position() - ownPosition.current) < 1) return
    ownPosition.current = Number.NaN
    const found = firstVisible(text, flow)
    if (!found) return
    place.current = found
    actions.reached(found.sectionId, found.offset)
  }, [flowNow, count, hold, actions, scrollerRef, columnRef, isBook, measure])

  // Where the reader is sent he is sent once, however often what is drawn changes then.
  const arrive = useEffectEvent(({ sectionId, offset }: Place) => {
    place.current = { sectionId, offset }
    hold()
    const flow = flowNow()
    if (!flow || !columnRef.current || offset !== null) return
    const found = firstVisible(columnRef.current, flow)
    if (found) actions.reached(sectionId, found.offset)
  })
  useLayoutEffect(() => {
    if (destination) arrive(destination)
  }, [destination])

  const keep = useEffectEvent(hold)
  useLayoutEffect(() => keep(), [drawn, direction, paged])

  const moved = useRef(movement?.serial ?? 0)
  useLayoutEffect(() => {
    if (!movement || movement.serial === moved.current) return
    moved.current = movement.serial
    const flow = flowNow()
    const text = columnRef.current
    if (!flow || !text) return
    const { wish } = movement
    if (wish.kind === 'pages') flow.turn(wish.by)
    else if (wish.kind === 'lines') flow.step(wish.by, parseFloat(getComputedStyle(text).lineHeight) || 32)
    else if (wish.kind === 'start') flow.toStart()
    else if (wish.kind === 'end') flow.toEnd()
    else if (wish.kind === 'reveal') {
      const open = openDocument(store.get().reading)
      const sectionId = open ? sectionAt(open.outline, wish.offset) : '0'
      if (show && holds?.(sectionId, wish.offset) === false) {
        place.current = { sectionId, offset: wish.offset }
        show(sectionId, wish.offset)
      } else {
        const box = lineBox(text, wish.offset)
        if (box && !flow.isVisible(box)) flow.bring(box)
      }
    }
    look()
  }, [movement, flowNow, look, columnRef, holds, show, store])

  useEffect(() => {
    const pane = scrollerRef.current
    const text = columnRef.current
    if (!pane || !text) return
    const resized = () => {
      if (!measure) return hold()
      const anew = measured.current !== sizes(pane, text, true)
      measure(anew)
      if (anew) hold()
    }
    const fontsCame = () => {
      measure?.(true)
      hold()
    }
    const observer = new ResizeObserver(resized)
    observer.observe(text)
    observer.observe(pane)
    document.fonts.addEventListener('loadingdone', fontsCame)
    return () => {
      observer.disconnect()
      document.fonts.removeEventListener('loadingdone', fontsCame)
    }
  }, [hold, measure, scrollerRef, columnRef])

  const onScroll = useCallback(() => {
    if (frame.current !== 0) return
    frame.current = requestAnimationFrame(() => {
      frame.current = 0
      follow?.()
      look()
    })
  }, [follow, look])

  return useMemo(() => ({ onScroll, page, flowNow }), [onScroll, page, flowNow])
}
