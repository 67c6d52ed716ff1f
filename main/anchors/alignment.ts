/** A pattern laid along a text with the fewest differences. */
export interface Alignment {
  /**
   * For each border between two units of the pattern (0 to its length), the border in the text it falls on: where what
   * follows it begins, and where what stands before it ends. Text put in at the border lies between the two.
   */
  readonly starts: Int32Array
  readonly ends: Int32Array
  /** For each unit of the pattern, whether the same unit stands there in the text. */
  readonly matched: Uint8Array
}

const far = 1 << 20
const fromDiagonal = 0
const fromPattern = 1
const fromText = 2

/**
 * Lays the whole pattern along a part of the text. It may begin and end anywhere, as long as text place minus pattern
 * place stays between `low` and `high`. Takes time in proportion to pattern length times (`high` - `low`).
 */
export const align = (pattern: Uint16Array, text: Uint16Array, low: number, high: number): Alignment => {
  const width = high - low + 1
  const steps = new Uint8Array((pattern.length + 1) * width)
  let before = new Int32Array(width)
  let costs = new Int32Array(width)
  for (let row = 1; row <= pattern.length; row += 1) {
    const unit = pattern[row - 1]
    for (let column = 0; column < width; column += 1) {
      const place = row - 1 + low + column
      // Outside the text nothing is the same; the borders are clipped to it in the end.
      const same = place >= 0 && place < text.length && text[place] === unit
      let cost = (before[column] ?? far) + (same ? 0 : 1)
      let step = fromDiagonal
      const skipped = (column + 1 < width ? (before[column + 1] ?? far) : far) + 1
      if (skipped < cost) {
        cost = skipped
        step = fromPattern
      }
      const inserted = (column > 0 ? (costs[column - 1] ?? far) : far) + 1
      if (inserted < cost) {
        cost = inserted
        step = fromText
      }
      costs[column] = cost
      steps[row * width + column] = step
    }
    const spare = before
    before = costs
    costs = spare
  }
  let column = 0
  for (let other = 1; other < width; other += 1) if ((before[other] ?? far) < (before[column] ?? far)) column = other

  const starts = new Int32Array(pattern.length + 1)
  const ends = new Int32Array(pattern.length + 1)
  const matched = new Uint8Array(pattern.length)
  const clip = (place: number): number => Math.max(0, Math.min(text.length, place))
  let row = pattern.length
  starts[row] = clip(row + low + column)
  while (row > 0) {
    const step = steps[row * width + column]
    if (step === fromText) {
      column -= 1
      continue
    }
    ends[row] = clip(row + low + column)
    row -= 1
    if (step === fromPattern) column += 1
    else {
      const place = row + low + column
      matched[row] = place >= 0 && place < text.length && text[place] === pattern[row] ? 1 : 0
    }
    starts[row] = clip(row + low + column)
  }
  ends[0] = starts[0] ?? 0
  return { starts, ends, matched }
}
