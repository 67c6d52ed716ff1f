import { z } from 'zod/mini'
import { Id, SectionId } from './define.ts'
import { Range } from './documents.ts'

/** What a passage begins and ends with, so that it can be verified and, in a later edition, found again. */
export const PassageQuote = z.strictObject({
  head: z.string().check(z.minLength(1)),
  /** Empty for a passage that `head` holds whole. */
  tail: z.string(),
})

/**
 * A place in a text: a section, in it a paragraph, in that a passage. Section and paragraph alone make a link too. The
 * range is in code points of L1 and means something only together with the edition's revision and the quote.
 */
export const PassageLink = z.strictObject({
  documentId: Id,
  sectionId: SectionId,
  /** Number through the whole document, from 1. */
  paragraph: z.nullable(z.int().check(z.gte(1), z.lte(10_000_000))),
  passage: z.nullable(
    z.strictObject({
      revision: z.string().check(z.regex(/^[a-z0-9]{1,64}$/)),
      range: Range,
      quote: PassageQuote,
    }),
  ),
})

export const passageScheme = 'yandu:'

/** UTF-16 units of the longest link that is read. The longest that is made has some 370. */
export const passageLinkLimit = 600

/** Code points of a quote's two ends. */
const headLimit = 12
const tailLimit = 6

const hasForm = /^yandu:\/\/passage\/([a-z0-9-]{1,64})\/([\d.]{1,96})(?:\?([^#?]+))?$/i
const forbidden = /[\s\p{Cc}\p{Cf}\p{Cs}]/u
const number = /^(?:0|[1-9]\d{0,9})$/

/** The characters of a text that a quote is made of and compared by: all but white space and those without a shape. */
export const isQuoted = (character: string): boolean => !forbidden.test(character)

/** The quote of a passage, which must have a character in it that is not white space; else null. */
export const quoteOf = (passage: string): PassageQuote | null => {
  const characters = Array.from(passage).filter(isQuoted)
  if (characters.length === 0) return null
  if (characters.length <= headLimit + tailLimit) return { head: characters.join(''), tail: '' }
  return { head: characters.slice(0, headLimit).join(''), tail: characters.slice(-tailLimit).join('') }
}

/** `yandu://passage/essay/2.3.1?p=31&r=b0e6b4187154e535&at=2226-2354&q=…&e=…`: ASCII without blanks. */
export const formatPassageLink = ({ documentId, sectionId, paragraph, passage }: PassageLink): string => {
  const parameters = [
    ...(paragraph === null ? [] : [`p=${paragraph}`]),
    ...(passage === null
      ? []
      : [
          `r=${passage.revision}`,
          `at=${passage.range.start}-${passage.range.end}`,
          `q=${encoded(passage.quote.head)}`,
          ...(passage.quote.tail === '' ? [] : [`e=${encoded(passage.quote.tail)}`]),
        ]),
  ]
  return `yandu://passage/${documentId}/${sectionId}${parameters.length === 0 ? '' : `?${parameters.join('&')}`}`
}

/** Of what `encodeURIComponent` leaves as it is, these end a link where a program looks for one in running text. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

const decoded = (text: string): string | null => {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

/** The parameters by name; null when one is unknown, stands twice or is empty. */
const parametersOf = (query: string | undefined): ReadonlyMap<string, string> | null => {
  const found = new Map<string, string>()
  for (const part of query === undefined ? [] : query.split('&')) {
    const [, name, value] = /^(p|r|at|q|e)=(.+)$/.exec(part) ?? []
    if (name === undefined || value === undefined || found.has(name)) return null
    found.set(name, value)
  }
  return found
}

const wholeNumber = (text: string | undefined): number | null =>
  text !== undefined && number.test(text) ? Number(text) : null

const quotePart = (text: string | undefined, limit: number): string | null => {
  const words = text === undefined ? null : decoded(text)
  if (words === null || forbidden.test(words)) return null
  return Array.from(words).length <= limit ? words : null
}

const passageOf = (given: ReadonlyMap<string, string>): PassageLink['passage'] | undefined => {
  const names = ['r', 'at', 'q', 'e'].filter((name) => given.has(name))
  if (names.length === 0) return null
  const [start, end, more] = (given.get('at') ?? '').split('-').map(wholeNumber)
  const tail = given.has('e') ? quotePart(given.get('e'), tailLimit) : ''
  const head = quotePart(given.get('q'), tail === '' ? headLimit + tailLimit : headLimit)
  const revision = given.get('r')
  if (more !== undefined || start == null || end == null || end <= start) return undefined
  if (head === null || tail === null || revision === undefined) return undefined
  return { revision, range: { start, end }, quote: { head, tail } }
}

/**
 * Reads a link; null for anything that is not exactly one. Nothing in it is an address: there is no host, no user, no
 * port, no fragment, no parameter but those above, each at most once, and no character that cannot be seen.
 */
export const parsePassageLink = (text: string): PassageLink | null => {
  if (text.length > passageLinkLimit || forbidden.test(text)) return null
  const [, documentId, sectionId, query] = hasForm.exec(text) ?? []
  const given = parametersOf(query)
  if (documentId === undefined || sectionId === undefined || given === null) return null
  const paragraph = given.has('p') ? wholeNumber(given.get('p')) : null
  if (given.has('p') && paragraph === null) return null
  const passage = passageOf(given)
  if (passage === undefined) return null
  const link = PassageLink.safeParse({ documentId, sectionId, paragraph, passage })
  return link.success ? link.data : null
}

const afterLink = /[.,;:!?)\]}>"'。，；：！？）」』”’》]+$/u

/** A link that a text begins with. A program may have shown it with its Chinese characters, so they may belong to it. */
const linkAt = (words: string): PassageLink | null => {
  const [ascii] = /^[!-~]+/.exec(words) ?? ['']
  return parsePassageLink(words.replace(afterLink, '')) ?? parsePassageLink(ascii.replace(afterLink, ''))
}

/** Most UTF-16 units that are searched for a link. */
const searchLimit = 100_000

/** The one link in some words, as when a whole citation was pasted; null without any or with two that differ. */
export const findPassageLink = (words: string): PassageLink | null => {
  const links = (words.slice(0, searchLimit).match(/yandu:\/\/\S+/gi) ?? []).map(linkAt)
  const [first] = links
  if (first === undefined || first === null) return null
  const same = links.every((link) => link !== null && formatPassageLink(link) === formatPassageLink(first))
  return same ? first : null
}

/** A link as a text, for whoever hands one on. */
export const PassageLinkText = z
  .string()
  .check(z.maxLength(passageLinkLimit), z.refine((text) => parsePassageLink(text) !== null))

export type PassageLink = z.infer<typeof PassageLink>
export type PassageQuote = z.infer<typeof PassageQuote>
