import type { Fold, Folded } from '../../preload/text/fold.ts'

/**
 * A stretch of whole lines, folded. The key keeps the line feeds between lines; a place in it is a place in the text but for
 * characters that fold to more or less than one UTF-16 unit, whose places are recorded.
 */
export interface FoldedBlock {
  readonly key: string
  /** Where the block begins, in code points of the text. */
  readonly start: number
  /** Units of the key, in order, from which on places go on from `points`. */
  readonly units: Uint32Array
  /** Places in code points of the block. */
  readonly points: Uint32Array
}

/** Units of a block when its lines are not longer: one is folded or scanned in about a millisecond. */
export const blockUnits = 1 << 16

const none = new Uint32Array(0)

const codePointsOf = (text: string): number => {
  let count = 0
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    if (unit >= 0xd800 && unit <= 0xdbff && index + 1 < text.length) {
      const next = text.charCodeAt(index + 1)
      if (next >= 0xdc00 && next <= 0xdfff) index += 1
    }
    count += 1
  }
  return count
}

const createBlock = (start: number) => {
  const lines: string[] = []
  const units: number[] = []
  const points: number[] = []
  let unit = 0
  let point = 0
  /** Whether the next unit begins where the last one leaves off. */
  let expected = 0
  const record = (at: number, place: number): void => {
    if (place !== expected) {
      units.push(at)
      points.push(place)
    }
    expected = place + 1
  }
  return {
    get size() {
      return unit
    },
    /** Adds a line without its line feed; `length` is its length in code points. */
    add: (folded: Folded, length: number): void => {
      lines.push(folded.key)
      if (folded.aligned) {
        record(unit, point)
        expected = point + length + 1
      } else {
        for (let at = 0; at < folded.key.length; at += 1) record(unit + at, point + folded.toText(at))
        record(unit + folded.key.length, point + length)
      }
      unit += folded.key.length + 1
      point += length + 1
    },
    finish: (): { readonly block: FoldedBlock; readonly next: number } => ({
      block: {
        key: lines.join('\n'),
        start,
        units: units.length === 0 ? none : Uint32Array.from(units),
        points: points.length === 0 ? none : Uint32Array.from(points),
      },
      next: start + point,
    }),
  }
}

/** Units that are folded without a pause. */
const stepUnits = 4096

/** Folds a text block by block; gives null in between, where a pause may be made. */
export function* foldText(fold: Fold, text: string): Generator<FoldedBlock | null> {
  let block = createBlock(0)
  let paused = 0
  for (let from = 0; from <= text.length; ) {
    const found = text.indexOf('\n', from)
    const end = found === -1 ? text.length : found
    const line = text.slice(from, end)
    block.add(fold.fold(line), codePointsOf(line))
    from = end + 1
    if (block.size < blockUnits && from <= text.length) {
      if (block.size - paused < stepUnits) continue
      paused = block.size
      yield null
      continue
    }
    const { block: made, next } = block.finish()
    yield made
    block = createBlock(next)
    paused = 0
  }
}

/** Folds a short text. */
export const foldWhole = (fold: Fold, text: string): FoldedBlock[] => [...foldText(fold, text)].filter((block) => block !== null)

/** The last recorded place at or before a unit; −1 when there is none. */
const recordAt = (units: Uint32Array, unit: number): number => {
  let low = 0
  let high = units.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((units[middle] ?? 0) <= unit) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** The place in the text, in code points, of a unit of a block's key. */
export const pointAt = ({ units, points, start }: FoldedBlock, unit: number): number => {
  if (units.length === 0) return start + unit
  const at = recordAt(units, unit)
  return at < 0 ? start + unit : start + (points[at] ?? 0) + unit - (units[at] ?? 0)
}

/** Whether a place in the key lies between two characters of the text, not inside what one of them became. */
export const isBetween = (block: FoldedBlock, unit: number): boolean =>
  block.units.length === 0 || unit <= 0 || unit >= block.key.length || pointAt(block, unit) !== pointAt(block, unit - 1)
