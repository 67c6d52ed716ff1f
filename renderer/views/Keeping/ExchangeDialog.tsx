import { useState } from 'react'
import { importTextLimit, type ExportOutcome, type ImportOutcome } from '../../../preload/contract/exchange.ts'
import type { Kept } from '../../state/keeping-actions.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { useActions, useAppState, useWords } from '../context.ts'
import { describeError } from '../error-words.ts'
import { startDownload } from '../start-download.ts'
import './keeping.css'

type Progress =
  | { readonly kind: 'idle' | 'working' }
  | { readonly kind: 'exported'; readonly outcome: Extract<ExportOutcome, { status: 'saved' }> }
  | { readonly kind: 'imported'; readonly outcome: ImportOutcome }
  | { readonly kind: 'failed'; readonly words: string }

/** Notes out of the library as files, and back. */
export const ExchangeDialog = () => {
  const words = useWords()
  const actions = useActions()
  const readOnly = useAppState((state) => state.shell.info?.readOnly ?? false)
  const saveDialog = useAppState((state) => state.shell.info?.capabilities.saveDialog ?? false)
  const [progress, setProgress] = useState<Progress>({ kind: 'idle' })
  const working = progress.kind === 'working'

  const failed = (kept: Extract<Kept<unknown>, { ok: false }>) =>
    setProgress({ kind: 'failed', words: describeError(kept.code, words, kept.reason) })
  const exportNotes = async () => {
    setProgress({ kind: 'working' })
    const done = await actions.exportNotes({ kind: saveDialog ? 'dialog' : 'download' })
    if (!done.ok) return failed(done)
    if (done.value.status === 'cancelled') return setProgress({ kind: 'idle' })
    if (done.value.download !== null) startDownload(done.value.download, done.value.fileName)
    setProgress({ kind: 'exported', outcome: done.value })
  }
  const importNotes = async (file: File) => {
    // Bytes; what goes over the loopback is a little longer and may have 16 MiB.
    if (file.size > importTextLimit) return setProgress({ kind: 'failed', words: describeError('too-large', words) })
    setProgress({ kind: 'working' })
    const text = await file.text()
    if (text.length > importTextLimit) return setProgress({ kind: 'failed', words: describeError('too-large', words) })
    const done = await actions.importNotes(text)
    if (!done.ok) return failed(done)
    setProgress({ kind: 'imported', outcome: done.value })
  }

  return (
    <Dialog title={words('exchange.title')} closeLabel={words('app.close')} onClose={actions.closeDialog}>
      <div className="form keeping">
        <h3>{words('exchange.export')}</h3>
        <p className="form-hint">{words('exchange.exportHint')}</p>
        <div className="dialog-actions">
          <Button tone="primary" disabled={working} onClick={() => void exportNotes()}>
            {words(saveDialog ? 'exchange.chooseFolder' : 'exchange.download')}
          </Button>
        </div>
        <h3>{words('exchange.import')}</h3>
        <p className="form-hint">{words('exchange.importHint')}</p>
        <label className="field">
          <span>{words('exchange.file')}</span>
          <input
            type="file"
            accept=".json,.jsonld,application/json,application/ld+json"
            disabled={working || readOnly}
            onChange={(event) => {
              const input = event.currentTarget
              const file = input.files?.[0]
              if (file) void importNotes(file).finally(() => (input.value = ''))
            }}
          />
        </label>
        <div role="status" aria-live="polite">
          {working && <p className="form-hint">{words('backups.working')}</p>}
          {progress.kind === 'failed' && <p className="form-error">{progress.words}</p>}
          {progress.kind === 'exported' && (
            <p data-exchange-result="exported">
              {words('exchange.exported', { notes: progress.outcome.notes, files: progress.outcome.files })}{' '}
              <span className="keeping-path">{progress.outcome.folder ?? progress.outcome.fileName}</span>
            </p>
          )}
          {progress.kind === 'imported' && (
            <p data-exchange-result="imported">
              {words('exchange.imported', {
                added: progress.outcome.added,
                changed: progress.outcome.changed,
                known: progress.outcome.known,
                refused: progress.outcome.refused,
              })}
            </p>
          )}
        </div>
      </div>
    </Dialog>
  )
}
