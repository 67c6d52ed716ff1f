import { parseHTML } from 'linkedom'
import { AppError } from '../../preload/contract/wire.ts'
import { tagLimit, tameMarkup } from './tame-markup.ts'

/** The element that holds all of what was read. Nothing in it was run or fetched: the parser knows no scripts. */
export const parseMarkup = (source: string, { xml }: { readonly xml: boolean }): Element => {
  const { markup, tooMany } = tameMarkup(source, { xml })
  if (tooMany) throw new AppError('too-large', `The page has more than ${tagLimit} tags, the most that is read.`)
  const { document } = parseHTML(`<yandu-markup>${markup}</yandu-markup>`)
  return document.firstElementChild ?? document.createElement('yandu-markup')
}

export const isElement = (node: Node): node is Element => node.nodeType === 1
export const isText = (node: Node): boolean => node.nodeType === 3 || node.nodeType === 4

/** The name without its namespace, in lower case. */
export const nameOf = (element: Element): string => {
  const name = element.localName.toLowerCase()
  return name.slice(name.lastIndexOf(':') + 1)
}

export interface Visitor {
  /** False leaves out what is inside, and with it the call of `leave`. */
  readonly enter: (element: Element) => boolean
  readonly leave?: (element: Element) => void
  readonly text: (node: Node) => void
  /** True ends the visit, without the calls of `leave` that are due. */
  readonly isDone?: () => boolean
}

/** Visits a node and everything under it in order, however deep it goes. */
export const visit = (root: Node, { enter, leave, text, isDone }: Visitor): void => {
  let node: Node | null = root
  while (node !== null && isDone?.() !== true) {
    let descended = false
    if (isText(node)) text(node)
    else if (isElement(node) && enter(node)) {
      if (node.firstChild !== null) {
        node = node.firstChild
        descended = true
      } else leave?.(node)
    }
    while (!descended && node !== null) {
      if (node === root) return
      const next: Node | null = node.nextSibling
      if (next !== null) {
        node = next
        break
      }
      node = node.parentNode
      if (node !== null && isElement(node)) leave?.(node)
    }
  }
}

/** The elements of this name under a root, in order; at most `most`. */
export const elementsNamed = (root: Element, name: string, most = 100_000): Element[] => {
  const found: Element[] = []
  visit(root, {
    isDone: () => found.length >= most,
    enter: (element) => {
      if (nameOf(element) === name) found.push(element)
      return true
    },
    text: () => undefined,
  })
  return found
}

/** All text under a node, white space as one space; at most about `most` UTF-16 units, or that of as many elements. */
export const plainTextOf = (root: Node, most = 2_000): string => {
  const pieces: string[] = []
  let length = 0
  let elements = 0
  visit(root, {
    isDone: () => length >= most || elements > most,
    enter: (element) => {
      elements += 1
      return !['rt', 'rp', 'rtc'].includes(nameOf(element))
    },
    text: (node) => {
      const text = (node.textContent ?? '').slice(0, most)
      pieces.push(text)
      length += text.length
    },
  })
  return pieces.join('').replace(/[\s\u00a0]+/gu, ' ').trim()
}
