import { useEffect, useRef, useState } from 'react'
import { isDecided, wantedCount, type ImportWork } from '../../state/imports.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { useActions, useAppState, useWords } from '../context.ts'
import { Found } from './Found.tsx'
import { ImportFailed, ImportProgress } from './ImportProgress.tsx'
import { chooseFilesId, ImportStart } from './ImportStart.tsx'
import { describeImportError } from './import-words.ts'
import './import.css'

/** A text on its way into the library: where it comes from, what was found in it, and the reader's word to add it. */
export const ImportScreen = () => {
  const words = useWords()
  const actions = useActions()
  const work = useAppState((state) => state.imports.work)
  const waiting = useAppState((state) => state.imports.queue.length)
  const [leaving, setLeaving] = useState(false)
  const body = useRef<HTMLDivElement>(null)
  const stage = work === null ? 'start' : work.preview !== null ? 'found' : work.phase.kind === 'failed' ? 'failed' : 'progress'

  useEffect(() => setLeaving(false), [work?.key])
  useEffect(() => {
    if (stage === 'start') return document.getElementById(chooseFilesId)?.focus()
    // What had the focus is gone with the stage before.
    if (!body.current?.contains(document.activeElement)) body.current?.focus()
  }, [stage, work?.key])

  const leave = () => {
    if (work === null) return actions.closeDialog()
    if (work.phase.kind !== 'adding') void (waiting > 0 ? actions.cancelImport() : actions.cancelAllImports())
  }
  const askToLeave = () => {
    if (work !== null && work.preview !== null && isDecided(work)) setLeaving(true)
    else leave()
  }
  return (
    <Dialog
      full
      title={work === null ? words('import.title') : words('import.titleOf', { name: work.name })}
      closeLabel={words('app.close')}
      onClose={leaving ? () => setLeaving(false) : askToLeave}
    >
      <div className="import" ref={body} tabIndex={-1} data-stage={stage}>
        {work === null && <ImportStart />}
        {work !== null && stage === 'progress' && <ImportProgress work={work} />}
        {work !== null && stage === 'failed' && <ImportFailed work={work} />}
        {work !== null && stage === 'found' && <Found key={work.key} work={work} />}
        {work !== null && leaving && (
          <div className="import-leave" role="alertdialog" aria-label={words('import.leave')}>
            <p>{words('import.leave')}</p>
            <Button autoFocus onClick={() => setLeaving(false)}>
              {words('import.leaveNo')}
            </Button>
            <Button tone="primary" onClick={leave}>
              {words('import.leaveYes')}
            </Button>
          </div>
        )}
        {work !== null && !leaving && <Foot work={work} waiting={waiting} onLeave={askToLeave} />}
      </div>
    </Dialog>
  )
}

const Foot = ({ work, waiting, onLeave }: { readonly work: ImportWork; readonly waiting: number; readonly onLeave: () => void }) => {
  const words = useWords()
  const actions = useActions()
  const readOnly = useAppState((state) => state.shell.info?.readOnly ?? false)
  const wanted = wantedCount(work)
  const several = (work.preview?.documents.length ?? 0) > 1
  const mayAdd = work.phase.kind !== 'adding' && work.phase.kind !== 'failed' && wanted > 0 && !readOnly
  const status = (() => {
    if (readOnly) return words('import.readOnly')
    if (work.preview !== null && work.phase.kind === 'failed') {
      const cause = describeImportError(work.phase.code, work.phase.reason, words)
      return `${words(work.phase.during === 'adding' ? 'import.failedAdd' : 'import.failedAgain')} ${cause}`
    }
    if (work.preview !== null && work.phase.kind === 'reading') return words('import.updating')
    if (work.phase.kind === 'adding') return words('import.stage.adding')
    return words('import.nothingAdded')
  })()
  return (
    <footer className="import-foot">
      <p className={work.preview !== null && work.phase.kind === 'failed' ? 'form-error' : 'form-hint'} role="status" data-import={work.phase.kind}>
        {status}
        {waiting > 0 && ` ${words('import.waiting', { count: waiting })}`}
      </p>
      {work.preview !== null && work.phase.kind === 'failed' && <Button onClick={actions.retryImport}>{words('import.again')}</Button>}
      <Button disabled={work.phase.kind === 'adding'} onClick={onLeave}>
        {words(waiting > 0 ? 'import.skip' : 'import.cancel')}
      </Button>
      {work.preview !== null && (
        <Button
          tone="primary"
          // Not `disabled`: the keyboard stays where it is.
          aria-disabled={!mayAdd}
          onClick={() => {
            if (mayAdd) void actions.addImport()
          }}
        >
          {several ? words('import.addCount', { count: wanted }) : words('import.add')}
        </Button>
      )}
    </footer>
  )
}
