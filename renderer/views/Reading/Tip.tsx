import { useEffect, useRef, useState } from 'react'

interface Shown {
  readonly text: string
  readonly left: number
  readonly top: number
}

/** Distance from what it explains, in CSS px. */
const distance = 6
const widest = 320

/** One small explanation at a time, for whatever carries `data-tip`: at the pointer's element or the focused one. */
export const Tip = () => {
  const [shown, setShown] = useState<Shown | null>(null)
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const scroller = element.current?.parentElement
    if (!scroller) return
    let pointer: { readonly x: number; readonly y: number } | null = null
    const showFor = (over: EventTarget | null) => {
      const target = over instanceof Element ? over.closest<HTMLElement>('[data-tip]') : null
      const text = target?.dataset['tip']
      const box = target?.getClientRects()[0]
      if (!text || !box) return setShown(null)
      const left = Math.max(8, Math.min(box.left, window.innerWidth - widest - 8))
      setShown({ text, left, top: box.bottom + distance })
    }
    const show = (event: Event) => showFor(event.target)
    const hide = () => setShown(null)
    const onPointer = (event: PointerEvent) => {
      pointer = { x: event.clientX, y: event.clientY }
      if (event.type === 'pointerover') show(event)
    }
    const onLeave = () => {
      pointer = null
      hide()
    }
    // The text may come to rest under a pointer that rests too.
    const onScroll = () => {
      const under = pointer && document.elementFromPoint(pointer.x, pointer.y)
      showFor(under && scroller.contains(under) ? under : null)
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') hide()
    }
    scroller.addEventListener('pointerover', onPointer)
    scroller.addEventListener('pointermove', onPointer, { passive: true })
    scroller.addEventListener('focusin', show)
    scroller.addEventListener('focusout', hide)
    scroller.addEventListener('pointerleave', onLeave)
    scroller.addEventListener('scroll', onScroll, { passive: true })
    window.addEventListener('keydown', onKey)
    return () => {
      scroller.removeEventListener('pointerover', onPointer)
      scroller.removeEventListener('pointermove', onPointer)
      scroller.removeEventListener('focusin', show)
      scroller.removeEventListener('focusout', hide)
      scroller.removeEventListener('pointerleave', onLeave)
      scroller.removeEventListener('scroll', onScroll)
      window.removeEventListener('keydown', onKey)
    }
  }, [])
  return (
    <div
      ref={element}
      className="tip-box"
      aria-hidden="true"
      hidden={!shown}
      style={shown ? { left: shown.left, top: Math.min(shown.top, window.innerHeight - 96) } : undefined}
      lang={document.documentElement.lang}
    >
      {shown?.text}
    </div>
  )
}
