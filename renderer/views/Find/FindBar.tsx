import { useEffect, useRef } from 'react'
import { selectSpan } from '../../reader/dom-text.ts'
import { currentHit } from '../../state/find.ts'
import { IconButton } from '../../ui/Button.tsx'
import { isComposed, useComposedField } from '../../ui/composed-field.ts'
import { chordWord, withKeys } from '../Commands/Keys.tsx'
import { useActions, useAppState, useWords } from '../context.ts'
import { articleOf, homeOf } from './found-passage.ts'
import { useTextSearch } from './use-text-search.ts'
import './find.css'

/** The search in the open text, above it: not a dialog, so that the text can be read and scrolled meanwhile. */
export const FindBar = () => {
  const open = useAppState(({ find }) => find.open)
  useTextSearch()
  return open ? <Bar /> : null
}

const Bar = () => {
  const words = useWords()
  const actions = useActions()
  const find = useAppState((state) => state.find)
  const received = useAppState((state) => state.shell.settings.layer === 'source')
  const field = useRef<HTMLInputElement>(null)
  const asked = useRef(-1)
  const { composing, props } = useComposedField(() => {
    if (field.current) actions.typeFind(field.current.value)
  })

  useEffect(() => {
    const element = field.current
    if (!element || composing.current || asked.current === find.asked) return
    asked.current = find.asked
    // The field owns its words; they are set only when the search is opened with others.
    if (element.value !== find.query) element.value = find.query
    element.focus()
    element.select()
  }, [find.asked, find.query, composing])

  const close = () => {
    const hit = currentHit(find)
    actions.closeFind()
    document.getElementById('text')?.focus({ preventScroll: true })
    const article = articleOf()
    if (article && hit) selectSpan(homeOf(article, hit), hit)
  }

  const count = find.hits?.length ?? 0
  const nothing = find.query !== '' && find.hits !== null && count === 0
  return (
    <div className="find-bar" role="search" aria-label={words('find.label')}>
      <input
        ref={field}
        type="text"
        className="find-field"
        aria-label={words('find.field')}
        placeholder={words('find.field')}
        defaultValue={find.query}
        aria-invalid={nothing}
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="search"
        {...props}
        onKeyDown={(event) => {
          if (isComposed(event)) return
          if (event.key !== 'Enter' && event.key !== 'Escape') return
          event.preventDefault()
          event.stopPropagation()
          if (event.key === 'Escape') close()
          else actions.stepFind(event.shiftKey ? -1 : 1)
        }}
      />
      <p className={`find-count ${nothing ? 'find-none' : ''}`} role="status">
        {count > 0 && (
          <>
            <span aria-hidden="true">{words('find.count', { current: (find.current ?? 0) + 1, count })}</span>
            <span className="spoken">{words('find.spoken', { current: (find.current ?? 0) + 1, count })}</span>
            {find.wrapped && <span className="find-remark"> {words('find.wrapped')}</span>}
          </>
        )}
        {nothing && words('find.none')}
        {received && find.query !== '' && <span className="find-remark"> {words('find.inMended')}</span>}
      </p>
      <IconButton
        icon="up"
        label={words('find.previous')}
        title={withKeys(words('find.previous'), 'find-previous', words)}
        disabled={count === 0}
        onClick={() => actions.stepFind(-1)}
      />
      <IconButton
        icon="down"
        label={words('find.next')}
        title={withKeys(words('find.next'), 'find-next', words)}
        disabled={count === 0}
        onClick={() => actions.stepFind(1)}
      />
      <IconButton
        icon="close"
        label={words('find.close')}
        title={`${words('find.close')} (${chordWord('Escape', words)})`}
        onClick={close}
      />
    </div>
  )
}
