import type { Marker } from './marker.ts'

/** A place in the tree that a list of markers draws. `parent` is an index into the list, -1 for the top. */
export interface Nested {
  readonly level: number
  readonly parent: number
  /** True when the number before this one is missing from the series. */
  readonly skips: boolean
}

export interface NestingRules {
  /** May a series start late or leave numbers out at this item? Otherwise such an item is no part of the tree. */
  readonly maySkip: (index: number) => boolean
}

/** Style of an entry without any marker: it stands on the top level. */
const unmarked = ''

/** Writers change between these without meaning to: 1. 2、 3. */
const kinds: readonly (readonly string[])[] = [['1.', '1、', '1'], ['一、', '一']]

const isKin = (series: { readonly style: string; readonly ordinal: number }, style: string, ordinal: number): boolean =>
  ordinal === series.ordinal + 1 && kinds.some((kind) => kind.includes(style) && kind.includes(series.style))

/**
 * Finds the depth of marked headings from the order in which series open and go on, never from a marker's shape: a
 * marker that goes on an open series is its sibling, a new series hangs below the heading before it. Returns null
 * for an item that fits nowhere.
 */
export const nest = (markers: readonly (Marker | null)[], rules: NestingRules): (Nested | null)[] => {
  const open: { style: string; ordinal: number; index: number }[] = []
  return markers.map((marker, index) => {
    const style = marker?.style ?? unmarked
    const ordinal = marker?.ordinal ?? 0
    const same = open.findLastIndex((series) => series.style === style)
    const kin = same >= 0 || ordinal < 2 ? -1 : open.findLastIndex((series) => isKin(series, style, ordinal))
    const depth = same >= 0 ? same : kin
    const series = open[depth]
    if (series !== undefined) {
      const follows =
        style === unmarked || ordinal === series.ordinal + 1 || (style === '首先' && ordinal > series.ordinal)
      const restarts = ordinal === 1
      const jumps = ordinal > series.ordinal + 1 && rules.maySkip(index)
      if (!follows && !restarts && !jumps) return null
      open.length = depth + 1
      open[depth] = { style, ordinal, index }
      return { level: depth + 1, parent: open[depth - 1]?.index ?? -1, skips: jumps && !follows }
    }
    if (style === unmarked) open.length = 0
    else if (ordinal !== 1 && !rules.maySkip(index)) return null
    const parent = open.at(-1)?.index ?? -1
    open.push({ style, ordinal, index })
    return { level: open.length, parent, skips: style !== unmarked && ordinal !== 1 }
  })
}
