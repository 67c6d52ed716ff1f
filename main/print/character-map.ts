/** A map of more than this is none of ours: a font has no more glyphs. */
const glyphLimit = 65_536

const digits = (number: number): string => number.toString(16).toUpperCase().padStart(4, '0')

const textOf = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le')

/** What the glyphs of a font stand for, by their codes as four digits (a ToUnicode CMap: ISO 32000-1, 9.10.3). */
export const readCharacterMap = (map: string): Map<string, string> => {
  const found = new Map<string, string>()
  for (const [, kind, body] of map.matchAll(/beginbf(char|range)([^]*?)endbf\1/g)) {
    if (kind === 'char') {
      for (const [, code, text] of (body ?? '').matchAll(/<([0-9A-F]{4})>\s*<((?:[0-9A-F]{4})+)>/gi)) {
        found.set((code ?? '').toUpperCase(), textOf(text ?? ''))
      }
      continue
    }
    for (const [, first, last, text] of (body ?? '').matchAll(/<([0-9A-F]{4})>\s*<([0-9A-F]{4})>\s*<((?:[0-9A-F]{4})+)>/gi)) {
      const from = parseInt(first ?? '', 16)
      const to = parseInt(last ?? '', 16)
      const start = textOf(text ?? '')
      const head = start.slice(0, -1)
      const end = start.charCodeAt(start.length - 1)
      for (let code = from; code <= to && found.size < glyphLimit; code += 1) found.set(digits(code), head + String.fromCharCode(end + code - from))
    }
  }
  return found
}

/** Sections of a map hold a hundred glyphs at most. */
const sectionLimit = 100

/** The same map as a file holds it. */
export const formatCharacterMap = (map: ReadonlyMap<string, string>): string => {
  const rows = [...map]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, text]) => `<${code}> <${Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase()}>`)
  const sections: string[] = []
  for (let at = 0; at < rows.length; at += sectionLimit) {
    const part = rows.slice(at, at + sectionLimit)
    sections.push(`${part.length} beginbfchar\n${part.join('\n')}\nendbfchar`)
  }
  return [
    '/CIDInit /ProcSet findresource begin',
    '12 dict begin',
    'begincmap',
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
    '/CMapName /Adobe-Identity-UCS def',
    '/CMapType 2 def',
    '1 begincodespacerange',
    '<0000> <FFFF>',
    'endcodespacerange',
    ...sections,
    'endcmap',
    'CMapName currentdict /CMap defineresource pop',
    'end',
    'end',
  ].join('\n')
}
