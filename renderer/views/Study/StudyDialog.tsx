import { useEffect, useMemo, useState } from 'react'
import type { NotePlace } from '../../../preload/contract/notes.ts'
import { noteLanguage } from '../../reader/note-language.ts'
import { languageTags } from '../../../preload/contract/words/index.ts'
import { openDocument } from '../../state/document.ts'
import { draftOf } from '../../state/notes.ts'
import { dueCards, nextDue, sectionStates } from '../../state/study.ts'
import { tasksIn } from '../../state/tasks.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { useActions, useAppState, useLanguage, useWords } from '../context.ts'
import { useScript } from '../script.ts'
import { AnkiExchange } from './AnkiExchange.tsx'
import { useHeading } from './heading.ts'
import { StudyMap } from './StudyMap.tsx'
import { timeWords } from './time-words.ts'
import './study.css'

/** The text to scale, what is due, what is still asked, and what has no note. */
export const StudyDialog = () => {
  const words = useWords()
  const actions = useActions()
  const language = useLanguage()
  const heading = useHeading()
  const script = useScript()
  const document = useAppState((state) => openDocument(state.reading))
  const study = useAppState((state) => state.study.study)
  const notes = useAppState((state) => state.notes)
  const [places, setPlaces] = useState<readonly NotePlace[]>([])
  const documentId = document?.outline.documentId ?? null

  useEffect(() => {
    let current = true
    if (documentId !== null) void actions.loadStudy(documentId)
    void actions.notePlaces().then((found) => current && setPlaces(found))
    return () => {
      current = false
    }
  }, [actions, documentId, notes.notes])

  const states = useMemo(() => sectionStates(study, notes.notes), [study, notes.notes])
  const questions = useMemo(
    () =>
      [...notes.notes.values()].flatMap(({ id, sectionId }) =>
        tasksIn(draftOf(notes, id)?.body ?? '').flatMap((task) => (task.done ? [] : [{ id, sectionId, task }])),
      ),
    [notes],
  )
  if (!document) return null
  const { outline } = document
  const lang = languageTags[script?.language ?? outline.language]
  const ids = ['0', ...outline.sections.map(({ id }) => id)]
  const noted = new Set([...notes.notes.values()].map(({ sectionId }) => sectionId))
  const without = ids.filter((id) => !noted.has(id))
  const reached = (wanted: readonly string[]) => ids.filter((id) => wanted.includes(states(id))).length
  const go = (sectionId: string, offset: number | null = null) => {
    actions.closeDialog()
    actions.goTo(sectionId, offset)
  }
  const due = study ? dueCards(study) : []
  const next = study ? nextDue(study) : null
  const readCount = ids.filter((id) => study?.read.includes(id)).length
  const mayWrite = !notes.readOnly && !study?.readOnly
  return (
    <Dialog wide title={words('study.title')} closeLabel={words('app.close')} onClose={actions.closeDialog}>
      <div className="study">
        <p>
          {study ? words('study.summary', { count: ids.length, read: readCount, noted: ids.filter((id) => noted.has(id)).length, recalled: reached(['recalled']) }) : words('study.loading')}
        </p>
        <StudyMap outline={outline} places={places} onGo={go} />
        <div className="study-lists">
          <section aria-labelledby="study-due">
            <h3 id="study-due">{words('study.due')}</h3>
            <p>
              {study && study.cards.length === 0
                ? words('study.noCards')
                : due.length > 0
                  ? words('study.dueCount', { count: due.length })
                  : [words('study.dueNone'), ...(next === null ? [] : [words('study.dueNext', { time: timeWords(next, language) })])].join(' ')}
            </p>
            <div className="study-actions">
              <Button tone="primary" disabled={due.length === 0} onClick={() => actions.openDialog({ kind: 'review' })}>
                {words('study.review')}
              </Button>
              <AnkiExchange mayWrite={mayWrite} cards={study?.cards.length ?? 0} />
            </div>
          </section>
          <section aria-labelledby="study-questions">
            <h3 id="study-questions">{words('study.questions')}</h3>
            {questions.length === 0 && <p>{words('study.questionsNone')}</p>}
            <ul>
              {questions.map(({ id, sectionId, task }) => (
                <li key={`${id} ${task.line} ${task.words}`} className="study-task">
                  <label className="check">
                    <input type="checkbox" checked={false} disabled={!mayWrite} onChange={() => actions.tickTask(id, task, true)} />
                    <span lang={noteLanguage(task.words, outline.language, language)}>{task.words}</span>
                  </label>
                  <button type="button" className="link" lang={lang} onClick={() => go(sectionId)}>
                    {heading(sectionId)}
                  </button>
                </li>
              ))}
            </ul>
          </section>
          <section aria-labelledby="study-without">
            <h3 id="study-without">{words('study.without')}</h3>
            {without.length === 0 && <p>{words('study.withoutNone')}</p>}
            <ul lang={lang}>
              {without.map((id) => (
                <li key={id}>
                  <button type="button" className="link" onClick={() => go(id)}>
                    {heading(id)}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        </div>
      </div>
    </Dialog>
  )
}
