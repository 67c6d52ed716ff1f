import type { FoundDocument } from '../../preload/contract/imports.ts'
import { decodeSketch, shareIn } from '../editions/likeness.ts'
import type { DocumentFacts } from '../library/document-facts.ts'
import { isOnShelf, titleOf, type KnownDocument } from './documents.ts'

/** Share of a text that has to be in another for both to be the same work. */
const sameWork = 0.5
/** The same, where both have the same name. */
const sameNamedWork = 0.2

/** A document of the library that a text is a copy of, or a later version. */
export interface Likeness {
  readonly known: KnownDocument
  readonly same: boolean
  readonly likeness: number
}

/**
 * Looks for a text among the documents that are there: the one with its id first, then the one that most of it is in.
 * `name` is what its file is called. Those in the trash count only by their id.
 */
export const findKnown = (facts: DocumentFacts, name: string, documents: readonly KnownDocument[]): Likeness | null => {
  const own = documents.find((one) => one.facts.documentId === facts.documentId)
  if (own !== undefined) return { known: own, same: own.facts.revision === facts.revision, likeness: 1 }
  const sketch = decodeSketch(facts.sketch)
  if (sketch === null) return null
  let best: Likeness | null = null
  for (const known of documents) {
    const other = decodeSketch(known.facts.sketch)
    // Other texts of the same file are no copies of this one.
    const isBeside = known.facts.source.sha256 === facts.source.sha256
    if (other === null || isBeside || !isOnShelf(known)) continue
    const likeness = shareIn(sketch, other)
    const named = known.facts.title === facts.title || (name !== '' && known.entry?.fileName === name)
    if (likeness < (named ? sameNamedWork : sameWork) || likeness <= (best?.likeness ?? 0)) continue
    best = { known, same: known.facts.revision === facts.revision, likeness }
  }
  return best
}

export const describeKnown = ({ known, same, likeness }: Likeness, notes: number): NonNullable<FoundDocument['known']> => ({
  documentId: known.facts.documentId,
  title: titleOf(known),
  same,
  likeness,
  notes,
  replaceable: !known.shipped,
})
