import type { Gap, Range } from '../../preload/contract/documents.ts'
import { gapMark } from '../../preload/contract/gap-words.ts'
import type { PrintRun } from '../../preload/contract/printing.ts'
import { openingId } from './print-scope.ts'
import type { PrintLook, PrintSource, PrintText } from './print-text.ts'

export interface PrintedPiece {
  readonly start: number
  readonly end: number
  /** A gap mark takes another number of characters than the blank it stands for. */
  readonly length: number
}

export interface Paragraph {
  readonly runs: PrintRun[]
  /** Where each run comes from, in code points of L1, and how many characters of the page it takes. */
  readonly pieces: readonly PrintedPiece[]
  /** Which line of its range it is, from 0; null for a mark that stands between lines. */
  readonly line: number | null
}

const isCut = (gap: Gap): boolean => gap.kind === 'paywall-cut-middle' || gap.kind === 'paywall-cut-end'
const sentenceEnd = /[。！？!?…”’」』）)〕】]$/u

const byPlace = (a: Gap, b: Gap): number => (a.offset ?? 0) - (b.offset ?? 0)

export type Paragraphs = ReturnType<typeof createParagraphs>

/** Turns ranges of the text into paragraphs, with the marks of what is missing at their places. Pure. */
export const createParagraphs = ({ outline }: PrintSource, text: PrintText, { language }: PrintLook) => {
  const gaps = outline.gaps.filter((gap) => gap.offset !== null).sort(byPlace)
  const blanks = gaps.filter((gap) => gap.kind === 'censored-word')
  const markOf = (gap: Gap): PrintRun => ({ kind: 'gap', gap, text: gapMark(gap, language) })

  const runsOf = (range: Range, marks: readonly Gap[]): Pick<Paragraph, 'runs' | 'pieces'> => {
    const runs: PrintRun[] = []
    const pieces: PrintedPiece[] = []
    let at = range.start
    const textUpTo = (end: number): void => {
      if (end <= at) return
      runs.push({ kind: 'text', ...text.words(at, end) })
      pieces.push({ start: at, end, length: end - at })
    }
    for (const gap of marks) {
      const offset = gap.offset ?? 0
      if (offset < at || offset + gap.length > range.end) continue
      textUpTo(offset)
      const mark = markOf(gap)
      runs.push(mark)
      pieces.push({ start: offset, end: offset + gap.length, length: Array.from(mark.text).length })
      at = offset + gap.length
    }
    textUpTo(range.end)
    return { runs, pieces }
  }

  const linesOf = (range: Range): Range[] => {
    const lines: Range[] = []
    let start = range.start
    for (let at = range.start; at <= range.end; at += 1) {
      if (at < range.end && text.slice(at, at + 1) !== '\n') continue
      if (text.slice(start, at).trim() !== '') lines.push({ start, end: at })
      start = at + 1
    }
    return lines
  }

  /** A cut stands inside its line when text follows on it or its last sentence breaks off; else between paragraphs. */
  const isInside = (gap: Gap, line: Range): boolean => {
    const offset = gap.offset ?? 0
    if (offset <= line.start || offset > line.end) return false
    return offset < line.end || !sentenceEnd.test(text.slice(line.end - 1, line.end))
  }

  return {
    linesOf,
    lineText: (line: Range): string => runsOf(line, blanks).runs.map((run) => run.text).join(''),
    /** The paragraphs of a range; `cuts` are those that belong to it. */
    paragraphs: (range: Range | null, cuts: readonly Gap[]): Paragraph[] => {
      const lines = range === null ? [] : linesOf(range)
      let waiting = [...cuts].sort(byPlace)
      const made: Paragraph[] = []
      const addMark = (gap: Gap): void => void made.push({ runs: [markOf(gap)], pieces: [], line: null })
      for (const [index, line] of lines.entries()) {
        waiting.filter((gap) => (gap.offset ?? 0) <= line.start).forEach(addMark)
        waiting = waiting.filter((gap) => (gap.offset ?? 0) > line.start)
        const inside = waiting.filter((gap) => isInside(gap, line))
        waiting = waiting.filter((gap) => !inside.includes(gap))
        made.push({ ...runsOf(line, [...blanks, ...inside].sort(byPlace)), line: index })
      }
      waiting.forEach(addMark)
      return made
    },
    cutsOf: (sectionId: string): Gap[] =>
      gaps.filter((gap) => isCut(gap) && (gap.section ?? openingId) === sectionId && gapMark(gap, language) !== ''),
  }
}
