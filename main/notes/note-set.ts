import type { Note, Version } from '../../preload/contract/notes.ts'
import { wellFormedContent } from './note-version.ts'
import type { NoteContent, NoteVersion } from './note-version.ts'
import { compareText, versionKey } from './stamps.ts'
import { mergeVersions } from './version-set.ts'
import type { MergedNote } from './version-set.ts'

/** Contents kept in memory for three-way merges against a base that has been superseded. */
const rememberedLimit = 1000

export interface NoteSet {
  get(noteId: string): MergedNote | null
  /** Not deleted, by section, rank and id. Frozen until the next change. */
  list(): readonly Note[]
  /** Deleted, the last one first. */
  trash(): readonly Note[]
  /** The last rank among a section's notes that are not deleted. */
  lastRank(sectionId: string): string | null
  size(): number
  heads(): NoteVersion[]
  /** Takes in versions from anywhere, in any order; the ids of notes that look different now. */
  absorb(versions: readonly NoteVersion[]): Promise<string[]>
  /** Takes in a version just made here, whose parents are the heads its writer knew. */
  put(version: NoteVersion): Note
  /** What a version said, while it is remembered. */
  recall(noteId: string, version: Version): NoteContent | null
}

export interface NoteSetDeps {
  readonly ceiling: () => string
  /** Every version in the histories of all devices, by note: read only when heads alone do not decide. */
  readonly readHistories: () => Promise<ReadonlyMap<string, readonly NoteVersion[]>>
}

/** Sorts as text the way the numbers of the path sort; the parts have five digits at most. */
const sectionKey = (sectionId: string): string =>
  sectionId
    .split('.')
    .map((part) => part.padStart(5, '0'))
    .join('.')

const sortNotes = (notes: readonly Note[]): Note[] => {
  const keys = new Map(notes.map((note) => [note.sectionId, '']))
  for (const sectionId of keys.keys()) keys.set(sectionId, sectionKey(sectionId))
  const keyOf = (note: Note): string => keys.get(note.sectionId) ?? ''
  return [...notes].sort(
    (a, b) => compareText(keyOf(a), keyOf(b)) || compareText(a.rank, b.rank) || compareText(a.id, b.id),
  )
}

/** The notes of one document in memory: for each the heads and what the reader sees of them. */
export const createNoteSet = ({ ceiling, readHistories }: NoteSetDeps): NoteSet => {
  const entries = new Map<string, MergedNote>()
  /** Versions known to be superseded, by note: a device that lags behind brings them again and again. */
  const superseded = new Map<string, Set<string>>()
  const remembered = new Map<string, NoteContent>()
  let listed: readonly Note[] | null = null

  const remember = (note: Note): void => {
    remembered.set(`${note.id} ${versionKey(note.version)}`, note)
    const oldest = remembered.keys().next()
    if (remembered.size > rememberedLimit && oldest.done !== true) remembered.delete(oldest.value)
  }
  const enter = (id: string, merged: MergedNote): void => {
    const before = entries.get(id)
    if (before !== undefined) remember(before.note)
    entries.set(id, merged)
    listed = null
  }
  const wellFormed = (merged: MergedNote): MergedNote => ({ ...merged, note: wellFormedContent(merged.note) })

  return {
    get: (noteId) => entries.get(noteId) ?? null,
    list: () => {
      listed ??= sortNotes([...entries.values()].map((entry) => entry.note).filter((note) => !note.deleted))
      return listed
    },
    trash: () =>
      [...entries.values()]
        .map((entry) => entry.note)
        .filter((note) => note.deleted)
        .sort((a, b) => b.updatedAt - a.updatedAt || compareText(a.id, b.id)),
    lastRank: (sectionId) => {
      let last: string | null = null
      for (const { note } of entries.values()) {
        if (note.sectionId === sectionId && !note.deleted && (last === null || note.rank > last)) last = note.rank
      }
      return last
    },
    size: () => entries.size,
    heads: () => [...entries.values()].flatMap((entry) => entry.heads),
    absorb: async (versions) => {
      const incoming = new Map<string, NoteVersion[]>()
      for (const version of versions) {
        if (superseded.get(version.note.id)?.has(versionKey(version.version)) === true) continue
        const list = incoming.get(version.note.id)
        if (list === undefined) incoming.set(version.note.id, [version])
        else list.push(version)
      }
      const limit = ceiling()
      const merge = (id: string, list: readonly NoteVersion[], more: readonly NoteVersion[]): MergedNote =>
        mergeVersions([...(entries.get(id)?.heads ?? []), ...list, ...more], limit)
      const merged = new Map([...incoming].map(([id, list]) => [id, merge(id, list, [])]))
      const open = new Set([...merged].filter(([, one]) => !one.certain).map(([id]) => id))
      if (open.size > 0) {
        // Everything is merged again after the wait: meanwhile a save may have put in a version of its own.
        const histories = await readHistories()
        for (const [id, list] of incoming) {
          merged.set(id, merge(id, list, open.has(id) ? (histories.get(id) ?? []) : []))
        }
      }
      const changed: string[] = []
      for (const [id, one] of merged) {
        const before = entries.get(id)
        const heads = new Set(one.heads.map((head) => versionKey(head.version)))
        const settled = [...(before?.heads ?? []), ...(incoming.get(id) ?? [])]
          .map((version) => versionKey(version.version))
          .filter((key) => !heads.has(key))
        if (settled.length > 0) superseded.set(id, new Set([...(superseded.get(id) ?? []), ...settled]))
        const same =
          before !== undefined &&
          before.heads.length === one.heads.length &&
          versionKey(before.note.version) === versionKey(one.note.version)
        if (same) continue
        enter(id, wellFormed(one))
        changed.push(id)
      }
      return changed
    },
    put: (version) => {
      const { id } = version.note
      const parents = new Set(version.parents.map(versionKey))
      const beside = (entries.get(id)?.heads ?? []).filter((head) => !parents.has(versionKey(head.version)))
      const merged = mergeVersions([...beside, version], ceiling())
      enter(id, merged)
      return merged.note
    },
    recall: (noteId, version) => {
      const current = entries.get(noteId)
      if (current !== undefined && versionKey(current.note.version) === versionKey(version)) return current.note
      return remembered.get(`${noteId} ${versionKey(version)}`) ?? null
    },
  }
}
