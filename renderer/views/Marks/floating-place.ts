import { useLayoutEffect, type RefObject } from 'react'

/** Distance from a passage and from the edges of the window, in CSS px. */
const away = 8

/** Puts an element of fixed position beneath a box of the viewport, or above it where there is no room. */
export const useFloatingPlace = (element: RefObject<HTMLElement | null>, around: DOMRect | null): void => {
  useLayoutEffect(() => {
    const floating = element.current
    if (!floating || !around) return
    const { width, height } = floating.getBoundingClientRect()
    const below = around.bottom + away
    const top = below + height + away <= window.innerHeight ? below : around.top - height - away
    const left = Math.max(away, Math.min(around.left, window.innerWidth - width - away))
    floating.style.setProperty('left', `${left}px`)
    floating.style.setProperty('top', `${Math.max(away, Math.min(top, window.innerHeight - height - away))}px`)
  }, [element, around])
}
