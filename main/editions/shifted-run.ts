import { loadCharacterReadings } from '../../preload/text/character-readings.ts'
import type { Convert } from '../../preload/text/conversion.ts'
import { isHan } from './characters.ts'
import type { Finding } from './draft.ts'
import { loadGbk, showBytes, type Gbk } from './gbk.ts'
import { syllable } from './pinyin.ts'

export interface ShiftedRuns {
  readonly findings: readonly Finding[]
  /** Offsets in the text of shifted places that could not be read with certainty. */
  readonly unsolved: readonly number[]
}

const figures = '一二三四五六七八九十'
const ordinals = [...figures, ...[...figures].map((last) => `十${last}`)]
/** First byte of 。 and of U+3000, the byte a split most often leaves alone in front of a sentence or a marker. */
const stopLead = 0xa1
/** Longest run of characters followed between a lost full stop and the reading that proves it. */
const longestRun = 6
const sentenceMark = /[。，、；：？！”》）]/u

/** What is shown of （一）, （二） … when the byte before them goes into the pair of their first byte. */
const shiftedMarkers = (gbk: Gbk): ReadonlyMap<string, string> => {
  const forms = new Map<string, string>()
  for (const ordinal of ordinals) {
    const bytes = gbk.encode(`（${ordinal}）`)
    if (bytes === null) continue
    const shown = showBytes([stopLead, ...bytes.slice(0, -1)], gbk)
    if (!shown.includes('?') && /^。[^。]{1,3}$/u.test(shown)) forms.set(shown, `（${ordinal}）`)
  }
  return forms
}

/** Reads "?，F" as 。現: the "?" is a full stop's first byte, and every pair behind it starts one byte too late. */
const readShifted = (run: string, gbk: Gbk): string | null => {
  const bytes = gbk.encode(run)
  if (bytes === null || bytes.length % 2 === 0) return null
  let read = ''
  let pending = stopLead
  for (let at = 0; at < bytes.length; at += 2) {
    const character = gbk.character(pending, bytes[at] ?? 0)
    if (character === null) return null
    read += character
    pending = bytes[at + 1] ?? 0
  }
  return sentenceMark.test(read.charAt(0)) && Array.from(read.slice(1)).every(isHan) ? read : null
}

/**
 * Undoes runs whose bytes were paired one too late because a tool had split the text between two bytes of a character:
 * outline markers at the start of a line (?。ㄒ唬? → （一）), and full stops whose shift ends in a character that a reading
 * behind it confirms (?，F(xiàn) → 。現). Everything else of the kind is left and reported.
 */
export const findShiftedRuns = async (text: string, toSimplified: Convert): Promise<ShiftedRuns> => {
  const findings: Finding[] = []
  const unsolved: number[] = []
  if (!/。[ㄅ-ㄩāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüêɑńňǹɡ]|\p{Script=Han}\?[，；。：、！]/u.test(text)) return { findings, unsolved }
  const gbk = loadGbk()
  const markers = shiftedMarkers(gbk)
  const known = await loadCharacterReadings(toSimplified)

  const marker = /(?<=^|\n)([ \u3000]*)(\??)(。[^\n。?]{1,3}?)(\?|(?=\n|$|\s))/gu
  for (const match of text.matchAll(marker)) {
    const restored = markers.get(match[3] ?? '')
    if (restored === undefined) continue
    const start = match.index + (match[1] ?? '').length
    findings.push({
      start,
      end: match.index + match[0].length,
      after: restored,
      class: 'gbk-byte-straddle',
      confidence: 0.95,
      basis: `The bytes of “${match[3] ?? ''}” are those of ${restored} paired one byte too early.`,
    })
  }

  const stop = new RegExp(`(?<=[\\p{Script=Han}”）》])\\?([^\\n?()]{1,${longestRun}})\\((${syllable})\\)`, 'gu')
  for (const match of text.matchAll(stop)) {
    const [whole, run = '', reading = ''] = match
    const restored = readShifted(run, gbk)
    if (restored === null || restored.length < 2) continue
    const last = restored.slice(-1)
    if (!known.of(last).includes(reading)) continue
    findings.push({
      start: match.index,
      end: match.index + whole.length,
      after: restored,
      class: 'gbk-byte-straddle',
      confidence: 0.95,
      basis:
        `A tool split the bytes of ${restored.charAt(0)}: paired again, “?${run}” reads “${restored}”, and ` +
        `(${reading}) behind it is the reading of ${last}.`,
    })
  }
  findings.sort((a, b) => a.start - b.start)

  const suspect = /\p{Script=Han}(?<![么麼吗嗎呢吧何谁誰])(\?)[，；。：、！]|(?:^|[\n?])(。)[ㄅ-ㄩǘòň]/gu
  for (const match of text.matchAll(suspect)) {
    const at = match.index + match[0].search(/[?。]/u)
    if (!findings.some((one) => at >= one.start - 1 && at < one.end)) unsolved.push(at)
  }
  return { findings, unsolved }
}
