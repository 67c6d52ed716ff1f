import { useEffect, useState } from 'react'
import { useActions, useStore, useWords } from '../context.ts'
import './import.css'

/** Dialogs that a dropped file may take the place of: none of them holds words that would be lost. */
const yielding: readonly (string | undefined)[] = [undefined, 'import', 'library', 'palette', 'search', 'about-copy', 'shortcuts', 'study']

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false

/** Takes files that are dropped anywhere on the window, and says so while they are dragged over it. */
export const DropTarget = () => {
  const words = useWords()
  const actions = useActions()
  const store = useStore()
  const [over, setOver] = useState(false)
  useEffect(() => {
    // Counted, because each element that is crossed enters and leaves.
    let depth = 0
    const mayTake = (): boolean => {
      const { dialog, info } = store.get().shell
      return yielding.includes(dialog?.kind) && info?.readOnly !== true
    }
    const leave = () => {
      depth = 0
      setOver(false)
    }
    const onEnter = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      depth += 1
      if (mayTake()) setOver(true)
    }
    const onOver = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      // Not for the editor below, which would read the file into the note, nor for the browser, which would go there.
      event.preventDefault()
      event.stopPropagation()
      if (event.dataTransfer) event.dataTransfer.dropEffect = mayTake() ? 'copy' : 'none'
    }
    const onLeave = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      depth -= 1
      if (depth <= 0) leave()
    }
    const onDrop = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      event.stopPropagation()
      leave()
      if (mayTake()) actions.importFiles([...(event.dataTransfer?.files ?? [])])
    }
    const listeners = [['dragenter', onEnter], ['dragover', onOver], ['dragleave', onLeave], ['drop', onDrop]] as const
    for (const [name, listener] of listeners) window.addEventListener(name, listener, true)
    return () => {
      for (const [name, listener] of listeners) window.removeEventListener(name, listener, true)
    }
  }, [actions, store])
  return over ? <Overlay title={words('import.drop')} hint={words('import.dropHint')} /> : null
}

/** In the top layer, over any dialog. */
const Overlay = ({ title, hint }: { readonly title: string; readonly hint: string }) => (
  <div
    className="drop-overlay"
    popover="manual"
    ref={(element) => {
      if (element && !element.matches(':popover-open')) element.showPopover()
    }}
  >
    <div className="drop-frame">
      <p className="drop-title">{title}</p>
      <p>{hint}</p>
    </div>
  </div>
)
