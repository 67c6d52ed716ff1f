import { useEffect, useRef, useState } from 'react'
import type { DocumentCard, KeptRevision, RevisionChange } from '../../../preload/contract/shelf.ts'
import type { ErrorCode } from '../../../preload/contract/wire.ts'
import { languageTags } from '../../../preload/contract/words/index.ts'
import { codeOf } from '../../state/actions.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Difference } from '../Kept/Difference.tsx'
import { momentWords } from '../Kept/kept-words.ts'
import '../Kept/kept.css'
import { useActions, useLanguage, useWords } from '../context.ts'
import { describeError } from '../error-words.ts'

interface Comparison {
  readonly from: string
  readonly changes: readonly RevisionChange[]
  readonly complete: boolean
}

/** The editions of a text that are kept, and what changed from one of them to the present one. */
export const Editions = ({ card, onBack }: { readonly card: DocumentCard; readonly onBack: () => void }) => {
  const words = useWords()
  const language = useLanguage()
  const actions = useActions()
  const [revisions, setRevisions] = useState<readonly KeptRevision[] | null>(null)
  const [chosen, setChosen] = useState<string | null>(null)
  const [comparison, setComparison] = useState<Comparison | null>(null)
  const [failure, setFailure] = useState<ErrorCode | null>(null)
  const back = useRef<HTMLButtonElement>(null)
  const lang = languageTags[card.language]
  const { documentId } = card
  const present = revisions?.find((one) => one.present)?.revision ?? null

  useEffect(() => back.current?.focus(), [])
  useEffect(() => {
    let current = true
    actions.documentRevisions(documentId).then(
      (found) => {
        if (!current) return
        setRevisions(found)
        setChosen(found.find((one) => !one.present)?.revision ?? null)
      },
      (error: unknown) => current && setFailure(codeOf(error)),
    )
    return () => {
      current = false
    }
  }, [actions, documentId])

  useEffect(() => {
    if (chosen === null || present === null) return
    let current = true
    actions.compareRevisions(documentId, chosen, present).then(
      (found) => current && setComparison({ from: chosen, ...found }),
      (error: unknown) => current && setFailure(codeOf(error)),
    )
    return () => {
      current = false
    }
  }, [actions, documentId, chosen, present])

  const earlier = revisions?.filter((one) => !one.present) ?? []
  const shown = comparison?.from === chosen ? comparison : null
  return (
    <div className="editions">
      <div className="editions-head">
        <Button ref={back} onClick={onBack}>
          <Icon name="back" />
          {words('library.back')}
        </Button>
        <h3 lang={lang}>{card.title}</h3>
      </div>
      {failure !== null && (
        <p className="form-error" role="alert">
          {describeError(failure, words)}
        </p>
      )}
      <div className="editions-body">
        <div className="editions-list" role="radiogroup" aria-label={words('library.editionsOf', { title: card.title })}>
          {revisions?.map((one) => (
            <label key={one.revision} className="versions-item">
              <input type="radio" name="edition" disabled={one.present} checked={one.revision === chosen} onChange={() => setChosen(one.revision)} />
              <span>
                <span>{one.addedAt === null ? words('library.editionUnknown') : momentWords(one.addedAt, language)}</span>
                {one.present && ` · ${words('library.editionPresent')}`}
                <span className="versions-about">
                  {words('library.editionAbout', { characters: one.characters, sections: one.sections, repairs: one.repairs })}
                </span>
              </span>
            </label>
          ))}
        </div>
        <div className="editions-changes" role="region" tabIndex={0} aria-label={words('library.compare')}>
          {revisions !== null && earlier.length === 0 && <p className="form-hint">{words('library.onlyEdition')}</p>}
          {chosen !== null && !shown && failure === null && <p role="status">{words('library.compareLoading')}</p>}
          {shown && (
            <>
              <p className="form-hint" role="status">
                {words('library.compare')}
                {' · '}
                {shown.changes.length === 0 ? words('library.same') : words('library.changes', { count: shown.changes.length })}
                {!shown.complete && ` ${words('library.changesMore', { count: shown.changes.length })}`}
              </p>
              {shown.changes.map((change) => (
                <div key={`${change.beforeAt} ${change.afterAt}`} className="editions-change">
                  <p className="form-hint">{words('library.place', { at: change.afterAt + 1 })}</p>
                  <Difference before={change.before} after={change.after} lang={lang} />
                </div>
              ))}
            </>
          )}
        </div>
      </div>
    </div>
  )
}
