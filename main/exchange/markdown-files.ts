import type { Note } from '../../preload/contract/notes.ts'
import { formatPassageLink } from '../../preload/contract/passage-link.ts'
import { fileNameFrom } from '../print/file-name.ts'
import { headingOf, isoTime, linkOf, type ExportedDocument, type ExportedFile } from './exported-notes.ts'

/** A JSON string is a YAML string too; what YAML 1.1 would not print is escaped. */
const yaml = (text: string): string =>
  JSON.stringify(text.toWellFormed()).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** Text that shall stay text in Markdown. */
const literal = (text: string): string => text.toWellFormed().replace(/[\\`*_{}[\]<>#|~&!]/g, '\\$&').replace(/\s+/gu, ' ').trim()

const quoted = (text: string): string =>
  text
    .toWellFormed()
    .split(/\r\n?|\n/)
    .map((line) => `> ${line.replace(/[\\`*_{}[\]<>#|~&!]/g, '\\$&')}`)
    .join('\n')

const noteText = (note: Note): string => {
  const facts = [`[${note.anchor === null ? note.sectionId : '§'}](${linkOf(note)})`, ...(note.color === null ? [] : [note.color])]
  const tags = note.tags.map((tag) => `#${literal(tag).replace(/ /g, '-')}`)
  const parts = [
    ...(note.anchor === null ? [] : [quoted(note.anchor.quote.exact)]),
    ...(note.body.trim() === '' ? [] : [note.body.toWellFormed().replace(/\r\n?/g, '\n').trimEnd()]),
    ...note.alternatives.map(({ body }) => `**≠**\n\n${body.toWellFormed().trimEnd()}`),
    `— ${[...facts, ...tags].join(' · ')} · ${isoTime(note.updatedAt).slice(0, 10)}`,
  ]
  return parts.join('\n\n')
}

/** One Markdown file per section that has notes: front matter, then each note with its passage and the link back. */
export const markdownFiles = (document: ExportedDocument): ExportedFile[] => {
  const sections = new Map<string, Note[]>()
  for (const note of document.notes) sections.set(note.sectionId, [...(sections.get(note.sectionId) ?? []), note])
  const { documentId, title, language } = document
  return [...sections].map(([sectionId, notes]) => {
    const heading = headingOf(document, sectionId)
    const tags = [...new Set(notes.flatMap((note) => note.tags))].sort()
    const front = [
      '---',
      `title: ${yaml(heading || title || documentId)}`,
      `text: ${yaml(title || documentId)}`,
      `document: ${yaml(documentId)}`,
      `section: ${yaml(sectionId)}`,
      `link: ${yaml(formatPassageLink({ documentId, sectionId, paragraph: null, passage: null }))}`,
      ...(language === null ? [] : [`lang: ${yaml(language)}`]),
      `tags: [${tags.map(yaml).join(', ')}]`,
      `notes: ${notes.length}`,
      '---',
    ]
    const body = notes.map(noteText).join('\n\n---\n\n')
    const text = `${front.join('\n')}\n\n# ${literal(heading || title || documentId)}\n\n${body}\n`
    // The number makes the name one of its own, whatever the heading says.
    return { name: `markdown/${documentId}/${fileNameFrom(`${sectionId} ${heading}`, '.md')}`, bytes: Buffer.from(text) }
  })
}
