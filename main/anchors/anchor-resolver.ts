import type { Anchor } from '../../preload/contract/anchors.ts'
import type { Range } from '../../preload/contract/documents.ts'
import type { Fold } from '../../preload/text/fold.ts'
import type { CodePointText } from '../editions/code-points.ts'
import type { EditedText } from './carry.ts'
import { createCarrier } from './carry.ts'
import { createPassageSearch } from './passage-search.ts'

/** What is still known of an edition that is not there any more. */
export interface EarlierEdition {
  /** Null when it was made from another source than the present one: then nothing can be carried. */
  readonly text: EditedText | null
  /** The heading of a section in L1; null when there is no such section. */
  heading(sectionId: string): string | null
}

export interface PresentEdition {
  readonly revision: string
  readonly text: EditedText
  heading(sectionId: string): string | null
  /** The section that a place of L1 belongs to. */
  sectionAt(place: number): string
  /** The only section with this heading; null when there is none or more than one. */
  sectionOf(heading: string): string | null
  /** The list of headings at the top, which repeats words of the text. */
  readonly outlineList: Range | null
}

export interface AnchorResolverDeps {
  readonly fold: Fold
  readonly present: PresentEdition
  /** Null when nothing is known of that edition. */
  readonly earlier: (revision: string) => EarlierEdition | null
}

export type ResolvedAnchor =
  | { readonly status: 'exact' | 'carried' | 'found'; readonly range: Range; readonly score: number }
  | { readonly status: 'orphan'; readonly range: null; readonly score: number }

interface KnownEdition {
  readonly edition: EarlierEdition
  readonly carried: {
    readonly restored: CodePointText
    readonly carry: (range: Range) => Range | null
  } | null
}

export interface AnchorResolver {
  /** `sectionId` is the section the passage was in. */
  resolve(anchor: Anchor, sectionId: string): ResolvedAnchor
}

/** Whether a text stands at a range; a range that is no place of the text has none. */
const standsAt = (whole: CodePointText, { start, end }: Range, text: string): boolean =>
  start < end && end <= whole.length && end - start <= text.length && whole.slice(start, end) === text

/**
 * Where anchors of other editions stand in the present one, from sure to unsure: the same revision; carried through the
 * records of edits; found by the quote, in the section first; otherwise nowhere, because a wrong place is worse.
 */
export const createAnchorResolver = ({ fold, present, earlier }: AnchorResolverDeps): AnchorResolver => {
  const { restored } = present.text
  const search = createPassageSearch(fold, restored.text)
  const knownEditions = new Map<string, KnownEdition | null>()

  const knownEdition = (revision: string): KnownEdition | null => {
    const known = knownEditions.get(revision)
    if (known !== undefined) return known
    const edition = earlier(revision)
    const text = edition?.text ?? null
    const entry = edition && {
      edition,
      carried: text && { restored: text.restored, carry: createCarrier(text, present.text) },
    }
    knownEditions.set(revision, entry)
    return entry
  }

  /** The section of then as it is called now: by number and heading, or by a heading that only one section has. */
  const sectionNow = (edition: EarlierEdition, sectionId: string): string | null => {
    const heading = edition.heading(sectionId)
    if (heading === null) return null
    return present.heading(sectionId) === heading ? sectionId : present.sectionOf(heading)
  }

  return {
    resolve: ({ revision, range, quote }, sectionId) => {
      const orphan = (score: number): ResolvedAnchor => ({ status: 'orphan', range: null, score })
      if (revision === present.revision && standsAt(restored, range, quote.exact)) {
        return { status: 'exact', range, score: 1 }
      }
      const known = revision === present.revision ? null : knownEdition(revision)
      if (known?.carried && standsAt(known.carried.restored, range, quote.exact)) {
        const carried = known.carried.carry(range)
        return carried === null ? orphan(0) : { status: 'carried', range: carried, score: 1 }
      }
      const section = known === null ? null : sectionNow(known.edition, sectionId)
      const found = search.find(quote, (place) => section !== null && present.sectionAt(place) === section)
      if (found.range === null) return orphan(found.score)
      // The list of headings repeats them: a heading that is gone from the text is not there.
      const list = present.outlineList
      const listed = list !== null && found.range.start >= list.start && found.range.start < list.end
      return listed && sectionId !== '0' ? orphan(found.score) : { status: 'found', ...found, range: found.range }
    },
  }
}
