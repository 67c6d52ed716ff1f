/** Reading and renaming of TrueType files (OpenType 1.9): table directory, cmap formats 4 and 12, name, OS/2. */

/** @param {Buffer} font @returns {Map<string, Buffer>} the tables in file order */
export const readTables = (font) => {
  const tables = new Map()
  for (let index = 0; index < font.readUInt16BE(4); index++) {
    const entry = 12 + 16 * index
    const offset = font.readUInt32BE(entry + 8)
    tables.set(font.toString('latin1', entry, entry + 4), font.subarray(offset, offset + font.readUInt32BE(entry + 12)))
  }
  return tables
}

const padded = (table) => Buffer.concat([table, Buffer.alloc((4 - (table.length % 4)) % 4)])

const checksum = (table) => {
  const bytes = padded(table)
  let sum = 0
  for (let at = 0; at < bytes.length; at += 4) sum = (sum + bytes.readUInt32BE(at)) >>> 0
  return sum
}

/** @param {Map<string, Buffer>} tables */
export const writeTables = (tables) => {
  const names = [...tables.keys()].sort()
  const directory = Buffer.alloc(12 + 16 * names.length)
  const power = Math.floor(Math.log2(names.length))
  directory.writeUInt32BE(0x00010000, 0)
  directory.writeUInt16BE(names.length, 4)
  directory.writeUInt16BE(16 * 2 ** power, 6)
  directory.writeUInt16BE(power, 8)
  directory.writeUInt16BE(16 * names.length - 16 * 2 ** power, 10)
  const head = Buffer.from(tables.get('head'))
  head.writeUInt32BE(0, 8)
  const bodies = []
  let offset = directory.length
  for (const [index, name] of names.entries()) {
    const table = name === 'head' ? head : tables.get(name)
    const entry = 12 + 16 * index
    directory.write(name, entry, 'latin1')
    directory.writeUInt32BE(checksum(table), entry + 4)
    directory.writeUInt32BE(offset, entry + 8)
    directory.writeUInt32BE(table.length, entry + 12)
    const body = padded(table)
    bodies.push(body)
    offset += body.length
  }
  const sum = [directory, ...bodies].reduce((total, part) => (total + checksum(part)) >>> 0, 0)
  head.writeUInt32BE((0xb1b0afba - sum) >>> 0, 8)
  return Buffer.concat([directory, ...names.map((name) => padded(name === 'head' ? head : tables.get(name)))])
}

/** @param {Map<string, Buffer>} tables @returns {Map<number, number>} code point to glyph */
export const readCharacterMap = (tables) => {
  const cmap = tables.get('cmap')
  const glyphs = new Map()
  for (let index = 0; index < cmap.readUInt16BE(2); index++) {
    // Platform 1 is that of the old Macintosh, whose codes are not Unicode.
    if (cmap.readUInt16BE(4 + 8 * index) === 1) continue
    const start = cmap.readUInt32BE(4 + 8 * index + 4)
    const format = cmap.readUInt16BE(start)
    if (format === 12) {
      for (let group = 0; group < cmap.readUInt32BE(start + 12); group++) {
        const at = start + 16 + 12 * group
        const first = cmap.readUInt32BE(at)
        for (let point = first; point <= cmap.readUInt32BE(at + 4); point++) {
          glyphs.set(point, cmap.readUInt32BE(at + 8) + point - first)
        }
      }
    } else if (format === 4) {
      const segments = cmap.readUInt16BE(start + 6) / 2
      for (let segment = 0; segment < segments; segment++) {
        const ends = start + 14 + 2 * segment
        const starts = ends + 2 * segments + 2
        const deltas = starts + 2 * segments
        const offsets = deltas + 2 * segments
        const from = cmap.readUInt16BE(starts)
        for (let point = from; point <= cmap.readUInt16BE(ends) && point < 0xffff; point++) {
          const range = cmap.readUInt16BE(offsets)
          const raw = range === 0 ? point : cmap.readUInt16BE(offsets + range + 2 * (point - from))
          const glyph = raw === 0 ? 0 : (raw + cmap.readUInt16BE(deltas)) & 0xffff
          if (glyph !== 0) glyphs.set(point, glyph)
        }
      }
    } else if (format !== 14) {
      throw new Error(`cmap format ${format} is not read here`)
    }
  }
  return glyphs
}

/** @param {Map<string, Buffer>} tables @returns {string[]} feature tags of GSUB and GPOS */
export const readFeatures = (tables) => {
  const tags = new Set()
  for (const name of ['GSUB', 'GPOS']) {
    const table = tables.get(name)
    if (table === undefined) continue
    const list = table.readUInt16BE(6)
    for (let index = 0; index < table.readUInt16BE(list); index++) {
      tags.add(table.toString('latin1', list + 2 + 6 * index, list + 6 + 6 * index))
    }
  }
  return [...tags].sort()
}

/** @param {Map<string, Buffer>} tables @returns {number} 0 when embedding is not restricted in any way */
export const embeddingRights = (tables) => tables.get('OS/2').readUInt16BE(8)

const readNames = (table) => {
  const names = new Map()
  const strings = table.readUInt16BE(4)
  for (let index = 0; index < table.readUInt16BE(2); index++) {
    const at = 6 + 12 * index
    if (table.readUInt16BE(at) !== 3 || table.readUInt16BE(at + 4) !== 0x409) continue
    const offset = strings + table.readUInt16BE(at + 10)
    const bytes = Buffer.from(table.subarray(offset, offset + table.readUInt16BE(at + 8)))
    names.set(table.readUInt16BE(at + 6), bytes.swap16().toString('utf16le'))
  }
  return names
}

/**
 * Gives a font a name of its own, so that a face in a finished PDF can be told from one of the system's. Copyright,
 * licence and version stay.
 * @param {Map<string, Buffer>} tables @param {string} family @param {string} style
 * @param {readonly Buffer[]} originals name tables of the fonts it is made from, the main one first
 */
export const withName = (tables, family, style, originals) => {
  const all = originals.map(readNames)
  const old = all[0]
  const ofAll = (id) => [...new Set(all.map((names) => names.get(id) ?? '').filter((text) => text !== ''))]
  const postScript = `${family.replaceAll(' ', '')}-${style}`
  const names = new Map([
    [0, ofAll(0).join('\n')],
    [1, style === 'Regular' || style === 'Bold' ? family : `${family} ${style}`],
    [2, style === 'Bold' ? 'Bold' : 'Regular'],
    [3, `${postScript}; made from ${ofAll(6).join(', ')}`],
    [4, `${family} ${style}`],
    [5, old.get(5) ?? 'Version 1.0'],
    [6, postScript],
    [10, `Parts of ${ofAll(4).join(', ')}`],
    [13, old.get(13) ?? 'This Font Software is licensed under the SIL Open Font License, Version 1.1.'],
    [14, old.get(14) ?? 'https://openfontlicense.org'],
  ])
  const header = Buffer.alloc(6 + 12 * names.size)
  header.writeUInt16BE(names.size, 2)
  header.writeUInt16BE(header.length, 4)
  const strings = []
  let offset = 0
  for (const [index, [id, text]] of [...names].entries()) {
    const bytes = Buffer.from(text, 'utf16le').swap16()
    const at = 6 + 12 * index
    for (const [shift, value] of [3, 1, 0x409, id, bytes.length, offset].entries()) {
      header.writeUInt16BE(value, at + 2 * shift)
    }
    strings.push(bytes)
    offset += bytes.length
  }
  return new Map([...tables, ['name', Buffer.concat([header, ...strings])]])
}
