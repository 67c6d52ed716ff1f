import type { SectionStatus, SourceFormat } from '../../preload/contract/documents.ts'
import { createCodePointIndex } from './code-points.ts'
import type { Edition } from './edition.ts'

/** What the command line prints about an edition as JSON; offsets are code points of the source. */
export interface EditionReport {
  readonly title: string
  /** What kind of file the text came in. */
  readonly format: SourceFormat
  readonly encoding: string
  /** Which of the file's texts this is, from 0, and its code points in the text of the file; absent when it is the only one. */
  readonly part?: { readonly index: number; readonly count: number; readonly start: number; readonly end: number }
  readonly sections: readonly {
    readonly id: string
    readonly level: number
    readonly marker: string
    readonly heading: string
    readonly status: SectionStatus
    /** The section's own text in L1, without heading and subsections. */
    readonly text: string
  }[]
  readonly gaps: readonly {
    readonly id: string
    readonly kind: string
    readonly section: string | null
    readonly declared?: number
    readonly declaredTotal?: number
    readonly declaredShown?: number
    readonly estimated?: number
    readonly affects: readonly string[]
    readonly notice: string
    readonly basis: string
  }[]
  readonly repairs: readonly {
    readonly start: number
    readonly end: number
    readonly before: string
    readonly after: string
    readonly class: string
    readonly layer: 'L1' | 'L2'
    readonly confidence: number
    readonly basis: string
  }[]
  readonly restored: string
  readonly normalised: string
  /** What could not be read or repaired with certainty, in plain English. */
  readonly warnings: readonly string[]
}

/** Describes an edition for the command line. Counts that the source does not state are left out. */
export const editionReport = (edition: Edition): EditionReport => {
  const index = createCodePointIndex(edition.restored)
  return {
    title: edition.title,
    format: edition.source.format ?? 'text',
    encoding: edition.source.encoding,
    ...(edition.source.part === undefined ? {} : { part: edition.source.part }),
    sections: edition.sections.map(({ id, level, marker, heading, status, range }) => ({
      id,
      level,
      marker,
      heading,
      status,
      text: range === null ? '' : edition.restored.slice(index.toUnit(range.start), index.toUnit(range.end)),
    })),
    gaps: edition.gaps.map((gap) => ({
      id: gap.id,
      kind: gap.kind,
      section: gap.section,
      ...(gap.declared === null ? {} : { declared: gap.declared }),
      ...(gap.declaredTotal === null ? {} : { declaredTotal: gap.declaredTotal }),
      ...(gap.declaredShown === null ? {} : { declaredShown: gap.declaredShown }),
      ...(gap.estimated === null ? {} : { estimated: gap.estimated }),
      affects: gap.affects,
      notice: gap.notice,
      basis: gap.basis,
    })),
    repairs: edition.edits.map(({ start, end, before, after, class: kind, layer, confidence, basis }) => ({
      start,
      end,
      before,
      after,
      class: kind,
      layer,
      confidence,
      basis,
    })),
    restored: edition.restored,
    normalised: edition.set,
    warnings: edition.warnings,
  }
}

/** Describes what a file gave: one text, or several. */
export const importReport = (editions: readonly Edition[]): EditionReport | { readonly documents: readonly EditionReport[] } => {
  const reports = editions.map(editionReport)
  const [only] = reports
  return only !== undefined && reports.length === 1 ? only : { documents: reports }
}
