/** Converts between UTF-16 offsets, in which strings are cut, and code points, in which everything is recorded. */
export interface CodePointIndex {
  /** Length in code points. */
  readonly length: number
  /** UTF-16 offset → code point. An offset inside a pair counts as the pair's start. */
  toCodePoint(unit: number): number
  /** Code point → UTF-16 offset. */
  toUnit(point: number): number
}

/** Indexes the places of the astral characters, so a text without any costs one scan and no memory. */
export const createCodePointIndex = (text: string): CodePointIndex => {
  const astral: number[] = []
  for (let unit = 0; unit < text.length; unit += 1) {
    const code = text.charCodeAt(unit)
    if (code < 0xd800 || code > 0xdbff) continue
    const next = text.charCodeAt(unit + 1)
    if (next >= 0xdc00 && next <= 0xdfff) {
      astral.push(unit)
      unit += 1
    }
  }
  /** How many of the astral characters, in order, satisfy a condition that holds for a prefix of them. */
  const countWhile = (holds: (unit: number, order: number) => boolean): number => {
    let low = 0
    let high = astral.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (holds(astral[middle] ?? 0, middle)) low = middle + 1
      else high = middle
    }
    return low
  }
  return {
    length: text.length - astral.length,
    toCodePoint: (unit) => unit - countWhile((start) => start < unit),
    toUnit: (point) => point + countWhile((start, order) => start - order < point),
  }
}

/** Length of a text in code points. */
export const codePointLength = (text: string): number => {
  let length = text.length
  for (let unit = 0; unit + 1 < text.length; unit += 1) {
    const code = text.charCodeAt(unit)
    if (code < 0xd800 || code > 0xdbff) continue
    const next = text.charCodeAt(unit + 1)
    if (next >= 0xdc00 && next <= 0xdfff) {
      length -= 1
      unit += 1
    }
  }
  return length
}

/** The part of a text from code point `start` up to `end`. */
export const sliceCodePoints = (text: string, start: number, end: number): string => {
  const index = createCodePointIndex(text)
  return text.slice(index.toUnit(start), index.toUnit(end))
}

/** A text that is cut by code points without being taken apart. */
export interface CodePointText {
  readonly text: string
  /** In code points. */
  readonly length: number
  slice(start: number, end: number): string
}

export const createCodePointText = (text: string): CodePointText => {
  const index = createCodePointIndex(text)
  return {
    text,
    length: index.length,
    slice: (start, end) => text.slice(index.toUnit(Math.max(0, start)), index.toUnit(Math.max(start, Math.min(end, index.length)))),
  }
}
