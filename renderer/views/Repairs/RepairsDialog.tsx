import { useEffect, useMemo, useState } from 'react'
import type { EditClass, PlacedEdit } from '../../../preload/contract/documents.ts'
import type { EditionChoices, EditPlace } from '../../../preload/contract/imports.ts'
import type { ErrorCode } from '../../../preload/contract/wire.ts'
import { languageTags } from '../../../preload/contract/words/index.ts'
import { codeOf } from '../../state/actions.ts'
import { openDocument } from '../../state/document.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { className } from '../Import/import-words.ts'
import { placeKey, RepairRow } from '../Import/RepairRow.tsx'
import { useActions, useAppState, useWords } from '../context.ts'
import { describeError } from '../error-words.ts'
import '../Import/import.css'

/** Repairs that are listed at a time. */
const pageSize = 200

interface Loaded {
  readonly choices: EditionChoices
  readonly edits: readonly PlacedEdit[]
  readonly undone: readonly (EditPlace & { readonly before: string })[]
}

/** The repairs of the open text, each to be undone or done again; a new edition is made of what was decided. */
export const RepairsDialog = () => {
  const words = useWords()
  const actions = useActions()
  const outline = useAppState((state) => openDocument(state.reading)?.outline ?? null)
  const readOnly = useAppState((state) => state.shell.info?.readOnly ?? false)
  const [loaded, setLoaded] = useState<Loaded | null>(null)
  const [failure, setFailure] = useState<ErrorCode | null>(null)
  const [places, setPlaces] = useState<readonly EditPlace[]>([])
  const [classes, setClasses] = useState<readonly EditClass[]>([])
  const [saving, setSaving] = useState(false)
  const documentId = outline?.documentId ?? null
  const characters = outline?.characters ?? 0

  useEffect(() => {
    if (documentId === null) return
    let current = true
    actions.documentRepairs(documentId, characters).then(
      (found) => {
        if (!current) return
        setLoaded(found)
        setPlaces(found.choices.undoneEdits)
        setClasses(found.choices.undoneClasses)
      },
      (error: unknown) => current && setFailure(codeOf(error)),
    )
    return () => {
      current = false
    }
  }, [actions, documentId, characters])

  const undoneKeys = useMemo(() => new Set(places.map(placeKey)), [places])
  if (!outline) return null
  const lang = languageTags[outline.language]
  const mayChange = !outline.shipped && !readOnly
  const listed = loaded ? [...new Set([...loaded.edits.map((edit) => edit.class), ...loaded.choices.undoneClasses])] : []
  const isChanged =
    loaded !== null &&
    (places.map(placeKey).sort().join() !== loaded.choices.undoneEdits.map(placeKey).sort().join() ||
      [...classes].sort().join() !== [...loaded.choices.undoneClasses].sort().join())

  const undo = (edit: Pick<PlacedEdit, 'start' | 'end' | 'class'>, undone: boolean) => {
    const place = { start: edit.start, end: edit.end, class: edit.class }
    setPlaces((before) => [...before.filter((one) => placeKey(one) !== placeKey(place)), ...(undone ? [place] : [])])
  }
  const save = async () => {
    if (!loaded || !isChanged || saving) return
    setSaving(true)
    const done = await actions.reviseDocument(outline.documentId, { ...loaded.choices, undoneEdits: [...places], undoneClasses: [...classes] })
    setSaving(false)
    if (done) actions.closeDialog()
  }
  return (
    <Dialog wide title={words('textRepairs.title')} closeLabel={words('app.close')} onClose={actions.closeDialog}>
      <div className="text-repairs">
        <p className="form-hint">{words(outline.shipped ? 'textRepairs.shipped' : 'textRepairs.about')}</p>
        {failure !== null && (
          <p className="form-error" role="alert">
            {describeError(failure, words)}
          </p>
        )}
        {!loaded && failure === null && <p role="status">{words('textRepairs.loading')}</p>}
        {loaded && listed.length === 0 && loaded.undone.length === 0 && <p>{words('import.repairsNone')}</p>}
        <ul className="repair-classes">
          {listed.map((editClass) => (
            <ClassOfText
              key={editClass}
              editClass={editClass}
              edits={loaded?.edits.filter((edit) => edit.class === editClass) ?? []}
              lang={lang}
              undoneKeys={undoneKeys}
              undoneWhole={classes.includes(editClass)}
              mayChange={mayChange}
              onUndo={undo}
              onUndoClass={(undone) => setClasses((before) => [...before.filter((one) => one !== editClass), ...(undone ? [editClass] : [])])}
            />
          ))}
        </ul>
        {loaded && loaded.undone.length > 0 && (
          <>
            <h3>{words('textRepairs.undone')}</h3>
            <ul className="repair-rows">
              {loaded.undone.map((one) => {
                const isUndone = undoneKeys.has(placeKey(one))
                return (
                  <li key={placeKey(one)} className="repair-row" data-undone={isUndone}>
                    <span lang={lang}>{one.before}</span>
                    <Button disabled={!mayChange} aria-label={`${words(isUndone ? 'import.redoOne' : 'import.undoOne')}: ${one.before}`} onClick={() => undo(one, !isUndone)}>
                      {words(isUndone ? 'import.redoOne' : 'import.undoOne')}
                    </Button>
                  </li>
                )
              })}
            </ul>
          </>
        )}
      </div>
      <footer className="import-foot">
        <p className="form-hint" role="status">
          {saving && words('textRepairs.working')}
        </p>
        <Button tone="primary" aria-disabled={!isChanged || saving || !mayChange} onClick={() => mayChange && void save()}>
          {words('textRepairs.save')}
        </Button>
      </footer>
    </Dialog>
  )
}

interface ClassOfTextProps {
  readonly editClass: EditClass
  readonly edits: readonly PlacedEdit[]
  readonly lang: string
  readonly undoneKeys: ReadonlySet<string>
  readonly undoneWhole: boolean
  readonly mayChange: boolean
  readonly onUndo: (edit: PlacedEdit, undone: boolean) => void
  readonly onUndoClass: (undone: boolean) => void
}

const ClassOfText = ({ editClass, edits, lang, undoneKeys, undoneWhole, mayChange, onUndo, onUndoClass }: ClassOfTextProps) => {
  const words = useWords()
  const actions = useActions()
  const [open, setOpen] = useState(false)
  const [most, setMost] = useState(pageSize)
  const name = className(editClass, words)
  const show = (edit: PlacedEdit) => {
    actions.closeDialog()
    actions.changeSettings({ showRepairs: true })
    actions.goToHit(edit.offset, false)
  }
  return (
    <li className="repair-class" data-class={editClass}>
      <div className="repair-class-head">
        <button type="button" className="repair-class-name" aria-expanded={open && !undoneWhole} disabled={undoneWhole} onClick={() => setOpen(!open)}>
          <span className="repair-count">{edits.length}</span>
          <span>{name}</span>
        </button>
        {undoneWhole && <span className="repair-undone">{words('import.undone')}</span>}
        {mayChange && (
          <Button aria-label={words(undoneWhole ? 'import.redoClassOf' : 'import.undoClassOf', { class: name })} onClick={() => onUndoClass(!undoneWhole)}>
            {words(undoneWhole ? 'import.redoClass' : 'import.undoClass')}
          </Button>
        )}
      </div>
      {open && !undoneWhole && (
        <ul className="repair-rows">
          {edits.slice(0, most).map((edit) => (
            <RepairRow
              key={placeKey(edit)}
              edit={edit}
              lang={lang}
              undone={undoneKeys.has(placeKey(edit))}
              onShow={show}
              {...(mayChange ? { onUndo } : {})}
            />
          ))}
        </ul>
      )}
      {open && !undoneWhole && edits.length > most && (
        <Button onClick={() => setMost(most + pageSize)}>{words('import.moreRepairs', { count: edits.length - most })}</Button>
      )}
    </li>
  )
}
