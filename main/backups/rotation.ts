import type { BackupReason } from '../../preload/contract/backups.ts'

/** What rotation has to know of a backup. */
export interface Rotated {
  readonly name: string
  readonly seq: number
  /** See `BackupHead.time`. */
  readonly time: number
  readonly reason: BackupReason
  readonly sound: boolean
  readonly versions: number
  /** Bytes on the disk. */
  readonly size: number
}

const hour = 60 * 60_000
const day = 24 * hour

/** So many steps of so many milliseconds are kept, of each the newest backup. */
const steps = [
  { length: hour, count: 24 },
  { length: day, count: 30 },
] as const

/** The newest, whenever they were made: by the clock, at most one is made in five minutes. */
const keptNewest = 12
/** Of those made before a restore, which undo it, and of those the reader asked for. */
const keptOnPurpose = 5

/** Bytes that the backups of one library may take up. */
export const spaceLimit = 1_000_000_000

/**
 * The time that rotation counts by: it goes on with the clock, never back, and by a day at most from one backup to the
 * next. A clock that jumps ahead, back or to and fro can so never make many good backups old at once.
 */
export const nextTime = (last: { readonly time: number; readonly made: number } | null, made: number): number =>
  last === null ? made : last.time + Math.min(day, Math.max(0, made - last.made))

/**
 * The backups to keep: the newest 12, the last of each of 24 hours and 30 days of change, those made on purpose, and always the newest one, the newest sound one and the one with the most versions. When they take
 * up more than `limit` bytes, the oldest go first, but never those three and the one that undoes the last restore.
 */
export const keptBackups = (backups: readonly Rotated[], limit = spaceLimit): ReadonlySet<string> => {
  const newestFirst = [...backups].sort((a, b) => b.seq - a.seq)
  const pinned = new Set<string>()
  const pin = (backup: Rotated | undefined): void => {
    if (backup !== undefined) pinned.add(backup.name)
  }
  pin(newestFirst[0])
  pin(newestFirst.find(({ sound }) => sound))
  const most = Math.max(0, ...newestFirst.map(({ versions }) => versions))
  pin(newestFirst.find(({ versions }) => versions === most))
  const undoing = newestFirst.filter(({ reason }) => reason === 'before-restore')
  pin(undoing[0])

  const asked = newestFirst.filter(({ reason }) => reason === 'asked')
  const onPurpose = [...undoing.slice(0, keptOnPurpose), ...asked.slice(0, keptOnPurpose)]
  const kept = new Set([...pinned, ...[...newestFirst.slice(0, keptNewest), ...onPurpose].map(({ name }) => name)])
  for (const { length, count } of steps) {
    const seen = new Set<number>()
    for (const { name, time } of newestFirst) {
      const step = Math.floor(time / length)
      if (seen.has(step)) continue
      if (seen.size === count) break
      seen.add(step)
      kept.add(name)
    }
  }
  let size = newestFirst.reduce((sum, one) => sum + (kept.has(one.name) ? one.size : 0), 0)
  for (const one of newestFirst.toReversed()) {
    if (size <= limit) break
    if (!kept.has(one.name) || pinned.has(one.name)) continue
    kept.delete(one.name)
    size -= one.size
  }
  return kept
}
