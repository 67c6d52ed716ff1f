import { useCallback, useEffect, useMemo, useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react'
import type { DocumentCard } from '../../../preload/contract/shelf.ts'
import { fittingCards, foldCards, libraryOrders, tagsOfCards, type LibraryOrder } from '../../state/library.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { useComposedField } from '../../ui/composed-field.ts'
import { downwardKeys, walkList } from '../../ui/list-walk.ts'
import { Segments } from '../../ui/Segments.tsx'
import { isField } from '../Commands/keys.ts'
import { useActions, useAppState, useWords } from '../context.ts'
import { describeError } from '../error-words.ts'
import { Card } from './Card.tsx'
import { Editions } from './Editions.tsx'
import './library.css'

/** Words as search compares them; plain lower case until its tables are there. */
const useFold = (): ((text: string) => string) => {
  const [fold, setFold] = useState<(text: string) => string>(() => (text: string) => text.toLowerCase())
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

const searchFieldId = 'library-search'

/** Every text there is: found, opened, named, tagged, hidden and brought back. */
export const LibraryScreen = () => {
  const words = useWords()
  const actions = useActions()
  const [editions, setEditions] = useState<DocumentCard | null>(null)
  useEffect(() => void actions.loadLibrary(), [actions])
  // Here and not in the field: the dialog must be open before anything in it can have the focus.
  useEffect(() => {
    if (editions === null) document.getElementById(searchFieldId)?.focus()
  }, [editions])

  const onPaste = (event: ClipboardEvent) => {
    if (isField(event.target)) return
    const { files } = event.clipboardData
    const text = event.clipboardData.getData('text/plain')
    if (files.length > 0) actions.importFiles([...files])
    else if (text.trim() !== '') actions.importText(text, words('import.pastedName'))
    else return
    event.preventDefault()
  }
  return (
    <Dialog full title={words('library.title')} closeLabel={words('app.close')} onClose={editions ? () => setEditions(null) : actions.closeDialog}>
      <div className="library" onPaste={onPaste}>
        {editions ? <Editions card={editions} onBack={() => setEditions(null)} /> : <Shelf onEditions={setEditions} />}
      </div>
    </Dialog>
  )
}

const Shelf = ({ onEditions }: { readonly onEditions: (card: DocumentCard) => void }) => {
  const words = useWords()
  const actions = useActions()
  const { cards, trash, failure } = useAppState((state) => state.library)
  const readOnly = useAppState((state) => state.shell.info?.readOnly ?? false)
  const fold = useFold()
  const [view, setView] = useState<'texts' | 'trash'>('texts')
  const [now] = useState(() => Date.now())
  const [query, setQuery] = useState('')
  const [order, setOrder] = useState<LibraryOrder>('recent')
  const [tag, setTag] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLUListElement>(null)
  const [removed, setRemoved] = useState<DocumentCard | null>(null)
  const undo = useRef<HTMLButtonElement>(null)
  const composed = useComposedField(() => setQuery(field.current?.value ?? ''))
  const all = view === 'texts' ? cards : trash
  const folded = useMemo(() => foldCards(all ?? [], fold), [all, fold])
  const tags = useMemo(() => tagsOfCards(all ?? []), [all])
  const wantedTag = tag !== null && tags.includes(tag) ? tag : null
  const shown = useMemo(() => fittingCards(folded, { query, order, tag: wantedTag }, fold), [folded, query, order, wantedTag, fold])

  const remove = useCallback(
    async (card: DocumentCard) => {
      if (await actions.removeDocument(card.documentId)) setRemoved(card)
    },
    [actions],
  )
  useEffect(() => {
    // What had the focus has gone to the trash.
    if (removed) undo.current?.focus()
  }, [removed])
  const takeBack = async (card: DocumentCard) => {
    setRemoved(null)
    await actions.putBackDocument(card.documentId)
    document.getElementById(searchFieldId)?.focus()
  }

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (isField(event.target)) return
    const titles = [...(list.current?.querySelectorAll<HTMLElement>('.card-title') ?? [])]
    const row = event.target instanceof Element ? event.target.closest('.card') : null
    const here = titles.findIndex((title) => row?.contains(title))
    const wanted = walkList(event, downwardKeys, here, titles.length)
    if (wanted === null) return
    event.preventDefault()
    titles[wanted]?.focus()
  }
  return (
    <>
      <div className="library-tools">
        <input
          ref={field}
          id={searchFieldId}
          type="text"
          className="library-search"
          aria-label={words('library.search')}
          placeholder={words('library.search')}
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="search"
          {...composed.props}
          onKeyDown={(event) => {
            if (composed.composing.current || event.key !== 'ArrowDown') return
            event.preventDefault()
            list.current?.querySelector<HTMLElement>('.card-title')?.focus()
          }}
        />
        <label className="library-order">
          <span>{words('library.sort')}</span>
          <select value={order} onChange={(event) => setOrder(libraryOrders.find((one) => one === event.target.value) ?? 'recent')}>
            {libraryOrders.map((one) => (
              <option key={one} value={one}>
                {words(`library.sort.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <Segments
          label={words('library.view')}
          value={view}
          onChange={setView}
          options={[
            { value: 'texts', label: words('library.texts'), hint: words('library.list') },
            { value: 'trash', label: words('library.trash'), hint: words('library.trashHint') },
          ]}
        />
        <Button tone="primary" disabled={readOnly} onClick={actions.openImport}>
          {words('library.addText')}
        </Button>
      </div>
      {tags.length > 0 && (
        <div className="library-tags" role="group" aria-label={words('library.tags')}>
          <button type="button" className="library-tag" aria-pressed={wantedTag === null} onClick={() => setTag(null)}>
            {words('library.allTags')}
          </button>
          {tags.map((one) => (
            <button key={one} type="button" className="library-tag" aria-pressed={one === wantedTag} onClick={() => setTag(one === wantedTag ? null : one)}>
              {one}
            </button>
          ))}
        </div>
      )}
      <p className="library-status form-hint" role="status">
        {all === null
          ? failure === null && words('library.loading')
          : all.length === 0
            ? words(view === 'texts' ? 'library.empty' : 'library.trashEmpty')
            : shown.length === 0
              ? words('library.none')
              : shown.length === all.length
                ? words('library.count', { count: all.length })
                : words('library.countOf', { count: shown.length, all: all.length })}
        {view === 'trash' && all !== null && all.length > 0 && ` ${words('library.trashAbout')}`}
      </p>
      {failure !== null && (
        <div className="library-status" role="alert">
          <p className="form-error">{describeError(failure, words)}</p>
          <Button onClick={() => void actions.loadLibrary()}>{words('app.tryAgain')}</Button>
        </div>
      )}
      <ul className="cards" aria-label={words(view === 'texts' ? 'library.list' : 'library.trash')} ref={list} onKeyDown={onKeyDown}>
        {shown.map((card) => (
          <Card key={card.documentId} card={card} inTrash={view === 'trash'} readOnly={readOnly} now={now} onEditions={onEditions} onRemove={remove} />
        ))}
      </ul>
      {removed && (
        <div className="library-removed toast" role="status">
          <p>{words('library.removed', { title: removed.title })}</p>
          <Button ref={undo} onClick={() => void takeBack(removed)}>
            {words('library.undoRemove')}
          </Button>
          <IconButton icon="close" label={words('app.close')} onClick={() => setRemoved(null)} />
        </div>
      )}
    </>
  )
}
