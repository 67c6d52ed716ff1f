import { useCallback, useEffect, type KeyboardEvent, type RefObject } from 'react'
import type { Flow } from '../../reader/flow.ts'

interface PageKeysOptions {
  readonly scroller: RefObject<HTMLElement | null>
  readonly flowNow: () => Flow | null
  readonly vertical: boolean
  readonly paged: boolean
}

/** Arrow keys move scrolled vertical text by so many lines. */
const linesPerKey = 3

/** A wheel has to be turned this far, in CSS px, for a page; what a notch of a common wheel gives is 100 or 120. */
const wheelPerPage = 80

/** What a key does to the view, beyond what the browser does by itself with scrolled horizontal text. */
const movementOf = (key: string, shift: boolean, vertical: boolean, paged: boolean): ((flow: Flow, line: number) => void) | null => {
  const [forward, back] = vertical ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft']
  const step = (by: 1 | -1) => (flow: Flow, line: number) => (paged ? flow.turn(by) : flow.step(by * linesPerKey, line))
  const turn = (by: 1 | -1) => (flow: Flow) => flow.turn(by)
  switch (key) {
    case ' ':
      return turn(shift ? -1 : 1)
    case 'PageDown':
      return turn(1)
    case 'PageUp':
      return turn(-1)
    case forward:
    case 'ArrowDown':
      return step(1)
    case back:
    case 'ArrowUp':
      return step(-1)
    case 'Home':
      return (flow) => flow.toStart()
    case 'End':
      return (flow) => flow.toEnd()
    default:
      return null
  }
}

/** Keys and wheel of the text. In a page that scrolls downwards both are the browser's own. */
export const usePageKeys = ({ scroller, flowNow, vertical, paged }: PageKeysOptions) => {
  const native = !vertical && !paged
  useEffect(() => {
    const pane = scroller.current
    if (!pane || native) return
    let turned = 0
    const onWheel = (event: WheelEvent) => {
      if (event.ctrlKey || event.metaKey) return
      const along = Math.abs(event.deltaY) >= Math.abs(event.deltaX) ? event.deltaY : vertical ? -event.deltaX : event.deltaX
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? along * 20 : along
      event.preventDefault()
      if (!paged) {
        pane.scrollLeft -= pixels
        return
      }
      turned += pixels
      if (Math.abs(turned) < wheelPerPage) return
      flowNow()?.turn(Math.sign(turned))
      turned = 0
    }
    pane.addEventListener('wheel', onWheel, { passive: false })
    return () => pane.removeEventListener('wheel', onWheel)
  }, [scroller, flowNow, native, vertical, paged])

  return useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      walkRepairs(event)
      const { key, shiftKey, target, currentTarget } = event
      if (event.defaultPrevented || event.nativeEvent.isComposing || native) return
      if (event.ctrlKey || event.metaKey || event.altKey || (shiftKey && key !== ' ')) return
      if (key === ' ' && target instanceof HTMLElement && target.closest('button, summary, a')) return
      const move = movementOf(key, shiftKey, vertical, paged)
      const flow = move ? flowNow() : null
      if (!move || !flow) return
      event.preventDefault()
      move(flow, parseFloat(getComputedStyle(currentTarget.firstElementChild ?? currentTarget).lineHeight) || 32)
    },
    [flowNow, native, vertical, paged],
  )
}

/** The repairs are one tab stop; on it the left and right arrows go from repair to repair. */
const walkRepairs = (event: KeyboardEvent<HTMLElement>): void => {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
  const here = event.target
  if (by === undefined || !(here instanceof HTMLElement) || !here.matches('.repair, .removed')) return
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('.repair, .removed')].filter(
    (repair) => repair.getClientRects().length > 0,
  )
  const next = all[all.indexOf(here) + by]
  if (!next) return
  event.preventDefault()
  here.tabIndex = -1
  next.tabIndex = 0
  next.focus()
}
