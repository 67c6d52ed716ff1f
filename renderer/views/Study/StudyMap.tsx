import { useMemo, useRef, useState, type KeyboardEvent } from 'react'
import type { DocumentOutline } from '../../../preload/contract/documents.ts'
import type { NotePlace } from '../../../preload/contract/notes.ts'
import { languageTags } from '../../../preload/contract/words/index.ts'
import { sectionStates, type SectionState } from '../../state/study.ts'
import { useAppState, useWords } from '../context.ts'
import { useScript } from '../script.ts'
import { useHeading } from './heading.ts'
import { mapWidth, textMap, type MapSection } from './map-geometry.ts'

interface StudyMapProps {
  readonly outline: DocumentOutline
  readonly places: readonly NotePlace[]
  readonly onGo: (sectionId: string, offset: number | null) => void
}

const barHeight = 44
const highlightTop = 52
const noteTop = 68
const height = 84

/** How much of a section's bar is filled. */
const filled: { readonly [State in SectionState]: number } = { unread: 0, read: 0.34, noted: 0.67, recalled: 1 }

/** The document to scale, after the pattern of a toolbar: one tab stop, arrows walk, Enter goes there. */
export const StudyMap = ({ outline, places, onGo }: StudyMapProps) => {
  const words = useWords()
  const heading = useHeading()
  const script = useScript()
  const notes = useAppState((state) => state.notes.notes)
  const study = useAppState((state) => state.study.study)
  const here = useAppState((state) => state.reading.sectionId)
  const offset = useAppState((state) => state.reading.offset)
  const states = useMemo(() => sectionStates(study, notes), [study, notes])
  const map = useMemo(() => textMap(outline), [outline])
  const [focused, setFocused] = useState(here)
  const drawing = useRef<SVGSVGElement>(null)
  const at = Math.max(0, map.sections.findIndex(({ id }) => id === focused))

  const placeOf = new Map(places.map((place) => [place.noteId, place]))
  const highlights = [...notes.values()].flatMap((note) => {
    const place = placeOf.get(note.id)
    return place?.range ? [{ id: note.id, sectionId: place.sectionId, range: place.range }] : []
  })
  const written = [...notes.values()].filter(({ body }) => body.trim() !== '')
  const count = (list: readonly { readonly sectionId: string }[], id: string) => list.filter(({ sectionId }) => sectionId === id).length

  const label = (section: MapSection): string =>
    [
      words('study.mapSection', { heading: heading(section.id), count: section.characters, state: words(`study.state.${states(section.id)}`) }),
      ...(section.gaps > 0 ? [words('study.mapGaps', { count: section.gaps })] : []),
      ...(count(highlights, section.id) > 0 ? [words('study.mapHighlights', { count: count(highlights, section.id) })] : []),
      ...(count(written, section.id) > 0 ? [words('study.mapNotes', { count: count(written, section.id) })] : []),
      ...(section.id === here ? [words('study.mapHere')] : []),
    ].join(words('study.mapSeparator'))

  const focus = (index: number) => {
    const section = map.sections[Math.max(0, Math.min(map.sections.length - 1, index))]
    if (!section) return
    setFocused(section.id)
    drawing.current?.querySelector<SVGGElement>(`[data-map="${CSS.escape(section.id)}"]`)?.focus()
  }
  const onKeyDown = (event: KeyboardEvent, section: MapSection) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'ArrowRight' || event.key === 'ArrowDown') focus(at + 1)
    else if (event.key === 'ArrowLeft' || event.key === 'ArrowUp') focus(at - 1)
    else if (event.key === 'Home') focus(0)
    else if (event.key === 'End') focus(map.sections.length - 1)
    else if (event.key === 'Enter' || event.key === ' ') onGo(section.id, null)
    else return
    event.preventDefault()
  }
  const shown = map.sections[at]
  const mark = map.place(here, offset)
  return (
    <div className="study-map">
      <svg
        ref={drawing}
        viewBox={`-3 -3 ${mapWidth + 6} ${height + 6}`}
        preserveAspectRatio="none"
        role="toolbar"
        aria-label={words('study.map')}
        aria-describedby="study-map-hint"
      >
        {map.sections.map((section) => {
          const fill = barHeight * filled[states(section.id)]
          return (
            <g
              key={section.id}
              className="map-section"
              role="button"
              data-map={section.id}
              data-state={states(section.id)}
              tabIndex={section.id === shown?.id ? 0 : -1}
              aria-label={label(section)}
              onFocus={() => setFocused(section.id)}
              onPointerEnter={() => setFocused(section.id)}
              onKeyDown={(event) => onKeyDown(event, section)}
              onClick={(event) => {
                const box = event.currentTarget.querySelector('.map-bar')?.getBoundingClientRect()
                const part = box && box.width > 0 ? (event.clientX - box.left) / box.width : 0
                const inside = section.range && part > 0.15
                onGo(section.id, inside && section.range ? Math.floor(section.range.start + part * (section.characters - 1)) : null)
              }}
            >
              <rect className="map-hit" x={section.x} y={0} width={section.width} height={height} />
              <rect className={`map-bar ${section.range ? '' : 'map-missing'}`} x={section.x} y={0} width={section.width} height={barHeight} />
              {fill > 0 && <rect className="map-fill" x={section.x} y={barHeight - fill} width={section.width} height={fill} />}
            </g>
          )
        })}
        {map.gaps.map(({ id, x }) => (
          <line key={id} className="map-gap" x1={x} x2={x} y1={0} y2={barHeight} />
        ))}
        {highlights.map(({ id, sectionId, range }) => {
          const x = map.place(sectionId, range.start)
          return <rect key={id} className="map-highlight" x={x} y={highlightTop} width={Math.max(2, map.place(sectionId, range.end) - x)} height={8} />
        })}
        {written.map((note) => (
          <rect key={note.id} className="map-note" x={map.place(placeOf.get(note.id)?.sectionId ?? note.sectionId, placeOf.get(note.id)?.range?.start ?? null) - 2} y={noteTop} width={4} height={10} />
        ))}
        <path className="map-here" d={`M${mark - 4} -3h8l-4 8z`} />
      </svg>
      <p className="map-label" aria-hidden="true" lang={languageTags[script?.language ?? outline.language]}>
        {shown ? label(shown) : ''}
      </p>
      <ul className="map-legend" id="study-map-hint">
        {(['study.mapHint', 'study.legendRead', 'study.legendGap', 'study.legendHighlight', 'study.legendNote'] as const).map((key) => (
          <li key={key}>{words(key)}</li>
        ))}
      </ul>
    </div>
  )
}
