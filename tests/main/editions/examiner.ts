import type { Edition } from '../../../main/editions/edition.ts'

/** How a restored text compares with the clean one. */
export type Verdict = 'exact' | 'flagged' | 'silently wrong'

/** Layout at the edges of lines and empty lines are no words of the text. */
const comparable = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n')

/** Flagged is a difference of which a warning or a gap tells; silently wrong is one of which nothing does. */
export const judge = (clean: string, edition: Edition): Verdict => {
  if (comparable(edition.restored) === comparable(clean)) return 'exact'
  const gaps = edition.gaps.filter((gap) => gap.kind !== 'metadata-missing')
  return edition.warnings.length > 0 || gaps.length > 0 ? 'flagged' : 'silently wrong'
}

/** Where two texts part, for the report of a test. */
export const difference = (clean: string, restored: string): string => {
  const [a, b] = [comparable(clean), comparable(restored)]
  let at = 0
  while (at < a.length && a[at] === b[at]) at += 1
  return `${JSON.stringify(a.slice(Math.max(0, at - 8), at + 16))} became ${JSON.stringify(b.slice(Math.max(0, at - 8), at + 24))}`
}
