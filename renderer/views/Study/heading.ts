import { useMemo } from 'react'
import { openDocument } from '../../state/document.ts'
import { useAppState, useWords } from '../context.ts'
import { useScript } from '../script.ts'

/** The heading of a section as it is shown. */
export const useHeading = (): ((sectionId: string) => string) => {
  const words = useWords()
  const script = useScript()
  const outline = useAppState((state) => openDocument(state.reading)?.outline ?? null)
  return useMemo(() => {
    const headings = new Map(outline?.sections.map(({ id, headingSet }) => [id, headingSet]))
    return (sectionId) => {
      const heading = headings.get(sectionId)
      if (heading === undefined) return words('outline.opening')
      return script ? script.convert(heading) : heading
    }
  }, [outline, script, words])
}
