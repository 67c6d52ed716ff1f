import { PrintMarks } from '../../../preload/contract/printing.ts'

/** Where a code point of a block's own text stands; readings and generated joiners are no text of the block. */
const placesOf = (block: Element): { node: Text; unit: number }[] => {
  const places: { node: Text; unit: number }[] = []
  const walker = block.ownerDocument.createTreeWalker(block, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (!(node instanceof Text) || node.parentElement?.closest('rt, rp, svg')) continue
    let unit = 0
    for (const character of node.data) {
      if (character !== '\u2060') places.push({ node, unit })
      unit += character.length
    }
  }
  return places
}

/** Paints the highlights that blocks name in `data-marks`; the text of the page stays as it is. */
export const paintMarks = (container: Element): void => {
  const painted = new Map<string, Highlight>()
  for (const block of container.querySelectorAll<HTMLElement>('[data-marks]')) {
    const places = placesOf(block)
    for (const { range, color } of PrintMarks.parse(JSON.parse(block.dataset['marks'] ?? '[]'))) {
      const first = places[range.start]
      const last = places[range.end - 1]
      if (first === undefined || last === undefined) continue
      const name = `mark-${color ?? 'plain'}`
      const highlight = painted.get(name) ?? new Highlight()
      const width = String.fromCodePoint(last.node.data.codePointAt(last.unit) ?? 0).length
      const span = block.ownerDocument.createRange()
      span.setStart(first.node, first.unit)
      span.setEnd(last.node, last.unit + width)
      highlight.add(span)
      painted.set(name, highlight)
    }
  }
  for (const [name, highlight] of painted) CSS.highlights.set(name, highlight)
}
