import { useMemo } from 'react'
import type { DocumentOutline, PlacedEdit, SourcePassage } from '../../../preload/contract/documents.ts'
import { createOffsetMap, type OffsetMap } from '../../../preload/contract/offset-map.ts'
import { useWords } from '../context.ts'
import { describeEdit } from './Runs.tsx'

interface SourceTextProps {
  readonly source: SourcePassage | null
  readonly outline: DocumentOutline
  readonly repairs: boolean
}

interface Piece {
  readonly text: string
  /** Code point of L1 the piece begins at; null inside a passage that an edit replaced. */
  readonly start: number | null
  readonly edit: PlacedEdit | null
}

/** The text exactly as it was received, line for line. With repairs shown, what was changed is marked. */
export const SourceText = ({ source, outline, repairs }: SourceTextProps) => {
  const words = useWords()
  const parts = useMemo(() => {
    if (!source) return []
    const map = createOffsetMap(source.edits)
    const text = Array.from(source.text)
    return cutBySection(source, outline, map).map((part) => ({ ...part, pieces: piecesOf(source, text, part, map) }))
  }, [source, outline])
  if (!source) {
    return (
      <p className="empty" role="status">
        {words('reading.loading')}
      </p>
    )
  }
  return (
    <>
      <h1 className="spoken">{outline.titleSet}</h1>
      <div className="source-text" aria-label={words('layer.sourceHint')} role="group">
      {parts.map((part) => (
        <span key={part.start} data-section={part.sectionId}>
          {part.pieces.map((piece, index) =>
            piece.edit && repairs ? (
              <mark
                key={index}
                className={`tip removed removed-${piece.edit.layer}`}
                tabIndex={-1}
                data-tip={describeEdit(piece.edit, words)}
                aria-description={describeEdit(piece.edit, words)}
              >
                {piece.text}
              </mark>
            ) : (
              <span key={index} {...(piece.start === null ? {} : { 'data-start': piece.start })}>
                {piece.text}
              </span>
            ),
          )}
        </span>
      ))}
      </div>
    </>
  )
}

interface Part {
  readonly sectionId: string
  readonly start: number
  readonly end: number
}

/** Stretches of the source by the section they belong to, so that the outline can follow and lead. */
const cutBySection = (source: SourcePassage, outline: DocumentOutline, map: OffsetMap): Part[] => {
  const starts = outline.sections.flatMap((section) => {
    const place = section.headingRange ?? section.range
    return place ? [{ sectionId: section.id, start: map.toSource(place.start) }] : []
  })
  const ordered = [{ sectionId: '0', start: 0 }, ...starts.sort((a, b) => a.start - b.start)]
  return ordered.map(({ sectionId, start }, index) => ({
    sectionId,
    start,
    end: ordered[index + 1]?.start ?? source.end,
  }))
}

const piecesOf = (
  source: SourcePassage,
  characters: readonly string[],
  { start, end }: Part,
  map: OffsetMap,
): Piece[] => {
  const edits = source.edits
    .filter((edit) => edit.start >= start && edit.start < end && edit.end > edit.start)
    .sort((a, b) => a.start - b.start || Number(a.layer === 'L2') - Number(b.layer === 'L2'))
  const pieces: Piece[] = []
  let at = start
  const slice = (to: number) => characters.slice(at, to).join('')
  for (const edit of edits) {
    if (edit.start < at) continue
    if (edit.start > at) pieces.push({ text: slice(edit.start), start: map.toRestored(at), edit: null })
    at = edit.start
    pieces.push({ text: slice(edit.end), start: null, edit })
    at = edit.end
  }
  if (end > at) pieces.push({ text: slice(end), start: map.toRestored(at), edit: null })
  return pieces
}
