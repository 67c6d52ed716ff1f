import { createHash } from 'node:crypto'
import { z } from 'zod/mini'

/** Bytes; longer files are not read. A document of 100,000 long notes stays below. */
export const fileSizeLimit = 400_000_000

const fileKinds = ['notes', 'settings', 'positions', 'styles', 'readings', 'sources', 'device', 'mark'] as const

type FileKind = (typeof fileKinds)[number]

/**
 * Newest format of a kind of file that this program writes and reads. Notes have anchors, colours and tags from format 2
 * on; what is missing in format 1 is read as none.
 */
export const fileFormat = (kind: FileKind): number => (kind === 'notes' ? 2 : 1)

export interface Envelope {
  readonly kind: FileKind
  readonly device: string
  /** Counts the writes of one file. */
  readonly seq: number
  /** The writer's clock. */
  readonly hlc: string
}

export type Decoded =
  | { readonly state: 'ok'; readonly envelope: Envelope; readonly sum: string; readonly data: unknown }
  | { readonly state: 'damaged' }
  | { readonly state: 'newer'; readonly format: number }

const Header = z.strictObject({
  kind: z.enum(fileKinds),
  format: z.int().check(z.positive()),
  device: z.string(),
  seq: z.int().check(z.nonnegative()),
  hlc: z.string(),
})

const headPattern =
  /^(\{"kind":"[a-z]{1,20}","format":\d{1,6},"device":"[a-z0-9-]{1,64}","seq":\d{1,15},"hlc":"\d{13}-[0-9a-f]{4}"),"sha256":"([0-9a-f]{64})","data":/

const headOf = ({ kind, device, seq, hlc }: Envelope): string =>
  JSON.stringify({ kind, format: fileFormat(kind), device, seq, hlc }).slice(0, -1)

const checksum = (head: string, data: string | Uint8Array): string =>
  createHash('sha256').update(head).update('\n').update(data).digest('hex')

/** One line of JSON: header, checksum of header and data, data. `dataText` is JSON already. */
export const encodeEnvelope = (envelope: Envelope, dataText: string): { bytes: Uint8Array; sum: string } => {
  const head = headOf(envelope)
  const sum = checksum(head, dataText)
  return { bytes: Buffer.from(`${head},"sha256":"${sum}","data":${dataText}}\n`), sum }
}

/** Reads the checksum a file claims, without verifying it; null when the file does not begin like one of ours. */
export const claimedSum = (bytes: Uint8Array): string | null =>
  headPattern.exec(Buffer.from(withoutBom(bytes).subarray(0, 400)).toString('latin1'))?.[2] ?? null

// Some editors and sync tools put a byte order mark in front; it harms nothing and JSON.parse refuses it.
const withoutBom = (bytes: Uint8Array): Uint8Array =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes

const parseJson = (bytes: Uint8Array): unknown => {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return value
  } catch {
    return undefined
  }
}

/** A file of a later program need not look like ours beyond `format`. */
const newerFormat = (bytes: Uint8Array, kind: FileKind): number | null => {
  const value = parseJson(bytes)
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'format')) return null
  const format: unknown = Reflect.get(value, 'format')
  return typeof format === 'number' && Number.isSafeInteger(format) && format > fileFormat(kind) ? format : null
}

/** Every change of a byte is noticed: the text must be exactly what `encodeEnvelope` makes of its own content. */
export const decodeEnvelope = (input: Uint8Array, kind: FileKind): Decoded => {
  if (input.length > fileSizeLimit) return { state: 'damaged' }
  const bytes = withoutBom(input)
  const match = headPattern.exec(Buffer.from(bytes.subarray(0, 400)).toString('latin1'))
  const [all, head, sum] = match ?? []
  if (all === undefined || head === undefined || sum === undefined) {
    const format = newerFormat(bytes, kind)
    return format === null ? { state: 'damaged' } : { state: 'newer', format }
  }
  const data = bytes.subarray(all.length, -2)
  if (bytes.at(-2) !== 0x7d || bytes.at(-1) !== 0x0a || checksum(head, data) !== sum) return { state: 'damaged' }
  const header = Header.safeParse(parseJson(Buffer.from(`${head}}`)))
  if (!header.success) return { state: 'damaged' }
  if (header.data.format > fileFormat(header.data.kind)) return { state: 'newer', format: header.data.format }
  const value = parseJson(data)
  if (value === undefined || header.data.kind !== kind) return { state: 'damaged' }
  const { device, seq, hlc } = header.data
  return { state: 'ok', envelope: { kind, device, seq, hlc }, sum, data: value }
}
