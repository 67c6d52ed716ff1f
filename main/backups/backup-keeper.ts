import type { Backup, BackupReason } from '../../preload/contract/backups.ts'
import type { NoteFiles } from '../notes/files.ts'
import type { BackupStore } from './backup-store.ts'
import { collectLibrary, markLibrary } from './collect-library.ts'
import { countKeptNotes, versionsIn } from './kept-versions.ts'
import { keptPlace } from './kept-file.ts'

export interface BackupKeeperDeps {
  readonly store: BackupStore
  readonly files: NoteFiles
  readonly libraryFolder: string
  /** Milliseconds that only go on, whatever is done to the clock. */
  readonly elapsed: () => number
  /** Called when a backup by the clock could not be made, and with null when one could again. */
  readonly onFailure: (error: unknown) => void
}

export interface BackupKeeper {
  /** Makes a backup of the library as it is. Null when the newest holds the same. Throws as `BackupStore.make`. */
  make(reason: BackupReason): Promise<Backup | null>
  /** From now on a backup is made after `interval` ms whenever something changed; returns its own end. */
  start(interval: number): () => void
  /** Makes the backup that is due. Never throws. */
  finish(): Promise<void>
}

/** Milliseconds between two looks at whether something changed. */
const lookEvery = 30_000

/** Makes backups of one library, one at a time. */
export const createBackupKeeper = (deps: BackupKeeperDeps): BackupKeeper => {
  const { store, files, libraryFolder, elapsed, onFailure } = deps
  let kept: string | null = null
  let last = Number.NEGATIVE_INFINITY
  let queue: Promise<unknown> = Promise.resolve()

  const make = async (reason: BackupReason): Promise<Backup | null> => {
    const { files: found, mark, refused } = await collectLibrary(files, libraryFolder)
    const versions = await versionsIn(found)
    const documents = new Set<string>(versions.documents.keys())
    for (const { path } of found) {
      const place = keptPlace(path)
      if (place?.kind === 'document') documents.add(place.documentId)
    }
    const backup = await store.make(
      {
        files: found,
        notes: countKeptNotes(versions),
        versions: versions.versions,
        documents: documents.size,
        unreadable: versions.unreadable.length + refused.length,
      },
      reason,
    )
    kept = mark
    last = elapsed()
    return backup
  }
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = queue.then(work)
    queue = result.catch(() => undefined)
    return result
  }
  const makeIfDue = (interval: number): Promise<void> =>
    inTurn(async () => {
      if (elapsed() - last < interval) return
      try {
        if ((await markLibrary(files, libraryFolder)) !== kept) await make('regular')
      } catch (error) {
        // The next look tries again, but not before the time has come again: a full disk is not written to all the time.
        last = elapsed()
        onFailure(error)
      }
    })

  return {
    make: (reason) => inTurn(() => make(reason)),
    start: (interval) => {
      const timer = setInterval(() => void makeIfDue(interval), Math.min(lookEvery, interval))
      timer.unref()
      void makeIfDue(interval)
      return () => clearInterval(timer)
    },
    finish: () => makeIfDue(0),
  }
}
