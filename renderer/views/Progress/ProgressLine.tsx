import { useEffect, useState } from 'react'
import { openDocument } from '../../state/document.ts'
import type { AppState } from '../../state/index.ts'
import { progressAt, usualPace } from '../../state/progress.ts'
import { selectStyle } from '../../state/selected-style.ts'
import { useAppState, useWords, type Say } from '../context.ts'
import { isEndInView } from './end-in-view.ts'
import './progress.css'

/** How far the reader has come and how long the rest takes. It says so when it is read, and interrupts nobody. */
export const ProgressLine = () => {
  const words = useWords()
  const offset = useAppState((state) => state.reading.offset)
  const direction = useAppState((state) => selectStyle(state).direction)
  const [atEnd, setAtEnd] = useState(false)
  useEffect(() => {
    const frame = requestAnimationFrame(() => setAtEnd(isEndInView(direction === 'vertical')))
    return () => cancelAnimationFrame(frame)
  }, [offset, direction])
  // One string for all that is shown, so that scrolling within a per cent draws nothing anew.
  const line = useAppState((state) => progressWords(state, atEnd, words).join('\n'))
  if (line === '') return null
  const parts = line.split('\n')
  return (
    <p className="progress-line" role="group" aria-label={words('progress.label')}>
      {parts.map((part, index) => (
        <span key={index} className="progress-part">
          {index > 0 && <span aria-hidden="true">·</span>}
          {part}
        </span>
      ))}
    </p>
  )
}

const progressWords = (state: AppState, atEnd: boolean, words: Say): string[] => {
  const { reading, shell } = state
  const document = openDocument(reading)
  if (!document) return []
  const { section, sections, part, left, leftHere } = progressAt(document, reading.sectionId, reading.offset, atEnd)
  const pace = shell.settings.pace ?? usualPace
  const place = section === 0 ? words('progress.opening') : words('progress.section', { section, count: sections })
  // All is read only where the end is on the screen.
  const percent = atEnd ? 100 : Math.min(99, Math.floor(part * 100))
  const minutesHere = Math.round(leftHere / pace)
  return [
    ...(sections === 0 ? [] : [place]),
    words('progress.part', { part: percent }),
    ...(left === 0 ? [] : [timeWords(left / pace, words)]),
    ...(left === leftHere || minutesHere < 1 ? [] : [words('progress.leftHere', { count: minutesHere })]),
  ]
}

const timeWords = (minutes: number, words: Say): string => {
  const whole = Math.round(minutes)
  if (whole < 1) return words('progress.leftNothing')
  if (whole < 90) return words('progress.left', { count: whole })
  return words('progress.leftHours', { hours: Math.floor(whole / 60), minutes: whole % 60 })
}
