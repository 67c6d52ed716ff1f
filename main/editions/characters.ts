/** Regular-expression sources for the classes of characters the stages ask about; use them with the `u` or `v` flag. */
export const han = '\\p{Script=Han}'
export const openingMarks = '“‘「『《〈（【〔〖'
export const closingMarks = '”’」』》〉）】〕〗'
export const sentenceEnds = '。！？!?'
export const pauseMarks = '，、；：,;:'
export const blankMarks = '_＿□'

const hanPattern = /^\p{Script=Han}$/u

export const isHan = (character: string | undefined): boolean => character !== undefined && hanPattern.test(character)

/** Number of Han characters in a text. */
export const countHan = (text: string): number => {
  let count = 0
  for (const _ of text.matchAll(/\p{Script=Han}/gu)) count += 1
  return count
}

/** Number of code points, white space left out: how Chinese sites count "characters". */
export const countVisible = (text: string): number => {
  let count = 0
  for (const character of text) if (!/\s/u.test(character)) count += 1
  return count
}

/** The character that ends before a UTF-16 offset; undefined at the start. */
export const characterBefore = (text: string, offset: number): string | undefined => {
  if (offset <= 0) return undefined
  const unit = text.charCodeAt(offset - 1)
  return unit >= 0xdc00 && unit <= 0xdfff && offset >= 2 ? text.slice(offset - 2, offset) : text.charAt(offset - 1)
}

/** The character that starts at a UTF-16 offset; undefined at the end. */
export const characterAt = (text: string, offset: number): string | undefined => {
  const point = text.codePointAt(offset)
  return point === undefined ? undefined : String.fromCodePoint(point)
}
