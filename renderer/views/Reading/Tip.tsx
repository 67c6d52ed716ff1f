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
    const show = (event: Event) => {
      const target = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-tip]') : null
      const text = target?.dataset['tip']
      const box = target?.getClientRects()[0]
      if (!text || !box) return setShown(null)
      const left = Math.max(8, Math.min(box.left, window.innerWidth - widest - 8))
      setShown({ text, left, top: box.bottom + distance })
    }
    const hide = () => setShown(null)
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') hide()
    }
    scroller.addEventListener('pointerover', show)
    scroller.addEventListener('focusin', show)
    scroller.addEventListener('focusout', hide)
    scroller.addEventListener('pointerleave', hide)
    scroller.addEventListener('scroll', hide, { passive: true })
    window.addEventListener('keydown', onKey)
    return () => {
      scroller.removeEventListener('pointerover', show)
      scroller.removeEventListener('focusin', show)
      scroller.removeEventListener('focusout', hide)
      scroller.removeEventListener('pointerleave', hide)
      scroller.removeEventListener('scroll', hide)
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
