import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react'
import { selectedSpan, selectSpan, type Span } from '../../reader/dom-text.ts'

const textFields = '[contenteditable=true], textarea, input:not([type=radio], [type=checkbox], [type=range])'

/** Keeps the selection on the same characters when the text is drawn in another script, layer or setting (`shown`). */
export const useKeptSelection = (column: RefObject<HTMLElement | null>, shown: string): void => {
  const span = useRef<Span | null>(null)
  useEffect(() => {
    const note = () => {
      span.current = column.current ? selectedSpan(column.current) : null
    }
    document.addEventListener('selectionchange', note)
    return () => document.removeEventListener('selectionchange', note)
  }, [column])

  useLayoutEffect(() => {
    // In a field the selection is the field's; taking it away would end a composition.
    if (!column.current || !span.current || document.activeElement?.matches(textFields)) return
    selectSpan(column.current, span.current)
  }, [column, shown])
}
