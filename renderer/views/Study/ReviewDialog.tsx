import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import type { Card, Grade } from '../../../preload/contract/study.ts'
import { openDocument } from '../../state/document.ts'
import { dueCards, nextDue } from '../../state/study.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { useActions, useAppState, useLanguage, useWords } from '../context.ts'
import { CardText } from './CardText.tsx'
import { useHeading } from './heading.ts'
import { timeWords } from './time-words.ts'
import './study.css'

const grades = [1, 2, 3, 4] as const

/** How often it is looked whether a card has become due, in ms. */
const lookAgain = 20_000

/** Recall of what is due: Space shows the answer, 1 to 4 grade it, U takes the last grade back. */
export const ReviewDialog = () => {
  const words = useWords()
  const actions = useActions()
  const study = useAppState((state) => state.study.study)
  const document = useAppState((state) => openDocument(state.reading))
  const documentId = document?.outline.documentId ?? null
  const language = useLanguage()
  const [fresh, setFresh] = useState(false)
  const [wanted, setWanted] = useState<string | null>(null)
  const [state, setState] = useState<'idle' | 'saving' | 'saved' | 'failed'>('idle')
  const busy = useRef(false)

  useEffect(() => {
    if (documentId === null) return
    void actions.loadStudy(documentId).then(() => setFresh(true))
    const timer = setInterval(() => {
      if (!busy.current) void actions.loadStudy(documentId)
    }, lookAgain)
    return () => clearInterval(timer)
  }, [actions, documentId])

  const due = study ? dueCards(study) : []
  const card = due.find(({ id }) => id === wanted) ?? due[0] ?? null
  // The card stays while a look for new ones changes the order.
  useEffect(() => setWanted(card?.id ?? null), [card])

  const attempt = async (work: () => Promise<boolean>) => {
    if (busy.current) return
    busy.current = true
    setState('saving')
    const done = await work()
    busy.current = false
    setState(done ? 'saved' : 'failed')
  }
  const grade = (one: Card, given: Grade) => void attempt(() => actions.reviewCard(one.id, given))
  const undo = () => {
    const last = study?.last
    if (!last || study.readOnly) return
    void attempt(async () => {
      const done = await actions.undoReview(last.version)
      if (done) setWanted(last.cardId)
      return done
    })
  }
  const next = study ? nextDue(study) : null
  return (
    <Dialog title={words('review.title')} closeLabel={words('app.close')} onClose={actions.closeDialog}>
      <div
        className="review"
        onKeyDown={(event) => {
          const undoKey = event.key.toLowerCase() === 'z' ? event.ctrlKey || event.metaKey : event.key.toLowerCase() === 'u' && !event.ctrlKey && !event.metaKey
          if (!undoKey || event.altKey || event.shiftKey) return
          event.preventDefault()
          undo()
        }}
      >
        {fresh && study && document && card && (
          <ReviewCard
            key={`${card.id} ${card.reviews}`}
            card={card}
            textLanguage={document.outline.language}
            locked={study.readOnly || state === 'saving'}
            onGrade={(given) => grade(card, given)}
          />
        )}
        {fresh && study && !card && <Finished text={[words(study.cards.length === 0 ? 'study.noCards' : 'review.done'), ...(next === null ? [] : [words('study.dueNext', { time: timeWords(next, language) })])].join(' ')} />}
        {study?.readOnly && <p className="form-error">{words('review.readOnly')}</p>}
        <footer className="review-foot">
          <p role="status" data-review={state} className={state === 'failed' ? 'form-error' : 'form-hint'}>
            {due.length > 0 && words('review.left', { count: due.length })}
            {state !== 'idle' && ` ${words(`review.${state}`)}`}
          </p>
          <Button disabled={!study?.last || study.readOnly || state === 'saving'} onClick={undo} aria-keyshortcuts="u Control+Z">
            {words('review.undo')} <kbd>U</kbd>
          </Button>
        </footer>
      </div>
    </Dialog>
  )
}

const Finished = ({ text }: { readonly text: string }) => {
  const line = useRef<HTMLParagraphElement>(null)
  useEffect(() => line.current?.focus(), [])
  return (
    <p className="review-done" tabIndex={-1} ref={line}>
      {text}
    </p>
  )
}

interface ReviewCardProps {
  readonly card: Card
  readonly textLanguage: 'zh-Hant' | 'zh-Hans'
  readonly locked: boolean
  readonly onGrade: (grade: Grade) => void
}

const ReviewCard = ({ card, textLanguage, locked, onGrade }: ReviewCardProps) => {
  const words = useWords()
  const language = useLanguage()
  const heading = useHeading()
  const [shown, setShown] = useState(false)
  const area = useRef<HTMLDivElement>(null)
  // The area and not a button has the focus: a second press of the space bar must not grade.
  useEffect(() => area.current?.focus(), [shown])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
    const given = grades.find((grade) => String(grade) === event.key)
    if (event.key === ' ' && !shown && event.target === area.current) setShown(true)
    else if (given !== undefined && shown && !locked) onGrade(given)
    else return
    event.preventDefault()
  }
  return (
    <div className="review-card" ref={area} tabIndex={-1} role="group" aria-label={words('review.question')} onKeyDown={onKeyDown}>
      <p className="review-where" lang={textLanguage === 'zh-Hans' ? 'zh-Hans-CN' : 'zh-Hant-TW'}>
        {heading(card.sectionId)}
      </p>
      <CardText text={card.front} cloze={false} textLanguage={textLanguage} />
      <div className="review-answer" aria-live="polite">
        {shown && (
          <>
            <h3>{words('review.answer')}</h3>
            <CardText text={card.back} cloze={card.kind === 'cloze'} textLanguage={textLanguage} />
          </>
        )}
      </div>
      {shown ? (
        <div className="review-grades" role="group" aria-label={words('review.grades')}>
          {grades.map((grade) => (
            <Button key={grade} disabled={locked} data-grade={grade} aria-keyshortcuts={String(grade)} onClick={() => onGrade(grade)}>
              <kbd>{grade}</kbd>
              <span>{words(`review.grade${grade}`)}</span>
              <span className="review-interval">{timeWords(card.intervals?.[grade - 1] ?? 0, language)}</span>
            </Button>
          ))}
        </div>
      ) : (
        <Button tone="primary" className="review-show" aria-keyshortcuts="Space" onClick={() => setShown(true)}>
          {words('review.show')}
        </Button>
      )}
    </div>
  )
}
