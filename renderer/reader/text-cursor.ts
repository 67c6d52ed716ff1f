import type { Paragraph, TextModel } from './text-model.ts'

/** A stretch of text a cursor walks over: one paragraph or heading, where it begins in L1 and its characters. */
export interface Walkable {
  readonly start: number
  readonly text: string
}

/** The text of a model in the order in which it is read, without the list of headings. */
export const walkableText = (model: Pick<TextModel, 'title' | 'opening' | 'sections'>): Walkable[] => {
  const found: Paragraph[] = []
  if (model.title) found.push(model.title)
  const blocks = [...model.opening]
  for (const block of blocks) if (block.kind === 'paragraph') found.push(block.paragraph)
  for (const section of model.sections) {
    // A heading that stands only in the list at the top has no place of its own in the body.
    if (section.section.headingRange && section.opens !== false) found.push(section.heading)
    for (const block of section.blocks) if (block.kind === 'paragraph') found.push(block.paragraph)
  }
  return found
    .map(({ start, text }) => ({ start, text }))
    .filter(({ text }) => text !== '')
    .sort((a, b) => a.start - b.start)
}

const lengthOf = ({ text }: Walkable): number => Array.from(text).length

/** The stretch an offset is in or, between two, the one before it. */
export const stretchAt = (stretches: readonly Walkable[], offset: number): Walkable | null => {
  let found: Walkable | null = null
  for (const stretch of stretches) {
    if (stretch.start > offset) break
    found = stretch
  }
  return found ?? stretches[0] ?? null
}

export type CursorUnit = 'character' | 'word'

const segmenters = {
  character: new Intl.Segmenter('zh', { granularity: 'grapheme' }),
  word: new Intl.Segmenter('zh', { granularity: 'word' }),
} as const

/** Offsets within a text at which a unit begins, its end included, in code points. */
const boundaries = (text: string, unit: CursorUnit): number[] => {
  const found = [0]
  let at = 0
  for (const { segment } of segmenters[unit].segment(text)) {
    at += Array.from(segment).length
    found.push(at)
  }
  return found
}

/** The place one unit further (`by` 1) or back (−1); from the end of a stretch it is the beginning of the next. */
export const moveCursor = (stretches: readonly Walkable[], offset: number, by: 1 | -1, unit: CursorUnit): number => {
  const here = stretchAt(stretches, offset)
  if (!here) return offset
  const within = Math.min(offset - here.start, lengthOf(here))
  const places = boundaries(here.text, unit)
  if (by === 1) {
    const next = places.find((place) => place > within)
    if (next !== undefined) return here.start + next
    return stretches[stretches.indexOf(here) + 1]?.start ?? offset
  }
  const previous = places.findLast((place) => place < within)
  if (previous !== undefined) return here.start + previous
  const before = stretches[stretches.indexOf(here) - 1]
  return before ? before.start + lengthOf(before) : offset
}

/** The beginning and the end of the stretch an offset is in. */
export const stretchEnds = (stretches: readonly Walkable[], offset: number): { start: number; end: number } | null => {
  const here = stretchAt(stretches, offset)
  return here ? { start: here.start, end: here.start + lengthOf(here) } : null
}
