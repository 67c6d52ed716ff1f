import { readCharacterMap } from './sfnt.mjs'

/**
 * @typedef {object} Glyph
 * @property {Buffer} outline its entry of the `glyf` table
 * @property {readonly [number, number]} horizontal advance and left side bearing
 * @property {readonly [number, number] | null} vertical advance and top side bearing, null where the font has none
 */

const readOffsets = (tables) => {
  const loca = tables.get('loca')
  const long = tables.get('head').readInt16BE(50) === 1
  const offsets = []
  for (let at = 0; at < loca.length; at += long ? 4 : 2) {
    offsets.push(long ? loca.readUInt32BE(at) : 2 * loca.readUInt16BE(at))
  }
  return offsets
}

/** A reader of one of the two metrics tables, or null where the font has none. */
const readMetrics = (tables, metricsName, headerName) => {
  const metrics = tables.get(metricsName)
  if (metrics === undefined) return null
  const full = tables.get(headerName).readUInt16BE(34)
  return (glyph) => [
    metrics.readUInt16BE(4 * Math.min(glyph, full - 1)),
    metrics.readInt16BE(glyph < full ? 4 * glyph + 2 : 4 * full + 2 * (glyph - full)),
  ]
}

/** @param {Map<string, Buffer>} tables @returns {Glyph[]} every glyph of the font, in order */
export const readGlyphs = (tables) => {
  const offsets = readOffsets(tables)
  const glyf = tables.get('glyf')
  const horizontal = readMetrics(tables, 'hmtx', 'hhea')
  const vertical = readMetrics(tables, 'vmtx', 'vhea')
  return Array.from({ length: tables.get('maxp').readUInt16BE(4) }, (_, glyph) => ({
    outline: glyf.subarray(offsets[glyph], offsets[glyph + 1]),
    horizontal: horizontal(glyph),
    vertical: vertical?.(glyph) ?? null,
  }))
}

const mainCharacterMap = (glyphOf) => {
  const groups = []
  for (const point of [...glyphOf.keys()].sort((a, b) => a - b)) {
    const last = groups.at(-1)
    const glyph = glyphOf.get(point)
    if (last !== undefined && last.end + 1 === point && last.glyph + point - last.start === glyph) last.end = point
    else groups.push({ start: point, end: point, glyph })
  }
  const table = Buffer.alloc(16 + 12 * groups.length)
  table.writeUInt16BE(12, 0)
  table.writeUInt32BE(table.length, 4)
  table.writeUInt32BE(groups.length, 12)
  for (const [index, group] of groups.entries()) {
    table.writeUInt32BE(group.start, 16 + 12 * index)
    table.writeUInt32BE(group.end, 20 + 12 * index)
    table.writeUInt32BE(group.glyph, 24 + 12 * index)
  }
  return table
}

const characterMap = (original, glyphOf) => {
  const main = mainCharacterMap(glyphOf)
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

const metricsTable = (metrics) => {
  const table = Buffer.alloc(4 * metrics.length)
  for (const [index, [advance, bearing]] of metrics.entries()) {
    table.writeUInt16BE(advance, 4 * index)
    table.writeInt16BE(bearing, 4 * index + 2)
  }
  return table
}

const withMetricCount = (header, count) => {
  const table = Buffer.from(header)
  table.writeUInt16BE(count, 34)
  return table
}

/**
 * A font of other glyphs under the same name, features and measures. Those of the old glyphs that features and
 * variation sequences name must stay in their places.
 * @param {Map<string, Buffer>} original
 * @param {readonly Glyph[]} glyphs
 * @param {ReadonlyMap<number, number>} glyphOf code point to index in `glyphs`
 * @returns {Map<string, Buffer>}
 */
export const withGlyphs = (original, glyphs, glyphOf) => {
  if (glyphs.length > 0xffff) throw new Error(`${glyphs.length} glyphs do not fit into one font`)
  const tables = new Map(original)
  const outlines = glyphs.map(({ outline }) => Buffer.concat([outline, Buffer.alloc((4 - (outline.length % 4)) % 4)]))
  const loca = Buffer.alloc(4 * (glyphs.length + 1))
  let end = 0
  for (const [index, outline] of outlines.entries()) loca.writeUInt32BE((end += outline.length), 4 * (index + 1))
  const head = Buffer.from(tables.get('head'))
  head.writeInt16BE(1, 50)
  const maxp = Buffer.from(tables.get('maxp'))
  maxp.writeUInt16BE(glyphs.length, 4)
  tables.set('head', head).set('maxp', maxp).set('loca', loca).set('glyf', Buffer.concat(outlines))
  tables.set('hmtx', metricsTable(glyphs.map(({ horizontal }) => horizontal)))
  tables.set('hhea', withMetricCount(tables.get('hhea'), glyphs.length))
  if (tables.has('vmtx')) {
    tables.set('vmtx', metricsTable(glyphs.map(({ vertical }) => vertical)))
    tables.set('vhea', withMetricCount(tables.get('vhea'), glyphs.length))
  }
  return tables.set('cmap', characterMap(tables.get('cmap'), glyphOf))
}

/** @param {Map<string, Buffer>} tables @returns {number} units of one em */
export const unitsPerEm = (tables) => tables.get('head').readUInt16BE(18)

/**
 * Sets every one of the characters on an advance of exactly one em, its drawing kept in the middle: a grid of Chinese
 * characters shows a single one that is too narrow.
 * @param {Map<string, Buffer>} tables @param {(point: number) => boolean} isSquare @returns {Map<string, Buffer>}
 */
export const withFullAdvance = (tables, isSquare) => {
  const glyphOf = readCharacterMap(tables)
  const em = unitsPerEm(tables)
  const glyphs = readGlyphs(tables)
  for (const [point, glyph] of glyphOf) {
    const [advance, bearing] = glyphs[glyph].horizontal
    if (isSquare(point) && advance !== em) {
      glyphs[glyph] = { ...glyphs[glyph], horizontal: [em, bearing + Math.round((em - advance) / 2)] }
    }
  }
  return withGlyphs(tables, glyphs, glyphOf)
}
