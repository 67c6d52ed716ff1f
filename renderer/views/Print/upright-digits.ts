const beside = '\\p{Script=Latin}\\p{N}.,:%‰°℃/+\\-−–'

/** One or two digits beside which nothing stands that they belong to: not 3.5, not 50%, not B2, not 2010, not “of 12 in”. */
const loneDigits = new RegExp(`(?<![${beside}]|\\p{Script=Latin}\\s)\\d{1,2}(?![${beside}]|\\s\\p{Script=Latin})`, 'gu')

/** Where digits stand in a text by themselves. Offsets are UTF-16 units, as the page counts them. */
export const findLoneDigits = (text: string): { start: number; end: number }[] =>
  [...text.matchAll(loneDigits)].map(({ index, 0: digits }) => ({ start: index, end: index + digits.length }))

/**
 * In a vertical line numbers of up to two digits stand upright in the room of one character, longer ones lie (CLREQ).
 * Wraps the short ones; the text stays what it is.
 */
export const setUprightDigits = (container: Element): void => {
  const texts = document.createTreeWalker(container, NodeFilter.SHOW_TEXT)
  const found: Text[] = []
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    if (node instanceof Text && node.parentElement?.closest('code, pre, rt, [lang|="en"]') === null) found.push(node)
  }
  for (const text of found) {
    for (const { start, end } of findLoneDigits(text.data).reverse()) {
      const range = document.createRange()
      range.setStart(text, start)
      range.setEnd(text, end)
      const upright = document.createElement('span')
      upright.className = 'upright'
      range.surroundContents(upright)
    }
  }
}
