import { comparisonLimit, type RevisionChange } from '../../preload/contract/shelf.ts'
import { difference, joinThin } from '../../preload/text/difference.ts'
import { codePointLength } from '../editions/code-points.ts'

export interface RevisionComparison {
  readonly changes: RevisionChange[]
  readonly complete: boolean
}

/** Lines by which two revisions may differ before one counts as wholly replaced. */
const lineLimit = 4_000

const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? []

const cut = (text: string): string => (text.length <= comparisonLimit.text ? text : text.slice(0, comparisonLimit.text).toWellFormed())

/** Where each line begins, in code points; one more for the end. */
const startsOf = (lines: readonly string[]): number[] => {
  const starts = [0]
  for (const line of lines) starts.push((starts.at(-1) ?? 0) + codePointLength(line))
  return starts
}

/** Where the L1 of two revisions differs, in whole lines. */
export const compareRevisions = (before: string, after: string): RevisionComparison => {
  const from = linesOf(before)
  const to = linesOf(after)
  const found = difference(from, to, lineLimit)
  const changes = found === null ? [{ start: 0, end: from.length, text: to }] : joinThin(found, from, 0)
  const fromStarts = startsOf(from)
  const toStarts = startsOf(to)
  let shift = 0
  const all = changes.map(({ start, end, text }): RevisionChange => {
    const afterAt = toStarts[start + shift] ?? 0
    shift += text.length - (end - start)
    return { before: cut(from.slice(start, end).join('')), beforeAt: fromStarts[start] ?? 0, after: cut(text.join('')), afterAt }
  })
  return { changes: all.slice(0, comparisonLimit.changes), complete: all.length <= comparisonLimit.changes }
}
