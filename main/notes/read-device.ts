import { z } from 'zod/mini'
import { Id } from '../../preload/contract/define.ts'
import { AppError } from '../../preload/contract/wire.ts'
import { emptyHistory, HistoryMark, makeProblem } from './files.ts'
import type { NoteFiles, NotePaths, Problem } from './files.ts'
import { decodeHistory, startsWithMarked } from './history.ts'
import { NoteVersion } from './note-version.ts'
import { decodeEnvelope } from './envelope.ts'
import { readStored } from './stored-file.ts'
import type { Stored, StoredPlace } from './stored-file.ts'

/** Notes of one document in one device's file. */
const noteLimit = 500_000

/** What a notes file holds. */
export interface NotesData {
  readonly documentId: string
  /** How far into the device's history this file reaches. */
  readonly history: HistoryMark
  readonly versions: readonly NoteVersion[]
}

export interface ParsedNotes extends NotesData {
  /** Entries that are not versions of notes of this document. */
  readonly bad: number
}

const RawNotes = z.strictObject({
  documentId: Id,
  history: HistoryMark,
  versions: z.array(z.unknown()).check(z.maxLength(noteLimit)),
})

/** What comes from disk counts as input: another device may have written it. */
export const parseNotes = (documentId: string, data: unknown): ParsedNotes | null => {
  const raw = RawNotes.safeParse(data)
  if (!raw.success || raw.data.documentId !== documentId || raw.data.history.line > raw.data.history.bytes) return null
  const versions: NoteVersion[] = []
  for (const one of raw.data.versions) {
    const parsed = NoteVersion.safeParse(one)
    if (parsed.success && parsed.data.note.documentId === documentId) versions.push(parsed.data)
  }
  return { documentId, history: raw.data.history, versions, bad: raw.data.versions.length - versions.length }
}

export const notesPlace = (paths: NotePaths, device: string, documentId: string): StoredPlace<ParsedNotes> => ({
  kind: 'notes',
  path: paths.notes(device, documentId),
  previous: paths.previousNotes(device, documentId),
  parse: (data) => parseNotes(documentId, data),
})

export interface DeviceHistory {
  readonly state: 'ok' | 'missing' | 'exchanged' | 'unreadable'
  /** Length of the whole lines, in bytes; what stands behind them is `torn`. */
  readonly end: number
  readonly torn: Uint8Array
  readonly mark: HistoryMark
}

export interface DeviceNotes {
  readonly stored: Stored<ParsedNotes>
  readonly history: DeviceHistory
  /** From the notes file, from the lines of the history it lacks, and from copies a sync engine made. */
  readonly versions: readonly NoteVersion[]
  readonly problems: readonly Problem[]
}

export interface Reading {
  readonly files: NoteFiles
  readonly paths: NotePaths
}

const readBytes = async (files: NoteFiles, path: string, from = 0): Promise<Uint8Array | 'unreadable' | null> => {
  try {
    return await files.read(path, from)
  } catch (error) {
    if (error instanceof AppError) return 'unreadable'
    throw error
  }
}

/**
 * Copies of a device's file that a sync engine made under another name ("x.sync-conflict-…json",
 * "x (conflicted copy …).json", "x-DESKTOP.json"): whatever begins with the document's id and is no file of ours.
 */
const copiesIn = async (files: NoteFiles, folder: string, documentId: string, extension: string): Promise<string[]> =>
  (await files.list(folder)).filter((name) => {
    if (!name.startsWith(documentId) || !name.endsWith(extension)) return false
    const stem = name.slice(0, -extension.length)
    return stem !== documentId && !stem.endsWith('.previous') && !Id.safeParse(stem).success
  })

const readCopies = async ({ files, paths }: Reading, device: string, documentId: string): Promise<NoteVersion[]> => {
  const versions: NoteVersion[] = []
  for (const name of await copiesIn(files, paths.notesFolder(device), documentId, '.json')) {
    const bytes = await readBytes(files, `${paths.notesFolder(device)}/${name}`)
    if (bytes === null || bytes === 'unreadable') continue
    const decoded = decodeEnvelope(bytes, 'notes')
    if (decoded.state === 'ok') versions.push(...(parseNotes(documentId, decoded.data)?.versions ?? []))
  }
  for (const name of await copiesIn(files, paths.historyFolder(device), documentId, '.jsonl')) {
    const bytes = await readBytes(files, `${paths.historyFolder(device)}/${name}`)
    if (bytes !== null && bytes !== 'unreadable') versions.push(...decodeHistory(bytes).versions)
  }
  return versions.filter((version) => version.note.documentId === documentId)
}

interface HistoryReading {
  readonly history: DeviceHistory
  readonly versions: readonly NoteVersion[]
  readonly bad: number
}

const nothing = (state: DeviceHistory['state']): HistoryReading => ({
  history: { state, end: 0, torn: new Uint8Array(0), mark: emptyHistory },
  versions: [],
  bad: 0,
})

/** The lines behind `known`; all lines when the file is not the one `known` speaks of, or `whole` asks for them. */
const readHistory = async (
  files: NoteFiles,
  path: string,
  known: HistoryMark,
  whole: boolean,
): Promise<HistoryReading> => {
  const tail = await readBytes(files, path, known.bytes - known.line)
  if (tail === 'unreadable') return nothing('unreadable')
  if (tail === null) return nothing('missing')
  const same = startsWithMarked(tail, known)
  if (same && !whole) {
    const { versions, bad, end, torn, mark } = decodeHistory(tail.subarray(known.line), known.bytes, known)
    return { history: { state: 'ok', end, torn, mark }, versions, bad }
  }
  const all = await readBytes(files, path)
  if (all === null || all === 'unreadable') return nothing(all ?? 'missing')
  const { versions, bad, end, torn, mark } = decodeHistory(all)
  return { history: { state: same ? 'ok' : 'exchanged', end, torn, mark }, versions, bad }
}

/** Everything one device's files say about a document. Changes nothing; `whole` reads every line of the history. */
export const readDeviceNotes = async (
  reading: Reading,
  device: string,
  documentId: string,
  whole = false,
): Promise<DeviceNotes> => {
  const { files, paths } = reading
  const place = notesPlace(paths, device, documentId)
  const stored = await readStored(files, place)
  const data = stored.value?.data
  const historyPath = paths.history(device, documentId)
  const lines = await readHistory(files, historyPath, data?.history ?? emptyHistory, whole)
  const versions = [
    ...(data?.versions ?? []),
    ...lines.versions.filter((version) => version.note.documentId === documentId),
    ...(await readCopies(reading, device, documentId)),
  ]
  const problems: Problem[] = []
  if (stored.current === 'newer') problems.push(makeProblem('read-only-newer-format', place.path))
  if (stored.current === 'damaged') problems.push(makeProblem('unreadable', place.path, null, versions.length))
  if (data !== undefined && data.bad > 0) problems.push(makeProblem('unreadable', place.path, null, data.bad))
  if (lines.history.state === 'unreadable') problems.push(makeProblem('unreadable', historyPath))
  else if (lines.bad > 0) problems.push(makeProblem('unreadable', historyPath, null, lines.bad))
  return { stored, history: lines.history, versions, problems }
}

/** Every version in every history of the document, by note. */
export const readAllHistories = async (
  { files, paths }: Reading,
  devices: readonly string[],
  documentId: string,
): Promise<Map<string, NoteVersion[]>> => {
  const byNote = new Map<string, NoteVersion[]>()
  for (const device of devices) {
    const bytes = await readBytes(files, paths.history(device, documentId))
    if (bytes === null || bytes === 'unreadable') continue
    for (const version of decodeHistory(bytes).versions) {
      if (version.note.documentId !== documentId) continue
      const versions = byNote.get(version.note.id)
      if (versions === undefined) byNote.set(version.note.id, [version])
      else versions.push(version)
    }
  }
  return byNote
}

/** Ids of the devices that have a folder in the library. */
export const listDevices = async ({ files, paths }: Reading): Promise<string[]> =>
  (await files.list(paths.devices)).filter((name) => Id.safeParse(name).success)
