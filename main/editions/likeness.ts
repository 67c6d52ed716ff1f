/** What is kept of a text to tell how much of another is in it: the least of the hashes of its shingles. */
export interface Sketch {
  /** Hashes below 2 to the power of 32 - `level` are kept. */
  readonly level: number
  /** Ascending, each once. */
  readonly hashes: Uint32Array
}

/** Characters of one shingle. */
const shingle = 8
/** Most hashes of one sketch. */
const sketchLimit = 1024

/** White space and marks, which editions set differently. */
const isMark = (code: number): boolean =>
  code < 0x30 || (code >= 0x3a && code < 0x41) || (code >= 0x2000 && code < 0x2070) || (code >= 0x3000 && code < 0x3040) ||
  (code >= 0xff00 && code < 0xff10) || (code >= 0xff1a && code < 0xff21)

/** Spreads the bits of a number of 32 bits (the finalizer of MurmurHash3). */
const spread = (value: number): number => {
  let mixed = value
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

const base = 0x01000193
/** What a unit that leaves the window still counts. */
const leaving = Array.from({ length: shingle - 1 }).reduce<number>((power) => Math.imul(power, base), 1)

/** Sketches a text; a text of fewer characters than a shingle counts as one. */
export const sketchOf = (text: string): Sketch => {
  let level = 0
  let kept = new Set<number>()
  const keep = (hash: number): void => {
    if (level > 0 && hash >= 2 ** (32 - level)) return
    kept.add(hash)
    while (kept.size > sketchLimit) {
      level += 1
      kept = new Set([...kept].filter((one) => one < 2 ** (32 - level)))
    }
  }
  const window = new Uint16Array(shingle)
  let filled = 0
  let hash = 0
  for (let unit = 0; unit < text.length; unit += 1) {
    const code = text.charCodeAt(unit)
    if (isMark(code)) continue
    const slot = filled % shingle
    if (filled >= shingle) hash = (hash - Math.imul(window[slot] ?? 0, leaving)) | 0
    window[slot] = code
    filled += 1
    hash = (Math.imul(hash, base) + code) | 0
    if (filled >= shingle) keep(spread(hash))
  }
  if (filled > 0 && filled < shingle) keep(spread(hash))
  return { level, hashes: Uint32Array.from(kept).sort() }
}

/** The share of the first text that is in the second, from 0 to 1. */
export const shareIn = (text: Sketch, other: Sketch): number => {
  const level = Math.max(text.level, other.level)
  const below = 2 ** (32 - level)
  const there = new Set(other.hashes)
  let all = 0
  let found = 0
  for (const hash of text.hashes) {
    if (hash >= below) break
    all += 1
    if (there.has(hash)) found += 1
  }
  return all === 0 ? 0 : found / all
}

export const encodeSketch = ({ level, hashes }: Sketch): string =>
  `${level}:${Buffer.from(hashes.buffer, hashes.byteOffset, hashes.byteLength).toString('base64')}`

/** Null for what is no sketch. */
export const decodeSketch = (text: string): Sketch | null => {
  const [, level, hashes] = /^(\d{1,2}):([A-Za-z0-9+/=]*)$/.exec(text) ?? []
  if (level === undefined || hashes === undefined || Number(level) > 32) return null
  const bytes = Buffer.from(hashes, 'base64')
  if (bytes.length % 4 !== 0) return null
  return { level: Number(level), hashes: new Uint32Array(Uint8Array.from(bytes).buffer) }
}
