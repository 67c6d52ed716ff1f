import { headingOf, isoTime, linkOf, type ExportedDocument, type ExportedFile } from './exported-notes.ts'

const columns = ['document', 'title', 'section', 'heading', 'quote', 'note', 'colour', 'tags', 'created', 'modified', 'link', 'id']

/** What a spreadsheet takes for the beginning of a formula; full-width signs too, which some of them fold. */
const formula = /^[\s\p{Cf}]*[=+\-@\t\r＝＋－＠﹢﹣﹦﹫]/u

/** RFC 4180: quoted throughout, quotes doubled. An apostrophe in front keeps a spreadsheet from calculating. */
const cell = (text: string): string => `"${(formula.test(text) ? `'${text}` : text).toWellFormed().replaceAll('"', '""')}"`

/** All notes as one table: UTF-8 with a byte order mark, which spreadsheets need to see Chinese, and CRLF. */
export const csvFile = (documents: readonly ExportedDocument[]): ExportedFile => {
  const rows = documents.flatMap((document) =>
    document.notes.map((note) => [
      document.documentId,
      document.title,
      note.sectionId,
      headingOf(document, note.sectionId),
      note.anchor?.quote.exact ?? '',
      note.body,
      note.color ?? '',
      note.tags.join(', '),
      isoTime(note.createdAt),
      isoTime(note.updatedAt),
      linkOf(note),
      note.id,
    ]),
  )
  const lines = [columns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`)
  return { name: 'notes.csv', bytes: Buffer.from(`\uFEFF${lines.join('')}`) }
}
