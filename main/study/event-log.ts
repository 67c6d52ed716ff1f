import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { Id } from '../../preload/contract/define.ts'
import type { Version } from '../../preload/contract/notes.ts'
import { AppError } from '../../preload/contract/wire.ts'
import { makeProblem } from '../notes/files.ts'
import type { DurableLog, NoteFiles, Problem } from '../notes/files.ts'
import { createStampClock } from '../notes/stamps.ts'

interface Stamped {
  readonly version: Version
}

/** Bytes; a longer line is not one of ours. */
const lineLimit = 32_768
/** Events of one file; the rest is left alone. */
const eventLimit = 2_000_000
const linePattern = /^\{"sum":"([0-9a-f]{16})","entry":(\{.*\})\}$/s

const sumOf = (entry: string): string => createHash('sha256').update(entry).digest('hex').slice(0, 16)

/** Events as lines of JSON, each with a checksum of its own. */
export const encodeLines = (events: readonly Stamped[]): Uint8Array =>
  Buffer.from(
    events
      .map((event) => {
        const entry = JSON.stringify(event)
        return `{"sum":"${sumOf(entry)}","entry":${entry}}\n`
      })
      .join(''),
  )

const decodeLine = <Event>(line: Uint8Array, parse: (json: unknown) => Event | null): Event | null => {
  if (line.length > lineLimit) return null
  const [, sum, entry] = linePattern.exec(Buffer.from(line).toString('utf8')) ?? []
  if (entry === undefined || sumOf(entry) !== sum) return null
  try {
    return parse(JSON.parse(entry))
  } catch {
    return null
  }
}

export interface EventLogText<Event> {
  readonly events: readonly Event[]
  /** Whole lines that could not be read. */
  readonly bad: number
  /** Length in bytes of the whole lines; what stands behind is a line whose writing was cut short. */
  readonly end: number
  readonly torn: Uint8Array
}

/** `parse` gives null for what is none of the log's events. */
export const decodeLines = <Event>(bytes: Uint8Array, parse: (json: unknown) => Event | null): EventLogText<Event> => {
  const events: Event[] = []
  let bad = 0
  let at = 0
  for (let next = bytes.indexOf(0x0a); next !== -1; next = bytes.indexOf(0x0a, at)) {
    const line = bytes.subarray(at, next)
    at = next + 1
    if (line.length === 0) continue
    const event = events.length < eventLimit ? decodeLine(line, parse) : null
    if (event === null) bad += 1
    else events.push(event)
  }
  return { events, bad, end: at, torn: bytes.subarray(at) }
}

export interface EventLogDeps<Event extends Stamped> {
  readonly files: NoteFiles
  /** Holds one folder a device. */
  readonly devices: string
  /** A device's log; the name is the same for all. */
  readonly path: (device: string) => string
  readonly folder: (device: string) => string
  readonly parse: (json: unknown) => Event | null
  readonly deviceId: string
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly report: (problem: Problem) => void
  readonly readOnly: boolean
}

type Unstamped<Event> = Event extends Stamped ? Omit<Event, 'version'> : never

export interface EventLog<Event extends Stamped> {
  readonly readOnly: boolean
  /** All events of all devices, each once. */
  events(): readonly Event[]
  /** Stamps above this one count as this one. */
  ceiling(): string
  /** Resolves when the event is on the disk and synced. Throws 'read-only', 'disk-full', 'disk-failed'. */
  append(event: Unstamped<Event>): Promise<void>
  /** True when another device's log had something new. */
  readElsewhere(): Promise<boolean>
  close(): Promise<void>
}

const keyOf = (event: Stamped): string => JSON.stringify(event)

/**
 * One append-only log a device; each device writes its own and reads all. What they say together is the set of their
 * events, the same in any order of reading.
 */
export const openEventLog = async <Event extends Stamped>(deps: EventLogDeps<Event>): Promise<EventLog<Event>> => {
  const { files, deviceId, now, report, parse } = deps
  const ownPath = deps.path(deviceId)
  const ownStem = basename(ownPath, '.jsonl')
  const clock = createStampClock(now)
  const known = new Map<string, Event>()
  const seen = new Map<string, string>()

  const absorb = (events: readonly Event[]): boolean => {
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
    (await files.list(deps.folder(device)))
      .filter((name) => {
        if (!name.endsWith('.jsonl') || !name.startsWith(ownStem)) return false
        const stem = name.slice(0, -'.jsonl'.length)
        return stem === ownStem || !Id.safeParse(stem).success
      })
      .map((name) => `${deps.folder(device)}/${name}`)
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
    return absorb(decodeLines(bytes, parse).events)
  }
  const readOthers = async (): Promise<boolean> => {
    let changed = false
    for (const device of await files.list(deps.devices)) {
      if (!Id.safeParse(device).success) continue
      for (const path of await logsOf(device)) {
        if (path !== ownPath && (await readForeign(path))) changed = true
      }
    }
    return changed
  }

  const bytes = await read(ownPath)
  await files.verify()
  if (bytes === 'unreadable') report(makeProblem('unreadable', ownPath))
  const own = decodeLines(bytes instanceof Uint8Array ? bytes : new Uint8Array(0), parse)
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

  const write = async (events: readonly Event[]): Promise<void> => {
    if (!log) throw new AppError('read-only', 'the log of this device cannot be written')
    const lines = encodeLines(events)
    const before = log.end()
    await log.append(lines)
    for (const event of events) written.add(keyOf(event))
    if (log.end() === before + lines.length) return
    // Somebody exchanged or removed the log: what it has lost is written again.
    const found = await read(ownPath)
    const there = decodeLines(found instanceof Uint8Array ? found : new Uint8Array(0), parse).events
    absorb(there)
    written.clear()
    for (const event of there) written.add(keyOf(event))
    await copyMissing()
  }
  /** Each device's log holds all that it knows, so that a lost log costs nothing that another device has seen. */
  const copyMissing = async (): Promise<void> => {
    const missing = [...known].filter(([key]) => !written.has(key)).map(([, event]) => event)
    if (!log || missing.length === 0) return
    const lines = encodeLines(missing)
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
        // Parsed as it will be read: what the log could not be read with again is not written.
        const stamped = parse({ ...event, version })
        if (stamped === null) throw new Error('an event of another log')
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

/** Looks again and again, never twice at once, in ms; returns its end. A folder that is away for a moment is looked at again next time. */
export const lookEvery = (interval: number, look: () => Promise<void>): (() => void) => {
  let busy = false
  const timer = setInterval(() => {
    if (busy) return
    busy = true
    look()
      .catch(() => undefined)
      .finally(() => {
        busy = false
      })
  }, interval)
  timer.unref()
  return () => clearInterval(timer)
}
