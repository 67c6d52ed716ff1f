import { useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react'
import { rangesOf } from '../../reader/dom-text.ts'
import { paint, unpaint } from '../../reader/highlights.ts'
import { textAtPoint } from '../../reader/line-at.ts'
import { walkableText } from '../../reader/text-cursor.ts'
import type { TextModel } from '../../reader/text-model.ts'
import { readWordAt, type ReadWord } from '../../reader/word-readings.ts'
import { useAppState, useStyle, useWords } from '../context.ts'
import { readingOptions, useReadings } from './page-readings.ts'

interface WordReadingProps {
  readonly scroller: RefObject<HTMLElement | null>
  readonly column: RefObject<HTMLElement | null>
  readonly model: TextModel
}

/** The reading of the one word under the pointer, or at the text cursor, over the word: nothing of the page moves. */
export const WordReading = ({ scroller, column, model }: WordReadingProps) => {
  const words = useWords()
  const { rubySystem } = useStyle()
  const rules = useAppState((state) => state.readings.rules)
  const cursor = useAppState((state) => state.reading.cursor)
  const readings = useReadings(true)
  const stretches = useMemo(() => walkableText(model), [model])
  const label = useRef<HTMLDivElement>(null)
  const [word, setWord] = useState<ReadWord | null>(null)

  useEffect(() => {
    const pane = scroller.current
    const text = column.current
    if (!pane || !text || !readings) return
    const options = readingOptions(rubySystem, rules)
    const show = (offset: number | null) =>
      setWord((known) => {
        if (offset === null) return null
        return known && offset >= known.start && offset < known.end ? known : readWordAt(stretches, offset, readings, options)
      })
    const onMove = (event: PointerEvent) => {
      const found = textAtPoint(text, event.clientX, event.clientY)
      const { clientX: x, clientY: y } = event
      const near = found && x >= found.box.left - 2 && x <= found.box.right + 2 && y >= found.box.top && y <= found.box.bottom
      show(near ? found.offset : null)
    }
    const onLeave = () => show(null)
    if (cursor !== null && cursor >= 0) show(cursor)
    pane.addEventListener('pointermove', onMove)
    pane.addEventListener('pointerleave', onLeave)
    pane.addEventListener('scroll', onLeave, { passive: true })
    return () => {
      pane.removeEventListener('pointermove', onMove)
      pane.removeEventListener('pointerleave', onLeave)
      pane.removeEventListener('scroll', onLeave)
    }
  }, [scroller, column, readings, rubySystem, rules, stretches, cursor])

  useLayoutEffect(() => {
    const text = column.current
    const frame = scroller.current?.getBoundingClientRect()
    const mark = label.current
    if (!text || !frame || !word || !mark) {
      unpaint('word')
      return
    }
    paint(text, 'word', [word])
    const box = rangesOf(text, word)[0]?.getClientRects()[0]
    if (!box) return
    const vertical = getComputedStyle(text).writingMode === 'vertical-rl'
    mark.style.setProperty('left', `${vertical ? box.right - frame.left + 4 : box.left + box.width / 2 - frame.left}px`)
    mark.style.setProperty('top', `${vertical ? box.top - frame.top : Math.max(box.top - frame.top - mark.offsetHeight, 0)}px`)
    mark.dataset['beside'] = vertical ? 'right' : 'above'
  }, [word, scroller, column])

  useEffect(() => () => unpaint('word'), [])

  const spoken = word?.readings.map(({ pinyin, bopomofo }) => (rubySystem === 'bopomofo' ? bopomofo : pinyin) ?? '').join(' ')
  return (
    <div className="word-reading" ref={label} role="status" hidden={!word} aria-label={words('readings.ofWord')}>
      {spoken}
    </div>
  )
}
