import { memo, useRef } from 'react'
import type { Note } from '../../../preload/contract/notes.ts'
import type { TextLanguage } from '../../../preload/contract/documents.ts'
import { noteLanguage } from '../../reader/note-language.ts'
import { isUnsaved, type NoteDraft } from '../../state/notes.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Markdown } from '../../ui/Markdown.tsx'
import { localKeysOf } from '../../../preload/contract/commands.ts'
import { chordWord } from '../Commands/Keys.tsx'
import { onMac } from '../Commands/keys.ts'
import { useActions, useAppState, useLanguage, useWords } from '../context.ts'
import type { InterfaceLanguage } from '../../../preload/contract/printing.ts'
import { languageTags } from '../../../preload/contract/words/index.ts'
import { describeError } from '../error-words.ts'
import { NotePassage } from '../Marks/NotePassage.tsx'
import { Backlinks } from './Backlinks.tsx'
import { NoteEditor } from './NoteEditor.tsx'
import { NoteText } from './NoteText.tsx'

interface NoteCardProps {
  readonly noteId: string
  readonly note: Note | null
  readonly draft: NoteDraft | null
  readonly readOnly: boolean
  readonly textLanguage: TextLanguage
  readonly number: number
  readonly previous: string | null
  readonly next: string | null
  readonly afterNext: string | null
}

export const NoteCard = memo((props: NoteCardProps) => {
  const { noteId, note, draft, readOnly, textLanguage, number, previous, next, afterNext } = props
  const words = useWords()
  const language = useLanguage()
  const actions = useActions()
  const editing = useAppState((state) => state.notes.editing === noteId)
  const composing = useAppState((state) => state.notes.composing === noteId)
  const body = draft && isUnsaved(draft) ? draft.body : (note?.body ?? draft?.body ?? '')
  const card = useRef<HTMLLIElement>(null)
  const focusCard = () => card.current?.focus()
  return (
    <li
      className={`note ${editing ? 'note-editing' : ''}`}
      ref={card}
      data-note={noteId}
      tabIndex={-1}
      aria-label={words('notes.numbered', { number })}
      onKeyDown={(event) => {
        if (readOnly || !event.altKey || event.ctrlKey || event.nativeEvent.isComposing) return
        if (event.key === 'ArrowUp' && previous !== null) {
          event.preventDefault()
          void actions.moveNote(noteId, previous)
        }
        if (event.key === 'ArrowDown' && next !== null) {
          event.preventDefault()
          void actions.moveNote(noteId, afterNext)
        }
      }}
    >
      <h3 className="spoken">{words('notes.numbered', { number })}</h3>
      {note && <NotePassage note={note} readOnly={readOnly} />}
      {editing ? (
        <NoteEditor
          noteId={noteId}
          body={draft?.body ?? note?.body ?? ''}
          textLanguage={textLanguage}
          label={words('notes.editorLabel', { number })}
          onDone={() => {
            actions.endEditing(noteId)
            focusCard()
          }}
        />
      ) : (
        <NoteText
          body={body}
          textLanguage={textLanguage}
          onDoubleClick={(event) => {
            if (readOnly || (event.target instanceof Element && event.target.closest('a'))) return
            actions.editNote(noteId)
          }}
        />
      )}
      {(note?.alternatives.length ?? 0) > 0 && note && (
        <div className="note-alternatives">
          <p>{words('notes.conflict')}</p>
          {note.alternatives.map((alternative) => (
            <details key={`${alternative.version.hlc} ${alternative.version.device}`}>
              <summary>{words('notes.otherWords')}</summary>
              <Markdown
                text={alternative.body}
                lang={noteLanguage(alternative.body, textLanguage, language)}
                onLink={actions.openLink}
              />
              <Button
                disabled={readOnly}
                onClick={() => {
                  actions.takeAlternative(noteId, alternative.body)
                  void actions.dropAlternative(noteId, alternative.version)
                }}
              >
                {words('notes.takeOther')}
              </Button>
              <Button
                disabled={readOnly}
                onClick={() => {
                  actions.takeAlternative(noteId, `${body}\n\n${alternative.body}`)
                  void actions.dropAlternative(noteId, alternative.version)
                }}
              >
                {words('notes.joinOther')}
              </Button>
              <Button
                disabled={readOnly}
                onClick={() => void actions.dropAlternative(noteId, alternative.version)}
              >
                {words('notes.dropOther')}
              </Button>
            </details>
          ))}
        </div>
      )}
      <Backlinks target={{ kind: 'note', noteId }} textLanguage={textLanguage} />
      <footer className="note-foot">
        <SaveState draft={draft} composing={composing} savedAt={note?.updatedAt ?? null} onRetry={() => actions.retryNote(noteId)} />
        <div className="note-tools">
          {editing ? (
            <IconButton
              icon="done"
              label={words('notes.done', { keys: chordWord(localKeysOf('finish-note', onMac)[0] ?? '', words) })}
              onClick={() => {
                actions.endEditing(noteId)
                focusCard()
              }}
            />
          ) : (
            <IconButton
              icon="edit"
              label={words('notes.edit')}
              disabled={readOnly}
              onClick={() => actions.editNote(noteId)}
            />
          )}
          <IconButton
            icon="up"
            label={words('notes.moveUp', { keys: chordWord(localKeysOf('move-note', onMac)[0] ?? '', words) })}
            disabled={readOnly || previous === null || note === null}
            onClick={() => void actions.moveNote(noteId, previous).then(focusCard)}
          />
          <IconButton
            icon="down"
            label={words('notes.moveDown', { keys: chordWord(localKeysOf('move-note', onMac)[1] ?? '', words) })}
            disabled={readOnly || next === null || note === null}
            onClick={() => void actions.moveNote(noteId, afterNext).then(focusCard)}
          />
          {note && (
            <IconButton
              icon="history"
              label={words('versions.open')}
              onClick={() => actions.openDialog({ kind: 'versions', noteId })}
            />
          )}
          <IconButton
            icon="remove"
            label={words('notes.delete')}
            disabled={readOnly}
            onClick={() => {
              focusNeighbour(card.current)
              void actions.deleteNote(noteId)
            }}
          />
        </div>
      </footer>
    </li>
  )
})

interface SaveStateProps {
  readonly draft: NoteDraft | null
  /** An input method shows words here that are in no draft yet. */
  readonly composing: boolean
  readonly savedAt: number | null
  readonly onRetry: () => void
}

/** "Saved" stands here only when the words on the screen are the words on the disk. */
const SaveState = ({ draft, composing, savedAt, onRetry }: SaveStateProps) => {
  const words = useWords()
  const language = useLanguage()
  if (draft?.failure) {
    return (
      <p className="save-state save-failed" role="alert" data-save="failed">
        {describeError(draft.failure, words)} {words('notes.keptOnScreen')}{' '}
        <button type="button" className="link" onClick={onRetry}>
          {words('app.tryAgain')}
        </button>
      </p>
    )
  }
  if (draft?.saving) {
    return (
      <p className="save-state" data-save="saving">
        {words('notes.saving')}
      </p>
    )
  }
  if (composing || (draft && isUnsaved(draft))) {
    return (
      <p className="save-state" data-save="unsaved">
        {words('notes.unsaved')}
      </p>
    )
  }
  if (savedAt === null) return <p className="save-state" data-save="new">{words('notes.newHint')}</p>
  const when = timeWords(savedAt, language)
  return (
    <p className="save-state" data-save="saved">
      {words('notes.saved', { when })}
    </p>
  )
}

/** The time of day for today, else the date with it. */
const timeWords = (time: number, language: InterfaceLanguage): string => {
  const today = new Date(time).toDateString() === new Date().toDateString()
  return new Intl.DateTimeFormat(
    languageTags[language],
    today ? { timeStyle: 'short' } : { dateStyle: 'short', timeStyle: 'short' },
  ).format(time)
}

/** Keeps the keyboard in the notes when a card goes away. */
const focusNeighbour = (card: HTMLElement | null): void => {
  const neighbour = card?.nextElementSibling ?? card?.previousElementSibling
  const next = neighbour?.matches('.note') ? neighbour : card?.closest('.notes')?.querySelector('.notes-head button')
  if (next instanceof HTMLElement) next.focus()
}
