import { useCallback, useEffect, useRef, useState } from 'react'
import { languageTags } from '../../../preload/contract/words/index.ts'
import { flavoursOf } from '../../reader/copying.ts'
import { paint, unpaint } from '../../reader/highlights.ts'
import { selectedRange } from '../../reader/dom-text.ts'
import { readingPane, readingText, whenDrawn } from '../../reader/page.ts'
import { openDocument } from '../../state/document.ts'
import { Menu } from '../../ui/Menu.tsx'
import { useActions, useAppState, useLanguage, useStore, useWords } from '../context.ts'
import { copyPassage } from './copy-passage.ts'
import { createSelectionMemory, type SelectedPassage, type SelectionMemory } from './selected-passage.ts'
import { selectionCommands } from './selection-commands.ts'
import './passages.css'

/** What is done with passages of the text: links lead to them, a selection has a menu, and they are copied. */
export const Passages = () => {
  const memory = useRef<SelectionMemory | null>(null)
  useEffect(() => {
    const made = createSelectionMemory()
    memory.current = made
    return () => made.dispose()
  }, [])
  const selection = useCallback(() => memory.current?.passage() ?? null, [])
  useCopying(selection)
  useCopiedText(selection)
  return (
    <>
      <Arrival />
      <SelectionMenu selection={selection} />
    </>
  )
}

/** Marks the passage that a link led to, takes the focus there and says where it is. */
const Arrival = () => {
  const words = useWords()
  const language = useLanguage()
  const actions = useActions()
  const passage = useAppState((state) => state.passage.shown)
  const document = useAppState((state) => openDocument(state.reading))
  const shown = passage && document?.outline.documentId === passage.documentId ? passage : null

  useEffect(() => {
    if (!shown) return
    const callOff = whenDrawn((text) => {
      if (shown.span) paint(text, 'passage', [shown.span])
      readingPane()?.focus({ preventScroll: true })
    })
    return () => {
      callOff()
      unpaint('passage')
    }
  }, [shown])

  useEffect(() => {
    if (!shown) return
    const leave = (event: KeyboardEvent | MouseEvent) => {
      if (event instanceof KeyboardEvent ? event.key === 'Escape' : readingText()?.contains(event.target as Node)) actions.leavePassage()
    }
    window.addEventListener('keydown', leave)
    window.addEventListener('mousedown', leave)
    return () => {
      window.removeEventListener('keydown', leave)
      window.removeEventListener('mousedown', leave)
    }
  }, [shown, actions])

  const section = document?.outline.sections.find(({ id }) => id === shown?.sectionId)?.headingSet ?? words('outline.opening')
  const place =
    shown?.paragraph == null
      ? words('passage.arrivedSection', { section })
      : words('passage.arrived', { section, number: String(shown.paragraph) })
  return (
    <p className="spoken" role="status" lang={languageTags[language]} data-passage={shown?.serial}>
      {shown ? place : ''}
    </p>
  )
}

/** Carries out wishes to copy. */
const useCopying = (selection: () => SelectedPassage | null): void => {
  const store = useStore()
  const actions = useActions()
  const language = useLanguage()
  const copying = useAppState((state) => state.passage.copying)
  const done = useRef(copying?.serial ?? 0)
  useEffect(() => {
    if (!copying || copying.serial === done.current) return
    done.current = copying.serial
    const { reading, bibliography } = store.get()
    const document = openDocument(reading)
    if (!document) return
    const options = {
      document,
      bibliography: bibliography.bibliography,
      language,
      sectionId: reading.sectionId,
      selected: selection(),
      today: new Date(),
    }
    actions.tellCopied(copyPassage(copying.wish, options))
  }, [copying, store, actions, language, selection])
}

const isField = (element: Element | null): boolean => element?.matches('[contenteditable=true], textarea, input') ?? false

/** Whatever way the text is copied, it is copied as its menu copies it: without readings and struck words. */
const useCopiedText = (selection: () => SelectedPassage | null): void => {
  useEffect(() => {
    const onCopy = (event: ClipboardEvent) => {
      const text = readingText()
      const selected = text && selectedRange(text) ? selection() : null
      if (!selected || !event.clipboardData || event.defaultPrevented || isField(document.activeElement)) return
      const { plain, html } = flavoursOf({ words: selected.words, language: selected.language, citation: null, link: null })
      event.clipboardData.setData('text/plain', plain)
      event.clipboardData.setData('text/html', html)
      event.preventDefault()
    }
    document.addEventListener('copy', onCopy)
    return () => document.removeEventListener('copy', onCopy)
  }, [selection])
}

interface MenuPlace {
  readonly passage: SelectedPassage
  readonly left: number
  readonly top: number
}

/** Opened by the right mouse button, the menu key or Shift+F10 where something of the text is selected. */
const SelectionMenu = ({ selection }: { readonly selection: () => SelectedPassage | null }) => {
  const words = useWords()
  const actions = useActions()
  const [place, setPlace] = useState<MenuPlace | null>(null)
  const close = useCallback(() => {
    setPlace(null)
    readingPane()?.focus({ preventScroll: true })
  }, [])

  useEffect(() => {
    const onMenu = (event: MouseEvent) => {
      const text = readingText()
      const inText = event.target instanceof Node && readingPane()?.contains(event.target)
      const selected = document.getSelection()
      if (!text || !inText || !selected || selected.isCollapsed) return
      const passage = selection()
      if (!passage) return
      event.preventDefault()
      const byMouse = event.button === 2
      const box = [...selected.getRangeAt(0).getClientRects()].at(-1)
      setPlace({
        passage,
        left: byMouse ? event.clientX : (box?.right ?? event.clientX),
        top: byMouse ? event.clientY : (box?.bottom ?? event.clientY),
      })
    }
    window.addEventListener('contextmenu', onMenu)
    return () => window.removeEventListener('contextmenu', onMenu)
  }, [selection])

  if (!place) return null
  const items = selectionCommands
    .filter(({ fits }) => fits?.(place.passage) ?? true)
    .map((command) => ({
      id: command.id,
      label: words(command.words),
      divided: command.divided === true,
      run: () => command.run(actions, place.passage),
    }))
  return <Menu label={words('citation.menu')} items={items} left={place.left} top={place.top} onClose={close} />
}
