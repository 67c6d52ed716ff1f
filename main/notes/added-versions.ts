import { createHash } from 'node:crypto'
import { Id } from '../../preload/contract/define.ts'
import { encodeHistory } from './history.ts'
import type { NoteVersion } from './note-version.ts'
import { listDevices, readDeviceNotes } from './read-device.ts'
import type { Reading } from './read-device.ts'
import { compareText, versionKey } from './stamps.ts'

const keyOf = (version: NoteVersion): string => JSON.stringify([version.version, version.parents, version.note])

const compare = (a: NoteVersion, b: NoteVersion): number =>
  compareText(a.note.id, b.note.id) ||
  compareText(versionKey(a.version), versionKey(b.version)) ||
  compareText(keyOf(a), keyOf(b))

/** Ids of the documents that any device has notes files of, sorted. */
export const documentsWithNotes = async ({ files, paths }: Reading): Promise<string[]> => {
  const ids = new Set<string>()
  for (const device of await listDevices({ files, paths })) {
    for (const folder of [paths.notesFolder(device), paths.historyFolder(device)]) {
      for (const name of await files.list(folder)) {
        const id = /\.jsonl?$/.test(name) ? (name.split('.')[0] ?? '') : ''
        if (Id.safeParse(id).success) ids.add(id)
      }
    }
  }
  return [...ids].sort()
}

/** Every version of a document's notes in the files of all devices, each once, in one order for one set. */
export const allVersions = async (reading: Reading, documentId: string): Promise<NoteVersion[]> => {
  const found = new Map<string, NoteVersion>()
  for (const device of await listDevices(reading)) {
    for (const version of (await readDeviceNotes(reading, device, documentId, true)).versions) {
      found.set(keyOf(version), version)
    }
  }
  return [...found.values()].sort(compare)
}

/** Those of `versions` that no device's file has, in order. */
export const absentVersions = async (
  reading: Reading,
  documentId: string,
  versions: readonly NoteVersion[],
): Promise<NoteVersion[]> => {
  const there = new Set((await allVersions(reading, documentId)).map(keyOf))
  const absent = new Map<string, NoteVersion>()
  for (const version of versions) {
    const key = keyOf(version)
    if (version.note.documentId === documentId && !there.has(key)) absent.set(key, version)
  }
  return [...absent.values()].sort(compare)
}

/**
 * Puts versions from elsewhere into the library as the history of a device of their own, which nobody writes to again.
 * No file that is there is touched, and the same versions always make the same device. Throws 'disk-full', 'disk-failed'.
 */
export const addVersions = async (
  { files, paths }: Reading,
  origin: 'restored' | 'imported',
  documentId: string,
  versions: readonly NoteVersion[],
): Promise<void> => {
  if (versions.length === 0) return
  const lines = encodeHistory(versions)
  const name = createHash('sha256').update(lines).digest('hex').slice(0, 16)
  await files.verify()
  await files.replace(paths.history(`${origin}-${name}`, documentId), lines, null)
}
