import { crc32, deflateRawSync } from 'node:zlib'

/** A file to be packed, and what its headers shall claim instead of the truth. */
export interface ZipEntry {
  readonly name: string | Uint8Array
  readonly data: string | Uint8Array
  readonly stored?: boolean
  /** Bytes that stand for the packed data as they are. */
  readonly packed?: Uint8Array
  readonly flags?: number
  readonly method?: number
  readonly crc?: number
  readonly packedSize?: number
  readonly unpackedSize?: number
  readonly localName?: string
  /** Sizes go into a ZIP64 field; the values that stand there. */
  readonly large?: { readonly unpacked: bigint; readonly packed: bigint }
  /** Sizes and checksum come behind the data, and the local header has none. */
  readonly descriptor?: boolean
  /** The directory points to the local header of the entry with this number. */
  readonly sharedWith?: number
}

export interface ZipLies {
  readonly count?: number
  readonly disk?: number
  readonly prefix?: Uint8Array
  readonly suffix?: Uint8Array
  readonly comment?: string
  readonly directoryOffset?: number
  readonly directorySize?: number
}

const bytesOf = (value: string | Uint8Array): Uint8Array => (typeof value === 'string' ? new TextEncoder().encode(value) : value)

const record = (fields: readonly (readonly [size: 2 | 4 | 8, value: number | bigint])[]): Buffer => {
  const buffer = Buffer.alloc(fields.reduce((length, [size]) => length + size, 0))
  let at = 0
  for (const [size, value] of fields) {
    if (size === 2) buffer.writeUInt16LE(Number(value), at)
    else if (size === 4) buffer.writeUInt32LE(Number(value), at)
    else buffer.writeBigUInt64LE(BigInt(value), at)
    at += size
  }
  return buffer
}

/** Packs a ZIP archive byte by byte, true or lying. */
export const zipFile = (entries: readonly ZipEntry[], lies: ZipLies = {}): Uint8Array => {
  const parts: Uint8Array[] = []
  const central: Uint8Array[] = []
  const starts: number[] = []
  let at = 0
  const put = (part: Uint8Array): void => {
    parts.push(part)
    at += part.length
  }
  for (const entry of entries) {
    const data = bytesOf(entry.data)
    const packed = entry.packed ?? (entry.stored === true ? data : deflateRawSync(data))
    const name = bytesOf(entry.name)
    const localName = bytesOf(entry.localName ?? entry.name)
    const method = entry.method ?? (entry.stored === true ? 0 : 8)
    const crc = entry.crc ?? crc32(data)
    const flags = (entry.flags ?? 0x800) | (entry.descriptor === true ? 8 : 0)
    const large = entry.large !== undefined
    const packedSize = large ? 0xffffffff : (entry.packedSize ?? packed.length)
    const unpackedSize = large ? 0xffffffff : (entry.unpackedSize ?? data.length)
    const extra = entry.large === undefined ? Buffer.alloc(0) : record([[2, 1], [2, 16], [8, entry.large.unpacked], [8, entry.large.packed]])
    starts.push(at)
    const start = entry.sharedWith === undefined ? at : (starts[entry.sharedWith] ?? 0)
    if (entry.sharedWith === undefined) {
      const known = entry.descriptor === true ? [0, 0, 0] : [crc, packedSize, unpackedSize]
      put(record([[4, 0x04034b50], [2, 20], [2, flags], [2, method], [4, 0x21], [4, known[0] ?? 0], [4, known[1] ?? 0], [4, known[2] ?? 0], [2, localName.length], [2, extra.length]]))
      put(localName)
      put(extra)
      put(packed)
      if (entry.descriptor === true) put(record([[4, 0x08074b50], [4, crc], [4, packed.length], [4, data.length]]))
    }
    central.push(
      record([[4, 0x02014b50], [2, 45], [2, 20], [2, flags], [2, method], [4, 0x21], [4, crc], [4, packedSize], [4, unpackedSize], [2, name.length], [2, extra.length], [2, 0], [2, 0], [2, 0], [4, 0], [4, start]]),
      name,
      extra,
    )
  }
  const directory = Buffer.concat(central)
  const comment = bytesOf(lies.comment ?? '')
  const count = lies.count ?? entries.length
  const end = record([[4, 0x06054b50], [2, lies.disk ?? 0], [2, lies.disk ?? 0], [2, count], [2, count], [4, lies.directorySize ?? directory.length], [4, lies.directoryOffset ?? at], [2, comment.length]])
  return Uint8Array.from(Buffer.concat([lies.prefix ?? Buffer.alloc(0), ...parts, directory, end, comment, lies.suffix ?? Buffer.alloc(0)]))
}
