import type { PrintModel } from '../../../preload/contract/printing.ts'

/** A CSS string that cannot end early: all but letters and digits is escaped by number. */
const cssString = (text: string): string =>
  `"${Array.from(text.toWellFormed(), (character) =>
    /[\p{L}\p{N}]/u.test(character) ? character : `\\${(character.codePointAt(0) ?? 0x20).toString(16)} `,
  ).join('')}"`

interface Margins {
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly left: number
}

/**
 * Millimetres from the edge of the paper to the column. Lines are 38 characters of 11.5 pt (154.16 mm), so that full ones
 * need no stretching; a page holds a whole number of lines of 20 pt. Vertical lines of that length want a wide page: it is
 * the old folio, with its head margin wider than its foot.
 */
const papers = {
  A4: {
    horizontal: { top: 27, right: 27.92, bottom: 25, left: 27.92 },
    vertical: { top: 30, right: 32, bottom: 25.83, left: 32.12 },
  },
  Letter: {
    horizontal: { top: 27, right: 30.87, bottom: 25, left: 30.87 },
    vertical: { top: 33, right: 30.3, bottom: 28.73, left: 30.33 },
  },
} as const satisfies Record<PrintModel['paper'], Record<PrintModel['direction'], Margins>>

/** Millimetres of the margins in which readings (at the edge of the first line) and numbers (at the head of lines) may stand. */
const bleed = { block: 3, inline: 14 } as const

/** As in print.css: margin boxes do not see the page's own properties. */
const books = {
  'zh-Hant': "'Yandu Serif TC', 'Yandu Serif SC'",
  'zh-Hans': "'Yandu Serif SC', 'Yandu Serif TC'",
} as const

const millimetres = (...lengths: readonly number[]): string => lengths.map((length) => `${Math.round(length * 100) / 100}mm`).join(' ')

/** The rules that depend on the job: paper, running head, page numbers. They are kept out of the text's own tags. */
export const pageRules = ({ paper, direction, language, runningHead, blocks }: PrintModel): string => {
  const font = `font: 400 8.5pt / 12pt ${books[language]}; color: #555; writing-mode: horizontal-tb;`
  const { top, right, bottom, left } = papers[paper][direction]
  const vertical = direction === 'vertical'
  const [across, along] = vertical ? [bleed.block, bleed.inline] : [bleed.inline, bleed.block]
  const margin = millimetres(top - along, right - across, bottom - along, left - across)
  const [first] = blocks
  const opensWithTitle = first?.kind === 'heading' && first.level === 0
  const head = vertical ? 'left-top' : 'top-center'
  const headPlace = vertical
    ? `writing-mode: vertical-rl; text-align: start; vertical-align: middle; padding-top: ${millimetres(along)};`
    : 'vertical-align: bottom; padding-bottom: 5mm;'
  return `
@page {
  size: ${paper === 'A4' ? 'A4' : 'letter'} ${vertical ? 'landscape' : 'portrait'};
  margin: ${margin};
  @${head} { content: ${cssString(runningHead)}; ${font} ${headPlace} }
  @bottom-center { content: counter(page) " / " counter(pages); ${font} vertical-align: top; padding-top: ${vertical ? '0' : '4mm'}; }
}
:root { --page-bleed: ${millimetres(along, across)}; }
${opensWithTitle ? `@page :first { @${head} { content: none; } }` : ''}`
}
