import { useMemo } from 'react'
import { openDocument } from '../../state/document.ts'
import { markedText } from '../../state/mark-anchor.ts'
import { lostMarks, marksOf, type LostMark, type Mark, type MarksState } from '../../state/marks.ts'
import { useAppState } from '../context.ts'

const noPlaces: MarksState['places'] = new Map()

const useMarkSources = () => {
  const document = useAppState((state) => openDocument(state.reading))
  const notes = useAppState((state) => state.notes.notes)
  const { places: known, placesOf } = useAppState((state) => state.marks)
  const places = document && placesOf === `${document.outline.documentId} ${document.outline.revision}` ? known : noPlaces
  return { document, notes, places }
}

/** The highlights of the open document by place. */
export const useMarks = (): readonly Mark[] => {
  const { document, notes, places } = useMarkSources()
  return useMemo(() => (document ? marksOf(notes, places, markedText(document)) : []), [document, notes, places])
}

/** Anchored notes of the open document that have no sure place. */
export const useLostMarks = (): readonly LostMark[] => {
  const { document, notes, places } = useMarkSources()
  return useMemo(() => (document ? lostMarks(notes, places, markedText(document)) : []), [document, notes, places])
}
