import { useId, useMemo, useRef } from 'react'
import { Tag, tagLimit } from '../../../preload/contract/notes.ts'
import { tagsInUse } from '../../state/marks.ts'
import { useActions, useAppState, useWords } from '../context.ts'

interface TagFieldProps {
  readonly noteId: string
  readonly tags: readonly string[]
  readonly readOnly: boolean
}

/** Commas divide tags, as they do in lists of tags. */
const divided = (words: string): string[] => words.split(/[,，、\n]/u).map((tag) => tag.trim())

/** The tags of a note. The field owns its words; nothing is taken from it while an input method composes. */
export const TagField = ({ noteId, tags, readOnly }: TagFieldProps) => {
  const words = useWords()
  const actions = useActions()
  const notes = useAppState((state) => state.notes.notes)
  const listId = useId()
  const field = useRef<HTMLInputElement>(null)
  const composing = useRef(false)
  const known = useMemo(() => tagsInUse(notes).filter(({ tag }) => !tags.includes(tag)), [notes, tags])

  const take = () => {
    const element = field.current
    if (!element || composing.current || element.value.trim() === '') return
    const next = [...new Set([...tags, ...divided(element.value).filter((tag) => Tag.safeParse(tag).success)])]
    if (next.length === tags.length || next.length > tagLimit.tags) return
    element.value = ''
    void actions.setTags(noteId, next)
  }

  return (
    <div className="note-tags">
      {tags.length > 0 && (
        <ul aria-label={words('marks.tags')}>
          {tags.map((tag) => (
            <li key={tag} className="note-tag">
              <span>{tag}</span>
              {!readOnly && (
                <button
                  type="button"
                  aria-label={words('marks.removeTag', { tag })}
                  title={words('marks.removeTag', { tag })}
                  onClick={() => {
                    field.current?.focus()
                    void actions.setTags(noteId, tags.filter((one) => one !== tag))
                  }}
                >
                  ×
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {!readOnly && (
        <>
          <input
            ref={field}
            className="tag-field"
            aria-label={words('marks.addTag')}
            placeholder={words('marks.addTag')}
            list={listId}
            autoComplete="off"
            spellCheck={false}
            onCompositionStart={() => {
              composing.current = true
            }}
            onCompositionEnd={() => {
              composing.current = false
            }}
            onInput={(event) => {
              if (event.nativeEvent instanceof InputEvent && event.nativeEvent.isComposing) return
              if (/[,，、]$/u.test(event.currentTarget.value)) take()
            }}
            onKeyDown={(event) => {
              if (event.nativeEvent.isComposing || event.keyCode === 229 || event.key !== 'Enter') return
              event.preventDefault()
              take()
            }}
            onBlur={() => {
              composing.current = false
              take()
            }}
          />
          <datalist id={listId}>
            {known.map(({ tag, count }) => (
              <option key={tag} value={tag} label={words('marks.tagCount', { count })} />
            ))}
          </datalist>
        </>
      )}
    </div>
  )
}
