import type { Section } from '../../preload/contract/documents.ts'

/**
 * The section that a place of L1 belongs to, in code points: the last whose heading or text starts there or before; "0"
 * before the first of them. `sections` are in the order of the text, as an edition has them.
 */
export const sectionAt = (sections: readonly Section[], offset: number): string => {
  let found = '0'
  for (const { id, headingRange, range } of sections) {
    const start = (headingRange ?? range)?.start
    if (start === undefined) continue
    if (start > offset) break
    found = id
  }
  return found
}
