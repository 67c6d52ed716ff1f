import { useEffect } from 'react'
import { Button, IconButton } from '../../ui/Button.tsx'
import { useActions, useAppState, useWords } from '../context.ts'
import { describeError } from '../error-words.ts'

/** A message stays this long, in ms, unless it is pointed at. */
const shownFor = 12_000

export const Toasts = () => {
  const words = useWords()
  const actions = useActions()
  const toast = useAppState((state) => state.shell.toast)
  useEffect(() => {
    if (!toast) return
    const timer = setTimeout(() => actions.closeToast(toast.serial), shownFor)
    return () => clearTimeout(timer)
  }, [toast, actions])
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toast && (
        <div className="toast" key={toast.serial}>
          <p>{toast.kind === 'note-deleted' ? words('notes.deleted') : describeError(toast.code ?? 'internal', words)}</p>
          {toast.kind === 'note-deleted' && toast.noteId !== null && (
            <Button
              onClick={() => {
                void actions.restoreNote(toast.noteId ?? '')
                actions.closeToast(toast.serial)
              }}
            >
              {words('notes.undoDelete')}
            </Button>
          )}
          <IconButton icon="close" label={words('app.close')} onClick={() => actions.closeToast(toast.serial)} />
        </div>
      )}
    </div>
  )
}
