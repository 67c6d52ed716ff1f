import { useEffect, useMemo, useRef, useState } from 'react'
import { isComposed, useComposedField } from '../../ui/composed-field.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { fieldListKeys, walkList } from '../../ui/list-walk.ts'
import { useActions, useLanguage, useStore, useWords } from '../context.ts'
import { useScript } from '../script.ts'
import { KeyCaps } from './Keys.tsx'
import { useApp } from './key-listener.ts'
import { foldCase, type FoldWords } from './matching.ts'
import { createPaletteItems, type PaletteItem } from './palette-items.ts'
import './palette.css'

const optionId = (item: PaletteItem): string => `palette-${item.id}`

/** Every command, section and text by its words: a combobox over one list, after the ARIA pattern. */
export const Palette = () => {
  const words = useWords()
  const language = useLanguage()
  const actions = useActions()
  const store = useStore()
  const app = useApp()
  const fold = useFold()
  const script = useScript()
  const field = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  // What is open and in force while the palette is open does not change under it.
  const items = useMemo(
    () => createPaletteItems({ state: store.get(), language, words, fold, script }),
    [store, language, words, fold, script],
  )
  const groups = useMemo(() => items.find(query), [items, query])
  const flat = groups.flatMap((group) => group.items)
  const chosen = flat[Math.min(active, flat.length - 1)]

  useEffect(() => field.current?.focus(), [])
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [chosen])

  const take = () => {
    setQuery(field.current?.value ?? '')
    setActive(0)
  }
  const composed = useComposedField(take)

  const run = (item: PaletteItem | undefined) => {
    if (!item?.enabled) return
    if (item.command !== null) actions.rememberCommand(item.command)
    actions.closeDialog()
    // The focus first goes back to where it was; a command may then take it elsewhere.
    requestAnimationFrame(() => item.run(app))
  }

  return (
    <Dialog bare title={words('palette.title')} closeLabel={words('app.close')} onClose={actions.closeDialog}>
      <input
        ref={field}
        type="text"
        className="palette-field"
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-autocomplete="list"
        aria-activedescendant={chosen ? optionId(chosen) : undefined}
        aria-label={words('palette.field')}
        placeholder={words('palette.field')}
        autoComplete="off"
        spellCheck={false}
        {...composed.props}
        onKeyDown={(event) => {
          if (isComposed(event)) return
          const to = walkList(event, fieldListKeys, Math.min(active, flat.length - 1), flat.length)
          if (to !== null) setActive(Math.max(0, to))
          else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && !event.altKey) run(chosen)
          else return
          event.preventDefault()
        }}
      />
      <p className="spoken" role="status">
        {query === '' ? '' : flat.length === 0 ? words('palette.none') : words('palette.count', { count: flat.length })}
      </p>
      {flat.length === 0 && <p className="palette-none">{words('palette.none')}</p>}
      <div className="palette-list" id="palette-list" role="listbox" aria-label={words('palette.title')} ref={list}>
        {groups.map((group, index) => (
          <div key={index} role="group" aria-label={group.label}>
            {groups.length > 1 && (
              <p className="palette-group" aria-hidden="true">
                {group.label}
              </p>
            )}
            {group.items.map((item) => (
              <div
                key={item.id}
                id={optionId(item)}
                role="option"
                className="palette-option"
                aria-selected={item === chosen}
                aria-disabled={!item.enabled}
                onPointerMove={() => setActive(flat.indexOf(item))}
                // The field keeps the focus.
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => run(item)}
              >
                <span className="palette-on">
                  {item.on === true && (
                    <>
                      <span aria-hidden="true">✓</span>
                      <span className="spoken">{words('palette.on')} </span>
                    </>
                  )}
                </span>
                <span className="palette-label" lang={item.lang ?? undefined}>
                  {item.label}
                </span>
                {item.detail !== '' && (
                  <span className="palette-detail" lang={item.detailLang ?? undefined}>
                    {item.detail}
                  </span>
                )}
                {item.chord !== null && <KeyCaps chord={item.chord} />}
              </div>
            ))}
          </div>
        ))}
      </div>
    </Dialog>
  )
}

/** Folding that knows the scripts, once its tables are loaded; until then, and without them, that of case and width. */
const useFold = (): FoldWords => {
  const [fold, setFold] = useState<FoldWords>(() => foldCase)
  useEffect(() => {
    let current = true
    import('../../../preload/text/fold.ts')
      .then(({ loadFold }) => loadFold())
      .then(
        (loaded) => current && setFold(() => (text: string) => loaded.fold(text).key),
        () => undefined,
      )
    return () => {
      current = false
    }
  }, [])
  return fold
}
