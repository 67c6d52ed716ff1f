import { z } from 'zod/mini'
import { Id, method, Nothing } from './define.ts'

/** Why a backup was made: by the clock, because the reader asked, or before the library was changed as a whole. */
export const BackupReason = z.enum(['regular', 'asked', 'before-restore'])

/** The name of a backup among those of its library. */
export const BackupName = z.string().check(z.regex(/^\d{8}-[\d-]{1,20}\.backup$/))

export const Backup = z.strictObject({
  name: BackupName,
  /** `newer`: made by a later Yandu, which this one cannot read. */
  state: z.enum(['whole', 'damaged', 'newer']),
  /** Milliseconds since 1970; null when the backup cannot say. So are the next ones. */
  made: z.nullable(z.number()),
  reason: z.nullable(BackupReason),
  /** Not deleted. */
  notes: z.nullable(z.int()),
  documents: z.nullable(z.int()),
  /** False: something in the library was damaged or missing when the backup was made. */
  sound: z.boolean(),
  /** Bytes on the disk. */
  size: z.int(),
})

/**
 * `missing` brings back what the backup has and the library has not, and changes nothing else. `exact` makes every note
 * what it was, by new versions: later words stay in the history, notes written since go to the trash.
 */
export const RestoreMode = z.enum(['missing', 'exact'])

export const RestorePlan = z.strictObject({ name: BackupName, mode: RestoreMode, dryRun: z.boolean() })

/** What a restore did, or would do. Counts are of notes but where they say else. */
export const RestoreOutcome = z.strictObject({
  /** The backup of the state before; null in a dry run. */
  before: z.nullable(BackupName),
  /** Notes that the library did not know at all, or could not read any more. */
  broughtBack: z.int(),
  /** Notes that the library has and that look different now. */
  changed: z.int(),
  /** Notes that went to the trash, because they were written later (only `exact`). */
  removed: z.int(),
  /** Notes that are in the trash since and stay there (only `missing`). */
  leftDeleted: z.int(),
  /** Versions that came back into the history. */
  versions: z.int(),
  /** Texts that were put back. */
  texts: z.int(),
  /** Texts that the backup names and that cannot be read from it. */
  lostTexts: z.int(),
  /** Other files of devices that were put back. */
  files: z.int(),
})

export const backupMethods = {
  /** Newest first. */
  'backups.list': method(Nothing, z.strictObject({ folder: z.string(), backups: z.array(Backup) })),
  /** Makes one now; null when the newest holds the same already. */
  'backups.make': method(Nothing, z.nullable(Backup)),
  'backups.restore': method(RestorePlan, RestoreOutcome),
  /**
   * The way out for a document whose notes cannot be read and which is read-only for that: what is damaged is set aside,
   * nothing is removed, and notes can be written again. Refused for any other document.
   */
  'notes.beginAnew': method(z.strictObject({ documentId: Id }), Nothing),
  'notes.canBeginAnew': method(z.strictObject({ documentId: Id }), z.boolean()),
} as const

export const backupEvents = {
  /** The notes of these documents were restored, imported or begun anew: everything about them may be different. */
  'notes.replaced': z.strictObject({ documentIds: z.array(Id) }),
} as const

export type BackupReason = z.infer<typeof BackupReason>
export type Backup = z.infer<typeof Backup>
export type RestoreMode = z.infer<typeof RestoreMode>
export type RestorePlan = z.infer<typeof RestorePlan>
export type RestoreOutcome = z.infer<typeof RestoreOutcome>
