import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { TextLanguage } from '../../../preload/contract/documents.ts'
import type { FieldMemory, NoteField } from '../../editor/note-field.ts'
import { noteLanguage } from '../../reader/note-language.ts'
import { Button } from '../../ui/Button.tsx'
import { isComposed, useComposedField } from '../../ui/composed-field.ts'
import { Segments } from '../../ui/Segments.tsx'
import { useActions, useLanguage, useStore, useWords } from '../context.ts'
import { loadEditor } from './editor-parts.ts'
import { useInnerTitles } from './inner-titles.ts'
import { linkTargets } from './link-targets.ts'
import { NoteText } from './NoteText.tsx'
import './note-editor.css'

interface NoteEditorProps {
  readonly noteId: string
  readonly body: string
  readonly textLanguage: TextLanguage
  readonly label: string
  readonly onDone: () => void
}

/** What can be undone in notes whose editor was closed; the oldest is forgotten. */
const memories = new Map<string, FieldMemory>()
const mostMemories = 20

const remember = (noteId: string, memory: FieldMemory) => {
  memories.delete(noteId)
  memories.set(noteId, memory)
  const oldest = memories.keys().next()
  if (memories.size > mostMemories && oldest.done !== true) memories.delete(oldest.value)
}

/**
 * The editor of one note. Its field owns the words: they are told to the state after each change and come back from it
 * only when they arrived from elsewhere.
 */
export const NoteEditor = ({ noteId, body, textLanguage, label, onDone }: NoteEditorProps) => {
  const words = useWords()
  const language = useLanguage()
  const actions = useActions()
  const store = useStore()
  const titleOf = useInnerTitles()
  const holder = useRef<HTMLDivElement>(null)
  const waiting = useRef<HTMLTextAreaElement>(null)
  const field = useRef<NoteField | null>(null)
  /** Settles when the plain field's input method has finished. */
  const composed = useRef<Promise<void>>(Promise.resolve())
  const endOfComposition = useRef<() => void>(() => undefined)
  const { composing: isComposing, props: plainProps } = useComposedField(() => {
    if (waiting.current) actions.typeNote(noteId, waiting.current.value)
    actions.composeNote(noteId, false)
    endOfComposition.current()
  })
  const [mode, setMode] = useState<'write' | 'preview'>('write')
  const [status, setStatus] = useState<'loading' | 'ready' | 'failed'>('loading')
  const lang = noteLanguage(body, textLanguage, language)
  const latest = useRef({ body, lang, label, words, titleOf, onDone })
  useLayoutEffect(() => {
    latest.current = { body, lang, label, words, titleOf, onDone }
  })

  useEffect(() => {
    if (status !== 'loading') return
    const plain = waiting.current
    plain?.focus()
    plain?.setSelectionRange(plain.value.length, plain.value.length)
    let gone = false
    loadEditor().then(
      async (createNoteField) => {
        await composed.current
        const parent = holder.current
        if (gone || !parent) return
        const { words: say } = latest.current
        field.current = createNoteField({
          parent,
          body: waiting.current?.value ?? latest.current.body,
          caret: waiting.current?.selectionEnd ?? null,
          memory: memories.get(noteId) ?? null,
          label: latest.current.label,
          placeholder: say('notes.placeholder'),
          lang: latest.current.lang,
          missing: say('editor.linkMissing'),
          taskLabel: say('editor.task'),
          phrases: {
            Completions: say('editor.completions'),
            'Control character': say('editor.controlCharacter'),
            'Selection deleted': say('editor.selectionDeleted'),
          },
          titleOf: (link) => latest.current.titleOf(link),
          targets: () => linkTargets(store, noteId, latest.current.titleOf),
          onTyped: (typed) => actions.typeNote(noteId, typed),
          onComposing: (composing) => actions.composeNote(noteId, composing),
          onFinish: () => latest.current.onDone(),
        })
        setStatus('ready')
      },
      () => {
        if (!gone) setStatus('failed')
      },
    )
    return () => {
      gone = true
    }
  }, [actions, noteId, status, store])

  useEffect(
    () => () => {
      // A composition that the field loses with its focus or its page never ends by itself.
      field.current?.take()
      if (field.current) remember(noteId, field.current.remember())
      field.current?.destroy()
      field.current = null
      actions.composeNote(noteId, false)
    },
    [actions, noteId],
  )

  useEffect(() => {
    if (status !== 'ready') return
    field.current?.focus()
    holder.current?.scrollIntoView({ block: 'nearest' })
  }, [status])

  useLayoutEffect(() => {
    field.current?.receive(body)
    const plain = waiting.current
    if (plain && !isComposing.current && plain.value !== body) plain.value = body
  }, [body, isComposing])
  useEffect(() => field.current?.setLanguage(lang), [lang])

  return (
    <div className="note-editor">
      <Segments
        label={words('notes.mode')}
        value={mode}
        onChange={(next) => {
          field.current?.take()
          setMode(next)
          if (next === 'write') requestAnimationFrame(() => field.current?.focus())
        }}
        options={[
          { value: 'write', label: words('notes.write'), hint: words('notes.writeHint') },
          { value: 'preview', label: words('notes.preview'), hint: words('notes.previewHint') },
        ]}
      />
      <div ref={holder} className="note-field-holder" hidden={mode === 'preview' || status !== 'ready'} />
      {mode === 'write' && status !== 'ready' && (
        // A plain field until the editor is there: what is typed meanwhile counts.
        <textarea
          ref={waiting}
          className="note-field-waiting"
          lang={lang}
          aria-label={label}
          aria-busy={status === 'loading'}
          defaultValue={body}
          spellCheck={false}
          rows={4}
          {...plainProps}
          onCompositionStart={() => {
            plainProps.onCompositionStart()
            actions.composeNote(noteId, true)
            composed.current = new Promise((resolve) => {
              endOfComposition.current = resolve
            })
          }}
          onKeyDown={(event) => {
            if (isComposed(event) || !(event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey)))) return
            event.preventDefault()
            event.stopPropagation()
            onDone()
          }}
        />
      )}
      {status === 'failed' && (
        <p className="save-failed" role="alert">
          {words('editor.notLoaded')} <Button onClick={() => setStatus('loading')}>{words('app.tryAgain')}</Button>
        </p>
      )}
      {mode === 'preview' && <NoteText className="note-preview" body={body} textLanguage={textLanguage} />}
    </div>
  )
}
