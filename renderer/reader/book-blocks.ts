import type { DocumentOutline, Range, Section } from '../../preload/contract/documents.ts'
import type { DocumentText } from './document-text.ts'
import type { OpeningText, SectionText, TextMaker } from './text-model.ts'

/** A section in a block, or a part of a long one. */
export interface BookPart {
  /** The section's id, and of a part of it also where it was cut. */
  readonly id: string
  readonly section: Section
  /**
   * Where it was meant to be cut; the cut itself is made at the next line break. Null for a section that is in one piece.
   */
  readonly cut: Range | null
}

/** What is drawn, measured and taken away as one. */
export interface BookBlock {
  readonly index: number
  /** Title and what stands before the first heading are in it. */
  readonly opening: boolean
  readonly parts: readonly BookPart[]
  /** The end of the text is in it. */
  readonly closing: boolean
  /** How much room it takes, in characters of running text; only good for comparing. */
  readonly weight: number
}

/** A division of a document into blocks, in reading order. */
export interface BookPlan {
  readonly blocks: readonly BookBlock[]
  /** The block that shows a place; `offset` is a code point of L1, null for the start of the section. */
  blockAt(sectionId: string, offset: number | null): number
  /** The spans of L1 that have to be here before a block can be drawn. */
  needs(block: BookBlock): readonly Range[]
}

/** Room of a heading, of what is said about a section without text, and of what stands about the text at its beginning. */
const room = { heading: 80, remark: 200, opening: 300 } as const

/** A cut is moved on to the end of its line unless that is farther than this, in code points. */
const longestLine = 4000

const lengthOf = (range: Range | null): number => (range ? range.end - range.start : 0)

/** Divides a document into blocks of about `target` characters; a block begins with a section where sections are short. */
export const planBook = ({ sections, parts }: DocumentOutline, target: number): BookPlan => {
  const blocks: BookBlock[] = []
  const preamble = parts.find(({ kind }) => kind === 'preamble')?.range ?? null
  const title = parts.find(({ kind }) => kind === 'title')?.range ?? null
  const places = new Map<string, { readonly block: number; readonly start: number }[]>([['0', [{ block: 0, start: 0 }]]])
  let opening = true
  let open: BookPart[] = []
  let weight = room.opening + lengthOf(preamble)
  const close = (closing: boolean) => {
    if (!opening && open.length === 0) return
    blocks.push({ index: blocks.length, opening, parts: open, closing, weight })
    opening = false
    open = []
    weight = 0
  }
  const add = (part: BookPart, extra: number) => {
    open.push(part)
    weight += extra
    const known = places.get(part.section.id) ?? []
    known.push({ block: blocks.length, start: part.cut?.start ?? 0 })
    places.set(part.section.id, known)
  }
  for (const section of sections) {
    const { range } = section
    const length = lengthOf(range)
    const own = room.heading + (range ? length : room.remark)
    // A section that begins a chapter begins a block; small ones are put together.
    if (weight + own > target || (weight > target / 2 && section.level === 1)) close(false)
    if (!range || length <= target * 1.5) {
      add({ id: section.id, section, cut: null }, own)
      continue
    }
    const count = Math.ceil(length / target)
    for (let index = 0; index < count; index += 1) {
      const start = range.start + Math.floor((length * index) / count)
      const end = range.start + Math.floor((length * (index + 1)) / count)
      add({ id: `${section.id}@${start}`, section, cut: { start, end } }, end - start + (index === 0 ? room.heading : 0))
      close(false)
    }
  }
  close(true)
  const last = blocks.at(-1)
  if (last && !last.closing) blocks[blocks.length - 1] = { ...last, closing: true }

  return {
    blocks,
    blockAt: (sectionId, offset) => {
      const known = places.get(sectionId) ?? []
      const [first] = known
      if (!first) return 0
      return (offset === null ? first : (known.findLast(({ start }) => start <= offset) ?? first)).block
    },
    needs: ({ opening: opens, parts: held }) => {
      const found: Range[] = []
      const want = (range: Range | null) => {
        if (range && range.end > range.start) found.push(range)
      }
      if (opens) {
        want(title)
        want(preamble)
      }
      for (const { section, cut } of held) {
        want(section.headingRange ?? section.listRange)
        if (!section.range) continue
        want(cut ? { start: Math.max(section.range.start, cut.start - 1), end: Math.min(section.range.end, cut.end + longestLine) } : section.range)
      }
      return found
    },
  }
}

/** The place a cut is made at: behind the line that it stands in, or where it is in a line without an end. */
const madeCut = (text: DocumentText, at: number, { start, end }: Range): number => {
  if (at <= start || at >= end) return at
  const lineBreak = text.lineBreak(at - 1, Math.min(end, at + longestLine))
  return lineBreak === null ? at : lineBreak + 1
}

/** Where a block begins in L1; what stands before the first section belongs to the first block. */
export const startOfBlock = ({ index, parts: [first] }: BookBlock, text: DocumentText): number | null => {
  if (index === 0) return 0
  if (!first) return null
  const { section, cut } = first
  if (cut && section.range && cut.start > section.range.start) return madeCut(text, cut.start, section.range)
  return (section.headingRange ?? section.range)?.start ?? null
}

export interface DrawnBlock {
  readonly index: number
  readonly opening: OpeningText | null
  readonly sections: readonly SectionText[]
  readonly closing: boolean
}

/** A block ready to draw; its text must be here. */
export const makeBlock = (block: BookBlock, maker: TextMaker, text: DocumentText): DrawnBlock => ({
  index: block.index,
  opening: block.opening ? maker.opening() : null,
  closing: block.closing,
  sections: block.parts.map(({ id, section, cut }) => {
    const { range } = section
    if (!cut || !range) return { ...maker.section(section), partId: id }
    const [start, end] = [madeCut(text, cut.start, range), madeCut(text, cut.end, range)]
    return { partId: id, ...maker.section(section, { start, end: Math.max(start, end) }), opens: cut.start === range.start, closes: cut.end === range.end }
  }),
})

/** A block as it stands in the page: drawn, or as long as its text has not come the room for it. */
export interface BookSlot {
  readonly index: number
  readonly block: DrawnBlock | null
}

/** Makes blocks as they are asked for and keeps the last ones, so that what stays on the page is not drawn anew. */
export const createSlots = (plan: BookPlan, repairs: boolean) => {
  let known = new Map<number, { readonly block: DrawnBlock; readonly whole: boolean }>()

  /** Whether nothing about a block will be another when more of the text has come. */
  const isWhole = (block: BookBlock, text: DocumentText): boolean =>
    block.parts.every(({ section, cut }) => !cut || text.has(section.range?.start ?? 0, cut.start)) &&
    (!repairs || plan.needs(block).every(({ start, end }) => text.edits(start, end) !== null))

  const made = (block: BookBlock, maker: TextMaker, text: DocumentText) => {
    const kept = known.get(block.index)
    if (kept?.whole) return kept
    if (plan.needs(block).some(({ start, end }) => !text.has(start, end))) return null
    const whole = isWhole(block, text)
    // What is still missing is drawn when it has come, not each time that anything has.
    return kept && !whole ? kept : { block: makeBlock(block, maker, text), whole }
  }

  /** The slots of blocks `first` to `last`. */
  return (first: number, last: number, maker: TextMaker, text: DocumentText): readonly BookSlot[] => {
    const next: typeof known = new Map()
    const slots = plan.blocks.slice(first, last + 1).map((block): BookSlot => {
      const drawn = made(block, maker, text)
      if (drawn) next.set(block.index, drawn)
      return { index: block.index, block: drawn?.block ?? null }
    })
    known = next
    return slots
  }
}
