import { useCallback, useEffect, useMemo, useRef } from 'react'
import { paint, unpaint } from '../../reader/highlights.ts'
import { rangesOf } from '../../reader/dom-text.ts'
import { readingPane, readingText } from '../../reader/page.ts'
import type { Mark } from '../../state/marks.ts'
import { Button } from '../../ui/Button.tsx'
import { useActions, useAppState, useWords } from '../context.ts'
import { ColorButtons } from './ColorButtons.tsx'
import { useFloatingPlace } from './floating-place.ts'
import { shortened, useTextScript } from './mark-quote.ts'

/** The last line of a highlight that can be seen, else the middle of the pane. */
const boxOf = ({ range }: Mark): DOMRect | null => {
  const text = readingText()
  const pane = readingPane()?.getBoundingClientRect()
  if (!text || !pane) return null
  const boxes = rangesOf(text, range).flatMap((part) => [...part.getClientRects()])
  const seen = boxes.filter(({ top, bottom, left, right }) => bottom > pane.top && top < pane.bottom && right > pane.left && left < pane.right)
  return seen.at(-1) ?? new DOMRect(pane.left + pane.width / 3, pane.top + pane.height / 3, 0, 0)
}

/** The highlights of one place: their colours, their notes, and taking them away. */
export const MarkChoices = ({ marks }: { readonly marks: readonly Mark[] }) => {
  const words = useWords()
  const actions = useActions()
  const chosen = useAppState((state) => state.marks.chosen)
  const readOnly = useAppState(({ notes, shell }) => notes.readOnly || (shell.info?.readOnly ?? false))
  const notes = useAppState((state) => state.notes.notes)
  const { shown, lang } = useTextScript()
  const panel = useRef<HTMLDivElement>(null)
  const before = useRef<Element | null>(null)
  const here = useMemo(
    () => (chosen ?? []).flatMap((noteId) => marks.find((mark) => mark.noteId === noteId) ?? []),
    [chosen, marks],
  )
  const [first] = here
  const open = first !== undefined
  // The panel stays where it opened, whatever is changed in it.
  const box = useMemo(() => {
    const mark = marks.find(({ noteId }) => noteId === chosen?.[0])
    return mark ? boxOf(mark) : null
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [chosen])
  useFloatingPlace(panel, open ? box : null)

  const close = useCallback(() => {
    actions.chooseMarks(null)
    const back = before.current
    if (back instanceof HTMLElement && back.isConnected && back.matches('[data-marks]')) back.focus({ preventScroll: true })
    else readingPane()?.focus({ preventScroll: true })
  }, [actions])

  useEffect(() => {
    if (chosen === null) return
    before.current = document.activeElement
    panel.current?.querySelector('button')?.focus({ preventScroll: true })
    const onPointer = (event: PointerEvent) => {
      if (!(event.target instanceof Node && panel.current?.contains(event.target))) actions.chooseMarks(null)
    }
    window.addEventListener('pointerdown', onPointer, true)
    return () => window.removeEventListener('pointerdown', onPointer, true)
  }, [chosen, actions])

  // The last highlight of the place was removed.
  useEffect(() => {
    if (chosen !== null && !open) close()
  }, [chosen, open, close])

  useEffect(() => {
    const text = readingText()
    if (!text || here.length === 0) return
    paint(text, 'mark-current', here.map(({ range }) => range))
    return () => unpaint('mark-current')
  }, [here])

  if (!open) return null
  return (
    <div
      ref={panel}
      className="mark-choices"
      role="dialog"
      aria-label={words('marks.here')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        close()
      }}
    >
      {here.map(({ noteId, color, hasWords }) => (
        <div key={noteId} className="mark-choice" role="group" aria-label={shortened(shown(notes.get(noteId)?.anchor?.quote.exact ?? ''))}>
          <p className="mark-quote" lang={lang} data-color={color ?? 'plain'}>
            {shortened(shown(notes.get(noteId)?.anchor?.quote.exact ?? ''))}
          </p>
          <div className="mark-choice-tools">
            {!readOnly && <ColorButtons value={color} onChoose={(next) => void actions.colorMark(noteId, next)} />}
            <Button
              disabled={readOnly && !hasWords}
              onClick={() => {
                actions.chooseMarks(null)
                actions.writeNote(noteId)
              }}
            >
              {words(hasWords ? 'marks.openNote' : 'marks.write')}
            </Button>
            {!readOnly && (
              <Button tone="danger" onClick={() => void actions.removeMark(noteId)}>
                {words(hasWords ? 'marks.removeWithNote' : 'marks.remove')}
              </Button>
            )}
          </div>
        </div>
      ))}
    </div>
  )
}
