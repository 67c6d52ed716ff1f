import { useEffect, useMemo, useState } from 'react'
import type { EditClass, PlacedEdit, TextLanguage } from '../../../preload/contract/documents.ts'
import { languageTags } from '../../../preload/contract/words/index.ts'
import { choicesOf, type ImportWork } from '../../state/imports.ts'
import { isRepairUndone, undoneRepairs } from '../../state/import-choices.ts'
import { Button } from '../../ui/Button.tsx'
import { useActions, useWords } from '../context.ts'
import { placeKey, RepairRow } from './RepairRow.tsx'
import { className } from './import-words.ts'

interface RepairClassProps {
  readonly work: ImportWork
  readonly editClass: EditClass
  /** How many there are now. */
  readonly count: number
  readonly language: TextLanguage
  /** The single repair that the reader points at. */
  readonly pointed: string | null
  readonly onShow: (edit: PlacedEdit) => void
}

/** One class of repairs: how many, all of them to be undone, and each by itself. */
export const RepairClass = ({ work, editClass, count, language, pointed, onShow }: RepairClassProps) => {
  const words = useWords()
  const actions = useActions()
  const { choices, shown, takenBack } = work
  const [open, setOpen] = useState(false)
  const undoneWhole = choicesOf(choices, shown).choices.undoneClasses.includes(editClass)
  const undone = useMemo(() => undoneRepairs(takenBack, shown, editClass), [takenBack, shown, editClass])
  const before = takenBack.find((taken) => taken.kind === 'class' && taken.index === shown && taken.class === editClass)
  const all = undoneWhole ? (before?.kind === 'class' ? before.count : 0) : count
  const name = className(editClass, words)
  useEffect(() => {
    if (pointed !== null) setOpen(true)
  }, [pointed])
  return (
    <li className="repair-class" data-class={editClass}>
      <div className="repair-class-head">
        <button type="button" className="repair-class-name" aria-expanded={open && !undoneWhole} disabled={undoneWhole} onClick={() => setOpen(!open)}>
          <span className="repair-count">{all}</span>
          <span>{name}</span>
        </button>
        {undoneWhole && <span className="repair-undone">{words('import.undone')}</span>}
        <Button
          aria-label={words(undoneWhole ? 'import.redoClassOf' : 'import.undoClassOf', { class: name })}
          onClick={() => actions.undoRepairs(editClass, !undoneWhole, count)}
        >
          {words(undoneWhole ? 'import.redoClass' : 'import.undoClass')}
        </Button>
      </div>
      {open && !undoneWhole && (
        <Repairs work={work} editClass={editClass} language={language} undone={undone} pointed={pointed} onShow={onShow} />
      )}
    </li>
  )
}

interface RepairsProps {
  readonly work: ImportWork
  readonly editClass: EditClass
  readonly language: TextLanguage
  readonly undone: readonly PlacedEdit[]
  readonly pointed: string | null
  readonly onShow: (edit: PlacedEdit) => void
}

/** Undone repairs keep their row, so that the same button brings them back. */
const Repairs = ({ work, editClass, language, undone, pointed, onShow }: RepairsProps) => {
  const words = useWords()
  const actions = useActions()
  const { edition, shown, choices } = work
  const [list, setList] = useState<{ readonly total: number; readonly repairs: readonly PlacedEdit[] }>({ total: 0, repairs: [] })
  const [failed, setFailed] = useState(false)
  const lang = languageTags[language]

  useEffect(() => {
    let current = true
    actions.foundRepairs(editClass, 0).then(
      (found) => {
        if (!current) return
        setFailed(false)
        setList(found)
      },
      () => current && setFailed(true),
    )
    return () => {
      current = false
    }
  }, [actions, editClass, edition, shown])

  const more = () => {
    actions.foundRepairs(editClass, list.repairs.length).then(
      ({ total, repairs }) => setList((known) => ({ total, repairs: [...known.repairs, ...repairs] })),
      () => setFailed(true),
    )
  }
  const rows = useMemo(() => {
    const byPlace = new Map([...undone, ...list.repairs].map((edit) => [placeKey(edit), edit]))
    return [...byPlace.values()].sort((a, b) => a.start - b.start || a.end - b.end)
  }, [undone, list.repairs])
  const left = list.total - list.repairs.length

  useEffect(() => {
    if (pointed !== null) document.querySelector(`[data-repair="${CSS.escape(pointed)}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [pointed, rows])

  return (
    <>
      {failed && <p className="form-error">{words('import.partFailed')}</p>}
      <ul className="repair-rows">
        {rows.map((edit) => {
          const isUndone = isRepairUndone(choices, shown, edit)
          return (
            <RepairRow
              key={placeKey(edit)}
              edit={edit}
              lang={lang}
              undone={isUndone}
              pointed={pointed === edit.id}
              onShow={onShow}
              onUndo={actions.undoRepair}
            />
          )
        })}
      </ul>
      {left > 0 && <Button onClick={more}>{words('import.moreRepairs', { count: left })}</Button>}
    </>
  )
}
