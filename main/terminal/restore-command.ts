import { basename, dirname, join } from 'node:path'
import { Id } from '../../preload/contract/define.ts'
import { BackupName, type Backup, type RestoreOutcome } from '../../preload/contract/backups.ts'
import { AppError } from '../../preload/contract/wire.ts'
import type { BackupStore } from '../backups/backup-store.ts'
import { openBackupStore, openLibraryBackups, storesOf } from '../backups/library-backups.ts'
import { readDescriptor } from '../library/descriptor.ts'
import { createDurableFiles } from '../library/durable-file.ts'
import { createBackupService } from '../services/backups.ts'
import { absolute, exitCodes, say, sayJson, UsageError, type CommandContext, type ExitCode } from './command-context.ts'
import { withLibrary } from './with-library.ts'

export const restoreFlags = {
  list: { type: 'boolean' },
  make: { type: 'boolean' },
  from: { type: 'string' },
  exact: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
} as const

export interface RestoreValues {
  readonly list?: boolean
  readonly make?: boolean
  readonly from?: string
  readonly exact?: boolean
  readonly 'dry-run'?: boolean
}

/** The backups of the library, or of another one whose folder was named. Throws AppError('not-found'), UsageError. */
const findStore = async (context: CommandContext, from: string | undefined): Promise<BackupStore> => {
  const { libraryFolder, backupFolder } = context
  if (from !== undefined) {
    const folder = absolute(context, from)
    if (!Id.safeParse(basename(folder)).success) throw new UsageError('--from takes the folder of one library\'s backups.')
    return openBackupStore(dirname(folder), basename(folder), Date.now)
  }
  const files = createDurableFiles({ temporary: join(backupFolder, 'tmp'), now: Date.now })
  const { id } = await readDescriptor(files, join(libraryFolder, 'library.json'))
  if (id !== null) return openBackupStore(backupFolder, id, Date.now)
  const others = (await files.list(backupFolder)).filter((name) => Id.safeParse(name).success)
  const words =
    others.length === 0
      ? `There is no library at ${libraryFolder}, and no backup in ${backupFolder}.`
      : `There is no library at ${libraryFolder} that says which it is. Name the backups with --from: ${others.map((name) => join(backupFolder, name)).join(', ')}`
  throw new AppError('not-found', words, { path: libraryFolder })
}

const inWords = (backup: Backup): string => {
  const facts = [
    backup.made === null ? 'no date' : new Date(backup.made).toISOString().slice(0, 16).replace('T', ' '),
    `notes ${backup.notes ?? '?'}`,
    `texts ${backup.documents ?? '?'}`,
    `${Math.ceil(backup.size / 1000)} kB`,
    backup.state === 'whole' ? 'verified' : backup.state === 'newer' ? 'made by a newer Yandu' : 'damaged',
  ]
  if (backup.state === 'whole' && !backup.sound) facts.push('something was missing in the library then')
  if (backup.reason === 'before-restore') facts.push('before a restore')
  if (backup.reason === 'asked') facts.push('made on request')
  return `${backup.name}  ${facts.join(', ')}`
}

/** By name, by number, or the newest that is fit for it. */
const choose = (backups: readonly Backup[], wanted: string | undefined): Backup => {
  if (backups.length === 0) throw new AppError('not-found', 'There is no backup of this library.')
  if (wanted === undefined) {
    const whole = backups.filter(({ state }) => state === 'whole')
    const best = whole.find(({ sound }) => sound) ?? whole[0]
    if (best === undefined) throw new AppError('damaged-file', 'None of the backups is whole.')
    return best
  }
  const number = /^\d{1,8}$/.test(wanted) ? wanted.padStart(8, '0') : null
  const found = backups.find(({ name }) => name === wanted || (number !== null && name.startsWith(`${number}-`)))
  if (found !== undefined) return found
  if (number === null && !BackupName.safeParse(wanted).success) {
    throw new UsageError(`"${wanted.slice(0, 80)}" is no name of a backup. yandu restore --list lists them.`)
  }
  throw new AppError('not-found', `There is no backup ${wanted}. yandu restore --list lists those there are.`)
}

const counts: readonly (readonly [Exclude<keyof RestoreOutcome, 'before'>, string])[] = [
  ['broughtBack', 'notes brought back'],
  ['changed', 'notes changed'],
  ['removed', 'notes moved to the trash'],
  ['leftDeleted', 'notes deleted since, which stay in the trash (--exact brings them back)'],
  ['versions', 'versions brought back into the history'],
  ['texts', 'texts put back'],
  ['lostTexts', 'texts that the backup cannot give back'],
  ['files', 'other files put back'],
]

const sayOutcome = (context: CommandContext, backup: Backup, outcome: RestoreOutcome, dryRun: boolean): ExitCode => {
  if (context.json) sayJson(context, { backup: backup.name, dryRun, ...outcome })
  say(context, `${dryRun ? 'This would be restored from' : 'Restored from'} ${backup.name}:`)
  const done = counts.filter(([name]) => outcome[name] > 0)
  for (const [name, words] of done) say(context, `  ${words}: ${outcome[name]}`)
  if (done.length === 0) say(context, '  nothing; the library has all of it.')
  if (outcome.before !== null) say(context, `The state before is in ${outcome.before}; yandu restore --exact ${outcome.before} undoes this.`)
  return outcome.lostTexts > 0 ? exitCodes.failed : exitCodes.done
}

/** `yandu restore`. Throws UsageError, AppError. */
export const runRestore = async (
  context: CommandContext,
  values: RestoreValues,
  positionals: readonly string[],
): Promise<ExitCode> => {
  const [wanted, stray] = positionals
  if (stray !== undefined) throw new UsageError(`One backup at a time; "${stray}" is one too many.`)
  const { list = false, make = false, exact = false, 'dry-run': dryRun = false } = values
  if ((list || make) && (exact || dryRun || wanted !== undefined || (list && make) || (make && values.from !== undefined))) {
    throw new UsageError(`--${list ? 'list' : 'make'} goes with nothing else.`)
  }
  const store = await findStore(context, values.from)
  if (list) {
    const backups = await store.list()
    if (context.json) sayJson(context, { folder: store.folder, backups })
    say(context, `${store.folder}: backups: ${backups.length}`)
    for (const backup of backups) say(context, `  ${inWords(backup)}`)
    return exitCodes.done
  }
  const chosen = make ? null : choose(await store.list(), wanted)
  return withLibrary(context, dryRun, async (library) => {
    const own = openLibraryBackups(library, context.backupFolder, () => undefined)
    const service = createBackupService({
      store,
      keeper: own.keeper,
      ...storesOf(library),
      emit: () => undefined,
    })
    if (chosen === null) {
      const made = await service.make()
      if (context.json) sayJson(context, { made })
      say(context, made === null ? 'The newest backup holds the same already.' : `Made and read back: ${inWords(made)}`)
      return exitCodes.done
    }
    const outcome = await service.restore({ name: chosen.name, mode: exact ? 'exact' : 'missing', dryRun })
    return sayOutcome(context, chosen, outcome, dryRun)
  })
}
