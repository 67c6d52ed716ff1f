import { headingOf, linkOf, type ExportedDocument, type ExportedFile } from './exported-notes.ts'

/** Anki reads fields as HTML. */
const html = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/\r\n?|\n/g, '<br>')
    .replaceAll('\t', ' ')

/** Tags are divided by blanks. */
const tag = (text: string): string => html(text.trim().replace(/\s+/gu, '_'))

/**
 * Notes as cards for Anki's text import: in front the passage or the section's heading, behind the note and the link back.
 * The first column is an id that stays, so that importing again changes cards and makes no second ones. Notes without
 * words are no cards.
 */
export const ankiFile = (documents: readonly ExportedDocument[]): ExportedFile => {
  const lines = ['#separator:tab', '#html:true', '#guid column:1', '#tags column:4', '#columns:guid\tFront\tBack\tTags']
  for (const document of documents) {
    for (const note of document.notes) {
      if (note.body.trim() === '') continue
      const front = note.anchor?.quote.exact ?? (headingOf(document, note.sectionId) || document.title || document.documentId)
      const link = html(linkOf(note))
      const back = `${html(note.body)}<br><br><a href="${link}">${html(document.title || document.documentId)}</a>`
      lines.push([`yandu-${document.documentId}-${note.id}`, html(front), back, ['yandu', ...note.tags].map(tag).join(' ')].join('\t'))
    }
  }
  return { name: 'anki.txt', bytes: Buffer.from(`${lines.join('\n')}\n`) }
}
