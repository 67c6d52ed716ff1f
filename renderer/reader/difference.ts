/** A stretch that both texts have, or only the old ('deleted') or the new one ('inserted'). */
export interface DifferencePart {
  readonly kind: 'same' | 'deleted' | 'inserted'
  readonly text: string
}

/** Beyond this many cells of the table the middles of the two texts are shown whole, one after the other. */
const mostCells = 4_000_000

const append = (parts: { kind: DifferencePart['kind']; text: string }[], kind: DifferencePart['kind'], text: string) => {
  if (text === '') return
  const last = parts.at(-1)
  if (last?.kind === kind) last.text += text
  else parts.push({ kind, text })
}

/** The longest run of characters that two texts share, in order: lengths[i][j] for what follows i and j. */
const commonLengths = (old: readonly string[], now: readonly string[]): Uint16Array[] => {
  const rows = Array.from({ length: old.length + 1 }, () => new Uint16Array(now.length + 1))
  for (let i = old.length - 1; i >= 0; i -= 1) {
    const row = rows[i]
    const below = rows[i + 1]
    if (!row || !below) continue
    for (let j = now.length - 1; j >= 0; j -= 1) {
      row[j] = old[i] === now[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0)
    }
  }
  return rows
}

/** What turns one text into another, by code points: deletions stand before the insertions at their place. */
export const differenceOf = (oldText: string, newText: string): readonly DifferencePart[] => {
  const old = Array.from(oldText)
  const now = Array.from(newText)
  let head = 0
  while (head < old.length && head < now.length && old[head] === now[head]) head += 1
  let tail = 0
  while (tail < old.length - head && tail < now.length - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1
  const a = old.slice(head, old.length - tail)
  const b = now.slice(head, now.length - tail)
  const parts: { kind: DifferencePart['kind']; text: string }[] = []
  append(parts, 'same', old.slice(0, head).join(''))
  if (a.length * b.length > mostCells) {
    append(parts, 'deleted', a.join(''))
    append(parts, 'inserted', b.join(''))
  } else {
    const lengths = commonLengths(a, b)
    let i = 0
    let j = 0
    while (i < a.length || j < b.length) {
      const [left, right] = [a[i], b[j]]
      if (left !== undefined && left === right) {
        append(parts, 'same', left)
        i += 1
        j += 1
      } else if (left !== undefined && (right === undefined || (lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? 0))) {
        append(parts, 'deleted', left)
        i += 1
      } else {
        append(parts, 'inserted', right ?? '')
        j += 1
      }
    }
  }
  append(parts, 'same', old.slice(old.length - tail).join(''))
  return parts
}
