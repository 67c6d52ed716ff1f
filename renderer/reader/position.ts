/**
 * The reading position and the page. Every piece of text that belongs to L1 stands in an element with
 * `data-start`, the code point its only text node begins with; anything else on the page has no position.
 */

const pieces = (root: ParentNode): HTMLElement[] => [...root.querySelectorAll<HTMLElement>('[data-start]')]

const startOf = (element: HTMLElement): number => Number(element.dataset['start'])

const textOf = (element: HTMLElement): Text | null => {
  const { firstChild } = element
  return firstChild instanceof Text ? firstChild : null
}

/** UTF-16 index of the code point `count` of `text`. */
const unitIndex = (text: string, count: number): number => {
  let index = 0
  for (let left = count; left > 0 && index < text.length; left -= 1) {
    index += (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1
  }
  return index
}

/** Box of the line that holds the code point at UTF-16 index `index`; null for text that is not drawn. */
const boxAt = (text: Text, index: number): DOMRect | null => {
  const range = document.createRange()
  const from = Math.min(index, text.length)
  range.setStart(text, from)
  range.setEnd(text, Math.min(text.length, from + 1))
  const boxes = range.getClientRects()
  return boxes[0] ?? null
}

/** A line whose lower half is above the top edge counts as scrolled away. Fraction of the line's height. */
const visibleFraction = 0.5

/**
 * The first code point of L1 whose line is visible below `top` (CSS px, viewport), with the section it is in;
 * null when nothing with a position is drawn there.
 */
export const firstVisible = (root: HTMLElement, top: number): { sectionId: string; offset: number } | null => {
  const all = pieces(root)
  let low = 0
  let high = all.length
  const isAbove = (element: HTMLElement): boolean => {
    const boxes = element.getClientRects()
    const last = boxes[boxes.length - 1]
    return !last || last.bottom - last.height * visibleFraction <= top
  }
  while (low < high) {
    const middle = (low + high) >> 1
    const element = all[middle]
    if (element && isAbove(element)) low = middle + 1
    else high = middle
  }
  const element = all[low]
  const text = element ? textOf(element) : null
  if (!element || !text) return null
  const sectionId = element.closest<HTMLElement>('[data-section]')?.dataset['section'] ?? '0'
  const characters = Array.from(text.data)
  let first = 0
  let last = characters.length - 1
  while (first < last) {
    const middle = (first + last) >> 1
    const box = boxAt(text, unitIndex(text.data, middle))
    if (box && box.bottom - box.height * visibleFraction <= top) first = middle + 1
    else last = middle
  }
  return { sectionId, offset: startOf(element) + first }
}

/** Top of the line that holds the code point `offset` of L1, in CSS px of the viewport; null when it is not drawn. */
export const lineTop = (root: HTMLElement, offset: number): number | null => {
  const all = pieces(root)
  let found: HTMLElement | null = null
  for (const element of all) {
    if (startOf(element) > offset) continue
    if (!found || startOf(element) >= startOf(found)) found = element
  }
  const text = found ? textOf(found) : null
  if (!found || !text) return null
  const within = Math.min(offset - startOf(found), Math.max(0, Array.from(text.data).length - 1))
  const box = boxAt(text, unitIndex(text.data, within))
  return box?.top ?? found.getBoundingClientRect().top
}
