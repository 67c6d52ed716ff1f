import { z } from 'zod/mini'
import { defaultSettings, ReadingPosition, Settings } from '../../preload/contract/app.ts'
import type { Problem } from '../../preload/contract/app.ts'
import { createDelayedWrite } from '../notes/delayed-write.ts'
import type { DelayedWrite } from '../notes/delayed-write.ts'
import { makeProblem } from '../notes/files.ts'
import type { NoteFiles } from '../notes/files.ts'
import { createStoredFile, setAsideDamaged } from '../notes/stored-file.ts'
import type { StoredPlace } from '../notes/stored-file.ts'
import type { StateLayout } from './layout.ts'

export type SettingsChange = { readonly [Name in keyof Settings]?: Settings[Name] | undefined }

export interface SettingsStore {
  get(): Settings
  /** In force at once, on the disk soon after. */
  change(changes: SettingsChange): Settings
}

export interface PositionStore {
  get(documentId: string): ReadingPosition | null
  set(position: Omit<ReadingPosition, 'updatedAt'>): ReadingPosition
}

export interface StateStores {
  readonly settings: SettingsStore
  readonly positions: PositionStore
  flush(): Promise<void>
  /** Writes what is due, if the disk lets it. */
  close(): Promise<void>
}

export interface StateDeps {
  readonly files: NoteFiles
  readonly layout: StateLayout
  readonly now: () => number
  readonly report: (problem: Problem) => void
  /** False keeps all changes in memory. */
  readonly writable: boolean
}

/** Positions are kept for so many documents; the longest unread go first. */
const positionLimit = 2000

const Fields = z.record(z.string(), z.unknown())

/** What cannot be understood falls back to its default, field by field. */
export const parseSettings = (data: unknown): Settings | null => {
  const fields = Fields.safeParse(data)
  if (!fields.success) return null
  const known = Object.entries(Settings.shape).flatMap(([name, schema]) => {
    const parsed = schema.safeParse(fields.data[name])
    return parsed.success ? [[name, parsed.data] as const] : []
  })
  return Settings.parse({ ...defaultSettings, ...Object.fromEntries(known) })
}

interface Positions {
  readonly positions: readonly ReadingPosition[]
}

const parsePositions = (data: unknown): Positions | null => {
  const list = z.object({ positions: z.array(z.unknown()).check(z.maxLength(positionLimit)) }).safeParse(data)
  if (!list.success) return null
  return {
    positions: list.data.positions.flatMap((one) => {
      const parsed = ReadingPosition.safeParse(one)
      return parsed.success ? [parsed.data] : []
    }),
  }
}

interface StateFile<T> {
  readonly data: () => T
  readonly change: (data: T) => void
  readonly writer: DelayedWrite
}

const openStateFile = async <T>(place: StoredPlace<T>, initial: T, deps: StateDeps): Promise<StateFile<T>> => {
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
  }
}

/** Settings and reading positions: lowdb files in the state folder, outside the library. */
export const openStateStores = async (deps: StateDeps): Promise<StateStores> => {
  const { layout, now } = deps
  const settings = await openStateFile<Settings>(
    { kind: 'settings', path: layout.settings, previous: `${layout.settings}.previous`, parse: parseSettings },
    { ...defaultSettings },
    deps,
  )
  const positions = await openStateFile<Positions>(
    { kind: 'positions', path: layout.positions, previous: `${layout.positions}.previous`, parse: parsePositions },
    { positions: [] },
    deps,
  )
  const byDocument = new Map(positions.data().positions.map((one) => [one.documentId, one]))
  const flush = async (): Promise<void> => {
    await settings.writer.flush()
    await positions.writer.flush()
  }
  return {
    settings: {
      get: settings.data,
      change: (changes) => {
        const given = Object.entries(changes).filter(([, value]) => value !== undefined)
        const next = Settings.parse({ ...settings.data(), ...Object.fromEntries(given) })
        if (JSON.stringify(next) !== JSON.stringify(settings.data())) settings.change(next)
        return next
      },
    },
    positions: {
      get: (documentId) => byDocument.get(documentId) ?? null,
      set: (position) => {
        const next = { ...position, updatedAt: now() }
        byDocument.delete(position.documentId)
        byDocument.set(position.documentId, next)
        const oldest = byDocument.keys().next()
        if (byDocument.size > positionLimit && oldest.done !== true) byDocument.delete(oldest.value)
        positions.change({ positions: [...byDocument.values()] })
        return next
      },
    },
    flush,
    close: async () => {
      // A full disk must not keep the program from ending; a pane width is not worth it.
      await settings.writer.flush().catch(() => undefined)
      await positions.writer.flush().catch(() => undefined)
      settings.writer.stop()
      positions.writer.stop()
    },
  }
}
