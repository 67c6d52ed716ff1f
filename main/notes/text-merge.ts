/** `base[start, end)` became `text`, all counted in tokens. */
interface Change {
  readonly start: number
  readonly end: number
  readonly text: readonly string[]
}

/** Differences beyond these are not searched for: the two texts are then simply different. */
const editLimit = { paragraphs: 4000, characters: 1500 }
const characterLimit = 40_000
/** Equal characters between two changes that are too few to keep them apart: 的 alone is no context. */
const thinContext = 3

/** Myers' greedy O(ND) difference (1986); null when the two differ by more than `limit` tokens. */
const difference = (from: readonly string[], to: readonly string[], limit: number): Change[] | null => {
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
const joinThin = (changes: readonly Change[], from: readonly string[], thin: number): Change[] => {
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

/** What one side made of `base[start, end)`, where its changes lie wholly inside. */
const sideText = (base: readonly string[], changes: readonly Change[], start: number, end: number): string => {
  let text = ''
  let at = start
  for (const change of changes) {
    text += base.slice(at, change.start).join('') + change.text.join('')
    at = change.end
  }
  return text + base.slice(at, end).join('')
}

type Settle = (base: string, first: string, second: string) => string | null

/**
 * Both lists of changes on one base; where they meet, `settle` decides or all fails. Text put in beside a change of the
 * other side has no order of its own and always meets it; other neighbours meet only where `apart` is false.
 */
const combine = (
  base: readonly string[],
  first: readonly Change[],
  second: readonly Change[],
  apart: boolean,
  settle: Settle,
): string | null => {
  let text = ''
  let at = 0
  let i = 0
  let j = 0
  for (;;) {
    const a = first[i]
    const b = second[j]
    if (a === undefined && b === undefined) return text + base.slice(at).join('')
    const start = Math.min(a?.start ?? Infinity, b?.start ?? Infinity)
    let end = start
    const fromI = i
    const fromJ = j
    let insertion = true
    const joins = (change: Change | undefined): change is Change =>
      change !== undefined &&
      (change.start < end || (change.start === end && (insertion || !apart || change.end === change.start)))
    const join = (change: Change): void => {
      insertion = change.start === change.end && change.start >= end
      end = Math.max(end, change.end)
    }
    for (;;) {
      const nextA = first[i]
      const nextB = second[j]
      if (joins(nextA)) {
        join(nextA)
        i += 1
      } else if (joins(nextB)) {
        join(nextB)
        j += 1
      } else break
    }
    text += base.slice(at, start).join('')
    const mine = sideText(base, first.slice(fromI, i), start, end)
    const theirs = sideText(base, second.slice(fromJ, j), start, end)
    if (j === fromJ) text += mine
    else if (i === fromI) text += theirs
    else {
      const settled = mine === theirs ? mine : settle(base.slice(start, end).join(''), mine, theirs)
      if (settled === null) return null
      text += settled
    }
    at = end
  }
}

const paragraphsOf = (text: string): string[] => text.match(/[^\n]*\n/g) ?? []

const mergeCharacters: Settle = (base, first, second) => {
  if (base.length + first.length + second.length > characterLimit) return null
  const from = Array.from(base)
  const one = difference(from, Array.from(first), editLimit.characters)
  const other = difference(from, Array.from(second), editLimit.characters)
  if (one === null || other === null) return null
  return combine(from, joinThin(one, from, thinContext), joinThin(other, from, thinContext), false, () => null)
}

/** Both put text where nothing was: one after the other, or the longer one where it only goes on from the shorter. */
const settleParagraphs: Settle = (base, first, second) => {
  if (base.trim() !== '') return mergeCharacters(base, first, second)
  if (first.startsWith(second.trimEnd())) return first
  if (second.startsWith(first.trimEnd())) return second
  return first + second
}

/**
 * Three-way merge, first by paragraphs, then by code points inside paragraphs both sides changed.
 * Paragraphs both sides put in at one place are kept, `first`'s in front. Null where the two contradict each other.
 */
export const mergeText = (base: string, first: string, second: string): string | null => {
  if (first === second || second === base) return first
  if (first === base) return second
  // With a line feed at the end of each, a paragraph added behind the last one does not count as changing it.
  const from = paragraphsOf(`${base}\n`)
  const one = difference(from, paragraphsOf(`${first}\n`), editLimit.paragraphs)
  const other = difference(from, paragraphsOf(`${second}\n`), editLimit.paragraphs)
  if (one === null || other === null) return null
  return combine(from, one, other, true, settleParagraphs)?.replace(/\n$/, '') ?? null
}
