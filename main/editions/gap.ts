import type { Gap } from '../../preload/contract/documents.ts'
import { findBlanks } from './blank.ts'
import { countVisible } from './characters.ts'
import { estimateCut, type Cut } from './cut.ts'
import type { Draft } from './draft.ts'
import type { Span } from './document-parts.ts'
import { readMetadata } from './metadata.ts'
import type { SectionNode, SectionTree } from './section-tree.ts'

/** A gap with UTF-16 offsets: `start`, `end` in the source, `offset` and `length` in the restored text. */
export type GapDraft = Omit<Gap, 'id'>

const empty = {
  section: null,
  affects: [],
  start: null,
  end: null,
  offset: null,
  length: 0,
  declared: null,
  declaredTotal: null,
  declaredShown: null,
  estimated: null,
  notice: '',
} satisfies Partial<GapDraft>

/** Id of what stands before the first heading. */
const preamble = '0'

/** Finds the section a place of the restored text belongs to. */
export type Locate = (offset: number) => string | null

export const createLocate = (tree: SectionTree, bodyStart: number): Locate => {
  const spans = tree.nodes
    .flatMap((node) =>
      [node.range, node.headingRange, node.listRange].flatMap((span) =>
        span === null ? [] : [{ ...span, id: node.id }],
      ),
    )
    .toSorted((a, b) => a.start - b.start)
  return (offset) => {
    let low = 0
    let high = spans.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((spans[middle]?.start ?? 0) <= offset) low = middle + 1
      else high = middle
    }
    const span = spans[low - 1]
    const inside = span !== undefined && offset <= span.end
    if (inside) return span.id
    if (offset < bodyStart) return null
    const previous = spans[low - 1]
    return previous !== undefined && previous.start >= bodyStart ? previous.id : preamble
  }
}

export const cutGaps = (cuts: readonly Cut[], tree: SectionTree, locate: Locate, visible: number): GapDraft[] =>
  cuts.map((cut, index) => {
    const estimate = estimateCut(cut, cuts, visible)
    return {
      ...empty,
      kind: cut.kind,
      section: locate(cut.offset),
      affects: (tree.affected[index] ?? []).flatMap((node) => tree.nodes[node]?.id ?? []),
      start: cut.sourceStart,
      end: cut.sourceEnd,
      offset: cut.offset,
      declared: cut.omitted,
      declaredTotal: cut.total,
      declaredShown: cut.shown,
      estimated: estimate.characters,
      notice: cut.notice,
      basis: estimate.basis,
    }
  })

/** Blanked words: what a filter or a site put in the place of one. They are shown as gaps and never filled. */
export const blankGaps = (draft: Draft, locate: Locate): GapDraft[] =>
  findBlanks(draft.text).map(({ start, end }) => {
    const section = locate(start)
    return {
      ...empty,
      kind: 'censored-word',
      section,
      affects: section === null ? [] : [section],
      ...draft.sourceRange(start, end),
      offset: start,
      length: end - start,
      notice: draft.text.slice(start, end),
      basis: 'A blank stands where a word was taken out. How long it was is unknown, and it is not filled.',
    }
  })

/** Numbers that the outline list leaves out. */
export const numberingGaps = (tree: SectionTree, draft: Draft): GapDraft[] =>
  tree.nodes.flatMap((node: SectionNode) => {
    if (!node.skips || node.listRange === null) return []
    const parent = tree.nodes[node.parent]
    const place = draft.sourceRange(node.listRange.start, node.listRange.start + 1).start
    return [
      {
        ...empty,
        kind: 'outline-numbering' as const,
        section: parent?.id ?? node.id,
        affects: [parent?.id ?? node.id],
        start: place,
        end: place,
        offset: node.listRange.start,
        basis: `The outline has ${node.marker} without the number before it; an entry may be missing.`,
      },
    ]
  })

/** The site's own sign that the outline is an extract. */
export const extractGap = (extract: { start: number; end: number; notice: string }, list: Span): GapDraft => ({
  ...empty,
  kind: 'outline-extract',
  start: extract.start,
  end: extract.end,
  offset: list.start,
  notice: extract.notice,
  basis: 'The site sets the outline between dots: it is an extract, and entries may be missing.',
})

/** Author, date and source, as far as the text names none of its own. */
export const metadataGap = (text: string): GapDraft | null => {
  const metadata = readMetadata(text)
  const missing = [
    metadata.author ? null : 'author',
    metadata.date ? null : 'date',
    metadata.source ? null : 'source address',
  ].filter((name) => name !== null)
  return missing.length === 0
    ? null
    : { ...empty, kind: 'metadata-missing', basis: `The text names no ${missing.join(', no ')}.` }
}

/** Characters a site would count as shown: title and body without white space. */
export const visibleCharacters = (text: string, list: Span | null): number =>
  list === null ? countVisible(text) : countVisible(text.slice(0, list.start)) + countVisible(text.slice(list.end))
