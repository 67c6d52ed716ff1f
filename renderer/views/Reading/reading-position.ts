import { useCallback, useEffect, useLayoutEffect, useRef } from 'react'
import { firstVisible, lineTop } from '../../reader/position.ts'
import { useActions, useAppState } from '../context.ts'

interface Place {
  readonly sectionId: string
  readonly offset: number | null
}

/** The line read stands this far below the pane's upper edge, in CSS px. */
const topMargin = 24
/**
 * Keeps the same line at the top of the pane through resizing, folding panes, zoom and changes of what is drawn
 * (`drawn` names it), follows the section that is read, and goes where the outline sends the reader.
 */
export const useReadingPosition = (drawn: string) => {
  const actions = useActions()
  const destination = useAppState((state) => state.reading.destination)
  const scroller = useRef<HTMLDivElement>(null)
  const column = useRef<HTMLElement>(null)
  const place = useRef<Place | null>(null)
  /** Where our own scrolling left the pane: a scroll event that finds it there is its echo. */
  const ownTop = useRef(-1)
  const frame = useRef(0)

  const hold = useCallback(() => {
    const pane = scroller.current
    const page = column.current
    const wanted = place.current
    if (!pane || !page || !wanted) return
    const section = page.querySelector<HTMLElement>(`[data-section="${CSS.escape(wanted.sectionId)}"]`)
    const root = section ?? page
    const paneTop = pane.getBoundingClientRect().top
    const line = wanted.offset === null ? null : lineTop(root, wanted.offset)
    const top = line ?? (section ? section.getBoundingClientRect().top : paneTop + topMargin - pane.scrollTop)
    pane.scrollTop += top - paneTop - topMargin
    ownTop.current = pane.scrollTop
  }, [])

  useLayoutEffect(() => {
    if (!destination) return
    place.current = { sectionId: destination.sectionId, offset: destination.offset }
    hold()
    const pane = scroller.current
    const page = column.current
    if (!pane || !page || destination.offset !== null) return
    const found = firstVisible(page, pane.getBoundingClientRect().top + topMargin - 2)
    if (found) actions.reached(destination.sectionId, found.offset)
  }, [destination, hold, actions])

  useLayoutEffect(hold, [hold, drawn])

  useEffect(() => {
    const pane = scroller.current
    const page = column.current
    if (!pane || !page) return
    const observer = new ResizeObserver(hold)
    observer.observe(page)
    observer.observe(pane)
    return () => observer.disconnect()
  }, [hold])

  const onScroll = useCallback(() => {
    if (frame.current !== 0) return
    frame.current = requestAnimationFrame(() => {
      frame.current = 0
      const pane = scroller.current
      const page = column.current
      if (!pane || !page || Math.abs(pane.scrollTop - ownTop.current) < 1) return
      ownTop.current = -1
      const found = firstVisible(page, pane.getBoundingClientRect().top + topMargin - 2)
      if (!found) return
      place.current = found
      actions.reached(found.sectionId, found.offset)
    })
  }, [actions])

  return { scroller, column, onScroll }
}
