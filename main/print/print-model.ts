import type { DocumentOutline, Gap, Range, Section } from '../../preload/contract/documents.ts'
import { gapMark, sectionRemark } from '../../preload/contract/gap-words.ts'
import type { Note } from '../../preload/contract/notes.ts'
import type { PrintBlock, PrintJob, PrintModel, PrintRun } from '../../preload/contract/printing.ts'
import { say } from '../../preload/contract/words/index.ts'
import { openingId, sectionsInScope } from './print-scope.ts'

/** What is to be printed from: the outline, and L2 from code point `start` of the document on. */
export interface PrintSource {
  readonly outline: DocumentOutline
  readonly start: number
  readonly text: string
}

type PrintNote = Pick<Note, 'id' | 'sectionId' | 'body' | 'rank'>

const isCut = (gap: Gap): boolean => gap.kind === 'paywall-cut-middle' || gap.kind === 'paywall-cut-end'
const sentenceEnd = /[。！？!?…”’」』）)〕】]$/u

const byPlace = (a: Gap, b: Gap): number => (a.offset ?? 0) - (b.offset ?? 0)

const byRank = (a: PrintNote, b: PrintNote): number =>
  a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.id < b.id ? -1 : Number(a.id > b.id)

/** Turns ranges of the text into paragraphs, with the marks of what is missing at their places. */
const createParagraphs = ({ outline, start: origin, text }: PrintSource) => {
  const points = Array.from(text)
  const gaps = outline.gaps.filter((gap) => gap.offset !== null).sort(byPlace)
  const blanks = gaps.filter((gap) => gap.kind === 'censored-word')
  const slice = (start: number, end: number): string => points.slice(start - origin, end - origin).join('')
  const markOf = (gap: Gap): PrintRun => ({ kind: 'gap', gap, text: gapMark(gap, outline.language) })

  const runsOf = (range: Range, marks: readonly Gap[]): PrintRun[] => {
    const runs: PrintRun[] = []
    let at = range.start
    const textUpTo = (end: number): void => {
      if (end > at) runs.push({ kind: 'text', text: slice(at, end) })
    }
    for (const gap of marks) {
      const offset = gap.offset ?? 0
      if (offset < at || offset + gap.length > range.end) continue
      textUpTo(offset)
      runs.push(markOf(gap))
      at = offset + gap.length
    }
    textUpTo(range.end)
    return runs
  }

  const linesOf = (range: Range): Range[] => {
    const lines: Range[] = []
    let start = range.start
    for (let at = range.start; at <= range.end; at += 1) {
      if (at < range.end && points[at - origin] !== '\n') continue
      if (slice(start, at).trim() !== '') lines.push({ start, end: at })
      start = at + 1
    }
    return lines
  }

  /** A cut stands inside its line when text follows on it or its last sentence breaks off; else between paragraphs. */
  const isInside = (gap: Gap, line: Range): boolean => {
    const offset = gap.offset ?? 0
    if (offset <= line.start || offset > line.end) return false
    return offset < line.end || !sentenceEnd.test(slice(line.end - 1, line.end))
  }

  return {
    slice,
    linesOf,
    lineText: (line: Range): string => runsOf(line, blanks).map((run) => run.text).join(''),
    /** The paragraphs of a range; `cuts` are those that belong to it. */
    paragraphs: (range: Range | null, cuts: readonly Gap[]): PrintRun[][] => {
      const lines = range === null ? [] : linesOf(range)
      let waiting = [...cuts].sort(byPlace)
      const made: PrintRun[][] = []
      for (const line of lines) {
        made.push(...waiting.filter((gap) => (gap.offset ?? 0) <= line.start).map((gap) => [markOf(gap)]))
        waiting = waiting.filter((gap) => (gap.offset ?? 0) > line.start)
        const inside = waiting.filter((gap) => isInside(gap, line))
        waiting = waiting.filter((gap) => !inside.includes(gap))
        made.push(runsOf(line, [...blanks, ...inside].sort(byPlace)))
      }
      return [...made, ...waiting.map((gap) => [markOf(gap)])]
    },
    cutsOf: (sectionId: string): Gap[] =>
      gaps.filter((gap) => isCut(gap) && (gap.section ?? openingId) === sectionId && gapMark(gap, outline.language) !== ''),
  }
}

type Paragraphs = ReturnType<typeof createParagraphs>

/** The mark between a run-in heading and its text: it is in neither range, and it is printed. */
const stopOf = (section: Section, paragraphs: Paragraphs): string => {
  const { headingRange, range, runIn } = section
  if (!runIn || headingRange === null || range === null || range.start <= headingRange.end) return ''
  const between = paragraphs.slice(headingRange.end, range.start).trim()
  return Array.from(between).length <= 2 ? between : ''
}

const sectionBlocks = (section: Section, outline: DocumentOutline, job: PrintJob, paragraphs: Paragraphs): PrintBlock[] => {
  const made = paragraphs.paragraphs(section.range, paragraphs.cutsOf(section.id))
  const stop = stopOf(section, paragraphs)
  const runsIn = section.runIn && made[0]?.[0]?.kind === 'text'
  const blocks: PrintBlock[] = [
    {
      kind: 'heading',
      sectionId: section.id,
      level: section.level,
      text: section.headingSet,
      status: section.status,
      runIn: runsIn,
    },
  ]
  for (const [index, runs] of made.entries()) {
    const continues = runsIn && index === 0
    blocks.push({ kind: 'paragraph', runs: continues && stop !== '' ? withStop(stop, runs) : runs, continues })
  }
  const marked = made.flat().some((run) => run.kind === 'gap' && section.gaps.includes(run.gap.id))
  const remark = sectionRemark(section, outline.gaps, job.language)
  if (remark !== null && !marked) blocks.push({ kind: 'remark', text: remark })
  return blocks
}

const withStop = (stop: string, [first, ...rest]: readonly PrintRun[]): PrintRun[] =>
  first?.kind === 'text' ? [{ kind: 'text', text: stop + first.text }, ...rest] : []

const listBlocks = (outline: DocumentOutline, job: PrintJob, paragraphs: Paragraphs): PrintBlock[] => {
  const part = outline.parts.find(({ kind }) => kind === 'outline-list')
  const lines = part === undefined ? [] : paragraphs.linesOf(part.range)
  if (lines.length === 0) return []
  const marks = outline.gaps.filter((gap) => gap.kind === 'outline-numbering' && gap.offset !== null)
  const words = lines.map((line) => {
    const before = marks.filter(({ offset }) => offset !== null && offset >= line.start && offset < line.end)
    return before.map((gap) => gapMark(gap, outline.language)).join('') + paragraphs.lineText(line)
  })
  return [
    { kind: 'remark', text: say(job.language, 'print.outlineList', {}) },
    { kind: 'outline-list', lines: words },
  ]
}

/**
 * What the print page draws for a job, in reading order. The text is L2; what is missing is marked in place; `notes` are
 * the document's and are put after the text of their section, by rank. Pure.
 * Throws AppError('not-found') when the scope names a section that is not there.
 */
export const makePrintModel = (source: PrintSource, notes: readonly PrintNote[], job: PrintJob): PrintModel => {
  const { outline } = source
  const sections = sectionsInScope(outline, job.scope)
  const paragraphs = createParagraphs(source)
  const { scope } = job
  const whole = scope.kind === 'document'
  const opening = scope.kind === 'document' || scope.sectionId === openingId
  const blocks: PrintBlock[] = []

  const addNotes = (sectionId: string, found: readonly PrintNote[]): void => {
    const bodies = job.notes ? [...found].sort(byRank).map(({ body }) => body).filter((body) => body.trim() !== '') : []
    if (bodies.length > 0) blocks.push({ kind: 'notes', sectionId, label: say(job.language, 'print.notes', {}), bodies })
  }
  const notesOf = (sectionId: string): PrintNote[] => notes.filter((note) => note.sectionId === sectionId)

  if (whole) {
    blocks.push({ kind: 'heading', sectionId: openingId, level: 0, text: outline.titleSet, status: 'present', runIn: false })
    blocks.push(...listBlocks(outline, job, paragraphs))
  }
  if (opening && !whole) {
    blocks.push({ kind: 'heading', sectionId: openingId, level: 1, text: outline.titleSet, status: 'present', runIn: false })
  }
  if (opening) {
    const preamble = outline.parts.find(({ kind }) => kind === 'preamble')?.range ?? null
    for (const runs of paragraphs.paragraphs(preamble, paragraphs.cutsOf(openingId))) {
      blocks.push({ kind: 'paragraph', runs, continues: false })
    }
    addNotes(openingId, notesOf(openingId))
  }
  for (const section of sections) {
    blocks.push(...sectionBlocks(section, outline, job, paragraphs))
    addNotes(section.id, notesOf(section.id))
  }
  if (whole) {
    const known = new Set([openingId, ...outline.sections.map(({ id }) => id)])
    addNotes(openingId, notes.filter(({ sectionId }) => !known.has(sectionId)))
  }

  const name = whole ? null : opening ? say(job.language, 'outline.opening', {}) : (sections[0]?.headingSet ?? null)
  const title = name === null ? outline.titleSet : `${name} — ${outline.titleSet}`
  return {
    title,
    language: outline.language,
    interfaceLanguage: job.language,
    paper: job.paper,
    runningHead: name === null ? outline.titleSet : `${outline.titleSet}　${name}`,
    blocks,
  }
}
