import { codePointLength } from '../editions/code-points.ts'
import type { Edition } from '../editions/edition.ts'
import { encodeSketch, sketchOf } from '../editions/likeness.ts'
import type { DocumentFacts } from '../library/document-facts.ts'

/** What a list of documents needs of an edition. */
export const factsOf = (edition: Edition): DocumentFacts => ({
  documentId: edition.documentId,
  title: edition.titleSet,
  language: edition.language,
  revision: edition.revision,
  characters: codePointLength(edition.restored),
  sectionLengths: edition.sections.flatMap(({ id, range }) => (range === null ? [] : [[id, range.end - range.start]])),
  sections: edition.sections.length,
  missingSections: edition.sections.filter(({ status }) => status === 'missing').length,
  gaps: edition.gaps.length,
  repairs: edition.edits.length,
  source: {
    file: edition.source.file,
    sha256: edition.source.sha256,
    bytes: edition.source.bytes,
    encoding: edition.source.encoding,
    format: edition.source.format ?? 'text',
  },
  sketch: encodeSketch(sketchOf(edition.restored)),
})
