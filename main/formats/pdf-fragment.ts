/**
 * A piece of text on a page as it is read: `start` and `end` along the line, `base` across the lines, growing as one
 * reads on. In vertical text lines run down and go on leftwards; nothing else here needs to know. In pt.
 */
export interface Fragment {
  readonly text: string
  readonly start: number
  readonly end: number
  readonly base: number
  readonly size: number
}

export interface PageText {
  readonly fragments: readonly Fragment[]
  readonly isVertical: boolean
  /** Length of a line and of the page across the lines, in pt. */
  readonly along: number
  readonly across: number
  /** Pieces above and below vertical lines, which are running heads. */
  readonly heads: number
}

/** What pdf.js gives of a page. */
export interface TextItem {
  readonly str: string
  readonly transform: readonly number[]
  readonly width: number
  readonly height: number
  readonly fontName: string
}

interface Placed {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly size: number
  readonly length: number
  /** Upright text, text turned by a quarter so that it runs down, or in a font that runs down. */
  readonly kind: 'upright' | 'turned' | 'down'
}

const multiply = (m: readonly number[], n: readonly number[]): number[] => {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = m
  const [g = 1, h = 0, i = 0, j = 1, k = 0, l = 0] = n
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f]
}

/** Chinese fonts in PDFs often name radicals of their own instead of the characters; what has no meaning is nothing. */
const readable = (text: string): string =>
  text
    .replace(/[\u2e80-\u2fdf]/gu, (radical) => radical.normalize('NFKC'))
    // oxlint-disable-next-line no-control-regex -- control characters are what is taken out
    .replace(/[\0-\u001f\u007f-\u009f\u00ad\ufeff]/gu, '')
    .toWellFormed()

const place = (item: TextItem, viewport: readonly number[], isDown: boolean): Placed | null => {
  const text = readable(item.str)
  const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = multiply(viewport, item.transform)
  const size = Math.hypot(c, d)
  if (text.trim() === '' || !(size > 0.5 && size < 2000) || !Number.isFinite(x + y)) return null
  const flat = Math.abs(b) < Math.abs(a) * 0.05
  const turned = Math.abs(a) < Math.abs(b) * 0.05
  if (isDown && flat) return { text, x, y, size, length: item.height, kind: 'down' }
  if (flat && a > 0) return { text, x, y, size, length: item.width, kind: 'upright' }
  return turned && b > 0 ? { text, x, y, size, length: item.width, kind: 'turned' } : null
}

/** Whether single characters stand below one another as often as not: the way browsers write vertical lines. */
const runsDown = (placed: readonly Placed[]): boolean => {
  let down = 0
  let across = 0
  for (const [at, { x, y, size, text }] of placed.entries()) {
    const next = placed[at + 1]
    if (next === undefined || [...text].length > 3) {
      across += [...text].length > 3 ? 1 : 0
      continue
    }
    const step = next.y - y
    if (Math.abs(next.x - x) < size * 0.3 && step > size * 0.5 && step < size * 2.5) down += 1
    else across += 1
  }
  return down > 8 && down > across
}

/** `viewport` turns the page's own coordinates into those of the page as it is seen, from its upper left corner. */
export const readFragments = (
  items: readonly TextItem[],
  verticalFonts: ReadonlySet<string>,
  viewport: { readonly transform: readonly number[]; readonly width: number; readonly height: number },
): PageText => {
  const placed = items.flatMap((item) => place(item, viewport.transform, verticalFonts.has(item.fontName)) ?? [])
  const inFont = placed.filter(({ kind }) => kind === 'down').length
  const isVertical = inFont * 2 > placed.length || runsDown(placed.filter(({ kind }) => kind === 'upright'))
  const fragments = placed.flatMap(({ text, x, y, size, length, kind }): Fragment[] => {
    if (!isVertical) return kind === 'upright' ? [{ text, start: x, end: x + length, base: y, size }] : []
    if (kind === 'down') return [{ text, start: y, end: y + length, base: viewport.width - x, size }]
    if (kind === 'turned') return [{ text, start: y, end: y + length, base: viewport.width - x - size * 0.35, size }]
    const isOne = [...text].length === 1
    return [{ text, start: y - size * 0.88, end: y + size * 0.12, base: viewport.width - x - (isOne ? size : length) / 2, size }]
  })
  if (!isVertical) return { fragments, isVertical, along: viewport.width, across: viewport.height, heads: 0 }
  const body = commonSize(fragments)
  const ofBody = fragments.filter(({ size }) => Math.abs(size - body) <= body * 0.08)
  const top = ofBody.reduce((least, { start }) => Math.min(least, start), Infinity)
  const foot = ofBody.reduce((most, { end }) => Math.max(most, end), -Infinity)
  const kept = fragments.filter(({ start, end, size }) => size > body * 0.95 || (end > top - size * 0.3 && start < foot + size * 0.3))
  return { fragments: kept, isVertical, along: viewport.height, across: viewport.width, heads: fragments.length - kept.length }
}

/** The size most of the text is set in. */
export const commonSize = (pieces: readonly { readonly text: string; readonly size: number }[]): number => {
  const counts = new Map<number, number>()
  for (const { text, size } of pieces) {
    const rounded = Math.round(size * 2) / 2
    counts.set(rounded, (counts.get(rounded) ?? 0) + text.length)
  }
  let [best, most] = [0, 0]
  for (const [size, count] of counts) if (count > most) [best, most] = [size, count]
  return best
}
