const han = /\p{Script=Han}/gu
const svg = 'http://www.w3.org/2000/svg'

/** Under the character, in vertical lines on its right; in the square of 1000 × 1000 that is the character's own. */
const places = { horizontal: ['500', '1110'], vertical: ['1130', '500'] } as const
const radius = '65'

const dotAt = ([x, y]: readonly [string, string]): SVGElement => {
  const shape = document.createElementNS(svg, 'svg')
  shape.setAttribute('class', 'reading')
  shape.setAttribute('viewBox', '0 0 1000 1000')
  shape.setAttribute('aria-hidden', 'true')
  const dot = document.createElementNS(svg, 'circle')
  dot.setAttribute('cx', x)
  dot.setAttribute('cy', y)
  dot.setAttribute('r', radius)
  shape.append(dot)
  return shape
}

/**
 * Emphasis in Chinese words is a dot at each character. The dots of CSS (`text-emphasis`) are characters in a PDF and get
 * into copied text; these are shapes.
 */
export const setEmphasisDots = (container: Element, direction: keyof typeof places): void => {
  for (const emphasis of container.querySelectorAll('em')) {
    const texts = document.createTreeWalker(emphasis, NodeFilter.SHOW_TEXT)
    const found: Text[] = []
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) if (node instanceof Text) found.push(node)
    for (const text of found) {
      for (const { index, 0: character } of [...text.data.matchAll(han)].reverse()) {
        const range = document.createRange()
        range.setStart(text, index)
        range.setEnd(text, index + character.length)
        const dotted = document.createElement('span')
        dotted.className = 'read'
        range.surroundContents(dotted)
        dotted.prepend(dotAt(places[direction]))
      }
    }
  }
}
