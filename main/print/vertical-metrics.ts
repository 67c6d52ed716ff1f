/** How a glyph hangs in vertical lines, in thousandths of an em: its highest point over the baseline, and the space above. */
export interface VerticalOrigin {
  readonly highest: number
  readonly above: number
}

export type VerticalOrigins = (glyph: number) => VerticalOrigin | null

/**
 * Reads the vertical origins out of a TrueType font that has vertical metrics (OpenType: vhea, vmtx, glyf). Null for a font that has none; a glyph that is empty or not there has no origin.
 */
export const readVerticalOrigins = (font: Uint8Array): VerticalOrigins | null => {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength)
  try {
    const tables = tablesOf(view)
    const [head, vhea, vmtx, loca, glyf] = ['head', 'vhea', 'vmtx', 'loca', 'glyf'].map((name) => tables.get(name))
    if (head === undefined || vhea === undefined || vmtx === undefined || loca === undefined || glyf === undefined) return null
    const em = view.getUint16(head + 18)
    const long = view.getInt16(head + 50) === 1
    const metrics = view.getUint16(vhea + 34)
    if (em === 0 || metrics === 0) return null
    const place = (glyph: number): number => (long ? view.getUint32(loca + glyph * 4) : view.getUint16(loca + glyph * 2) * 2)
    const spaceAbove = (glyph: number): number =>
      view.getInt16(glyph < metrics ? vmtx + glyph * 4 + 2 : vmtx + metrics * 4 + (glyph - metrics) * 2)
    return (glyph) => {
      try {
        const start = place(glyph)
        if (place(glyph + 1) <= start) return null
        return { highest: (view.getInt16(glyf + start + 8) * 1000) / em, above: (spaceAbove(glyph) * 1000) / em }
      } catch (error) {
        if (error instanceof RangeError) return null
        throw error
      }
    }
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

const tablesOf = (view: DataView): ReadonlyMap<string, number> => {
  const tables = new Map<string, number>()
  const count = view.getUint16(4)
  for (let index = 0; index < count; index += 1) {
    const at = 12 + index * 16
    const name = String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3))
    tables.set(name, view.getUint32(at + 8))
  }
  return tables
}
