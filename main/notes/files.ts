import { z } from 'zod/mini'
import { Version } from '../../preload/contract/notes.ts'
import type { Problem } from '../../preload/contract/app.ts'

export interface FileState {
  /** Bytes. */
  readonly size: number
  /** Differs when the file was replaced or written to; nothing else may be read out of it. */
  readonly mark: string
}

/** One append-only file that is open for writing. */
export interface DurableLog {
  /** Length in bytes of what is known to be whole lines on the disk. */
  readonly end: () => number
  /**
   * Resolves when the bytes (whole lines, or none) are synced. After a failure the next append starts on a fresh line.
   */
  append(bytes: Uint8Array): Promise<void>
  close(): Promise<void>
}

/** What the notes need of the disk. Failures the reader can act on are `AppError`. */
export interface NoteFiles {
  /** Throws 'disk-failed' while the library is not at its place, where a missing file means nothing. */
  verify(): Promise<void>
  /** Null when there is no such file; `from` is a byte offset. */
  read(path: string, from?: number): Promise<Uint8Array | null>
  state(path: string): Promise<FileState | null>
  /** Names in a folder, sorted; empty when there is no such folder. */
  list(folder: string): Promise<string[]>
  /** Atomic and synced; what was there before is kept as `previous`. */
  replace(path: string, bytes: Uint8Array, previous: string | null): Promise<void>
  /**
   * `end` is the length of the whole lines found when the file was read, `torn` of the rest, which is cut off.
   * A file that is longer or shorter than that by now is not ours any more: it is only added to.
   */
  openLog(path: string, end: number, torn: number): DurableLog
  /** Renames a damaged file so that nothing overwrites it; the new path. */
  setAside(path: string): Promise<string>
  /** Writes bytes to a new file beside `path`; the new path. */
  keepBeside(path: string, bytes: Uint8Array): Promise<string>
}

/** Where the files of the notes are; device and document are ids. */
export interface NotePaths {
  readonly devices: string
  notesFolder(device: string): string
  notes(device: string, documentId: string): string
  previousNotes(device: string, documentId: string): string
  historyFolder(device: string): string
  history(device: string, documentId: string): string
}

/** The last whole line of a history that a notes file already contains: recognises a history that was exchanged. */
export const HistoryMark = z.strictObject({
  /** Length of the history up to and including that line. */
  bytes: z.int().check(z.nonnegative()),
  /** Length of that line with its line feed; 0 for an empty history. */
  line: z.int().check(z.nonnegative()),
  sum: z.string().check(z.maxLength(64)),
  /** How many versions were read or written up to there. Files from before this was counted say 0. */
  versions: z.prefault(z.int().check(z.nonnegative()), 0),
})

/** Checksums one mark may hold. */
export const sumLimit = 4

/** What this device last wrote for a document, remembered outside the library. */
export const WrittenMark = z.strictObject({
  /** Checksums the notes file may have: the last one written and the one about to be. */
  sums: z.array(z.string().check(z.maxLength(64))).check(z.maxLength(sumLimit)),
  notes: z.int().check(z.nonnegative()),
  hlc: Version.shape.hlc,
  history: HistoryMark,
  /** Somebody else wrote to our file while it was open: take a new device id next time. */
  contested: z.boolean(),
})

export interface WrittenMarks {
  read(documentId: string): Promise<WrittenMark | null>
  write(documentId: string, mark: WrittenMark): Promise<void>
}

export const emptyHistory: HistoryMark = { bytes: 0, line: 0, sum: '', versions: 0 }

/** The id follows from the content, so that one trouble found twice is one trouble. */
export const makeProblem = (
  kind: Problem['kind'],
  path: string,
  keptAs: string | null = null,
  count = 0,
): Problem => ({ id: `${kind}:${keptAs ?? path}`, kind, path, keptAs, count })

export type HistoryMark = z.infer<typeof HistoryMark>
export type WrittenMark = z.infer<typeof WrittenMark>
export type { Problem }
