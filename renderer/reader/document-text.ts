import type { Passage, PlacedEdit, Range } from '../../preload/contract/documents.ts'

/** Which text is meant: L2, with house punctuation, or L1, as restored. Offsets are the same in both. */
export type TextLayer = 'set' | 'restored'

/** Code points of one stretch of the text as it is held here; a divisor of the most that one call brings. */
export const stretchLength = 25_000

interface Stretch {
  readonly restored: string
  readonly set: string
  /** Null where they were let go of to save room. */
  readonly edits: readonly PlacedEdit[] | null
}

/**
 * The text of the open document, as far as it has come from the main side: all of an essay, of a book first what lies around
 * the reader. A value: what arrives makes another one. Offsets are code points of L1; what has not come is empty.
 */
export interface DocumentText {
  /** Of the whole text, whether it is here or not. */
  readonly length: number
  /** Nothing is still to come. */
  readonly complete: boolean
  /** Whether all of a span is here. */
  has(start: number, end: number): boolean
  slice(layer: TextLayer, start: number, end: number): string
  /** Edits whose result touches a span, in order; null when they are not here. */
  edits(start: number, end: number): readonly PlacedEdit[] | null
  /** Where the line that holds a place begins and ends, its line break not included; a line ends where the text is not here. */
  line(offset: number): Range
  /** Offset of the first line break from a place on; null where there is none before `end`. */
  lineBreak(from: number, end: number): number | null
  /** The text that is here as strings of whole code points, in order. */
  strings(layer: TextLayer): Iterable<{ readonly start: number; readonly text: string }>
  /**
   * The text with what a passage brings, as far as whole stretches lie in it. Without `keepEdits` only what is new is taken,
   * and of that no edits.
   */
  with(passage: Passage, keepEdits?: boolean): DocumentText
}

/** UTF-16 index of a code point. A stretch as long as its number of code points has none that takes two units. */
const unitOf = (text: string, length: number, point: number): number => {
  if (text.length === length) return Math.min(point, length)
  let unit = 0
  for (let left = point; left > 0 && unit < text.length; left -= 1) unit += (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1
  return unit
}

/** Code points before a UTF-16 index that does not divide a pair. */
const pointOf = (text: string, length: number, unit: number): number => {
  if (text.length === length) return unit
  let point = 0
  for (let at = 0; at < unit; point += 1) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1
  return point
}

/** A string of its own, so that it does not keep the longer one in memory that it was cut from. */
const ownString = (text: string): string => (text.length < 13 ? text : structuredClone(text))

const createText = (length: number, stretches: readonly (Stretch | undefined)[]): DocumentText => {
  const count = Math.ceil(length / stretchLength)
  const lengthOf = (index: number): number => Math.min(stretchLength, length - index * stretchLength)
  const indexOf = (offset: number): number => Math.floor(offset / stretchLength)
  const clip = (offset: number): number => Math.max(0, Math.min(length, offset))

  /** Calls `visit` for each stretch that a span touches, with the part of it in code points of the stretch. */
  const touch = (start: number, end: number, visit: (index: number, from: number, to: number) => void) => {
    const [first, last] = [clip(start), clip(end)]
    for (let index = indexOf(first); index * stretchLength < last; index += 1) {
      const base = index * stretchLength
      visit(index, Math.max(0, first - base), Math.min(lengthOf(index), last - base))
    }
  }

  const self: DocumentText = {
    length,
    complete: Array.from({ length: count }, (_, index) => stretches[index]).every((stretch) => stretch !== undefined),

    has: (start, end) => {
      let here = true
      touch(start, end, (index) => {
        here &&= stretches[index] !== undefined
      })
      return here
    },

    slice: (layer, start, end) => {
      let found = ''
      touch(start, end, (index, from, to) => {
        const text = stretches[index]?.[layer]
        if (text === undefined) return
        const whole = lengthOf(index)
        found += from === 0 && to === whole ? text : text.slice(unitOf(text, whole, from), unitOf(text, whole, to))
      })
      return found
    },

    edits: (start, end) => {
      const found = new Map<string, PlacedEdit>()
      let here = true
      // An edit that ends where a span begins touches it; it may stand in the stretch before.
      touch(start - 1, end + 1, (index) => {
        const edits = stretches[index]?.edits
        if (!edits) here = false
        for (const edit of edits ?? []) {
          if (edit.offset <= end && edit.offset + edit.length >= start) found.set(edit.id, edit)
        }
      })
      return here ? [...found.values()] : null
    },

    line: (offset) => {
      let start = clip(offset)
      for (let index = indexOf(Math.max(0, start - 1)); index >= 0; index -= 1) {
        const text = stretches[index]?.restored
        const base = index * stretchLength
        if (text === undefined) break
        const whole = lengthOf(index)
        const before = unitOf(text, whole, start - base)
        const at = before === 0 ? -1 : text.lastIndexOf('\n', before - 1)
        start = at === -1 ? base : base + pointOf(text, whole, at) + 1
        if (at !== -1) break
      }
      let end = clip(offset)
      for (let index = indexOf(end); index < count; index += 1) {
        const text = stretches[index]?.restored
        const base = index * stretchLength
        if (text === undefined) break
        const whole = lengthOf(index)
        const at = text.indexOf('\n', unitOf(text, whole, end - base))
        end = at === -1 ? base + whole : base + pointOf(text, whole, at)
        if (at !== -1) break
      }
      return { start, end }
    },

    lineBreak: (from, end) => {
      for (let at = clip(from); at < clip(end); ) {
        const index = indexOf(at)
        const text = stretches[index]?.restored
        if (text === undefined) return null
        const whole = lengthOf(index)
        const unit = text.indexOf('\n', unitOf(text, whole, at - index * stretchLength))
        const found = unit === -1 ? null : index * stretchLength + pointOf(text, whole, unit)
        if (found !== null) return found < end ? found : null
        at = (index + 1) * stretchLength
      }
      return null
    },

    *strings(layer) {
      for (let index = 0; index < count; index += 1) {
        const text = stretches[index]?.[layer]
        if (text !== undefined) yield { start: index * stretchLength, text }
      }
    },

    with: (passage, keepEdits = true) => {
      const next = [...stretches]
      const { start, end, restored, set, edits } = passage
      const points = end - start
      for (let index = Math.ceil(start / stretchLength); index * stretchLength < end; index += 1) {
        if (!keepEdits && stretches[index]) continue
        const from = index * stretchLength - start
        const to = from + lengthOf(index)
        if (to > points) break
        const cut = (text: string): string => text.slice(unitOf(text, points, from), unitOf(text, points, to))
        const own = ownString(cut(restored))
        const second = cut(set)
        const [first, last] = [start + from, start + to]
        next[index] = {
          restored: own,
          // Where both layers are the same, they are held once.
          set: second === own ? own : ownString(second),
          edits: keepEdits ? edits.filter((edit) => edit.offset <= last && edit.offset + edit.length >= first) : null,
        }
      }
      return createText(length, next)
    },
  }
  return self
}

/** A text of which nothing is here yet. */
export const emptyText = (length: number): DocumentText => createText(length, [])

/** A text that is here as a whole. */
export const wholeText = (passage: Passage): DocumentText => emptyText(passage.end).with(passage)
