import { useState } from 'react'
import { openDocument } from '../../state/document.ts'
import type { LostMark } from '../../state/marks.ts'
import { differenceOf } from '../../reader/difference.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { useActions, useAppState, useWords } from '../context.ts'
import { useTextScript } from './mark-quote.ts'
import { useLostMarks } from './use-marks.ts'

/** From these on, certainty is called high or fair. */
const steps = { high: 0.9, middle: 0.8 } as const

/** Least certainties that can be asked for when many are accepted at once, in percent. */
const thresholds = [95, 90, 80, 70] as const

/** Old passage, new passage, their difference and how sure it is; the reader decides. */
export const FoundPlacesDialog = () => {
  const words = useWords()
  const actions = useActions()
  const lost = useLostMarks()
  const readOnly = useAppState(({ notes, shell }) => notes.readOnly || (shell.info?.readOnly ?? false))
  const [least, setLeast] = useState<number>(thresholds[0])
  const sure = lost.filter(({ found }) => found !== null && found.score * 100 >= least).map(({ note }) => note.id)
  const hasFound = lost.some(({ found }) => found !== null)
  return (
    <Dialog title={words('marks.reviewTitle')} closeLabel={words('app.close')} onClose={actions.closeDialog}>
      <div className="form review">
        <p>{words(lost.length === 0 ? 'marks.reviewNone' : 'marks.reviewAbout')}</p>
        {hasFound && (
          <div className="review-all">
            <label>
              {words('marks.acceptFrom')}{' '}
              <select value={least} onChange={(event) => setLeast(Number(event.target.value))}>
                {thresholds.map((percent) => (
                  <option key={percent} value={percent}>
                    {percent} %
                  </option>
                ))}
              </select>
            </label>
            <Button disabled={readOnly || sure.length === 0} onClick={() => void actions.acceptPlaces(sure)}>
              {words('marks.acceptAll', { percent: least, count: sure.length })}
            </Button>
          </div>
        )}
        <ol className="review-list">
          {lost.map((one) => (
            <li key={one.note.id} data-review={one.note.id}>
              <Review lost={one} readOnly={readOnly} />
            </li>
          ))}
        </ol>
      </div>
    </Dialog>
  )
}

const Review = ({ lost: { note, found }, readOnly }: { readonly lost: LostMark; readonly readOnly: boolean }) => {
  const words = useWords()
  const actions = useActions()
  const { shown, lang } = useTextScript()
  const document = useAppState((state) => openDocument(state.reading))
  const old = shown(note.anchor.quote.exact)
  const now = document && found ? shown(document.text.slice('restored', found.range.start, found.range.end)) : null
  const score = found?.score ?? 0
  const certainty = score >= steps.high ? 'marks.certaintyHigh' : score >= steps.middle ? 'marks.certaintyMiddle' : 'marks.certaintyLow'
  return (
    <>
      <dl>
        <dt>{words('marks.old')}</dt>
        <dd lang={lang}>{old}</dd>
        {now !== null && (
          <>
            <dt>{words('marks.new')}</dt>
            <dd lang={lang}>{now}</dd>
            <dt>{words('marks.difference')}</dt>
            <dd lang={old === now ? undefined : lang}>{old === now ? words('marks.same') : <Difference old={old} now={now} />}</dd>
          </>
        )}
      </dl>
      <p>
        {found
          ? words('marks.certainty', { words: words(certainty), percent: Math.round(score * 100) })
          : `${words('marks.shelfWhy')} ${words('marks.chooseHint')}`}
      </p>
      <div className="mark-choice-tools">
        {found && (
          <>
            <Button tone="primary" disabled={readOnly} onClick={() => void actions.acceptPlaces([note.id])}>
              {words('marks.accept')}
            </Button>
            <Button disabled={readOnly} onClick={() => void actions.refusePlace(note.id)}>
              {words('marks.refuse')}
            </Button>
            <Button
              onClick={() => {
                actions.closeDialog()
                actions.showMark(note.id)
              }}
            >
              {words('marks.showPassage')}
            </Button>
          </>
        )}
        <Button
          disabled={readOnly}
          title={words('marks.chooseHint')}
          onClick={() => {
            actions.closeDialog()
            actions.showDrawer('notes')
            if (found) actions.showMark(note.id)
          }}
        >
          {words('marks.choose')}
        </Button>
      </div>
    </>
  )
}

/** Deleted words struck through, inserted ones underlined, each also said. */
const Difference = ({ old, now }: { readonly old: string; readonly now: string }) => {
  const words = useWords()
  return differenceOf(old, now).map(({ kind, text }, index) =>
    kind === 'same' ? (
      <span key={index}>{text}</span>
    ) : kind === 'deleted' ? (
      <del key={index} title={words('marks.deleted', { text })}>
        {text}
      </del>
    ) : (
      <ins key={index} title={words('marks.inserted', { text })}>
        {text}
      </ins>
    ),
  )
}
