import type { Backup, RestoreOutcome, RestorePlan } from '../../preload/contract/backups.ts'
import type { Emit } from '../../preload/contract/index.ts'
import { AppError } from '../../preload/contract/wire.ts'
import type { BackupKeeper } from '../backups/backup-keeper.ts'
import type { BackupStore } from '../backups/backup-store.ts'
import type { BringInDeps } from '../backups/bring-in.ts'
import { restoreBackup } from '../backups/restore.ts'

export interface BackupServiceOptions extends Omit<BringInDeps, 'makeBefore'> {
  readonly store: BackupStore
  readonly keeper: BackupKeeper
  readonly readOnly: boolean
  readonly emit: Emit
}

/** What a reader can do with backups, and the way out of notes that cannot be read. */
export const createBackupService = (options: BackupServiceOptions) => {
  const { store, keeper, notes, readOnly, emit } = options
  const mustWrite = (): void => {
    if (readOnly) throw new AppError('read-only', 'the library cannot be written')
  }
  let restoring: Promise<unknown> = Promise.resolve()
  return {
    list: async (): Promise<{ folder: string; backups: Backup[] }> => ({ folder: store.folder, backups: await store.list() }),
    make: async (): Promise<Backup | null> => {
      mustWrite()
      await notes.flush()
      return keeper.make('asked')
    },
    restore: async ({ name, mode, dryRun }: RestorePlan): Promise<RestoreOutcome> => {
      if (!dryRun) mustWrite()
      const work = restoring.then(async () => {
        const backup = await store.open(name)
        const makeBefore = (): Promise<Backup | null> => keeper.make('before-restore')
        const deps = { ...options, makeBefore, readText: store.readText }
        const { outcome, documentIds } = await restoreBackup(deps, backup, { mode, dryRun })
        if (documentIds.length > 0) emit('notes.replaced', { documentIds: [...documentIds] })
        if (!dryRun && outcome.texts + outcome.files > 0) emit('documents.changed', { documentIds: [] })
        return outcome
      })
      restoring = work.catch(() => undefined)
      return work
    },
    canBeginAnew: ({ documentId }: { documentId: string }): Promise<boolean> => notes.canBeginAnew(documentId),
    beginAnew: async ({ documentId }: { documentId: string }): Promise<Record<string, never>> => {
      mustWrite()
      await notes.beginAnew(documentId)
      emit('notes.replaced', { documentIds: [documentId] })
      return {}
    },
  }
}
