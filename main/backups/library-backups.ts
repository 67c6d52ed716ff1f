import { join } from 'node:path'
import { createDurableFiles } from '../library/durable-file.ts'
import type { Library } from '../library/open-library.ts'
import { createBackupKeeper, type BackupKeeper } from './backup-keeper.ts'
import { createBackupStore, type BackupStore } from './backup-store.ts'

/** The backups of one library; `backupFolder` holds one folder per library. Milliseconds since 1970 come from `clock`. */
export const openBackupStore = (backupFolder: string, libraryId: string, clock: () => number): BackupStore => {
  const folder = join(backupFolder, libraryId)
  const files = createDurableFiles({ temporary: join(folder, 'tmp'), now: clock })
  return createBackupStore({ folder, libraryId, files, clock })
}

/** Backups of an open library. `onFailure` is told when one by the clock could not be made. */
export const openLibraryBackups = (
  library: Library,
  backupFolder: string,
  onFailure: (error: unknown) => void,
): { readonly store: BackupStore; readonly keeper: BackupKeeper } => {
  const store = openBackupStore(backupFolder, library.id, Date.now)
  const elapsed = (): number => performance.now()
  return {
    store,
    keeper: createBackupKeeper({ store, files: library.files, libraryFolder: library.folder, elapsed, onFailure }),
  }
}

/** What restoring, exporting and importing need of an open library: its notes, its files and whether it may be written. */
export const storesOf = ({ notes, files, folder, deviceId, readOnly }: Library) => ({ notes, files, libraryFolder: folder, deviceId, readOnly })
