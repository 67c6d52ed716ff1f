import { drawnRanges } from './data/drawn-ranges.ts'

export interface UndrawnCharacter {
  readonly character: string
  /** Like `U+30EDE`. */
  readonly code: string
  /** How often it stands in the text. */
  readonly count: number
}

/**
 * Leaves no mark by its nature: white space, controls, and what is ignored where it cannot be shown, variation selectors
 * among them. U+2800 is the Braille cell without dots. A half of a surrogate pair is no character.
 */
const blank = /^[\s\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]$/u

export const isBlank = (character: string): boolean => blank.test(character)

/**
 * Whether one of the faces that Yandu brings along draws the character. Every text stack names all of them, so this
 * holds for the serif and for the Kai, in both weights.
 */
export const isDrawn = (codePoint: number): boolean => {
  let low = 0
  let high = drawnRanges.length / 2
  while (low < high) {
    const middle = (low + high) >> 1
    const end = drawnRanges[2 * middle + 1] ?? 0
    if (end < codePoint) low = middle + 1
    else high = middle
  }
  const start = drawnRanges[2 * low]
  return start !== undefined && start <= codePoint
}

/** The name of a code point, `U+30EDE`. */
export const codeOf = (codePoint: number): string => `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`

/**
 * The characters of a text, whole or in pieces, that none of Yandu's faces draws, in the order of their first appearance. A font of the
 * system may have them; nothing promises it.
 */
export const undrawnCharacters = (text: Iterable<string>): readonly UndrawnCharacter[] => {
  const counts = new Map<string, number>()
  for (const piece of text) {
    for (const character of piece) counts.set(character, (counts.get(character) ?? 0) + 1)
  }
  return [...counts].flatMap(([character, count]) => {
    const codePoint = character.codePointAt(0) ?? 0
    return isDrawn(codePoint) || isBlank(character) ? [] : [{ character, code: codeOf(codePoint), count }]
  })
}
