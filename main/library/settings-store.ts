import { z } from 'zod/mini'
import { defaultSettings, ReadingPosition, Settings } from '../../preload/contract/app.ts'
import { defaultStyle, ReadingStyle } from '../../preload/contract/style.ts'
import { createPreferenceStores, type PreferenceStores } from './preference-stores.ts'
import { openStateFile, type StateDeps } from './state-file.ts'

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
  readonly styles: PreferenceStores['styles']
  readonly readings: PreferenceStores['readings']
  readonly sources: PreferenceStores['sources']
  flush(): Promise<void>
  /** Writes what is due, if the disk lets it. */
  close(): Promise<void>
}

/** Positions are kept for so many documents; the longest unread go first. */
const positionLimit = 2000

const Fields = z.record(z.string(), z.unknown())

/** The fields of an object that their schemas understand. */
export const knownFields = (shape: { readonly [name: string]: z.ZodMiniType }, fields: { readonly [name: string]: unknown }) =>
  Object.fromEntries(
    Object.entries(shape).flatMap(([name, schema]) => {
      const parsed = schema.safeParse(fields[name])
      return parsed.success ? [[name, parsed.data] as const] : []
    }),
  )

/** Themes as the first version named them. */
const earlierThemes: { readonly [name: string]: string } = { light: 'paper', dark: 'dark', system: 'system' }

/** What cannot be understood falls back to its default, field by field; what an earlier version wrote is carried over. */
export const parseSettings = (data: unknown): Settings | null => {
  const fields = Fields.safeParse(data)
  if (!fields.success) return null
  const { style, theme } = fields.data
  const earlier = typeof theme === 'string' && Object.hasOwn(earlierThemes, theme) ? { theme: earlierThemes[theme] } : {}
  const styleFields = Fields.safeParse(style)
  const given = { ...earlier, ...(styleFields.success ? styleFields.data : {}) }
  return Settings.parse({
    ...defaultSettings,
    ...knownFields(Settings.shape, fields.data),
    style: { ...defaultStyle, ...knownFields(ReadingStyle.shape, given) },
  })
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
  const preferences = await createPreferenceStores(deps, (fields) => knownFields(ReadingStyle.shape, fields))
  const byDocument = new Map(positions.data().positions.map((one) => [one.documentId, one]))
  const writers = [settings.writer, positions.writer, ...preferences.writers]
  const flush = async (): Promise<void> => {
    for (const writer of writers) await writer.flush()
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
    styles: preferences.styles,
    readings: preferences.readings,
    sources: preferences.sources,
    flush,
    close: async () => {
      // A full disk must not keep the program from ending; a pane width is not worth it.
      for (const writer of writers) await writer.flush().catch(() => undefined)
      for (const writer of writers) writer.stop()
    },
  }
}
