import type { Doubt, Examined } from './doubt.ts'
import type { Finding } from './draft.ts'
import { markerOf } from './marker.ts'
import type { ProseCost } from './prose-cost.ts'

interface Line {
  /** Without quoting marks and blanks at its end. */
  readonly text: string
  /** Where the line begins, and where its words do, behind quoting marks. */
  readonly start: number
  readonly textStart: number
  readonly end: number
  readonly depth: number
  /** In half-width columns. */
  readonly width: number
}

const narrowest = 34
const widest = 180
/** Columns by which lines of one width may differ: a mark is never pushed to the next line alone. */
const slack = 5
const fewestBreaks = 3

const widthOf = (text: string): number => {
  let width = 0
  for (const character of text) width += (character.codePointAt(0) ?? 0) >= 0x1100 ? 2 : 1
  return width
}

const quoting = /^(?:>[ ]?)+/

const readLine = (text: string, start: number, quoted: boolean): Line => {
  const marks = quoted ? (quoting.exec(text)?.[0] ?? '') : ''
  const words = text.slice(marks.length).trimEnd()
  return {
    text: words,
    start,
    textStart: start + marks.length,
    end: start + marks.length + words.length,
    depth: marks.replaceAll(' ', '').length,
    width: widthOf(words),
  }
}

const sentenceEnd = /[。！？!?；;：:…—”」』）)】》]$/u
const indent = /^(?:[\u3000\t]|[ ]{2,})/u
const wordsOnly = /^[\p{Script=Han}A-Za-z\d，。、；：？！“”‘’「」『』《》（）(…—%.,-]/u
const isHanOrMark = (character: string): boolean => /[\p{Script=Han}\u3000-\u303f\uff00-\uffef“”‘’…—]/u.test(character)

/** From this share of its lines on, a text is quoted as a whole. */
const wholeShare = 0.9

/** ">" before all lines of a text: a mail that was quoted as a whole. */
export const findWholeQuoting = (text: string): Finding[] => {
  if (!text.includes('>')) return []
  const places = [...text.matchAll(/(?<=^|\n)(?:>[ ]?)+/gu)]
  const lines = text.split('\n').filter((line) => line.trim() !== '').length
  if (places.length < 4 || places.length < lines * wholeShare) return []
  return places.map(({ 0: marks, index }) => ({
    start: index,
    end: index + marks.length,
    after: '',
    class: 'mail-quoting',
    confidence: 0.97,
    basis: 'A mail program set this sign before all lines of the text.',
  }))
}

/** The widths at which lines of a text end when they were filled: the largest group of nearly equal ones. */
const fullWidthOf = (lines: readonly Line[]): number | null => {
  const counts = new Map<number, number>()
  for (const { width } of lines) if (width >= narrowest && width <= widest) counts.set(width, (counts.get(width) ?? 0) + 1)
  const widths = [...counts.keys()].toSorted((a, b) => b - a)
  let best: number | null = null
  let most = 0
  for (const width of widths) {
    let found = 0
    for (let less = 0; less < slack; less += 1) found += counts.get(width - less) ?? 0
    if (found > most * 1.3) {
      most = found
      best = width
    }
  }
  return most >= fewestBreaks ? best : null
}

/**
 * Blocks between empty lines in which every line but the last is full, the last ones are not, and sentences end anywhere:
 * no verse and no list is set so.
 */
const areFilledBlocks = (lines: readonly Line[], isFull: (line: Line) => boolean, full: number): boolean => {
  if (full < 44) return false
  let inner = 0
  let short = 0
  let punctuated = 0
  for (const [index, line] of lines.entries()) {
    if (line.text === '') continue
    const next = lines[index + 1]
    if (next === undefined || next.text === '') {
      if ((lines[index - 1]?.text ?? '') !== '' && line.width < full - slack) short += 1
      continue
    }
    if (!isFull(line)) return false
    inner += 1
    if (/[，。；：！？、][^\n]/u.test(line.text)) punctuated += 1
  }
  return inner >= fewestBreaks && short >= 1 && punctuated * 2 >= inner
}

/**
 * Lines that a mail program or an editor filled to one width. They are joined where the breaks cut words apart, which
 * verse and lists never do; ">" before quoted lines goes with the breaks. A line that is full and ends a sentence may end
 * its paragraph: where paragraphs are not marked otherwise, that place is left and named.
 */
export const findHardWraps = (text: string, cost: ProseCost): Examined<Finding> => {
  const none = { findings: [], doubts: [] }
  const raw = text.split('\n')
  if (raw.length < fewestBreaks + 1) return none
  const quoted = raw.filter((line) => line.startsWith('>')).length >= 3
  const lines: Line[] = []
  let start = 0
  for (const line of raw) {
    lines.push(readLine(line, start, quoted))
    start += line.length + 1
  }
  const filled = lines.filter(({ text: words }) => words !== '')
  const full = fullWidthOf(filled)
  if (full === null) return none
  // Longer lines than the full ones: nobody filled these to a width.
  if (filled.filter(({ width }) => width > full + slack).length > filled.length * 0.05) return none
  const isFull = (line: Line): boolean => line.width > full - slack && line.width <= full + slack

  interface Break {
    readonly line: Line
    readonly next: Line
    readonly open: boolean
  }
  const breaks: Break[] = []
  let fullLines = 0
  for (const [index, line] of lines.entries()) {
    const next = lines[index + 1]
    if (line.text === '') continue
    if (isFull(line)) fullLines += 1
    if (next === undefined || next.text === '' || next.depth !== line.depth || !isFull(line)) continue
    if (indent.test(next.text) || !wordsOnly.test(next.text)) continue
    breaks.push({ line, next, open: !sentenceEnd.test(line.text) })
  }
  const open = breaks.filter((one) => one.open)
  if (open.length < fewestBreaks || fullLines * 3 < filled.length) return none
  let cut = 0
  for (const { line, next } of open) {
    const left = line.text.slice(-6)
    const right = next.text.slice(0, 6)
    const isLatin = /[A-Za-z\d]$/.test(left) && /^[A-Za-z\d]/.test(right)
    if (!isLatin && cost.of(left + right) + 3 < cost.of(left) + cost.of(right)) cut += 1
  }
  const cutsWords = cut >= 2 && cut * 5 >= open.length
  if (!cutsWords && !areFilledBlocks(lines, isFull, full)) return none

  const marked =
    lines.some(({ text: words }, index) => words === '' && index > 0 && index < lines.length - 1 && lines[index - 1]?.text !== '') ||
    lines.filter(({ text: words }) => indent.test(words)).length >= 2
  const spacedLatin = /\p{Script=Han} [A-Za-z\d]|[A-Za-z\d] \p{Script=Han}/u.test(text)
  const findings: Finding[] = []
  const doubts: Doubt[] = []
  const joined = new Set<Line>()
  for (const { line, next, open: goesOn } of breaks) {
    const marker = goesOn ? null : markerOf(next.text)
    if (marker !== null && !marker.runIn) {
      if (marked) doubts.push({ offset: line.end, what: 'the lines were filled to one width, and nothing tells whether a paragraph ends here' })
      continue
    }
    if (!goesOn && !marked && /[。！？!?…”」』]$/u.test(line.text)) {
      doubts.push({ offset: line.end, what: 'the lines were filled to one width, and nothing tells whether a paragraph ends here' })
      continue
    }
    const last = line.text.slice(-1)
    const first = next.text.charAt(0)
    const latin = Number(!isHanOrMark(last)) + Number(!isHanOrMark(first))
    const after = latin === 2 && !last.endsWith('-') ? ' ' : latin === 1 && spacedLatin && /[\p{Script=Han}A-Za-z\d]/u.test(last) && /[\p{Script=Han}A-Za-z\d]/u.test(first) ? ' ' : ''
    findings.push({
      start: line.end,
      end: next.textStart,
      after,
      class: 'broken-line',
      confidence: 0.96,
      basis: `The lines of this text are filled to one width (${full} columns) and broken inside sentences at ${open.length} places.`,
    })
    joined.add(next)
  }
  if (quoted) {
    // A block of quoted lines is a mail's where any of them was joined; the quotations of Markdown end their sentences.
    for (let from = 0; from < lines.length; from += 1) {
      if ((lines[from]?.depth ?? 0) === 0) continue
      let to = from
      while (to < lines.length && (lines[to]?.depth ?? 0) > 0) to += 1
      const block = lines.slice(from, to)
      if (block.some((line) => joined.has(line))) {
        for (const line of block) {
          if (joined.has(line)) continue
          findings.push({
            start: line.start,
            end: line.textStart,
            after: '',
            class: 'mail-quoting',
            confidence: 0.95,
            basis: 'A mail program set this sign before the lines it quoted.',
          })
        }
      }
      from = to
    }
  }
  return { findings: findings.toSorted((a, b) => a.start - b.start), doubts }
}

/** Shortest line that can be the first half of a broken sentence, and the longest part compared. */
const shortestHalf = 12
const compared = 8
/** A shorter line, or one without a mark inside, may be a heading; what joins it has to be a long word. */
const shortestRunning = 7
const certainGain = 5.5

/**
 * Line ends inside a sentence of a text whose other lines end sentences: joined where the break cuts a word in two,
 * named where it does not.
 */
export const findCutSentences = (text: string, cost: ProseCost): Examined<Finding> => {
  const findings: Finding[] = []
  const doubts: Doubt[] = []
  const open = /(?<=\n|^)([^\n]{4,2000}?[\p{Script=Han}])[ \t]*(\n{1,2})(?=[\p{Script=Han}“‘「《][^\n]{3,})/gu
  const lines = text.split('\n').filter((line) => line.trim().length >= shortestHalf)
  const ended = lines.filter((line) => /[。！？!?…；;：:”」』）)]$/u.test(line.trimEnd())).length
  if (lines.length < 3 || ended < lines.length * 0.5) return { findings, doubts }
  for (const match of text.matchAll(open)) {
    const [whole, line = ''] = match
    const end = match.index + whole.length
    const nextEnd = text.indexOf('\n', end)
    const next = text.slice(end, nextEnd < 0 ? text.length : nextEnd)
    if (!/[，。；？！]/u.test(next)) continue
    if (markerOf(next) !== null) continue
    const marker = markerOf(line.trim())
    const left = line.slice(-compared)
    const right = next.slice(0, compared)
    const gain = cost.of(left) + cost.of(right) - cost.of(left + right)
    const isHeading = marker !== null && !marker.runIn && line.length < 30
    const running = !isHeading && /[，。；？！、]/u.test(line) && line.length >= shortestRunning
    if (!running && (gain < certainGain || match.index === 0)) continue
    if (gain >= 4.5) {
      findings.push({
        start: match.index + line.length,
        end,
        after: '',
        class: 'broken-line',
        confidence: 0.95,
        basis: `The line breaks inside a word: “${left.slice(-2)}” and “${right.slice(0, 2)}” belong together, and other lines of the text end sentences.`,
      })
    } else {
      doubts.push({ offset: match.index + line.length, what: 'a line seems to be broken inside a sentence' })
    }
  }
  return { findings, doubts }
}
