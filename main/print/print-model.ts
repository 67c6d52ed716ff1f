import { nameInnerLinks, type InnerLink } from '../../preload/contract/inner-link.ts'
import type { Range, Section } from '../../preload/contract/documents.ts'
import { gapMark, sectionRemark } from '../../preload/contract/gap-words.ts'
import type { Note, NoteColor } from '../../preload/contract/notes.ts'
import type { PrintBlock, PrintJob, PrintMark, PrintModel, PrintNote, PrintRun } from '../../preload/contract/printing.ts'
import { say } from '../../preload/contract/words/index.ts'
import { createParagraphs, type Paragraph, type PrintedPiece } from './print-paragraphs.ts'
import { noteTitle } from '../../preload/text/note-title.ts'
import { toVerticalMarks } from '../../preload/text/vertical-marks.ts'
import { openingId, sectionsInScope } from './print-scope.ts'
import { createPrintText, type PrintLook, type PrintSource, type PrintWords } from './print-text.ts'

type KeptNote = Pick<Note, 'id' | 'sectionId' | 'body' | 'rank' | 'anchor' | 'color' | 'tags'>

/** A passage that is marked on the page, in code points of L1. */
export interface MarkedPassage {
  readonly noteId: string
  readonly range: Range
  readonly color: NoteColor | null
}

/** Code points of a passage that are printed over its note; of its end a few are kept. */
const quoted = { head: 60, tail: 16 } as const

const inShort = (words: string): string => {
  const characters = Array.from(words.replace(/\s+/gu, ' ').trim())
  const { head, tail } = quoted
  if (characters.length <= head + tail + 1) return characters.join('')
  return `${characters.slice(0, head).join('')}…${characters.slice(-tail).join('')}`
}

/** Marks of a block made of these pieces, `before` characters of which stand in front of them. */
const marksIn = (pieces: readonly PrintedPiece[], passages: readonly MarkedPassage[], before = 0): PrintMark[] => {
  const marks: PrintMark[] = []
  for (const { range, color } of passages) {
    let at = before
    let start: number | null = null
    let end = 0
    for (const piece of pieces) {
      if (range.start < piece.end && range.end > piece.start) {
        const whole = piece.length !== piece.end - piece.start
        start ??= at + (whole ? 0 : Math.max(0, range.start - piece.start))
        end = at + (whole ? piece.length : Math.min(piece.length, range.end - piece.start))
      }
      at += piece.length
    }
    if (start !== null) marks.push({ range: { start, end }, color })
  }
  return marks
}

const byRank = (a: KeptNote, b: KeptNote): number =>
  a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.id < b.id ? -1 : Number(a.id > b.id)

/** Puts the mark that ends a run-in heading before its text. */
const withStop = (stop: string, [first, ...rest]: readonly PrintRun[]): PrintRun[] => {
  if (first?.kind !== 'text') return []
  const length = Array.from(stop).length
  const readings = first.readings.map(({ offset, reading }) => ({ offset: offset + length, reading }))
  return [{ kind: 'text', text: stop + first.text, readings }, ...rest]
}

const createBlocks = (source: PrintSource, look: PrintLook, job: PrintJob, passages: readonly MarkedPassage[]) => {
  const { outline } = source
  const text = createPrintText(source, look)
  const paragraphs = createParagraphs(source, text, look)

  const numberOf = (sectionId: string, { line }: Paragraph): number | null => {
    if (!job.setting.paragraphNumbers || line === null) return null
    const numbered = outline.paragraphs.find((numbers) => numbers.sectionId === sectionId)
    return numbered === undefined ? null : numbered.first + line
  }

  /** The mark between a run-in heading and its text: it is in neither range, and it is printed. */
  const stopOf = ({ headingRange, range, runIn }: Section): string => {
    if (!runIn || headingRange === null || range === null || range.start <= headingRange.end) return ''
    const between = text.slice(headingRange.end, range.start).trim()
    return Array.from(between).length <= 2 ? between : ''
  }

  const marksOfHeading = ({ headingRange }: Section): PrintMark[] =>
    headingRange === null
      ? []
      : marksIn([{ ...headingRange, length: headingRange.end - headingRange.start }], passages)

  return {
    title: text.alone(outline.titleSet),
    heading: text.heading,
    /** The words of a passage as they are printed; null when not all of them are at hand. */
    words: ({ start, end }: Range): string | null =>
      start >= source.start && end <= source.start + Array.from(source.text).length ? text.slice(start, end) : null,

    section: (section: Section): PrintBlock[] => {
      const made = paragraphs.paragraphs(section.range, paragraphs.cutsOf(section.id))
      const stop = stopOf(section)
      const runsIn = section.runIn && made[0]?.runs[0]?.kind === 'text'
      const { id: sectionId, level, status } = section
      const marks = marksOfHeading(section)
      const blocks: PrintBlock[] = [{ kind: 'heading', sectionId, level, ...text.heading(section), marks, status, runIn: runsIn }]
      for (const [index, paragraph] of made.entries()) {
        const continues = runsIn && index === 0
        const runs = continues && stop !== '' ? withStop(stop, paragraph.runs) : paragraph.runs
        const before = runs === paragraph.runs ? 0 : Array.from(stop).length
        const marked = marksIn(paragraph.pieces, passages, before)
        blocks.push({ kind: 'paragraph', runs, continues, number: numberOf(sectionId, paragraph), marks: marked })
      }
      const marked = made.flatMap(({ runs }) => runs).some((run) => run.kind === 'gap' && section.gaps.includes(run.gap.id))
      const remark = sectionRemark(section, outline.gaps, job.language)
      if (remark !== null && !marked) blocks.push({ kind: 'remark', text: remark })
      return blocks
    },

    opening: (): PrintBlock[] => {
      const preamble = outline.parts.find(({ kind }) => kind === 'preamble')?.range ?? null
      return paragraphs
        .paragraphs(preamble, paragraphs.cutsOf(openingId))
        .map((paragraph) => ({
          kind: 'paragraph',
          runs: paragraph.runs,
          continues: false,
          number: numberOf(openingId, paragraph),
          marks: marksIn(paragraph.pieces, passages),
        }))
    },

    list: (): PrintBlock[] => {
      const part = outline.parts.find(({ kind }) => kind === 'outline-list')
      const lines = part === undefined ? [] : paragraphs.linesOf(part.range)
      if (lines.length === 0) return []
      const marks = outline.gaps.filter((gap) => gap.kind === 'outline-numbering' && gap.offset !== null)
      const words = lines.map((line) => {
        const before = marks.filter(({ offset }) => offset !== null && offset >= line.start && offset < line.end)
        return before.map((gap) => gapMark(gap, look.language)).join('') + paragraphs.lineText(line)
      })
      return [
        { kind: 'remark', text: say(job.language, 'print.outlineList', {}) },
        { kind: 'outline-list', lines: words },
      ]
    },
  }
}

/** Looks at a text as it is kept: nothing is converted and nothing gets a reading. */
export const plainLook = ({ outline }: Pick<PrintSource, 'outline'>): PrintLook => ({
  language: outline.language,
  convert: (paragraph) => paragraph,
  readingsOf: () => [],
})

/**
 * What the print page draws for a job, in reading order. The text is L2 as `look` has it; what is missing is marked in
 * place; `notes` are the document's, stay as they were written, and are put after the text of their section, by rank;
 * `passages` are marked where they stand. Pure.
 * Throws AppError('not-found') when the scope names a section that is not there.
 */
export const makePrintModel = (
  source: PrintSource,
  notes: readonly KeptNote[],
  job: PrintJob,
  look: PrintLook = plainLook(source),
  passages: readonly MarkedPassage[] = [],
): PrintModel => {
  const { outline } = source
  const { scope, setting } = job
  const sections = sectionsInScope(outline, scope)
  const make = createBlocks(source, look, job, passages)
  const whole = scope.kind === 'document'
  const opening = scope.kind === 'document' || scope.sectionId === openingId
  const blocks: PrintBlock[] = []

  const headings = new Map(outline.sections.map(({ id, headingSet }) => [id, headingSet]))
  const noteBodies = new Map(notes.map(({ id, body }) => [id, body]))
  /** Paper cannot be clicked, and the number of a note says nothing: a link is printed as the name of its target. */
  const nameOf = (link: InnerLink): string | null => {
    if (link.kind === 'section') return headings.get(link.sectionId) || null
    const body = noteBodies.get(link.noteId)
    return body === undefined ? null : noteTitle(body) || null
  }

  const ranges = new Map(passages.map(({ noteId, range }) => [noteId, range]))
  /** As the passage is set now; where it stands nowhere, or outside what is printed, as it was marked. */
  const quoteOf = (noteId: string, exact: string): string => {
    const range = ranges.get(noteId)
    const set = range === undefined ? null : make.words(range)
    return inShort(set ?? exact.split('\n').map(look.convert).join('\n'))
  }

  const addNotes = (sectionId: string, found: readonly KeptNote[]): void => {
    // A note is never converted, but vertical lines have their own quotation marks.
    const asSet = job.setting.direction === 'vertical' ? toVerticalMarks : (body: string): string => body
    const printed = (job.notes ? [...found] : [])
      .sort(byRank)
      .map(
        ({ id, body, anchor, color, tags }): PrintNote => ({
          quote: anchor === null ? null : quoteOf(id, anchor.quote.exact),
          color,
          body: asSet(nameInnerLinks(body, nameOf)),
          tags: [...tags],
        }),
      )
      // A mere highlight is seen in the text.
      .filter(({ body, tags }) => body.trim() !== '' || tags.length > 0)
    if (printed.length > 0) blocks.push({ kind: 'notes', sectionId, label: say(job.language, 'print.notes', {}), notes: printed })
  }
  const notesOf = (sectionId: string): KeptNote[] => notes.filter((note) => note.sectionId === sectionId)
  const titleBlock = (title: PrintWords): PrintBlock => ({
    kind: 'heading',
    sectionId: openingId,
    level: whole ? 0 : 1,
    ...title,
    marks: [],
    status: 'present',
    runIn: false,
  })

  if (opening) blocks.push(titleBlock(make.title))
  if (whole) blocks.push(...make.list())
  if (opening) {
    blocks.push(...make.opening())
    addNotes(openingId, notesOf(openingId))
  }
  for (const section of sections) {
    blocks.push(...make.section(section))
    addNotes(section.id, notesOf(section.id))
  }
  if (whole) {
    const known = new Set([openingId, ...outline.sections.map(({ id }) => id)])
    addNotes(openingId, notes.filter(({ sectionId }) => !known.has(sectionId)))
  }

  const title = make.title.text
  const [first] = sections
  const heading = first === undefined ? null : make.heading(first).text
  const name = whole ? null : opening ? say(job.language, 'outline.opening', {}) : heading
  return {
    title: name === null ? title : `${name} — ${title}`,
    language: look.language,
    interfaceLanguage: job.language,
    paper: job.paper,
    face: setting.face,
    direction: setting.direction,
    rubySystem: setting.rubySystem,
    rubyAsText: setting.rubyAsText,
    runningHead: name === null ? title : `${title}　${name}`,
    blocks,
  }
}
