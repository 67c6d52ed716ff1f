import type { Range } from '../contract/documents.ts'

const wideEnds = '。！？｡'
const closing = '」』”’）〕】］〗》〉"\')]'
const titleClosing = '》〉'
const bracketClosing = '）〕】］)]'
/** Latin words whose full stop ends no sentence. */
const abbreviations = /(?:^|[^\p{L}])(?:\p{Lu}|mr|mrs|ms|dr|prof|st|no|nos|vol|pp?|fig|ed|eds|etc|vs|cf|e\.g|i\.e|al|jr|sr)$/iu

const isLatinWord = (character: string | undefined): boolean => character !== undefined && /^[a-z\d]$/i.test(character)
const isSpace = (character: string | undefined): boolean => character !== undefined && /^\s$/u.test(character)
const isSpoken = (characters: readonly string[], range: Range): boolean =>
  /[\p{L}\p{N}]/u.test(characters.slice(range.start, range.end).join(''))

/** Whether the mark at this place can end a sentence, whatever follows the marks after it. */
const isEnd = (characters: readonly string[], at: number): boolean => {
  const character = characters[at] ?? ''
  if (character === '\n' || wideEnds.includes(character) || character === '…') return true
  const before = characters[at - 1]
  const after = characters[at + 1]
  if (character === '!' || character === '?') return !(isLatinWord(before) && isLatinWord(after))
  if (character !== '.' || before === undefined || isSpace(before)) return false
  if (after === '.' || before === '.') return before === '.' && after !== '.' && characters[at - 2] === '.'
  if (!/[a-z\d'")\]]/i.test(before)) return true
  if (after !== undefined && !isSpace(after) && !closing.includes(after)) return false
  return !abbreviations.test(characters.slice(Math.max(0, at - 8), at).join(''))
}

/** The place after the marks that belong to a sentence's end: more ends (？！, ……。), then closing quotes and brackets. */
const afterEnd = (characters: readonly string[], at: number): number => {
  let end = at + 1
  if (characters[at] === '\n') return end
  for (;;) {
    const character = characters[end]
    if (character === undefined) return end
    const more = wideEnds.includes(character) || '…!?'.includes(character)
    if (!more && !closing.includes(character)) return end
    end += 1
  }
}

/**
 * Whether a sentence goes on after these marks: a question in a title (《…嗎？》一書), a question or an exclamation in
 * brackets, and an ellipsis before a comma.
 */
const goesOn = (characters: readonly string[], at: number, end: number): boolean => {
  const after = characters[end]
  if (after === undefined || isSpace(after)) return false
  if ('，、；：,;:'.includes(after)) return true
  const last = characters[end - 1] ?? ''
  if (titleClosing.includes(last)) return true
  return bracketClosing.includes(last) && characters[at] !== '。' && characters[at] !== '｡'
}

/** A range without the white space at its ends. */
const trimmed = (characters: readonly string[], { start, end }: Range): Range => {
  let from = start
  let to = end
  while (from < to && isSpace(characters[from])) from += 1
  while (to > from && isSpace(characters[to - 1])) to -= 1
  return { start: from, end: to }
}

const sentencesIn = (characters: readonly string[]): Range[] => {
  const found: Range[] = []
  let start = 0
  const close = (end: number): void => {
    const range = trimmed(characters, { start, end })
    start = end
    if (range.start === range.end) return
    const last = found.at(-1)
    const broken = last !== undefined && characters.slice(last.end, range.start).includes('\n')
    if (last !== undefined && !broken && !isSpoken(characters, range)) found[found.length - 1] = { start: last.start, end: range.end }
    else found.push(range)
  }
  for (let at = 0; at < characters.length; ) {
    if (!isEnd(characters, at)) {
      at += 1
      continue
    }
    const end = afterEnd(characters, at)
    const empty = characters[at] !== '\n' && !isSpoken(characters, { start, end })
    if (!empty && !goesOn(characters, at, end)) close(end)
    at = end
  }
  close(characters.length)
  return found
}

/**
 * The sentences of a text, in code points, in order: everything but the white space between them. A sentence ends with
 * 。！？…… or a line break, and takes the quotes and brackets that close after it; ；does not end one. Marks alone are no
 * sentence: they go with their neighbour.
 */
export const sentencesOf = (text: string): Range[] => sentencesIn(Array.from(text))

/** Where a long sentence may be cut for a voice, the best places first. */
const cuts = ['；;', '：:', '，,', '、', '—…」』”’）》 ']

/** The place to cut a sentence that goes on from `start`, at most `longest` characters further. */
const cutAfter = (characters: readonly string[], start: number, longest: number): number => {
  const limit = start + longest
  for (const marks of cuts) {
    for (let at = limit - 1; at > start + longest / 3; at -= 1) {
      if (!marks.includes(characters[at] ?? ' ')) continue
      let end = at + 1
      while (end < limit && closing.includes(characters[end] ?? ' ')) end += 1
      if (!closing.includes(characters[end] ?? ' ')) return end
    }
  }
  let end = limit
  while (end > start + longest / 2 && (isLatinWord(characters[end - 1]) || /^\p{M}$/u.test(characters[end] ?? ''))) end -= 1
  return end > start + longest / 2 ? end : limit
}

/**
 * The pieces in which a voice should be given a text: its sentences, and long ones in parts of at most `longest` code
 * points, cut behind ；：，、where there are any. What has nothing to say (a row of marks) is left out.
 */
export const speechPieces = (text: string, longest = 120): Range[] => {
  const characters = Array.from(text)
  return sentencesIn(characters)
    .flatMap(({ start, end }) => {
      const pieces: Range[] = []
      let from = start
      while (end - from > longest) {
        const cut = cutAfter(characters, from, longest)
        pieces.push(trimmed(characters, { start: from, end: cut }))
        from = cut
      }
      return [...pieces, trimmed(characters, { start: from, end })]
    })
    .filter((range) => isSpoken(characters, range))
}
