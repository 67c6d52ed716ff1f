import { useCallback, useEffect, useId, useState } from 'react'
import type { Backup, RestoreMode, RestoreOutcome } from '../../../preload/contract/backups.ts'
import type { Kept } from '../../state/keeping-actions.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { useActions, useAppState, useLanguage, useWords, type Say } from '../context.ts'
import { describeError } from '../error-words.ts'
import './keeping.css'

type Progress =
  | { readonly kind: 'idle' | 'working' | 'made' | 'same' }
  | { readonly kind: 'done'; readonly dryRun: boolean; readonly outcome: RestoreOutcome }
  | { readonly kind: 'failed'; readonly words: string }

const factsOf = (backup: Backup, words: Say): string =>
  [
    words('backups.notes', { count: backup.notes ?? 0 }),
    words('backups.size', { size: Math.ceil(backup.size / 1000) }),
    words(`backups.${backup.state}`),
    ...(backup.state === 'whole' && !backup.sound ? [words('backups.unsound')] : []),
    ...(backup.reason === 'asked' ? [words('backups.asked')] : []),
    ...(backup.reason === 'before-restore' ? [words('backups.beforeRestore')] : []),
  ].join(' · ')

/** The backups of the library, and what comes back from one of them. */
export const RestoreDialog = () => {
  const words = useWords()
  const language = useLanguage()
  const actions = useActions()
  const readOnly = useAppState((state) => state.shell.info?.readOnly ?? false)
  const [listed, setListed] = useState<Kept<{ folder: string; backups: Backup[] }> | null>(null)
  const [name, setName] = useState<string | null>(null)
  const [mode, setMode] = useState<RestoreMode>('missing')
  const [progress, setProgress] = useState<Progress>({ kind: 'idle' })
  const group = useId()

  const load = useCallback(async () => {
    const found = await actions.listBackups()
    setListed(found)
    if (!found.ok) return
    const whole = found.value.backups.filter(({ state }) => state === 'whole')
    const best = whole.find(({ sound }) => sound) ?? whole[0]
    setName((chosen) => chosen ?? best?.name ?? null)
  }, [actions])
  useEffect(() => void load(), [load])

  const failed = (kept: Extract<Kept<unknown>, { ok: false }>) =>
    setProgress({ kind: 'failed', words: describeError(kept.code, words, kept.reason) })
  const make = async () => {
    setProgress({ kind: 'working' })
    const made = await actions.makeBackup()
    if (!made.ok) return failed(made)
    setProgress({ kind: made.value === null ? 'same' : 'made' })
    await load()
  }
  const restore = async (dryRun: boolean) => {
    if (name === null) return
    setProgress({ kind: 'working' })
    const done = await actions.restoreBackup({ name, mode, dryRun })
    if (!done.ok) return failed(done)
    setProgress({ kind: 'done', dryRun, outcome: done.value })
    if (!dryRun) await load()
  }

  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
  const working = progress.kind === 'working'
  const backups = listed?.ok === true ? listed.value.backups : []
  const choose = (next: RestoreMode) => {
    setMode(next)
    setProgress({ kind: 'idle' })
  }
  return (
    <Dialog title={words('backups.title')} closeLabel={words('app.close')} onClose={actions.closeDialog}>
      <form
        className="form keeping"
        onSubmit={(event) => {
          event.preventDefault()
          if (!working && !readOnly) void restore(false)
        }}
      >
        {listed?.ok === true && (
          <p className="form-hint">
            {words('backups.where')} <span className="keeping-path">{listed.value.folder}</span>
          </p>
        )}
        {listed?.ok === false && <p className="form-error">{describeError(listed.code, words, listed.reason)}</p>}
        {listed?.ok === true && backups.length === 0 && <p>{words('backups.none')}</p>}
        {backups.length > 0 && (
          <fieldset className="backup-list">
            <legend>{words('backups.list')}</legend>
            {backups.map((backup) => (
              <label key={backup.name} className="backup">
                <input
                  type="radio"
                  name={`${group}-backup`}
                  value={backup.name}
                  checked={backup.name === name}
                  disabled={backup.state !== 'whole'}
                  onChange={() => {
                    setName(backup.name)
                    setProgress({ kind: 'idle' })
                  }}
                />
                <span>
                  <strong>{backup.made === null ? backup.name : date.format(backup.made)}</strong>
                  <br />
                  {factsOf(backup, words)}
                </span>
              </label>
            ))}
          </fieldset>
        )}
        {name !== null && (
          <fieldset className="restore-modes">
            <legend>{words('backups.mode')}</legend>
            {(['missing', 'exact'] as const).map((value) => (
              <label key={value} className="backup">
                <input type="radio" name={`${group}-mode`} value={value} checked={mode === value} onChange={() => choose(value)} />
                <span>
                  <strong>{words(`backups.${value}`)}</strong>
                  <br />
                  {words(`backups.${value}Hint`)}
                </span>
              </label>
            ))}
          </fieldset>
        )}
        <div className="dialog-actions">
          <Button disabled={working || readOnly} onClick={() => void make()}>
            {words('backups.make')}
          </Button>
          <Button disabled={working || name === null} onClick={() => void restore(true)}>
            {words('backups.look')}
          </Button>
          <Button type="submit" tone="primary" disabled={working || readOnly || name === null}>
            {words('backups.restore')}
          </Button>
        </div>
        <div role="status" aria-live="polite">
          {working && <p className="form-hint">{words('backups.working')}</p>}
          {progress.kind === 'made' && <p>{words('backups.made')}</p>}
          {progress.kind === 'same' && <p>{words('backups.same')}</p>}
          {progress.kind === 'failed' && <p className="form-error">{progress.words}</p>}
          {progress.kind === 'done' && <Outcome outcome={progress.outcome} dryRun={progress.dryRun} />}
        </div>
      </form>
    </Dialog>
  )
}

const counted = ['broughtBack', 'changed', 'removed', 'leftDeleted', 'versions', 'texts', 'lostTexts'] as const

const Outcome = ({ outcome, dryRun }: { readonly outcome: RestoreOutcome; readonly dryRun: boolean }) => {
  const words = useWords()
  const lines = counted.filter((kind) => outcome[kind] > 0)
  return (
    <div data-restore-result={dryRun ? 'planned' : 'done'}>
      <p>{words(dryRun ? 'backups.wouldDo' : 'backups.did')}</p>
      <ul>
        {lines.map((kind) => (
          <li key={kind}>{words(`backups.${kind}`, { count: outcome[kind] })}</li>
        ))}
        {lines.length === 0 && <li>{words('backups.nothing')}</li>}
      </ul>
      {outcome.before !== null && <p className="form-hint">{words('backups.undo')}</p>}
    </div>
  )
}
