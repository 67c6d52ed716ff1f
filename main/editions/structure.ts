import { alignOutline } from './alignment.ts'
import type { Cut } from './cut.ts'
import { findTitle, type Span } from './document-parts.ts'
import { findHeadings } from './heading.ts'
import { readOutlineList } from './outline-list.ts'
import { buildSectionTree, type SectionTree } from './section-tree.ts'

/** Title, outline list and sections of a restored text. */
export interface Structure {
  readonly tree: SectionTree
  readonly list: Span | null
  readonly title: Span | null
  /** Where the preamble starts. */
  readonly bodyStart: number
}

/** Divides a restored text; a list at the top that nothing in the text bears out is no outline. */
export const divide = (text: string, foundList: Span | null, cuts: readonly Cut[]): Structure => {
  const offsets = cuts.map((cut) => cut.offset)
  const entries = foundList === null ? [] : readOutlineList(text, foundList.start, foundList.end)
  const titleWithList = findTitle(text, foundList)
  const from = Math.max(foundList?.end ?? 0, titleWithList?.end ?? 0)
  const aligned = alignOutline(entries, text, from, offsets)
  const matched = aligned.filter((heading) => heading !== null).length
  const isOutline = matched > 0 || (entries.length > 0 && cuts.length > 0)
  const list = isOutline ? foundList : null
  const title = isOutline ? titleWithList : findTitle(text, null)
  const bodyStart = Math.max(list?.end ?? 0, title?.end ?? 0)
  const taken = aligned.filter((heading) => heading !== null).toSorted((a, b) => a.start - b.start)
  const extra = isOutline
    ? headingsBetween(text, bodyStart, taken, offsets)
    : shift(
        findHeadings(
          text.slice(bodyStart),
          offsets.map((cut) => cut - bodyStart),
          true,
        ),
        bodyStart,
        0,
      )
  const tree = buildSectionTree(text, isOutline ? entries : [], isOutline ? aligned : [], extra, cuts)
  return { tree, list, title, bodyStart }
}

type Headings = ReturnType<typeof findHeadings>

const shift = (headings: Headings, by: number, parentBy: number): Headings =>
  headings.map((heading) => ({
    ...heading,
    start: heading.start + by,
    end: heading.end + by,
    textStart: heading.textStart + by,
    parent: heading.parent < 0 ? -1 : heading.parent + parentBy,
  }))

/** Headings on lines of their own that the list does not name, looked for between those it does. */
const headingsBetween = (
  text: string,
  bodyStart: number,
  taken: readonly { readonly start: number; readonly textStart: number }[],
  cuts: readonly number[],
): Headings => {
  const all: Headings = []
  const bounds = [{ start: bodyStart, textStart: bodyStart }, ...taken, { start: text.length, textStart: text.length }]
  for (let index = 0; index + 1 < bounds.length; index += 1) {
    const from = bounds[index]?.textStart ?? 0
    const to = bounds[index + 1]?.start ?? text.length
    if (to <= from) continue
    const found = findHeadings(
      text.slice(from, to),
      cuts.map((cut) => cut - from),
      false,
    )
    all.push(...shift(found, from, all.length))
  }
  return all
}
