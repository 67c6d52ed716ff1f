import { frequentCharacters } from './characters.ts'

export type Encoding = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'GB18030' | 'Big5'

export interface Decoded {
  /** The text without its byte order mark; line ends as they were. */
  readonly text: string
  readonly encoding: Encoding
  /** 0 to 1; below `certainEnough` the encoding is a guess. */
  readonly confidence: number
  readonly bom: boolean
}

/** Confidence from which nobody has to be told that the encoding was only inferred. */
export const certainEnough = 0.8

/** Bytes looked at when encodings are compared. */
const sampleSize = 65_536

const familiarMarks = new Set('，。、；：？！“”‘’「」『』《》（）—…　')

const decode = (bytes: Uint8Array, encoding: Encoding, fatal: boolean): string | null => {
  try {
    return new TextDecoder(encoding, { fatal, ignoreBOM: false }).decode(bytes)
  } catch {
    return null
  }
}

/** How much a decoded sample looks like Chinese prose, about -1 to 1.5. */
const score = (sample: string): number => {
  let points = 0
  let characters = 0
  for (const character of sample) {
    const code = character.codePointAt(0) ?? 0
    characters += 1
    if (code === 0xfffd || (code >= 0xe000 && code <= 0xf8ff)) points -= 4
    else if (code === 0 || (code < 0x20 && code !== 9 && code !== 10 && code !== 13)) points -= 4
    else if (code < 0x80) characters -= 0.9
    else if (frequentCharacters.has(character)) points += 2
    else if (familiarMarks.has(character)) points += 1
    else if (code >= 0x4e00 && code <= 0x9fff) points += 0
    else points -= 0.5
  }
  return characters <= 0 ? 0 : points / characters
}

/** Cuts a sample where no character of the encoding is split. */
const sampleOf = (bytes: Uint8Array, encoding: Encoding): string => {
  const text = new TextDecoder(encoding).decode(bytes.subarray(0, sampleSize))
  return bytes.length > sampleSize ? text.slice(0, -2) : text
}

/** Share of a text's characters that could not be read. */
const damagedShare = (text: string): number => {
  let damaged = 0
  for (const character of text) if (character === '\ufffd') damaged += 1
  return text.length === 0 ? 0 : damaged / text.length
}

/** ASCII in UTF-16 without a byte order mark: every second byte is zero, and no other. */
const plainUtf16 = (bytes: Uint8Array): 'UTF-16LE' | 'UTF-16BE' | null => {
  if (bytes.length === 0 || bytes.length % 2 !== 0) return null
  const zeroAt = (parity: number): boolean => bytes.every((byte, index) => (byte === 0) === (index % 2 === parity))
  return zeroAt(1) ? 'UTF-16LE' : zeroAt(0) ? 'UTF-16BE' : null
}

const legacy: readonly Encoding[] = ['GB18030', 'Big5', 'UTF-16LE', 'UTF-16BE']

/**
 * Reads bytes as text: a byte order mark decides; else strict UTF-8; else the encoding under which the text holds the
 * largest share of everyday Chinese characters. Never throws: bytes that fit nothing come back with U+FFFD in the text
 * and a low confidence; so do, without U+FFFD, bytes that another encoding reads about as well, and bytes that read as
 * characters hardly any Chinese text is made of.
 */
export const decodeText = (bytes: Uint8Array): Decoded => {
  const marks: readonly (readonly [Encoding, readonly number[]])[] = [
    ['UTF-8', [0xef, 0xbb, 0xbf]],
    ['UTF-16LE', [0xff, 0xfe]],
    ['UTF-16BE', [0xfe, 0xff]],
  ]
  for (const [encoding, mark] of marks) {
    if (!mark.every((byte, index) => bytes[index] === byte)) continue
    const strict = decode(bytes, encoding, true)
    const text = strict ?? new TextDecoder(encoding).decode(bytes)
    return { text, encoding, confidence: strict === null ? 0.8 : 1, bom: true }
  }

  const utf8 = decode(bytes, 'UTF-8', true)
  if (utf8 !== null && !utf8.includes('\0')) {
    return { text: utf8, encoding: 'UTF-8', confidence: /[^\0-\x7f]/.test(utf8) ? 0.99 : 1, bom: false }
  }

  const plain = plainUtf16(bytes)
  if (plain !== null) {
    return { text: new TextDecoder(plain).decode(bytes), encoding: plain, confidence: 0.9, bom: false }
  }

  const ranked = legacy
    .filter((encoding) => !encoding.startsWith('UTF-16') || bytes.length % 2 === 0)
    .map((encoding) => ({ encoding, points: score(sampleOf(bytes, encoding)) }))
    .toSorted((a, b) => b.points - a.points)
  const best = ranked[0] ?? { encoding: 'GB18030' as const, points: -1 }

  const lossy = new TextDecoder('UTF-8').decode(bytes)
  if (damagedShare(lossy) < 0.01 && score(lossy.slice(0, sampleSize)) > best.points) {
    return { text: lossy, encoding: 'UTF-8', confidence: 0.7, bom: false }
  }
  const margin = best.points - (ranked[1]?.points ?? -1)
  const strict = decode(bytes, best.encoding, true)
  const certain = Math.max(0.3, Math.min(0.98, 0.6 + margin / 2, 0.5 + best.points / 2))
  return {
    text: strict ?? new TextDecoder(best.encoding).decode(bytes),
    encoding: best.encoding,
    confidence: strict === null ? Math.min(certain, 0.5) : certain,
    bom: false,
  }
}

/** Reads bytes with an encoding decided earlier, exactly as `decodeText` did. */
export const decodeAs = (bytes: Uint8Array, encoding: Encoding): string => new TextDecoder(encoding).decode(bytes)
