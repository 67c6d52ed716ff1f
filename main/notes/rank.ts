const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const base = digits.length
/** Ranks longer than this make the section's ranks be written anew; the contract allows 256. */
export const rankLengthLimit = 200
/** Places used for counting on at the end: 62^6 numbers in steps of 62^2, 7 million notes. */
const countedPlaces = 6
const step = base ** 2

const valueAt = (rank: string, index: number): number => {
  const character = rank[index]
  return character === undefined ? 0 : digits.indexOf(character)
}

const trimmed = (rank: string): string => rank.replace(/0+$/, '')

/** A text strictly between two, read as fractions in base 62; `after` null means 1. Neither ends in "0". */
const between = (before: string, after: string | null): string => {
  let result = ''
  let bounded = after
  for (let index = 0; ; index += 1) {
    const low = valueAt(before, index)
    const high = bounded === null ? base : valueAt(bounded, index)
    const middle = Math.floor((low + high) / 2)
    if (middle > low) return result + (digits[middle] ?? '')
    result += digits[low] ?? ''
    if (low < high) bounded = null
  }
}

/**
 * A rank strictly between two others, either of which may be absent.
 * Null when there is no room: the two are equal, out of order, or nothing sorts between them ("a", "a0").
 */
export const rankBetween = (before: string | null, after: string | null): string | null => {
  if (before === null && after === null) return 'V'
  if (after === null) return rankAfter(before)
  const low = trimmed(before ?? '')
  const high = trimmed(after)
  if (low >= high) return null
  const rank = between(low, high)
  return rank.length <= rankLengthLimit && (before === null || rank > before) && rank < after ? rank : null
}

/** A rank behind `last` that stays short however many are appended. Null when the places are used up. */
export const rankAfter = (last: string | null): string | null => {
  if (last === null) return 'V'
  let counter = 0
  for (let index = 0; index < countedPlaces; index += 1) counter = counter * base + valueAt(last, index)
  counter += step
  if (counter < base ** countedPlaces) {
    let rank = ''
    for (let index = 0; index < countedPlaces; index += 1) {
      rank = (digits[counter % base] ?? '') + rank
      counter = Math.floor(counter / base)
    }
    return trimmed(rank)
  }
  const rank = between(trimmed(last), null)
  return rank.length <= rankLengthLimit && rank > last ? rank : null
}

/** Fresh ranks for `count` notes in a row. */
export const spreadRanks = (count: number): string[] => {
  const ranks: string[] = []
  let last: string | null = null
  for (let index = 0; index < count; index += 1) {
    last = rankAfter(last)
    if (last === null) throw new Error('more notes in one section than ranks')
    ranks.push(last)
  }
  return ranks
}
