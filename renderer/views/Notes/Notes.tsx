import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { languageTags } from '../../../preload/contract/words/index.ts'
import { openDocument } from '../../state/document.ts'
import { inPlaceOrder } from '../../state/marks.ts'
import { savedOfSection, withDrafts, type ListedNote } from '../../state/notes.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useActions, useAppState, useStyle, useWords } from '../context.ts'
import { describeError } from '../error-words.ts'
import { useScript } from '../script.ts'
import { UnreadableNotes } from '../Keeping/UnreadableNotes.tsx'
import { useLostMarks, useMarks } from '../Marks/use-marks.ts'
import { Backlinks } from './Backlinks.tsx'
import { warmEditor } from './editor-parts.ts'
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
  const marks = useMarks()
  const lost = useLostMarks()
  const saved = useMemo(() => {
    const own = savedOfSection(notesState.notes, shownSection)
    return inPlaceOrder(own.filter(({ id }) => lost.every(({ note }) => note.id !== id)), marks)
  }, [notesState.notes, shownSection, marks, lost])
  const listed = useMemo(() => withDrafts(saved, notesState.drafts, notesState.documentId, shownSection), [
    saved,
    notesState.drafts,
    notesState.documentId,
    shownSection,
  ])
  useEffect(warmEditor, [])
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

  const { direction } = useStyle()
  const script = useScript()
  const section = outline?.sections.find(({ id }) => id === shownSection)
  const heading = section ? (script?.convert(section.headingSet) ?? section.headingSet) : words('outline.opening')
  // A note that a search led to is drawn however far down it stands.
  const foundNote = useAppState((state) => state.search.noteId)
  const shown = listed.slice(0, Math.max(drawn, listed.findIndex(({ noteId }) => noteId === foundNote) + 1))
  const editingAt = listed.findIndex(({ noteId }) => noteId === notesState.editing)
  const shelf = lost.map(({ note }): ListedNote => ({ noteId: note.id, note, draft: notesState.drafts.get(note.id) ?? null }))
  /** A note on a passage has its place by that. */
  const movable = (at: number) => (listed[at]?.note?.anchor ? null : (listed[at]?.noteId ?? null))
  const card = (index: number) => {
    const item = listed[index]
    const moves = item?.note?.anchor == null
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
          previous={moves ? movable(index - 1) : null}
          next={moves ? movable(index + 1) : null}
          afterNext={moves ? movable(index + 2) : null}
        />
      )
    )
  }

  return (
    <div className="notes" data-direction={direction}>
      <header className="notes-head">
        <h2>
          <span className="notes-label">{words('notes.label')}</span>
          <span className="notes-section" lang={section && outline ? languageTags[script?.language ?? outline.language] : undefined}>
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
      <UnreadableNotes />
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
      {shelf.length > 0 && (
        <section className="note-shelf" aria-labelledby="note-shelf">
          <h2 id="note-shelf">{words('marks.shelf')}</h2>
          <ol className="note-list">
            {shelf.map((item, index) => (
              <NoteCard
                key={item.noteId}
                {...item}
                readOnly={readOnly}
                textLanguage={outline?.language ?? 'zh-Hant'}
                number={listed.length + index + 1}
                previous={null}
                next={null}
                afterNext={null}
              />
            ))}
          </ol>
        </section>
      )}
      <Backlinks target={{ kind: 'section', sectionId: shownSection }} textLanguage={outline?.language ?? 'zh-Hant'} />
    </div>
  )
}

const sectionOf = (
  { notes, drafts }: { notes: ReadonlyMap<string, { sectionId: string }>; drafts: ReadonlyMap<string, { sectionId: string }> },
  noteId: string,
): string | null => drafts.get(noteId)?.sectionId ?? notes.get(noteId)?.sectionId ?? null
