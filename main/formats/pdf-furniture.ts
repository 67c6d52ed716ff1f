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
  if (pages.length < 2) return found
  const ends = pages.map((lines) => {
    const sorted = lines.toSorted((a, b) => a.base - b.base)
    return { top: sorted.slice(0, reach), bottom: sorted.slice(-reach).toReversed() }
  })
  for (const side of ['top', 'bottom'] as const) {
    const groups = new Map<string, PdfLine[]>()
    for (const end of ends) {
      for (const line of new Set(end[side])) {
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
      if (enough) for (const line of lines) found.add(line)
    }
  }
  // What stands between text and is alike by chance is no head: everything beyond it must be one, too.
  for (const { top, bottom } of ends) {
    for (const end of [top, bottom]) {
      let inside = false
      for (const line of end) {
        if (!found.has(line) && !end.some((other) => other !== line && found.has(other) && Math.abs(other.base - line.base) < 2)) inside = true
        else if (inside) found.delete(line)
      }
    }
  }
  return found
}
