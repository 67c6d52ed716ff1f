/** Writes text in an encoding that Node only reads, by turning its decoder around. Throws for what the encoding lacks. */
export const encodeLegacy = (text: string, encoding: 'gb18030' | 'big5'): Uint8Array => {
  const table = tableOf(encoding)
  return Uint8Array.from(
    Array.from(text).flatMap((character) => {
      const code = character.codePointAt(0) ?? 0
      if (code < 0x80) return [code]
      const pair = table.get(character)
      if (pair === undefined) throw new Error(`${encoding} has no ${character}`)
      return [pair >> 8, pair & 0xff]
    }),
  )
}

const tables = new Map<string, Map<string, number>>()

const tableOf = (encoding: string): Map<string, number> => {
  const known = tables.get(encoding)
  if (known !== undefined) return known
  const decoder = new TextDecoder(encoding)
  const table = new Map<string, number>()
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const character = decoder.decode(Uint8Array.of(lead, trail))
      if (Array.from(character).length === 1 && character !== '\ufffd' && !table.has(character)) table.set(character, lead * 256 + trail)
    }
  }
  tables.set(encoding, table)
  return table
}
