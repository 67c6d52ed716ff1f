import type { Gap, PlacedEdit } from '../../../preload/contract/documents.ts'
import { gapMark, gapSentences } from '../../../preload/contract/gap-words.ts'
import type { Paragraph, Run } from '../../reader/text-model.ts'
import { useLanguage, useWords, type Say } from '../context.ts'
import type { TextLanguage } from '../../../preload/contract/documents.ts'

interface RunsProps {
  readonly paragraph: Paragraph
  readonly textLanguage: TextLanguage
}

/** One line of the text. Pieces of L1 carry `data-start`; what is drawn besides them does not. */
export const Runs = ({ paragraph, textLanguage }: RunsProps) =>
  paragraph.runs.map((run, index) => <RunView key={index} run={run} textLanguage={textLanguage} />)

const RunView = ({ run, textLanguage }: { readonly run: Run; readonly textLanguage: TextLanguage }) => {
  switch (run.kind) {
    case 'text':
      return <span data-start={run.start}>{run.text}</span>
    case 'gap':
      return <GapMark gap={run.gap} start={run.start} textLanguage={textLanguage} />
    case 'repair':
      return <Repair start={run.start} text={run.text} edits={run.edits} />
  }
}

interface GapMarkProps {
  readonly gap: Gap
  readonly textLanguage: TextLanguage
  /** Place in L1 of the blank it covers; undefined for a cut, which has no length. */
  readonly start?: number
}

/** The mark is text: it is selected, copied and read aloud as 〔缺…〕, and what is known about it is its description. */
export const GapMark = ({ gap, textLanguage, start }: GapMarkProps) => {
  const language = useLanguage()
  const about = gapSentences(gap, language).join(' ')
  const position = gap.length > 0 && start !== undefined ? { 'data-start': start } : {}
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
      {gapMark(gap, textLanguage)}
    </span>
  )
}

interface RepairProps {
  readonly start: number
  readonly text: string
  readonly edits: readonly PlacedEdit[]
}

/** An edit in place: what stood there, struck through, what stands there now, and on request the reason. */
const Repair = ({ start, text, edits }: RepairProps) => {
  const words = useWords()
  const before = visibleText(edits[0]?.before ?? '', words)
  const reason = edits.map((edit) => describeEdit(edit, words)).join(' ')
  const layer = edits.some((edit) => edit.layer === 'L1') ? 'L1' : 'L2'
  return (
    <span
      className={`repair repair-${layer} tip`}
      data-edit={edits.map(({ id }) => id).join(' ')}
      data-tip={reason}
      aria-description={words('repairs.spoken', { before, after: text === '' ? words('repairs.nothing') : text, reason })}
      tabIndex={-1}
    >
      <del aria-hidden="true">{before}</del>
      {text !== '' && (
        <ins>
          <span data-start={start}>{text}</span>
        </ins>
      )}
    </span>
  )
}

/** White space is drawn as a sign, so that a removed space can be seen. */
const visibleText = (text: string, words: Say): string =>
  text.replace(/\n/g, words('repairs.lineBreakSign')).replace(/[ \u3000\u00a0]/g, '␣')

/** The reason of an edit in the reader's language, with how sure it is. */
export const describeEdit = (edit: PlacedEdit, words: Say): string => {
  const reason = words(`edit.${edit.class}`)
  return words('repairs.reason', { reason, confidence: Math.round(edit.confidence * 100) })
}
