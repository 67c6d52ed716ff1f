import type { ImportWork } from '../../state/imports.ts'
import { Button } from '../../ui/Button.tsx'
import { useActions, useWords } from '../context.ts'
import { describeImportError } from './import-words.ts'

/** How far a file has come before anything of it can be shown. */
export const ImportProgress = ({ work }: { readonly work: ImportWork }) => {
  const words = useWords()
  const { phase } = work
  const label = (() => {
    if (phase.kind === 'sending') return words('import.sending')
    return phase.kind === 'reading' ? words(`import.stage.${phase.stage ?? 'container'}`) : words('import.stage.adding')
  })()
  const share = phase.kind === 'sending' || phase.kind === 'reading' ? phase.share : 1
  return (
    <div className="import-progress">
      <p className="import-name">{work.name}</p>
      <label className="import-bar">
        <span role="status">{label}</span>
        <progress max={1} value={share} />
      </label>
    </div>
  )
}

export const ImportFailed = ({ work }: { readonly work: ImportWork }) => {
  const words = useWords()
  const actions = useActions()
  if (work.phase.kind !== 'failed') return null
  return (
    <div className="import-progress" role="alert">
      <h3>{words('import.failed')}</h3>
      <p className="import-name">{work.name}</p>
      <p>{describeImportError(work.phase.code, work.phase.reason, words)}</p>
      <Button onClick={actions.retryImport}>{words('import.again')}</Button>
    </div>
  )
}
