import type { Encoding } from '../../preload/contract/documents.ts'
import { frequentCharacters } from './characters.ts'
import { hongKongCharacters } from './data/hkscs.ts'

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

let hongKong: ReadonlyMap<string, string> | null = null

/** Node's Big5 lacks the characters of Hong Kong and gives some for private use in their place. */
const withHongKong = (text: string): string => {
  if (!/[\ue000-\uf8ff]/.test(text)) return text
  hongKong ??= new Map(
    hongKongCharacters.flatMap(([first, characters]) =>
      characters.split(',').map((character, index) => [String.fromCodePoint(first + index), character] as const),
    ),
  )
  const known = hongKong
  return text.replace(/[\ue000-\uf8ff]/g, (character) => known.get(character) ?? character)
}

let gb18030: ReadonlyMap<string, number> | null = null

/** The pairs of bytes that GB18030 reads as one character each, by that character. */
const loadGb18030 = (): ReadonlyMap<string, number> => {
  if (gb18030 !== null) return gb18030
  const decoder = new TextDecoder('gb18030')
  const pairs = new Map<string, number>()
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const character = decoder.decode(Uint8Array.of(lead, trail))
      if (character !== '\ufffd' && Array.from(character).length === 1) pairs.set(character, lead * 256 + trail)
    }
  }
  gb18030 = pairs
  return pairs
}

/** One byte or two of GB18030 stand for this sign. */
const euro = [[0x80], [0xa2, 0xe3]] as const

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x80 && byte <= 0xbf

/** Bytes that the UTF-8 before this place still needs for its last character. */
const needed = (bytes: readonly number[]): number => {
  let back = 1
  while (back < 4 && isContinuation(bytes.at(-back))) back += 1
  const lead = bytes.at(-back) ?? 0
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 1
  return Math.max(0, length - back)
}

/** Takes back a reading of UTF-8 as GB18030. Where a byte got lost on the way there is U+FFFD, and nothing is guessed. */
const takenBack = (misread: string): string => {
  const pairs = loadGb18030()
  const characters = Array.from(misread)
  const bytesOf = (character: string | undefined): readonly number[] => {
    const code = character?.codePointAt(0) ?? 0
    if (code < 0x80) return [code]
    const pair = pairs.get(character ?? '')
    // No byte of UTF-8, so that it damages the one character it stands in.
    return pair === undefined ? [0xff] : [pair >> 8, pair & 0xff]
  }
  const bytes: number[] = []
  for (const [index, character] of characters.entries()) {
    if (character === '€') {
      const begins = needed(bytes) === 1 && isContinuation(bytesOf(characters[index + 1])[0])
      bytes.push(...euro[begins ? 1 : 0])
    } else bytes.push(...bytesOf(character))
  }
  return new TextDecoder('utf-8').decode(Uint8Array.from(bytes)).replace(/\ufffd+/g, '\ufffd')
}

/** Throws TypeError where `fatal` and the bytes are none of this encoding. */
const read = (bytes: Uint8Array, encoding: Encoding, fatal = false): string => {
  if (encoding === 'UTF-8 as GB18030') return takenBack(read(bytes, 'UTF-8', fatal))
  const text = new TextDecoder(encoding, { fatal, ignoreBOM: false }).decode(bytes)
  return encoding === 'Big5' ? withHongKong(text) : text
}

const decode = (bytes: Uint8Array, encoding: Encoding, fatal: boolean): string | null => {
  try {
    return read(bytes, encoding, fatal)
  } catch {
    return null
  }
}

/** How much a decoded sample looks like Chinese prose, about -1 to 1.5. */
export const proseScore = (sample: string): number => {
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
  const text = read(bytes.subarray(0, sampleSize), encoding)
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

/** Below this hardly any Chinese prose scores; a reading of UTF-8 as GB18030 does. */
const doubtfulProse = 0.4
/** Share of characters that may have lost a byte: one at the end of every other line and run. */
const lostShare = 0.2

/** UTF-8 read as GB18030 and saved, where that makes prose of what is none; else null. */
const misreadUtf8 = (bytes: Uint8Array, text: string, bom: boolean): Decoded | null => {
  if (!/[^\0-\x7f]/.test(text)) return null
  const sample = text.slice(0, sampleSize)
  const before = proseScore(sample)
  if (before >= doubtfulProse) return null
  const after = takenBack(sample)
  if (damagedShare(after) > lostShare || proseScore(after.replaceAll('\ufffd', '')) < before + 0.5) return null
  const whole = read(bytes, 'UTF-8 as GB18030')
  return { text: whole, encoding: 'UTF-8 as GB18030', confidence: whole.includes('\ufffd') ? 0.7 : 0.95, bom }
}

const legacy: readonly Encoding[] = ['GB18030', 'Big5', 'UTF-16LE', 'UTF-16BE']

/**
 * Reads bytes as text: a byte order mark decides; else strict UTF-8, taken back where it was read as GB18030 on its way; else the encoding under which the text holds the
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
    const misread = encoding === 'UTF-8' ? misreadUtf8(bytes, text, true) : null
    if (misread !== null) return misread
    return { text, encoding, confidence: strict === null ? 0.8 : 1, bom: true }
  }

  const utf8 = decode(bytes, 'UTF-8', true)
  if (utf8 !== null && !utf8.includes('\0')) {
    const misread = misreadUtf8(bytes, utf8, false)
    if (misread !== null) return misread
    return { text: utf8, encoding: 'UTF-8', confidence: /[^\0-\x7f]/.test(utf8) ? 0.99 : 1, bom: false }
  }

  const plain = plainUtf16(bytes)
  if (plain !== null) {
    return { text: new TextDecoder(plain).decode(bytes), encoding: plain, confidence: 0.9, bom: false }
  }

  const ranked = legacy
    .filter((encoding) => !encoding.startsWith('UTF-16') || bytes.length % 2 === 0)
    .map((encoding) => ({ encoding, points: proseScore(sampleOf(bytes, encoding)) }))
    .toSorted((a, b) => b.points - a.points)
  const best = ranked[0] ?? { encoding: 'GB18030' as const, points: -1 }

  const lossy = new TextDecoder('UTF-8').decode(bytes)
  if (damagedShare(lossy) < 0.01 && proseScore(lossy.slice(0, sampleSize)) > best.points) {
    return { text: lossy, encoding: 'UTF-8', confidence: 0.7, bom: false }
  }
  const margin = best.points - (ranked[1]?.points ?? -1)
  const strict = decode(bytes, best.encoding, true)
  const certain = Math.max(0.3, Math.min(0.98, 0.6 + margin / 2, 0.5 + best.points / 2))
  return {
    text: strict ?? read(bytes, best.encoding),
    encoding: best.encoding,
    confidence: strict === null ? Math.min(certain, 0.5) : certain,
    bom: false,
  }
}

/** Characters of a text that a sample for the reader shows. */
const shownSample = 400

/** One way to read bytes. */
export interface EncodingCandidate {
  readonly encoding: Encoding
  /** Whether every byte can be read so. */
  readonly fits: boolean
  /** How much the text then looks like Chinese prose, about -1 to 1.5. */
  readonly points: number
  /** The beginning of the text, at most 400 characters, lines divided by LF. */
  readonly sample: string
}

/** Every way to read bytes, the one `decodeText` takes first, then by how well they fit. */
export const encodingCandidates = (bytes: Uint8Array): EncodingCandidate[] => {
  const taken = decodeText(bytes)
  const all: readonly Encoding[] = ['UTF-8', 'GB18030', 'Big5', 'UTF-16LE', 'UTF-16BE', 'UTF-8 as GB18030']
  const start = bytes.subarray(0, sampleSize)
  return all
    .flatMap((encoding): EncodingCandidate[] => {
      const text = encoding === taken.encoding ? taken.text.slice(0, sampleSize) : sampleOf(start, encoding)
      if (encoding === 'UTF-8 as GB18030' && encoding !== taken.encoding && (text === '' || proseScore(text) < doubtfulProse)) return []
      const fits = !text.slice(0, -4).includes('\ufffd') && !/[\0-\x08\x0e-\x1f]/.test(text)
      const sample = Array.from(text.replace(/\r+\n|\r/g, '\n')).slice(0, shownSample).join('')
      return [{ encoding, fits, points: proseScore(text), sample }]
    })
    .toSorted(
      (a, b) =>
        Number(b.encoding === taken.encoding) - Number(a.encoding === taken.encoding) ||
        Number(b.fits) - Number(a.fits) ||
        b.points - a.points,
    )
}

/** Reads bytes with an encoding decided earlier, exactly as `decodeText` did. */
export const decodeAs = (bytes: Uint8Array, encoding: Encoding): string => read(bytes, encoding)
