import { z } from 'zod/mini'
import { EnteredSource, Source } from '../../preload/contract/bibliography.ts'
import { Id } from '../../preload/contract/define.ts'
import { ReadingRule, readingRuleLimit } from '../../preload/contract/readings.ts'
import { StyleChange, type StyleField } from '../../preload/contract/style.ts'
import { AppError } from '../../preload/contract/wire.ts'
import { openStateFile, type StateDeps, type StateFile } from './state-file.ts'

export interface StyleStore {
  /** What of the style is the document's own. */
  get(documentId: string): StyleChange
  change(documentId: string, change: StyleChange): StyleChange
  /** Without `fields`, all of them. */
  clear(documentId: string, fields?: readonly StyleField[]): StyleChange
}

export interface ReadingRuleStore {
  list(documentId: string): readonly ReadingRule[]
  /** Throws AppError('too-large') when a document has as many rules as can be kept. */
  set(documentId: string, rule: ReadingRule): readonly ReadingRule[]
  remove(documentId: string, rule: ReadingRule): readonly ReadingRule[]
}

export interface SourceStore {
  /** What the reader has entered about the document's source. */
  get(documentId: string): EnteredSource
  /** Resolves when it is on the disk. Throws AppError('read-only') where it would not be kept. */
  set(documentId: string, entered: EnteredSource): Promise<EnteredSource>
}

export interface PreferenceStores {
  readonly styles: StyleStore
  readonly readings: ReadingRuleStore
  readonly sources: SourceStore
  readonly writers: readonly StateFile<unknown>['writer'][]
}

/** Kept for so many documents; the longest unchanged go first. */
const documentLimit = 2000

/** One document's preferences. A list, because an object would put ids that are numbers before all others. */
interface Kept<T> {
  readonly documentId: string
  readonly value: T
}

const Fields = z.record(z.string(), z.unknown())

const KeptEntry = z.object({ documentId: Id, value: z.unknown() })

/** The entries, least lately changed first, that `parse` understands; null where it is no list at all. */
const parseKept =
  <T>(parse: (value: unknown) => T | null) =>
  (data: unknown): readonly Kept<T>[] | null => {
    if (!Array.isArray(data)) return null
    const entries = data.slice(-documentLimit).flatMap((one): Kept<T>[] => {
      const entry = KeptEntry.safeParse(one)
      const value = entry.success ? parse(entry.data.value) : null
      return entry.success && value !== null ? [{ documentId: entry.data.documentId, value }] : []
    })
    return [...new Map(entries.map((entry) => [entry.documentId, entry])).values()]
  }

/** The preferences of single documents, in a file of the state folder. */
const openByDocument = async <T>(
  kind: 'styles' | 'readings' | 'sources',
  path: string,
  parse: (value: unknown) => T | null,
  deps: StateDeps,
) => {
  const place = { kind, path, previous: `${path}.previous`, parse: parseKept(parse) }
  const file = await openStateFile<readonly Kept<T>[]>(place, [], deps)
  return {
    writer: file.writer,
    writable: file.writable,
    get: (documentId: string): T | null => file.data().find((one) => one.documentId === documentId)?.value ?? null,
    /** Null forgets the document. */
    put: (documentId: string, value: T | null): void => {
      const others = file.data().filter((one) => one.documentId !== documentId)
      file.change(value === null ? others : [...others.slice(1 - documentLimit), { documentId, value }])
    },
  }
}

const sameWord = (a: ReadingRule, b: ReadingRule): boolean =>
  a.word === b.word && a.before === b.before && a.after === b.after

const parseRules = (value: unknown): readonly ReadingRule[] | null => {
  if (!Array.isArray(value)) return null
  return value.slice(0, readingRuleLimit).flatMap((one) => {
    const parsed = ReadingRule.safeParse(one)
    return parsed.success ? [parsed.data] : []
  })
}

/** Null when nothing of it is understood. */
const orNull = (style: StyleChange): StyleChange | null => (Object.keys(style).length === 0 ? null : style)

/** The fields that can be understood. */
const parseSource = (value: unknown): EnteredSource | null => {
  const fields = Fields.safeParse(value)
  if (!fields.success) return null
  const known = Object.entries(Source.shape).flatMap(([name, schema]) => {
    const parsed = schema.safeParse(fields.data[name])
    return parsed.success ? [[name, parsed.data] as const] : []
  })
  return EnteredSource.parse(Object.fromEntries(known))
}

/** What a reader has set for single documents: style, readings of words, where it was published. Files of the state folder. */
export const createPreferenceStores = async (
  deps: StateDeps,
  knownStyle: (fields: { readonly [name: string]: unknown }) => object,
): Promise<PreferenceStores> => {
  const { layout } = deps
  const parseStyle = (value: unknown): StyleChange | null => {
    const fields = Fields.safeParse(value)
    return fields.success ? orNull(StyleChange.parse(knownStyle(fields.data))) : null
  }
  const styles = await openByDocument('styles', layout.styles, parseStyle, deps)
  const readings = await openByDocument('readings', layout.readings, parseRules, deps)
  const sources = await openByDocument('sources', layout.sources, parseSource, deps)

  const styleOf = (documentId: string): StyleChange => styles.get(documentId) ?? {}
  const putStyle = (documentId: string, style: StyleChange): StyleChange => {
    if (JSON.stringify(style) !== JSON.stringify(styleOf(documentId))) styles.put(documentId, orNull(style))
    return style
  }
  const rulesOf = (documentId: string): readonly ReadingRule[] => readings.get(documentId) ?? []
  const putRules = (documentId: string, rules: readonly ReadingRule[]) => {
    readings.put(documentId, rules.length === 0 ? null : rules)
    return rules
  }
  return {
    styles: {
      get: styleOf,
      change: (documentId, change) => {
        const given = Object.entries(change).filter(([, value]) => value !== undefined)
        return putStyle(documentId, StyleChange.parse({ ...styleOf(documentId), ...Object.fromEntries(given) }))
      },
      clear: (documentId, fields) => {
        const left = Object.entries(styleOf(documentId)).filter(([name]) => fields?.every((field) => field !== name))
        return putStyle(documentId, StyleChange.parse(Object.fromEntries(left)))
      },
    },
    readings: {
      list: rulesOf,
      set: (documentId, rule) => {
        const others = rulesOf(documentId).filter((known) => !sameWord(known, rule))
        if (others.length >= readingRuleLimit) throw new AppError('too-large', 'too many readings', { documentId })
        return putRules(documentId, [...others, rule])
      },
      remove: (documentId, rule) => putRules(documentId, rulesOf(documentId).filter((known) => !sameWord(known, rule))),
    },
    sources: {
      get: (documentId) => sources.get(documentId) ?? {},
      set: async (documentId, entered) => {
        if (!sources.writable) throw new AppError('read-only', 'the settings cannot be written', { documentId })
        const given = Object.fromEntries(Object.entries(entered).filter(([, value]) => value !== undefined))
        const next = EnteredSource.parse(given)
        sources.put(documentId, Object.keys(given).length === 0 ? null : next)
        await sources.writer.flush()
        return next
      },
    },
    writers: [styles.writer, readings.writer, sources.writer],
  }
}
