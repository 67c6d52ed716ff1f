/** What a reader selects and what is copied of it: the words as they are shown, without readings and struck words. */

const isInline = (display: string): boolean => display.startsWith('inline') || display.startsWith('ruby') || display === 'contents'

/** Knows of each element on the way whether its words can be selected and in which block they stand. */
const createSurroundings = (root: Element) => {
  const selectable = new WeakMap<Element, boolean>()
  const blocks = new WeakMap<Element, Element>()

  const isSelectable = (element: Element): boolean => {
    const known = selectable.get(element)
    if (known !== undefined) return known
    const style = getComputedStyle(element)
    const own = !element.matches('rt, rp, del, button, .spoken') && style.userSelect !== 'none' && style.visibility === 'visible'
    const { parentElement } = element
    const found = own && (element === root || parentElement === null || isSelectable(parentElement))
    selectable.set(element, found)
    return found
  }

  const blockOf = (element: Element): Element => {
    const known = blocks.get(element)
    if (known) return known
    const { parentElement } = element
    const inline = isInline(getComputedStyle(element).display)
    const found = inline && element !== root && parentElement ? blockOf(parentElement) : element
    blocks.set(element, found)
    return found
  }

  return { isSelectable, blockOf }
}

/**
 * The words of a DOM range inside `root` as they are shown: in the script and layer shown, gaps as their marks, one line a
 * paragraph. What cannot be selected is left out, as are readings.
 */
export const textOfRange = (root: HTMLElement, range: Range): string => {
  const { isSelectable, blockOf } = createSurroundings(root)
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  const lines: string[] = []
  let line = ''
  let block: Element | null = null
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement
    if (!(node instanceof Text) || !parent || !range.intersectsNode(node)) continue
    const from = node === range.startContainer ? range.startOffset : 0
    const to = node === range.endContainer ? range.endOffset : node.length
    const words = node.data.slice(from, to)
    if (words === '' || !isSelectable(parent)) continue
    const own = blockOf(parent)
    if (block !== null && own !== block) {
      lines.push(line)
      line = ''
    }
    block = own
    line += words
  }
  return [...lines, line].filter((words) => words.trim() !== '').join('\n').replace(/\s+$/u, '')
}
