import { useEffect, useRef, useState } from 'react'
import { isSeen } from '../../reader/page.ts'
import { openDocument } from '../../state/document.ts'
import { spanOf } from '../../state/reading-order.ts'
import { beginReading, hasBeenRead, sawEnd, type SectionReading } from '../../state/section-reading.ts'
import { charactersBefore } from '../../state/progress.ts'
import { Button } from '../../ui/Button.tsx'
import { useActions, useAppState, useStore, useWords } from '../context.ts'
import { useTextScript } from '../Marks/mark-quote.ts'
import { useHeading } from './heading.ts'

/** How often the page is looked at while nothing moves, in ms: a short section is read without a movement. */
const interval = 2000

/** Offers to mark the section as read when it was on the screen from its start to its end at a pace of reading. */
export const ReadOffer = () => {
  const words = useWords()
  const actions = useActions()
  const store = useStore()
  const heading = useHeading()
  const { lang } = useTextScript()
  const [offered, setOffered] = useState<string | null>(null)
  const reading = useRef<SectionReading | null>(null)
  const asked = useRef(new Set<string>())
  const documentId = useAppState((state) => openDocument(state.reading)?.outline.documentId ?? null)
  const read = useAppState((state) => state.study.study?.read ?? null)
  const mayMark = useAppState((state) => state.study.study !== null && !state.study.study.readOnly)

  useEffect(() => {
    asked.current = new Set()
    reading.current = null
    setOffered(null)
  }, [documentId])

  useEffect(() => {
    if (!mayMark) return
    const look = () => {
      const { reading: place, study } = store.get()
      const document = openDocument(place)
      const section = document?.outline.sections.find(({ id }) => id === place.sectionId)
      const span = section && spanOf(section)
      if (!document || !span || span.end <= span.start || globalThis.document.hidden) {
        reading.current = null
        return
      }
      const id = place.sectionId
      const before = (offset: number) => charactersBefore(document, id, offset)
      const length = before(span.end) - before(span.start)
      const now = performance.now()
      const known = reading.current?.sectionId === id ? reading.current : beginReading(id, length, before(place.offset) - before(span.start), now)
      reading.current = isSeen({ start: span.end - 1, end: span.end }) ? sawEnd(known, now) : known
      if (!hasBeenRead(reading.current) || asked.current.has(id) || study.study?.read.includes(id)) return
      asked.current.add(id)
      setOffered(id)
    }
    const timer = setInterval(look, interval)
    const unsubscribe = store.subscribe(look)
    return () => {
      clearInterval(timer)
      unsubscribe()
    }
  }, [store, mayMark])

  const [before, after] = words('study.offer', { heading: '\n' }).split('\n')
  const shown = offered !== null && !read?.includes(offered) ? offered : null
  return (
    <div className="read-offer" role="status" hidden={shown === null}>
      {shown !== null && (
        <>
          <p>
            {before}
            <span lang={lang}>{heading(shown)}</span>
            {after}
          </p>
          <Button tone="primary" onClick={() => void actions.markRead(shown, true)}>
            {words('study.offerYes')}
          </Button>
          <Button onClick={() => setOffered(null)}>{words('study.offerNo')}</Button>
        </>
      )}
    </div>
  )
}
