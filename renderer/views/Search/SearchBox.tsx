import { useEffect, useRef } from 'react'
import { searchQueryLimit } from '../../../preload/contract/search.ts'
import { useActions, useAppState, useWords } from '../context.ts'

export const searchBoxId = 'search-box'

interface SearchBoxProps {
  /** Id of the chosen result, for who hears it. */
  readonly active: string | undefined
  readonly onWalk: (by: number) => void
  readonly onOpen: () => void
}

/** Results that Page Up and Page Down move by. */
const pageRows = 8

/** The box of the search. It owns its words; a composition is searched for when it has ended. */
export const SearchBox = ({ active, onWalk, onOpen }: SearchBoxProps) => {
  const words = useWords()
  const actions = useActions()
  const query = useAppState((state) => state.search.wish.query)
  const asked = useAppState((state) => state.search.asked)
  const field = useRef<HTMLInputElement>(null)
  const composing = useRef(false)
  const answered = useRef(-1)

  useEffect(() => {
    const element = field.current
    if (!element || composing.current || answered.current === asked) return
    answered.current = asked
    if (element.value !== query) element.value = query
  }, [asked, query])

  const take = () => {
    if (field.current && !composing.current && field.current.value !== query) actions.wishSearch({ query: field.current.value })
  }

  return (
    <input
      ref={field}
      id={searchBoxId}
      type="text"
      className="search-field"
      role="combobox"
      aria-expanded="true"
      aria-controls="search-list"
      aria-autocomplete="list"
      aria-activedescendant={active}
      aria-label={words('search.field')}
      placeholder={words('search.field')}
      maxLength={searchQueryLimit}
      autoComplete="off"
      spellCheck={false}
      enterKeyHint="search"
      onInput={(event) => {
        if (!(event.nativeEvent instanceof InputEvent && event.nativeEvent.isComposing)) take()
      }}
      onCompositionStart={() => {
        composing.current = true
      }}
      onCompositionEnd={() => {
        composing.current = false
        take()
      }}
      onBlur={() => {
        composing.current = false
        take()
      }}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing || event.keyCode === 229) return
        if (event.ctrlKey || event.metaKey || event.altKey) return
        const by = { ArrowDown: 1, ArrowUp: -1, PageDown: pageRows, PageUp: -pageRows }[event.key]
        if (by === undefined && event.key !== 'Enter') return
        event.preventDefault()
        if (by === undefined) onOpen()
        else onWalk(by)
      }}
    />
  )
}
