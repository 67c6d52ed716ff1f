import type { Edition } from '../editions/edition.ts'
import { editionBytes } from '../editions/edition-store.ts'
import type { DocumentFacts } from '../library/document-facts.ts'
import { nameFor } from './document-files.ts'
import { factsOf } from './facts.ts'

/** A text as files. */
export interface PackedDocument {
  readonly edition: Uint8Array
  /** The text of a container, to be kept beside its file; null for a text file. */
  readonly received: { readonly name: string; readonly bytes: Uint8Array } | null
  readonly sourceName: string
  readonly facts: DocumentFacts
}

/**
 * `received` is the text of a container. With `beside` the files have names by what they hold, because the document has
 * another source already.
 */
export const packEdition = (edition: Edition, received: Uint8Array | null, beside: boolean): PackedDocument => {
  const { source } = edition
  const file = beside ? nameFor(source.file, source.sha256) : source.file
  const text = source.text && { ...source.text, file: beside ? nameFor(source.text.file, source.text.sha256) : source.text.file }
  const named: Edition = { ...edition, source: { ...source, file, ...(text === undefined ? {} : { text }) } }
  return {
    edition: editionBytes(named),
    received: text === undefined || received === null ? null : { name: text.file, bytes: received },
    sourceName: file,
    facts: factsOf(named),
  }
}
