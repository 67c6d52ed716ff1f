import { Id } from '../../preload/contract/define.ts'
import { decodeEnvelope } from '../notes/envelope.ts'
import { decodeHistory } from '../notes/history.ts'
import type { NoteVersion } from '../notes/note-version.ts'
import { parseNotes } from '../notes/read-device.ts'
import { mergeVersions } from '../notes/version-set.ts'
import { keptPlace, type KeptFile } from './kept-file.ts'

/** Stamps cannot be greater: what is counted and restored does not depend on this computer's clock. */
const anyStamp = '9999999999999-ffff'

export interface KeptVersions {
  /** Every version of every note, each once, by document and note. */
  readonly documents: ReadonlyMap<string, ReadonlyMap<string, readonly NoteVersion[]>>
  /** How many versions there are. */
  readonly versions: number
  /** Files that could not be read, wholly or in part. */
  readonly unreadable: readonly string[]
}

const documentOf = (name: string): string | null => {
  const [id] = name.split('.')
  return Id.safeParse(id).success ? (id ?? null) : null
}

/** Two versions under one name (of clones of a device) are two. */
const keyOf = (version: NoteVersion): string => JSON.stringify([version.version, version.parents, version.note])

/** Reads the versions of notes out of a library's files; the event loop gets its turn between two files. */
export const versionsIn = async (files: readonly KeptFile[]): Promise<KeptVersions> => {
  const documents = new Map<string, Map<string, Map<string, NoteVersion>>>()
  const unreadable: string[] = []
  let count = 0
  const take = (documentId: string, versions: readonly NoteVersion[]): void => {
    const notes = documents.get(documentId) ?? new Map<string, Map<string, NoteVersion>>()
    documents.set(documentId, notes)
    for (const version of versions) {
      if (version.note.documentId !== documentId) continue
      const known = notes.get(version.note.id) ?? new Map<string, NoteVersion>()
      notes.set(version.note.id, known)
      const key = keyOf(version)
      if (!known.has(key)) count += 1
      known.set(key, version)
    }
  }
  for (const { path, bytes } of files) {
    const place = keptPlace(path)
    if (place?.kind !== 'device') continue
    const documentId = documentOf(place.name)
    if (documentId === null) continue
    if (place.store === 'notes' && place.name.endsWith('.json')) {
      const decoded = decodeEnvelope(bytes, 'notes')
      const parsed = decoded.state === 'ok' ? parseNotes(documentId, decoded.data) : null
      if (parsed === null || parsed.bad > 0) unreadable.push(path)
      if (parsed !== null) take(documentId, parsed.versions)
    } else if (place.store === 'history' && place.name.endsWith('.jsonl')) {
      const history = decodeHistory(bytes)
      if (history.bad > 0) unreadable.push(path)
      take(documentId, history.versions)
    }
    await new Promise(setImmediate)
  }
  return {
    documents: new Map([...documents].map(([id, notes]) => [id, new Map([...notes].map(([note, all]) => [note, [...all.values()]]))])),
    versions: count,
    unreadable,
  }
}

/** What the reader had of one note: the merge of all its versions. */
export const mergedNote = (versions: readonly NoteVersion[]) => mergeVersions(versions, anyStamp).note

/** Notes that are not deleted. */
export const countKeptNotes = ({ documents }: KeptVersions): number => {
  let notes = 0
  for (const byNote of documents.values()) {
    for (const versions of byNote.values()) if (!mergedNote(versions).deleted) notes += 1
  }
  return notes
}
