import type { Page } from '@playwright/test'

/** One line as it is drawn. Lengths in em of the text. */
export interface Line {
  readonly text: string
  /** From the start edge of the column to the first character, and from the last one (with its space) to the end edge. */
  readonly before: number
  readonly after: number
  /** The widest Han character or mark of full width between two others: what justification has added to its own em. */
  readonly widest: number
  /** Length of the first character, in its own em. */
  readonly first: number
  /** The first character is the first one of a gap mark. */
  readonly beginsWithGap: boolean
}

/** One block of the body with its lines; a run-in heading is the beginning of its paragraph. */
export interface Block {
  readonly kind: 'paragraph' | 'run-in' | 'heading'
  readonly text: string
  readonly lines: readonly Line[]
  /** Stands in the frame of a gap, which has room at its sides. */
  readonly inGapBlock: boolean
  /** The next element of its section is a paragraph of the text. */
  readonly followedByParagraph: boolean
  /** Where the characters of each line begin, in CSS px from the top (vertical: the right) of the text. */
  readonly tops: readonly number[]
}

export interface Measured {
  readonly width: number
  /** Of the column, in em. */
  readonly column: number
  /** Height of a line, in CSS px. */
  readonly pitch: number
  readonly blocks: readonly Block[]
}

/**
 * Sets the column to each of the widths (in em) and measures every line of the body by the boxes of its characters.
 * Knows of the page only which elements are blocks of the text. `null` measures the column as it is.
 */
export const measure = (page: Page, widths: readonly (number | null)[]): Promise<readonly Measured[]> =>
  page.evaluate((wanted) => {
    const frame = document.querySelector<HTMLElement>('.reading-frame')
    const column = document.querySelector<HTMLElement>('#text article')
    if (!frame || !column) throw new Error('there is no text')
    const own = frame.style.getPropertyValue('--read-measure')
    const vertical = getComputedStyle(column).writingMode !== 'horizontal-tb'
    const size = Number.parseFloat(getComputedStyle(column).fontSize)
    const notText = '.copy-line, .remark-line, .remark p, .gap-about, .colophon, .outline-list *'
    const elements = [...column.querySelectorAll<HTMLElement>('.run-in, p, h1, h2, h3, h4, h5, h6')].filter(
      (one) => !one.matches(notText) && !one.parentElement?.closest('.run-in'),
    )

    const measureBlock = (element: HTMLElement) => {
      const bounds = column.getBoundingClientRect()
      const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
      const range = document.createRange()
      interface Character { text: string; box: DOMRect; beginsGap: boolean; size: number }
      const lines: Character[][] = []
      let last: number | null = null
      for (let node = texts.nextNode(); node instanceof Text; node = texts.nextNode()) {
        const parent = node.parentElement
        if (!parent || parent.closest('rt')) continue
        const ownSize = Number.parseFloat(getComputedStyle(parent).fontSize)
        const inGap = parent.closest('.gap-mark') !== null
        let at = 0
        for (const text of node.data) {
          range.setStart(node, at)
          range.setEnd(node, at + text.length)
          const box = range.getClientRects()[0]
          if (box) {
            const start = vertical ? box.top : box.left
            if (last === null || start < last - 1) lines.push([])
            last = start
            lines.at(-1)?.push({ text, box, beginsGap: inGap && at === 0, size: ownSize })
          }
          at += text.length
        }
      }
      const first = (box: DOMRect): number => (vertical ? box.top - bounds.top : box.left - bounds.left)
      const rest = (box: DOMRect): number => (vertical ? bounds.bottom - box.bottom : bounds.right - box.right)
      const full = /^[\p{Script=Han}\u3000-\u303f\uff00-\uff60]$/u
      return {
        kind: element.matches('.run-in') ? ('run-in' as const) : element.matches('p') ? ('paragraph' as const) : ('heading' as const),
        inGapBlock: element.closest('.gap-block') !== null,
        followedByParagraph: element.nextElementSibling?.matches('p:not(.remark-line, .copy-line)') ?? false,
        text: lines.flat().map(({ text }) => text).join(''),
        tops: lines.flatMap((line) => {
          const box = line.find(({ text, size: em }) => em === size && full.test(text))?.box
          return box ? [vertical ? bounds.right - box.right : box.top - bounds.top] : []
        }),
        lines: lines.map((line) => {
          const inner = line.filter(({ text }, index) => {
            const neighbours = `${line[index - 1]?.text ?? ''}${line[index + 1]?.text ?? ''}`
            return index < line.length - 1 && full.test(text) && !/[\p{Script=Latin}\p{N}%℃“”‘’]/u.test(neighbours)
          })
          const [begin] = line
          const end = line.at(-1)
          return {
            text: line.map(({ text }) => text).join(''),
            before: begin ? first(begin.box) / size : 0,
            after: end ? rest(end.box) / size : 0,
            widest: Math.max(0, ...inner.map(({ box, size: em }) => (vertical ? box.height : box.width) / em)),
            first: begin ? (vertical ? begin.box.height : begin.box.width) / begin.size : 0,
            beginsWithGap: begin?.beginsGap ?? false,
          }
        }),
      }
    }

    const found = wanted.map((width) => {
      if (width !== null) frame.style.setProperty('--read-measure', String(width))
      const box = column.getBoundingClientRect()
      const padding = Number.parseFloat(getComputedStyle(column).paddingInlineStart) * 2
      const long = (vertical ? box.height : box.width) - padding
      return { width: width ?? long / size, column: long / size, pitch: Number.parseFloat(getComputedStyle(column).lineHeight), blocks: elements.map(measureBlock) }
    })
    frame.style.setProperty('--read-measure', own)
    return found
  }, widths)

interface Probe {
  readonly text: string
  /** Room of the probe's paragraph, in em; absent for one line. */
  readonly room?: number
  /** More inline style, for what is compared with what we do. */
  readonly style?: string
}

/** What a paragraph of the page with this text looks like: its length in one line, in em, and its lines. */
const probe = (page: Page, probes: readonly Probe[]): Promise<readonly { readonly width: number; readonly lines: readonly string[] }[]> =>
  page.evaluate((wanted) => {
    const place = document.querySelector('#text article section')
    if (!place) throw new Error('there is no text')
    const paragraph = document.createElement('p')
    place.append(paragraph)
    const found = wanted.map(({ text, room, style = '' }) => {
      paragraph.style.cssText =
        room === undefined ? `position:absolute;white-space:nowrap;text-indent:0;${style}` : `inline-size:${room}em;text-indent:0;${style}`
      paragraph.textContent = text
      const vertical = getComputedStyle(paragraph).writingMode !== 'horizontal-tb'
      const node = paragraph.firstChild
      const range = document.createRange()
      const lines: string[] = []
      let last: number | null = null
      let at = 0
      for (const character of text) {
        if (!node) break
        range.setStart(node, at)
        range.setEnd(node, at + character.length)
        const box = range.getClientRects()[0]
        at += character.length
        if (!box) continue
        const start = vertical ? box.top : box.left
        if (last === null || start < last - 1) lines.push('')
        last = start
        lines.push((lines.pop() ?? '') + character)
      }
      range.selectNodeContents(paragraph)
      const box = range.getBoundingClientRect()
      return { width: (vertical ? box.height : box.width) / Number.parseFloat(getComputedStyle(paragraph).fontSize), lines }
    })
    paragraph.remove()
    return found
  }, probes)

export const widthsOf = async (page: Page, texts: readonly string[], style = ''): Promise<readonly number[]> =>
  (await probe(page, texts.map((text) => ({ text, style })))).map(({ width }) => Math.round(width * 100) / 100)

export const linesOf = async (page: Page, probes: readonly Probe[]): Promise<readonly (readonly string[])[]> =>
  (await probe(page, probes)).map(({ lines }) => lines)
