import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Id } from '../../preload/contract/define.ts'
import type { Problem } from '../../preload/contract/app.ts'
import { AppError } from '../../preload/contract/wire.ts'
import { makeProblem } from '../notes/files.ts'
import type { NoteFiles } from '../notes/files.ts'
import { countLost, countNotes } from '../notes/lost-versions.ts'
import type { NoteVersion } from '../notes/note-version.ts'
import { listDevices, notesPlace, readDeviceNotes } from '../notes/read-device.ts'
import { readStored } from '../notes/stored-file.ts'
import { mergeVersions } from '../notes/version-set.ts'
import { decodeLines } from '../study/event-log.ts'
import { decodeEvents } from '../study/study-log.ts'
import { readDescriptor } from './descriptor.ts'
import { createDurableFiles } from './durable-file.ts'
import { libraryLayout } from './layout.ts'
import { parseShelfEvent } from './shelf.ts'
import type { ShelfEvent } from './shelf.ts'

export interface LibraryCheck {
  /** Files read and verified. */
  readonly files: number
  /** Notes that are not deleted, merged over all devices. */
  readonly notes: number
  readonly problems: readonly Problem[]
}

/** Null when there is no such log. */
const readShelf = async (
  files: Pick<NoteFiles, 'read'>,
  path: string,
): Promise<{ readonly events: readonly ShelfEvent[]; readonly bad: number } | null> => {
  const bytes = await files.read(path).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error
    return 'unreadable' as const
  })
  if (bytes === 'unreadable') return { events: [], bad: 1 }
  return bytes === null ? null : decodeLines(bytes, parseShelfEvent)
}

/** The documents that were added, by what the devices have written down. */
export const addedDocuments = async (libraryFolder: string): Promise<ReadonlySet<string>> => {
  const paths = libraryLayout(resolve(libraryFolder))
  const files = createDurableFiles({ temporary: join(resolve(libraryFolder), 'tmp'), now: () => 0 })
  const added = new Set<string>()
  for (const device of await listDevices({ files, paths })) {
    const shelf = await readShelf(files, paths.shelf(device))
    for (const { kind, documentId } of shelf?.events ?? []) if (kind === 'added') added.add(documentId)
  }
  return added
}

/** Stamps cannot be greater: for counting, their order does not matter. */
const anyStamp = '9999999999999-ffff'

/**
 * Reads every file of a library and verifies checksums, shapes and that the files agree. Changes nothing, takes no
 * lock, and may run while the library is open. Throws 'not-found' when there is no such folder.
 */
export const checkLibrary = async (libraryFolder: string): Promise<LibraryCheck> => {
  const folder = resolve(libraryFolder)
  const found = await stat(folder).catch(() => null)
  if (found === null || !found.isDirectory()) {
    throw new AppError('not-found', 'there is no library folder', { path: folder })
  }
  const paths = libraryLayout(folder)
  // Nothing is ever written, so the folder for temporary files is never made.
  const files = createDurableFiles({ temporary: join(folder, 'tmp'), now: () => 0 })
  const problems = new Map<string, Problem>()
  const add = (problem: Problem): void => void problems.set(problem.id, problem)
  let count = 0

  const descriptor = await readDescriptor(files, paths.descriptor)
  if (descriptor.state === 'damaged') add(makeProblem('unreadable', paths.descriptor))
  if (descriptor.state === 'missing') add(makeProblem('missing-file', paths.descriptor))
  if (descriptor.state === 'newer') add(makeProblem('read-only-newer-format', paths.descriptor))
  if (descriptor.state !== 'missing') count += 1

  const documents = new Map<string, Map<string, NoteVersion[]>>()
  for (const device of await listDevices({ files, paths })) {
    const folders = [paths.notesFolder(device), paths.historyFolder(device)]
    const names = (await Promise.all(folders.map(files.list))).flat().filter((name) => /\.jsonl?$/.test(name))
    const ids = new Set(names.map((name) => name.replace(/\.jsonl?$/, '')).filter((id) => Id.safeParse(id).success))
    count += names.length
    for (const name of await files.list(paths.studyFolder(device))) {
      const documentId = name.replace(/\.jsonl$/, '')
      if (documentId === name || !Id.safeParse(documentId).success) continue
      count += 1
      const path = paths.study(device, documentId)
      const bytes = await files.read(path).catch((error: unknown) => {
        if (!(error instanceof AppError)) throw error
        return null
      })
      const bad = bytes === null ? 1 : decodeEvents(documentId, bytes).bad
      if (bad > 0) add(makeProblem('unreadable', path, null, bad))
    }
    const shelf = await readShelf(files, paths.shelf(device))
    if (shelf !== null) count += 1
    if (shelf !== null && shelf.bad > 0) add(makeProblem('unreadable', paths.shelf(device), null, shelf.bad))
    for (const documentId of ids) {
      const read = await readDeviceNotes({ files, paths }, device, documentId, true)
      read.problems.forEach(add)
      const { stored, history } = read
      const previous = paths.previousNotes(device, documentId)
      const place = notesPlace(paths, device, documentId)
      const before = await readStored(files, { ...place, path: previous, previous: null })
      if (before.current === 'damaged') add(makeProblem('unreadable', previous))
      const known = stored.value
      if (history.state === 'exchanged' && known !== null) {
        const book = { deviceId: device, history: known.data.history, hlc: known.envelope.hlc }
        const lost = countLost(book, read.versions, true)
        add(makeProblem('own-file-changed', paths.history(device, documentId), null, lost))
      }
      if (history.state === 'missing' && (known?.data.history.bytes ?? 0) > 0) {
        add(makeProblem('missing-file', paths.history(device, documentId), null, countNotes(read.versions)))
      }
      if (history.torn.length > 0) add(makeProblem('unreadable', paths.history(device, documentId)))
      const notes = documents.get(documentId) ?? new Map<string, NoteVersion[]>()
      documents.set(documentId, notes)
      for (const version of read.versions) {
        const versions = notes.get(version.note.id)
        if (versions === undefined) notes.set(version.note.id, [version])
        else versions.push(version)
      }
    }
  }
  let notes = 0
  for (const byNote of documents.values()) {
    for (const versions of byNote.values()) if (!mergeVersions(versions, anyStamp).note.deleted) notes += 1
  }
  return { files: count, notes, problems: [...problems.values()] }
}
