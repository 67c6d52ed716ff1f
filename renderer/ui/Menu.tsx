import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react'
import { downwardKeys, walkList } from './list-walk.ts'

export interface MenuItem {
  readonly id: string
  readonly label: string
  /** Begins a group. */
  readonly divided?: boolean
  readonly run: () => void
}

interface MenuProps {
  readonly label: string
  readonly items: readonly MenuItem[]
  /** Where it opens, in CSS px of the viewport. */
  readonly left: number
  readonly top: number
  /** Called before an item runs, and when the menu is left without one. */
  readonly onClose: () => void
}

/** Distance from the edges of the window, in CSS px. */
const edge = 8

/** A menu at a point, after the ARIA menu pattern: arrows, Home, End, first letters, Escape; Tab leaves it. */
export const Menu = ({ label, items, left, top, onClose }: MenuProps) => {
  const element = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState({ left, top })

  useLayoutEffect(() => {
    const box = element.current?.getBoundingClientRect()
    if (!box) return
    setPlace({
      left: Math.max(edge, Math.min(left, window.innerWidth - box.width - edge)),
      top: Math.max(edge, Math.min(top, window.innerHeight - box.height - edge)),
    })
  }, [left, top])

  useEffect(() => {
    element.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus({ preventScroll: true })
  }, [])

  useEffect(() => {
    const onPointer = (event: Event) => {
      if (!(event.target instanceof Node && element.current?.contains(event.target))) onClose()
    }
    const onLeave = () => onClose()
    window.addEventListener('pointerdown', onPointer, true)
    window.addEventListener('wheel', onPointer, { capture: true, passive: true })
    window.addEventListener('blur', onLeave)
    window.addEventListener('resize', onLeave)
    return () => {
      window.removeEventListener('pointerdown', onPointer, true)
      window.removeEventListener('wheel', onPointer, true)
      window.removeEventListener('blur', onLeave)
      window.removeEventListener('resize', onLeave)
    }
  }, [onClose])

  const walk = (event: KeyboardEvent<HTMLElement>) => {
    const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=menuitem]')]
    const here = all.findIndex((item) => item === document.activeElement)
    const byLetter = () => {
      if (event.key.length !== 1 || event.ctrlKey || event.altKey || event.metaKey || event.key === ' ') return null
      const rest = [...all.keys()].map((step) => (here + 1 + step) % all.length)
      return rest.find((at) => all[at]?.textContent.toLowerCase().startsWith(event.key.toLowerCase())) ?? null
    }
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault()
      event.stopPropagation()
      return onClose()
    }
    const wanted = walkList(event, downwardKeys, here, all.length) ?? byLetter()
    if (wanted === null) return
    event.preventDefault()
    event.stopPropagation()
    all[wanted]?.focus({ preventScroll: true })
  }

  return (
    <div
      ref={element}
      className="menu"
      role="menu"
      aria-label={label}
      style={place}
      onKeyDown={walk}
      // A press on it takes no selection away.
      onPointerDown={(event) => event.preventDefault()}
      onMouseDown={(event) => event.preventDefault()}
      onContextMenu={(event) => event.preventDefault()}
    >
      {items.map((item) => (
        <button
          key={item.id}
          type="button"
          role="menuitem"
          tabIndex={-1}
          className={item.divided === true ? 'menu-item menu-divided' : 'menu-item'}
          onPointerEnter={(event) => event.currentTarget.focus({ preventScroll: true })}
          onClick={() => {
            onClose()
            item.run()
          }}
        >
          {item.label}
        </button>
      ))}
    </div>
  )
}
