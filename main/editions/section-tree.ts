import type { SectionStatus } from '../../preload/contract/documents.ts'
import type { AlignedHeading } from './alignment.ts'
import type { Cut } from './cut.ts'
import type { BodyHeading } from './heading.ts'
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

interface Plan {
  readonly marker: string
  readonly heading: string
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

/** Joins the entries of the list with the headings that only the body has, in reading order. */
const plan = (
  text: string,
  entries: readonly ListEntry[],
  aligned: readonly (AlignedHeading | null)[],
  extra: readonly BodyHeading[],
): Plan[] => {
  const places = nest(
    entries.map((entry) => entry.marker),
    { maySkip: () => true },
  )
  const plans: Plan[] = []
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
        marker: heading.marker.text,
        heading: text.slice(heading.start, heading.end),
        body: heading,
        listRange: null,
        level: Math.min(16, under < 0 ? heading.level : (plans[under]?.level ?? 0) + 1),
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
      body,
      listRange: { start: entry.start, end: entry.end },
      level: Math.min(16, place?.level ?? 1),
      parent: place === null || place === undefined || place.parent < 0 ? -1 : (entryAt[place.parent] ?? -1),
      skips: place?.skips ?? false,
      confidence: body?.confidence ?? 1,
    })
  }
  addExtra(Number.POSITIVE_INFINITY)
  return plans
}

const pathIds = (plans: readonly Plan[]): string[] => {
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
export const buildSectionTree = (
  text: string,
  entries: readonly ListEntry[],
  aligned: readonly (AlignedHeading | null)[],
  extra: readonly BodyHeading[],
  cuts: readonly Cut[],
): SectionTree => {
  const plans = plan(text, entries, aligned, extra)
  const ids = pathIds(plans)
  const nodes: SectionNode[] = plans.map((one, index) => ({
    id: ids[index] ?? '',
    level: one.level,
    parent: one.parent,
    marker: one.marker,
    heading: one.heading,
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
  const own: ('whole' | 'cut' | 'absent')[] = plans.map((one) => (one.body === null ? 'absent' : 'whole'))
  const fragments = new Map<number, { start: number; end: number }>()
  const affected: number[][] = cuts.map(() => [])

  for (const [cutIndex, cut] of cuts.entries()) {
    const after = inBody.findIndex(({ body }) => body.start >= cut.offset)
    const before = after < 0 ? inBody.at(-1) : inBody[after - 1]
    const following = after < 0 ? undefined : inBody[after]
    const first = before?.index ?? 0
    const last =
      following === undefined ? (cut.kind === 'paywall-cut-end' ? nodes.length - 1 : first) : following.index - 1
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

  for (const [order, { index, body }] of inBody.entries()) {
    const node = nodes[index]
    if (node === undefined) continue
    const nextHeading = inBody[order + 1]?.body.start ?? text.length
    const lost = [...fragments.values()].find((piece) => piece.start >= body.textStart && piece.end <= nextHeading)
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
    const cutInside = cuts.some(
      (cut) => node.range !== null && cut.offset > node.range.start && cut.offset < node.range.end,
    )
    const othersLost = nodes.some(
      (other, at) => at !== index && other.cuts.some((cut) => node.cuts.includes(cut)) && own[at] === 'absent',
    )
    node.confidence = cutInside || !endsSentence(text, end) || !othersLost ? 1 : 0.6
  }
}
