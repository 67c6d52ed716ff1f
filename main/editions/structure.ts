import { alignOutline } from './alignment.ts'
import type { Cut } from './cut.ts'
import { findTitle, type Span } from './document-parts.ts'
import type { Draft } from './draft.ts'
import { chooseHeadings, type HeadingChoice } from './heading-choices.ts'
import { findHeadings, type BodyHeading } from './heading.ts'
import { lowerBound } from './lower-bound.ts'
import { markedHeadings, marksInText, titleMark } from './marked-heading.ts'
import { readOutlineList } from './outline-list.ts'
import type { MarkedHeading } from './received.ts'
import { buildSectionTree, planSections, type SectionPlan, type SectionTree } from './section-tree.ts'

/** Title, outline list and sections of a restored text. */
export interface Structure {
  readonly tree: SectionTree
  readonly list: Span | null
  readonly title: Span | null
  /** Where the preamble starts. */
  readonly bodyStart: number
}

/** What is known of a text before it is divided; the list and the cuts are places of the restored text. */
export interface Known {
  readonly draft: Draft
  readonly list: Span | null
  readonly cuts: readonly Cut[]
  /** Headings that the file marks, in the source. */
  readonly marked: readonly MarkedHeading[]
  /** What the file says it is called. */
  readonly stated: string | null
  /** The line by which a text among several is called; null for a text of its own. */
  readonly heading: Span | null
  readonly choices: readonly HeadingChoice[]
  readonly simplify: (words: string) => string
}

interface Division {
  readonly plans: readonly SectionPlan[]
  readonly list: Span | null
  readonly title: Span | null
}

/** Divides a restored text; a list at the top that nothing in the text bears out is no outline. */
export const divide = ({ draft, list: foundList, cuts, marked, stated, heading, choices, simplify }: Known): Structure => {
  const { text } = draft
  const offsets = cuts.map((cut) => cut.offset)
  const marks = marksInText(marked, draft)
  const outline = heading !== null && foundList !== null && foundList.start < heading.end ? null : foundList
  const titleIn: FindTitle = (inList) => heading ?? findTitle(text, inList)
  const below = heading === null ? marks : marks.filter(({ start }) => start >= heading.end)
  const found =
    below.length > 0
      ? divideMarked(text, below, heading === null ? titleMark(text, below, stated) : null, titleIn, outline, offsets, simplify)
      : dividePlain(text, titleIn, outline, offsets, simplify)
  const { list } = found
  // A reader who makes the title's line a heading says that it is no title.
  const isHeading = choices.some(({ at, heading: isOne }) => isOne && found.title !== null && at >= found.title.start && at < found.title.end)
  const title = isHeading ? null : found.title
  const bodyStart = Math.max(list?.end ?? 0, title?.end ?? 0)
  const tree = buildSectionTree(text, chooseHeadings(text, bodyStart, found.plans, choices, draft), cuts)
  return { tree, list, title, bodyStart }
}

type FindTitle = (list: Span | null) => Span | null

const dividePlain = (text: string, titleIn: FindTitle, foundList: Span | null, offsets: readonly number[], simplify: (words: string) => string): Division => {
  const entries = foundList === null ? [] : readOutlineList(text, foundList.start, foundList.end)
  const titleWithList = titleIn(foundList)
  const from = Math.max(foundList?.end ?? 0, titleWithList?.end ?? 0)
  const aligned = alignOutline(entries, text, from, offsets, simplify)
  const matched = aligned.filter((heading) => heading !== null).length
  const isOutline = matched > 0 || (entries.length > 0 && offsets.length > 0)
  const list = isOutline ? foundList : null
  const title = isOutline ? titleWithList : titleIn(null)
  const bodyStart = Math.max(list?.end ?? 0, title?.end ?? 0)
  const taken = aligned.filter((heading) => heading !== null).toSorted((a, b) => a.start - b.start)
  const extra = isOutline
    ? headingsBetween(text, bodyStart, taken, offsets)
    : typedHeadings(text, bodyStart, text.length, offsets, true)
  return { plans: planSections(text, isOutline ? entries : [], isOutline ? aligned : [], extra), list, title }
}

/** Divides a text whose file marks its headings. A list of contents only adds what it alone knows. */
const divideMarked = (
  text: string,
  marks: readonly MarkedHeading[],
  titled: MarkedHeading | null,
  titleIn: FindTitle,
  foundList: Span | null,
  offsets: readonly number[],
  simplify: (words: string) => string,
): Division => {
  const isOutside = ({ start, end }: Span): boolean => foundList === null || end <= foundList.start || start >= foundList.end
  const labelEnd = foundList === null ? -1 : foundList.start
  const isLabel = ({ end }: Span): boolean => end <= labelEnd && text.slice(end, labelEnd).trim() === ''
  const listed = marks.filter((mark) => mark !== titled && isOutside(mark) && !isLabel(mark))
  const firstMark = (titled === null ? listed : marks)[0]?.start ?? text.length
  const lineTitle = titled === null ? titleIn(foundList) : null
  const titleOf = (line: Span | null): Span | null =>
    titled !== null ? { start: titled.start, end: titled.end } : line !== null && line.end <= firstMark ? line : null
  const title = titleOf(lineTitle)

  const entries = foundList === null ? [] : readOutlineList(text, foundList.start, foundList.end)
  const from = Math.max(foundList?.end ?? 0, title?.end ?? 0)
  const aligned = alignOutline(entries, text, from, offsets, simplify)
  const matched = aligned.filter((heading) => heading !== null)
  if (foundList === null || matched.length === 0) {
    const all = marks.filter((mark) => mark !== titled)
    const headings = withTyped(text, title?.end ?? 0, markedHeadings(text, all), offsets)
    return { plans: planSections(text, [], [], headings), list: null, title: foundList === null ? title : titleOf(titleIn(null)) }
  }
  const plans = planSections(text, [], [], withTyped(text, from, markedHeadings(text, listed), offsets))
  const starts = new Set(plans.map(({ body }) => body?.start))
  if (aligned.every((heading) => heading !== null && starts.has(heading.start))) {
    const entryAt = new Map(aligned.map((heading, index) => [heading?.start, entries[index]]))
    const named = plans.map((plan): SectionPlan => {
      const entry = entryAt.get(plan.body?.start)
      return entry === undefined ? plan : { ...plan, heading: entry.heading, listRange: { start: entry.start, end: entry.end } }
    })
    return { plans: named, list: foundList, title }
  }
  const taken = new Set(matched.map(({ start }) => start))
  const rest = listed.filter(({ start }) => !taken.has(start))
  const extra = markedHeadings(text, rest).map((heading): BodyHeading => ({ ...heading, level: 1, parent: -1 }))
  return { plans: planSections(text, entries, aligned, extra), list: foundList, title }
}

/** The headings typed into a stretch of the text. Places are those of the whole text, parents indexes of the result. */
const typedHeadings = (
  text: string,
  from: number,
  to: number,
  cuts: readonly number[],
  withRunIns: boolean,
): BodyHeading[] => {
  const first = lowerBound(cuts.length, (at) => (cuts[at] ?? 0) >= from)
  const last = lowerBound(cuts.length, (at) => (cuts[at] ?? 0) > to)
  const inside = cuts.slice(first, last).map((cut) => cut - from)
  return findHeadings(text.slice(from, to), inside, withRunIns).map((heading) => ({
    ...heading,
    start: heading.start + from,
    end: heading.end + from,
    textStart: heading.textStart + from,
  }))
}

/** Hangs the headings typed into the text of marked ones below them. */
const withTyped = (text: string, from: number, marked: readonly BodyHeading[], cuts: readonly number[]): BodyHeading[] => {
  const all: BodyHeading[] = []
  const placed: number[] = []
  const addTyped = (start: number, end: number, under: number): void => {
    const base = all.length
    const level = all[under]?.level ?? 0
    for (const heading of typedHeadings(text, start, end, cuts, true)) {
      all.push({ ...heading, level: level + heading.level, parent: heading.parent < 0 ? under : base + heading.parent })
    }
  }
  addTyped(from, marked[0]?.start ?? text.length, -1)
  for (const [index, heading] of marked.entries()) {
    placed[index] = all.length
    all.push({ ...heading, parent: heading.parent < 0 ? -1 : (placed[heading.parent] ?? -1) })
    addTyped(heading.textStart, marked[index + 1]?.start ?? text.length, placed[index] ?? -1)
  }
  return all
}

/** Headings on lines of their own that the list does not name, looked for between those it does. */
const headingsBetween = (
  text: string,
  bodyStart: number,
  taken: readonly { readonly start: number; readonly textStart: number }[],
  cuts: readonly number[],
): BodyHeading[] => {
  const all: BodyHeading[] = []
  const bounds = [{ start: bodyStart, textStart: bodyStart }, ...taken, { start: text.length, textStart: text.length }]
  for (let index = 0; index + 1 < bounds.length; index += 1) {
    const from = bounds[index]?.textStart ?? 0
    const to = bounds[index + 1]?.start ?? text.length
    if (to <= from) continue
    const base = all.length
    for (const heading of typedHeadings(text, from, to, cuts, true)) {
      all.push({ ...heading, parent: heading.parent < 0 ? -1 : heading.parent + base })
    }
  }
  return all
}
