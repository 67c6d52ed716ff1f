import type { DocumentOutline, Range, Section } from '../../preload/contract/documents.ts'
import type { PrintScope } from '../../preload/contract/printing.ts'
import { AppError } from '../../preload/contract/wire.ts'

/** Id under which what stands before the first heading is addressed. */
export const openingId = '0'

const isUnder = (id: string, top: string): boolean => id === top || id.startsWith(`${top}.`)

/** The sections a scope names, in order; none for the opening. Throws AppError('not-found') for an unknown section. */
export const sectionsInScope = (outline: DocumentOutline, scope: PrintScope): readonly Section[] => {
  if (scope.kind === 'document') return outline.sections
  const { sectionId } = scope
  if (sectionId === openingId) return []
  const found = outline.sections.filter((section) =>
    scope.kind === 'subtree' ? isUnder(section.id, sectionId) : section.id === sectionId,
  )
  if (found.length === 0) {
    throw new AppError('not-found', `There is no section ${sectionId} in ${outline.titleSet}.`, { sectionId })
  }
  return found
}

const hull = (ranges: readonly Range[]): Range => ({
  start: ranges.reduce((least, range) => Math.min(least, range.start), ranges[0]?.start ?? 0),
  end: ranges.reduce((most, range) => Math.max(most, range.end), 0),
})

/** The stretch of L1 that has to be read to print a scope, in code points. */
export const spanOfScope = (outline: DocumentOutline, scope: PrintScope): Range => {
  const sections = sectionsInScope(outline, scope).flatMap(({ headingRange, range }) =>
    [headingRange, range].filter((found) => found !== null),
  )
  const parts = outline.parts.filter(
    ({ kind }) => scope.kind === 'document' || (scope.sectionId === openingId && kind === 'preamble'),
  )
  return hull([...sections, ...parts.map((part) => part.range)])
}
