import { z } from 'zod/mini'
import { CodePoints, Id, method, SectionId } from './define.ts'
import { Range, TextLanguage } from './documents.ts'

/** Longest query, in UTF-16 units. */
export const searchQueryLimit = 1_000

/** Most results of one answer, and most that a search keeps; beyond them it only counts. */
export const searchPageLimit = 200
export const searchKeptLimit = 5_000

/** Where something was found. A highlight is found by the words it lies on. */
export const SearchKind = z.enum(['heading', 'text', 'highlight', 'note', 'tag'])

/** By place: text by text, in each first the text in its order, then its notes. Or the likeliest first. */
export const SearchOrder = z.enum(['reading', 'relevance'])

/** Words around what was found; `marks` are code points of `text`. */
export const SearchExcerpt = z.strictObject({
  text: z.string(),
  marks: z.array(Range),
  /** Whether words of the same line stand before and after it. */
  cutBefore: z.boolean(),
  cutAfter: z.boolean(),
})

export const SearchHit = z.strictObject({
  kind: SearchKind,
  documentId: Id,
  sectionId: SectionId,
  /** The section's heading in L2; empty for what stands before the first one and for a section that is gone. */
  heading: z.string(),
  noteId: z.nullable(Id),
  /** Places in L1, one after the other; none for what is not in the text. */
  places: z.array(Range),
  excerpt: SearchExcerpt,
})

export const FoundDocument = z.strictObject({
  documentId: Id,
  title: z.string(),
  language: TextLanguage,
  /** Places found so far. */
  places: z.int(),
})

export const SearchPage = z.strictObject({
  hits: z.array(SearchHit),
  /** Results kept so far, of which these are some, and places found so far. */
  results: z.int(),
  places: z.int(),
  kinds: z.array(z.strictObject({ kind: SearchKind, places: z.int() })),
  documents: z.array(FoundDocument),
  /** Whether everything was searched that could be. */
  complete: z.boolean(),
  /** How many texts are ready to be searched, of how many. */
  ready: z.int(),
  all: z.int(),
  /** Tags in use, the commonest first. */
  tags: z.array(z.string()),
})

/** What the controls beside the box narrow a search to; null for everything. Filters in the query narrow it as well. */
export const SearchFilters = z.strictObject({
  documentId: z.nullable(Id),
  /** With the sections inside it. */
  sectionId: z.nullable(SectionId),
  kind: z.nullable(SearchKind),
  tag: z.nullable(z.string().check(z.maxLength(256))),
})

export const searchMethods = {
  /**
   * Begins a search and answers with its first results. `session` is made by the caller, one for each window: a new search
   * ends the one before, which fails with 'cancelled'.
   */
  'search.find': method(
    z.strictObject({
      session: Id,
      query: z.string().check(z.maxLength(searchQueryLimit)),
      filters: SearchFilters,
      order: SearchOrder,
      limit: z.int().check(z.gte(1), z.lte(searchPageLimit)),
    }),
    SearchPage,
  ),
  /** The results from one on, when the search under way has come to its end. Fails with 'cancelled' when there is none. */
  'search.more': method(
    z.strictObject({ session: Id, from: CodePoints, limit: z.int().check(z.gte(0), z.lte(searchPageLimit)) }),
    SearchPage,
  ),
} as const

export const searchEvents = {
  /** More texts are ready, or what is searched has changed: what was answered may be out of date. */
  'search.progressed': z.strictObject({ ready: z.int(), all: z.int() }),
} as const

export type SearchKind = z.infer<typeof SearchKind>
export type SearchFilters = z.infer<typeof SearchFilters>
export type SearchOrder = z.infer<typeof SearchOrder>
export type SearchExcerpt = z.infer<typeof SearchExcerpt>
export type SearchHit = z.infer<typeof SearchHit>
export type FoundDocument = z.infer<typeof FoundDocument>
export type SearchPage = z.infer<typeof SearchPage>
