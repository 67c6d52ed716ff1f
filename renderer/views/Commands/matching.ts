/** Makes two spellings of the same words equal: case, width and, once its tables are there, script. */
export type FoldWords = (text: string) => string

export const foldCase: FoldWords = (text) => text.normalize('NFKC').toLowerCase()

/** What a query is compared with. */
export interface Haystack {
  /** What is shown, and the same in other words and languages; folded. */
  readonly words: readonly string[]
  /** Syllables in pinyin without tones, for Chinese names; empty without. */
  readonly syllables: readonly string[]
}

/** How well one word of a query fits: 0 not at all, more is better. */
const fitOfToken = (token: string, { words, syllables }: Haystack): number => {
  let best = 0
  for (const [index, text] of words.entries()) {
    const at = text.indexOf(token)
    if (at === -1) continue
    const begins = at === 0 ? 4 : /[^\p{L}\p{N}]/u.test(text[at - 1] ?? '') ? 3 : 2
    // The words that are shown count for more than others of the same meaning.
    best = Math.max(best, index === 0 ? begins + 1 : begins)
  }
  return best > 0 || !/^[a-z]+$/.test(token) ? best : fitOfPinyin(token, syllables)
}

/** Letters that begin syllables one after another, each with as much of it as was typed: "ctxl", "chutx", "chazhao". */
const fitOfPinyin = (letters: string, syllables: readonly string[]): number => {
  const follows = (left: string, at: number): boolean => {
    if (left === '') return true
    const syllable = syllables[at]
    if (syllable === undefined) return false
    for (let length = Math.min(left.length, syllable.length); length > 0; length -= 1) {
      if (syllable.startsWith(left.slice(0, length)) && follows(left.slice(length), at + 1)) return true
    }
    return false
  }
  for (let start = 0; start < syllables.length; start += 1) if (follows(letters, start)) return start === 0 ? 2 : 1
  return 0
}

/** How well a query fits, all of whose words must; 0 when it does not. `query` is folded. */
export const fitOf = (query: string, haystack: Haystack): number => {
  const tokens = query.split(/\s+/).filter((token) => token !== '')
  let sum = 0
  for (const token of tokens) {
    const fit = fitOfToken(token, haystack)
    if (fit === 0) return 0
    sum += fit
  }
  return tokens.length === 0 ? 1 : sum / tokens.length
}
