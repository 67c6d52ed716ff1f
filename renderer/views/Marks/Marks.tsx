import { useCallback, useEffect, useLayoutEffect, useRef } from 'react'
import type { NoteColor } from '../../../preload/contract/notes.ts'
import { languageTags } from '../../../preload/contract/words/index.ts'
import { paint, unpaint, type HighlightName } from '../../reader/highlights.ts'
import { characterAtPoint } from '../../reader/line-at.ts'
import { selectedSpan, type Span } from '../../reader/dom-text.ts'
import { isSeen, readingText, whenDrawn } from '../../reader/page.ts'
import { openDocument } from '../../state/document.ts'
import { marksAt, stepMark, stretchesOf, type Mark, type MarkWish } from '../../state/marks.ts'
import { placeOfPassage } from '../../state/passage-place.ts'
import { focusSoon } from '../Commands/panes.ts'
import { createSelectionMemory, type SelectionMemory } from '../Passages/selected-passage.ts'
import { useActions, useAppState, useLanguage, useStore, useWords } from '../context.ts'
import { MarkChoices } from './MarkChoices.tsx'
import { SelectionTools } from './SelectionTools.tsx'
import { colorWords, markColors } from './mark-colors.ts'
import { useMarks } from './use-marks.ts'
import './marks.css'

/** Highlights over the text: painted, made from the selection, chosen with the pointer or the keyboard. */
export const Marks = () => {
  const marks = useMarks()
  usePlaces()
  usePainting(marks)
  useWishes(marks)
  useClicks(marks)
  return (
    <>
      <News />
      <SelectionTools />
      <MarkChoices marks={marks} />
    </>
  )
}

/** Asks where notes of other editions stand as soon as there are any. */
const usePlaces = (): void => {
  const actions = useActions()
  const revision = useAppState((state) => openDocument(state.reading)?.outline.revision ?? null)
  const loaded = useAppState((state) => state.notes.loaded)
  const notes = useAppState((state) => state.notes.notes)
  useEffect(() => {
    if (revision !== null && loaded) void actions.loadPlaces()
  }, [revision, loaded, notes, actions])
}

const paints: readonly (NoteColor | null)[] = [...markColors, null]

const paintOf = (color: NoteColor | null): HighlightName => `mark-${color ?? 'plain'}`

const usePainting = (marks: readonly Mark[]): void => {
  useLayoutEffect(() => {
    const stretches = stretchesOf(marks)
    return whenDrawn((text) => {
      for (const color of paints) {
        paint(text, paintOf(color), stretches.filter((stretch) => stretch.color === color).map(({ range }) => range))
      }
      paint(text, 'mark-overlap', stretches.filter(({ count }) => count > 1).map(({ range }) => range))
    })
  }, [marks])
  useEffect(
    () => () => {
      for (const color of paints) unpaint(paintOf(color))
      unpaint('mark-overlap')
    },
    [],
  )
}

/** Carries out what was asked for with a selection, which a palette or a menu may have taken the focus from. */
const useWishes = (marks: readonly Mark[]): void => {
  const store = useStore()
  const actions = useActions()
  const memory = useRef<SelectionMemory | null>(null)
  useEffect(() => {
    const made = createSelectionMemory()
    memory.current = made
    return () => made.dispose()
  }, [])

  const step = useCallback(
    (by: 1 | -1) => {
      const { reading } = store.get()
      const open = openDocument(reading)
      if (!open) return
      const focused = document.activeElement?.closest<HTMLElement>('[data-marks]')?.dataset['marks']?.split(' ') ?? []
      const text = readingText()
      const selected = text && selectedSpan(text)
      const offset = selected?.start ?? (reading.cursor !== null && reading.cursor >= 0 ? reading.cursor : reading.offset)
      const mark = stepMark(marks, { noteId: (by === 1 ? focused.at(-1) : focused[0]) ?? null, offset }, by)
      if (!mark) return
      if (!isSeen({ start: mark.range.start, end: mark.range.start + 1 })) {
        actions.goTo(placeOfPassage(open, mark.range).sectionId, mark.range.start)
      }
      focusSoon(`[data-marks~="${CSS.escape(mark.noteId)}"]`)
    },
    [marks, store, actions],
  )

  const wish = useAppState((state) => state.marks.wish)
  const done = useRef(wish?.serial ?? 0)
  useEffect(() => {
    if (!wish || wish.serial === done.current) return
    done.current = wish.serial
    const passage = memory.current?.passage() ?? null
    const forget = () => {
      memory.current?.forget()
      // The highlight is seen only when the selection no longer lies over it.
      document.getSelection()?.removeAllRanges()
    }
    const carryOut = (wanted: MarkWish, span: Span | null) => {
      switch (wanted.kind) {
        case 'highlight':
          void actions.highlight(span, wanted.color, wanted.write)
          if (span) forget()
          return
        case 'place':
          if (!span) return void actions.highlight(null, 'last', false)
          void actions.placeMark(wanted.noteId, span)
          forget()
          return
        case 'step':
          step(wanted.by)
          return
      }
    }
    carryOut(wish.wish, passage?.span ?? null)
  }, [wish, actions, step])
}

/** What of the text does something of its own when it is clicked. */
const clickable = 'button, a, summary, .repair, .undrawn'

const useClicks = (marks: readonly Mark[]): void => {
  const actions = useActions()
  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      const text = readingText()
      if (!text || !(event.target instanceof Element) || !text.contains(event.target)) return
      if (event.target.closest(clickable) || selectedSpan(text)) return
      const offset = characterAtPoint(text, event.clientX, event.clientY)
      const here = offset === null ? [] : marksAt(marks, offset)
      if (here.length > 0) actions.chooseMarks(here.map(({ noteId }) => noteId))
    }
    window.addEventListener('click', onClick)
    return () => window.removeEventListener('click', onClick)
  }, [marks, actions])
}

/** What was done last, for those who do not see it. */
const News = () => {
  const words = useWords()
  const language = useLanguage()
  const news = useAppState((state) => state.marks.news)
  const color = words(colorWords[news?.color ?? 'plain'])
  const spoken = {
    made: words('marks.made', { color }),
    colored: words('marks.colored', { color }),
    removed: words('marks.removed'),
    undone: words('marks.undone'),
    'nothing-undone': words('marks.nothingUndone'),
    placed: words('marks.placed'),
  }
  return (
    <p className="spoken" role="status" lang={languageTags[language]} data-marks-news={news?.serial}>
      {news ? spoken[news.what] : ''}
    </p>
  )
}
