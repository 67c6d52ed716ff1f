import { hongKongCharacters } from '../../../main/editions/data/hkscs.ts'

/** Written apart from the program: tables turned round from the platform's decoders. */
const pairsOf = (encoding: 'gb18030' | 'big5', lowestLead: number): Map<string, readonly number[]> => {
  const decoder = new TextDecoder(encoding)
  const pairs = new Map<string, readonly number[]>()
  for (let lead = lowestLead; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const character = decoder.decode(Uint8Array.of(lead, trail))
      if (Array.from(character).length === 1 && !/[\ufffd\ue000-\uf8ff]/.test(character) && !pairs.has(character)) {
        pairs.set(character, [lead, trail])
      }
    }
  }
  return pairs
}

const gb = pairsOf('gb18030', 0x81)
const big5 = pairsOf('big5', 0xa1)
const privateUse = new TextDecoder('big5')
const ofHongKong = new Map<string, readonly number[]>()
{
  const byPrivate = new Map<string, readonly number[]>()
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const character = privateUse.decode(Uint8Array.of(lead, trail))
      if (/^[\ue000-\uf8ff]$/.test(character)) byPrivate.set(character, [lead, trail])
    }
  }
  for (const [first, characters] of hongKongCharacters) {
    for (const [index, character] of characters.split(',').entries()) {
      const pair = byPrivate.get(String.fromCodePoint(first + index))
      if (pair !== undefined && !big5.has(character)) ofHongKong.set(character, pair)
    }
  }
}

/** The four bytes of GB18030 for a character without a pair; null for what this part of the scheme does not hold. */
const fourBytes = (character: string): readonly number[] | null => {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x10000) return null
  const linear = code - 0x10000
  return [0x90 + Math.floor(linear / 12_600), 0x30 + (Math.floor(linear / 1260) % 10), 0x81 + (Math.floor(linear / 10) % 126), 0x30 + (linear % 10)]
}

const encodeBy = (text: string, one: (character: string) => readonly number[] | null | undefined): Uint8Array | null => {
  const bytes: number[] = []
  for (const character of text) {
    const found = character.charCodeAt(0) < 0x80 ? [character.charCodeAt(0)] : one(character)
    if (found === null || found === undefined) return null
    bytes.push(...found)
  }
  return Uint8Array.from(bytes)
}

/** Null where the encoding lacks a character of the text. */
export const toGb18030 = (text: string): Uint8Array | null => encodeBy(text, (one) => gb.get(one) ?? fourBytes(one))
export const toBig5 = (text: string): Uint8Array | null => encodeBy(text, (one) => big5.get(one) ?? ofHongKong.get(one))
export const isOfHongKong = (character: string): boolean => ofHongKong.has(character)

export const toUtf16 = (text: string, little: boolean, mark: boolean): Uint8Array => {
  const units = mark ? `\ufeff${text}` : text
  const bytes = new Uint8Array(units.length * 2)
  const view = new DataView(bytes.buffer)
  for (let at = 0; at < units.length; at += 1) view.setUint16(at * 2, units.charCodeAt(at), little)
  return bytes
}

export const toUtf8 = (text: string, mark = false): Uint8Array => new TextEncoder().encode(mark ? `\ufeff${text}` : text)

/** Draws whole numbers below `limit`, the same ones for the same seed. */
export const createDraw = (seed: number): ((limit: number) => number) => {
  let state = seed >>> 0
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }
}
