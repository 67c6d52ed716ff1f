import type { Range } from '../contract/documents.ts'

export interface Word extends Range {
  /** False for white space and marks. */
  readonly isWordLike: boolean
}

let segmenter: Intl.Segmenter | null = null

const segmentsOf = (text: string): Intl.Segments => {
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' })
  return segmenter.segment(text)
}

const pointsIn = (text: string): number => Array.from(text).length

/** The words of a text, marks and white space among them, in code points: they cover the text without gaps. */
export const wordsOf = (text: string): Word[] => {
  let start = 0
  return Array.from(segmentsOf(text), ({ segment, isWordLike }) => {
    const word = { start, end: start + pointsIn(segment), isWordLike: isWordLike === true }
    start = word.end
    return word
  })
}

/** The word in which the character at a code point stands; null outside the text. */
export const wordAt = (text: string, offset: number): Word | null => {
  const characters = Array.from(text)
  if (offset < 0 || offset >= characters.length) return null
  const found = segmentsOf(text).containing(characters.slice(0, offset).join('').length)
  if (found === undefined) return null
  const start = pointsIn(text.slice(0, found.index))
  return { start, end: start + pointsIn(found.segment), isWordLike: found.isWordLike === true }
}
