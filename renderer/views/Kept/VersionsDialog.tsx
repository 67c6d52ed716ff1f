import { useCallback, useEffect, useState } from 'react'
import type { KeptVersion } from '../../../preload/contract/notes.ts'
import type { ErrorCode } from '../../../preload/contract/wire.ts'
import { noteLanguage } from '../../reader/note-language.ts'
import { codeOf } from '../../state/actions.ts'
import { openDocument } from '../../state/document.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { useActions, useAppState, useLanguage, useWords } from '../context.ts'
import { describeError } from '../error-words.ts'
import { Difference } from './Difference.tsx'
import { FieldChanges, sameFields } from './FieldChanges.tsx'
import { deviceWords, momentWords } from './kept-words.ts'
import './kept.css'

type Comparison = 'previous' | 'now' | 'whole'

const keyOf = ({ version }: KeptVersion, index: number): string => `${version.hlc} ${version.device} ${index}`

/** The version that one was made from, among those that are there; else the next older one. */
const beforeIt = (versions: readonly KeptVersion[], at: number): KeptVersion | null => {
  const parents = versions[at]?.parents ?? []
  const parent = versions.find(({ version }) =>
    parents.some(({ hlc, device }) => hlc === version.hlc && device === version.device),
  )
  return parent ?? versions[at + 1] ?? null
}

/** Every version of a note that was ever kept, what each changed, and the way back to its words. */
export const VersionsDialog = ({ noteId }: { readonly noteId: string }) => {
  const words = useWords()
  const language = useLanguage()
  const actions = useActions()
  const documentId = useAppState((state) => state.notes.documentId)
  const textLanguage = useAppState((state) => openDocument(state.reading)?.outline.language ?? 'zh-Hant')
  const now = useAppState((state) => state.notes.drafts.get(noteId)?.body ?? state.notes.notes.get(noteId)?.body ?? null)
  const fieldsNow = useAppState((state) => state.notes.notes.get(noteId) ?? null)
  const readOnly = useAppState((state) => (state.shell.info?.readOnly ?? false) || state.notes.readOnly)
  const [versions, setVersions] = useState<readonly KeptVersion[]>([])
  const [earlier, setEarlier] = useState(false)
  const [status, setStatus] = useState<'loading' | 'ready' | ErrorCode>('loading')
  const [chosen, setChosen] = useState(0)
  const [comparison, setComparison] = useState<Comparison>('previous')
  const [restored, setRestored] = useState(false)

  const load = useCallback(
    async (known: readonly KeptVersion[]) => {
      if (documentId === null) return
      setStatus('loading')
      try {
        const page = await actions.keptVersions(documentId, noteId, known.at(-1)?.version ?? null)
        setVersions([...known, ...page.versions])
        setEarlier(page.earlier)
        setStatus('ready')
      } catch (error) {
        setStatus(codeOf(error))
      }
    },
    [actions, documentId, noteId],
  )
  useEffect(() => void load([]), [load])

  const version = versions[chosen]
  const lang = noteLanguage(version?.body ?? '', textLanguage, language)
  const before = beforeIt(versions, chosen)
  const isNow = version !== undefined && version.body === now && fieldsNow !== null && sameFields(version, fieldsNow)
  const restore = async (kept: KeptVersion) => {
    try {
      await actions.restoreVersion(noteId, kept)
    } catch (error) {
      setStatus(codeOf(error))
      return
    }
    setChosen(0)
    await load([])
    setRestored(true)
  }
  return (
    <Dialog wide title={words('versions.title')} closeLabel={words('app.close')} onClose={actions.closeDialog}>
      <div className="versions">
        <div className="versions-list" role="radiogroup" aria-label={words('versions.list')}>
          {versions.map((one, index) => (
            <label key={keyOf(one, index)} className="versions-item">
              <input
                type="radio"
                name="version"
                checked={index === chosen}
                onChange={() => {
                  setChosen(index)
                  setRestored(false)
                }}
              />
              <span>
                <time dateTime={new Date(one.time).toISOString()}>{momentWords(one.time, language)}</time>
                <span className="versions-about">
                  {[
                    deviceWords(one.own, one.version.device, words),
                    ...(index === 0 ? [words('versions.current')] : []),
                    ...(one.parents.length === 0 ? [words('versions.first')] : []),
                    ...(one.deleted ? [words('versions.wasDeleted')] : []),
                  ].join(' · ')}
                </span>
              </span>
            </label>
          ))}
          {earlier && <Button onClick={() => void load(versions)}>{words('versions.earlier')}</Button>}
        </div>
        <div className="versions-words">
          {status === 'loading' && versions.length === 0 && <p role="status">{words('versions.loading')}</p>}
          {status !== 'loading' && status !== 'ready' && (
            <p className="form-error" role="alert">
              {describeError(status, words)}
            </p>
          )}
          {version && (
            <>
              <Segments
                label={words('versions.compare')}
                value={comparison}
                onChange={setComparison}
                options={[
                  { value: 'previous', label: words('versions.withPrevious'), hint: words('versions.withPreviousHint') },
                  { value: 'now', label: words('versions.withNow'), hint: words('versions.withNowHint') },
                  { value: 'whole', label: words('versions.whole'), hint: words('versions.wholeHint') },
                ]}
              />
              <div className="versions-difference" tabIndex={0} role="region" aria-label={words('versions.title')}>
                {comparison === 'previous' && (
                  <>
                    {before && <FieldChanges before={before} after={version} />}
                    <Difference before={before?.body ?? ''} after={version.body} lang={lang} />
                  </>
                )}
                {comparison === 'now' && (
                  <>
                    {fieldsNow && <FieldChanges before={version} after={fieldsNow} />}
                    <Difference before={version.body} after={now ?? ''} lang={lang} />
                  </>
                )}
                {comparison === 'whole' && (
                  <div className="difference" lang={lang}>
                    {version.body === '' ? words('versions.empty') : version.body}
                  </div>
                )}
              </div>
              <div className="dialog-actions">
                <p className="form-hint" role="status">
                  {words(restored ? 'versions.restored' : 'versions.restoreHint')}
                </p>
                <Button
                  tone="primary"
                  disabled={readOnly || now === null || isNow}
                  onClick={() => void restore(version)}
                >
                  {words('versions.restore')}
                </Button>
              </div>
            </>
          )}
        </div>
      </div>
    </Dialog>
  )
}
