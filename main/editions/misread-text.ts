import { isHan } from './characters.ts'
import { proseScore } from './decode.ts'
import type { Doubt, Examined } from './doubt.ts'
import type { Finding } from './draft.ts'
import { loadGbk } from './gbk.ts'

/** What Windows-1252 shows for the bytes 0x80 to 0x9f. */
const windows = new TextDecoder('windows-1252')
let bytesOfWestern: ReadonlyMap<string, number> | null = null
const loadWestern = (): ReadonlyMap<string, number> => {
  if (bytesOfWestern !== null) return bytesOfWestern
  const bytes = new Map<string, number>()
  for (let byte = 0x80; byte <= 0xff; byte += 1) {
    bytes.set(String.fromCharCode(byte), byte)
    bytes.set(windows.decode(Uint8Array.of(byte)), byte)
  }
  bytesOfWestern = bytes
  return bytes
}

const western = '\\u0080-\\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ'
/** A stretch of Western letters and signs with four of the upper half in it. */
const westernRun = new RegExp(`[${western}](?:[\\x20-\\x7e${western}]*[${western}])?[\\x40-\\x7e]?`, 'gu')
const suspicious = /[\u00c0-\u00ff][\u0080-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{2}/u

const decodeStrictly = (bytes: Uint8Array, encoding: string): string | null => {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

const hanShare = (text: string): number => {
  let han = 0
  let others = 0
  for (const character of text) {
    if (isHan(character) || /[\u3000-\u303f\uff00-\uffef“”‘’…—]/u.test(character)) han += 1
    else if (character > '\x7f') others += 1
  }
  return han === 0 ? 0 : han / (han + others)
}

/** From here on a decoded text is Chinese prose. */
const leastProse = 0.6
/** A line below this is hardly Chinese prose, whatever its characters are. */
const doubtfulLine = 0.3

const misread = (start: number, end: number, after: string, encoding: string, taken: string): Finding => ({
  start,
  end,
  after,
  class: 'misread-text',
  confidence: 0.97,
  basis: `These signs are the bytes of Chinese text in ${encoding}, read as ${taken} on their way.`,
})

const findWestern = (text: string): Examined<Finding> => {
  const findings: Finding[] = []
  const doubts: Doubt[] = []
  if (!suspicious.test(text)) return { findings, doubts }
  const table = loadWestern()
  const encode = (run: string): Uint8Array | null => {
    const bytes: number[] = []
    for (const character of run) {
      const byte = character < '\x80' ? character.charCodeAt(0) : table.get(character)
      if (byte === undefined) return null
      bytes.push(byte)
    }
    return Uint8Array.from(bytes)
  }
  const open: { start: number; run: string }[] = []
  for (const match of text.matchAll(westernRun)) {
    if (!suspicious.test(match[0])) continue
    const run = match[0]
    const forms = /[\x40-\x7e]$/.test(run) ? [run.slice(0, -1), run] : [run]
    let solved = false
    for (const form of forms) {
      const bytes = encode(form)
      const read = bytes === null ? null : decodeStrictly(bytes, 'utf-8')
      if (read === null || hanShare(read) < 0.8) continue
      findings.push(misread(match.index, match.index + form.length, read, 'UTF-8', 'a Western encoding'))
      solved = true
      break
    }
    if (!solved) open.push({ start: match.index, run })
  }
  if (open.length === 0) return { findings, doubts }
  const readings = ['gb18030', 'big5'].map((encoding) => {
    const read = open.map(({ run }) => {
      for (const form of [run, run.replace(/[\x40-\x7e]$/, '')]) {
        const bytes = encode(form)
        const decoded = bytes === null ? null : decodeStrictly(bytes, encoding)
        if (decoded !== null && hanShare(decoded) >= 0.8) return { length: form.length, decoded }
      }
      return null
    })
    return { encoding, read, score: proseScore(read.map((one) => one?.decoded ?? '').join('')) }
  })
  const best = readings.toSorted((a, b) => b.score - a.score)[0]
  for (const [index, { start, run }] of open.entries()) {
    const read = best?.read[index] ?? null
    const high = run.replace(/[\x20-\x7e]/g, '').length
    if (best !== undefined && read !== null && best.score >= leastProse && high >= 4) {
      findings.push(misread(start, start + read.length, read.decoded, best.encoding === 'big5' ? 'Big5' : 'GB18030', 'a Western encoding'))
    } else if (high >= 6 && (findings.length > 0 || (best?.score ?? 0) >= leastProse)) {
      doubts.push({ offset: start, what: 'text seems to have been read with a wrong encoding' })
    }
  }
  return { findings, doubts }
}

/** Lead characters of UTF-8's marks and of the commonest Han characters, read as GBK: ，。“” 的. */
const utf8AsGbk = /[锛銆鈥鐨]/u

const findUtf8InGbk = (text: string): Examined<Finding> => {
  const findings: Finding[] = []
  const doubts: Doubt[] = []
  if (!utf8AsGbk.test(text)) return { findings, doubts }
  const gbk = loadGbk()
  for (const match of text.matchAll(/[^\x00-\x7f\n]+/gu)) {
    if (!utf8AsGbk.test(match[0])) continue
    const characters = Array.from(match[0])
    const encoded = characters.map((character) => (character === '€' ? [0x80] : gbk.encode(character)))
    let offset = match.index
    for (let at = 0; at < characters.length; ) {
      const longest = longestUtf8(encoded, at)
      const read = longest.text
      const shown = characters.slice(at, at + longest.count).join('')
      if (longest.count >= 4 && Array.from(read).filter(isHan).length >= 2 && proseScore(read) > proseScore(shown) + 0.5) {
        findings.push(misread(offset, offset + shown.length, read, 'UTF-8', 'GB18030'))
        if (characters[at + longest.count] === '\ufffd') {
          doubts.push({ offset: offset + shown.length, what: 'a byte of text read with a wrong encoding is lost' })
        }
        at += longest.count
        offset += shown.length
      } else {
        const passed = Math.max(1, longest.count)
        offset += characters.slice(at, at + passed).join('').length
        at += passed
      }
    }
  }
  return { findings, doubts }
}

/** The longest run of characters from `at` whose GBK bytes are whole characters of UTF-8, and what they read. */
const longestUtf8 = (encoded: readonly (readonly number[] | null)[], at: number): { count: number; text: string } => {
  const bytes: number[] = []
  let best = { count: 0, length: 0 }
  let needed = 0
  for (let index = at; index < encoded.length; index += 1) {
    const pair = encoded[index]
    if (pair === null || pair === undefined || pair.length === 0) break
    let valid = true
    for (const byte of pair) {
      if (needed > 0) {
        if (byte < 0x80 || byte > 0xbf) valid = false
        needed -= 1
      } else if (byte >= 0xe2 && byte <= 0xef) needed = 2
      else if (byte >= 0xc2 && byte <= 0xdf) needed = 1
      else if (byte >= 0x80) valid = false
      bytes.push(byte)
      if (!valid) break
    }
    if (!valid) break
    if (needed === 0) best = { count: index - at + 1, length: bytes.length }
  }
  const text = best.count === 0 ? '' : (decodeStrictly(Uint8Array.from(bytes.slice(0, best.length)), 'utf-8') ?? '')
  return text === '' ? { count: 0, text: '' } : { count: best.count, text }
}

const findOtherLegacy = (text: string): Examined<Finding> => {
  const findings: Finding[] = []
  const doubts: Doubt[] = []
  let start = 0
  for (const line of text.split('\n')) {
    if (line.length >= 6 && proseScore(line.slice(0, 400)) < doubtfulLine) {
      const read = inOtherLegacy(line)
      if (read !== null) findings.push(misread(start, start + line.length, read.text, read.encoding, read.taken))
    }
    start += line.length + 1
  }
  const characters = findings.reduce((sum, { start: from, end }) => sum + end - from, 0)
  return characters >= 12 ? { findings, doubts } : { findings: [], doubts }
}

let big5Bytes: ReadonlyMap<string, readonly number[]> | null = null
const loadBig5 = (): ReadonlyMap<string, readonly number[]> => {
  if (big5Bytes !== null) return big5Bytes
  const decoder = new TextDecoder('big5')
  const pairs = new Map<string, readonly number[]>()
  for (let lead = 0xa1; lead <= 0xf9; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const character = decoder.decode(Uint8Array.of(lead, trail))
      if (character.length === 1 && character !== '\ufffd' && !pairs.has(character)) pairs.set(character, [lead, trail])
    }
  }
  big5Bytes = pairs
  return pairs
}

/** A line of Big5 read as GBK, or of GBK read as Big5, where reading it again makes prose of it. */
const inOtherLegacy = (line: string): { text: string; encoding: string; taken: string } | null => {
  const before = proseScore(line)
  const asGbk = loadGbk().encode(line)
  const fromGbk = asGbk === null ? null : decodeStrictly(Uint8Array.from(asGbk), 'big5')
  if (fromGbk !== null && hanShare(fromGbk) >= 0.9 && proseScore(fromGbk) >= Math.max(leastProse, before + 0.5)) {
    return { text: fromGbk, encoding: 'Big5', taken: 'GB18030' }
  }
  const table = loadBig5()
  const bytes: number[] = []
  for (const character of line) {
    const pair = character < '\x80' ? [character.charCodeAt(0)] : table.get(character)
    if (pair === undefined) return null
    bytes.push(...pair)
  }
  const fromBig5 = decodeStrictly(Uint8Array.from(bytes), 'gb18030')
  if (fromBig5 !== null && hanShare(fromBig5) >= 0.9 && proseScore(fromBig5) >= Math.max(leastProse, before + 0.5)) {
    return { text: fromBig5, encoding: 'GB18030', taken: 'Big5' }
  }
  return null
}

/**
 * Stretches of text that a program read with the wrong encoding before the file was saved. Only where their signs,
 * turned back into bytes, are Chinese prose to the last byte in another one.
 */
export const findMisreadText = (text: string): Examined<Finding> => {
  const parts = [findWestern(text), findUtf8InGbk(text)]
  const taken = parts.flatMap(({ findings }) => findings)
  const other = findOtherLegacy(text)
  const free = other.findings.filter(({ start, end }) => !taken.some((one) => one.start < end && start < one.end))
  return {
    findings: [...taken, ...free].toSorted((a, b) => a.start - b.start),
    doubts: parts.flatMap(({ doubts }) => doubts),
  }
}
