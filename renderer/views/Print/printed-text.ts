/** What the page has drawn, read from the page itself: the finished PDF is compared with this. */
export interface PrintedText {
  readonly title: string
  readonly language: string
  readonly headings: readonly { readonly level: number; readonly text: string }[]
  readonly blocks: readonly string[]
}

const wordsOf = (element: Element): string => (element.textContent ?? '').replace(/\s+/g, ' ').trim()

/** Every drawn block in reading order, headings included, one string each. */
export const readPrintedText = (page: Document, container: Element): PrintedText => ({
  title: page.title,
  language: page.documentElement.lang,
  headings: [...container.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((heading) => ({
    level: Number(heading.localName.slice(1)),
    text: wordsOf(heading),
  })),
  blocks: [...container.querySelectorAll('[data-block]')].map(wordsOf).filter((words) => words !== ''),
})
