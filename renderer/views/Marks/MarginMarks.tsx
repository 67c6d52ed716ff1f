import { useEffect, useState, type RefObject } from 'react'
import { paint, unpaint } from '../../reader/highlights.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useActions, useAppState, useWords } from '../context.ts'
import { marginLines, type MarginLine } from './margin-lines.ts'
import { shortened, useTextScript } from './mark-quote.ts'
import { useMarks } from './use-marks.ts'

interface MarginMarksProps {
  readonly scroller: RefObject<HTMLElement | null>
  readonly column: RefObject<HTMLElement | null>
  readonly vertical: boolean
  readonly paged: boolean
  /** Names what is drawn and how: the lines are measured anew when it changes. */
  readonly shown: string
}

/** A mark beside each line with highlights, outside the flow of the text. */
export const MarginMarks = ({ scroller, column, vertical, paged, shown }: MarginMarksProps) => {
  const marks = useMarks()
  const [lines, setLines] = useState<readonly MarginLine[]>([])

  useEffect(() => {
    const pane = scroller.current
    const text = column.current
    if (!pane || !text || marks.length === 0) return setLines([])
    let frame = 0
    const measure = () => {
      frame = 0
      setLines(marginLines({ pane, column: text, vertical, paged, marks }))
    }
    const soon = () => {
      if (frame === 0) frame = requestAnimationFrame(measure)
    }
    soon()
    const observer = new ResizeObserver(soon)
    observer.observe(pane)
    observer.observe(text)
    document.fonts.addEventListener('loadingdone', soon)
    // The list of headings folds out above the text.
    text.addEventListener('toggle', soon, true)
    return () => {
      cancelAnimationFrame(frame)
      observer.disconnect()
      document.fonts.removeEventListener('loadingdone', soon)
      text.removeEventListener('toggle', soon, true)
    }
  }, [scroller, column, vertical, paged, marks, shown])

  return (
    <div className="margin-marks" data-direction={vertical ? 'vertical' : 'horizontal'}>
      {lines.map((line) =>
        line.beginning.length > 0 ? <LineMark key={line.key} line={line} vertical={vertical} /> : (
          <span
            key={line.key}
            className="margin-line"
            data-color={line.continuing[0]?.color ?? 'plain'}
            style={placeOf(line, vertical)}
            aria-hidden="true"
          />
        ),
      )}
    </div>
  )
}

const placeOf = ({ left, top, size }: MarginLine, vertical: boolean) =>
  vertical ? { left, top, width: size } : { left, top, height: size }

const LineMark = ({ line, vertical }: { readonly line: MarginLine; readonly vertical: boolean }) => {
  const words = useWords()
  const actions = useActions()
  const notes = useAppState((state) => state.notes.notes)
  const { shown } = useTextScript()
  const { beginning, continuing } = line
  const here = [...beginning, ...continuing]
  const [first] = here
  if (!first) return null
  const quote = shortened(shown(notes.get(first.noteId)?.anchor?.quote.exact ?? ''))
  const kind = here.length > 1 ? 'several' : first.hasWords ? 'note' : 'highlight'
  const label =
    kind === 'several'
      ? words('marks.marginSeveral', { count: here.length, quote })
      : words(kind === 'note' ? 'marks.marginNote' : 'marks.marginHighlight', { quote })
  const show = (event: { readonly currentTarget: HTMLElement }) => {
    const text = event.currentTarget.closest('#text')?.querySelector('article')
    if (text) paint(text, 'mark-current', here.map(({ range }) => range))
  }
  return (
    <button
      type="button"
      className="margin-mark"
      tabIndex={-1}
      data-kind={kind}
      data-color={first.color ?? 'plain'}
      data-marks={beginning.map(({ noteId }) => noteId).join(' ')}
      style={placeOf(line, vertical)}
      aria-label={label}
      title={label}
      onFocus={show}
      onBlur={() => unpaint('mark-current')}
      onPointerEnter={show}
      onPointerLeave={() => unpaint('mark-current')}
      onClick={() => actions.chooseMarks(here.map(({ noteId }) => noteId))}
    >
      {kind === 'several' ? here.length : kind === 'note' ? <Icon name="notes" /> : <span className="margin-bar" />}
    </button>
  )
}
