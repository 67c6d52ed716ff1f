import type { TextLanguage } from '../../preload/contract/documents.ts'
import type { Note } from '../../preload/contract/notes.ts'
import { formatPassageLink, quoteOf } from '../../preload/contract/passage-link.ts'

export interface ExportedSection {
  /** "0" for what stands before the first heading. */
  readonly id: string
  /** Empty for "0" and for a section that the edition does not have any more. */
  readonly heading: string
}

/** The notes of one text as a reader sees them, for the forms that other programs read. */
export interface ExportedDocument {
  readonly documentId: string
  /** Empty when the text is gone and only its notes are left; so are the sections. */
  readonly title: string
  readonly language: TextLanguage | null
  readonly sections: readonly ExportedSection[]
  /** Not deleted, by section and place. */
  readonly notes: readonly Note[]
}

/** A file of an export; the name may contain slashes. */
export interface ExportedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** The link back to what a note is about: its passage, or its section. */
export const linkOf = ({ documentId, sectionId, anchor }: Note): string => {
  const quote = anchor === null ? null : quoteOf(anchor.quote.exact)
  const passage = anchor === null || quote === null ? null : { revision: anchor.revision, range: anchor.range, quote }
  return formatPassageLink({ documentId, sectionId, paragraph: null, passage })
}

export const headingOf = ({ sections }: ExportedDocument, sectionId: string): string =>
  sections.find(({ id }) => id === sectionId)?.heading ?? ''

/** ISO 8601 in UTC; what no clock can have shown becomes the beginning of time. */
export const isoTime = (milliseconds: number): string => {
  const sound = Number.isFinite(milliseconds) && milliseconds >= 0 && milliseconds < 253_402_300_800_000
  return new Date(sound ? milliseconds : 0).toISOString()
}
