import { memo, useMemo } from 'react'
import type { DocumentOutline, PlacedEdit, SourcePassage } from '../../../preload/contract/documents.ts'
import { createOffsetMap, type OffsetMap } from '../../../preload/contract/offset-map.ts'
import { wholeText, type DocumentText } from '../../reader/document-text.ts'
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

/** The text as received, with what says which part of it is which of the text that was made of it. */
interface SourceCut {
  readonly source: SourcePassage
  /** Code points of L0. */
  readonly text: DocumentText
  readonly map: OffsetMap
  readonly parts: readonly Part[]
}

export const useSourceCut = (source: SourcePassage | null, outline: DocumentOutline): SourceCut | null =>
  useMemo(() => {
    if (!source) return null
    const map = createOffsetMap(source.edits)
    const text = wholeText({ start: 0, end: source.total, restored: source.text, set: source.text, edits: [] })
    return { source, text, map, parts: cutBySection(source, outline, map) }
  }, [source, outline])

export const SourceLoading = () => {
  const words = useWords()
  return (
    <p className="empty" role="status">
      {words('reading.loading')}
    </p>
  )
}

/** The text exactly as it was received, line for line. With repairs shown, what was changed is marked. */
export const SourceText = ({ source, outline, repairs }: SourceTextProps) => {
  const words = useWords()
  const cut = useSourceCut(source, outline)
  if (!cut) return <SourceLoading />
  return (
    <>
      <h1 className="spoken">{outline.titleSet}</h1>
      <div className="source-text" aria-label={words('layer.sourceHint')} role="group">
        <SourceStretch cut={cut} start={0} end={cut.text.length} repairs={repairs} />
      </div>
    </>
  )
}

interface SourceStretchProps {
  readonly cut: SourceCut
  /** Code points of L0. */
  readonly start: number
  readonly end: number
  readonly repairs: boolean
}

export const SourceStretch = memo(({ cut, start, end, repairs }: SourceStretchProps) => {
  const words = useWords()
  const parts = useMemo(() => {
    const { source, text, map, parts: all } = cut
    return all
      .map((part) => ({ ...part, start: Math.max(part.start, start), end: Math.min(part.end, end) }))
      .filter((part) => part.end > part.start)
      .map((part) => ({ ...part, pieces: piecesOf(source, text, part, map) }))
  }, [cut, start, end])
  return parts.map((part) => (
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
  ))
})

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
  text: DocumentText,
  { start, end }: Part,
  map: OffsetMap,
): Piece[] => {
  const edits = source.edits
    .filter((edit) => edit.start >= start && edit.start < end && edit.end > edit.start)
    .sort((a, b) => a.start - b.start || Number(a.layer === 'L2') - Number(b.layer === 'L2'))
  const pieces: Piece[] = []
  let at = start
  const slice = (to: number) => text.slice('restored', at, to)
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
