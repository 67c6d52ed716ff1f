import type { EditionChoices } from '../../preload/contract/imports.ts'
import type { Draft } from './draft.ts'
import { lowerBound } from './lower-bound.ts'
import { markerOf } from './marker.ts'
import type { SectionPlan } from './section-tree.ts'

/** What the reader decided about a heading; both places are UTF-16 units, of the source and of the restored text. */
export interface HeadingChoice {
  readonly sourceAt: number
  readonly at: number
  readonly heading: boolean
  readonly level: number | null
  readonly name: string | null
}

/** The reader's decisions against the restored text. `toUnit` turns code points of the source into UTF-16 units. */
export const headingChoices = (
  headings: EditionChoices['headings'],
  draft: Draft,
  toUnit: (point: number) => number,
): HeadingChoice[] =>
  headings.map(({ at, heading, level, name }) => {
    const sourceAt = Math.min(toUnit(at), draft.source.length)
    return { sourceAt, at: draft.offsetOf(sourceAt), heading, level, name }
  })

interface Decided {
  readonly plan: SectionPlan
  readonly choice: HeadingChoice | null
  /** Index into the plans before the decisions; -1 for a heading that is the reader's own. */
  readonly index: number
}

const placeOf = (plan: SectionPlan): number => plan.body?.start ?? plan.listRange?.start ?? 0

/**
 * Applies the reader's decisions to the sections found: takes headings away, makes new ones of lines, moves levels (what
 * hangs below a moved section moves with it) and names. Levels then follow from nesting again: a section is one level
 * below its parent. `from` is where the body starts; before it there are no headings.
 */
export const chooseHeadings = (
  text: string,
  from: number,
  plans: readonly SectionPlan[],
  choices: readonly HeadingChoice[],
  draft: Draft,
): SectionPlan[] => {
  if (choices.length === 0) return [...plans]
  const bySource = new Map<number, number>()
  for (const [index, plan] of plans.entries()) {
    const place = placeOf(plan)
    bySource.set(draft.sourceRange(place, place + 1).start, index)
  }
  const bodies = plans.flatMap(({ body }, index) => (body === null ? [] : [{ ...body, index }]))
  const bodyAfter = (at: number): number => lowerBound(bodies.length, (order) => (bodies[order]?.start ?? 0) > at)
  const known = new Map<number, HeadingChoice>()
  const taken = new Set<number>()
  const added: { readonly after: number; readonly plan: SectionPlan; readonly choice: HeadingChoice }[] = []
  for (const choice of choices) {
    const after = bodyAfter(choice.at)
    const before = bodies[after - 1]
    const covering = before !== undefined && choice.at < before.end ? before.index : -1
    const index = bySource.get(choice.sourceAt) ?? covering
    if (index >= 0) known.set(index, choice)
    else if (choice.heading && choice.at >= from) {
      const plan = lineAsHeading(text, choice.at, Math.max(from, before?.textStart ?? 0), bodies[after]?.start ?? text.length)
      const start = plan?.body?.start ?? -1
      if (plan !== null && !taken.has(start)) added.push({ after: before?.index ?? -1, plan, choice })
      taken.add(start)
    }
  }
  added.sort((a, b) => a.after - b.after || placeOf(a.plan) - placeOf(b.plan))
  const decided: Decided[] = []
  let next = 0
  const addUpTo = (index: number): void => {
    for (; next < added.length && (added[next]?.after ?? 0) <= index; next += 1) {
      const one = added[next]
      if (one !== undefined) decided.push({ plan: one.plan, choice: one.choice, index: -1 })
    }
  }
  addUpTo(-1)
  for (const [index, plan] of plans.entries()) {
    decided.push({ plan, choice: known.get(index) ?? null, index })
    addUpTo(index)
  }
  return nested(decided)
}

/** The line at an offset as a heading, as far as it lies between two others. */
const lineAsHeading = (text: string, at: number, low: number, high: number): SectionPlan | null => {
  const lineBreak = text.indexOf('\n', at)
  let start = Math.max(low, text.lastIndexOf('\n', at - 1) + 1)
  let end = Math.min(high, lineBreak < 0 ? text.length : lineBreak)
  while (start < end && /\s/u.test(text.charAt(start))) start += 1
  while (end > start && /\s/u.test(text.charAt(end - 1))) end -= 1
  if (start >= end) return null
  let textStart = end
  while (textStart < text.length && /\s/u.test(text.charAt(textStart))) textStart += 1
  const heading = text.slice(start, end)
  const body = { start, end, textStart, runIn: false }
  const marker = markerOf(heading)?.text ?? ''
  return { marker, heading, name: null, body, listRange: null, level: 0, parent: -1, skips: false, confidence: 1 }
}

const nested = (decided: readonly Decided[]): SectionPlan[] => {
  const shifts = new Map<number, number>()
  const levels = new Map<string, number>()
  const plans: SectionPlan[] = []
  const open: { readonly wanted: number; readonly index: number }[] = []
  let previous = 1
  for (const { plan, choice, index } of decided) {
    const style = markerOf(plan.heading)?.style ?? ''
    const inherited = shifts.get(plan.parent) ?? 0
    const found = index < 0 ? (levels.get(style) ?? previous) : plan.level + inherited
    const wanted = Math.max(1, choice?.level ?? found)
    if (index >= 0) shifts.set(index, wanted - plan.level)
    if (choice?.heading === false) {
      shifts.set(index, inherited)
      continue
    }
    previous = wanted
    if (style !== '') levels.set(style, wanted)
    while ((open.at(-1)?.wanted ?? 0) >= wanted) open.pop()
    const parent = open.at(-1)?.index ?? -1
    open.push({ wanted, index: plans.length })
    plans.push({ ...plan, level: open.length, parent, name: choice?.name ?? null })
  }
  return plans
}
