import { readGlyphs, withGlyphs } from './glyph-tables.mjs'
import { readCharacterMap } from './sfnt.mjs'

/** Full-width forms first, then CJK punctuation, then whatever comes first: these keep the layout features. */
const order = (point) => {
  if (point < 0x80) return 0
  if (point >= 0xff00 && point <= 0xffef) return 1
  if (point >= 0x3000 && point <= 0x303f) return 2
  if (point === 0x2013) return 3
  return point
}

/**
 * Gives every code point a glyph of its own. Where two share one (～ and 〜, 兀 and its compatibility form), a PDF made
 * with the font names the lower code point for both, and the text that is copied from it is not the text that was set.
 * @param {Map<string, Buffer>} tables @returns {Map<string, Buffer>}
 */
export const withSeparateGlyphs = (tables) => {
  const glyphOf = readCharacterMap(tables)
  const glyphs = readGlyphs(tables)
  const sharing = Map.groupBy(glyphOf.keys(), (point) => glyphOf.get(point))
  for (const [glyph, points] of sharing) {
    for (const point of points.sort((a, b) => order(a) - order(b)).slice(1)) {
      glyphOf.set(point, glyphs.length)
      glyphs.push(glyphs[glyph])
    }
  }
  return withGlyphs(tables, glyphs, glyphOf)
}
