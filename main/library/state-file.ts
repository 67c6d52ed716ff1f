import type { Problem } from '../../preload/contract/app.ts'
import { createDelayedWrite } from '../notes/delayed-write.ts'
import type { DelayedWrite } from '../notes/delayed-write.ts'
import { makeProblem } from '../notes/files.ts'
import type { NoteFiles } from '../notes/files.ts'
import { createStoredFile, setAsideDamaged } from '../notes/stored-file.ts'
import type { StoredPlace } from '../notes/stored-file.ts'
import type { StateLayout } from './layout.ts'

export interface StateDeps {
  readonly files: NoteFiles
  readonly layout: StateLayout
  readonly now: () => number
  readonly report: (problem: Problem) => void
  /** False keeps all changes in memory. */
  readonly writable: boolean
}

export interface StateFile<T> {
  readonly data: () => T
  readonly change: (data: T) => void
  readonly writer: DelayedWrite
  /** False when changes stay in memory. */
  readonly writable: boolean
}

/** A lowdb file of the state folder: read once, changed in memory, on the disk soon after. */
export const openStateFile = async <T>(place: StoredPlace<T>, initial: T, deps: StateDeps): Promise<StateFile<T>> => {
  const file = createStoredFile<T>(
    { ...place, files: deps.files, device: () => 'state', hlc: () => '0000000000000-0000' },
    initial,
  )
  const stored = await file.read()
  if (deps.writable) for (const problem of await setAsideDamaged(deps.files, place, stored, 0)) deps.report(problem)
  if (stored.current === 'newer') deps.report(makeProblem('read-only-newer-format', place.path))
  const writer = createDelayedWrite({ write: file.write })
  const writable = deps.writable && stored.current !== 'newer'
  return {
    data: () => file.low.data,
    change: (data) => {
      file.low.data = data
      if (writable) writer.touch()
    },
    writer,
    writable,
  }
}
