import type { DocumentOutline, Gap, Passage, PlacedEdit, Range, Section } from '../../../preload/contract/documents.ts'
import { wholeText } from '../../reader/document-text.ts'
import { makeTextModel, type Block, type Paragraph } from '../../reader/text-model.ts'

/** A part of a text that is fetched and drawn at once. Places are code points of L1. */
export interface TextChunk {
  readonly key: string
  readonly kind: 'title' | 'list' | 'text'
  /** Null for what stands before the first heading. */
  readonly section: Section | null
  /** It draws the heading of its section. */
  readonly heading: boolean
  /** It is the end of its section or part. */
  readonly last: boolean
  readonly start: number
  readonly end: number
  /** Where its section's or part's own text begins and ends; a chunk draws whole lines, and these bound them. */
  readonly bounds: Range
}

/** Code points that are drawn at once. */
export const chunkLength = 4000

/** How far behind a cut the end of its line is looked for; a longer line is cut where it is. */
const lineReach = 2000

/** A heading this far before its text is still fetched with it. */
const headingReach = 2000

const cut = (bounds: Range, rest: Pick<TextChunk, 'kind' | 'section'>, key: string): TextChunk[] => {
  const count = Math.max(1, Math.ceil((bounds.end - bounds.start) / chunkLength))
  return Array.from({ length: count }, (_, index) => ({
    ...rest,
    key: `${key} ${index}`,
    heading: rest.section !== null && index === 0,
    last: index === count - 1,
    start: bounds.start + index * chunkLength,
    end: Math.min(bounds.end, bounds.start + (index + 1) * chunkLength),
    bounds,
  }))
}

/** A text as the parts that are drawn, in reading order: its title, its list of headings, then section by section. */
export const chunksOf = ({ parts, sections }: DocumentOutline): TextChunk[] => {
  const partOf = (kind: DocumentOutline['parts'][number]['kind']) => parts.find((part) => part.kind === kind)?.range
  const title = partOf('title')
  const list = partOf('outline-list')
  const preamble = partOf('preamble')
  return [
    ...(title ? [{ key: 'title', kind: 'title', section: null, heading: false, last: true, ...title, bounds: title } as const] : []),
    ...(list ? [{ key: 'list', kind: 'list', section: null, heading: false, last: true, ...list, bounds: list } as const] : []),
    ...(preamble ? cut(preamble, { kind: 'text', section: null }, 'preamble') : []),
    ...sections.flatMap((section, index) => {
      const at = (section.headingRange ?? section.listRange)?.start ?? 0
      return cut(section.range ?? { start: at, end: at }, { kind: 'text', section }, `section ${index}`)
    }),
  ]
}

const headingWithin = ({ heading, section, start }: TextChunk): Range | null => {
  const range = heading ? (section?.headingRange ?? null) : null
  return range && range.start <= start && start - range.start <= headingReach ? range : null
}

/** What has to be fetched to draw a chunk; null when there is no text to fetch. */
export const spanOf = (chunk: TextChunk): Range | null => {
  const heading = headingWithin(chunk)
  const start = heading?.start ?? Math.max(chunk.bounds.start, chunk.start - 1)
  const end = Math.max(heading?.end ?? 0, Math.min(chunk.bounds.end, chunk.end + lineReach))
  return end > start ? { start, end } : null
}

/** Where the lines begin that a cut at `at` leaves to what follows it. */
const lineStart = (text: readonly string[], from: number, at: number, { start, end }: Range): number => {
  if (at <= start || at >= end) return at
  const until = Math.min(end, at + lineReach, from + text.length)
  for (let place = at; place < until; place += 1) if (text[place - 1 - from] === '\n') return place
  return at
}

export interface DrawnChunk {
  /** Code point of L1 from which the places in the paragraphs count. */
  readonly base: number
  readonly heading: Paragraph | null
  readonly blocks: readonly Block[]
}

const isCut = ({ kind }: Gap): boolean => kind === 'paywall-cut-middle' || kind === 'paywall-cut-end'

/** A chunk as blocks to draw, from the passage that `spanOf` asked for. */
export const drawChunk = (chunk: TextChunk, outline: DocumentOutline, passage: Passage): DrawnChunk => {
  const base = passage.start
  const text = Array.from(passage.restored)
  const start = lineStart(text, base, chunk.start, chunk.bounds)
  const end = chunk.last ? chunk.end : lineStart(text, base, chunk.end, chunk.bounds)
  const moved = (range: Range): Range => ({ start: range.start - base, end: range.end - base })
  const sectionId = chunk.section?.id ?? '0'
  const isOurs = ({ offset }: Gap): boolean =>
    offset !== null && (chunk.heading || chunk.start === chunk.bounds.start || offset >= start) && (chunk.last || offset < end)
  const gaps = outline.gaps
    .filter((gap) => (isCut(gap) ? (gap.section ?? '0') === sectionId && isOurs(gap) : gap.offset !== null && gap.offset >= start && gap.offset < end))
    .map((gap) => ({ ...gap, section: 'drawn', offset: gap.offset === null ? null : Math.max(0, gap.offset - base) }))
  const heading = headingWithin(chunk)
  const section: Section = {
    ...(chunk.section ?? emptySection),
    id: 'drawn',
    headingRange: heading && moved(heading),
    listRange: null,
    range: end > start ? moved({ start, end }) : null,
  }
  const model = makeTextModel({
    outline: { ...outline, parts: [], paragraphs: [], sections: [section], gaps },
    text: wholeText({
      start: 0,
      end: passage.end - base,
      restored: passage.restored,
      set: passage.set,
      edits: passage.edits.map((edit): PlacedEdit => ({ ...edit, offset: edit.offset - base })),
    }),
    layer: 'set',
    repairs: true,
  })
  const drawn = model.sections[0]
  return { base, heading: chunk.heading ? (drawn?.heading ?? null) : null, blocks: drawn?.blocks ?? [] }
}

const emptySection: Section = {
  id: 'drawn',
  level: 1,
  parent: null,
  marker: '',
  heading: '',
  headingSet: '',
  status: 'present',
  confidence: 1,
  headingRange: null,
  runIn: false,
  range: null,
  listRange: null,
  gaps: [],
}

/** The chunk in which a place of L1 is drawn. */
export const chunkAt = (chunks: readonly TextChunk[], offset: number): TextChunk | null => {
  let found: TextChunk | null = null
  for (const chunk of chunks) {
    const start = headingWithin(chunk)?.start ?? chunk.start
    if (start <= offset && (found === null || start >= (headingWithin(found)?.start ?? found.start))) found = chunk
  }
  return found
}
