import { wordAt } from '../../preload/text/words.ts'
import type { ReadingOptions, Readings } from '../../preload/text/readings.ts'
import { stretchAt, type Walkable } from './text-cursor.ts'

/** A word of the text: where it stands in L1, its characters, and how each is read (null for what is not read). */
export interface ReadWord {
  readonly start: number
  readonly end: number
  /** The paragraph it stands in, and where in it. */
  readonly paragraph: string
  readonly within: number
  readonly characters: readonly string[]
  readonly readings: readonly { readonly pinyin: string | null; readonly bopomofo: string | null }[]
}

/** The word at a code point of L1, as it is read there; null where no Han character stands. */
export const readWordAt = (
  stretches: readonly Walkable[],
  offset: number,
  readings: Readings,
  options: ReadingOptions,
): ReadWord | null => {
  const stretch = stretchAt(stretches, offset)
  if (!stretch) return null
  const word = wordAt(stretch.text, offset - stretch.start)
  if (!word) return null
  return readSpan(stretches, { start: stretch.start + word.start, end: stretch.start + word.end }, readings, options)
}

/** A span of L1 inside one paragraph as it is read there; null where no Han character stands in it. */
export const readSpan = (
  stretches: readonly Walkable[],
  span: { readonly start: number; readonly end: number },
  readings: Readings,
  options: ReadingOptions,
): ReadWord | null => {
  const stretch = stretchAt(stretches, span.start)
  if (!stretch) return null
  const within = span.start - stretch.start
  const characters = Array.from(stretch.text).slice(within, span.end - stretch.start)
  const found = new Map(readings.of(stretch.text, options).map((reading) => [reading.offset, reading]))
  const read = characters.map((_, index) => {
    const reading = found.get(within + index)
    return { pinyin: reading?.pinyin ?? null, bopomofo: reading?.bopomofo ?? null }
  })
  if (read.every(({ pinyin }) => pinyin === null)) return null
  return { start: span.start, end: span.start + characters.length, paragraph: stretch.text, within, characters, readings: read }
}
