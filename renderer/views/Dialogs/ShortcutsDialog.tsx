import { useEffect, useMemo, useRef, useState } from 'react'
import {
  commandGroups,
  commandIds,
  groupOf,
  keysOf,
  localKeyIds,
  localKeys,
  localKeysOf,
} from '../../../preload/contract/commands.ts'
import { useComposedField } from '../../ui/composed-field.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { KeyCaps } from '../Commands/Keys.tsx'
import { onMac } from '../Commands/keys.ts'
import { useActions, useAppState, useWords, type Say } from '../context.ts'

interface Row {
  readonly label: string
  readonly chords: readonly string[]
}

/** Every key there is, by what it is for, from the same table that is listened to. */
const rowsByGroup = (words: Say) =>
  commandGroups.map((group) => ({
    label: words(`commandGroup.${group}`),
    rows: [
      ...commandIds
        .filter((id) => groupOf(id) === group)
        .map((id): Row => ({ label: words(`command.${id}`), chords: keysOf(id, onMac) }))
        .filter(({ chords }) => chords.length > 0),
      ...localKeyIds
        .filter((id) => localKeys[id].group === group)
        .map((id): Row => ({ label: words(`keys.${id}`), chords: localKeysOf(id, onMac) })),
    ],
  }))

export const ShortcutsDialog = () => {
  const words = useWords()
  const actions = useActions()
  const letterKeys = useAppState((state) => state.shell.settings.letterKeys)
  const groups = useMemo(() => rowsByGroup(words), [words])
  const field = useRef<HTMLInputElement>(null)
  const [query, setQuery] = useState('')
  useEffect(() => field.current?.focus(), [])

  const composed = useComposedField(() => setQuery((field.current?.value ?? '').normalize('NFKC').trim().toLowerCase()))
  const shown = groups
    .map(({ label, rows }) => ({ label, rows: rows.filter((row) => row.label.toLowerCase().includes(query)) }))
    .filter(({ rows }) => rows.length > 0)

  return (
    <Dialog title={words('shortcuts.title')} closeLabel={words('app.close')} onClose={actions.closeDialog}>
      <div className="form">
        <label className="field">
          <span>{words('shortcuts.filter')}</span>
          <input
            ref={field}
            type="text"
            autoComplete="off"
            spellCheck={false}
            {...composed.props}
          />
        </label>
        <label className="check">
          <input
            type="checkbox"
            checked={letterKeys}
            onChange={(event) => actions.changeSettings({ letterKeys: event.target.checked })}
          />
          <span>{words('shortcuts.letterKeys')}</span>
        </label>
        {shown.map(({ label, rows }) => (
          <section key={label} className="shortcut-group" aria-label={label}>
            <h3>{label}</h3>
            <dl className="shortcuts">
              {rows.map((row) => (
                <div key={row.label}>
                  <dt>{row.label}</dt>
                  <dd>
                    {row.chords.map((chord) => (
                      <KeyCaps key={chord} chord={chord} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <p className="form-hint" role="status">
          {shown.length === 0 ? words('shortcuts.none') : ''}
        </p>
      </div>
    </Dialog>
  )
}
