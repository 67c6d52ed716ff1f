import type { ReactNode } from 'react'
import type { PrintModel, PrintReading } from '../../../preload/contract/printing.ts'
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
}

/** Text with the readings of its characters: as shapes, or as ruby where they are to be text of the file. */
export const ReadText = ({ text, readings, ruby }: ReadTextProps) => {
  if (readings.length === 0) return text
  const placed = ruby.rubyAsText ? [] : arrangeReadings(readings, ruby.rubySystem, ruby.direction)
  const characters = Array.from(text)
  const set: ReactNode[] = []
  let at = 0
  for (const [index, { offset, reading }] of readings.entries()) {
    if (offset > at) set.push(characters.slice(at, offset).join(''))
    const character = characters[offset] ?? ''
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
  set.push(characters.slice(at).join(''))
  return set
}
