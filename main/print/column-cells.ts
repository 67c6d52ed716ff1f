import { glyphsOf } from './text-columns.ts'
import type { Column } from './text-columns.ts'
import type { VerticalOrigin } from './vertical-metrics.ts'

/** How glyphs of a column's font hang, by their codes. */
export type OriginOf = (code: string) => VerticalOrigin

/** Where the cells of a column's glyphs begin, in units of text space. */
export type CellsOf = (column: Column) => readonly number[]

/** Height of a glyph over the baseline in units of text space. */
type Height = (origin: VerticalOrigin, size: number) => number

const exactHeight: Height = ({ highest }, size) => (highest / 1000) * size
const wholeHeight: Height = (origin, size) => Math.ceil(exactHeight(origin, size))

/** How far a step may be from a whole pixel more or less than usual and still be taken for that. */
const doubt = 0.2

const median = (numbers: readonly number[]): number => [...numbers].sort((one, other) => one - other)[numbers.length >> 1] ?? 0

const stepsOf = (cells: readonly number[]): number[] => cells.slice(1).map((at, index) => (cells[index] ?? at) - at)

const placed = (column: Column, originOf: OriginOf, heightOf: Height): number[] =>
  glyphsOf(column).map(({ code, y }) => {
    const origin = originOf(code)
    return y + heightOf(origin, column.size) + (origin.above / 1000) * column.size
  })

/** How far the steps from cell to cell are from the usual one of their column, in em, all in all. */
const unevenness = (columns: ReadonlyMap<Column, OriginOf>, heightOf: Height): number =>
  [...columns].reduce((sum, [column, originOf]) => {
    const steps = stepsOf(placed(column, originOf, heightOf))
    const usual = median(steps)
    return sum + steps.reduce((more, step) => more + Math.abs(step - usual), 0) / column.size
  }, 0)

/** One pixel up, one down, or nothing sure: a step that is longer than usual by a pixel, or shorter. */
const pixelOf = (difference: number): -1 | 0 | 1 =>
  Math.abs(difference - 1) < doubt ? 1 : Math.abs(difference + 1) < doubt ? -1 : 0

/**
 * Where Chromium does not place glyphs between pixels, it hangs each by the whole pixels of its hinted shape, so that glyphs
 * stand unevenly by up to a pixel. Whether it did is told by the cells following each other the more evenly when that is
 * taken back. What hinting adds is told by the neighbours: a glyph that stands a pixel too low or too high between two
 * others does so everywhere in this font and size.
 */
export const findCells = (columns: ReadonlyMap<Column, OriginOf>): CellsOf => {
  const even = unevenness(columns, wholeHeight) < unevenness(columns, exactHeight)
  const cells = new Map([...columns].map(([column, originOf]) => [column, placed(column, originOf, even ? wholeHeight : exactHeight)]))
  if (even) {
    const known = hinted(cells)
    for (const [column, places] of cells) {
      for (const [index, { code }] of glyphsOf(column).entries()) {
        places[index] = (places[index] ?? 0) + (known.get(keyOf(column, code)) ?? 0)
      }
      settleEnds(column, places, known)
    }
  }
  return (column) => cells.get(column) ?? []
}

const keyOf = ({ font, size }: Column, code: string): string => `${font} ${size} ${code}`

/** By font, size and glyph: how many pixels it has to be moved up, by what most of its places between others say. */
const hinted = (cells: ReadonlyMap<Column, readonly number[]>): ReadonlyMap<string, number> => {
  const votes = new Map<string, number[]>()
  for (const [column, places] of cells) {
    const steps = stepsOf(places)
    const usual = median(steps)
    for (const [index, { code }] of glyphsOf(column).entries()) {
      const before = steps[index - 1]
      const after = steps[index]
      if (before === undefined || after === undefined) continue
      const low = pixelOf(before - usual)
      const key = keyOf(column, code)
      votes.set(key, [...(votes.get(key) ?? []), low !== 0 && pixelOf(after - usual) === -low ? low : 0])
    }
  }
  return new Map([...votes].map(([key, given]) => [key, median(given)]))
}

/** The first and the last glyph of a column have one neighbour only. */
const settleEnds = (column: Column, places: number[], known: ReadonlyMap<string, number>): void => {
  const glyphs = glyphsOf(column)
  const steps = stepsOf(places)
  const usual = median(steps)
  const last = glyphs.length - 1
  const [first, end] = [glyphs[0], glyphs[last]]
  if (last < 2 || !first || !end) return
  if (!known.has(keyOf(column, first.code))) places[0] = (places[0] ?? 0) - pixelOf((steps[0] ?? usual) - usual)
  if (!known.has(keyOf(column, end.code))) places[last] = (places[last] ?? 0) + pixelOf((steps[last - 1] ?? usual) - usual)
}
