import type { ReactNode } from 'react'
import type { PrintModel, PrintReading } from '../../../preload/contract/printing.ts'
import { unbrokenStretches } from '../../reader/pieces.ts'
import { arrangeReadings, type PlacedReading } from './reading-shapes.ts'

type Ruby = Pick<PrintModel, 'direction' | 'rubySystem' | 'rubyAsText'>

/** BCP 47 tags of what readings are written in. */
const readingLanguages = { pinyin: 'zh-Latn-pinyin', bopomofo: 'zh-Bopo' } as const

/** The shapes stand before their character, out of the line: so they stay with it and the line does not know of them. */
const DrawnReading = ({ character, placed }: { readonly character: string; readonly placed: PlacedReading }) => (
  <span className="read" style={placed.extra === 0 ? undefined : { letterSpacing: `${placed.extra}em` }}>
    <svg className="reading" viewBox="0 0 1000 1000" aria-hidden="true">
      {placed.strokes.map(({ path, transform }, index) => (
        <path key={index} d={path} transform={transform} />
      ))}
    </svg>
    {character}
  </span>
)

interface ReadTextProps {
  readonly text: string
  /** In order of their places. */
  readonly readings: readonly PrintReading[]
  readonly ruby: Ruby
  /** The text is the end of its paragraph. */
  readonly isEnd?: boolean
}

/** Text with the readings of its characters, as shapes or as ruby where they are to be text of the file; its numbers, dashes and end unbroken. */
export const ReadText = ({ text, readings, ruby, isEnd = false }: ReadTextProps) => {
  const placed = ruby.rubyAsText ? [] : arrangeReadings(readings, ruby.rubySystem, ruby.direction)

  /** Code points from `start` to `end`. */
  const stretch = (characters: readonly string[], start: number): ReactNode[] => {
    const end = start + characters.length
    const set: ReactNode[] = []
    let at = start
    for (const [index, { offset, reading }] of readings.entries()) {
      if (offset < start || offset >= end) continue
      if (offset > at) set.push(characters.slice(at - start, offset - start).join(''))
      const character = characters[offset - start] ?? ''
      const shape = placed[index]
      set.push(
        shape === undefined ? (
          <ruby key={offset}>
            {character}
            <rt lang={readingLanguages[ruby.rubySystem]}>{reading}</rt>
          </ruby>
        ) : (
          <DrawnReading key={offset} character={character} placed={shape} />
        ),
      )
      at = offset + 1
    }
    if (at < end) set.push(characters.slice(at - start).join(''))
    return set
  }

  const set: ReactNode[] = []
  let unit = 0
  let at = 0
  const setUpTo = (end: number, whole: boolean) => {
    if (end <= unit) return
    const characters = Array.from(text.slice(unit, end))
    const nodes = stretch(characters, at)
    if (whole) {
      set.push(
        <span key={`whole ${at}`} className="whole">
          {nodes}
        </span>,
      )
    } else set.push(...nodes)
    at += characters.length
    unit = end
  }
  for (const { from, to } of unbrokenStretches(text, isEnd)) {
    setUpTo(from, false)
    setUpTo(to, true)
  }
  setUpTo(text.length, false)
  return set
}
