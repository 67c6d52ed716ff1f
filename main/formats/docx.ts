import { AppError } from '../../preload/contract/wire.ts'
import type { MarkedHeading, ReceivedText } from '../editions/received.ts'
import { openArchive } from './archive.ts'
import { readBody, type BodyContext, type Findings } from './docx-body.ts'
import { readNumbering } from './docx-numbering.ts'
import { writeNumeral } from './docx-numeral.ts'
import { openWordParts, wordNamespaces, type WordParts } from './docx-package.ts'
import type { Line } from './docx-paragraph.ts'
import { readStyles } from './docx-style.ts'
import { childOf, decodeXml, textOf } from './xml.ts'

/** Longest text of a document, in UTF-16 units. */
export const docxTextLimit = 100_000_000

type NoteKind = 'footnote' | 'endnote'

interface Note {
  readonly kind: NoteKind
  readonly id: string
  readonly mark: string
}

/** Notes numbered in the order in which the text refers to them, as Word numbers them by default. */
const createNotes = ({ settings }: WordParts) => {
  const referred = new Map<string, Note>()
  const counts = { footnote: 0, endnote: 0 }
  const formatOf = (kind: NoteKind): string =>
    childOf(childOf(settings, `w:${kind}Pr`), 'w:numFmt')?.attribute('w:val') ?? (kind === 'footnote' ? 'decimal' : 'lowerRoman')
  const markOf = (kind: NoteKind, id: string, hasOwnMark: boolean): string => {
    const key = `${kind} ${id}`
    const known = referred.get(key)
    if (known !== undefined) return known.mark
    if (!hasOwnMark) counts[kind] += 1
    const mark = hasOwnMark ? '' : `〔${writeNumeral(counts[kind], formatOf(kind))}〕`
    referred.set(key, { kind, id, mark })
    return mark
  }
  return { markOf, referred: () => [...referred.values()] }
}

/** The notes that the text refers to, each behind its mark, in the order of the text. */
const noteLines = (notes: readonly Note[], parts: WordParts, context: BodyContext): Line[] => {
  const read = (kind: NoteKind, bytes: Uint8Array | null): ReadonlyMap<string, readonly Line[]> =>
    bytes === null || !notes.some((note) => note.kind === kind) ? new Map() : readBody(decodeXml(bytes), context).notes
  const written = { footnote: read('footnote', parts.footnotes), endnote: read('endnote', parts.endnotes) }
  return notes.flatMap(({ kind, id, mark }) => {
    const lines = (written[kind].get(id) ?? []).filter(({ text }) => text.trim() !== '')
    return lines.map(({ text }, order) => ({ text: order === 0 ? `${mark}${text.trimStart()}` : text, level: null, isTitle: false }))
  })
}

/** Titles that programs give a file by themselves. */
const isNoTitle = (title: string): boolean =>
  title === '' || /^(?:microsoft word\b.*|(?:document|文档|文件|文檔|新建 ?microsoft.*|未命名|untitled|無標題|无标题|word document)\s*\d*|.*\.docx?)$/iu.test(title)

const warningsOf = (findings: Findings, notes: number): string[] => {
  const warnings: string[] = []
  if (findings.deletions > 0) warnings.push('The document holds tracked changes; they were read as accepted.')
  if (findings.hidden > 0) warnings.push('The document holds hidden text, which was left out.')
  if (findings.pictures > 0) warnings.push(`Pictures were left out: ${findings.pictures}.`)
  if (findings.formulas > 0) warnings.push(`Formulas were written on a line as text: ${findings.formulas}.`)
  if (findings.embedded > 0) warnings.push(`Other documents that the document brings in were left out: ${findings.embedded}.`)
  if (notes > 0) warnings.push(`Notes stand at the end of the text: ${notes}.`)
  return warnings
}

/** Blank lines only between text, one at a time. */
const withoutGaps = (lines: readonly Line[]): Line[] => {
  const kept: Line[] = []
  for (const line of lines) {
    if (line.text !== '' || (kept.at(-1)?.text ?? '') !== '') kept.push(line)
  }
  while (kept.at(-1)?.text === '') kept.pop()
  return kept
}

/**
 * Reads a Word document (.docx): its paragraphs as lines, with the numbers Word puts before them, and the headings its
 * styles make. Deleted and hidden text, running heads and readings over characters are left out, notes come last. Throws
 * AppError 'bad-input' for what is no Word document or damaged, 'too-large' beyond the limits.
 */
export const readDocx = (bytes: Uint8Array): ReceivedText => {
  const parts = openWordParts(openArchive(bytes))
  const source = decodeXml(parts.document)
  const styles = readStyles(parts.styles)
  const findings: Findings = { deletions: 0, hidden: 0, pictures: 0, formulas: 0, embedded: 0 }
  const notes = createNotes(parts)
  const context: BodyContext = {
    namespaces: wordNamespaces,
    styles,
    numbering: readNumbering(parts.numbering, styles),
    findings,
    noteMark: notes.markOf,
  }
  const body = withoutGaps(readBody(source, context).lines)
  if (!body.some(({ text }) => text.trim() !== '')) {
    const isWord = /<(?:[\w-]+:)?document[\s>]/u.test(source.slice(0, 10_000))
    throw new AppError('bad-input', isWord ? 'The document holds no text.' : 'The file is an Office file, but no Word document.')
  }
  const atEnd = noteLines(notes.referred(), parts, context)
  const lines = atEnd.length === 0 ? body : [...body, { text: '', level: null, isTitle: false }, ...atEnd]

  // One line in the style of a title names the document; several are the parts of it, above all headings.
  const titles = lines.filter(({ isTitle }) => isTitle)
  const shift = titles.length > 1 ? 1 : 0
  const headings: MarkedHeading[] = []
  let length = 0
  for (const { text, level, isTitle } of lines) {
    const marked = level === null ? (isTitle && shift === 1 ? 1 : null) : level + shift
    const start = length + text.length - text.trimStart().length
    if (marked !== null) headings.push({ start, end: start + text.trim().length, level: marked })
    length += text.length + 1
  }
  if (length > docxTextLimit) {
    throw new AppError('too-large', 'The document holds more than 100 million characters, the most an import takes.', { length })
  }
  const ownTitle = titles.length === 1 ? (titles[0]?.text ?? '').replace(/\s+/gu, ' ').trim() : ''
  const property = childOf(parts.properties, 'dc:title')
  const named = property === null ? '' : textOf(property).replace(/\s+/gu, ' ').trim().slice(0, 300)
  const title = ownTitle === '' ? (isNoTitle(named) ? null : named) : ownTitle
  return {
    format: 'docx',
    text: lines.map(({ text }) => text).join('\n'),
    encoding: 'UTF-8',
    encodingConfidence: 1,
    bom: false,
    headings,
    title,
    warnings: warningsOf(findings, notes.referred().length),
  }
}
