import type { Backup, RestoreOutcome, RestorePlan } from '../../preload/contract/backups.ts'
import type { ExportOutcome, ExportTarget, ImportOutcome } from '../../preload/contract/exchange.ts'
import type { ErrorCode } from '../../preload/contract/wire.ts'
import type { Client } from '../bridge/client.ts'

export type Kept<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly code: ErrorCode; readonly reason: string | null }

export interface KeepingActionsOptions {
  readonly client: Client
  readonly documentId: () => string | null
  /** What went wrong, for words. */
  readonly failure: (error: unknown) => { readonly code: ErrorCode; readonly reason: string | null }
  /** Sends what is still being written. */
  readonly flush: () => Promise<unknown>
}

/** Backups, exports and imports; each tells its caller how it went. */
export const createKeepingActions = ({ client, documentId, failure, flush }: KeepingActionsOptions) => {
  const attempt = async <T>(work: () => Promise<T>): Promise<Kept<T>> => {
    try {
      return { ok: true, value: await work() }
    } catch (error) {
      return { ok: false, ...failure(error) }
    }
  }
  /** A library as a whole is kept or changed with the words that are on the screen in it. */
  const afterSaving = <T>(work: () => Promise<T>): Promise<Kept<T>> =>
    attempt(async () => {
      await flush()
      return work()
    })
  return {
    listBackups: (): Promise<Kept<{ folder: string; backups: Backup[] }>> => attempt(() => client.call('backups.list', {})),
    makeBackup: (): Promise<Kept<Backup | null>> => afterSaving(() => client.call('backups.make', {})),
    restoreBackup: (plan: RestorePlan): Promise<Kept<RestoreOutcome>> => afterSaving(() => client.call('backups.restore', plan)),
    exportNotes: (target: ExportTarget): Promise<Kept<ExportOutcome>> => afterSaving(() => client.call('exchange.export', { target })),
    importNotes: (text: string): Promise<Kept<ImportOutcome>> =>
      afterSaving(() => client.call('exchange.import', { text, documentId: documentId() })),
    canBeginAnew: async (): Promise<boolean> => {
      const id = documentId()
      return id !== null && (await client.call('notes.canBeginAnew', { documentId: id }).catch(() => false))
    },
    beginAnew: (): Promise<Kept<unknown>> => {
      const id = documentId()
      return attempt(async () => (id === null ? null : client.call('notes.beginAnew', { documentId: id })))
    },
  }
}
