import { commonSize } from './pdf-fragment.ts'
import type { PdfLine } from './pdf-line.ts'

const number = '[\\d０-９]{1,4}|[ivxlc]{1,7}|[一二三四五六七八九十百〇○零]{1,6}'
const pageNumber = new RegExp(
  `^[-–—·•.~\\s\\[（(]*(?:第\\s*)?(?:${number})\\s*(?:[页頁]|/\\s*\\d{1,4})?(?:[，,\\s/]*[共总總]\\s*(?:${number})\\s*[页頁])?[-–—·•.~\\s\\]）)]*$`,
  'iu',
)

/** The same head on another page: its number may differ. */
const likeness = (text: string): string => text.replace(/\s+/gu, '').replace(/[\d０-９]+/gu, '#')

/** How many lines at each end of a page may be running heads. */
const reach = 3

/**
 * Tells running heads, running feet and page numbers: lines at the ends of pages that stand at the same place on several
 * pages, with the same words or with nothing but a number. `pages` are the lines of each page in any order.
 */
export const findFurniture = (pages: readonly (readonly PdfLine[])[]): ReadonlySet<PdfLine> => {
  const found = new Set<PdfLine>()
  /** Found, though what stands there is not quite the same on each page. */
  const doubtful = new Set<PdfLine>()
  if (pages.length < 2) return found
  const ends = pages.map((lines) => {
    const sorted = lines.toSorted((a, b) => a.base - b.base)
    return { top: sorted.slice(0, reach + 1), bottom: sorted.slice(-reach - 1).toReversed() }
  })
  for (const side of ['top', 'bottom'] as const) {
    const groups = new Map<string, PdfLine[]>()
    for (const end of ends) {
      for (const line of new Set(end[side].slice(0, reach))) {
        const words = pageNumber.test(line.text) ? '#' : likeness(line.text)
        // Heads of the same words may hang a little higher here and there; two neighbouring bins take them in.
        for (const bin of [Math.floor(line.base / 4), Math.floor(line.base / 4) + 1]) {
          const key = `${bin} ${words}`
          const known = groups.get(key)
          if (known === undefined) groups.set(key, [line])
          else known.push(line)
        }
      }
    }
    for (const lines of groups.values()) {
      const onPages = new Set(lines.map(({ page }) => page))
      const span = Math.max(...onPages) - Math.min(...onPages) + 1
      // The head of a chapter stands on its pages only, or on every other of them.
      const enough = onPages.size >= Math.min(3, pages.length) && onPages.size >= span * 0.4
      if (!enough) continue
      const isSame = new Set(lines.map(({ text }) => text)).size === 1 || lines.every(({ text }) => pageNumber.test(text))
      for (const line of lines) {
        found.add(line)
        if (!isSame) doubtful.add(line)
      }
    }
  }
  const body = commonSize(pages.flat())
  const steps = pages.flatMap((lines) => gapsOf(lines.toSorted((a, b) => a.base - b.base))).toSorted((a, b) => a - b)
  const pitch = steps[Math.floor(steps.length * 0.4)] ?? 0
  for (const { top, bottom } of ends) {
    for (const end of [top, bottom]) {
      // What stands between text and is alike by chance is no head: everything beyond it must be one, too.
      const first = end.findIndex((line) => !found.has(line) && !end.some((other) => found.has(other) && Math.abs(other.base - line.base) < 2))
      if (first < 0) continue
      for (const line of end.slice(first)) found.delete(line)
      // Nor is what follows the text like any other line of it.
      for (let at = first - 1; at >= 0; at -= 1) {
        const [line, inner] = [end[at], end[at + 1]]
        if (line === undefined || inner === undefined || !doubtful.has(line)) break
        if (Math.abs(line.size - body) > body * 0.05 || Math.abs(line.base - inner.base) > pitch * 1.3) break
        found.delete(line)
      }
    }
  }
  return found
}

const gapsOf = (sorted: readonly PdfLine[]): number[] =>
  sorted.flatMap((line, at) => {
    const gap = (sorted[at + 1]?.base ?? 0) - line.base
    return gap > 2 ? [gap] : []
  })
