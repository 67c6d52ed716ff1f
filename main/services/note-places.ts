import { setImmediate } from 'node:timers/promises'
import type { Anchor, AnchorQuote } from '../../preload/contract/anchors.ts'
import { contextLimit, quoteOfRange } from '../../preload/contract/anchors.ts'
import type { Range } from '../../preload/contract/documents.ts'
import type { Note, NotePlace } from '../../preload/contract/notes.ts'
import { AppError } from '../../preload/contract/wire.ts'
import type { Fold } from '../../preload/text/fold.ts'
import { createAnchorResolver } from '../anchors/anchor-resolver.ts'
import type { AnchorResolver, EarlierEdition } from '../anchors/anchor-resolver.ts'
import { applySourceEdits } from '../anchors/carry.ts'
import type { EditedText } from '../anchors/carry.ts'
import type { CodePointText } from '../editions/code-points.ts'
import type { Edition } from '../editions/edition.ts'
import { sectionAt } from '../editions/section-at.ts'
import type { EarlierEditions, EditionRecord } from '../library/earlier-editions.ts'
import type { Notes } from '../notes/open-notes.ts'

/** An edition, its source and its L1. */
interface ReadEdition {
  readonly edition: Edition
  readonly source: CodePointText
  readonly restored: CodePointText
}

export interface NotePlacesOptions {
  readonly notes: Pick<Notes, 'list'>
  /** The present edition. Throws AppError('not-found') for an unknown document. */
  readonly edition: (documentId: string) => Promise<ReadEdition>
  readonly earlierEditions: EarlierEditions
  readonly loadFold: () => Promise<Fold>
  readonly log: (line: string) => void
}

/** Earlier editions looked up for one document; notes can name any number of them. */
const earlierLimit = 200
/** Milliseconds that looking for passages may take before others get their turn. */
const turn = 10

interface OpenPlaces {
  readonly revision: string
  readonly resolver: AnchorResolver
  readonly earlier: Map<string, EarlierEdition | null>
  /** Notes are never changed in place: for the same object the answer is the same. */
  readonly known: WeakMap<Note, NotePlace>
}

export const recordOf = ({ documentId, revision, source, sections, edits }: Edition): EditionRecord => ({
  format: 1,
  documentId,
  revision,
  source: { sha256: source.sha256, encoding: source.encoding, characters: source.characters },
  sections: sections.map(({ id, heading }) => ({ id, heading })),
  edits: edits.flatMap(({ layer, start, end, after }) => (layer === 'L1' ? [{ start, end, after }] : [])),
})

const sameSource = (record: EditionRecord, { source }: Edition): boolean =>
  record.source.sha256 === source.sha256 &&
  record.source.encoding === source.encoding &&
  record.source.characters === source.characters

const quoteAt = (text: CodePointText, range: Range): AnchorQuote => {
  const from = Math.max(0, range.start - contextLimit)
  return quoteOfRange(Array.from(text.slice(from, range.end + contextLimit)), range, from)
}

/** A record may come from anywhere: edits that do not fit the source carry nothing. */
const textOf = (record: EditionRecord, { edition, source }: ReadEdition): EditedText | null => {
  if (!sameSource(record, edition)) return null
  try {
    return applySourceEdits(source, record.edits)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

const earlierOf = (record: EditionRecord, present: ReadEdition): EarlierEdition => {
  const headings = new Map(record.sections.map(({ id, heading }) => [id, heading]))
  return { text: textOf(record, present), heading: (id) => headings.get(id) ?? null }
}

const openPlaces = (present: ReadEdition, fold: Fold): OpenPlaces => {
  const { revision, sections, parts } = present.edition
  /** Null where several sections are called the same. */
  const byHeading = new Map<string, string | null>()
  for (const { id, heading } of sections) byHeading.set(heading, byHeading.has(heading) ? null : id)
  const headings = new Map(sections.map(({ id, heading }) => [id, heading]))
  const earlier = new Map<string, EarlierEdition | null>()
  const resolver = createAnchorResolver({
    fold,
    present: {
      revision,
      text: applySourceEdits(present.source, recordOf(present.edition).edits),
      heading: (id) => headings.get(id) ?? null,
      sectionAt: (place) => sectionAt(sections, place),
      sectionOf: (heading) => byHeading.get(heading) ?? null,
      outlineList: parts.find(({ kind }) => kind === 'outline-list')?.range ?? null,
    },
    earlier: (one) => earlier.get(one) ?? null,
  })
  return { revision, resolver, earlier, known: new WeakMap() }
}

/** Where the passages of notes stand in the present edition of their text. */
export const createNotePlaces = ({ notes, edition, earlierEditions, loadFold, log }: NotePlacesOptions) => {
  const opened = new Map<string, OpenPlaces>()
  const kept = new Set<string>()

  const open = async (documentId: string, present: ReadEdition): Promise<OpenPlaces> => {
    const known = opened.get(documentId)
    if (known?.revision === present.edition.revision) return known
    const fresh = openPlaces(present, await loadFold())
    opened.set(documentId, fresh)
    return fresh
  }

  const keep = async (present: Edition): Promise<void> => {
    const key = `${present.documentId} ${present.revision}`
    if (kept.has(key)) return
    try {
      await earlierEditions.keep(recordOf(present))
      kept.add(key)
    } catch (error) {
      // The notes have their quotes; the record is tried again next time.
      if (!(error instanceof AppError)) throw error
      log(`edition ${key} could not be kept: ${error.message}`)
    }
  }

  const readEarlier = async ({ earlier }: OpenPlaces, wanted: ReadonlySet<string>, present: ReadEdition): Promise<void> => {
    for (const revision of wanted) {
      if (earlier.size >= earlierLimit) return
      if (earlier.has(revision)) continue
      const record = await earlierEditions.read(present.edition.documentId, revision)
      earlier.set(revision, record && earlierOf(record, present))
    }
  }

  const placeOf = ({ resolver }: OpenPlaces, present: ReadEdition, note: Note, anchor: Anchor): NotePlace => {
    const { status, range, score } = resolver.resolve(anchor, note.sectionId)
    if (range === null) return { noteId: note.id, status, sectionId: note.sectionId, range, score, quote: null }
    const sectionId = sectionAt(present.edition.sections, range.start)
    const quote = status === 'exact' ? null : quoteAt(present.restored, range)
    return { noteId: note.id, status, sectionId, range, score, quote }
  }

  return {
    /** In the order of the notes. What was worked out once is not worked out again. */
    places: async ({ documentId }: { documentId: string }): Promise<NotePlace[]> => {
      const present = await edition(documentId)
      const anchored = (await notes.list(documentId)).flatMap((note) => (note.anchor ? [{ note, anchor: note.anchor }] : []))
      if (anchored.length === 0) return []
      const revisions = new Set(anchored.map(({ anchor }) => anchor.revision))
      const state = await open(documentId, present)
      if (revisions.delete(state.revision)) await keep(present.edition)
      await readEarlier(state, revisions, present)
      const places: NotePlace[] = []
      let since = performance.now()
      for (const { note, anchor } of anchored) {
        const place = state.known.get(note) ?? placeOf(state, present, note, anchor)
        state.known.set(note, place)
        places.push(place)
        if (performance.now() - since > turn) {
          await setImmediate()
          since = performance.now()
        }
      }
      return places
    },

    /** Keeps what later editions need to know of the present one, before a note is anchored to it. Fails silently. */
    keepEdition: async (documentId: string): Promise<void> => keep((await edition(documentId)).edition),
  }
}
