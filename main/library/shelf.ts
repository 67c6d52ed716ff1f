import { z } from 'zod/mini'
import { Id } from '../../preload/contract/define.ts'
import { Tags, Version } from '../../preload/contract/notes.ts'
import { OwnTitle, Revision } from '../../preload/contract/shelf.ts'
import type { NoteFiles, Problem } from '../notes/files.ts'
import { compareVersions } from '../notes/stamps.ts'
import { lookEvery, openEventLog, type EventLog } from '../study/event-log.ts'
import type { LibraryLayout } from './layout.ts'

const stamped = { documentId: Id, version: Version }

/** One line of a shelf log: what the reader did with a document as a whole. The last word on each matter stands. */
export const ShelfEvent = z.discriminatedUnion('kind', [
  /** An edition was added, the first or a new one; `name` is what its file was called. */
  z.strictObject({ kind: z.literal('added'), revision: Revision, name: z.string().check(z.maxLength(300)), ...stamped }),
  z.strictObject({ kind: z.literal('title'), title: z.nullable(OwnTitle), ...stamped }),
  z.strictObject({ kind: z.literal('tags'), tags: Tags, ...stamped }),
  z.strictObject({ kind: z.literal('trash'), removed: z.boolean(), ...stamped }),
])

export type ShelfEvent = z.infer<typeof ShelfEvent>

/** What is known of a document's place in the library. */
export interface ShelfEntry {
  readonly ownTitle: string | null
  readonly tags: readonly string[]
  /** When it was put into the trash, in milliseconds since 1970; null while it is not there. */
  readonly removedAt: number | null
  /** When it was first added, in milliseconds since 1970; null where nobody wrote that down. */
  readonly addedAt: number | null
  /** What its file was called; empty where that is not known. */
  readonly fileName: string
  /** When each revision was added, in milliseconds since 1970. */
  readonly revisions: ReadonlyMap<string, number>
}

export const plainEntry: ShelfEntry = { ownTitle: null, tags: [], removedAt: null, addedAt: null, fileName: '', revisions: new Map() }

export const parseShelfEvent = (json: unknown): ShelfEvent | null => ShelfEvent.safeParse(json).data ?? null

const timeOf = ({ version }: ShelfEvent): number => Number(version.hlc.slice(0, 13))

/** What a set of events comes to, in whatever order they are. Stamps above `ceiling` count as it. */
export const replayShelf = (events: readonly ShelfEvent[], ceiling: string): ReadonlyMap<string, ShelfEntry> => {
  const ordered = [...events].sort(
    (a, b) => compareVersions(a.version, b.version, ceiling) || (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1),
  )
  const entries = new Map<string, ShelfEntry>()
  for (const event of ordered) {
    const entry = entries.get(event.documentId) ?? plainEntry
    if (event.kind === 'added') {
      const revisions = new Map(entry.revisions)
      if (!revisions.has(event.revision)) revisions.set(event.revision, timeOf(event))
      // What is added again is wanted again.
      entries.set(event.documentId, {
        ...entry,
        addedAt: entry.addedAt ?? timeOf(event),
        fileName: event.name === '' ? entry.fileName : event.name,
        revisions,
        removedAt: null,
      })
    } else if (event.kind === 'title') entries.set(event.documentId, { ...entry, ownTitle: event.title })
    else if (event.kind === 'tags') entries.set(event.documentId, { ...entry, tags: event.tags })
    else entries.set(event.documentId, { ...entry, removedAt: event.removed ? (entry.removedAt ?? timeOf(event)) : null })
  }
  return entries
}

type Unstamped<Event> = Event extends ShelfEvent ? Omit<Event, 'version'> : never

export interface Shelf {
  entry(documentId: string): Promise<ShelfEntry>
  /** Documents that anything is known of. */
  entries(): Promise<ReadonlyMap<string, ShelfEntry>>
  /** Resolves when the change is on the disk. Throws 'read-only', 'disk-full', 'disk-failed'. */
  change(event: Unstamped<ShelfEvent>): Promise<void>
  /** Looks at other devices' logs every `interval` ms; returns its own end. */
  watch(onChanged: (documentIds: readonly string[]) => void, interval: number): () => void
  close(): Promise<void>
}

export interface ShelfDeps {
  readonly files: NoteFiles
  readonly layout: Pick<LibraryLayout, 'devices' | 'shelf' | 'shelfFolder'>
  readonly deviceId: string
  readonly now: () => number
  readonly report: (problem: Problem) => void
  readonly readOnly: boolean
}

const inspectable = (entry: ShelfEntry | undefined): string =>
  JSON.stringify(entry && { ...entry, revisions: [...entry.revisions] })

/** Titles, tags and the trash: one append-only log a device, read when first asked for. */
export const createShelf = (deps: ShelfDeps): Shelf => {
  const { layout, ...rest } = deps
  let opening: Promise<EventLog<ShelfEvent>> | null = null
  let known: ReadonlyMap<string, ShelfEntry> | null = null
  const open = (): Promise<EventLog<ShelfEvent>> => {
    opening ??= openEventLog<ShelfEvent>({
      ...rest,
      devices: layout.devices,
      folder: layout.shelfFolder,
      path: layout.shelf,
      parse: parseShelfEvent,
    }).catch((error: unknown) => {
      opening = null
      throw error
    })
    return opening
  }
  const entries = async (): Promise<ReadonlyMap<string, ShelfEntry>> => {
    const log = await open()
    known ??= replayShelf(log.events(), log.ceiling())
    return known
  }
  return {
    entries,
    entry: async (documentId) => (await entries()).get(documentId) ?? plainEntry,
    change: async (event) => {
      const log = await open()
      await log.append(event)
      known = null
    },
    watch: (onChanged, interval) => {
      const look = async (): Promise<void> => {
        const before = await entries()
        if (!(await (await open()).readElsewhere())) return
        known = null
        const after = await entries()
        const ids = new Set([...before.keys(), ...after.keys()])
        const changed = [...ids].filter((id) => inspectable(before.get(id)) !== inspectable(after.get(id)))
        if (changed.length > 0) onChanged(changed)
      }
      return lookEvery(interval, look)
    },
    close: async () => {
      await (await opening?.catch(() => null))?.close()
    },
  }
}
