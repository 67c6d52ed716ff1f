import { useEffect, useRef, type ReactNode } from 'react'
import { IconButton } from './Button.tsx'

interface DialogProps {
  readonly title: string
  readonly closeLabel: string
  readonly onClose: () => void
  /** A wide one fills most of the window and leaves the scrolling to its parts. */
  readonly wide?: boolean
  /** A screen of its own: it fills the window, and only Escape or its button closes it. */
  readonly full?: boolean
  /** Without its head: the title is only spoken, and Escape or a click outside closes. */
  readonly bare?: boolean
  readonly children: ReactNode
}

/** A modal dialog on the native element: focus stays inside, Escape closes, focus returns where it was. */
export const Dialog = ({ title, closeLabel, onClose, wide = false, full = false, bare = false, children }: DialogProps) => {
  const element = useRef<HTMLDialogElement>(null)
  const pressedOutside = useRef(false)
  useEffect(() => {
    const dialog = element.current
    const before = document.activeElement
    dialog?.showModal()
    return () => {
      dialog?.close()
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <dialog
      ref={element}
      className={`dialog ${wide || full ? 'dialog-wide' : ''} ${full ? 'dialog-full' : ''} ${bare ? 'dialog-bare' : ''}`}
      {...(bare ? { 'aria-label': title } : { 'aria-labelledby': 'dialog-title' })}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onKeyDown={(event) => {
        // Escape that ends a composition belongs to the input method.
        const composing = event.nativeEvent.isComposing || event.keyCode === 229
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.preventDefault()
        // Not left to the browser: it asks only once, and closes the dialog itself when Escape is pressed again.
        if (!composing) onClose()
      }}
      onPointerDown={(event) => {
        pressedOutside.current = event.target === element.current
      }}
      onClick={(event) => {
        // A selection dragged out of a field ends outside too, but did not begin there.
        if (!full && event.target === element.current && pressedOutside.current) onClose()
      }}
    >
      <div className="dialog-body">
        {!bare && (
          <header className="dialog-head">
            <h2 id="dialog-title">{title}</h2>
            <IconButton icon="close" label={closeLabel} onClick={onClose} />
          </header>
        )}
        {children}
      </div>
    </dialog>
  )
}
