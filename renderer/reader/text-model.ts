import type { DocumentOutline, Gap, PlacedEdit, Range, Section } from '../../preload/contract/documents.ts'
import type { DocumentText, TextLayer } from './document-text.ts'

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
  /** It goes on from a piece of the same paragraph that is drawn before it. */
  readonly continued?: true
}

export type Block =
  | { readonly kind: 'paragraph'; readonly paragraph: Paragraph }
  | { readonly kind: 'gap'; readonly gap: Gap }

export interface SectionText {
  readonly section: Section
  readonly heading: Paragraph
  readonly blocks: readonly Block[]
  /** Tells parts of a book from each other. */
  readonly partId?: string
  /** False for a part of a long section that is not its first, or not its last. */
  readonly opens?: boolean
  readonly closes?: boolean
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
  readonly text: DocumentText
  readonly layer: TextLayer
  /** Draw every edit where it was made. */
  readonly repairs: boolean
  /** One paragraph in the script that is shown; it must keep the number of code points. The text as it is unless given. */
  readonly convert?: (paragraph: string) => string
}

/** Title, list of headings and what stands before the first heading. */
export type OpeningText = Pick<TextModel, 'title' | 'outlineList' | 'opening'>

/** Makes the parts of a document ready to draw. The text of what is asked for must be here. */
export interface TextMaker {
  opening(): OpeningText
  /** A section, or the part of its own text in `part`; a part that begins inside a line goes on with its paragraph. */
  section(section: Section, part?: Range): SectionText
}

/** The code points of a stretch, of L1 and as they are shown; the first stands at `base`. */
interface Letters {
  readonly base: number
  readonly restored: readonly string[]
  readonly text: readonly string[]
}

/** A line is converted as a whole, for its words decide; of a longer one this many code points on either side. */
const longestLine = 2000

/** Pure: the same input gives the same parts. */
export const createTextMaker = ({ outline, text, layer, repairs, convert = asItIs }: TextModelOptions): TextMaker => {
  const gaps = outline.gaps.filter((gap) => gap.offset !== null).sort((a, b) => (a.offset ?? 0) - (b.offset ?? 0))
  const cuts = gaps.filter((gap) => isCut(gap))
  const blanks = gaps.filter((gap) => gap.kind === 'censored-word')
  const numbers = new Map(outline.paragraphs.map(({ sectionId, first }) => [sectionId, first]))
  /** Numbers of paragraphs at places where parts of a long section begin. */
  const checkpoints = new Map<string, { readonly offset: number; readonly number: number }[]>()

  const lettersOf = ({ start, end }: Range): Letters => {
    const restored = Array.from(text.slice('restored', start, end))
    if (convert === asItIs && layer === 'restored') return { base: start, restored, text: restored }
    const from = convert === asItIs ? start : Math.max(text.line(start).start, start - longestLine)
    const to = convert === asItIs ? end : Math.max(end, Math.min(text.line(Math.max(start, end - 1)).end, end + longestLine))
    const chosen = text.slice(layer, from, to)
    const whole = Array.from(convert === asItIs ? chosen : chosen.split('\n').map(convert).join('\n'))
    if (whole.length !== to - from) throw new Error('the text shown has another length than the text kept')
    return { base: start, restored, text: from === start && to === end ? whole : whole.slice(start - from, end - from) }
  }

  const editsIn = ({ start, end }: Range): readonly PlacedEdit[] =>
    repairs
      ? [...(text.edits(start, end) ?? [])]
          .filter((edit) => layer === 'set' || edit.layer === 'L1')
          .sort((a, b) => a.offset - b.offset || a.start - b.start)
      : []

  /** What is drawn once in a part of the document, whatever pieces of it touch the place. */
  const createPart = () => {
    const drawn = new Set<string>()
    const removed = new Set<string>()

    const paragraphOf = (range: Range, letters: Letters, number: number | null = null): Paragraph => {
      const inline = between(cuts, range.start, range.end).filter((gap) => isInside(gap, range, letters))
      for (const gap of inline) drawn.add(gap.id)
      const marked = [...between(blanks, range.start, range.end), ...inline]
      return {
        start: range.start,
        number,
        text: letters.text.slice(range.start - letters.base, range.end - letters.base).join(''),
        runs: makeRuns({ letters, start: range.start, end: range.end, edits: editsIn(range), gaps: marked, removed }),
      }
    }

    const lineOf = (range: Range): Paragraph => {
      const letters = lettersOf(range)
      return paragraphOf(trimTrailingBreak(range, letters), letters)
    }

    const blocksOf = (range: Range | null, own: readonly Gap[], first: number | null, continued: boolean): Block[] => {
      const letters = range ? lettersOf(range) : null
      let number = first
      const blocks: Block[] = []
      const pending = own.filter((gap) => !drawn.has(gap.id))
      const drawPending = (upTo: number) => {
        for (const gap of pending) {
          if (drawn.has(gap.id) || (gap.offset ?? 0) > upTo) continue
          drawn.add(gap.id)
          blocks.push({ kind: 'gap', gap })
        }
      }
      for (const line of range && letters ? linesIn(range, letters) : []) {
        if (!letters) continue
        drawPending(line.start)
        const goesOn = continued && line.start === range?.start
        const counted = number !== null && !goesOn && hasText(letters, line)
        const paragraph = paragraphOf(line, letters, counted ? number : null)
        blocks.push({ kind: 'paragraph', paragraph: goesOn ? { ...paragraph, continued: true } : paragraph })
        if (counted && number !== null) number += 1
      }
      drawPending(Number.POSITIVE_INFINITY)
      return blocks
    }

    return { lineOf, blocksOf }
  }

  /** The number of the first paragraph that begins at a place of a section or behind it; null when it is not known. */
  const numberAt = (section: Section, offset: number): number | null => {
    const first = numbers.get(section.id)
    if (first === undefined || !section.range) return null
    const known = checkpoints.get(section.id) ?? [{ offset: section.range.start, number: first }]
    checkpoints.set(section.id, known)
    const before = known.findLast((point) => point.offset <= offset) ?? { offset: section.range.start, number: first }
    if (!text.has(before.offset, offset)) return null
    const lines = text.slice('restored', before.offset, offset).split('\n')
    const begun = lines.filter((line) => /\S/u.test(line)).length
    const number = before.number + begun
    // From inside a line its rest would be counted once more.
    if (begun > 0 && lines.at(-1) === '') {
      known.push({ offset, number })
      known.sort((a, b) => a.offset - b.offset)
    }
    return number
  }

  const partRange = (kind: DocumentOutline['parts'][number]['kind']): Range | null =>
    outline.parts.find((part) => part.kind === kind)?.range ?? null

  return {
    opening: () => {
      const { lineOf, blocksOf } = createPart()
      const title = partRange('title')
      const list = partRange('outline-list')
      return {
        title: title ? lineOf(title) : null,
        outlineList: list ? linesIn(list, lettersOf(list)).map(lineOf) : [],
        opening: blocksOf(
          partRange('preamble'),
          cuts.filter((gap) => gap.section === null || gap.section === '0'),
          numbers.get('0') ?? null,
          false,
        ),
      }
    },

    section: (section, part) => {
      const { lineOf, blocksOf } = createPart()
      const heading = section.headingRange ? withStop(section.headingRange, section.range) : section.listRange
      const shownHeading: Paragraph =
        heading && text.has(heading.start, heading.end) ? lineOf(heading) : unplaced(convert(layer === 'set' ? section.headingSet : section.heading))
      const range = part ?? section.range
      const own = cuts.filter((gap) => gap.section === section.id)
      if (!part || !section.range) {
        return { section, heading: shownHeading, blocks: blocksOf(range, own, numbers.get(section.id) ?? null, false) }
      }
      const isFirst = part.start === section.range.start
      const isLast = part.end === section.range.end
      const here = own.filter(({ offset }) => (isFirst || (offset ?? 0) >= part.start) && (isLast || (offset ?? 0) < part.end))
      const continued = !isFirst && text.slice('restored', part.start - 1, part.start) !== '\n'
      return { section, heading: shownHeading, blocks: blocksOf(part, here, numberAt(section, part.start), continued) }
    },
  }
}

/** The document as blocks and runs, ready to draw. Pure: the same input gives the same model. */
export const makeTextModel = (options: TextModelOptions): TextModel => {
  const { outline } = options
  const maker = createTextMaker(options)
  return {
    ...maker.opening(),
    sections: outline.sections.map((section) => maker.section(section)),
    placeless: outline.gaps.filter((gap) => !isCut(gap) && gap.kind !== 'censored-word'),
  }
}

/** Of gaps in order those that touch a span. */
const between = (gaps: readonly Gap[], start: number, end: number): Gap[] => {
  let low = 0
  let high = gaps.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((gaps[middle]?.offset ?? 0) < start) low = middle + 1
    else high = middle
  }
  const found: Gap[] = []
  for (let gap = gaps[low]; gap && (gap.offset ?? 0) <= end; gap = gaps[low]) {
    found.push(gap)
    low += 1
  }
  return found
}

/** The lines of a range that have any character. */
const linesIn = (range: Range, { base, restored }: Letters): Range[] => {
  const found: Range[] = []
  let start = range.start
  for (let at = range.start; at <= range.end; at += 1) {
    if (at < range.end && restored[at - base] !== '\n') continue
    if (at > start) found.push({ start, end: at })
    start = at + 1
  }
  return found
}

const asItIs = (paragraph: string): string => paragraph

/** A heading that stands nowhere in L1. */
const unplaced = (text: string): Paragraph => ({ start: 0, number: null, text, runs: [{ kind: 'text', start: 0, text }] })

const hasText = ({ base, text }: Letters, { start, end }: Range): boolean => {
  for (let at = start; at < end; at += 1) if (/\S/u.test(text[at - base] ?? '')) return true
  return false
}

const isCut = (gap: Gap): boolean => gap.kind === 'paywall-cut-middle' || gap.kind === 'paywall-cut-end'

const sentenceEnd = /[。！？!?…”’」』）)〕】]$/

/** A cut in the middle of a line, or one that breaks its last sentence off, is drawn in the line itself. */
const isInside = (gap: Gap, line: Range, { base, restored }: Letters): boolean => {
  if (gap.offset === null || gap.offset <= line.start || gap.offset > line.end) return false
  return gap.offset < line.end || !sentenceEnd.test(restored[line.end - 1 - base] ?? '')
}

/** A run-in heading ends with the mark that divides it from its text. */
const withStop = (heading: Range, body: Range | null): Range =>
  body && body.start > heading.end && body.start - heading.end <= 2 ? { start: heading.start, end: body.start } : heading

const trimTrailingBreak = (range: Range, { base, restored }: Letters): Range => {
  let end = range.end
  while (end > range.start && restored[end - 1 - base] === '\n') end -= 1
  return { start: range.start, end }
}

interface RunsOptions {
  readonly letters: Letters
  readonly start: number
  readonly end: number
  /** By offset. */
  readonly edits: readonly PlacedEdit[]
  readonly gaps: readonly Gap[]
  /** Removals already drawn; one between two pieces of the text touches both and is drawn once. */
  readonly removed: Set<string>
}

/** Cuts one line into runs at the edits and blanks that touch it. */
const makeRuns = ({ letters: { base, text }, start, end, edits, gaps, removed }: RunsOptions): Run[] => {
  const runs: Run[] = []
  let at = start
  const plainUpTo = (to: number) => {
    if (to > at) runs.push({ kind: 'text', start: at, text: text.slice(at - base, to - base).join('') })
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
      runs.push({ kind: 'repair', start: at, text: text.slice(at - base, at + mark.length - base).join(''), edits: mark.edits })
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
