import type { DocumentOutline, Gap, Passage, PlacedEdit, Range, Section } from '../../preload/contract/documents.ts'

/** Which text the runs hold; offsets are the same in both. */
export type TextLayer = 'set' | 'restored'

/**
 * A piece of a paragraph. `start` is its first code point in L1. A `repair` stands where an edit changed the text; its
 * `after` may be empty, and then it takes no room in L1. A `gap` takes the room of the blank it covers.
 */
export type Run =
  | { readonly kind: 'text'; readonly start: number; readonly text: string }
  | { readonly kind: 'repair'; readonly start: number; readonly text: string; readonly edits: readonly PlacedEdit[] }
  | { readonly kind: 'gap'; readonly start: number; readonly gap: Gap }

export interface Paragraph {
  readonly start: number
  /** Its number in the whole document; null for titles, lists of headings and headings. */
  readonly number: number | null
  /** All of its text as it is shown, blanks included; offset k of it is `start` + k of L1. */
  readonly text: string
  readonly runs: readonly Run[]
}

export type Block =
  | { readonly kind: 'paragraph'; readonly paragraph: Paragraph }
  | { readonly kind: 'gap'; readonly gap: Gap }

export interface SectionText {
  readonly section: Section
  readonly heading: Paragraph
  readonly blocks: readonly Block[]
}

export interface TextModel {
  readonly title: Paragraph | null
  /** The list of headings the source opens with, one paragraph a line. */
  readonly outlineList: readonly Paragraph[]
  readonly opening: readonly Block[]
  readonly sections: readonly SectionText[]
  /** Gaps without a place in the text. */
  readonly placeless: readonly Gap[]
}

export interface TextModelOptions {
  readonly outline: DocumentOutline
  readonly passage: Passage
  readonly layer: TextLayer
  /** Draw every edit where it was made. */
  readonly repairs: boolean
  /** One paragraph in the script that is shown; it must keep the number of code points. The text as it is unless given. */
  readonly convert?: (paragraph: string) => string
}

/** The document as blocks and runs, ready to draw. Pure: the same input gives the same model. */
export const makeTextModel = ({ outline, passage, layer, repairs, convert = asItIs }: TextModelOptions): TextModel => {
  const chosen = layer === 'set' ? passage.set : passage.restored
  const restored = Array.from(passage.restored)
  const text = Array.from(convert === asItIs ? chosen : chosen.split('\n').map(convert).join('\n'))
  if (text.length !== restored.length) throw new Error('the text shown has another length than the text kept')
  const edits = repairs
    ? passage.edits
        .filter((edit) => layer === 'set' || edit.layer === 'L1')
        .sort((a, b) => a.offset - b.offset || a.start - b.start)
    : []
  const gaps = outline.gaps.filter((gap) => gap.offset !== null)
  const cuts = gaps.filter((gap) => isCut(gap))
  const blanks = gaps.filter((gap) => gap.kind === 'censored-word')
  const drawn = new Set<string>()
  const removed = new Set<string>()

  const paragraphOf = (range: Range, number: number | null = null): Paragraph => {
    const inline = cuts.filter((gap) => isInside(gap, range, restored))
    for (const gap of inline) drawn.add(gap.id)
    const marked = inline.length === 0 ? blanks : [...blanks, ...inline]
    return {
      start: range.start,
      number,
      text: text.slice(range.start, range.end).join(''),
      runs: makeRuns({ text, start: range.start, end: range.end, edits, gaps: marked, removed }),
    }
  }

  const lines = (range: Range): Range[] => {
    const found: Range[] = []
    let start = range.start
    for (let at = range.start; at <= range.end; at += 1) {
      if (at < range.end && restored[at] !== '\n') continue
      if (at > start) found.push({ start, end: at })
      start = at + 1
    }
    return found
  }

  const blocksOf = (sectionId: string, range: Range | null, own: readonly Gap[]): Block[] => {
    const paragraphs = range ? lines(range) : []
    let number = outline.paragraphs.find((numbered) => numbered.sectionId === sectionId)?.first ?? null
    const blocks: Block[] = []
    const pending = own.filter((gap) => !drawn.has(gap.id)).sort((a, b) => (a.offset ?? 0) - (b.offset ?? 0))
    for (const line of paragraphs) {
      for (const gap of pending) {
        if (drawn.has(gap.id) || (gap.offset ?? 0) > line.start) continue
        drawn.add(gap.id)
        blocks.push({ kind: 'gap', gap })
      }
      const counted = number !== null && hasText(text, line)
      blocks.push({ kind: 'paragraph', paragraph: paragraphOf(line, counted ? number : null) })
      if (counted && number !== null) number += 1
    }
    for (const gap of pending) {
      if (drawn.has(gap.id)) continue
      drawn.add(gap.id)
      blocks.push({ kind: 'gap', gap })
    }
    return blocks
  }

  const partRange = (kind: DocumentOutline['parts'][number]['kind']): Range | null =>
    outline.parts.find((part) => part.kind === kind)?.range ?? null

  const title = partRange('title')
  const list = partRange('outline-list')
  const preamble = partRange('preamble')
  const sections = outline.sections.map((section): SectionText => {
    const heading = section.headingRange ? withStop(section.headingRange, section.range) : section.listRange
    const shownHeading: Paragraph = heading
      ? paragraphOf(trimTrailingBreak(heading, restored))
      : unplaced(convert(layer === 'set' ? section.headingSet : section.heading))
    return {
      section,
      heading: shownHeading,
      blocks: blocksOf(section.id, section.range, cuts.filter((gap) => gap.section === section.id)),
    }
  })
  return {
    title: title ? paragraphOf(trimTrailingBreak(title, restored)) : null,
    outlineList: list ? lines(list).map((line) => paragraphOf(line)) : [],
    opening: blocksOf('0', preamble, cuts.filter((gap) => gap.section === null || gap.section === '0')),
    sections,
    placeless: outline.gaps.filter((gap) => !isCut(gap) && gap.kind !== 'censored-word'),
  }
}

const asItIs = (paragraph: string): string => paragraph

/** A heading that stands nowhere in L1. */
const unplaced = (text: string): Paragraph => ({ start: 0, number: null, text, runs: [{ kind: 'text', start: 0, text }] })

const hasText = (text: readonly string[], { start, end }: Range): boolean => {
  for (let at = start; at < end; at += 1) if (/\S/u.test(text[at] ?? '')) return true
  return false
}

const isCut = (gap: Gap): boolean => gap.kind === 'paywall-cut-middle' || gap.kind === 'paywall-cut-end'

const sentenceEnd = /[。！？!?…”’」』）)〕】]$/

/** A cut in the middle of a line, or one that breaks its last sentence off, is drawn in the line itself. */
const isInside = (gap: Gap, line: Range, text: readonly string[]): boolean => {
  if (gap.offset === null || gap.offset <= line.start || gap.offset > line.end) return false
  return gap.offset < line.end || !sentenceEnd.test(text[line.end - 1] ?? '')
}

/** A run-in heading ends with the mark that divides it from its text. */
const withStop = (heading: Range, body: Range | null): Range =>
  body && body.start > heading.end && body.start - heading.end <= 2 ? { start: heading.start, end: body.start } : heading

const trimTrailingBreak = (range: Range, text: readonly string[]): Range => {
  let end = range.end
  while (end > range.start && text[end - 1] === '\n') end -= 1
  return { start: range.start, end }
}

interface RunsOptions {
  readonly text: readonly string[]
  readonly start: number
  readonly end: number
  /** By offset. */
  readonly edits: readonly PlacedEdit[]
  readonly gaps: readonly Gap[]
  /** Removals already drawn; one between two pieces of the text touches both and is drawn once. */
  readonly removed: Set<string>
}

/** Cuts one line into runs at the edits and blanks that touch it. */
const makeRuns = ({ text, start, end, edits, gaps, removed }: RunsOptions): Run[] => {
  const runs: Run[] = []
  let at = start
  const plainUpTo = (to: number) => {
    if (to > at) runs.push({ kind: 'text', start: at, text: text.slice(at, to).join('') })
    at = Math.max(at, to)
  }
  for (const mark of marksIn(start, end, edits, gaps)) {
    if (mark.offset < at) continue
    plainUpTo(mark.offset)
    if (mark.kind === 'repair' && mark.length === 0) {
      if (mark.offset === start && mark.edits.every(({ id }) => removed.has(id))) continue
      for (const { id } of mark.edits) removed.add(id)
    }
    if (mark.kind === 'gap') {
      runs.push({ kind: 'gap', start: at, gap: mark.gap })
    } else {
      runs.push({ kind: 'repair', start: at, text: text.slice(at, at + mark.length).join(''), edits: mark.edits })
    }
    at += mark.length
  }
  plainUpTo(end)
  return runs
}

type Mark =
  | { readonly kind: 'gap'; readonly offset: number; readonly length: number; readonly gap: Gap }
  | { readonly kind: 'repair'; readonly offset: number; readonly length: number; readonly edits: readonly PlacedEdit[] }

const marksIn = (start: number, end: number, edits: readonly PlacedEdit[], gaps: readonly Gap[]): Mark[] => {
  const marks: Mark[] = []
  for (const gap of gaps) {
    if (gap.offset === null || gap.offset < start || gap.offset + gap.length > end) continue
    marks.push({ kind: 'gap', offset: gap.offset, length: gap.length, gap })
  }
  for (let index = firstAtOrAfter(edits, start); index < edits.length; index += 1) {
    const edit = edits[index]
    if (!edit || edit.offset > end || (edit.offset === end && edit.length > 0)) break
    const last = marks.at(-1)
    if (last?.kind === 'repair' && last.offset === edit.offset && last.length === edit.length && edit.length > 0) {
      marks[marks.length - 1] = { ...last, edits: [...last.edits, edit] }
    } else marks.push({ kind: 'repair', offset: edit.offset, length: edit.length, edits: [edit] })
  }
  return marks.sort((a, b) => a.offset - b.offset || a.length - b.length)
}

const firstAtOrAfter = (edits: readonly PlacedEdit[], offset: number): number => {
  let low = 0
  let high = edits.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((edits[middle]?.offset ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return low
}
