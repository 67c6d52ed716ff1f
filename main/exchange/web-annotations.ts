import type { Note, NoteColor } from '../../preload/contract/notes.ts'
import { formatPassageLink } from '../../preload/contract/passage-link.ts'
import { isoTime, linkOf, type ExportedDocument, type ExportedFile } from './exported-notes.ts'

/** What the colours of highlights look like elsewhere. */
export const annotationColors: { readonly [Color in NoteColor]: string } = {
  yellow: '#ffe680',
  green: '#b7e4b0',
  blue: '#b3d9f7',
  pink: '#f7c1d0',
  purple: '#d9c7f2',
}

const stylesheet = Object.entries(annotationColors)
  .map(([name, value]) => `.${name} { background-color: ${value}; }`)
  .join('\n')

/** The text as a resource of its own; positions count its characters as restored (L1), in code points. */
export const textIri = (documentId: string, revision: string | null): string =>
  `urn:yandu:text:${documentId}${revision === null ? '' : `:${revision}`}`

export const noteIri = (documentId: string, noteId: string): string => `urn:yandu:note:${documentId}:${noteId}`

const selectorsOf = ({ anchor }: Note): object => {
  if (anchor === null) return {}
  const { quote, range } = anchor
  return {
    selector: [
      { type: 'TextQuoteSelector', exact: quote.exact, prefix: quote.prefix, suffix: quote.suffix },
      { type: 'TextPositionSelector', start: range.start, end: range.end },
    ],
  }
}

/** One note as an annotation of the W3C Web Annotation Data Model (Recommendation of 23 February 2017). */
const annotationOf = ({ title, language }: ExportedDocument, note: Note): object => {
  const bodies = [
    ...(note.body === '' ? [] : [{ type: 'TextualBody', value: note.body, format: 'text/markdown', purpose: 'commenting' }]),
    ...note.tags.map((tag) => ({ type: 'TextualBody', value: tag, purpose: 'tagging' })),
  ]
  return {
    id: noteIri(note.documentId, note.id),
    type: 'Annotation',
    motivation: note.body === '' ? 'highlighting' : 'commenting',
    created: isoTime(note.createdAt),
    modified: isoTime(note.updatedAt),
    ...(bodies.length === 0 ? {} : { body: bodies }),
    ...(note.color === null ? {} : { stylesheet: { type: 'CssStylesheet', value: stylesheet } }),
    target: {
      type: 'SpecificResource',
      source: {
        id: textIri(note.documentId, note.anchor?.revision ?? null),
        type: 'Text',
        format: 'text/plain',
        ...(language === null ? {} : { language }),
        ...(title === '' ? {} : { label: title }),
      },
      ...selectorsOf(note),
      // Where the annotation belongs when it is shown: the section, or in it the passage. It is a link that Yandu opens.
      scope: note.anchor === null ? formatPassageLink({ ...note, paragraph: null, passage: null }) : linkOf(note),
      ...(note.color === null ? {} : { styleClass: note.color }),
    },
  }
}

/** All notes as one annotation collection in JSON-LD. */
export const annotationsFile = (documents: readonly ExportedDocument[]): ExportedFile => {
  const items = documents.flatMap((document) => document.notes.map((note) => annotationOf(document, note)))
  const collection = {
    '@context': 'http://www.w3.org/ns/anno.jsonld',
    id: 'urn:yandu:notes',
    type: 'AnnotationCollection',
    label: 'Yandu',
    total: items.length,
    ...(items.length === 0 ? {} : { first: { id: 'urn:yandu:notes:1', type: 'AnnotationPage', startIndex: 0, items } }),
  }
  return { name: 'annotations.jsonld', bytes: Buffer.from(`${JSON.stringify(collection, null, 2)}\n`) }
}
