import type { Version } from '../../preload/contract/notes.ts'
import { AppError } from '../../preload/contract/wire.ts'
import { Id } from '../../preload/contract/define.ts'
import { makeProblem } from '../notes/files.ts'
import type { DurableLog, NoteFiles, Problem } from '../notes/files.ts'
import { createStampClock } from '../notes/stamps.ts'
import type { StudyEvent } from './study-event.ts'
import { decodeEvents, encodeEvents } from './study-log.ts'

export interface StudyPaths {
  readonly devices: string
  studyFolder(device: string): string
  study(device: string, documentId: string): string
}

export interface StudyDeps {
  readonly files: NoteFiles
  readonly paths: StudyPaths
  readonly deviceId: string
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly report: (problem: Problem) => void
  readonly readOnly: boolean
}

type Unstamped<Event> = Event extends StudyEvent ? Omit<Event, 'version' | 'documentId'> : never

export interface DocumentStudy {
  readonly readOnly: boolean
  /** All events of all devices, each once. */
  events(): readonly StudyEvent[]
  /** Stamps above this one count as this one. */
  ceiling(): string
  /** Resolves when the event is on the disk and synced. Throws 'read-only', 'disk-full', 'disk-failed'. */
  append(event: Unstamped<StudyEvent>): Promise<void>
  /** True when another device's log had something new. */
  readElsewhere(): Promise<boolean>
  close(): Promise<void>
}

export interface StudyLogs {
  readonly deviceId: string
  document(documentId: string): Promise<DocumentStudy>
  /** Reads other devices' logs of the open documents every `interval` ms; returns its own end. */
  watch(onChanged: (documentId: string) => void, interval: number): () => void
  close(): Promise<void>
}

const keyOf = (event: StudyEvent): string => JSON.stringify(event)

const openDocumentStudy = async (deps: StudyDeps, documentId: string): Promise<DocumentStudy> => {
  const { files, paths, deviceId, now, report } = deps
  const clock = createStampClock(now)
  const known = new Map<string, StudyEvent>()
  const seen = new Map<string, string>()

  const absorb = (events: readonly StudyEvent[]): boolean => {
    const before = known.size
    for (const event of events) {
      known.set(keyOf(event), event)
      clock.follow(event.version.hlc, event.version.device === deviceId)
    }
    return known.size > before
  }
  const read = async (path: string): Promise<Uint8Array | 'unreadable' | null> =>
    files.read(path).catch((error: unknown) => {
      if (error instanceof AppError) return 'unreadable' as const
      throw error
    })
  /** The device's log and copies of it that a sync engine made under another name. */
  const logsOf = async (device: string): Promise<string[]> =>
    (await files.list(paths.studyFolder(device)))
      .filter((name) => {
        if (!name.endsWith('.jsonl') || !name.startsWith(documentId)) return false
        const stem = name.slice(0, -'.jsonl'.length)
        return stem === documentId || !Id.safeParse(stem).success
      })
      .map((name) => `${paths.studyFolder(device)}/${name}`)
  const readForeign = async (path: string): Promise<boolean> => {
    const state = (await files.state(path))?.mark ?? ''
    if (seen.get(path) === state) return false
    seen.set(path, state)
    const bytes = await read(path)
    if (bytes === null) return false
    if (bytes === 'unreadable') {
      report(makeProblem('unreadable', path))
      return false
    }
    // A line of another device that is not whole yet comes with the next look.
    return absorb(decodeEvents(documentId, bytes).events)
  }
  const readOthers = async (): Promise<boolean> => {
    let changed = false
    for (const device of await files.list(paths.devices)) {
      if (!Id.safeParse(device).success) continue
      for (const path of await logsOf(device)) {
        if (path !== ownPath && (await readForeign(path))) changed = true
      }
    }
    return changed
  }

  const ownPath = paths.study(deviceId, documentId)
  const bytes = await read(ownPath)
  await files.verify()
  if (bytes === 'unreadable') report(makeProblem('unreadable', ownPath))
  const own = decodeEvents(documentId, bytes instanceof Uint8Array ? bytes : new Uint8Array(0))
  // Damaged lines stay where they are: the log is only added to.
  if (own.bad > 0) report(makeProblem('unreadable', ownPath, null, own.bad))
  const readOnly = deps.readOnly || bytes === 'unreadable'
  const written = new Set(own.events.map(keyOf))
  absorb(own.events)
  await readOthers()

  const log: DurableLog | null = readOnly ? null : files.openLog(ownPath, own.end, own.torn.length)
  if (log && own.torn.length > 0) {
    report(makeProblem('set-aside', ownPath, await files.keepBeside(ownPath, own.torn)))
    await log.append(new Uint8Array(0))
  }

  const write = async (events: readonly StudyEvent[]): Promise<void> => {
    if (!log) throw new AppError('read-only', 'the study log of this document cannot be written')
    const lines = encodeEvents(events)
    const before = log.end()
    await log.append(lines)
    for (const event of events) written.add(keyOf(event))
    if (log.end() === before + lines.length) return
    // Somebody exchanged or removed the log: what it has lost is written again.
    const found = await read(ownPath)
    const there = decodeEvents(documentId, found instanceof Uint8Array ? found : new Uint8Array(0)).events
    absorb(there)
    written.clear()
    for (const event of there) written.add(keyOf(event))
    await copyMissing()
  }
  /** Each device's log holds all that it knows, so that a lost log costs nothing that another device has seen. */
  const copyMissing = async (): Promise<void> => {
    const missing = [...known].filter(([key]) => !written.has(key)).map(([, event]) => event)
    if (!log || missing.length === 0) return
    const lines = encodeEvents(missing)
    await log.append(lines)
    for (const event of missing) written.add(keyOf(event))
  }
  const copyIfPossible = async (): Promise<void> =>
    copyMissing().catch((error: unknown) => {
      // A full disk keeps the copy for later; the other device still has it.
      if (!(error instanceof AppError)) throw error
    })
  await copyIfPossible()

  let queue: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = queue.then(work)
    queue = result.catch(() => undefined)
    return result
  }
  return {
    readOnly,
    events: () => [...known.values()],
    ceiling: clock.ceiling,
    append: (event) =>
      inTurn(async () => {
        const version: Version = { hlc: clock.next(), device: deviceId }
        const stamped: StudyEvent = { ...event, documentId, version }
        await write([stamped])
        absorb([stamped])
      }),
    readElsewhere: () =>
      inTurn(async () => {
        const changed = await readOthers()
        if (changed) await copyIfPossible()
        return changed
      }),
    close: () => inTurn(async () => log?.close()),
  }
}

/** The study logs of one library: what was read and how cards were answered, one append-only file a device and document. */
export const openStudyLogs = (deps: StudyDeps): StudyLogs => {
  const open = new Map<string, Promise<DocumentStudy>>()
  const document = (documentId: string): Promise<DocumentStudy> => {
    const known = open.get(documentId)
    if (known !== undefined) return known
    const opening = openDocumentStudy(deps, documentId)
    open.set(documentId, opening)
    opening.catch(() => open.delete(documentId))
    return opening
  }
  return {
    deviceId: deps.deviceId,
    document,
    watch: (onChanged, interval) => {
      let busy = false
      const look = async (): Promise<void> => {
        for (const [documentId, opening] of open) if (await (await opening).readElsewhere()) onChanged(documentId)
      }
      const timer = setInterval(() => {
        if (busy) return
        busy = true
        // A folder that is away for a moment is looked at again next time.
        look()
          .catch(() => undefined)
          .finally(() => {
            busy = false
          })
      }, interval)
      timer.unref()
      return () => clearInterval(timer)
    },
    close: async () => {
      for (const opening of open.values()) await (await opening.catch(() => null))?.close()
      open.clear()
    },
  }
}
