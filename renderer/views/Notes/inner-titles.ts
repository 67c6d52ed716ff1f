import { useMemo } from 'react'
import { noteTitle } from '../../../preload/text/note-title.ts'
import type { TitleOf } from '../../reader/markdown.ts'
import { openDocument } from '../../state/document.ts'
import { useAppState, useWords } from '../context.ts'
import { useScript } from '../script.ts'

/** Names of sections, in the reader's script, and of notes, for links between them. */
export const useInnerTitles = (): TitleOf => {
  const words = useWords()
  const script = useScript()
  const sections = useAppState((state) => openDocument(state.reading)?.outline.sections ?? null)
  const notes = useAppState((state) => state.notes.notes)
  return useMemo(() => {
    const headings = new Map(sections?.map(({ id, headingSet }) => [id, headingSet]))
    return (link) => {
      if (link.kind === 'section') {
        const heading = headings.get(link.sectionId)
        if (heading === undefined) return null
        return heading === '' ? link.sectionId : (script?.convert(heading) ?? heading)
      }
      const note = notes.get(link.noteId)
      return note ? noteTitle(note.body) || words('editor.untitled') : null
    }
  }, [sections, notes, script, words])
}
