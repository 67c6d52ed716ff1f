import type { PrintModel } from '../../../preload/contract/printing.ts'

/** A CSS string that cannot end early: all but letters and digits is escaped by number. */
const cssString = (text: string): string =>
  `"${Array.from(text.toWellFormed(), (character) =>
    /[\p{L}\p{N}]/u.test(character) ? character : `\\${(character.codePointAt(0) ?? 0x20).toString(16)} `,
  ).join('')}"`

/** Sides that leave a measure of exactly 38 characters of 11.5 pt, so that full lines need no stretching. */
const papers = {
  A4: { size: 'A4', side: '27.92mm' },
  Letter: { size: 'letter', side: '30.87mm' },
} as const

/** As in print.css: margin boxes do not see the page's own properties. */
const books = {
  'zh-Hant': "'Yandu Serif TC', 'Yandu Serif SC'",
  'zh-Hans': "'Yandu Serif SC', 'Yandu Serif TC'",
} as const

/** The rules that depend on the job: paper, running head, page numbers. They are kept out of the text's own tags. */
export const pageRules = ({ paper, language, runningHead, blocks }: PrintModel): string => {
  const font = `font: 400 8.5pt / 12pt ${books[language]}; color: #555;`
  const { size, side } = papers[paper]
  const [first] = blocks
  const opensWithTitle = first?.kind === 'heading' && first.level === 0
  return `
@page {
  size: ${size} portrait;
  margin: 27mm ${side} 25mm;
  @top-center { content: ${cssString(runningHead)}; ${font} vertical-align: bottom; padding-bottom: 8mm; }
  @bottom-center { content: counter(page) " / " counter(pages); ${font} vertical-align: top; padding-top: 7mm; }
}
${opensWithTitle ? '@page :first { @top-center { content: none; } }' : ''}`
}
