import type { Doubt, Examined } from './doubt.ts'
import type { Finding } from './draft.ts'
import { markerOf } from './marker.ts'
import type { ProseCost } from './prose-cost.ts'

const sign = '[\\p{Script=Han}，。、；：？！“”‘’「」『』《》（）…—]'
const gap = new RegExp(`(?<=${sign})[ \\u00a0](?=${sign})`, 'gu')
const hanGap = /(?<=\p{Script=Han})[ \u00a0](?=\p{Script=Han})/gu
const hanJoint = /(?<=\p{Script=Han})(?=\p{Script=Han})/gu
const markGap = /(?<=\p{Script=Han})[ \u00a0](?=[，。、；：？！])/gu
const markJoint = /(?<=\p{Script=Han})(?=[，。、；：？！])/gu
const mixedGap = /(?<=\p{Script=Han})[ \u00a0](?=[A-Za-z\d])|(?<=[A-Za-z\d])[ \u00a0](?=\p{Script=Han})/gu
const mixedJoint = /(?<=\p{Script=Han})(?=[A-Za-z\d])|(?<=[A-Za-z\d])(?=\p{Script=Han})/gu
const digitGap = /(?<=(?<![\dA-Za-z])\d)[ \u00a0](?=\d(?![\dA-Za-z]))/gu
const pointGap = /(?<=\d)[ \u00a0](?=[.%])|(?<=\.)[ \u00a0](?=\d)/gu

const count = (text: string, pattern: RegExp): number => {
  let found = 0
  for (const _ of text.matchAll(pattern)) found += 1
  return found
}

/** From this share of all places between two characters on, the spaces say nothing about the text. */
const everywhere = 0.8
/** Fewest such places by which a text is judged, and by which a line is. */
const leastPlaces = 30
const leastInLine = 4
/** Share of the spaces inside sentences that divide a word; words apart by chance make one far more seldom. */
const splitShare = 0.3
const leastSplits = 3
const proseLine = 16

interface Line {
  readonly text: string
  readonly start: number
}

const linesWithSpaces = (text: string): Line[] => {
  const lines: Line[] = []
  let start = 0
  for (const line of text.split('\n')) {
    if (line.includes(' ') || line.includes('\u00a0')) lines.push({ text: line, start })
    start += line.length + 1
  }
  return lines
}

/**
 * Spaces between the characters of running text, as recognition of scanned pages leaves them: everywhere, or here and
 * there inside words. A poem, a table or a list of characters has no sentences, and its spaces stay.
 */
export const findSpacedText = (text: string, cost: ProseCost): Examined<Finding> => {
  const none = { findings: [], doubts: [] }
  if (!hanGap.test(text)) return none
  hanGap.lastIndex = 0
  const lines = linesWithSpaces(text)
  const spaced = lines.filter(({ text: line }) => {
    const spaces = count(line, hanGap)
    return spaces >= 1 && spaces >= (spaces + count(line, hanJoint)) * everywhere
  })
  const whole = spaced.reduce((sum, { text: line }) => sum + count(line, hanGap), 0)
  const sentences = spaced.filter(({ text: line }) => count(line, hanGap) >= leastInLine && /[，。；？！]/u.test(line))
  const inSentences = sentences.reduce((sum, { text: line }) => sum + count(line, hanGap), 0)
  if (whole >= leastPlaces && inSentences * 2 >= whole && readsAsProse(sentences, cost)) {
    return { findings: everySpace(spaced), doubts: [] }
  }
  return insideWords(lines, cost)
}

/** Characters of a list make no words with their neighbours; a sentence does. */
const readsAsProse = (lines: readonly Line[], cost: ProseCost): boolean => {
  let joined = 0
  let apart = 0
  for (const { text: line } of lines.slice(0, 50)) {
    joined += cost.of(line.replace(/[ \u00a0]/g, ''))
    apart += cost.of(line)
  }
  return joined < apart * 0.85
}

const everySpace = (lines: readonly Line[]): Finding[] => {
  const all = lines.map(({ text: line }) => line).join('\n')
  const share = (spaces: RegExp, joints: RegExp): number => {
    const found = count(all, spaces)
    return found / Math.max(1, found + count(all, joints))
  }
  const marksToo = share(markGap, markJoint) >= everywhere
  const patterns = [gap, digitGap, ...(marksToo && share(mixedGap, mixedJoint) >= everywhere ? [mixedGap, pointGap] : [])]
  const basis = 'A space stands between all characters of this text, as recognition of scanned pages leaves it.'
  return lines.flatMap(({ text: line, start }) => {
    const places = new Set(patterns.flatMap((pattern) => [...line.matchAll(pattern)].map(({ index }) => index)))
    return [...places].toSorted((a, b) => a - b).map((at): Finding => ({
      start: start + at,
      end: start + at + 1,
      after: '',
      class: 'stray-space',
      confidence: 0.98,
      basis,
    }))
  })
}

/** By how many nats the sides of a space must be cheaper joined where no sentence speaks for that. */
const joins = 1
/** From here on a space divides a word: spaces between words cost nothing. */
const splitGain = 2

const gainAt = (line: string, index: number, cost: ProseCost): number => {
  const left = line.slice(Math.max(0, index - 6), index).replace(/[ \u00a0]/g, '')
  const right = line.slice(index + 1, index + 7).replace(/[ \u00a0]/g, '')
  return cost.of(left) + cost.of(right) - cost.of(left + right)
}

const insideWords = (lines: readonly Line[], cost: ProseCost): Examined<Finding> => {
  const places: number[] = []
  const elsewhere: number[] = []
  const dividing: number[] = []
  const doubts: Doubt[] = []
  let splits = 0
  for (const { text: line, start } of lines) {
    const isProse = line.length >= proseLine && /[，。；？！]/u.test(line)
    for (const { index } of line.matchAll(hanGap)) {
      if (isProse) {
        places.push(start + index)
        if (gainAt(line, index, cost) >= splitGain) {
          splits += 1
          dividing.push(start + index)
        }
        continue
      }
      if (gainAt(line, index, cost) >= joins) elsewhere.push(start + index)
      else if (line.slice(0, index).trim() !== markerOf(line.trim())?.text) {
        doubts.push({ offset: start + index, what: 'a space may stand inside a line as it does inside other lines of the text' })
      }
    }
  }
  if (splits < leastSplits || splits < places.length * splitShare) {
    const many = splits >= 2 && splits * 5 >= places.length
    return { findings: [], doubts: many ? dividing.map((offset) => ({ offset, what: 'a space stands inside a word' })) : [] }
  }
  const findings = [...places, ...elsewhere]
    .toSorted((a, b) => a - b)
    .map((at): Finding => ({
      start: at,
      end: at + 1,
      after: '',
      class: 'stray-space',
      confidence: 0.95,
      basis: `Spaces stand inside the sentences of this text at ${places.length} places and divide words at ${splits} of them.`,
    }))
  return { findings, doubts }
}

/** 摘? ? 要: the no-break spaces of a page, whose byte a decoder could not read. */
export const findLostSpaces = (text: string): Finding[] => {
  if (!/\? +\?/.test(text)) return []
  return [...text.matchAll(/(?<=^|[\n\p{Script=Han}，。、；：？！”」』》）])(?:\?[ ]+){1,40}\?[ ]*(?=\p{Script=Han}|[“「『《（(\dA-Z])/gu)].map((match) => {
    const start = match.index
    const end = start + match[0].length
    const label = /(?:^|\n)[ \u3000]*\p{Script=Han}$/u.test(text.slice(Math.max(0, start - 4), start)) && /^\p{Script=Han}(?!\p{Script=Han}{3})/u.test(text.slice(end, end + 4))
    const atLineStart = start === 0 || text.charAt(start - 1) === '\n'
    const after = label || atLineStart ? '' : match[0].replaceAll('?', ' ')
    return {
      start,
      end,
      after,
      class: 'stray-space' as const,
      confidence: 0.95,
      basis: 'A row of question marks and spaces is what a decoder makes of no-break spaces; no one asks here.',
    }
  })
}
