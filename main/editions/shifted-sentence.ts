import type { CharacterReadings } from '../../preload/text/character-readings.ts'
import { everydaySimplified } from '../../preload/text/character-sets.ts'
import type { Convert } from '../../preload/text/conversion.ts'
import { isHan } from './characters.ts'
import type { Finding } from './draft.ts'
import type { Gbk } from './gbk.ts'
import { isReading, writtenReading } from './pinyin.ts'
import type { ProseCost } from './prose-cost.ts'

export interface ShiftedSentences {
  readonly findings: readonly Finding[]
  /** Offsets of "?" behind which the text is out of step and was left. */
  readonly unsolved: readonly number[]
}

/** Longest run followed, in characters shown, and most pairs that may have been dropped in it. */
const longestRun = 80
const mostDrops = 3
/** Readings kept at each step, and those of them from which dropped pairs are looked for. */
const kept = 40
const keptForDrops = 8
/** Han characters before a place by which it is weighed. */
const around = 5
/** Nats a dropped pair costs: a decoder drops one pair in seven. */
const dropNats = 2
/** Nats a character costs at most in what is accepted, and at least in what is taken for garbage. */
const proseNats = 6.4
const garbageNats = 7.4
/** Distance in nats of the best reading from the next. */
const clear = 4
const clearWithDrops = 5.5
/** Readings weighed in one text: enough for a hundred places, and an end for a text made to take long. */
const mostWeighed = 60_000

/** Leads of the pairs a decoder drops, whose trails lie between 0xA1 and 0xFE. */
const droppedLeads = [0xaa, 0xab, 0xac, 0xad, 0xae, 0xaf, 0xf8, 0xf9, 0xfa, 0xfb, 0xfc, 0xfd, 0xfe]
/** The third zone of the user's own: these leads, with trails up to 0xA0. */
const lowDroppedLeads = [0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7]
const stopLead = 0xa1
const marks = /[，。、；：？！“”‘’（）《》—…·]/u
/** Nats of marks, which no list of words weighs. */
const markNats: Readonly<Record<string, number>> = { '，': 3, '。': 3.2, '、': 4.5, '“': 5, '”': 5, '：': 5.5, '；': 5.5, '？': 6, '！': 6, '《': 6.5, '》': 6.5, '（': 6.5, '）': 6.5 }
const rareMark = 9
/** What two marks in a row cost more, and a sentence of hardly any characters. */
const unlikely = 6
const usualPair = /[”》）][，。、；]|[，。：；！？、][“《（]|[。！？]”/u

/** What the marks of a reading cost; the first is a full stop, because that is what was torn. */
const natsOfMarks = (reading: string): number => {
  let sum = 0
  let since = 9
  const characters = Array.from(reading)
  for (const [index, character] of characters.entries()) {
    if (!marks.test(character)) {
      since += 1
      continue
    }
    if (index === 0) sum += character === '。' ? 0 : unlikely
    else {
      sum += markNats[character] ?? rareMark
      const last = characters[index - 1] ?? ''
      if (marks.test(last) && !usualPair.test(last + character)) sum += unlikely
      else if (/[。！？；]/u.test(character) && since < 4) sum += unlikely
    }
    since = 0
  }
  return sum
}

const isPlausible = (character: string): boolean => isHan(character) || marks.test(character)

/** A reading of the bytes as far as they are paired again. */
interface Reading {
  readonly text: string
  /** The same in simplified script, character by character. */
  readonly plain: string
  readonly pending: number
  readonly drops: number
  readonly nats: number
}

interface Closed extends Reading {
  /** UTF-16 unit behind the run. */
  readonly end: number
}

interface Tools {
  readonly gbk: Gbk
  readonly cost: ProseCost
  isEveryday(character: string): boolean
  toPlain(character: string): string
  readonly work: { weighed: number }
}

/** Pairs the bytes again from a lone first byte on, dropped pairs put back everywhere, until a letter closes the last pair. */
const follow = (text: string, from: number, before: string, { gbk, cost, isEveryday, toPlain, work }: Tools): { closed: Closed[]; open: readonly Reading[] } => {
  const closed: Closed[] = []
  const context = Array.from(before, toPlain).join('')
  const weigh = (plain: string, drops: number): number => {
    work.weighed += 1
    return cost.ofSimplified(context + plain) + natsOfMarks(plain) + drops * dropNats
  }
  const step = (reading: Reading, character: string, pending: number, drop: boolean): Reading => {
    const plain = reading.plain + Array.from(character, toPlain).join('')
    const drops = reading.drops + Number(drop)
    return { text: reading.text + character, plain, pending, drops, nats: weigh(plain, drops) }
  }
  let open: Reading[] = [{ text: '', plain: '', pending: stopLead, drops: 0, nats: 0 }]
  for (let at = from; at < text.length && at - from < longestRun; at += 1) {
    const bytes = gbk.encode(text.charAt(at))
    const first = bytes?.[0]
    if (bytes === null || first === undefined || first < 0x40) break
    const second = bytes[1]
    const next: Reading[] = []
    for (const [rank, reading] of open.entries()) {
      const joined = gbk.character(reading.pending, first)
      if (joined !== null && isPlausible(joined)) next.push(step(reading, joined, second ?? 0, false))
      if (rank >= keptForDrops || reading.drops >= mostDrops) continue
      const last = reading.plain.slice(-1) || context.slice(-1)
      for (const [leads, lowest, highest] of [[droppedLeads, 0xa1, 0xfe], [lowDroppedLeads, 0x81, 0xa0]] as const) {
        for (const lead of leads) {
          const one = gbk.character(reading.pending, lead)
          if (one === null || !isPlausible(one) || (isHan(one) && !isEveryday(one))) continue
          const onePlain = toPlain(one)
          const held = !isHan(one) || !isHan(last) || cost.has(last + onePlain)
          for (let trail = lowest; trail <= highest; trail += 1) {
            const two = gbk.character(trail, first)
            if (two === null || !isPlausible(two) || (isHan(two) && !isEveryday(two))) continue
            if (!held && !cost.has(onePlain + toPlain(two))) continue
            next.push(step(reading, one + two, second ?? 0, true))
          }
        }
      }
    }
    next.sort((a, b) => a.nats - b.nats)
    if (second === undefined) {
      closed.push(...next.slice(0, kept).map((reading) => ({ ...reading, end: at + 1 })))
      return { closed, open }
    }
    open = next.slice(0, kept)
    if (open.length === 0) break
  }
  return { closed, open }
}

const natsPerHan = (text: string, cost: ProseCost): number => {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0
  return han === 0 ? 0 : cost.of(text) / han
}

/**
 * Sentences whose bytes were paired one too early because a tool tore the full stop before them in two: the first byte
 * shows as "?", and everything up to the next letter reads as other characters. Paired again, the run has to be prose
 * where the shown one is not, to the last character; pairs that the decoder dropped on the way are put back only
 * where one pair alone makes words.
 */
export const findShiftedSentences = (
  text: string,
  cost: ProseCost,
  known: CharacterReadings,
  gbk: Gbk,
  toSimplified: Convert,
): ShiftedSentences => {
  const findings: Finding[] = []
  const unsolved: number[] = []
  const everyday = everydaySimplified()
  const simplified = new Map<string, string>()
  const toPlain = (character: string): string => {
    const found = simplified.get(character) ?? toSimplified(character)
    simplified.set(character, found)
    return found
  }
  const tools: Tools = { gbk, cost, toPlain, work: { weighed: 0 }, isEveryday: (character) => everyday.has(toPlain(character)) }
  const reading = new RegExp(`^[(（](${writtenReading})[)）]`, 'u')
  let solvedUpTo = 0
  for (const match of text.matchAll(/(?<=[\p{Script=Han}”）》」])\?(?=[^\x00-\x7f\s”’」』）。])/gu)) {
    const at = match.index
    if (at < solvedUpTo) continue
    if (tools.work.weighed > mostWeighed) {
      unsolved.push(at)
      continue
    }
    const before = /\p{Script=Han}*$/u.exec(text.slice(Math.max(0, at - around), at))?.[0] ?? ''
    const { closed, open } = follow(text, at + 1, before, tools)
    const solved = choose(closed, text, at + 1, before, tools)
    if (solved === null) {
      if (isGarbage(text, at + 1, closed[0] ?? open[0], tools)) unsolved.push(at)
      continue
    }
    let { end } = solved
    const last = Array.from(solved.text).at(-1) ?? ''
    const behind = reading.exec(text.slice(end, end + 12))
    if (behind !== null && known.of(last).some((one) => isReading(behind[1] ?? '', one))) end += behind[0].length
    solvedUpTo = end
    findings.push({
      start: at,
      end,
      after: solved.text,
      class: 'gbk-byte-straddle',
      confidence: solved.drops === 0 ? 0.96 : 0.9,
      basis:
        `A tool tore the two bytes of a full stop apart: paired again, what follows reads “${solved.text.slice(0, 24)}”` +
        (solved.drops === 0 ? '.' : `, with ${solved.drops} characters put back that only one pair of lost bytes makes words.`),
    })
  }
  return { findings, unsolved }
}

const choose = (closed: readonly Closed[], text: string, from: number, before: string, { cost, isEveryday }: Tools): Closed | null => {
  const [best] = closed
  if (best === undefined) return null
  const after = /^(?:[(（][^()（）\n]{1,8}[)）])?(\p{Script=Han}{0,5})/u.exec(text.slice(best.end, best.end + 16))?.[1] ?? ''
  const weighed = closed
    .map((reading) => ({ reading, nats: cost.of(before + reading.text + after) + natsOfMarks(reading.text) + reading.drops * dropNats }))
    .toSorted((a, b) => a.nats - b.nats)
  const [first, second] = weighed
  if (first === undefined || (second !== undefined && second.nats - first.nats < (first.reading.drops === 0 ? clear : clearWithDrops))) return null
  const { reading } = first
  const plain = Array.from(reading.text)
  if (!/[。，、；：？！”》）]/u.test(plain[0] ?? '')) return null
  if (plain.some((one) => isHan(one) && !isEveryday(one))) return null
  if (natsPerHan(reading.text + after, cost) > proseNats) return null
  const shown = text.slice(from, reading.end)
  if (plain.length > 4 && natsPerHan(shown, cost) < natsPerHan(reading.text, cost) + 0.5) return null
  // Every stretch of it, too: one wrong character in a long run hardly shows in the mean.
  for (let index = 0; index + 4 <= plain.length; index += 2) {
    if (natsPerHan(plain.slice(Math.max(0, index - 2), index + 6).join(''), cost) > garbageNats + 0.6) return null
  }
  return reading
}

/** Whether what follows a "?" is no text that anybody wrote: far from any word, and nearer to them when paired again. */
const isGarbage = (text: string, from: number, best: Reading | undefined, { cost, isEveryday }: Tools): boolean => {
  const line = text.slice(from, from + 14).split('\n')[0] ?? ''
  const nats = natsPerHan(line, cost)
  if (/^[\uff10-\uff3a\uff41-\uff5a＠＂＇．／＞＜＃＄％＆＊＋－＝＼＾＿｀｛｜｝～][^\n]/u.test(line)) return true
  if (/^[；，：！][^\n]/u.test(line) && nats > proseNats - 0.6) return true
  const strange = Array.from(line).filter((one) => (isHan(one) && !isEveryday(one)) || /[\u3041-\u30ff\u3105-\u3129\ue000-\uf8ff\u2500-\u25ff]/u.test(one))
  if (nats > garbageNats && strange.length >= 2) return true
  return best !== undefined && best.text.length >= 4 && nats > proseNats && natsPerHan(best.text, cost) < nats - 1
}
