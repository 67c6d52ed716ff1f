import { useRef } from 'react'

interface SplitterProps {
  readonly label: string
  /** Width of the pane it sizes, in CSS px. */
  readonly value: number
  readonly min: number
  readonly max: number
  /** 1 when the pane lies left of the splitter, -1 when it lies right of it. */
  readonly direction: 1 | -1
  readonly controls: string
  readonly onChange: (width: number) => void
}

/** Arrow keys move by this many CSS px. */
const keyStep = 16

/** The line between two panes, after the ARIA window splitter pattern: drag, arrow keys, Home, End. */
export const Splitter = ({ label, value, min, max, direction, controls, onChange }: SplitterProps) => {
  const drag = useRef<{ readonly x: number; readonly width: number } | null>(null)
  const set = (width: number) => onChange(Math.round(Math.max(min, Math.min(max, width))))
  return (
    <div
      className="splitter"
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-controls={controls}
      aria-valuenow={Math.round(value)}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        drag.current = { x: event.clientX, width: value }
      }}
      onPointerMove={(event) => {
        if (drag.current) set(drag.current.width + (event.clientX - drag.current.x) * direction)
      }}
      onPointerUp={() => {
        drag.current = null
      }}
      onPointerCancel={() => {
        drag.current = null
      }}
      onKeyDown={(event) => {
        const wanted = {
          ArrowRight: value + keyStep * direction,
          ArrowLeft: value - keyStep * direction,
          Home: min,
          End: max,
        }[event.key]
        if (wanted === undefined) return
        event.preventDefault()
        set(wanted)
      }}
    />
  )
}
