import { useEffect, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { useActions, useAppState, useWords } from '../context.ts'
import { describeError } from '../error-words.ts'
import './keeping.css'

/** The ways out for a text whose notes cannot be read, and which is read-only so that nothing is written over them. */
export const UnreadableNotes = () => {
  const words = useWords()
  const actions = useActions()
  const documentId = useAppState((state) => state.notes.documentId)
  const readOnly = useAppState((state) => state.notes.readOnly && !(state.shell.info?.readOnly ?? false))
  const [stuck, setStuck] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  useEffect(() => {
    let current = true
    setStuck(false)
    setFailure(null)
    if (readOnly) void actions.canBeginAnew().then((can) => current && setStuck(can))
    return () => {
      current = false
    }
  }, [actions, documentId, readOnly])
  if (!stuck || !readOnly) return null
  return (
    <div className="empty unreadable-notes" role="group" aria-label={words('backups.stuck')}>
      <p>{words('backups.stuck')}</p>
      <Button tone="primary" onClick={() => actions.openDialog({ kind: 'backups' })}>
        {words('backups.openRestore')}
      </Button>
      <Button
        onClick={() =>
          void actions.beginAnew().then((done) => setFailure(done.ok ? null : describeError(done.code, words, done.reason)))
        }
      >
        {words('backups.beginAnew')}
      </Button>
      <p className="form-hint">{words('backups.beginAnewHint')}</p>
      {failure !== null && <p className="form-error">{failure}</p>}
    </div>
  )
}
