import { brotliDecompressSync } from 'node:zlib'

/** Tables that WOFF2 names by number (W3C WOFF2 §4.1), as far as the number of `cmap`, `glyf` and `loca`. */
const knownTags = ['cmap', 'head', 'hhea', 'hmtx', 'maxp', 'name', 'OS/2', 'post', 'cvt ', 'fpgm', 'glyf', 'loca'] as const
const arbitraryTag = 63

interface Table {
  readonly tag: string
  readonly offset: number
  readonly length: number
}

/** The directory of a WOFF2 file: where each table lies in its decompressed stream, and where that stream begins. */
const readDirectory = (file: Buffer): { readonly tables: readonly Table[]; readonly stream: number } => {
  if (file.toString('latin1', 0, 4) !== 'wOF2') throw new Error('this is no WOFF2 file')
  let at = 48
  const base128 = (): number => {
    let value = 0
    for (let count = 0; count < 5; count += 1) {
      const byte = file.readUInt8(at)
      at += 1
      value = value * 128 + (byte & 0x7f)
      if ((byte & 0x80) === 0) return value
    }
    throw new Error('a number of the directory does not end')
  }
  const tables: Table[] = []
  let offset = 0
  for (let index = 0; index < file.readUInt16BE(12); index += 1) {
    const flags = file.readUInt8(at)
    at += 1
    const number = flags & 0x3f
    let tag: string = knownTags[number] ?? `table ${number}`
    if (number === arbitraryTag) {
      tag = file.toString('latin1', at, at + 4)
      at += 4
    }
    const original = base128()
    // Outlines are transformed unless their version is 3, other tables only where it is not 0.
    const transformed = tag === 'glyf' || tag === 'loca' ? flags >> 6 !== 3 : flags >> 6 !== 0
    const length = transformed ? base128() : original
    tables.push({ tag, offset, length })
    offset += length
  }
  return { tables, stream: at }
}

/** Format 12 (OpenType 1.9, cmap): groups of code points with consecutive glyphs. */
const readGroups = (map: Buffer, found: Set<number>): void => {
  for (let group = 0; group < map.readUInt32BE(12); group += 1) {
    const at = 16 + 12 * group
    const [start, end, glyph] = [map.readUInt32BE(at), map.readUInt32BE(at + 4), map.readUInt32BE(at + 8)]
    for (let point = start; point <= end; point += 1) if (glyph + point - start !== 0) found.add(point)
  }
}

/** Format 4: segments of the BMP, each by difference or by a list of glyphs. */
const readSegments = (map: Buffer, found: Set<number>): void => {
  const size = map.readUInt16BE(6)
  for (let at = 0; at < size; at += 2) {
    const end = map.readUInt16BE(14 + at)
    const start = map.readUInt16BE(16 + size + at)
    const difference = map.readUInt16BE(16 + 2 * size + at)
    const rangeAt = 16 + 3 * size + at
    const range = map.readUInt16BE(rangeAt)
    for (let point = start; point <= end && point !== 0xffff; point += 1) {
      const listed = range === 0 ? point : map.readUInt16BE(rangeAt + range + 2 * (point - start))
      if (listed !== 0 && ((listed + difference) & 0xffff) !== 0) found.add(point)
    }
  }
}

/** Code points for which a WOFF2 file has a glyph that is not the one for missing characters. Throws on any other file. */
export const readWoff2Characters = (file: Buffer): ReadonlySet<number> => {
  const { tables, stream } = readDirectory(file)
  const place = tables.find(({ tag }) => tag === 'cmap')
  if (place === undefined) throw new Error('the font has no table of characters')
  const all = brotliDecompressSync(file.subarray(stream, stream + file.readUInt32BE(20)))
  const cmap = all.subarray(place.offset, place.offset + place.length)
  const found = new Set<number>()
  for (let index = 0; index < cmap.readUInt16BE(2); index += 1) {
    // Platform 1 is that of the old Macintosh, whose codes are not Unicode.
    if (cmap.readUInt16BE(4 + 8 * index) === 1) continue
    const map = cmap.subarray(cmap.readUInt32BE(8 + 8 * index))
    const format = map.readUInt16BE(0)
    if (format === 12) readGroups(map, found)
    else if (format === 4) readSegments(map, found)
  }
  return found
}
