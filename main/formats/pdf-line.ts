import { commonSize, type Fragment, type PageText } from './pdf-fragment.ts'

/** A line of a column, or what stands alone. Places as those of a fragment. */
export interface PdfLine {
  readonly text: string
  readonly start: number
  readonly end: number
  readonly base: number
  readonly size: number
  readonly page: number
  /** Lines of one column on one page have one block; lines over the whole width of the page are of another kind. */
  readonly block: string
  readonly columns: number
  readonly column: number
  /** Length of a line over the whole page. */
  readonly along: number
}

interface Segment {
  readonly fragments: Fragment[]
  start: number
  end: number
  base: number
  size: number
}

const wide = /[\p{scx=Han}\u3000-\u30ff\uff00-\uffef]/u
export const isWide = (character: string): boolean => wide.test(character)

/** Most comparisons made to find readings on a page. */
const comparisonLimit = 4_000_000

/** Readings: small text right above larger text. */
const withoutReadings = (fragments: readonly Fragment[]): { kept: Fragment[]; readings: number } => {
  const body = commonSize(fragments)
  const small = fragments.filter(({ size }) => size < body * 0.66)
  const large = fragments.filter(({ size }) => size >= body * 0.9)
  if (small.length === 0 || small.length * large.length > comparisonLimit) return { kept: [...fragments], readings: 0 }
  const readings = new Set(
    small.filter((piece) =>
      large.some((below) => {
        const distance = below.base - piece.base
        const shared = Math.min(piece.end, below.end) - Math.max(piece.start, below.start)
        return distance > below.size * 0.7 && distance < below.size * 1.6 && shared > (piece.end - piece.start) * 0.5
      }),
    ),
  )
  return { kept: fragments.filter((piece) => !readings.has(piece)), readings: readings.size }
}

const areOnOneLine = (a: Pick<Fragment, 'base' | 'size'>, b: Pick<Fragment, 'base' | 'size'>): boolean =>
  Math.min(a.base, b.base) - Math.max(a.base - a.size, b.base - b.size) > Math.min(a.size, b.size) * 0.5

/** Fragments that stand on one line and close together. */
const segmentsOf = (fragments: readonly Fragment[]): Segment[] => {
  const rows: Segment[] = []
  for (const piece of fragments.toSorted((a, b) => a.base - b.base || a.start - b.start)) {
    let row: Segment | undefined
    for (let at = rows.length - 1; at >= 0 && at >= rows.length - 4; at -= 1) {
      const known = rows[at]
      if (known === undefined) break
      if (areOnOneLine(piece, known)) {
        row = known
        break
      }
    }
    if (row === undefined) rows.push({ fragments: [piece], start: piece.start, end: piece.end, base: piece.base, size: piece.size })
    else {
      row.fragments.push(piece)
      if (piece.size > row.size) [row.size, row.base] = [piece.size, piece.base]
    }
  }
  return rows.flatMap((row) => {
    const parts: Segment[] = []
    for (const piece of row.fragments.toSorted((a, b) => a.start - b.start)) {
      const last = parts.at(-1)
      if (last === undefined || piece.start - last.end > row.size * 1.4) {
        parts.push({ fragments: [piece], start: piece.start, end: piece.end, base: piece.base, size: piece.size })
      } else {
        last.fragments.push(piece)
        last.end = Math.max(last.end, piece.end)
        if (piece.size > last.size) [last.size, last.base] = [piece.size, piece.base]
      }
    }
    return parts
  })
}

/** A small number above the line, behind Chinese text, leads to a note. Behind other text it may be a power. */
const noteMark = (piece: Fragment, { size, base }: Segment, before: string): string | null =>
  piece.size < size * 0.75 && piece.base < base - size * 0.15 && /^\s*(?:\d{1,3}|[*＊†])\s*$/u.test(piece.text) && (before === '' || isWide(before) || /[”’"]/u.test(before))
    ? `〔${piece.text.trim()}〕`
    : null

const textOf = (segment: Segment): string => {
  const { fragments, size } = segment
  let text = ''
  let end = 0
  for (const piece of fragments) {
    const mark = noteMark(piece, segment, text.trimEnd().at(-1) ?? '')
    if (mark !== null) {
      text = text.trimEnd() + mark
      end = piece.end
      continue
    }
    const gap = piece.start - end
    const [before, after] = [text.at(-1) ?? '', piece.text.charAt(0)]
    if (text !== '' && !/\s/u.test(before) && !/\s/u.test(after)) {
      const [from, to] = [isWide(before), isWide(after)]
      // Programs set a little space between Chinese and other words, which is not written.
      if (from && to) text += gap > size * 0.7 && !/[、，。：；（「『）」』]/u.test(before) ? '\u3000' : ''
      else if (gap > size * (from || to ? 0.4 : 0.18)) text += ' '
    }
    text += piece.text
    end = piece.end
  }
  return text.replace(/[ \t]+/gu, ' ').trim()
}

/** The number of a note stands apart from it, small. */
const withMarks = (parts: readonly Segment[]): readonly Segment[] => {
  const [first, second, ...rest] = parts
  if (first === undefined || second === undefined || first.size >= second.size * 0.75) return parts
  return [{ ...second, fragments: [...first.fragments, ...second.fragments], start: first.start }, ...rest]
}

/** Numbers of lists stand apart from their text; what else does stands in a table. */
const onOneLine = (texts: readonly string[]): string => {
  const [first = '', ...rest] = texts
  if (!/^(?:[^\s]{1,8}[、.．）)]|[•●■◆▪○·–-])$/u.test(first)) return texts.join('\t')
  return first + (isWide(first.at(-1) ?? '') ? '' : ' ') + rest.join('\t')
}

/**
 * Where a page is divided into two columns: a strip that hardly any line crosses, with lines of some length on both
 * sides. Null when it is not.
 */
const gutterOf = (segments: readonly Segment[]): number | null => {
  if (segments.length < 10) return null
  const first = segments.reduce((least, { start }) => Math.min(least, start), Infinity)
  const last = segments.reduce((most, { end }) => Math.max(most, end), -Infinity)
  const width = last - first
  let best: { at: number; crossing: number } | null = null
  for (let step = 30; step <= 70; step += 1) {
    const at = first + (width * step) / 100
    const left = segments.filter(({ end }) => end <= at)
    const right = segments.filter(({ start }) => start >= at)
    const crossing = segments.length - left.length - right.length
    if (left.length < 4 || right.length < 4 || crossing > segments.length * 0.2) continue
    const median = (side: readonly Segment[]): number =>
      side.map(({ start, end }) => end - start).toSorted((a, b) => a - b)[Math.floor(side.length / 2)] ?? 0
    if (median(left) < width * 0.2 || median(right) < width * 0.2) continue
    if (best === null || crossing < best.crossing) best = { at, crossing }
  }
  return best?.at ?? null
}

interface Column {
  readonly segments: readonly Segment[]
  readonly columns: number
  readonly column: number
}

/** Columns in reading order; a line over both divides what is above it from what is below. */
const columnsOf = (segments: readonly Segment[]): Column[] => {
  const gutter = gutterOf(segments)
  if (gutter === null) return [{ segments, columns: 1, column: 0 }]
  const found: Column[] = []
  let [left, right]: [Segment[], Segment[]] = [[], []]
  const flush = (): void => {
    if (left.length > 0) found.push({ segments: left, columns: 2, column: 0 })
    if (right.length > 0) found.push({ segments: right, columns: 2, column: 1 })
    ;[left, right] = [[], []]
  }
  for (const segment of segments) {
    if (segment.end <= gutter) left.push(segment)
    else if (segment.start >= gutter) right.push(segment)
    else {
      flush()
      found.push({ segments: [segment], columns: 1, column: 0 })
    }
  }
  flush()
  return found
}

/** The lines of a page in reading order, and how many readings were left out. */
export const readLines = ({ fragments, along }: PageText, page: number): { lines: PdfLine[]; readings: number } => {
  const { kept, readings } = withoutReadings(fragments)
  const columns = columnsOf(segmentsOf(kept).toSorted((a, b) => a.base - b.base || a.start - b.start))
  const lines = columns.flatMap(({ segments, columns: count, column }, block) => {
    // What stands on one line of one column is one line after all, though there is a gap in it.
    const rows: Segment[][] = []
    for (const segment of segments) {
      const row = rows.at(-1)
      if (row?.[0] !== undefined && areOnOneLine(row[0], segment)) row.push(segment)
      else rows.push([segment])
    }
    return rows.map((row): PdfLine => {
      const parts = withMarks(row.toSorted((a, b) => a.start - b.start))
      return {
        text: onOneLine(parts.map(textOf)),
        start: parts[0]?.start ?? 0,
        end: parts.reduce((most, { end }) => Math.max(most, end), -Infinity),
        base: parts[0]?.base ?? 0,
        size: commonSize(parts.flatMap((part) => part.fragments)),
        page,
        block: `${page} ${block}`,
        columns: count,
        column,
        along,
      }
    })
  })
  return { lines: lines.filter(({ text }) => text !== ''), readings }
}
