import { createLineWriter, type LineWriter } from './line-writer.ts'
import { listNumber } from './list-number.ts'
import { nameOf, visit } from './markup-tree.ts'
import type { MarkedHeading } from '../editions/received.ts'

const blocks = new Set([
  'address', 'article', 'aside', 'blockquote', 'body', 'caption', 'center', 'dd', 'details', 'dialog', 'dir', 'div', 'dl', 'dt',
  'fieldset', 'figcaption', 'figure', 'footer', 'form', 'header', 'hgroup', 'hr', 'html', 'legend', 'li', 'main', 'menu', 'nav',
  'ol', 'p', 'pre', 'section', 'summary', 'table', 'tbody', 'tfoot', 'thead', 'tr', 'ul',
])

/** What is no text of a page, whatever is inside: readings of ruby, too, since the text is what they stand over. */
const wordless = new Set([
  'applet', 'area', 'audio', 'base', 'button', 'canvas', 'datalist', 'embed', 'frame', 'frameset', 'head', 'iframe', 'input', 'link',
  'map', 'meta', 'meter', 'noembed', 'noframes', 'noscript', 'object', 'optgroup', 'option', 'progress', 'rp', 'rt', 'rtc', 'script',
  'select', 'style', 'svg', 'template', 'textarea', 'title', 'track', 'video',
])

export const isWordless = (element: Element): boolean => wordless.has(nameOf(element))
export const isBlock = (element: Element): boolean => {
  const name = nameOf(element)
  return blocks.has(name) || /^h[1-6]$/.test(name) || name === 'td' || name === 'th'
}

export const headingLevel = (element: Element): number | null => {
  const match = /^h([1-6])$/.exec(nameOf(element))
  return match === null ? null : Number(match[1])
}

const keepsSpace = (element: Element): boolean =>
  nameOf(element) === 'pre' || /white-space\s*:\s*(?:pre|break-spaces)/i.test(element.getAttribute('style') ?? '')

/** Nodes looked at to tell a row of a table of data from one that lays a page out. */
const rowNodes = 400
const longCell = 300

/** A row of short cells without blocks in them. */
const isDataRow = (row: Element): boolean => {
  let cells = 0
  let nodes = 0
  let plain = true
  let length = 0
  visit(row, {
    isDone: () => !plain,
    enter: (element) => {
      nodes += 1
      if (element === row) return true
      if (nodes > rowNodes) plain = false
      const name = nameOf(element)
      if (name === 'td' || name === 'th') {
        cells += 1
        length = 0
      } else if (name === 'br' || name === 'table' || (isBlock(element) && name !== 'p')) plain = false
      return plain
    },
    text: (node) => {
      nodes += 1
      length += (node.textContent ?? '').trim().length
      if (nodes > rowNodes || length > longCell) plain = false
    },
  })
  return plain && cells >= 2
}

interface List {
  readonly kind: string
  readonly step: number
  next: number
}

const styleType = (element: Element): string | null =>
  /list-style(?:-type)?\s*:\s*([^;]*)/i
    .exec(element.getAttribute('style') ?? '')?.[1]
    ?.trim()
    .split(/\s+/)
    .find((word) => !['inside', 'outside'].includes(word))
    ?.toLowerCase() ?? null

const whole = (value: string | null): number | null =>
  value !== null && /^\s*[+-]?\d{1,9}\s*$/.test(value) ? Number(value) : null

const listOf = (element: Element): List => {
  const numbered = nameOf(element) === 'ol'
  const kind = styleType(element) ?? (numbered ? (element.getAttribute('type')?.trim() ?? '1') : 'disc')
  const reversed = numbered && element.getAttribute('reversed') !== null
  let items = 0
  if (reversed) for (let child = element.firstElementChild; child !== null; child = child.nextElementSibling) items += 1
  return { kind, step: reversed ? -1 : 1, next: whole(element.getAttribute('start')) ?? (reversed ? items : 1) }
}

/** The item already begins with this number, as where a list was typed and then made one. */
const isNumbered = (item: Element, number: string): boolean => {
  const bare = number.replace(/[.、]\s*$/u, '')
  const start = (item.textContent ?? '').slice(0, 40).trimStart()
  return start.startsWith(bare) && /^[.、．)）,，\s]/u.test(start.slice(bare.length))
}

/** A picture of one character stands in a text for a character that a font or encoding lacked. */
const pictured = (element: Element): string => {
  const words = (element.getAttribute('alt') ?? '').trim()
  return /^\p{Script=Han}$/u.test(words) ? words : ''
}

export interface MarkupText {
  /** Each line a paragraph, ended by LF. */
  readonly text: string
  readonly headings: readonly MarkedHeading[]
}

export interface WalkOptions {
  /** What is left out with everything inside. */
  readonly skip?: (element: Element) => boolean
  /** The level of a heading; null takes an element for none. */
  readonly level?: (element: Element) => number | null
  /** Told of every element when the text has come to it. */
  readonly onElement?: (element: Element, writer: LineWriter) => void
}

/** Writes the text of a tree as a browser shows it: blocks on lines of their own, lists with their numbers. */
export const writeMarkup = (root: Node, writer: LineWriter, options: WalkOptions = {}): void => {
  const level = options.level ?? headingLevel
  const lists: List[] = []
  /** A row of data being written; its cells hold no rows of their own. */
  let dataRow: Element | null = null
  let kept = 0
  let inHeading: Element | null = null

  visit(root, {
    enter: (element) => {
      if (isWordless(element) || options.skip?.(element) === true) return false
      options.onElement?.(element, writer)
      const name = nameOf(element)
      if (name === 'br') {
        writer.end(kept > 0)
        return false
      }
      if (name === 'img' || name === 'image') {
        writer.add(pictured(element))
        return false
      }
      if (name === 'wbr') return false
      if (name === 'q') writer.add('“')
      if (name === 'td' || name === 'th') {
        if (dataRow === null) writer.end()
        else if (!writer.lineIsEmpty()) writer.tab()
      } else if (blocks.has(name) || /^h[1-6]$/.test(name) || /display\s*:\s*block/i.test(element.getAttribute('style') ?? '')) {
        if (name !== 'p' || dataRow === null) writer.end(kept > 0)
      }
      if (inHeading === null) {
        const own = level(element)
        if (own !== null) {
          inHeading = element
          writer.beginHeading(own)
        }
      }
      if (name === 'tr' && isDataRow(element)) dataRow = element
      if (keepsSpace(element)) kept += 1
      if (name === 'ol' || name === 'ul' || name === 'menu' || name === 'dir') lists.push(listOf(element))
      if (name === 'li') {
        const list = lists.at(-1)
        if (list !== undefined) {
          const value = whole(element.getAttribute('value')) ?? list.next
          list.next = value + list.step
          const number = listNumber(value, styleType(element) ?? list.kind)
          if (number !== '' && !isNumbered(element, number)) writer.mark(number)
        }
      }
      return true
    },
    leave: (element) => {
      const name = nameOf(element)
      if (name === 'q') writer.add('”')
      if (keepsSpace(element)) kept -= 1
      if (element === inHeading) {
        writer.endHeading()
        inHeading = null
      } else if (blocks.has(name) || /display\s*:\s*block/i.test(element.getAttribute('style') ?? '')) {
        if (element === dataRow) dataRow = null
        if (name !== 'p' || dataRow === null) writer.end(kept > 0 || name === 'pre')
      } else if (name === 'td' || name === 'th') {
        if (dataRow === null) writer.end()
      }
      if (name === 'ol' || name === 'ul' || name === 'menu' || name === 'dir') lists.pop()
      if (name === 'li') writer.dropMark()
    },
    text: (node) => {
      const text = node.textContent ?? ''
      if (kept > 0 && inHeading === null) writer.addKept(text)
      else writer.add(text)
    },
  })
}

/** The text of a tree by itself. */
export const markupText = (root: Node, options: WalkOptions = {}): MarkupText => {
  const writer = createLineWriter()
  writeMarkup(root, writer, options)
  return writer.finish()
}

