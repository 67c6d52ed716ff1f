import { useEffect, useRef, useState } from 'react'
import type { DeletedNote } from '../../../preload/contract/notes.ts'
import type { ErrorCode } from '../../../preload/contract/wire.ts'
import { noteTitle } from '../../../preload/text/note-title.ts'
import { noteLanguage } from '../../reader/note-language.ts'
import { codeOf } from '../../state/actions.ts'
import { openDocument } from '../../state/document.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { useActions, useAppState, useLanguage, useWords } from '../context.ts'
import { describeError } from '../error-words.ts'
import { deviceWords, momentWords } from './kept-words.ts'
import './kept.css'

/** The deleted notes of the document. Nothing here can be destroyed, only brought back. */
export const TrashDialog = () => {
  const words = useWords()
  const language = useLanguage()
  const actions = useActions()
  const documentId = useAppState((state) => state.notes.documentId)
  const outline = useAppState((state) => openDocument(state.reading)?.outline ?? null)
  const readOnly = useAppState((state) => (state.shell.info?.readOnly ?? false) || state.notes.readOnly)
  const [deleted, setDeleted] = useState<readonly DeletedNote[] | null>(null)
  const [failure, setFailure] = useState<ErrorCode | null>(null)
  const [said, setSaid] = useState('')
  const list = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (documentId === null) return
    actions.deletedNotes(documentId).then(setDeleted, (error: unknown) => {
      setFailure(codeOf(error))
    })
  }, [actions, documentId])

  const textLanguage = outline?.language ?? 'zh-Hant'
  const headings = new Map(outline?.sections.map(({ id, headingSet }) => [id, headingSet]))
  const restore = async ({ note }: DeletedNote) => {
    await actions.restoreNote(note.id)
    setDeleted((known) => known?.filter((one) => one.note.id !== note.id) ?? null)
    setSaid(words('trash.restored', { section: note.sectionId }))
    list.current?.focus()
  }
  return (
    <Dialog title={words('trash.title')} closeLabel={words('app.close')} onClose={actions.closeDialog}>
      <div className="form trash" ref={list} tabIndex={-1}>
        <p className="form-hint" role="status">
          {said || words(deleted?.length === 0 ? 'trash.empty' : 'trash.hint')}
        </p>
        {failure !== null && (
          <p className="form-error" role="alert">
            {describeError(failure, words)}
          </p>
        )}
        <ul className="trash-list">
          {deleted?.map((one) => {
            const { note, own } = one
            const lang = noteLanguage(note.body, textLanguage, language)
            return (
              <li key={note.id} className="trash-item">
                <div>
                  <p className="trash-about">
                    {note.sectionId} <span lang={noteLanguage(headings.get(note.sectionId) ?? '', textLanguage, language)}>{headings.get(note.sectionId)}</span>
                  </p>
                  <p className="trash-words" lang={lang}>
                    {note.body.trim() === '' ? (note.anchor?.quote.exact ?? words('editor.untitled')) : note.body.slice(0, 400)}
                  </p>
                  <p className="trash-about">
                    {words('trash.deleted', {
                      when: momentWords(note.updatedAt, language),
                      device: deviceWords(own, note.version.device, words),
                    })}
                  </p>
                </div>
                <Button
                  disabled={readOnly}
                  aria-label={`${words('trash.restore')}: ${noteTitle(note.body) || words('editor.untitled')}`}
                  onClick={() => void restore(one)}
                >
                  {words('trash.restore')}
                </Button>
              </li>
            )
          })}
        </ul>
      </div>
    </Dialog>
  )
}
