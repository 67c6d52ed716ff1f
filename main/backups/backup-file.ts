import { promisify } from 'node:util'
import { brotliCompress, brotliDecompress, constants } from 'node:zlib'
import { z } from 'zod/mini'
import { Id } from '../../preload/contract/define.ts'
import { BackupReason } from '../../preload/contract/backups.ts'
import { AppError } from '../../preload/contract/wire.ts'
import { KeptPath, keptLimits, Sum, sumOf, type KeptFile } from './kept-file.ts'

/** Newest format of a backup that this program writes and reads. */
export const backupFormat = 1

const Count = z.int().check(z.nonnegative())

/** What a backup says of itself on its first line. */
export const BackupHead = z.strictObject({
  kind: z.literal('yandu-backup'),
  format: z.int().check(z.positive()),
  libraryId: Id,
  /** Counts the backups of a library: their order, whatever the clock said. */
  seq: Count,
  /** Milliseconds since 1970, as the clock said. */
  made: Count,
  /** Milliseconds that only go on, and by a day at most from one to the next: what rotation counts by. */
  time: Count,
  reason: BackupReason,
  /** Not deleted. */
  notes: Count,
  /** Versions of notes, which in a whole library never get fewer. */
  versions: Count,
  documents: Count,
  /** Nothing was unreadable and nothing had got lost since the backup before. */
  sound: z.boolean(),
  /** Checksum of the list of files: two backups of the same state have the same. */
  content: Sum,
  /** Bytes behind the first line, unpacked and packed, and the checksum of the packed ones. */
  bytes: Count.check(z.lte(keptLimits.all + 100_000_000)),
  packed: Count,
  sum: Sum,
})

/** A file of the library in a backup; that of a text is kept beside the backups, once for all of them. */
const Entry = z.strictObject({ path: KeptPath, bytes: Count.check(z.lte(keptLimits.file)), sum: Sum, beside: z.boolean() })

const Index = z.array(Entry).check(z.maxLength(keptLimits.count))

export type BackupHead = z.infer<typeof BackupHead>
export type BackupEntry = z.infer<typeof Entry>

const pack = promisify(brotliCompress)
const unpack = promisify(brotliDecompress)
const lineFeed = 0x0a
/** Bytes; the first line of a backup is shorter. */
const headLimit = 4096

/** Brotli with a window that reaches from the notes file to the history, which say much the same. */
export const packBytes = (bytes: Uint8Array): Promise<Buffer> =>
  pack(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 4,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  })

const damaged = (message: string, cause?: unknown): AppError => new AppError('damaged-file', message, {}, cause)

/** Unpacks no more than `bytes`, which must be exactly what comes out. Throws AppError('damaged-file'). */
export const unpackBytes = async (packed: Uint8Array, bytes: number): Promise<Buffer> => {
  const unpacked = await unpack(packed, { maxOutputLength: Math.max(1, bytes) }).catch((error: unknown) => {
    throw damaged('the backup cannot be unpacked', error)
  })
  if (unpacked.length !== bytes) throw damaged('the backup is not as long as it says')
  return unpacked
}

/** The list of what is in a backup, in the order of the bytes; sorted by path. */
export const entriesOf = (files: readonly KeptFile[], isBeside: (path: string) => boolean): BackupEntry[] =>
  files
    .map(({ path, bytes }) => ({ path, bytes: bytes.length, sum: sumOf(bytes), beside: isBeside(path) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))

/** One line that says what is inside, then the packed files. `files` by path; those beside are not put in. */
export const encodeBackup = async (
  facts: Omit<BackupHead, 'kind' | 'format' | 'content' | 'bytes' | 'packed' | 'sum'>,
  entries: readonly BackupEntry[],
  files: ReadonlyMap<string, Uint8Array>,
): Promise<{ bytes: Uint8Array; head: BackupHead }> => {
  const index = JSON.stringify(entries)
  const parts: Uint8Array[] = [Buffer.from(`${index}\n`)]
  for (const { path, beside } of entries) {
    const bytes = files.get(path)
    if (beside) continue
    if (bytes === undefined) throw new Error(`a file to be kept got lost: ${path}`)
    parts.push(bytes)
  }
  const body = Buffer.concat(parts)
  if (entries.length > keptLimits.count || body.length > keptLimits.all) {
    throw new AppError('too-large', 'the library is too large for one backup', { bytes: body.length })
  }
  const packed = await packBytes(body)
  const head: BackupHead = {
    kind: 'yandu-backup',
    format: backupFormat,
    ...facts,
    content: sumOf(index),
    bytes: body.length,
    packed: packed.length,
    sum: sumOf(packed),
  }
  const text = JSON.stringify(head)
  return { head, bytes: Buffer.concat([Buffer.from(`${sumOf(text)} ${text}\n`), packed]) }
}

export type ReadHead =
  | { readonly state: 'ok'; readonly head: BackupHead; readonly body: number }
  | { readonly state: 'damaged' | 'newer' }

/** Reads the first line; `body` is where the packed bytes begin. Their checksum is not looked at. */
export const readHead = (bytes: Uint8Array): ReadHead => {
  const end = bytes.subarray(0, headLimit).indexOf(lineFeed)
  const line = Buffer.from(bytes.subarray(0, Math.max(0, end))).toString('utf8')
  const text = line.slice(65)
  if (end < 0 || line.slice(0, 65) !== `${sumOf(text)} `) return { state: 'damaged' }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { state: 'damaged' }
  }
  const format = z.object({ format: z.int() }).safeParse(value).data?.format
  if (format !== undefined && format > backupFormat) return { state: 'newer' }
  const head = BackupHead.safeParse(value)
  return head.success ? { state: 'ok', head: head.data, body: end + 1 } : { state: 'damaged' }
}

/** Whether the packed bytes are those that were written; they are not unpacked for it. */
export const isWhole = (bytes: Uint8Array): boolean => {
  const read = readHead(bytes)
  if (read.state !== 'ok') return false
  const packed = bytes.subarray(read.body)
  return packed.length === read.head.packed && sumOf(packed) === read.head.sum
}

export interface OpenedBackup {
  readonly head: BackupHead
  readonly entries: readonly BackupEntry[]
  /** The files that are inside, by path. */
  readonly files: ReadonlyMap<string, Uint8Array>
}

/**
 * Unpacks a backup and verifies every file in it. A backup is read like anything that comes from outside: what is larger
 * than it says, has a path that leads elsewhere or a path twice is damaged. Throws AppError('damaged-file' | 'read-only'
 * for a newer format).
 */
export const openBackup = async (bytes: Uint8Array): Promise<OpenedBackup> => {
  const read = readHead(bytes)
  if (read.state === 'newer') throw new AppError('read-only', 'a newer Yandu made this backup', { reason: 'newer' })
  if (read.state !== 'ok' || !isWhole(bytes)) throw damaged('the backup is damaged')
  const { head } = read
  const body = await unpackBytes(bytes.subarray(read.body), head.bytes)
  const end = body.indexOf(lineFeed)
  let list: unknown
  try {
    list = JSON.parse(body.subarray(0, Math.max(0, end)).toString('utf8'))
  } catch (error) {
    throw damaged('the list of a backup is damaged', error)
  }
  const index = Index.safeParse(list)
  if (!index.success || sumOf(body.subarray(0, end)) !== head.content) throw damaged('the list of a backup is damaged')
  const files = new Map<string, Uint8Array>()
  const paths = new Set<string>()
  let at = end + 1
  for (const { path, bytes: size, sum, beside } of index.data) {
    if (paths.has(path.toLowerCase())) throw damaged('a backup holds one path twice')
    paths.add(path.toLowerCase())
    if (beside) continue
    const content = body.subarray(at, at + size)
    if (content.length !== size || sumOf(content) !== sum) throw damaged('a file in the backup is damaged')
    files.set(path, content)
    at += size
  }
  if (at !== body.length) throw damaged('a backup holds more than its list says')
  return { head, entries: index.data, files }
}
