import { endOfParts } from '../../preload/text/fold.ts'

/** Finds one term of a query in folded text, from left to right. */
export interface Matcher {
  /** The next place at or after a unit of a key; −1 when there is none. */
  next(key: string, from: number): number
  /** Where the last found place ends. */
  readonly end: number
  /** About how often it stops in the library: of two terms the one that costs less is looked for first. */
  readonly cost: number
}

/** How often each UTF-16 unit stands in all that is searched. */
export type UnitCounts = Uint32Array

/** Checking a place in this program costs about so many stops inside the engine's own search. */
const checkCost = 4

/**
 * Looks for the parts of a term with white space between them. The engine's own search stops at each place of the first
 * unit it looks for, so the term is looked for from its rarest character on and what stands before it is compared then.
 */
export const createWordsMatcher = (parts: readonly string[], counts: UnitCounts): Matcher => {
  const first = parts[0] ?? ''
  let lead = 0
  let cost = Number.POSITIVE_INFINITY
  for (let at = 0; at < first.length; at += 1) {
    const count = counts[first.charCodeAt(at)] ?? 0
    const own = at > 0 && at === first.length - 1 ? count * checkCost : count
    if (own >= cost) continue
    lead = at
    cost = own
  }
  const before = first.slice(0, lead)
  const sought = first.slice(lead)
  const single = parts.length === 1
  let end = 0
  return {
    get end() {
      return end
    },
    cost,
    next: (key, from) => {
      let at = key.indexOf(sought, from + lead)
      while (at !== -1) {
        const start = at - lead
        if (lead === 0 || key.startsWith(before, start)) {
          const found = single ? start + first.length : endOfParts(key, start, parts)
          if (found !== null) {
            end = found
            return start
          }
        }
        at = key.indexOf(sought, at + 1)
      }
      return -1
    },
  }
}

/** Places of either of two matchers. */
export const eitherOf = (one: Matcher, other: Matcher): Matcher => {
  let known = ''
  let reached = 0
  const places = [-2, -2]
  const ends = [0, 0]
  const both = [one, other]
  let end = 0
  return {
    get end() {
      return end
    },
    cost: one.cost + other.cost,
    next: (key, from) => {
      if (key !== known || from < reached) places.fill(-2)
      known = key
      reached = from
      for (const [index, matcher] of both.entries()) {
        const place = places[index] ?? -2
        if (place === -1 || place >= from) continue
        places[index] = matcher.next(key, from)
        ends[index] = matcher.end
      }
      const [first = -1, second = -1] = places
      const chosen = second === -1 || (first !== -1 && first <= second) ? 0 : 1
      end = ends[chosen] ?? 0
      return places[chosen] ?? -1
    },
  }
}
