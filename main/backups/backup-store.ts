import * as nodeDisk from 'node:fs/promises'
import { join } from 'node:path'
import { BackupName, type Backup, type BackupReason } from '../../preload/contract/backups.ts'
import { AppError } from '../../preload/contract/wire.ts'
import { asDiskError, type Disk } from '../library/disk.ts'
import type { DurableFiles } from '../library/durable-file.ts'
import { encodeBackup, entriesOf, isWhole, openBackup, packBytes, readHead, unpackBytes } from './backup-file.ts'
import type { BackupHead, OpenedBackup } from './backup-file.ts'
import { keptPlace, sumOf, type KeptFile } from './kept-file.ts'
import { keptBackups, nextTime, spaceLimit } from './rotation.ts'

export interface BackupStoreDeps {
  /** Of one library; made with the first backup. */
  readonly folder: string
  readonly libraryId: string
  readonly files: DurableFiles
  readonly clock: () => number
  readonly disk?: Pick<Disk, 'unlink'>
  /** Bytes that the backups may take up. */
  readonly limit?: number
}

/** What a backup is made of. `unreadable` counts files of the library that could not be read. */
export interface BackupContent {
  readonly files: readonly KeptFile[]
  readonly notes: number
  readonly versions: number
  readonly documents: number
  readonly unreadable: number
}

interface Found {
  readonly name: string
  readonly seq: number
  readonly size: number
  readonly state: Backup['state']
  readonly head: BackupHead | null
}

export interface BackupStore {
  readonly folder: string
  /** Newest first, each read and its checksum compared. */
  list(): Promise<Backup[]>
  /**
   * Makes a backup, reads it back, and only then lets old ones go. Null when the newest whole one holds the same.
   * Throws AppError('disk-full' | 'disk-failed' | 'too-large' | 'damaged-file' when it reads back as something else).
   */
  make(content: BackupContent, reason: BackupReason): Promise<Backup | null>
  /** Throws AppError('not-found' | 'damaged-file' | 'read-only'). */
  open(name: string): Promise<OpenedBackup>
  /** A text that lies beside the backups. Throws AppError('damaged-file' | 'not-found'). */
  readText(sum: string, bytes: number): Promise<Uint8Array>
}

const toBackup = ({ name, state, size, head }: Found): Backup => ({
  name,
  state,
  made: head?.made ?? null,
  reason: head?.reason ?? null,
  notes: head?.notes ?? null,
  documents: head?.documents ?? null,
  sound: head?.sound ?? false,
  size,
})

/** A clock can say anything; a date has four digits for the year. */
const soundTime = (clock: number): number =>
  Number.isFinite(clock) ? Math.min(Math.max(0, Math.floor(clock)), 253_402_300_799_000) : 0

const isText = (path: string): boolean => keptPlace(path)?.kind === 'document'

/** The backups of one library: one file each for its notes, and each text once beside them. */
export const createBackupStore = (deps: BackupStoreDeps): BackupStore => {
  const { folder, libraryId, files, clock, disk = nodeDisk, limit = spaceLimit } = deps
  const textsFolder = join(folder, 'texts')
  const textPath = (sum: string): string => join(textsFolder, `${sum}.br`)
  /** Files read before, by their state on the disk. */
  const known = new Map<string, Found>()
  const soundTexts = new Map<string, string>()

  const look = async (name: string): Promise<Found | null> => {
    const path = join(folder, name)
    const state = await files.state(path)
    if (state === null) return null
    const key = `${name} ${state.mark}`
    const before = known.get(key)
    if (before !== undefined) return before
    const found = { name, seq: Number(name.slice(0, 8)), size: state.size }
    const bytes = await files.read(path).catch(() => null)
    const read = bytes === null ? null : readHead(bytes)
    if (bytes === null || read === null || read.state !== 'ok') {
      return { ...found, state: read?.state === 'newer' ? 'newer' : 'damaged', head: null }
    }
    const whole = isWhole(bytes) && read.head.libraryId === libraryId && read.head.seq === found.seq
    const result: Found = { ...found, state: whole ? 'whole' : 'damaged', head: read.head }
    known.set(key, result)
    return result
  }
  const lookAtAll = async (): Promise<Found[]> => {
    const found: Found[] = []
    for (const name of await files.list(folder)) {
      if (!BackupName.safeParse(name).success) continue
      const one = await look(name)
      if (one !== null) found.push(one)
    }
    return found.sort((a, b) => b.seq - a.seq)
  }

  const readText = async (sum: string, bytes: number): Promise<Uint8Array> => {
    const packed = await files.read(textPath(sum))
    if (packed === null) throw new AppError('not-found', 'a text is not among the backups', { path: textPath(sum) })
    const text = await unpackBytes(packed, bytes)
    if (sumOf(text) !== sum) throw new AppError('damaged-file', 'a text among the backups is damaged', { path: textPath(sum) })
    return text
  }
  /** Puts a text beside the backups unless it is there and whole. */
  const keepText = async (sum: string, bytes: Uint8Array): Promise<void> => {
    const path = textPath(sum)
    const mark = (await files.state(path))?.mark
    if (mark !== undefined && soundTexts.get(sum) === mark) return
    const there = mark !== undefined && (await readText(sum, bytes.length).catch(() => null)) !== null
    if (!there) {
      await files.replace(path, await packBytes(bytes), null)
      await readText(sum, bytes.length)
    }
    const now = (await files.state(path))?.mark
    if (now !== undefined) soundTexts.set(sum, now)
  }

  const remove = async (path: string): Promise<void> => {
    try {
      await disk.unlink(path)
    } catch (error) {
      throw asDiskError(error, path)
    }
  }
  /** Texts that no backup names any more; while one of them cannot be read, none is let go. */
  const removeTexts = async (kept: readonly Found[]): Promise<void> => {
    const unnamed = new Set((await files.list(textsFolder)).flatMap((file) => /^([0-9a-f]{64})\.br$/.exec(file)?.[1] ?? []))
    for (const { name } of kept) {
      if (unnamed.size === 0) return
      const backup = await open(name).catch(() => null)
      if (backup === null) return
      for (const { sum } of backup.entries) unnamed.delete(sum)
    }
    for (const sum of unnamed) await remove(textPath(sum))
  }
  /** Only whole backups count; one that is damaged or of a newer Yandu is not ours to judge and stays. */
  const rotate = async (): Promise<void> => {
    const found = await lookAtAll()
    const whole = found.flatMap(({ name, seq, size, state, head }) =>
      state === 'whole' && head !== null
        ? [{ name, seq, size, time: head.time, reason: head.reason, sound: head.sound, versions: head.versions }]
        : [],
    )
    const kept = keptBackups(whole, limit)
    const old = whole.filter(({ name }) => !kept.has(name))
    for (const { name } of old) await remove(join(folder, name))
    if (old.length > 0) await removeTexts(found.filter(({ name }) => old.every((one) => one.name !== name)))
  }

  const open = async (name: string): Promise<OpenedBackup> => {
    const bytes = await files.read(join(folder, name))
    if (bytes === null) throw new AppError('not-found', `there is no backup ${name}`, { name })
    const opened = await openBackup(bytes)
    if (opened.head.libraryId !== libraryId) throw new AppError('damaged-file', 'the backup is of another library', { name })
    return opened
  }

  const make = async (content: BackupContent, reason: BackupReason): Promise<Backup | null> => {
    const found = await lookAtAll()
    const last = found.find(({ state }) => state === 'whole')?.head ?? null
    const entries = entriesOf(content.files, isText)
    const same = last !== null && last.content === sumOf(JSON.stringify(entries))
    if (same && reason !== 'before-restore') return null
    const byPath = new Map(content.files.map(({ path, bytes }) => [path, bytes]))
    for (const { path, sum, beside } of entries) {
      const bytes = byPath.get(path)
      if (beside && bytes !== undefined) await keepText(sum, bytes)
    }
    const made = soundTime(clock())
    const seq = Math.max(0, ...found.map((one) => one.seq)) + 1
    const { notes, versions, documents, unreadable } = content
    const sound = unreadable === 0 && (last?.versions ?? 0) <= versions
    const { bytes, head } = await encodeBackup(
      { libraryId, seq, made, time: nextTime(last, made), reason, notes, versions, documents, sound },
      entries,
      byPath,
    )
    const stamp = new Date(made).toISOString().slice(0, 16).replace(/[T:]/g, '-')
    const name = `${String(seq).padStart(8, '0')}-${stamp}.backup`
    const path = join(folder, name)
    await files.replace(path, bytes, null)
    const readBack = await open(name).catch(() => null)
    if (readBack === null || readBack.head.sum !== head.sum) {
      await remove(path).catch(() => undefined)
      throw new AppError('damaged-file', 'a backup read back as something else than was written', { path })
    }
    await rotate()
    return toBackup({ name, seq, size: bytes.length, state: 'whole', head })
  }

  return { folder, list: async () => (await lookAtAll()).map(toBackup), make, open, readText }
}
