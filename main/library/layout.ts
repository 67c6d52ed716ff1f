import { join } from 'node:path'
import type { NotePaths } from '../notes/files.ts'
import type { StudyPaths } from '../study/open-study.ts'

export interface LibraryLayout extends NotePaths, StudyPaths {
  /** Format version and id of the library. */
  readonly descriptor: string
  /** Tells Syncthing what not to carry over; it is not synced itself. */
  readonly ignoreList: string
  readonly documents: string
  document(documentId: string): string
  /** What is kept of an edition of a document, be it in the library or shipped. */
  earlierEdition(documentId: string, revision: string): string
  device(device: string): string
  /** What the reader did with documents as a whole: titles, tags, the trash. */
  shelf(device: string): string
  shelfFolder(device: string): string
  /** Half-written files; on the same file system as their targets. */
  temporary(device: string): string
}

/** Where everything is inside a library folder. Names are lower-case ASCII: some file systems fold case. */
export const libraryLayout = (folder: string): LibraryLayout => {
  const devices = join(folder, 'devices')
  const device = (id: string): string => join(devices, id)
  const notesFolder = (id: string): string => join(device(id), 'notes')
  const historyFolder = (id: string): string => join(device(id), 'history')
  const studyFolder = (id: string): string => join(device(id), 'study')
  const shelfFolder = (id: string): string => join(device(id), 'shelf')
  return {
    descriptor: join(folder, 'library.json'),
    ignoreList: join(folder, '.stignore'),
    documents: join(folder, 'documents'),
    document: (documentId) => join(folder, 'documents', documentId),
    earlierEdition: (documentId, revision) => join(folder, 'editions', documentId, `${revision}.json`),
    devices,
    device,
    shelfFolder,
    shelf: (id) => join(shelfFolder(id), 'shelf.jsonl'),
    temporary: (id) => join(device(id), 'tmp'),
    notesFolder,
    notes: (id, documentId) => join(notesFolder(id), `${documentId}.json`),
    previousNotes: (id, documentId) => join(notesFolder(id), `${documentId}.previous.json`),
    historyFolder,
    history: (id, documentId) => join(historyFolder(id), `${documentId}.jsonl`),
    studyFolder,
    study: (id, documentId) => join(studyFolder(id), `${documentId}.jsonl`),
  }
}

export interface StateLayout {
  readonly settings: string
  readonly positions: string
  /** What differs from the default style, by document. */
  readonly styles: string
  /** How the reader wants words to be read, by document. */
  readonly readings: string
  /** What the reader has entered about where texts were published, by document. */
  readonly sources: string
  readonly temporary: string
  /** A file that is being imported. */
  incoming(name: string): string
  /** Words left by other starts of the program: files to be opened. */
  readonly opened: string
  /** Sockets of locks, where the system has no other kind. */
  readonly locks: string
  /** Everything about one library. */
  library(libraryId: string): string
  device(libraryId: string): string
  /** What follows from editions and can be made again. */
  facts(libraryId: string): string
  mark(libraryId: string, device: string, documentId: string): string
  marks(libraryId: string, device: string): string
}

export const stateLayout = (folder: string): StateLayout => {
  const library = (id: string): string => join(folder, 'libraries', id)
  const marks = (id: string, device: string): string => join(library(id), device)
  return {
    settings: join(folder, 'settings.json'),
    positions: join(folder, 'positions.json'),
    styles: join(folder, 'styles.json'),
    readings: join(folder, 'readings.json'),
    sources: join(folder, 'sources.json'),
    temporary: join(folder, 'tmp'),
    incoming: (name) => join(folder, 'tmp', `.~${name}.tmp`),
    opened: join(folder, 'opened'),
    locks: join(folder, 'tmp', 'locks'),
    library,
    device: (id) => join(library(id), 'device.json'),
    facts: (id) => join(library(id), 'facts.json'),
    marks,
    mark: (id, device, documentId) => join(marks(id, device), `${documentId}.json`),
  }
}
