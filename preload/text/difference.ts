/** `base[start, end)` became `text`, all counted in tokens. */
export interface Change {
  readonly start: number
  readonly end: number
  readonly text: readonly string[]
}

/** Myers' greedy O(ND) difference (1986); null when the two differ by more than `limit` tokens. */
export const difference = (from: readonly string[], to: readonly string[], limit: number): Change[] | null => {
  let head = 0
  while (head < from.length && head < to.length && from[head] === to[head]) head += 1
  let tail = 0
  while (
    tail < from.length - head &&
    tail < to.length - head &&
    from[from.length - 1 - tail] === to[to.length - 1 - tail]
  ) {
    tail += 1
  }
  const rows = from.length - head - tail
  const columns = to.length - head - tail
  if (rows === 0 && columns === 0) return []
  if (rows === 0 || columns === 0) {
    return [{ start: head, end: head + rows, text: to.slice(head, head + columns) }]
  }
  const most = Math.min(limit, rows + columns)
  const offset = most + 1
  const furthest = new Int32Array(2 * offset + 1)
  const trace: Int32Array[] = []
  for (let edits = 0; edits <= most; edits += 1) {
    trace.push(furthest.slice(offset - edits - 1, offset + edits + 2))
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const at = offset + diagonal
      const down = diagonal === -edits || (diagonal !== edits && (furthest[at - 1] ?? 0) < (furthest[at + 1] ?? 0))
      let x = down ? (furthest[at + 1] ?? 0) : (furthest[at - 1] ?? 0) + 1
      let y = x - diagonal
      while (x < rows && y < columns && from[head + x] === to[head + y]) {
        x += 1
        y += 1
      }
      furthest[at] = x
      if (x >= rows && y >= columns) return walkBack(trace, edits, rows, columns, head, to)
    }
  }
  return null
}

const walkBack = (
  trace: readonly Int32Array[],
  edits: number,
  rows: number,
  columns: number,
  head: number,
  to: readonly string[],
): Change[] => {
  const changes: Change[] = []
  let x = rows
  let y = columns
  for (let step = edits; step > 0; step -= 1) {
    const row = trace[step]
    if (row === undefined) throw new Error('difference lost its trace')
    const value = (diagonal: number): number => row[diagonal + step + 1] ?? 0
    const diagonal = x - y
    const down = diagonal === -step || (diagonal !== step && value(diagonal - 1) < value(diagonal + 1))
    const fromX = down ? value(diagonal + 1) : value(diagonal - 1)
    const fromY = fromX - (down ? diagonal + 1 : diagonal - 1)
    const change = down
      ? { start: head + fromX, end: head + fromX, text: to.slice(head + fromY, head + fromY + 1) }
      : { start: head + fromX, end: head + fromX + 1, text: [] }
    changes.push(change)
    x = fromX
    y = fromY
  }
  changes.reverse()
  const joined: Change[] = []
  for (const change of changes) {
    const last = joined.at(-1)
    if (last !== undefined && last.end === change.start) {
      joined[joined.length - 1] = { start: last.start, end: change.end, text: [...last.text, ...change.text] }
    } else {
      joined.push(change)
    }
  }
  return joined
}

/** Joins changes that have too little between them to be told apart. */
export const joinThin = (changes: readonly Change[], from: readonly string[], thin: number): Change[] => {
  const joined: Change[] = []
  for (const change of changes) {
    const last = joined.at(-1)
    if (last !== undefined && change.start - last.end <= thin) {
      const text = [...last.text, ...from.slice(last.end, change.start), ...change.text]
      joined[joined.length - 1] = { start: last.start, end: change.end, text }
    } else {
      joined.push(change)
    }
  }
  return joined
}
