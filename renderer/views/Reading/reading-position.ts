import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { createFlow, type Flow, type FlowStyle } from '../../reader/flow.ts'
import { firstVisible, lineBox } from '../../reader/position.ts'
import { useActions, useAppState } from '../context.ts'

interface Place {
  readonly sectionId: string
  readonly offset: number | null
}

export interface PageCount {
  readonly index: number
  readonly count: number
}

const sizes = (pane: HTMLElement | null, text: HTMLElement): string =>
  [pane?.clientWidth, pane?.clientHeight, text.scrollWidth, text.scrollHeight, text.offsetWidth, text.offsetHeight].join(' ')

/**
 * Keeps the same line first in the pane through resizing, folding panes, zoom and changes of what is drawn or how (`drawn`
 * names it), follows the section that is read, and goes where the reader is sent. Works alike for scrolled and paged text.
 */
export const useReadingPosition = (drawn: string, { direction, paged }: FlowStyle) => {
  const actions = useActions()
  const destination = useAppState((state) => state.reading.destination)
  const movement = useAppState((state) => state.reading.movement)
  const scroller = useRef<HTMLDivElement>(null)
  const column = useRef<HTMLElement>(null)
  const place = useRef<Place | null>(null)
  /** Where our own scrolling left the pane: a scroll event that finds it there is its echo. */
  const ownPosition = useRef(Number.NaN)
  /** The sizes that the place was last measured in. */
  const measured = useRef('')
  const frame = useRef(0)
  const [page, setPage] = useState<PageCount | null>(null)

  const flowNow = useCallback((): Flow | null => {
    const pane = scroller.current
    const text = column.current
    return pane && text ? createFlow(pane, text, { direction, paged }) : null
  }, [direction, paged])

  const count = useCallback((flow: Flow) => {
    const now = flow.page()
    setPage((known) => (known?.index === now?.index && known?.count === now?.count ? known : now))
  }, [])

  const hold = useCallback(() => {
    const flow = flowNow()
    const text = column.current
    if (!flow || !text) return
    measured.current = sizes(scroller.current, text)
    const wanted = place.current
    if (wanted) {
      const section = text.querySelector<HTMLElement>(`[data-section="${CSS.escape(wanted.sectionId)}"]`)
      const box = wanted.offset === null ? null : lineBox(section ?? text, wanted.offset)
      const top = box ?? section?.getClientRects()[0]
      if (top) flow.bring(top)
      ownPosition.current = flow.position()
    } else if (paged) flow.settle()
    count(flow)
  }, [flowNow, count, paged])

  const look = useCallback(() => {
    const flow = flowNow()
    const text = column.current
    if (!flow || !text) return
    // A browser moves the text of its own accord when sizes change: that is no move of the reader's.
    if (measured.current !== sizes(scroller.current, text)) {
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
  }, [flowNow, count, hold, actions])

  useLayoutEffect(() => {
    if (!destination) return
    place.current = { sectionId: destination.sectionId, offset: destination.offset }
    hold()
    const flow = flowNow()
    if (!flow || !column.current || destination.offset !== null) return
    const found = firstVisible(column.current, flow)
    if (found) actions.reached(destination.sectionId, found.offset)
  }, [destination, hold, flowNow, actions])

  useLayoutEffect(hold, [hold, drawn])

  const moved = useRef(movement?.serial ?? 0)
  useLayoutEffect(() => {
    if (!movement || movement.serial === moved.current) return
    moved.current = movement.serial
    const flow = flowNow()
    const text = column.current
    if (!flow || !text) return
    const { wish } = movement
    if (wish.kind === 'pages') flow.turn(wish.by)
    else if (wish.kind === 'lines') flow.step(wish.by, parseFloat(getComputedStyle(text).lineHeight) || 32)
    else if (wish.kind === 'start') flow.toStart()
    else if (wish.kind === 'end') flow.toEnd()
    else if (wish.kind === 'reveal') {
      const box = lineBox(text, wish.offset)
      if (box && !flow.isVisible(box)) flow.bring(box)
    }
    look()
  }, [movement, flowNow, look])

  useEffect(() => {
    const pane = scroller.current
    const text = column.current
    if (!pane || !text) return
    const observer = new ResizeObserver(hold)
    observer.observe(text)
    observer.observe(pane)
    document.fonts.addEventListener('loadingdone', hold)
    return () => {
      observer.disconnect()
      document.fonts.removeEventListener('loadingdone', hold)
    }
  }, [hold])

  const onScroll = useCallback(() => {
    if (frame.current !== 0) return
    frame.current = requestAnimationFrame(() => {
      frame.current = 0
      look()
    })
  }, [look])

  return useMemo(() => ({ scroller, column, onScroll, page, flowNow }), [onScroll, page, flowNow])
}
