import type { RestoreMode } from '../../preload/contract/backups.ts'
import type { OpenedBackup } from './backup-file.ts'
import { bringIn, type BringInDeps, type BroughtIn } from './bring-in.ts'
import { keptPlace } from './kept-file.ts'
import { versionsIn } from './kept-versions.ts'

/** Restores a backup into the open library. `readText` gives a text that lies beside the backups. Throws as `bringIn`. */
export const restoreBackup = async (
  deps: BringInDeps & { readonly readText: (sum: string, bytes: number) => Promise<Uint8Array> },
  backup: OpenedBackup,
  options: { readonly mode: RestoreMode; readonly dryRun: boolean },
): Promise<BroughtIn> => {
  const files = [...backup.files].map(([path, bytes]) => ({ path, bytes }))
  const { documents } = await versionsIn(files)
  const texts = backup.entries
    .filter(({ path }) => keptPlace(path)?.kind === 'document')
    .map(({ path, sum, bytes }) => ({ path, read: () => deps.readText(sum, bytes) }))
  return bringIn(deps, { origin: 'restored', documents, files, texts }, options)
}
