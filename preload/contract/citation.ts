import type { CitationStyle, Source, SourceKind } from './bibliography.ts'
import type { TextLanguage } from './documents.ts'
import type { InterfaceLanguage } from './printing.ts'
import { say } from './words/index.ts'

export interface Citation {
  readonly source: Source
  /** Heading of the section; empty for what stands before the first one. */
  readonly section: string
  /** Numbers of the first and the last paragraph; null where there is none, as in a heading. */
  readonly paragraphs: { readonly first: number; readonly last: number } | null
  /** The day on which the text was read, YYYY-MM-DD. */
  readonly accessed: string
  /** Language of the text: a Chinese text is cited in Chinese, in its own script. */
  readonly language: TextLanguage
}

/** GB/T 7714-2015, table B.1. */
const marks = { web: 'EB', book: 'M', journal: 'J', newspaper: 'N', thesis: 'D', report: 'R', other: 'Z' } as const satisfies {
  readonly [Kind in SourceKind]: string
}

/** More authors than this are "and others" (8.1.2). */
const mostAuthors = 3

const namesIn = (author: string): string[] =>
  author.split(/[、，,;；／/&]/).map((name) => name.trim()).filter((name) => name !== '')

/** A missing author is 佚名 (8.1.4). */
const authorsOf = ({ source, language }: Citation): string => {
  const names = namesIn(source.author)
  if (names.length === 0) return say(language, 'citation.anonymous', {})
  const others = names.length > mostAuthors ? [say(language, 'citation.others', {})] : []
  return [...names.slice(0, mostAuthors), ...others].join(', ')
}

const fullDate = /^\d{4}-\d{2}(?:-\d{2})?$/

/** Only the year of a full date; a year as on a title page stays as it is (8.4.3). */
const yearOf = (date: string): string => (fullDate.test(date) ? date.slice(0, 4) : date)

/** Counts are words here, not quantities: they are not grouped. */
const paragraphWords = (paragraphs: Citation['paragraphs'], language: InterfaceLanguage): string => {
  if (paragraphs === null) return ''
  const { first, last } = paragraphs
  return first === last
    ? say(language, 'citation.paragraph', { number: String(first) })
    : say(language, 'citation.paragraphs', { first: String(first), last: String(last) })
}

const joined = (parts: readonly string[], separator: string): string => parts.filter((part) => part !== '').join(separator)

/** Place and publisher; on paper, what is missing is named (8.4.1, 8.4.2), online it is left out. */
const imprintOf = ({ source, language }: Citation, online: boolean): string => {
  const { place, publication } = source
  if (online) return joined([place, publication], ': ')
  const noPlace = say(language, 'citation.placeUnknown', {})
  const noPublisher = say(language, 'citation.publisherUnknown', {})
  if (place === '' && publication === '') return `[${noPlace}: ${noPublisher}]`
  return joined([place === '' ? `[${noPlace}]` : place, publication === '' ? `[${noPublisher}]` : publication], ': ')
}

/** The day of a publication on the net, which stands in brackets of its own behind the pages. */
const dayOnline = ({ kind, date }: Source, online: boolean): string =>
  online && kind !== 'journal' && kind !== 'newspaper' && fullDate.test(date) ? date : ''

/** Publication and date: place, publisher and year; or journal, year and issue; or newspaper and day. */
const publishedIn = (citation: Citation, online: boolean): string => {
  const { source, language } = citation
  const issue = (time: string): string => {
    if (source.issue === '') return time
    if (source.kind === 'newspaper') return `${time}(${source.issue})`
    return source.issue.startsWith('(') ? `${time}${source.issue}` : joined([time, source.issue], ', ')
  }
  // Online the standard leaves a missing date out; on paper it is named like a missing place.
  const unknown = online ? '' : `[${say(language, 'citation.dateUnknown', {})}]`
  if (source.kind === 'newspaper') return joined([source.publication, issue(source.date === '' ? unknown : source.date)], ', ')
  const year = source.date === '' ? unknown : yearOf(source.date)
  if (source.kind === 'journal') return joined([source.publication, issue(year)], ', ')
  const imprint = imprintOf(citation, online)
  return joined([imprint, imprint === '' && dayOnline(source, online) !== '' ? '' : year], ', ')
}

/**
 * The section is what the standard calls other information of the title (康熙字典: 巳集上: 水部), the paragraph stands
 * where a page would. Signs are half width with a space behind them, as reference programs set them.
 */
const formatStandard = (citation: Citation): string => {
  const { source, section, language, accessed } = citation
  const online = source.kind === 'web' || source.address !== ''
  const mark = online ? `${marks[source.kind]}/OL` : marks[source.kind]
  const pages = paragraphWords(citation.paragraphs, language)
  const day = dayOnline(source, online)
  const dates = `${day === '' ? '' : `(${day})`}${online ? `[${accessed}]` : ''}`
  const published = joined([publishedIn(citation, online), pages], ': ') + dates
  const areas = [authorsOf(citation), `${joined([source.title, section], ': ')}[${mark}]`, published, source.address]
  return `${areas.filter((area) => area !== '').map(withoutStop).join('. ')}.`
}

/** An area that ends with its own full stop does not get a second one; the dots of 「……」 are none. */
const withoutStop = (area: string): string => area.replace(/(?<!\.)\.$/, '')

const formatPlain = (citation: Citation, language: InterfaceLanguage): string => {
  const { source, section } = citation
  const known = namesIn(source.author).join(language === 'en' ? ', ' : '、')
  const bookLike = source.kind === 'book' || source.kind === 'thesis' || source.kind === 'report'
  const title = say(language, bookLike ? 'citation.bookTitle' : 'citation.articleTitle', { title: source.title })
  const parts = [
    known === '' ? say(language, 'citation.anonymous', {}) : known,
    title,
    source.place,
    source.publication,
    source.issue,
    source.date === '' ? say(language, 'citation.dateUnknownPlain', {}) : source.date,
    section === '' ? '' : say(language, 'citation.inSection', { heading: section }),
    paragraphWords(citation.paragraphs, language),
  ]
  const line = say(language, 'citation.sentence', { words: joined(parts, say(language, 'citation.comma', {})) })
  if (source.address === '') return line
  const readAt = say(language, 'citation.readAt', { address: source.address, date: citation.accessed })
  return joined([line, readAt], language === 'en' ? ' ' : '')
}

/** One citation as one line of text. `words` is the language that `plain` is written in. */
export const formatCitation = (citation: Citation, style: CitationStyle, words: InterfaceLanguage): string =>
  style === 'gbt7714' ? formatStandard(citation) : formatPlain(citation, words)

/** A day of the reader's calendar as the standard writes it. */
export const dayOf = (time: Date): string =>
  `${String(time.getFullYear()).padStart(4, '0')}-${String(time.getMonth() + 1).padStart(2, '0')}-${String(time.getDate()).padStart(2, '0')}`
