import type { SectionStatus } from '../../preload/contract/documents.ts'
import type { AlignedHeading } from './alignment.ts'
import type { Cut } from './cut.ts'
import type { BodyHeading } from './heading.ts'
import { lowerBound } from './lower-bound.ts'
import { nest } from './nesting.ts'
import type { ListEntry } from './outline-list.ts'

/** A node of the section tree in reading order; offsets are UTF-16 units of the restored text. */
export interface SectionNode {
  readonly id: string
  readonly level: number
  /** Index of the parent node, -1 for the top. */
  readonly parent: number
  readonly marker: string
  readonly heading: string
  /** What the reader calls it; null: its heading. */
  readonly name: string | null
  readonly headingRange: { readonly start: number; readonly end: number } | null
  readonly listRange: { readonly start: number; readonly end: number } | null
  readonly runIn: boolean
  /** True when the outline leaves a number out before this entry. */
  readonly skips: boolean
  range: { readonly start: number; readonly end: number } | null
  status: SectionStatus
  confidence: number
  /** Cuts (indexes) that took text of this section. */
  readonly cuts: number[]
}

export interface SectionTree {
  readonly nodes: readonly SectionNode[]
  /** For every cut the nodes it affects, in order. */
  readonly affected: readonly (readonly number[])[]
}

/** A section before its text is cut out. `parent` is an index into the same list, -1 for the top. */
export interface SectionPlan {
  readonly marker: string
  readonly heading: string
  readonly name: string | null
  readonly body: {
    readonly start: number
    readonly end: number
    readonly textStart: number
    readonly runIn: boolean
  } | null
  readonly listRange: { readonly start: number; readonly end: number } | null
  readonly level: number
  readonly parent: number
  readonly skips: boolean
  readonly confidence: number
}

/** Deepest level that a section can have. */
const deepestLevel = 16
/** Most sections of one text: ids have no room for more. What lies behind is text of the last. */
export const mostSections = 99_999

/** Joins the entries of the list with the headings that only the body has, in reading order. */
export const planSections = (
  text: string,
  entries: readonly ListEntry[],
  aligned: readonly (AlignedHeading | null)[],
  extra: readonly BodyHeading[],
): SectionPlan[] => {
  const places = nest(
    entries.map((entry) => entry.marker),
    { maySkip: () => true },
  )
  const plans: SectionPlan[] = []
  const entryAt: number[] = []
  const extraAt: number[] = []
  let next = 0
  const addExtra = (until: number): void => {
    const anchor = plans.length - 1
    for (; next < extra.length && (extra[next]?.start ?? 0) < until; next += 1) {
      const heading = extra[next]
      if (heading === undefined) continue
      const parent = heading.parent < 0 ? -1 : (extraAt[heading.parent] ?? -1)
      const under = parent >= 0 ? parent : anchor
      extraAt[next] = plans.length
      plans.push({
        marker: heading.marker?.text ?? '',
        heading: text.slice(heading.start, heading.end),
        name: null,
        body: heading,
        listRange: null,
        level: under < 0 ? heading.level : (plans[under]?.level ?? 0) + 1,
        parent: under,
        skips: false,
        confidence: 1,
      })
    }
  }
  for (const [index, entry] of entries.entries()) {
    const body = aligned[index] ?? null
    if (body !== null) addExtra(body.start)
    const place = places[index]
    entryAt[index] = plans.length
    plans.push({
      marker: entry.marker?.text ?? '',
      heading: entry.heading,
      name: null,
      body,
      listRange: { start: entry.start, end: entry.end },
      level: place?.level ?? 1,
      parent: place === null || place === undefined || place.parent < 0 ? -1 : (entryAt[place.parent] ?? -1),
      skips: place?.skips ?? false,
      confidence: body?.confidence ?? 1,
    })
  }
  addExtra(Number.POSITIVE_INFINITY)
  return plans
}

/** Sections too deep to be told apart hang below the deepest parent there may be. */
const withinDepth = (planned: readonly SectionPlan[]): SectionPlan[] => {
  const fitted: SectionPlan[] = []
  for (const plan of planned.slice(0, mostSections)) {
    let { parent } = plan
    while (parent >= 0 && (fitted[parent]?.level ?? 0) >= deepestLevel) parent = fitted[parent]?.parent ?? -1
    fitted.push({ ...plan, parent, level: Math.min(deepestLevel, plan.level) })
  }
  return fitted
}

const pathIds = (plans: readonly SectionPlan[]): string[] => {
  const counts = new Map<number, number>()
  const ids: string[] = []
  for (const { parent } of plans) {
    const order = (counts.get(parent) ?? 0) + 1
    counts.set(parent, order)
    ids.push(parent < 0 ? String(order) : `${ids[parent] ?? ''}.${order}`)
  }
  return ids
}

const trimmed = (text: string, start: number, end: number): { start: number; end: number } | null => {
  let from = start
  let to = end
  while (from < to && /\s/u.test(text.charAt(from))) from += 1
  while (to > from && /\s/u.test(text.charAt(to - 1))) to -= 1
  return from < to ? { start: from, end: to } : null
}

const endsSentence = (text: string, end: number): boolean => /[。！？!?…”」』）)]/u.test(text.charAt(end - 1))

/**
 * Builds the tree: ids by position, the text of every section, and a status that follows from what the cuts took. Text
 * between a cut and the next heading belongs, by order, to the section before that heading.
 */
export const buildSectionTree = (text: string, planned: readonly SectionPlan[], cuts: readonly Cut[]): SectionTree => {
  const plans = withinDepth(planned)
  const ids = pathIds(plans)
  const nodes: SectionNode[] = plans.map((one, index) => ({
    id: ids[index] ?? '',
    level: one.level,
    parent: one.parent,
    marker: one.marker,
    heading: one.heading,
    name: one.name,
    headingRange: one.body === null ? null : { start: one.body.start, end: one.body.end },
    listRange: one.listRange,
    runIn: one.body?.runIn ?? false,
    skips: one.skips,
    range: null,
    status: 'present',
    confidence: one.confidence,
    cuts: [],
  }))

  const inBody = plans.flatMap((one, index) => (one.body === null ? [] : [{ index, body: one.body }]))
  const lastHeading = inBody.at(-1)?.body.start ?? -1
  const own: ('whole' | 'cut' | 'absent')[] = plans.map((one) => (one.body === null ? 'absent' : 'whole'))
  const fragments = new Map<number, { start: number; end: number }>()
  const affected: number[][] = cuts.map(() => [])

  for (const [cutIndex, cut] of cuts.entries()) {
    const after = lowerBound(inBody.length, (at) => (inBody[at]?.body.start ?? 0) >= cut.offset)
    const before = inBody[after - 1]
    const following = inBody[after]
    const first = before?.index ?? 0
    // Of several cuts behind the last heading the last one took what the outline names and the body lacks.
    const takesRest = cut.kind === 'paywall-cut-end' && !((cuts[cutIndex + 1]?.offset ?? -1) > lastHeading)
    const last = following === undefined ? (takesRest ? nodes.length - 1 : first) : following.index - 1
    const touched = new Set<number>()
    for (let index = first; index <= last; index += 1) if (nodes[index] !== undefined) touched.add(index)
    for (const index of [...touched]) {
      for (let up = nodes[index]?.parent ?? -1; up >= 0; up = nodes[up]?.parent ?? -1) touched.add(up)
    }
    if (before !== undefined) own[before.index] = 'cut'
    const laterCut = cuts[cutIndex + 1]?.offset ?? text.length
    const end = Math.min(following?.body.start ?? text.length, laterCut)
    const fragment = trimmed(text, cut.offset, end)
    if (fragment !== null && last > first) {
      fragments.set(last, fragment)
      own[last] = 'cut'
    }
    affected[cutIndex] = [...touched].toSorted((a, b) => a - b)
    for (const index of touched) nodes[index]?.cuts.push(cutIndex)
  }

  const pieces = [...fragments.values()].toSorted((a, b) => a.start - b.start)
  for (const [order, { index, body }] of inBody.entries()) {
    const node = nodes[index]
    if (node === undefined) continue
    const nextHeading = inBody[order + 1]?.body.start ?? text.length
    const piece = pieces[lowerBound(pieces.length, (at) => (pieces[at]?.start ?? 0) >= body.textStart)]
    const lost = piece !== undefined && piece.end <= nextHeading ? piece : undefined
    node.range = trimmed(text, body.textStart, Math.min(nextHeading, lost?.start ?? nextHeading))
  }
  for (const [index, piece] of fragments) {
    const node = nodes[index]
    if (node === undefined) continue
    node.range = node.range === null || node.headingRange === null ? piece : { start: node.range.start, end: piece.end }
    node.confidence = 0.9
  }

  decideStatus(text, nodes, own, cuts)
  return { nodes, affected }
}

/** Bottom up: a section is present when it and everything under it is whole, missing when nothing of it is left. */
const decideStatus = (
  text: string,
  nodes: readonly SectionNode[],
  own: readonly ('whole' | 'cut' | 'absent')[],
  cuts: readonly Cut[],
): void => {
  const children = nodes.map((): SectionNode[] => [])
  const tookWhole: boolean[] = []
  for (const [index, node] of nodes.entries()) {
    if (own[index] === 'absent') for (const cut of node.cuts) tookWhole[cut] = true
  }
  for (const node of nodes) if (node.parent >= 0) children[node.parent]?.push(node)
  for (let index = nodes.length - 1; index >= 0; index -= 1) {
    const node = nodes[index]
    const state = own[index]
    if (node === undefined || state === undefined) continue
    const under = children[index] ?? []
    const parts = [
      ...under.map((child) => child.status),
      state === 'whole' ? 'present' : state === 'absent' ? 'missing' : 'partial',
    ]
    if (parts.every((part) => part === 'present')) node.status = 'present'
    else if (parts.every((part) => part === 'missing')) node.status = 'missing'
    else node.status = 'partial'
    if (under.length > 0) continue
    if (state === 'absent' && node.cuts.length === 0) node.confidence = 0.7
    if (state !== 'cut' || node.headingRange === null) continue
    const end = node.range?.end ?? node.headingRange.end
    const nextCut = cuts[lowerBound(cuts.length, (at) => (cuts[at]?.offset ?? 0) > (node.range?.start ?? 0))]
    const cutInside = node.range !== null && nextCut !== undefined && nextCut.offset < node.range.end
    const othersLost = node.cuts.some((cut) => tookWhole[cut] === true)
    node.confidence = cutInside || !endsSentence(text, end) || !othersLost ? 1 : 0.6
  }
}
