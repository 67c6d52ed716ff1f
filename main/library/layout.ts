import { join } from 'node:path'
import type { NotePaths } from '../notes/files.ts'

export interface LibraryLayout extends NotePaths {
  /** Format version and id of the library. */
  readonly descriptor: string
  /** Tells Syncthing what not to carry over; it is not synced itself. */
  readonly ignoreList: string
  readonly documents: string
  document(documentId: string): string
  device(device: string): string
  /** Half-written files; on the same file system as their targets. */
  temporary(device: string): string
}

/** Where everything is inside a library folder. Names are lower-case ASCII: some file systems fold case. */
export const libraryLayout = (folder: string): LibraryLayout => {
  const devices = join(folder, 'devices')
  const device = (id: string): string => join(devices, id)
  const notesFolder = (id: string): string => join(device(id), 'notes')
  const historyFolder = (id: string): string => join(device(id), 'history')
  return {
    descriptor: join(folder, 'library.json'),
    ignoreList: join(folder, '.stignore'),
    documents: join(folder, 'documents'),
    document: (documentId) => join(folder, 'documents', documentId),
    devices,
    device,
    temporary: (id) => join(device(id), 'tmp'),
    notesFolder,
    notes: (id, documentId) => join(notesFolder(id), `${documentId}.json`),
    previousNotes: (id, documentId) => join(notesFolder(id), `${documentId}.previous.json`),
    historyFolder,
    history: (id, documentId) => join(historyFolder(id), `${documentId}.jsonl`),
  }
}

export interface StateLayout {
  readonly settings: string
  readonly positions: string
  readonly temporary: string
  /** Everything about one library. */
  library(libraryId: string): string
  device(libraryId: string): string
  mark(libraryId: string, device: string, documentId: string): string
  marks(libraryId: string, device: string): string
}

export const stateLayout = (folder: string): StateLayout => {
  const library = (id: string): string => join(folder, 'libraries', id)
  const marks = (id: string, device: string): string => join(library(id), device)
  return {
    settings: join(folder, 'settings.json'),
    positions: join(folder, 'positions.json'),
    temporary: join(folder, 'tmp'),
    library,
    device: (id) => join(library(id), 'device.json'),
    marks,
    mark: (id, device, documentId) => join(marks(id, device), `${documentId}.json`),
  }
}
