import { useEffect, useRef, type RefObject } from 'react'
import { textAtPoint } from '../../reader/line-at.ts'

interface FocusLineProps {
  readonly scroller: RefObject<HTMLElement | null>
  readonly column: RefObject<HTMLElement | null>
  readonly vertical: boolean
}

/** Where the band lies before anything was pointed at, as a part of the pane. */
const restingPlace = 0.35

/**
 * A band as high as one line stays clear and the rest steps back. It follows the pointer and snaps to the line there; while
 * the text scrolls under it, it stays on the line that comes under it.
 */
export const FocusLine = ({ scroller, column, vertical }: FocusLineProps) => {
  const band = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const pane = scroller.current
    const text = column.current
    const shade = band.current
    if (!pane || !text || !shade) return
    let point: { x: number; y: number } | null = null
    let frame = 0
    const place = () => {
      frame = 0
      const paneBox = pane.getBoundingClientRect()
      const resting = vertical
        ? { x: paneBox.right - paneBox.width * restingPlace, y: paneBox.top + paneBox.height / 2 }
        : { x: paneBox.left + paneBox.width / 2, y: paneBox.top + paneBox.height * restingPlace }
      const { x, y } = point ?? resting
      const line = parseFloat(getComputedStyle(text).lineHeight) || 32
      const found = textAtPoint(text, x, y)?.box
      const centre = found ? (vertical ? found.left + found.width / 2 : found.top + found.height / 2) : vertical ? x : y
      const start = centre - line / 2 - (vertical ? paneBox.left : paneBox.top)
      shade.style.setProperty('--band-start', `${start}px`)
      shade.style.setProperty('--band-size', `${line}px`)
    }
    const soon = () => {
      if (frame === 0) frame = requestAnimationFrame(place)
    }
    const onMove = (event: PointerEvent) => {
      point = { x: event.clientX, y: event.clientY }
      soon()
    }
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
      const [forward, back] = vertical ? ['ArrowLeft', 'ArrowRight'] : ['ArrowDown', 'ArrowUp']
      const by = event.key === forward ? 1 : event.key === back ? -1 : 0
      if (by === 0) return
      const paneBox = pane.getBoundingClientRect()
      const clear = shade.firstElementChild?.nextElementSibling?.getBoundingClientRect()
      const line = parseFloat(getComputedStyle(text).lineHeight) || 32
      if (!clear) return
      const from = vertical
        ? { x: clear.left + clear.width / 2, y: paneBox.top + paneBox.height / 2 }
        : { x: paneBox.left + paneBox.width / 2, y: clear.top + clear.height / 2 }
      const to = vertical ? { ...from, x: from.x - by * line } : { ...from, y: from.y + by * line }
      const inside = vertical
        ? to.x > paneBox.left + line && to.x < paneBox.right - line / 2
        : to.y > paneBox.top + line / 2 && to.y < paneBox.bottom - line
      // At the edge the key moves the text, and on a new page the band begins anew.
      if (!inside) return void (point = null)
      event.preventDefault()
      point = to
      place()
    }
    const observer = new ResizeObserver(soon)
    observer.observe(pane)
    observer.observe(text)
    pane.addEventListener('pointermove', onMove)
    pane.addEventListener('keydown', onKeyDown)
    pane.addEventListener('scroll', soon, { passive: true })
    place()
    return () => {
      cancelAnimationFrame(frame)
      observer.disconnect()
      pane.removeEventListener('pointermove', onMove)
      pane.removeEventListener('keydown', onKeyDown)
      pane.removeEventListener('scroll', soon)
    }
  }, [scroller, column, vertical])
  return (
    <div className="focus-line" ref={band} data-direction={vertical ? 'vertical' : 'horizontal'} aria-hidden="true">
      <div className="focus-shade" />
      <div className="focus-band" />
      <div className="focus-shade" />
    </div>
  )
}
