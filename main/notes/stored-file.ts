import { Low } from 'lowdb'
import type { Adapter } from 'lowdb'
import { AppError } from '../../preload/contract/wire.ts'
import { decodeEnvelope, encodeEnvelope } from './envelope.ts'
import type { Envelope } from './envelope.ts'
import { makeProblem } from './files.ts'
import type { NoteFiles, Problem } from './files.ts'

export interface StoredPlace<T> {
  readonly kind: Envelope['kind']
  readonly path: string
  /** Where the generation before is kept; null for none. */
  readonly previous: string | null
  /** Data of the right shape; null when it is something else, which counts as damage. */
  readonly parse: (data: unknown) => T | null
}

export interface Stored<T> {
  readonly current: 'ok' | 'missing' | 'damaged' | 'newer'
  /** From the current file, or else from the previous generation. */
  readonly value: { readonly data: T; readonly envelope: Envelope; readonly sum: string } | null
  readonly from: 'current' | 'previous' | null
  readonly previousDamaged: boolean
}

const readOne = async <T>(
  files: NoteFiles,
  place: StoredPlace<T>,
  path: string,
): Promise<Pick<Stored<T>, 'current' | 'value'>> => {
  let bytes: Uint8Array | null
  try {
    bytes = await files.read(path)
  } catch (error) {
    if (error instanceof AppError) return { current: 'damaged', value: null }
    throw error
  }
  if (bytes === null) return { current: 'missing', value: null }
  const decoded = decodeEnvelope(bytes, place.kind)
  if (decoded.state !== 'ok') return { current: decoded.state, value: null }
  const data = place.parse(decoded.data)
  if (data === null) return { current: 'damaged', value: null }
  return { current: 'ok', value: { data, envelope: decoded.envelope, sum: decoded.sum } }
}

/** Reads a file of ours, falling back on the generation before. Changes nothing. */
export const readStored = async <T>(files: NoteFiles, place: StoredPlace<T>): Promise<Stored<T>> => {
  const current = await readOne(files, place, place.path)
  if (current.value !== null || current.current === 'newer' || place.previous === null) {
    return { ...current, from: current.value === null ? null : 'current', previousDamaged: false }
  }
  const previous = await readOne(files, place, place.previous)
  return {
    current: current.current,
    value: previous.value,
    from: previous.value === null ? null : 'previous',
    previousDamaged: previous.current === 'damaged',
  }
}

/** Renames what `stored` found damaged. `count` tells how many notes were read elsewhere instead. */
export const setAsideDamaged = async <T>(
  files: NoteFiles,
  place: StoredPlace<T>,
  stored: Stored<T>,
  count: number,
): Promise<Problem[]> => {
  const damaged = [
    ...(stored.current === 'damaged' ? [place.path] : []),
    ...(stored.previousDamaged && place.previous !== null ? [place.previous] : []),
  ]
  const problems: Problem[] = []
  for (const path of damaged) problems.push(makeProblem('set-aside', path, await files.setAside(path), count))
  return problems
}

export interface StoredFileDeps<T> extends StoredPlace<T> {
  readonly files: NoteFiles
  readonly device: () => string
  readonly hlc: () => string
  /** Run around the replacing, with the checksum the file gets and the one it had; null when there was none. */
  readonly beforeReplace?: (sum: string, earlier: string | null) => Promise<void>
  readonly afterReplace?: (sum: string, earlier: string | null) => Promise<void>
}

/** lowdb over a file of ours: checksummed, synced, replaced atomically, with the generation before kept. */
export interface StoredFile<T> {
  readonly low: Low<T>
  /** Fills `low.data` where there is something to read; says what was found. Changes nothing on the disk. */
  read(): Promise<Stored<T>>
  /** Goes on from what was read already, leaving `low.data` as it is. */
  adopt(found: Stored<T>): void
  /** The checksum of the file as last read or written; null when there is none. */
  sum(): string | null
  /** Puts `low.data` on the disk. */
  write(): Promise<void>
}

export const createStoredFile = <T>(deps: StoredFileDeps<T>, initial: T): StoredFile<T> => {
  let stored: Stored<T> = { current: 'missing', value: null, from: null, previousDamaged: false }
  let seq = 0
  let sum: string | null = null
  const adopt = (found: Stored<T>): void => {
    stored = found
    seq = found.value?.envelope.seq ?? 0
    sum = found.from === 'current' ? (found.value?.sum ?? null) : null
  }
  const adapter: Adapter<T> = {
    read: async () => {
      adopt(await readStored(deps.files, deps))
      return stored.value?.data ?? null
    },
    write: async (data) => {
      const envelope = { kind: deps.kind, device: deps.device(), seq: seq + 1, hlc: deps.hlc() }
      const encoded = encodeEnvelope(envelope, JSON.stringify(data))
      await deps.beforeReplace?.(encoded.sum, sum)
      await deps.files.replace(deps.path, encoded.bytes, deps.previous)
      const earlier = sum
      seq += 1
      sum = encoded.sum
      await deps.afterReplace?.(encoded.sum, earlier)
    },
  }
  const low = new Low<T>(adapter, initial)
  return {
    low,
    read: async () => {
      await low.read()
      return stored
    },
    adopt,
    sum: () => sum,
    write: () => low.write(),
  }
}
