import { nameInnerLinks, type InnerLink } from '../../preload/contract/inner-link.ts'
import type { Section } from '../../preload/contract/documents.ts'
import { gapMark, sectionRemark } from '../../preload/contract/gap-words.ts'
import type { Note } from '../../preload/contract/notes.ts'
import type { PrintBlock, PrintJob, PrintModel, PrintRun } from '../../preload/contract/printing.ts'
import { say } from '../../preload/contract/words/index.ts'
import { createParagraphs, type Paragraph } from './print-paragraphs.ts'
import { noteTitle } from '../../preload/text/note-title.ts'
import { toVerticalMarks } from '../../preload/text/vertical-marks.ts'
import { openingId, sectionsInScope } from './print-scope.ts'
import { createPrintText, type PrintLook, type PrintSource, type PrintWords } from './print-text.ts'

type PrintNote = Pick<Note, 'id' | 'sectionId' | 'body' | 'rank'>

const byRank = (a: PrintNote, b: PrintNote): number =>
  a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.id < b.id ? -1 : Number(a.id > b.id)

/** Puts the mark that ends a run-in heading before its text. */
const withStop = (stop: string, [first, ...rest]: readonly PrintRun[]): PrintRun[] => {
  if (first?.kind !== 'text') return []
  const length = Array.from(stop).length
  const readings = first.readings.map(({ offset, reading }) => ({ offset: offset + length, reading }))
  return [{ kind: 'text', text: stop + first.text, readings }, ...rest]
}

const createBlocks = (source: PrintSource, look: PrintLook, job: PrintJob) => {
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

  return {
    title: text.alone(outline.titleSet),
    heading: text.heading,

    section: (section: Section): PrintBlock[] => {
      const made = paragraphs.paragraphs(section.range, paragraphs.cutsOf(section.id))
      const stop = stopOf(section)
      const runsIn = section.runIn && made[0]?.runs[0]?.kind === 'text'
      const { id: sectionId, level, status } = section
      const blocks: PrintBlock[] = [{ kind: 'heading', sectionId, level, ...text.heading(section), status, runIn: runsIn }]
      for (const [index, paragraph] of made.entries()) {
        const continues = runsIn && index === 0
        const runs = continues && stop !== '' ? withStop(stop, paragraph.runs) : paragraph.runs
        blocks.push({ kind: 'paragraph', runs, continues, number: numberOf(sectionId, paragraph) })
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
        .map((paragraph) => ({ kind: 'paragraph', runs: paragraph.runs, continues: false, number: numberOf(openingId, paragraph) }))
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
 * place; `notes` are the document's, stay as they were written, and are put after the text of their section, by rank. Pure.
 * Throws AppError('not-found') when the scope names a section that is not there.
 */
export const makePrintModel = (
  source: PrintSource,
  notes: readonly PrintNote[],
  job: PrintJob,
  look: PrintLook = plainLook(source),
): PrintModel => {
  const { outline } = source
  const { scope, setting } = job
  const sections = sectionsInScope(outline, scope)
  const make = createBlocks(source, look, job)
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

  const addNotes = (sectionId: string, found: readonly PrintNote[]): void => {
    // A note is never converted, but vertical lines have their own quotation marks.
    const asSet = job.setting.direction === 'vertical' ? toVerticalMarks : (body: string): string => body
    const bodies = job.notes ? [...found].sort(byRank).map(({ body }) => asSet(nameInnerLinks(body, nameOf))).filter((body) => body.trim() !== '') : []
    if (bodies.length > 0) blocks.push({ kind: 'notes', sectionId, label: say(job.language, 'print.notes', {}), bodies })
  }
  const notesOf = (sectionId: string): PrintNote[] => notes.filter((note) => note.sectionId === sectionId)
  const titleBlock = (title: PrintWords): PrintBlock => ({
    kind: 'heading',
    sectionId: openingId,
    level: whole ? 0 : 1,
    ...title,
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
