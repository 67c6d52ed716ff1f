/** Characters of quotes and brackets, for character classes of regular expressions. */
export const openingMarks = '“‘「『《〈（【〔〖'
export const closingMarks = '”’」』》〉）】〕〗'

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
