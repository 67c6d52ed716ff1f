import { readCharacterMap } from './sfnt.mjs'

/** Full-width forms first, then CJK punctuation, then whatever comes first: these keep the layout features. */
const order = (point) => {
  if (point < 0x80) return 0
  if (point >= 0xff00 && point <= 0xffef) return 1
  if (point >= 0x3000 && point <= 0x303f) return 2
  if (point === 0x2013) return 3
  return point
}

const readOffsets = (loca, long) => {
  const offsets = []
  for (let at = 0; at < loca.length; at += long ? 4 : 2) {
    offsets.push(long ? loca.readUInt32BE(at) : 2 * loca.readUInt16BE(at))
  }
  return offsets
}

/** One full record of advance and bearing for every glyph, then those of the copies. */
const withMetrics = (tables, metricsName, headerName, copies, glyphCount) => {
  const metrics = tables.get(metricsName)
  const header = Buffer.from(tables.get(headerName))
  const full = header.readUInt16BE(34)
  const read = (glyph) => {
    const advanceAt = 4 * Math.min(glyph, full - 1)
    const bearingAt = glyph < full ? 4 * glyph + 2 : 4 * full + 2 * (glyph - full)
    return [metrics.readUInt16BE(advanceAt), metrics.readInt16BE(bearingAt)]
  }
  const glyphs = [...Array(glyphCount).keys(), ...copies.map(({ glyph }) => glyph)]
  const out = Buffer.alloc(4 * glyphs.length)
  for (const [index, glyph] of glyphs.entries()) {
    const [advance, bearing] = read(glyph)
    out.writeUInt16BE(advance, 4 * index)
    out.writeInt16BE(bearing, 4 * index + 2)
  }
  header.writeUInt16BE(glyphs.length, 34)
  tables.set(metricsName, out)
  tables.set(headerName, header)
}

const writeCharacterMap = (original, glyphs) => {
  const points = [...glyphs.keys()].sort((a, b) => a - b)
  const groups = []
  for (const point of points) {
    const last = groups.at(-1)
    const glyph = glyphs.get(point)
    if (last !== undefined && last.end + 1 === point && last.glyph + point - last.start === glyph) last.end = point
    else groups.push({ start: point, end: point, glyph })
  }
  const main = Buffer.alloc(16 + 12 * groups.length)
  main.writeUInt16BE(12, 0)
  main.writeUInt32BE(main.length, 4)
  main.writeUInt32BE(groups.length, 12)
  for (const [index, group] of groups.entries()) {
    main.writeUInt32BE(group.start, 16 + 12 * index)
    main.writeUInt32BE(group.end, 20 + 12 * index)
    main.writeUInt32BE(group.glyph, 24 + 12 * index)
  }
  let variations = null
  for (let index = 0; index < original.readUInt16BE(2); index++) {
    const start = original.readUInt32BE(8 + 8 * index)
    if (original.readUInt16BE(start) === 14) variations = original.subarray(start, start + original.readUInt32BE(start + 2))
  }
  const records = [
    [0, 4, 'main'],
    ...(variations === null ? [] : [[0, 5, 'variations']]),
    [3, 10, 'main'],
  ]
  const header = Buffer.alloc(4 + 8 * records.length)
  header.writeUInt16BE(records.length, 2)
  for (const [index, [platform, encoding, which]] of records.entries()) {
    header.writeUInt16BE(platform, 4 + 8 * index)
    header.writeUInt16BE(encoding, 6 + 8 * index)
    header.writeUInt32BE(header.length + (which === 'main' ? 0 : main.length), 8 + 8 * index)
  }
  return Buffer.concat([header, main, variations ?? Buffer.alloc(0)])
}

/**
 * Gives every code point a glyph of its own. Where two share one (～ and 〜, 兀 and its compatibility form), a PDF made
 * with the font names the lower code point for both, and the text that is copied from it is not the text that was set.
 * @param {Map<string, Buffer>} original @returns {Map<string, Buffer>}
 */
export const withSeparateGlyphs = (original) => {
  const tables = new Map(original)
  const glyphs = readCharacterMap(tables)
  const sharing = Map.groupBy(glyphs.keys(), (point) => glyphs.get(point))
  const glyphCount = tables.get('maxp').readUInt16BE(4)
  const copies = []
  for (const [glyph, points] of sharing) {
    for (const point of points.sort((a, b) => order(a) - order(b)).slice(1)) {
      glyphs.set(point, glyphCount + copies.length)
      copies.push({ point, glyph })
    }
  }
  const head = Buffer.from(tables.get('head'))
  const offsets = readOffsets(tables.get('loca'), head.readInt16BE(50) === 1)
  const glyf = tables.get('glyf')
  const outlines = [glyf]
  let end = offsets.at(-1)
  outlines[0] = glyf.subarray(0, end)
  for (const { glyph } of copies) {
    const outline = glyf.subarray(offsets[glyph], offsets[glyph + 1])
    outlines.push(outline)
    end += outline.length
    offsets.push(end)
  }
  const loca = Buffer.alloc(4 * offsets.length)
  for (const [index, offset] of offsets.entries()) loca.writeUInt32BE(offset, 4 * index)
  head.writeInt16BE(1, 50)
  const maxp = Buffer.from(tables.get('maxp'))
  maxp.writeUInt16BE(glyphCount + copies.length, 4)
  withMetrics(tables, 'hmtx', 'hhea', copies, glyphCount)
  withMetrics(tables, 'vmtx', 'vhea', copies, glyphCount)
  for (const [name, table] of [
    ['head', head],
    ['loca', loca],
    ['maxp', maxp],
    ['glyf', Buffer.concat(outlines)],
    ['cmap', writeCharacterMap(tables.get('cmap'), glyphs)],
  ]) {
    tables.set(name, table)
  }
  return tables
}
