import type { Encoding } from '../../preload/contract/documents.ts'
import { certainEnough, decodeAs, decodeText, type Decoded } from '../editions/decode.ts'

/** Bytes at the start of a page in which it may say its encoding; browsers look at 1,024, templates are longer. */
const declarationReach = 8_192
/** Bytes of prose that are compared. */
const proseReach = 400_000

const known: { readonly [label: string]: Encoding } = {
  'utf-8': 'UTF-8',
  gbk: 'GB18030',
  gb18030: 'GB18030',
  big5: 'Big5',
  // A page whose declaration can be read as ASCII is not in UTF-16.
  'utf-16le': 'UTF-8',
  'utf-16be': 'UTF-8',
}

const encodingOf = (label: string): Encoding | null => {
  try {
    return known[new TextDecoder(label).encoding] ?? null
  } catch {
    return null
  }
}

/** What a page says of its own encoding: in an XML declaration or a `<meta>`. */
export const declaredEncoding = (bytes: Uint8Array): Encoding | null => {
  const start = Buffer.from(bytes.subarray(0, declarationReach)).toString('latin1').replace(/<!--[\s\S]*?-->/g, '')
  const label =
    /^\s*<\?xml[^>]*?\bencoding\s*=\s*["']([^"']{1,40})["']/i.exec(start)?.[1] ??
    /<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w.:-]{1,40})/i.exec(start)?.[1]
  return label === undefined ? null : encodingOf(label)
}

/** The bytes outside of tags: `<` and `>` are no part of a character in any encoding that a page declares this way. */
const proseOf = (bytes: Uint8Array): Uint8Array => {
  const prose = new Uint8Array(Math.min(bytes.length, proseReach))
  let length = 0
  let inTag = false
  for (let at = 0; at < bytes.length && length < prose.length; at += 1) {
    const byte = bytes[at] ?? 0
    if (inTag) inTag = byte !== 0x3e
    else if (byte === 0x3c && isTagStart(bytes[at + 1] ?? 0)) {
      const raw = rawElementAt(bytes, at)
      if (raw === null) inTag = true
      else at = raw - 1
    } else {
      prose[length] = byte
      length += 1
    }
  }
  return prose.subarray(0, length)
}

const isTagStart = (byte: number): boolean =>
  byte === 0x21 || byte === 0x2f || byte === 0x3f || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a)

const rawStarts = [
  ['<!--', '-->'],
  ['<script', '</script'],
  ['<style', '</style'],
] as const

/** Behind the comment, script or style that starts here; null where none does. */
const rawElementAt = (bytes: Uint8Array, at: number): number | null => {
  const start = String.fromCharCode(...bytes.subarray(at, at + 7)).toLowerCase()
  const raw = rawStarts.find(([opens]) => start.startsWith(opens))
  if (raw === undefined) return null
  const close = raw[1]
  for (let from = at + 4; ; ) {
    const found = bytes.indexOf(raw[0] === '<!--' ? 0x2d : 0x3c, from)
    if (found < 0) return bytes.length
    if (String.fromCharCode(...bytes.subarray(found, found + close.length)).toLowerCase() === close) return found + close.length
    from = found + 1
  }
}

const isUtf16 = (bytes: Uint8Array): boolean => {
  const [first, second] = bytes
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || bytes.subarray(0, 512).includes(0)
}

const hasDamage = (text: string): boolean => /[\ufffd\ue000-\uf8ff]/.test(text)

/**
 * Reads a page: a byte order mark decides, else what its prose shows where that is certain, else what it declares. The
 * declaration of a page that was saved in another encoding often stayed. `wanted` reads it as the reader wants.
 */
export const decodeMarkup = (bytes: Uint8Array, wanted: Encoding | null): Decoded => {
  if (wanted !== null) return { text: decodeAs(bytes, wanted), encoding: wanted, confidence: 1, bom: false }
  if (isUtf16(bytes) || (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)) return decodeText(bytes)
  const prose = proseOf(bytes)
  const seen = decodeText(prose)
  const declared = declaredEncoding(bytes)
  const read = (encoding: Encoding, confidence: number): Decoded => ({
    text: decodeAs(bytes, encoding),
    encoding,
    confidence,
    bom: false,
  })
  // Nothing but ASCII says nothing.
  if (!prose.some((byte) => byte >= 0x80)) return read(declared ?? 'UTF-8', 1)
  if (declared === null) return read(seen.encoding.startsWith('UTF-16') ? 'GB18030' : seen.encoding, seen.confidence)
  if (declared === seen.encoding) return read(declared, Math.max(seen.confidence, hasDamage(seen.text) ? 0.7 : 0.98))
  if (seen.encoding === 'UTF-8' && seen.confidence >= certainEnough) return read('UTF-8', seen.confidence)
  if (seen.encoding === 'UTF-8 as GB18030' && declared === 'UTF-8') return read(seen.encoding, seen.confidence)
  const asDeclared = decodeAs(prose, declared)
  if (seen.confidence >= certainEnough || (hasDamage(asDeclared) && !hasDamage(seen.text))) {
    return read(seen.encoding, Math.min(seen.confidence, 0.9))
  }
  return read(declared, hasDamage(asDeclared) ? 0.5 : 0.85)
}
