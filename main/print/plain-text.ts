/**
 * Text without what a page may lose or add where lines end: white space, and characters that leave no mark on paper
 * (joiners, soft hyphens, direction marks, variation selectors). Nothing else is folded: ⼀ is not 一.
 */
export const inkOf = (text: string): string => text.replace(/[\s\p{Cf}\p{Variation_Selector}]+/gu, '')

const shownLength = 16

/** Where two texts part, with a little of what stands around it; unlike look-alikes are told by number. */
export const partingOf = (expected: string, found: string): { expected: string; found: string } => {
  const wanted = Array.from(expected)
  const read = Array.from(found)
  let at = 0
  while (at < wanted.length && at < read.length && wanted[at] === read[at]) at += 1
  const from = Math.max(0, at - 4)
  const show = (points: readonly string[]): string => {
    const words = points.slice(from, at + shownLength).join('')
    const first = points[at]
    const number = first === undefined ? '' : ` [U+${(first.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`
    return `${from > 0 ? '…' : ''}${words}${at + shownLength < points.length ? '…' : ''}${number}`
  }
  return { expected: show(wanted), found: show(read) }
}

/** The first words of a text, to name a place by. */
export const openingWords = (text: string): string => {
  const points = Array.from(text.trim().replace(/\s+/g, ' '))
  return points.length <= shownLength ? points.join('') : `${points.slice(0, shownLength).join('')}…`
}

/** The different characters of a text, each with its number: "𰻞 U+30EDE, 😀 U+1F600". */
export const numberedCharacters = (text: string): string =>
  [...new Set(text)]
    .map((character) => `${character} U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`)
    .join(', ')
