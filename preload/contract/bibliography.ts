import { z } from 'zod/mini'
import { Id, method } from './define.ts'
import type { DocumentOutline } from './documents.ts'

/** What kind of thing a text was published as; decides the form of its citation. */
export const SourceKind = z.enum(['web', 'book', 'journal', 'newspaper', 'thesis', 'report', 'other'])

/** `gbt7714`: GB/T 7714-2015, numeric system. `plain`: a line in the reader's language. */
export const CitationStyle = z.enum(['gbt7714', 'plain'])

/** One line of at most `longest` UTF-16 units without control characters; empty for what is not known. */
const line = (longest: number) => z.string().check(z.maxLength(longest), z.regex(/^[^\p{Cc}\u2028\u2029]*$/u))

/** Longest values, in UTF-16 units. */
export const sourceLimits = {
  author: 300,
  title: 500,
  publication: 300,
  place: 100,
  issue: 100,
  date: 100,
  address: 2048,
} as const

/** An address a reader can go to; empty for none. */
const Address = line(sourceLimits.address).check(z.regex(/^$|^https?:\/\/\S+$/i))

/** What a text says about itself in lines of its own. Nothing is guessed: empty is what it does not say. */
export const StatedSource = z.strictObject({
  /** As it stands there; several names are divided by 、 or the like. */
  author: line(sourceLimits.author),
  /** YYYY, YYYY-MM or YYYY-MM-DD. */
  date: line(sourceLimits.date),
  /** Site, newspaper or publisher. */
  publication: line(sourceLimits.publication),
  address: Address,
})

/** Where a text was published. `date` is YYYY[-MM[-DD]], or as on a title page: c1988, 1995印刷, [1936]. */
export const Source = z.extend(StatedSource, {
  kind: SourceKind,
  title: line(sourceLimits.title),
  place: line(sourceLimits.place),
  /** Volume and issue of a journal, "52(6)"; page of a newspaper, "15". */
  issue: line(sourceLimits.issue),
})

/** What the reader has entered. An absent field follows the text; an empty one says that it is not known. */
export const EnteredSource = z.partial(Source)

export const Bibliography = z.strictObject({ stated: StatedSource, entered: EnteredSource })

export const bibliographyMethods = {
  'bibliography.get': method(z.strictObject({ documentId: Id }), Bibliography),
  /** Keeps all that the reader has entered, in place of what was entered before. */
  'bibliography.enter': method(z.strictObject({ documentId: Id, entered: EnteredSource }), Bibliography),
} as const

export const bibliographyEvents = {
  'bibliography.changed': z.strictObject({ documentId: Id }),
} as const

export type SourceKind = z.infer<typeof SourceKind>
export type CitationStyle = z.infer<typeof CitationStyle>
export type StatedSource = z.infer<typeof StatedSource>
export type Source = z.infer<typeof Source>
export type EnteredSource = z.infer<typeof EnteredSource>
export type Bibliography = z.infer<typeof Bibliography>

/** What a reader meets a text as when nobody says more: a copy that a site has cut or written into came from a site. */
const usualKind = (outline: Pick<DocumentOutline, 'gaps' | 'editCounts'>, address: string): SourceKind => {
  const fromSite =
    outline.gaps.some(({ kind }) => kind === 'paywall-cut-middle' || kind === 'paywall-cut-end') ||
    outline.editCounts.some((edits) => edits.class === 'site-notice')
  return fromSite || address !== '' ? 'web' : 'other'
}

/** The source as it stands without anything entered. */
export const statedOnly = (
  outline: Pick<DocumentOutline, 'titleSet' | 'gaps' | 'editCounts'>,
  { stated }: Bibliography,
): Source => ({ ...stated, kind: usualKind(outline, stated.address), title: outline.titleSet, place: '', issue: '' })

/** The source in force: what the reader has entered over what the text says. */
export const sourceOf = (
  outline: Pick<DocumentOutline, 'titleSet' | 'gaps' | 'editCounts'>,
  bibliography: Bibliography,
): Source => {
  const { entered } = bibliography
  const given = Object.fromEntries(Object.entries(entered).filter(([, value]) => value !== undefined))
  return Source.parse({ ...statedOnly(outline, bibliography), ...given })
}
