import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { TextLanguage } from '../../../preload/contract/documents.ts'
import { noteLanguage } from '../../reader/note-language.ts'
import { Markdown } from '../../ui/Markdown.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { useActions, useLanguage, useWords } from '../context.ts'

interface NoteEditorProps {
  readonly noteId: string
  readonly body: string
  readonly textLanguage: TextLanguage
  readonly label: string
  readonly onDone: () => void
}

/**
 * A plain text area that owns its words: React sets its value once and later only when words arrive from elsewhere and
 * nothing is being composed, because writing to a field during a composition loses or doubles characters.
 */
export const NoteEditor = ({ noteId, body, textLanguage, label, onDone }: NoteEditorProps) => {
  const words = useWords()
  const language = useLanguage()
  const actions = useActions()
  const field = useRef<HTMLTextAreaElement>(null)
  const composing = useRef(false)
  const [mode, setMode] = useState<'write' | 'preview'>('write')

  const take = () => {
    const element = field.current
    if (element && !composing.current) actions.typeNote(noteId, element.value)
  }

  const grow = () => {
    const element = field.current
    if (!element) return
    element.style.height = 'auto'
    element.style.height = `${element.scrollHeight + 2}px`
  }

  useLayoutEffect(() => {
    const element = field.current
    if (!element || composing.current || element.value === body) return
    const { selectionStart, selectionEnd } = element
    element.value = body
    element.setSelectionRange(Math.min(selectionStart, body.length), Math.min(selectionEnd, body.length))
    grow()
  }, [body, mode])

  useEffect(() => {
    const element = field.current
    if (mode !== 'write' || !element) return
    grow()
    element.focus()
    element.setSelectionRange(element.value.length, element.value.length)
  }, [mode])

  // A composition that the field loses with its focus or its page never ends by itself.
  useEffect(
    () => () => {
      composing.current = false
      actions.composeNote(noteId, false)
    },
    [actions, noteId],
  )

  return (
    <div className="note-editor">
      <Segments
        label={words('notes.mode')}
        value={mode}
        onChange={(next) => {
          composing.current = false
          take()
          setMode(next)
        }}
        options={[
          { value: 'write', label: words('notes.write'), hint: words('notes.writeHint') },
          { value: 'preview', label: words('notes.preview'), hint: words('notes.previewHint') },
        ]}
      />
      {mode === 'write' ? (
        <textarea
          ref={field}
          className="note-field"
          lang={noteLanguage(body, textLanguage, language)}
          aria-label={label}
          placeholder={words('notes.placeholder')}
          defaultValue={body}
          spellCheck={false}
          rows={4}
          onInput={(event) => {
            grow()
            if (!(event.nativeEvent instanceof InputEvent && event.nativeEvent.isComposing)) take()
          }}
          onCompositionStart={() => {
            composing.current = true
            actions.composeNote(noteId, true)
          }}
          onCompositionEnd={() => {
            composing.current = false
            actions.composeNote(noteId, false)
            take()
          }}
          onBlur={() => {
            composing.current = false
            actions.composeNote(noteId, false)
            take()
          }}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing || event.keyCode === 229) return
            const finish = event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
            if (!finish) return
            event.preventDefault()
            event.stopPropagation()
            take()
            onDone()
          }}
        />
      ) : (
        <div className="note-body note-preview">
          <Markdown text={body} lang={noteLanguage(body, textLanguage, language)} onLink={actions.openLink} />
        </div>
      )}
    </div>
  )
}
