import type { Fold } from '../../preload/text/fold.ts'

const space = 0x20
/** Texts of units are built in pieces: a call takes only so many arguments. */
const chunk = 8192

/** A text as passages are compared: the units of its search key without white space. */
export interface Units {
  readonly units: Uint16Array
  /** The same as a text. */
  readonly text: string
  /** For each unit, the code point of the original that it comes from. */
  readonly places: Uint32Array
}

export const unitsOf = (fold: Fold, original: string): Units => {
  const folded = fold.fold(original)
  const units = new Uint16Array(folded.key.length)
  const places = new Uint32Array(folded.key.length)
  let length = 0
  for (let at = 0; at < folded.key.length; at += 1) {
    const unit = folded.key.charCodeAt(at)
    if (unit === space) continue
    units[length] = unit
    places[length] = folded.toText(at)
    length += 1
  }
  let text = ''
  for (let from = 0; from < length; from += chunk) {
    text += String.fromCharCode(...units.subarray(from, Math.min(length, from + chunk)))
  }
  return { units: units.subarray(0, length), text, places: places.subarray(0, length) }
}

/** Where each pair of neighbouring units stands. */
export interface PairIndex {
  /** The places of a pair, in order. */
  find(first: number, second: number): Uint32Array
}

const nowhere = new Uint32Array(0)

export const indexPairs = (units: Uint16Array): PairIndex => {
  const slots = new Map<number, number>()
  const slotAt = new Uint32Array(Math.max(0, units.length - 1))
  const counts: number[] = []
  for (let at = 0; at < slotAt.length; at += 1) {
    const pair = (units[at] ?? 0) * 0x10000 + (units[at + 1] ?? 0)
    let slot = slots.get(pair)
    if (slot === undefined) {
      slot = counts.length
      slots.set(pair, slot)
      counts.push(0)
    }
    slotAt[at] = slot
    counts[slot] = (counts[slot] ?? 0) + 1
  }
  const ends = new Uint32Array(counts.length)
  let total = 0
  counts.forEach((count, slot) => {
    ends[slot] = total
    total += count
  })
  const all = new Uint32Array(total)
  for (let at = 0; at < slotAt.length; at += 1) {
    const slot = slotAt[at] ?? 0
    const free = ends[slot] ?? 0
    all[free] = at
    ends[slot] = free + 1
  }
  return {
    find: (first, second) => {
      const slot = slots.get(first * 0x10000 + second)
      if (slot === undefined) return nowhere
      const end = ends[slot] ?? 0
      return all.subarray(end - (counts[slot] ?? 0), end)
    },
  }
}
