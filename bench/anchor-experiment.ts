import type { Anchor } from '../preload/contract/anchors.ts'
import { quoteOfRange } from '../preload/contract/anchors.ts'
import type { Range, Section } from '../preload/contract/documents.ts'
import type { Fold } from '../preload/text/fold.ts'
import type { ResolvedAnchor } from '../main/anchors/anchor-resolver.ts'
import { createAnchorResolver } from '../main/anchors/anchor-resolver.ts'
import { applySourceEdits } from '../main/anchors/carry.ts'
import { createCodePointText } from '../main/editions/code-points.ts'
import type { SourceEdit } from '../main/anchors/carry.ts'
import type { Edition } from '../main/editions/edition.ts'
import { sectionAt } from '../main/editions/section-at.ts'

/** mulberry32: numbers from 0 to 1, the same for the same seed everywhere. */
export const createRandom = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** A character and the places it had before the change: none for a new one, several for one that stands for a run. */
export interface Traced {
  readonly character: string
  readonly origins: readonly number[]
}

export interface Essay {
  readonly edition: Edition
  readonly source: string
}

export interface Outcome {
  readonly change: string
  /** In per cent of all selections but the torn ones: at the right place, at a wrong place, nowhere. */
  readonly ok: number
  readonly wrong: number
  readonly orphan: number
  /** In per cent of all selections: torn apart by the change and found nowhere. */
  readonly torn: number
  /** Of those at the right place, in per cent, how many have exactly the characters that are left of them. */
  readonly whole: number
  /** Milliseconds an anchor, without the indexing of the text. */
  readonly milliseconds: number
}

interface Selection {
  readonly anchor: Anchor
  readonly sectionId: string
}

interface Changed {
  readonly text: readonly Traced[]
  readonly sections: readonly Section[]
  readonly outlineList: Range | null
  /** Edits of both editions on the one source; null when the change is not the program's own. */
  readonly own: { readonly before: readonly SourceEdit[]; readonly after: readonly SourceEdit[] } | null
}

export const trace = (characters: readonly string[]): Traced[] =>
  characters.map((character, place) => ({ character, origins: [place] }))

/** Substitutes, drops or puts in a character at a share of the places, a third each. */
export const scatterEdits = (text: readonly Traced[], share: number, random: () => number): Traced[] => {
  const pool = text.map(({ character }) => character).filter((character) => character !== '\n')
  const any = (): Traced => ({ character: pool[Math.floor(random() * pool.length)] ?? '', origins: [] })
  return text.flatMap((one) => {
    if (one.character === '\n' || random() >= share) return [one]
    const kind = random() * 3
    if (kind < 1) return [any()]
    return kind < 2 ? [] : [one, any()]
  })
}

/** Takes some lines out and puts them in again elsewhere; the first `fixed` lines stay. */
export const moveParagraphs = (
  text: readonly Traced[],
  count: number,
  fixed: number,
  random: () => number,
): Traced[] => {
  const lines: Traced[][] = [[]]
  for (const one of text) {
    lines.at(-1)?.push(one)
    if (one.character === '\n') lines.push([])
  }
  const head = lines.splice(0, fixed)
  for (let moved = 0; moved < count; moved += 1) {
    const [line] = lines.splice(Math.floor(random() * lines.length), 1)
    if (line !== undefined) lines.splice(Math.floor(random() * (lines.length + 1)), 0, line)
  }
  return [...head, ...lines].flat()
}

const settleTrace = (text: readonly Traced[], characters: readonly string[]): Traced[] =>
  text.map(({ origins }, place) => ({ character: characters[place] ?? '', origins }))

/** Random passages of 2 to 80 characters that neither begin nor end with white space. */
const select = (
  characters: readonly string[],
  revision: string,
  sections: readonly Section[],
  within: Range,
  random: () => number,
): Selection => {
  for (;;) {
    const length = Math.min(2 + Math.floor(random() * 79), within.end - within.start)
    const start = within.start + Math.floor(random() * (within.end - within.start - length + 1))
    const range = { start, end: start + length }
    if (/\s/.test(characters[start] ?? ' ') || /\s/.test(characters[range.end - 1] ?? ' ')) continue
    return {
      anchor: { revision, range, quote: quoteOfRange(characters, range) },
      sectionId: sectionAt(sections, start),
    }
  }
}

export type Verdict = 'whole' | 'ok' | 'wrong' | 'orphan' | 'torn'

/** The places where something of a range is left. */
const placesLeft = ({ start, end }: Range, text: readonly Traced[]): number[] =>
  text.flatMap(({ origins }, place) => (origins.some((origin) => origin >= start && origin < end) ? [place] : []))

/** Whether a change tore what is left of a passage apart, so that no place has six tenths of it. */
const isTorn = (left: readonly number[]): boolean => {
  let longest = 0
  let from = 0
  left.forEach((place, at) => {
    if (at > 0 && place - (left[at - 1] ?? 0) > 8) from = at
    longest = Math.max(longest, at - from + 1)
  })
  return longest * 10 < left.length * 6
}

/**
 * Right is a place that has at least half of what is left of the passage and not more of what was outside it. A passage
 * of which nothing is left is rightly nowhere; one torn apart may be.
 */
export const judge = (resolved: ResolvedAnchor, range: Range, text: readonly Traced[]): Verdict => {
  const left = placesLeft(range, text)
  if (resolved.range === null) return left.length === 0 ? 'whole' : isTorn(left) ? 'torn' : 'orphan'
  const { start, end } = resolved.range
  const inside = left.filter((place) => place >= start && place < end).length
  const old = text.slice(start, end).filter(({ origins }) => origins.length > 0).length
  if (inside === 0 || inside * 2 < left.length || inside * 2 < old) return 'wrong'
  return start === left[0] && end === (left.at(-1) ?? 0) + 1 ? 'whole' : 'ok'
}

/** What each change of the published experiment, and each change the program makes itself, does to passages of the essay. */
export const runAnchorExperiment = (
  { edition, source }: Essay,
  tools: { readonly fold: Fold; readonly simplify: (text: string) => string },
  count: number,
  seed: number,
): Outcome[] => {
  const restored = Array.from(edition.restored)
  const set = Array.from(edition.set)
  const sourceCharacters = Array.from(source)
  const sourceText = createCodePointText(source)
  const { sections } = edition
  const list = edition.parts.find(({ kind }) => kind === 'outline-list')?.range ?? null
  const listed = list === null ? 0 : restored.slice(0, list.end + 1).filter((character) => character === '\n').length
  const repairs = edition.edits.filter(({ layer }) => layer === 'L1')
  const outcomes: Outcome[] = []

  const resolver = (changed: Changed, before: readonly Section[]) => {
    const characters = changed.text.map(({ character }) => character)
    const own = changed.own
    const text = own
      ? applySourceEdits(sourceText, own.after)
      : { restored: createCodePointText(characters.join('')), stretches: [] }
    const headings = new Map(changed.sections.map(({ id, heading }) => [id, heading]))
    return createAnchorResolver({
      fold: tools.fold,
      present: {
        revision: 'later',
        text,
        heading: (id) => headings.get(id) ?? null,
        sectionAt: (place) => sectionAt(changed.sections, place),
        sectionOf: (heading) => {
          const found = changed.sections.filter((section) => section.heading === heading)
          return found.length === 1 ? (found[0]?.id ?? null) : null
        },
        outlineList: changed.outlineList,
      },
      earlier: () => ({
        text: own && applySourceEdits(sourceText, own.before),
        heading: (id) => before.find((section) => section.id === id)?.heading ?? null,
      }),
    })
  }

  const tally = (change: string, verdicts: readonly Verdict[], milliseconds: number): void => {
    const number = (...kinds: Verdict[]): number => verdicts.filter((verdict) => kinds.includes(verdict)).length
    const share = (...kinds: Verdict[]): number => (100 * number(...kinds)) / (verdicts.length - number('torn'))
    const right = number('whole', 'ok')
    outcomes.push({
      change,
      ok: share('whole', 'ok'),
      wrong: share('wrong'),
      orphan: share('orphan'),
      torn: (100 * number('torn')) / verdicts.length,
      whole: right === 0 ? 100 : (100 * number('whole')) / right,
      milliseconds: milliseconds / verdicts.length,
    })
  }

  /** One change for all passages of `characters`, made anew ten times. */
  const row = (
    change: string,
    characters: readonly string[],
    make: (text: readonly Traced[], random: () => number) => readonly Traced[],
    own: Changed['own'] = null,
    sectionsBefore = sections,
    sectionsAfter = sections,
  ): void => {
    const random = createRandom(seed)
    const verdicts: Verdict[] = []
    let spent = 0
    const rounds = 10
    for (let round = 0; round < rounds; round += 1) {
      const text = make(trace(characters), random)
      const moved = moveSections(sectionsAfter, text, characters.length)
      const { resolve } = resolver({ text, sections: moved, outlineList: list && moveRange(list, text), own }, sectionsBefore)
      const whole = { start: 0, end: characters.length }
      const first = select(characters, 'earlier', sectionsBefore, whole, random)
      resolve(first.anchor, first.sectionId)
      for (let each = 0; each < count / rounds; each += 1) {
        const { anchor, sectionId } = select(characters, 'earlier', sectionsBefore, whole, random)
        const before = performance.now()
        const resolved = resolve(anchor, sectionId)
        spent += performance.now() - before
        verdicts.push(judge(resolved, anchor.range, text))
      }
    }
    tally(change, verdicts, spent)
  }

  const simplified = (text: readonly Traced[]): Traced[] =>
    settleTrace(text, Array.from(tools.simplify(text.map(({ character }) => character).join(''))))

  row('L1 → L2', restored, (text) => settleTrace(text, set))
  row('→ simplified', set, simplified)
  row('edits 3 %', restored, (text, random) => scatterEdits(text, 0.03, random))
  row('edits 10 %', restored, (text, random) => scatterEdits(text, 0.1, random))
  row('edits 20 %', restored, (text, random) => scatterEdits(text, 0.2, random))
  row('3 % + 8 paragraphs moved', restored, (text, random) =>
    moveParagraphs(scatterEdits(text, 0.03, random), 8, listed, random),
  )
  row('3 % + 4 moves + simplified', restored, (text, random) =>
    simplified(moveParagraphs(scatterEdits(text, 0.03, random), 4, listed, random)),
  )
  deletedSections()

  /** What of L1 of one list of edits stands for each place of the source. */
  const byEdits = (before: readonly SourceEdit[], after: readonly SourceEdit[]) => (): Traced[] => {
    const places = sourceCharacters.map((): number[] => [])
    for (const { source: from, restored: to, after: words } of applySourceEdits(sourceText, before).stretches) {
      for (let at = from.start; at < from.end; at += 1) {
        if (words === null) places[at] = [to.start + at - from.start]
        else for (let place = to.start; place < to.end; place += 1) places[at]?.push(place)
      }
    }
    const later = applySourceEdits(sourceText, after)
    const laterCharacters = Array.from(later.restored.text)
    const text: Traced[] = []
    for (const { source: from, restored: to, after: words } of later.stretches) {
      const all = [...new Set(places.slice(from.start, from.end).flat())]
      for (let place = to.start; place < to.end; place += 1) {
        const at = place - to.start
        // Where both have a repair of one length it is the same repair, character for character.
        const one = words === null ? places[from.start + at] : all.length === to.end - to.start ? all.slice(at, at + 1) : all
        text.push({ character: laterCharacters[place] ?? '', origins: one ?? [] })
      }
    }
    return text
  }
  const some = repairs.filter((_, at) => at % 3 !== 0)
  const without = (edits: readonly SourceEdit[]): string[] => Array.from(applySourceEdits(sourceText, edits).restored.text)
  const renamed = sections.map((section) => ({ ...section, heading: `${section.heading}(改)` }))
  row('L0 → L2 by edit list', sourceCharacters, byEdits([], repairs), { before: [], after: repairs }, [], sections)
  row('repairs undone', restored, byEdits(repairs, some), { before: repairs, after: some })
  row('repairs added', without(some), byEdits(some, repairs), { before: some, after: repairs })
  row('sections renamed', restored, (text) => text, { before: repairs, after: repairs }, sections, renamed)
  return outcomes

  function deletedSections(): void {
    const random = createRandom(seed)
    const verdicts: Verdict[] = []
    let spent = 0
    const own = sections.filter(({ range }) => range !== null && range.end - range.start > 2)
    for (const section of own) {
      const { range, headingRange } = section
      if (range === null) continue
      const gone = { start: headingRange?.start ?? range.start, end: range.end }
      const text = trace(restored).filter((_, place) => place < gone.start || place >= gone.end)
      const left = sections.filter(({ id }) => id !== section.id)
      const moved = moveSections(left, text, restored.length)
      const { resolve } = resolver({ text, sections: moved, outlineList: list && moveRange(list, text), own: null }, sections)
      for (let each = 0; each < count / own.length; each += 1) {
        const { anchor, sectionId } = select(restored, 'earlier', sections, gone, random)
        const before = performance.now()
        verdicts.push(judge(resolve(anchor, sectionId), anchor.range, text))
        spent += performance.now() - before
      }
    }
    tally('section deleted', verdicts, spent)
  }
}

const moveRange = (range: Range, text: readonly Traced[]): Range | null => {
  const places = placesLeft(range, text)
  const [start] = places
  return start === undefined ? null : { start, end: (places.at(-1) ?? start) + 1 }
}

/** The sections where the change has put them, in the order of the text. */
const moveSections = (sections: readonly Section[], text: readonly Traced[], length: number): Section[] => {
  if (text.length === length && text.every(({ origins }, place) => origins[0] === place)) return [...sections]
  const moved = sections.map((section) => ({
    ...section,
    range: section.range && moveRange(section.range, text),
    headingRange: section.headingRange && moveRange(section.headingRange, text),
  }))
  const startOf = ({ headingRange, range }: Section): number => (headingRange ?? range)?.start ?? Number.POSITIVE_INFINITY
  return moved.toSorted((a, b) => startOf(a) - startOf(b))
}
