import type { HistoryMark } from './files.ts'
import type { NoteVersion } from './note-version.ts'
import { versionKey } from './stamps.ts'

export interface Bookkeeping {
  readonly deviceId: string
  /** How far the history once reached. */
  readonly history: HistoryMark
  /** Nothing counted there was made later than this. */
  readonly hlc: string
}

/**
 * How many of the versions a device once had in its history are in none of its files any more; 0 when all were found.
 * `lastKept` tells that the last of them is known to be there. Other versions cannot be told from ours one by one, but
 * they are later, or of another device, as a rule: the count errs on the low side, never to 0 when the last is lost.
 */
export const countLost = (
  { deviceId, history, hlc }: Bookkeeping,
  found: readonly NoteVersion[],
  lastKept: boolean,
): number => {
  if (history.versions === 0) return 0
  const ours = found.filter(({ version }) => version.device === deviceId && version.hlc <= hlc)
  const keys = new Set(ours.map(({ note, version }) => `${note.id} ${versionKey(version)}`))
  return Math.max(lastKept ? 0 : 1, history.versions - keys.size)
}

/** How many notes a reader has in these versions: those not deleted, each once. */
export const countNotes = (heads: readonly NoteVersion[]): number =>
  new Set(heads.filter(({ note }) => !note.deleted).map(({ note }) => note.id)).size
