import type { Note } from '../../preload/contract/notes.ts'
import type { Card, Study } from '../../preload/contract/study.ts'

export interface StudyState {
  readonly documentId: string | null
  /** Null until it was loaded. */
  readonly study: Study | null
}

export const initialStudy: StudyState = { documentId: null, study: null }

export interface StudyAction {
  readonly type: 'study.loaded'
  readonly study: Study
}

export const reduceStudy = (_state: StudyState, { study }: StudyAction): StudyState => ({
  documentId: study.documentId,
  study,
})

export type SectionState = 'unread' | 'read' | 'noted' | 'recalled'

/**
 * How far each section has been studied: marked as read by the reader, with a note or highlight, and recalled when each of
 * its cards was answered well at least once.
 */
export const sectionStates = (study: Study | null, notes: ReadonlyMap<string, Note>): ((sectionId: string) => SectionState) => {
  const read = new Set(study?.read)
  const noted = new Set([...notes.values()].map(({ sectionId }) => sectionId))
  const asked = Map.groupBy(study?.cards ?? [], ({ sectionId }) => sectionId)
  return (sectionId) => {
    const cards = asked.get(sectionId)
    if (cards?.every(({ recalled }) => recalled)) return 'recalled'
    if (noted.has(sectionId)) return 'noted'
    return read.has(sectionId) ? 'read' : 'unread'
  }
}

/** Cards that are due, the longest due first; `passed`: milliseconds since the study was loaded. */
export const dueCards = (study: Study, passed = 0): readonly Card[] =>
  study.cards.filter(({ due }) => due <= study.now + passed).sort((a, b) => a.due - b.due)

/** Milliseconds until the next card that is not due now; null without one. */
export const nextDue = (study: Study): number | null => {
  const later = study.cards.filter(({ due }) => due > study.now).map(({ due }) => due - study.now)
  return later.length === 0 ? null : Math.min(...later)
}
