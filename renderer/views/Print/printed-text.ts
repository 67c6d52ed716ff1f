import { placeStandIns } from './stand-ins.ts'

/** What the page has drawn, read from the page itself: the finished PDF is compared with this. */
export interface PrintedText {
  readonly title: string
  readonly language: string
  readonly headings: readonly { readonly level: number; readonly text: string }[]
  readonly blocks: readonly string[]
  /** Characters that could not be drawn, by index in `blocks`, where 〓 stands in their place. */
  readonly undrawn: readonly { readonly block: number; readonly characters: string }[]
}

const wordsOf = (element: Element): string => (element.textContent ?? '').replace(/\s+/g, ' ').trim()

/**
 * Every drawn block in reading order, headings included, one string each. Characters without a glyph are first given
 * their stand-in, in the page itself; so its fonts must have been loaded.
 */
export const readPrintedText = (page: Document, container: Element): PrintedText => {
  const blocks = [...container.querySelectorAll('[data-block]')].filter((element) => wordsOf(element) !== '')
  const undrawn = placeStandIns(blocks)
  return {
    title: page.title,
    language: page.documentElement.lang,
    headings: [...container.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((heading) => ({
      level: Number(heading.localName.slice(1)),
      text: wordsOf(heading),
    })),
    blocks: blocks.map(wordsOf),
    undrawn,
  }
}
