import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { languageTags } from '../../../preload/contract/words/index.ts'
import { openDocument } from '../../state/document.ts'
import { savedOfSection, withDrafts } from '../../state/notes.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useActions, useAppState, useWords } from '../context.ts'
import { describeError } from '../error-words.ts'
import { NoteCard } from './NoteCard.tsx'
import './notes.css'

/** Cards drawn at first; more follow as the end of the list comes near. */
const firstCards = 40

/** The notes of the section that is read. */
export const Notes = () => {
  const words = useWords()
  const actions = useActions()
  const outline = useAppState((state) => openDocument(state.reading)?.outline ?? null)
  const sectionId = useAppState((state) => state.reading.sectionId)
  const notesState = useAppState((state) => state.notes)
  const readOnly = useAppState((state) => (state.shell.info?.readOnly ?? false) || state.notes.readOnly)
  // While a note is open for editing the pane stays with its section, wherever the text is scrolled to.
  const editingSection = notesState.editing === null ? null : sectionOf(notesState, notesState.editing)
  const shownSection = editingSection ?? sectionId
  const saved = useMemo(() => savedOfSection(notesState.notes, shownSection), [notesState.notes, shownSection])
  const listed = useMemo(() => withDrafts(saved, notesState.drafts, notesState.documentId, shownSection), [
    saved,
    notesState.drafts,
    notesState.documentId,
    shownSection,
  ])
  const [drawn, setDrawn] = useState(firstCards)
  const end = useRef<HTMLLIElement>(null)
  useEffect(() => setDrawn(firstCards), [shownSection])
  useEffect(() => {
    const mark = end.current
    if (!mark) return
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) setDrawn((count) => count + firstCards)
    })
    observer.observe(mark)
    return () => observer.disconnect()
  }, [drawn, listed.length])

  // Cards drawn above the one being written push it down; its words stay in sight.
  useLayoutEffect(() => {
    const active = document.activeElement
    if (active?.closest('.note-editing')) active.scrollIntoView({ block: 'nearest' })
  }, [drawn])

  const section = outline?.sections.find(({ id }) => id === shownSection)
  const heading = section?.headingSet ?? words('outline.opening')
  const shown = listed.slice(0, drawn)
  const editingAt = listed.findIndex(({ noteId }) => noteId === notesState.editing)
  const card = (index: number) => {
    const item = listed[index]
    return (
      item && (
        <NoteCard
          key={item.noteId}
          noteId={item.noteId}
          note={item.note}
          draft={item.draft}
          readOnly={readOnly}
          textLanguage={outline?.language ?? 'zh-Hant'}
          number={index + 1}
          previous={listed[index - 1]?.noteId ?? null}
          next={listed[index + 1]?.noteId ?? null}
          afterNext={listed[index + 2]?.noteId ?? null}
        />
      )
    )
  }

  return (
    <div className="notes">
      <header className="notes-head">
        <h2>
          <span className="notes-label">{words('notes.label')}</span>
          <span className="notes-section" lang={section && outline ? languageTags[outline.language] : undefined}>
            {heading}
          </span>
        </h2>
        <Button
          tone="primary"
          disabled={readOnly || !outline || !notesState.loaded}
          onClick={() => actions.beginNote(shownSection)}
        >
          <Icon name="plus" />
          {words('notes.new')}
        </Button>
      </header>
      {readOnly && <p className="notes-hint">{words('notes.readOnly')}</p>}
      {notesState.failure !== null && (
        <div className="empty" role="alert">
          <p>{describeError(notesState.failure, words)}</p>
          <Button onClick={() => void actions.reloadNotes()}>{words('app.tryAgain')}</Button>
        </div>
      )}
      {notesState.loaded && listed.length === 0 && <p className="notes-hint">{words('notes.empty')}</p>}
      <ol className="note-list">
        {shown.map((_, index) => card(index))}
        {listed.length > shown.length && <li ref={end} className="notes-more" aria-hidden="true" />}
        {editingAt >= shown.length && card(editingAt)}
      </ol>
    </div>
  )
}

const sectionOf = (
  { notes, drafts }: { notes: ReadonlyMap<string, { sectionId: string }>; drafts: ReadonlyMap<string, { sectionId: string }> },
  noteId: string,
): string | null => drafts.get(noteId)?.sectionId ?? notes.get(noteId)?.sectionId ?? null
