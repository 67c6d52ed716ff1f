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
const longestRun = 120
const mostDrops = 3
/** Han characters around a place by which it is weighed. */
const around = 5
/** Nats a character costs at most in what is accepted, and at least in what is taken for garbage. */
const proseNats = 6.4
const garbageNats = 7.4
/** Distance in nats of the best pair of lost bytes from the next. */
const clear = 3.5
const mostSites = 2000

/** Leads of the pairs a decoder drops, whose trails lie between 0xA1 and 0xFE. */
const droppedLeads = [0xaa, 0xab, 0xac, 0xad, 0xae, 0xaf, 0xf8, 0xf9, 0xfa, 0xfb, 0xfc, 0xfd, 0xfe]
const stopLead = 0xa1
const marks = /[，。、；：？！“”‘’（）《》—…·　]/u
const isPlausible = (character: string): boolean => isHan(character) || marks.test(character)

interface Step {
  /** What these two bytes read. */
  readonly character: string
  readonly lead: number
  readonly trail: number
}

interface Run {
  readonly steps: Step[]
  /** UTF-16 unit behind the run. */
  readonly end: number
}

/** Pairs the bytes again from a lone first byte on, until a letter closes the last pair; null where they never do. */
const follow = (text: string, from: number, gbk: Gbk): Run | null => {
  const steps: Step[] = []
  let pending = stopLead
  let at = from
  while (at < text.length && steps.length < longestRun) {
    const shown = text.charAt(at)
    const bytes = gbk.encode(shown)
    const first = bytes?.[0]
    if (bytes === null || first === undefined) return null
    const character = gbk.character(pending, first)
    if (character === null) return null
    steps.push({ character, lead: pending, trail: first })
    at += 1
    const second = bytes[1]
    if (second === undefined) return { steps, end: at }
    pending = second
  }
  return null
}

const natsPerHan = (text: string, cost: ProseCost): number => {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0
  return han === 0 ? 0 : cost.of(text) / han
}

interface Tools {
  readonly gbk: Gbk
  readonly cost: ProseCost
  isEveryday(character: string): boolean
}

/** Whether a place reads like garbage: no everyday character, or one that no word around it holds. */
const isOdd = (characters: readonly string[], index: number, before: string, after: string, { cost, isEveryday }: Tools): boolean => {
  const here = characters[index] ?? ''
  if (!isPlausible(here)) return true
  if (!isHan(here)) return false
  if (!isEveryday(here)) return true
  const left = (before + characters.slice(0, index).join('')).slice(-around)
  const right = (characters.slice(index + 1).join('') + after).slice(0, around)
  const joins = cost.of(left) + cost.of(here) + cost.of(right) - cost.of(left + here + right)
  return joins < 1 && cost.of(here) > 8.5
}

/**
 * Puts back a pair that was dropped at a place: the byte before it and its first make one character, its second and the
 * byte behind it the next. Null where no pair is clearly the best.
 */
const withDropped = (characters: readonly string[], step: Step, index: number, before: string, after: string, tools: Tools): string | null => {
  const { gbk, cost, isEveryday } = tools
  const left = (before + characters.slice(0, index).join('')).slice(-around)
  const right = (characters.slice(index + 1).join('') + after).slice(0, around)
  const firsts = droppedLeads.flatMap((lead) => {
    const character = gbk.character(step.lead, lead)
    return character !== null && isHan(character) && isEveryday(character) ? [character] : []
  })
  let best = { cost: Number.POSITIVE_INFINITY, text: '' }
  let second = Number.POSITIVE_INFINITY
  for (let trail = 0xa1; trail <= 0xfe; trail += 1) {
    const last = gbk.character(trail, step.trail)
    if (last === null || !isHan(last) || !isEveryday(last)) continue
    for (const first of firsts) {
      const found = cost.of(left + first + last + right)
      if (found < best.cost) {
        second = best.cost
        best = { cost: found, text: first + last }
      } else second = Math.min(second, found)
    }
  }
  if (best.text === '' || second - best.cost < clear) return null
  const [one = '', two = ''] = Array.from(best.text)
  const inWord = (start: string, end: string): boolean => cost.has(start + end)
  const held = inWord(left.slice(-1), one) || inWord(one, two)
  const heldToo = inWord(one, two) || inWord(two, right.slice(0, 1))
  return held && heldToo ? best.text : null
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
  const tools: Tools = { gbk, cost, isEveryday: (character) => everyday.has(toSimplified(character)) }
  const reading = new RegExp(`^[(（](${writtenReading})[)）]`, 'u')
  let solvedUpTo = 0
  let sites = 0
  for (const match of text.matchAll(/(?<=[\p{Script=Han}”）》」])\?(?=[^\x00-\x7f\s”’」』）。])/gu)) {
    const at = match.index
    if (at < solvedUpTo) continue
    sites += 1
    if (sites > mostSites) break
    const before = /\p{Script=Han}*$/u.exec(text.slice(Math.max(0, at - around), at))?.[0] ?? ''
    const run = follow(text, at + 1, gbk)
    const solved = run === null ? null : solve(run, text, before, tools)
    if (solved === null) {
      if (isGarbage(text.slice(at + 1, at + 17), cost, tools)) unsolved.push(at)
      continue
    }
    let end = run?.end ?? at + 1
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

const solve = (run: Run, text: string, before: string, tools: Tools): { text: string; drops: number } | null => {
  const after = /^(?:\([^()\n]{1,8}\))?(\p{Script=Han}{0,5})/u.exec(text.slice(run.end, run.end + 16))?.[1] ?? ''
  const characters = run.steps.map(({ character }) => character)
  if (!/[。，、；：？！”》）]/u.test(characters[0] ?? '')) return null
  let drops = 0
  for (let index = 1; index < characters.length; index += 1) {
    if (!isOdd(characters, index, before, after, tools)) continue
    const step = run.steps[index]
    if (step === undefined || drops >= mostDrops) return null
    const dropped = withDropped(characters, step, index, before, after, tools)
    if (dropped === null) return null
    characters[index] = dropped
    drops += 1
  }
  const restored = characters.join('')
  const nats = natsPerHan(restored + after, tools.cost)
  const shown = natsPerHan(text.slice(run.end - run.steps.length, run.end), tools.cost)
  if (nats > proseNats || (run.steps.length > 3 && shown < nats + 0.5)) return null
  // Every stretch of it, too: one wrong character in a long run hardly shows in the mean.
  const plain = Array.from(restored)
  for (let index = 0; index + 4 <= plain.length; index += 2) {
    const stretch = plain.slice(Math.max(0, index - 2), index + 6).join('')
    if (natsPerHan(stretch, tools.cost) > garbageNats + 0.6) return null
  }
  return { text: restored, drops }
}

/** Whether what follows a "?" is no text that anybody wrote: rare characters and signs, far from any word. */
const isGarbage = (shown: string, cost: ProseCost, { isEveryday }: Tools): boolean => {
  const line = shown.split('\n')[0] ?? ''
  if (/^[\uff10-\uff3a\uff41-\uff5a；，：！＠＂＇．／][^\n]/u.test(line) && natsPerHan(line, cost) > proseNats + 0.4) return true
  const han = Array.from(line).filter(isHan)
  const strange = Array.from(line).filter((one) => (isHan(one) && !isEveryday(one)) || /[\u3041-\u30ff\u3105-\u3129\ue000-\uf8ff\u2500-\u25ff]/u.test(one))
  return han.length >= 3 && natsPerHan(line, cost) > garbageNats && strange.length >= 2
}
