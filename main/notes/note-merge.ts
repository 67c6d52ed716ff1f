import type { Anchor } from '../../preload/contract/anchors.ts'
import { noteBodyLimit, tagLimit } from '../../preload/contract/notes.ts'
import type { NoteAlternative, Version } from '../../preload/contract/notes.ts'
import { alternativeLimit, sameAnchor, sameTags } from './note-version.ts'
import type { NoteContent } from './note-version.ts'
import { compareText, versionKey } from './stamps.ts'
import { mergeText } from './text-merge.ts'

export interface Side {
  readonly note: NoteContent
  readonly version: Version
}

/** What only one side changed is taken from it; what both changed, or what has no base, from the later one. */
const choose = <T>(base: { readonly value: T } | null, earlier: T, later: T): T =>
  base !== null && later === base.value ? earlier : later

interface Place {
  readonly sectionId: string
  readonly rank: string
}

const samePlace = (a: Place, b: Place): boolean => a.sectionId === b.sectionId && a.rank === b.rank

/**
 * Section and rank belong together, and a passage belongs to its section: where the passage of one side is taken, so is
 * the section it stands in.
 */
const mergePlace = (base: NoteContent | null, earlier: NoteContent, later: NoteContent): NoteContent => {
  const unmoved = base !== null && samePlace(base, later)
  const moved = unmoved ? earlier : later
  if (sameAnchor(earlier.anchor, later.anchor)) return moved
  const anchored = anchorSide(base, earlier, later)
  return anchored.anchor === null || anchored.sectionId === moved.sectionId ? moved : anchored
}

const anchorSide = <T extends { readonly anchor: Anchor | null }>(base: T | null, earlier: T, later: T): T =>
  base !== null && sameAnchor(base.anchor, later.anchor) ? earlier : later

/** A tag put on by one side stays; one that a side took off, of those both began with, goes. */
const mergeTags = (base: NoteContent | null, earlier: NoteContent, later: NoteContent): string[] => {
  if (sameTags(earlier.tags, later.tags)) return [...later.tags]
  const before = new Set(base?.tags ?? [])
  const inEarlier = new Set(earlier.tags)
  const inLater = new Set(later.tags)
  const all = new Set([...later.tags, ...earlier.tags])
  const kept = [...all].filter((tag) => !before.has(tag) || (inEarlier.has(tag) && inLater.has(tag)))
  return kept.slice(0, tagLimit.tags)
}

/** Whether what the reader put into a note is the same: words, colour and tags; a passage found again is not theirs. */
export const sameWords = (a: NoteContent, b: NoteContent): boolean =>
  a.body === b.body && a.color === b.color && sameTags(a.tags, b.tags)

/** Words win over a deletion made without knowing them; a restored note stays restored. */
const mergeDeleted = (base: NoteContent | null, earlier: NoteContent, later: NoteContent): boolean => {
  if (earlier.deleted === later.deleted) return earlier.deleted
  if (base === null || base.deleted) return false
  const alive = earlier.deleted ? later : earlier
  return sameWords(alive, base)
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
    anchor: anchorSide(base, a, b).anchor,
    color: choose(base && { value: base.color }, a.color, b.color),
    tags: mergeTags(base, a, b),
    rank: place.rank,
    deleted: mergeDeleted(base, a, b),
    createdAt: Math.min(a.createdAt, b.createdAt),
    updatedAt: Math.max(a.updatedAt, b.updatedAt),
    alternatives: mergeAlternatives(base, a, b, added, body),
  }
}
