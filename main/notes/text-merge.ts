import { difference, joinThin, type Change } from '../../preload/text/difference.ts'

/** Differences beyond these are not searched for: the two texts are then simply different. */
const editLimit = { paragraphs: 4000, characters: 1500 }
const characterLimit = 40_000
/** Equal characters between two changes that are too few to keep them apart: 的 alone is no context. */
const thinContext = 3

/** What one side made of `base[start, end)`, where its changes lie wholly inside. */
const sideText = (base: readonly string[], changes: readonly Change[], start: number, end: number): string => {
  let text = ''
  let at = start
  for (const change of changes) {
    text += base.slice(at, change.start).join('') + change.text.join('')
    at = change.end
  }
  return text + base.slice(at, end).join('')
}

type Settle = (base: string, first: string, second: string) => string | null

/**
 * Both lists of changes on one base; where they meet, `settle` decides or all fails. Text put in beside a change of the
 * other side has no order of its own and always meets it; other neighbours meet only where `apart` is false.
 */
const combine = (
  base: readonly string[],
  first: readonly Change[],
  second: readonly Change[],
  apart: boolean,
  settle: Settle,
): string | null => {
  let text = ''
  let at = 0
  let i = 0
  let j = 0
  for (;;) {
    const a = first[i]
    const b = second[j]
    if (a === undefined && b === undefined) return text + base.slice(at).join('')
    const start = Math.min(a?.start ?? Infinity, b?.start ?? Infinity)
    let end = start
    const fromI = i
    const fromJ = j
    let insertion = true
    const joins = (change: Change | undefined): change is Change =>
      change !== undefined &&
      (change.start < end || (change.start === end && (insertion || !apart || change.end === change.start)))
    const join = (change: Change): void => {
      insertion = change.start === change.end && change.start >= end
      end = Math.max(end, change.end)
    }
    for (;;) {
      const nextA = first[i]
      const nextB = second[j]
      if (joins(nextA)) {
        join(nextA)
        i += 1
      } else if (joins(nextB)) {
        join(nextB)
        j += 1
      } else break
    }
    text += base.slice(at, start).join('')
    const mine = sideText(base, first.slice(fromI, i), start, end)
    const theirs = sideText(base, second.slice(fromJ, j), start, end)
    if (j === fromJ) text += mine
    else if (i === fromI) text += theirs
    else {
      const settled = mine === theirs ? mine : settle(base.slice(start, end).join(''), mine, theirs)
      if (settled === null) return null
      text += settled
    }
    at = end
  }
}

const paragraphsOf = (text: string): string[] => text.match(/[^\n]*\n/g) ?? []

const mergeCharacters: Settle = (base, first, second) => {
  if (base.length + first.length + second.length > characterLimit) return null
  const from = Array.from(base)
  const one = difference(from, Array.from(first), editLimit.characters)
  const other = difference(from, Array.from(second), editLimit.characters)
  if (one === null || other === null) return null
  return combine(from, joinThin(one, from, thinContext), joinThin(other, from, thinContext), false, () => null)
}

/** Both put text where nothing was: one after the other, or the longer one where it only goes on from the shorter. */
const settleParagraphs: Settle = (base, first, second) => {
  if (base.trim() !== '') return mergeCharacters(base, first, second)
  if (first.startsWith(second.trimEnd())) return first
  if (second.startsWith(first.trimEnd())) return second
  return first + second
}

/**
 * Three-way merge, first by paragraphs, then by code points inside paragraphs both sides changed.
 * Paragraphs both sides put in at one place are kept, `first`'s in front. Null where the two contradict each other.
 */
export const mergeText = (base: string, first: string, second: string): string | null => {
  if (first === second || second === base) return first
  if (first === base) return second
  // With a line feed at the end of each, a paragraph added behind the last one does not count as changing it.
  const from = paragraphsOf(`${base}\n`)
  const one = difference(from, paragraphsOf(`${first}\n`), editLimit.paragraphs)
  const other = difference(from, paragraphsOf(`${second}\n`), editLimit.paragraphs)
  if (one === null || other === null) return null
  return combine(from, one, other, true, settleParagraphs)?.replace(/\n$/, '') ?? null
}
