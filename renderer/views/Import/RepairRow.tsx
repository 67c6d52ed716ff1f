import type { PlacedEdit } from '../../../preload/contract/documents.ts'
import { Button } from '../../ui/Button.tsx'
import { describeEdit, visibleText } from '../Reading/Runs.tsx'
import { useWords, type Say } from '../context.ts'

export const placeKey = ({ start, end, class: editClass }: Pick<PlacedEdit, 'start' | 'end' | 'class'>): string => `${start} ${end} ${editClass}`

const shownText = (text: string, words: Say): string => (text === '' ? words('import.nothing') : visibleText(text, words))

interface RepairRowProps {
  readonly edit: PlacedEdit
  /** BCP 47 tag of the text. */
  readonly lang: string
  readonly undone: boolean
  readonly pointed?: boolean
  readonly onShow: (edit: PlacedEdit) => void
  /** Absent: it can only be looked at. */
  readonly onUndo?: (edit: PlacedEdit, undone: boolean) => void
}

/** One repair: what stood there, what stands there now, why, and the way to undo it and to take that back. */
export const RepairRow = ({ edit, lang, undone, pointed = false, onShow, onUndo }: RepairRowProps) => {
  const words = useWords()
  const change = { before: shownText(edit.before, words), after: shownText(edit.after, words) }
  return (
    <li className="repair-row" data-repair={edit.id} data-pointed={pointed} data-undone={undone}>
      <button type="button" className="repair-change" disabled={undone} aria-label={words('import.showOne', change)} onClick={() => onShow(edit)}>
        <del lang={lang}>{change.before}</del>
        <span aria-hidden="true"> → </span>
        <ins lang={edit.after === '' ? undefined : lang}>{change.after}</ins>
      </button>
      {onUndo && (
        <Button aria-label={words(undone ? 'import.redoOneOf' : 'import.undoOneOf', change)} onClick={() => onUndo(edit, !undone)}>
          {words(undone ? 'import.redoOne' : 'import.undoOne')}
        </Button>
      )}
      <p className="repair-reason">{describeEdit(edit, words)}</p>
    </li>
  )
}
