import { useMemo } from 'react'
import type { Gap, PlacedEdit } from '../../../preload/contract/documents.ts'
import { gapMark, gapSentences } from '../../../preload/contract/gap-words.ts'
import type { Paragraph, Run } from '../../reader/text-model.ts'
import { piecesOf, type SinglePiece } from '../../reader/pieces.ts'
import { useLanguage, useWords, type Say } from '../context.ts'
import { usePageSetting } from './page-setting.ts'

interface RunsProps {
  readonly paragraph: Paragraph
}

/** One line of the text. Pieces of L1 carry `data-start`; what is drawn besides them does not. */
export const Runs = ({ paragraph }: RunsProps) => {
  const { readingsOf } = usePageSetting()
  const readings = useMemo(() => {
    if (!readingsOf) return null
    const found = readingsOf(paragraph.text)
    return new Map([...found].map(([at, reading]) => [paragraph.start + at, reading]))
  }, [readingsOf, paragraph])
  return paragraph.runs.map((run, index) => (
    <RunView key={index} run={run} readings={readings} isEnd={index === paragraph.runs.length - 1} />
  ))
}

type Readings = ReadonlyMap<number, string> | null

interface RunViewProps {
  readonly run: Run
  readonly readings: Readings
  /** It is the end of its paragraph. */
  readonly isEnd: boolean
}

const RunView = ({ run, readings, isEnd }: RunViewProps) => {
  switch (run.kind) {
    case 'text':
      return <Pieces start={run.start} text={run.text} readings={readings} isEnd={isEnd} />
    case 'gap':
      return <GapMark gap={run.gap} start={run.start} />
    case 'repair':
      return <Repair start={run.start} text={run.text} edits={run.edits} readings={readings} />
  }
}

interface PiecesProps {
  readonly start: number
  readonly text: string
  readonly readings: Readings
  readonly isEnd?: boolean
}

const Pieces = ({ start, text, readings, isEnd = false }: PiecesProps) => {
  const { vertical, isDrawn, isDrawnBySystem, rubySystem, widthOf } = usePageSetting()
  const pieces = useMemo(
    () => piecesOf(text, start, { readings, vertical, isDrawn, isEnd }),
    [text, start, readings, vertical, isDrawn, isEnd],
  )
  /** What two neighbours have to stand apart so that their readings do, in em of the text. */
  const roomAfter = (piece: SinglePiece, next: SinglePiece | undefined): number => {
    if (piece.kind !== 'read' || next?.kind !== 'read' || next.start !== piece.start + 1 || rubySystem === 'bopomofo') return 0
    const between = ((widthOf(piece.reading) + widthOf(next.reading)) / 2 + readingGap) * readingSize
    return Math.max(0, between - 1)
  }
  const singles = pieces.flatMap((piece) => ('parts' in piece ? piece.parts : [piece]))
  const rooms = new Map(singles.map((piece, index) => [piece.start, roomAfter(piece, singles[index + 1])]))
  const view = (piece: SinglePiece) => (
    <PieceView key={piece.start} piece={piece} room={rooms.get(piece.start) ?? 0} isDrawnBySystem={isDrawnBySystem} />
  )
  return pieces.map((piece) =>
    'parts' in piece ? (
      <span key={piece.start} className={groupClasses[piece.kind]}>
        {piece.parts.map(view)}
      </span>
    ) : (
      view(piece)
    ),
  )
}

const groupClasses = { whole: 'whole', joined: 'joined', counter: 'joined counter' } as const

interface PieceViewProps {
  readonly piece: SinglePiece
  readonly room: number
  readonly isDrawnBySystem: (character: string) => boolean
}

const PieceView = ({ piece, room, isDrawnBySystem }: PieceViewProps) => {
  switch (piece.kind) {
    case 'plain':
      return <span data-start={piece.start}>{piece.text}</span>
    case 'combined':
      return (
        <span data-start={piece.start} className="combined">
          {piece.text}
        </span>
      )
    case 'undrawn':
      return (
        <span data-start={piece.start} className={isDrawnBySystem(piece.text) ? 'undrawn' : 'undrawn boxed'} data-code={piece.code}>
          {piece.text}
        </span>
      )
    case 'read':
      return <ReadCharacter start={piece.start} text={piece.text} reading={piece.reading} room={room} />
  }
}

/** Size of a reading in em of the text, and what lies at least between two readings, in em of the reading. */
const readingSize = 0.5
const readingGap = 0.3

/** A tone mark is set beside the letters it belongs to, not below them. */
const bopomofoParts = (reading: string): { readonly letters: string; readonly tone: string } => {
  const tone = /[ˊˇˋ]$/u.exec(reading)?.[0] ?? ''
  return { letters: reading.slice(0, reading.length - tone.length), tone }
}

interface ReadCharacterProps {
  readonly start: number
  readonly text: string
  readonly reading: string
  /** Space after it in em, for readings that would run into each other. */
  readonly room: number
}

/** A character with its reading, which lies outside the line's own layout, so that it never moves a line. */
const ReadCharacter = ({ start, text, reading, room }: ReadCharacterProps) => {
  const { rubySystem } = usePageSetting()
  if (rubySystem === 'bopomofo') {
    const { letters, tone } = bopomofoParts(reading)
    return (
      <ruby data-start={start} className="bopomofo">
        {text}
        <rt aria-hidden="true">
          {letters}
          {tone !== '' && <span className="tone">{tone}</span>}
        </rt>
      </ruby>
    )
  }
  return (
    <ruby data-start={start} className="pinyin" style={room > 0 ? { letterSpacing: `${room.toFixed(3)}em` } : undefined}>
      {text}
      <rt aria-hidden="true">{reading}</rt>
    </ruby>
  )
}

interface GapMarkProps {
  readonly gap: Gap
  /** Place in L1 of the blank it covers; undefined for a cut, which has no length. */
  readonly start?: number
}

/** The mark is text: it is selected, copied and read aloud as 〔缺…〕, and what is known about it is its description. */
export const GapMark = ({ gap, start }: GapMarkProps) => {
  const language = useLanguage()
  const setting = usePageSetting()
  const about = gapSentences(gap, language).join(' ')
  const position = gap.length > 0 && start !== undefined ? { 'data-start': start, 'data-length': gap.length } : {}
  return (
    <span
      className="gap-mark tip"
      data-gap={gap.id}
      data-tip={about}
      role="note"
      aria-description={about}
      tabIndex={0}
      {...position}
    >
      {gapMark(gap, setting.language)}
    </span>
  )
}

interface RepairProps {
  readonly start: number
  readonly text: string
  readonly edits: readonly PlacedEdit[]
  readonly readings: Readings
}

/** An edit in place: what stood there, struck through, what stands there now, and on request the reason. */
const Repair = ({ start, text, edits, readings }: RepairProps) => {
  const words = useWords()
  const before = visibleText(edits[0]?.before ?? '', words)
  const reason = edits.map((edit) => describeEdit(edit, words)).join(' ')
  const layer = edits.some((edit) => edit.layer === 'L1') ? 'L1' : 'L2'
  return (
    <span
      className={`repair repair-${layer} tip`}
      data-edit={edits.map(({ id }) => id).join(' ')}
      data-class={edits.map((edit) => edit.class).join(' ')}
      data-tip={reason}
      aria-description={words('repairs.spoken', { before, after: text === '' ? words('repairs.nothing') : text, reason })}
      tabIndex={-1}
    >
      <del aria-hidden="true">{before}</del>
      {text !== '' && (
        <ins>
          <Pieces start={start} text={text} readings={readings} />
        </ins>
      )}
    </span>
  )
}

/** White space is drawn as a sign, so that a removed space can be seen. */
export const visibleText = (text: string, words: Say): string =>
  text.replace(/\n/g, words('repairs.lineBreakSign')).replace(/[ \u3000\u00a0]/g, '␣')

/** The reason of an edit in the reader's language, with how sure it is. */
export const describeEdit = (edit: PlacedEdit, words: Say): string => {
  const reason = words(`edit.${edit.class}`)
  return words('repairs.reason', { reason, confidence: Math.round(edit.confidence * 100) })
}
