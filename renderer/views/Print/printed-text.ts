import { placeStandIns } from './stand-ins.ts'

/** What the page has drawn, read from the page itself: the finished PDF is compared with this. */
export interface PrintedText {
  readonly title: string
  readonly language: string
  readonly headings: readonly { readonly level: number; readonly text: string }[]
  readonly blocks: readonly string[]
  /** Numbers beside paragraphs, by index in `blocks`. */
  readonly numbers: readonly { readonly block: number; readonly number: number }[]
  /** Readings that are text, in reading order; absent where they are drawn. They are in no block. */
  readonly readings?: readonly string[]
  /** Characters that could not be drawn, by index in `blocks`, where 〓 stands in their place. */
  readonly undrawn: readonly { readonly block: number; readonly characters: string }[]
}

/** The words of an element without the readings of their characters. */
const wordsOf = (element: Element): string => {
  let words = element.textContent ?? ''
  if (element.querySelector('rt') !== null) {
    const plain = element.cloneNode(true)
    if (plain instanceof Element) for (const reading of plain.querySelectorAll('rt')) reading.remove()
    words = plain.textContent ?? ''
  }
  return words.replace(/\s+/g, ' ').trim()
}

/**
 * Every drawn block in reading order, headings included, one string each. Characters without a glyph are first given
 * their stand-in, in the page itself; so its fonts must have been loaded.
 */
export const readPrintedText = (page: Document, container: Element): PrintedText => {
  const blocks = [...container.querySelectorAll('[data-block]')].filter((element) => wordsOf(element) !== '')
  const undrawn = placeStandIns(blocks)
  const numbers = [...container.querySelectorAll<HTMLElement>('[data-number]')].map((paragraph) => ({
    block: blocks.findIndex((block) => paragraph.contains(block)),
    number: Number(paragraph.dataset['number']),
  }))
  const readings = [...container.querySelectorAll('rt')].map((reading) => reading.textContent ?? '')
  return {
    title: page.title,
    language: page.documentElement.lang,
    headings: [...container.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((heading) => ({
      level: Number(heading.localName.slice(1)),
      text: wordsOf(heading),
    })),
    blocks: blocks.map(wordsOf),
    numbers,
    ...(readings.length > 0 ? { readings } : {}),
    undrawn,
  }
}
