import { crc32, inflateRawSync } from 'node:zlib'
import { AppError } from '../../preload/contract/wire.ts'

/** Most entries of an archive, folders included. */
export const entryLimit = 10_000

/** Most bytes that the entries of an archive come to, unpacked. */
export const unpackedLimit = 1024 ** 3

/** Most bytes that a byte of an archive may unpack to: in each entry, and in the archive as a whole. */
export const ratioLimit = 200

/** Unpacked bytes up to which the ratio is not looked at. */
export const ratioAllowance = 1024 ** 2

/** Longest name of an entry, in bytes. */
export const nameLimit = 1024

/** Deepest folder of an entry. */
export const folderLimit = 32

/** A ZIP archive in memory. Nothing of it is ever written anywhere. */
export interface Archive {
  /** Names of the files in the order of the directory, unlike each other; folders are left out. */
  readonly names: readonly string[]
  readonly has: (name: string) => boolean
  /**
   * The bytes of a file, not to be written to. Throws AppError 'bad-input' when there is no such file or when what comes
   * out is not what the directory says of it.
   */
  readonly read: (name: string) => Uint8Array
}

interface Entry {
  readonly name: string
  readonly method: number
  readonly crc: number
  readonly packed: number
  readonly unpacked: number
  /** Where its own header starts, and where its data do. */
  readonly start: number
  readonly data: number
}

interface Directory {
  readonly start: number
  readonly end: number
  readonly count: number
  /** How far all offsets in the file are from the truth: bytes put before the archive. */
  readonly shift: number
}

const signatures = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50, end64: 0x06064b50, locator64: 0x07064b50 }
const sizes = { local: 30, central: 46, end: 22, end64: 56, locator64: 20 }
const longestComment = 0xffff

const stored = 0
const deflated = 8

const damaged = (what: string, cause?: unknown): AppError =>
  new AppError('bad-input', `The archive is damaged: ${what}.`, {}, cause)

/** Numbers of a file that may point anywhere. Whatever lies outside is damage. */
const createReader = (bytes: Uint8Array) => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const within = (offset: number, length: number): number => {
    if (!Number.isSafeInteger(offset) || offset < 0 || offset + length > bytes.length) throw damaged('it ends too early')
    return offset
  }
  return {
    u16: (offset: number): number => view.getUint16(within(offset, 2), true),
    u32: (offset: number): number => view.getUint32(within(offset, 4), true),
    /** Numbers beyond 2^53 become Infinity, which is outside of every file and above every limit. */
    u64: (offset: number): number => {
      const value = view.getBigUint64(within(offset, 8), true)
      return value > BigInt(Number.MAX_SAFE_INTEGER) ? Infinity : Number(value)
    },
    slice: (offset: number, length: number): Uint8Array => {
      within(offset, length)
      return bytes.subarray(offset, offset + length)
    },
    fits: (offset: number, length: number): boolean => offset >= 0 && offset + length <= bytes.length,
  }
}

type Reader = ReturnType<typeof createReader>

/** The end record: the last one whose comment ends with the file, else the last one whose comment fits in it. */
const findEnd = (bytes: Uint8Array, read: Reader): number => {
  let fitting = -1
  const last = bytes.length - sizes.end
  for (let at = last; at >= 0 && at >= last - longestComment; at -= 1) {
    if (bytes[at] !== 0x50 || read.u32(at) !== signatures.end) continue
    const after = at + sizes.end + read.u16(at + 20)
    if (after === bytes.length) return at
    if (after < bytes.length && fitting < 0) fitting = at
  }
  if (fitting < 0) throw new AppError('bad-input', 'The file is not a whole ZIP archive: it has no directory.')
  return fitting
}

const findDirectory = (bytes: Uint8Array, read: Reader): Directory => {
  const end = findEnd(bytes, read)
  const locator = end - sizes.locator64
  const large = read.fits(locator, sizes.locator64) && read.u32(locator) === signatures.locator64
  let disks = [read.u16(end + 4), read.u16(end + 6)]
  let counts = [read.u16(end + 8), read.u16(end + 10)]
  let size = read.u32(end + 12)
  let offset = read.u32(end + 16)
  let after = end
  if (large) {
    const said = read.u64(locator + 8)
    const at = [said, locator - sizes.end64].find((place) => read.fits(place, sizes.end64) && read.u32(place) === signatures.end64)
    if (at === undefined) throw damaged('its directory is not where it should be')
    disks = [read.u32(at + 16), read.u32(at + 20)]
    counts = [read.u64(at + 24), read.u64(at + 32)]
    size = read.u64(at + 40)
    offset = read.u64(at + 48)
    after = at
  }
  if (disks.some((disk) => disk !== 0)) throw new AppError('bad-input', 'The archive is one part of several; Yandu reads whole ones.')
  const [count = 0, inAll = 0] = counts
  if (count !== inAll) throw damaged('it does not agree with itself on how much it holds')
  if (count > entryLimit) throw tooMany(count)
  const start = after - size
  if (start < 0 || start < offset) throw damaged('its directory is not where it should be')
  return { start, end: after, count, shift: start - offset }
}

const tooMany = (count: number): AppError =>
  new AppError('too-large', `The archive holds more than ${entryLimit} files, the most an import takes.`, { entries: count })

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const gb18030 = new TextDecoder('gb18030', { fatal: true })

/** Names are UTF-8, whether they say so or not; older programs wrote those of their system. */
const nameOf = (bytes: Uint8Array): string => {
  for (const decoder of [utf8, gb18030]) {
    try {
      return decoder.decode(bytes)
    } catch {
      continue
    }
  }
  return Buffer.from(bytes).toString('latin1')
}

const shown = (name: string): string => JSON.stringify(name.length > 80 ? `${name.slice(0, 80)}…` : name)

/** No entry is ever written to disk. A name that points out of the archive still tells that the file means harm. */
const checkName = (name: string, length: number): void => {
  if (length > nameLimit) throw new AppError('bad-input', `The archive has a file whose name is longer than ${nameLimit} bytes.`)
  const steps = name.split('/')
  if (steps.length > folderLimit) throw new AppError('bad-input', `The archive has folders more than ${folderLimit} deep.`)
  if (name === '' || /[\0\\]/u.test(name) || name.startsWith('/') || /^[A-Za-z]:/u.test(name) || steps.includes('..')) {
    throw new AppError('bad-input', `The archive has a file with a name that no honest archive has: ${shown(name)}.`)
  }
}

/** Sizes and place of an entry: where the 32-bit fields are full, the ZIP64 field has them, in this order. */
const largeFields = (
  read: Reader,
  extra: { readonly start: number; readonly length: number },
  fields: { readonly unpacked: number; readonly packed: number; readonly offset: number },
): { unpacked: number; packed: number; offset: number } => {
  const full = 0xffffffff
  const found = { ...fields }
  if (![fields.unpacked, fields.packed, fields.offset].includes(full)) return found
  const end = extra.start + extra.length
  for (let at = extra.start; at + 4 <= end; at += 4 + read.u16(at + 2)) {
    if (read.u16(at) !== 0x0001) continue
    const fieldEnd = Math.min(end, at + 4 + read.u16(at + 2))
    let next = at + 4
    for (const name of ['unpacked', 'packed', 'offset'] as const) {
      if (fields[name] !== full) continue
      if (next + 8 > fieldEnd) throw damaged('the size of a file is missing')
      found[name] = read.u64(next)
      next += 8
    }
    break
  }
  return found
}

const readEntry = (read: Reader, at: number, { shift }: Directory): { entry: Entry; next: number } => {
  if (read.u32(at) !== signatures.central) throw damaged('its directory cannot be read')
  const flags = read.u16(at + 8)
  const method = read.u16(at + 10)
  const nameLength = read.u16(at + 28)
  const extraLength = read.u16(at + 30)
  const nameBytes = read.slice(at + sizes.central, nameLength)
  const name = nameOf(nameBytes)
  checkName(name, nameLength)
  if ((flags & 0x2041) !== 0) throw new AppError('bad-input', 'The archive is encrypted. Save it without a password first.')
  if (method !== stored && method !== deflated) {
    throw new AppError('bad-input', `The archive packs ${shown(name)} in a way Yandu does not know (method ${method}).`)
  }
  if (read.u16(at + 34) !== 0) throw new AppError('bad-input', 'The archive is one part of several; Yandu reads whole ones.')
  const { unpacked, packed, offset } = largeFields(
    read,
    { start: at + sizes.central + nameLength, length: extraLength },
    { unpacked: read.u32(at + 24), packed: read.u32(at + 20), offset: read.u32(at + 42) },
  )
  const start = offset + shift
  if (!read.fits(start, sizes.local) || read.u32(start) !== signatures.local) throw damaged(`${shown(name)} is not where it should be`)
  const localName = read.slice(start + sizes.local, read.u16(start + 26))
  if (read.u16(start + 8) !== method || !Buffer.from(localName).equals(nameBytes)) throw damaged(`${shown(name)} goes by two names`)
  const data = start + sizes.local + localName.length + read.u16(start + 28)
  return {
    entry: { name, method, crc: read.u32(at + 16), packed, unpacked, start, data },
    next: at + sizes.central + nameLength + extraLength + read.u16(at + 32),
  }
}

const checkSizes = (entries: readonly Entry[], fileSize: number): void => {
  const tooLarge = (message: string, bytes: number): AppError => new AppError('too-large', message, { bytes })
  let inAll = 0
  for (const { name, unpacked, packed } of entries) {
    inAll += unpacked
    if (unpacked > ratioAllowance && unpacked > packed * ratioLimit) {
      throw tooLarge(`${shown(name)} in the archive unpacks to more than ${ratioLimit} times its size, as no text does.`, unpacked)
    }
  }
  if (inAll > unpackedLimit) throw tooLarge('The archive unpacks to more than 1 GB, the most an import takes.', inAll)
  if (inAll > ratioAllowance && inAll > fileSize * ratioLimit) {
    throw tooLarge(`The archive unpacks to more than ${ratioLimit} times its size, as no text does.`, inAll)
  }
}

/** Bytes that two entries share could be unpacked again and again: no honest archive has them. */
const checkPlaces = (entries: readonly Entry[], directory: Directory): void => {
  let free = 0
  for (const { name, start, data, packed } of entries.toSorted((a, b) => a.start - b.start)) {
    if (start < free) throw new AppError('bad-input', `The archive has files that lie in one another, one of them ${shown(name)}.`)
    free = data + packed
    if (free > directory.start) throw damaged(`${shown(name)} does not end before the directory`)
  }
}

const unpack = (bytes: Uint8Array, { name, method, crc, packed, unpacked, data }: Entry): Uint8Array => {
  const from = bytes.subarray(data, data + packed)
  const lies = (): AppError => damaged(`${shown(name)} is not as large as the directory says`)
  let out: Uint8Array = from
  if (method === deflated && packed + unpacked > 0) {
    try {
      // Room for one byte more than there should be: whatever claims less than it holds is stopped there.
      const result = inflateRawSync(from, { maxOutputLength: unpacked + 1, info: true }) as unknown as {
        readonly buffer: Buffer
        readonly engine: { readonly bytesWritten: number }
      }
      if (result.engine.bytesWritten !== packed) throw lies()
      out = result.buffer
    } catch (error) {
      if (error instanceof AppError) throw error
      if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') throw lies()
      throw damaged(`${shown(name)} cannot be unpacked`, error)
    }
  }
  if (out.length !== unpacked) throw lies()
  if (crc32(out) !== crc) throw damaged(`${shown(name)} is not what was packed`)
  return out
}

/**
 * Opens a ZIP archive by its directory, whose every statement is compared with what is there: the places of all files at
 * once, sizes and checksums when a file is read. Throws AppError 'bad-input' for what is no whole archive, is damaged,
 * encrypted, packed in an unknown way or means harm, and 'too-large' beyond the limits above.
 */
export const openArchive = (bytes: Uint8Array): Archive => {
  const read = createReader(bytes)
  const directory = findDirectory(bytes, read)
  const entries: Entry[] = []
  let at = directory.start
  while (at < directory.end && entries.length < directory.count) {
    const { entry, next } = readEntry(read, at, directory)
    entries.push(entry)
    at = next
  }
  const signed = read.fits(at, 4) && read.u32(at) === signatures.central
  if (entries.length !== directory.count || at > directory.end || signed) {
    throw damaged('it does not hold as many files as it says')
  }
  checkPlaces(entries, directory)
  checkSizes(entries, bytes.length)
  const files = new Map<string, Entry>()
  for (const entry of entries) {
    if (files.has(entry.name)) throw new AppError('bad-input', `The archive has two files named ${shown(entry.name)}.`)
    files.set(entry.name, entry)
  }
  const names = [...files.keys()].filter((name) => !name.endsWith('/'))
  return {
    names,
    has: (name) => !name.endsWith('/') && files.has(name),
    read: (name) => {
      const entry = files.get(name)
      if (entry === undefined) throw new AppError('bad-input', `The archive has no ${shown(name)}.`)
      return unpack(bytes, entry)
    },
  }
}

/** A book all of whose files lie in one folder, as some programs pack it, as that folder; any other archive as it is. */
export const withoutOuterFolder = (archive: Archive): Archive => {
  const [first = ''] = archive.names
  const folder = first.slice(0, first.indexOf('/') + 1)
  const isBook = folder !== '' && archive.has(`${folder}META-INF/container.xml`) && archive.names.every((name) => name.startsWith(folder))
  if (!isBook) return archive
  return {
    names: archive.names.map((name) => name.slice(folder.length)),
    has: (name) => archive.has(folder + name),
    read: (name) => archive.read(folder + name),
  }
}
