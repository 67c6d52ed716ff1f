import { readGlyphs, unitsPerEm, withGlyphs } from './glyph-tables.mjs'
import { readCharacterMap } from './sfnt.mjs'

/** Flags of a component of a composite glyph (OpenType, `glyf`). */
const wordArguments = 0x0001
const hasScale = 0x0008
const moreComponents = 0x0020
const hasTwoScales = 0x0040
const hasMatrix = 0x0080

/** The outline with the glyphs that it is composed of moved by `shift` places. */
const shifted = (outline, shift) => {
  if (outline.length === 0 || outline.readInt16BE(0) >= 0) return outline
  const moved = Buffer.from(outline)
  let at = 10
  for (;;) {
    const flags = moved.readUInt16BE(at)
    moved.writeUInt16BE(moved.readUInt16BE(at + 2) + shift, at + 2)
    at += 4 + (flags & wordArguments ? 4 : 2)
    if (flags & hasScale) at += 2
    else if (flags & hasTwoScales) at += 4
    else if (flags & hasMatrix) at += 8
    if (!(flags & moreComponents)) return moved
  }
}

/** Height of the top of the em over the baseline, as a part of the em, where a font says nothing of vertical setting. */
const topOfEm = 0.88

const verticalOf = ({ outline, vertical }, em) =>
  vertical ?? [em, Math.round(topOfEm * em) - (outline.length === 0 ? 0 : outline.readInt16BE(8))]

/** Limits of a font (`maxp`, from the most points of a glyph on) and its bounding box (`head`): the wider of the two. */
const withWiderLimits = (tables, donor) => {
  const maxp = Buffer.from(tables.get('maxp'))
  const theirs = donor.get('maxp')
  for (let at = 6; at + 2 <= Math.min(maxp.length, theirs.length); at += 2) {
    maxp.writeUInt16BE(Math.max(maxp.readUInt16BE(at), theirs.readUInt16BE(at)), at)
  }
  const head = Buffer.from(tables.get('head'))
  for (const [at, wider] of [[36, Math.min], [38, Math.min], [40, Math.max], [42, Math.max]]) {
    head.writeInt16BE(wider(head.readInt16BE(at), donor.get('head').readInt16BE(at)), at)
  }
  return new Map(tables).set('maxp', maxp).set('head', head)
}

/**
 * Puts the characters of another TrueType font, which its subset `donor` holds, behind those of the first. The donor's
 * layout features are not taken along.
 * @param {Map<string, Buffer>} original @param {Map<string, Buffer>} donor @returns {Map<string, Buffer>}
 */
export const withAppendedGlyphs = (original, donor) => {
  const em = unitsPerEm(original)
  if (unitsPerEm(donor) !== em) throw new Error('the fonts are drawn on different grids')
  const glyphOf = readCharacterMap(original)
  const glyphs = readGlyphs(original)
  const first = glyphs.length
  for (const glyph of readGlyphs(donor)) {
    glyphs.push({ ...glyph, outline: shifted(glyph.outline, first), vertical: verticalOf(glyph, em) })
  }
  for (const [point, glyph] of readCharacterMap(donor)) if (!glyphOf.has(point)) glyphOf.set(point, first + glyph)
  return withGlyphs(withWiderLimits(original, donor), glyphs, glyphOf)
}
