import type { Range } from '../../../preload/contract/documents.ts'
import type { OpenDocument } from '../../state/document.ts'
import { countParagraphs, placeOfParagraph, rangeOfSection, sectionOfParagraph } from '../../state/paragraphs.ts'
import { offsetOfPart } from '../../state/progress.ts'
import { sectionAt } from '../../state/reading-order.ts'

/** What somebody means who types where to go. */
export type Destination =
  | { readonly kind: 'place'; readonly sectionId: string; readonly offset: number | null }
  /** A link to a passage, to be opened by whoever knows its form. */
  | { readonly kind: 'link'; readonly url: string }
  /** A paragraph of a text that has not come yet; when this span of it is here, its place is known. */
  | { readonly kind: 'awaited'; readonly span: Range }
  | { readonly kind: 'empty' }
  | { readonly kind: 'no-paragraph'; readonly count: number }
  | { readonly kind: 'no-section'; readonly sectionId: string }
  | { readonly kind: 'not-understood' }

const digits = '〇一二三四五六七八九'
const units: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }

/** A number in Chinese numerals up to 9,999 (十二, 一百零五, 二三〇); null when it is none. */
export const chineseNumber = (text: string): number | null => {
  const numerals = text.replace(/零/g, '〇').replace(/[两兩]/g, '二').replace(/廿/g, '二十')
  if (!/^[〇一二三四五六七八九十百千]+$/.test(numerals)) return null
  if (!/[十百千]/.test(numerals)) return Number(Array.from(numerals, (digit) => digits.indexOf(digit)).join(''))
  let sum = 0
  let digit: number | null = null
  for (const numeral of numerals) {
    const unit = units[numeral]
    if (unit === undefined) digit = digits.indexOf(numeral)
    else {
      sum += (digit === null || digit === 0 ? 1 : digit) * unit
      digit = null
    }
  }
  return sum + (digit ?? 0)
}

/** Digits for Chinese numerals, as far as they are numbers by themselves. */
const withDigits = (text: string): string =>
  text.replace(/[〇零一二三四五六七八九十百千两兩廿]+/g, (numerals) => String(chineseNumber(numerals) ?? numerals))

/** The number of a paragraph as "12", "#12", "¶12" or "第12段"; null for anything else. */
export const paragraphNumber = (text: string): number | null => {
  const found = /^(?:[#¶]\s*)?(?:第\s*)?(\d{1,7})\s*段?落?$/.exec(withDigits(text.normalize('NFKC').trim()))
  return found?.[1] === undefined ? null : Number(found[1])
}

/** The id of a section as "2.2.4", "§2" or "第2節"; null for anything else. A whole number by itself is a paragraph. */
const sectionId = (text: string): string | null => {
  const found = /^(§\s*|第\s*)?(\d{1,5}(?:\.\d{1,5}){0,15})\.?\s*([節节])?$/.exec(text)
  if (found?.[2] === undefined) return null
  return found[2].includes('.') || found[1]?.startsWith('§') === true || found[3] !== undefined ? found[2] : null
}

/** Understands what was typed, in digits or Chinese numerals, full or half width. */
export const parseDestination = (typed: string, document: OpenDocument): Destination => {
  const text = typed.normalize('NFKC').trim()
  if (text === '') return { kind: 'empty' }
  if (/^yandu:/i.test(text)) return { kind: 'link', url: text }
  const counted = withDigits(text)
  const section = sectionId(counted)
  if (section !== null) {
    const known = section === '0' || document.outline.sections.some(({ id }) => id === section)
    return known ? { kind: 'place', sectionId: section, offset: null } : { kind: 'no-section', sectionId: section }
  }
  const percent = /^(\d{1,3}(?:\.\d+)?)\s*%$/.exec(text)?.[1]
  if (percent !== undefined && Number(percent) <= 100) {
    const offset = offsetOfPart(document, Number(percent) / 100)
    return { kind: 'place', sectionId: sectionAt(document.outline, offset), offset }
  }
  const number = paragraphNumber(text)
  if (number === null) return { kind: 'not-understood' }
  const place = placeOfParagraph(document, number)
  if (place) return { kind: 'place', ...place }
  const sectionOf = sectionOfParagraph(document.outline, number)
  const span = sectionOf && rangeOfSection(document.outline, sectionOf.sectionId)
  if (span && !document.text.has(span.start, span.end)) return { kind: 'awaited', span }
  return { kind: 'no-paragraph', count: countParagraphs(document.outline) }
}
