import { noteBodyLimit } from '../../preload/contract/notes.ts'
import type { NoteAlternative, Version } from '../../preload/contract/notes.ts'
import { alternativeLimit } from './note-version.ts'
import type { NoteContent } from './note-version.ts'
import { compareText, versionKey } from './stamps.ts'
import { mergeText } from './text-merge.ts'

export interface Side {
  readonly note: NoteContent
  readonly version: Version
}

/** What only one side changed is taken from it; what both changed, or what has no base, from the later one. */
const choose = <T>(base: T | null, earlier: T, later: T): T => (base !== null && later === base ? earlier : later)

interface Place {
  readonly sectionId: string
  readonly rank: string
}

const placeKey = (place: Place): string => `${place.sectionId} ${place.rank}`

const mergePlace = (base: Place | null, earlier: Place, later: Place): Place =>
  choose(base && placeKey(base), placeKey(earlier), placeKey(later)) === placeKey(earlier) ? earlier : later

/** Words win over a deletion made without knowing them; a restored note stays restored. */
const mergeDeleted = (base: NoteContent | null, earlier: NoteContent, later: NoteContent): boolean => {
  if (earlier.deleted === later.deleted) return earlier.deleted
  if (base === null || base.deleted) return false
  const alive = earlier.deleted ? later : earlier
  return alive.body === base.body
}

const alternativeKey = (alternative: NoteAlternative): string =>
  `${versionKey(alternative.version)} ${alternative.body}`

const mergeAlternatives = (
  base: NoteContent | null,
  earlier: NoteContent,
  later: NoteContent,
  added: readonly NoteAlternative[],
  body: string,
): NoteAlternative[] => {
  const inBase = new Set((base?.alternatives ?? []).map(alternativeKey))
  const inEarlier = new Set(earlier.alternatives.map(alternativeKey))
  const inLater = new Set(later.alternatives.map(alternativeKey))
  const dropped = (key: string): boolean => inBase.has(key) && !(inEarlier.has(key) && inLater.has(key))
  const kept = [...earlier.alternatives, ...later.alternatives].filter((one) => !dropped(alternativeKey(one)))
  return tidyAlternatives([...kept, ...added], body)
}

/** Sorted, each text once, without those the body contains as it is; the newest `alternativeLimit`. */
export const tidyAlternatives = (alternatives: readonly NoteAlternative[], body: string): NoteAlternative[] => {
  const sorted = alternatives
    .filter((one) => !body.includes(one.body))
    .sort(
      (a, b) =>
        compareText(b.version.hlc, a.version.hlc) ||
        compareText(b.version.device, a.version.device) ||
        compareText(a.body, b.body),
    )
  const seen = new Set<string>()
  return sorted
    .filter((one) => {
      if (seen.has(one.body)) return false
      seen.add(one.body)
      return true
    })
    .slice(0, alternativeLimit)
}

/**
 * One note out of two made side by side. `later` wins where both say something about the same thing; a body that
 * loses is kept among the alternatives. `base` is what both started from, null when that is not known.
 */
export const mergeContents = (base: NoteContent | null, earlier: Side, later: Side): NoteContent => {
  const a = earlier.note
  const b = later.note
  let body = b.body
  const added: NoteAlternative[] = []
  if (a.body !== b.body) {
    const merged = base === null ? null : mergeText(base.body, a.body, b.body)
    if (merged !== null && merged.length <= noteBodyLimit) body = merged
    else added.push({ body: a.body, version: earlier.version })
  }
  const place = mergePlace(base, a, b)
  return {
    id: b.id,
    documentId: b.documentId,
    sectionId: place.sectionId,
    body,
    rank: place.rank,
    deleted: mergeDeleted(base, a, b),
    createdAt: Math.min(a.createdAt, b.createdAt),
    updatedAt: Math.max(a.updatedAt, b.updatedAt),
    alternatives: mergeAlternatives(base, a, b, added, body),
  }
}
