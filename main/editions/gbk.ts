/** GBK as the damaged pages' tools saw it: bytes in pairs, with zones for characters of the user's own. */
export interface Gbk {
  /** The character of a byte pair; null when the pair stands for none, or for one of the user's own. */
  character(lead: number, trail: number): string | null
  /** The bytes of a text, or null when GBK lacks one of its characters. */
  encode(text: string): number[] | null
}

const isTrail = (byte: number): boolean => byte >= 0x40 && byte <= 0xfe && byte !== 0x7f

/** Pairs of the three user-defined zones of GBK. */
export const isUserDefined = (lead: number, trail: number): boolean =>
  (((lead >= 0xaa && lead <= 0xaf) || (lead >= 0xf8 && lead <= 0xfe)) && trail >= 0xa1) ||
  (lead >= 0xa1 && lead <= 0xa7 && trail >= 0x40 && trail <= 0xa0)

let loaded: Gbk | null = null

/** Builds the table from the platform's decoder, once. */
export const loadGbk = (): Gbk => {
  if (loaded !== null) return loaded
  const decoder = new TextDecoder('gbk')
  const pairs = new Map<number, string>()
  const codes = new Map<string, number>()
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (!isTrail(trail) || isUserDefined(lead, trail)) continue
      const character = decoder.decode(Uint8Array.of(lead, trail))
      if (Array.from(character).length !== 1 || character === '\ufffd' || /\p{Co}/u.test(character)) continue
      const code = lead * 256 + trail
      pairs.set(code, character)
      if (!codes.has(character)) codes.set(character, code)
    }
  }
  loaded = {
    character: (lead, trail) => pairs.get(lead * 256 + trail) ?? null,
    encode(text) {
      const bytes: number[] = []
      for (const character of text) {
        const code = character.codePointAt(0) ?? 0
        if (code < 0x80) {
          bytes.push(code)
          continue
        }
        const pair = codes.get(character)
        if (pair === undefined) return null
        bytes.push(pair >> 8, pair & 0xff)
      }
      return bytes
    },
  }
  return loaded
}

/**
 * What a page shows of `text` after the annotator and the decoder: the annotator puts "(reading)" behind every byte
 * pair that looks like a character of its table, also across two characters; the decoder turns a lead byte without
 * trail into "?", swallowing the byte after it, and drops pairs of the user-defined zones. Null when GBK lacks a
 * character.
 */
export const damage = (text: string, table: ReadonlyMap<string, string>, gbk: Gbk): string | null => {
  const bytes = gbk.encode(text)
  if (bytes === null) return null
  const annotated: number[] = []
  for (let at = 0; at < bytes.length;) {
    const lead = bytes[at] ?? 0
    const trail = bytes[at + 1] ?? 0
    const character = lead >= 0x81 && at + 1 < bytes.length ? gbk.character(lead, trail) : null
    const reading = character === null ? undefined : table.get(character)
    if (reading === undefined) {
      annotated.push(lead)
      at += 1
      continue
    }
    annotated.push(lead, trail, ...(gbk.encode(`(${reading})`) ?? []))
    at += 2
  }
  return showBytes(annotated, gbk)
}

/** How a decoder shows bytes: "?" for a lead byte without trail, nothing for pairs of the user-defined zones. */
export const showBytes = (bytes: readonly number[], gbk: Gbk): string => {
  let shown = ''
  for (let at = 0; at < bytes.length;) {
    const lead = bytes[at] ?? 0
    if (lead < 0x80) {
      shown += String.fromCharCode(lead)
      at += 1
      continue
    }
    const trail = bytes[at + 1]
    if (trail === undefined || !isTrail(trail)) shown += '?'
    else if (!isUserDefined(lead, trail)) shown += gbk.character(lead, trail) ?? '?'
    at += 2
  }
  return shown
}
