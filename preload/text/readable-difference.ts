import { difference, joinThin, type Change } from './difference.ts'

/** A stretch of two compared texts. `removed` stands only in the older one, `added` only in the newer one. */
export interface DifferencePart {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
}

/** Differences beyond these are not searched for: one text is then shown as replaced by the other. */
const limits = { paragraphs: 4000, words: 1500, wordsOfOneChange: 40_000 }
/** Equal words between two changes that are too few to be worth reading apart. */
const thin = 1

const paragraphsOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? []

/** Chinese is compared by characters, everything written with spaces by words. */
const wordsOf = (text: string): string[] =>
  text.match(/[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{M}\p{N}_'’]+|./gsu) ?? []

const withParts = (
  from: readonly string[],
  changes: readonly Change[],
  changed: (before: string, after: string) => readonly DifferencePart[],
): DifferencePart[] => {
  const parts: DifferencePart[] = []
  let at = 0
  for (const { start, end, text } of changes) {
    parts.push({ kind: 'same', text: from.slice(at, start).join('') })
    parts.push(...changed(from.slice(start, end).join(''), text.join('')))
    at = end
  }
  parts.push({ kind: 'same', text: from.slice(at).join('') })
  return parts
}

const replaced = (before: string, after: string): DifferencePart[] => [
  { kind: 'removed', text: before },
  { kind: 'added', text: after },
]

const compareWords = (before: string, after: string): readonly DifferencePart[] => {
  if (before === '' || after === '' || before.length + after.length > limits.wordsOfOneChange) return replaced(before, after)
  const from = wordsOf(before)
  const changes = difference(from, wordsOf(after), limits.words)
  if (changes === null) return replaced(before, after)
  const parts = withParts(from, joinThin(changes, from, thin), replaced)
  const same = parts.reduce((sum, { kind, text }) => sum + (kind === 'same' ? text.trim().length : 0), 0)
  // A few characters two sentences share by chance would only tear both apart.
  return same * 4 < Math.min(before.length, after.length) ? replaced(before, after) : parts
}

/** Neighbours of one kind become one; empty ones go. */
const joined = (parts: readonly DifferencePart[]): DifferencePart[] => {
  const result: DifferencePart[] = []
  for (const part of parts) {
    const last = result.at(-1)
    if (part.text === '') continue
    if (last?.kind === part.kind) result[result.length - 1] = { kind: last.kind, text: last.text + part.text }
    else result.push(part)
  }
  return result
}

/**
 * What became of a text: its parts in order. Those that are not `added` make up `before`, those not `removed` `after`.
 * Paragraphs are compared first, then the words, or Chinese characters, of those that changed.
 */
export const compareTexts = (before: string, after: string): DifferencePart[] => {
  if (before === after) return joined([{ kind: 'same', text: before }])
  const from = paragraphsOf(before)
  const changes = difference(from, paragraphsOf(after), limits.paragraphs)
  return joined(changes === null ? replaced(before, after) : withParts(from, changes, compareWords))
}

/** The smallest known change that makes `before` into `after`, as replacements in UTF-16 units of `before`, in order. */
export const replacementsBetween = (
  before: string,
  after: string,
): { readonly from: number; readonly to: number; readonly insert: string }[] => {
  const replacements: { from: number; to: number; insert: string }[] = []
  let at = 0
  for (const { kind, text } of compareTexts(before, after)) {
    const last = replacements.at(-1)
    const end = kind === 'added' ? at : at + text.length
    if (kind !== 'same') {
      const insert = kind === 'added' ? text : ''
      if (last?.to === at) replacements[replacements.length - 1] = { from: last.from, to: end, insert: last.insert + insert }
      else replacements.push({ from: at, to: end, insert })
    }
    at = end
  }
  return replacements
}
