import { useEffect, useMemo, useRef } from 'react'
import type { FoundDocument, SearchHit } from '../../../preload/contract/search.ts'
import { searchKeptLimit } from '../../../preload/contract/search.ts'
import type { TextLanguage } from '../../../preload/contract/documents.ts'
import { languageTags } from '../../../preload/contract/words/index.ts'
import { noteLanguage } from '../../reader/note-language.ts'
import { isEmptyWish } from '../../state/search.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { useApp } from '../Commands/key-listener.ts'
import { focusSoon, showPane } from '../Commands/panes.ts'
import { useActions, useAppState, useLanguage, useStyle, useWords } from '../context.ts'
import { describeError } from '../error-words.ts'
import { useScriptView, type ScriptView } from '../script.ts'
import { markedPieces } from './marked-words.ts'
import { SearchBox, searchBoxId } from './SearchBox.tsx'
import { SearchFilters } from './SearchFilters.tsx'
import './search.css'

interface ResultGroup {
  readonly document: FoundDocument
  readonly kind: SearchHit['kind']
  readonly results: readonly { readonly hit: SearchHit; readonly index: number }[]
}

const unknownDocument = (documentId: string): FoundDocument => ({ documentId, title: documentId, language: 'zh-Hant', places: 0 })

/** Results side by side in a text and of a kind are shown under one heading. */
const groupsOf = (hits: readonly SearchHit[], documents: readonly FoundDocument[]): ResultGroup[] => {
  const groups: { readonly document: FoundDocument; readonly kind: SearchHit['kind']; readonly results: { hit: SearchHit; index: number }[] }[] = []
  for (const [index, hit] of hits.entries()) {
    const last = groups.at(-1)
    if (last?.kind === hit.kind && last.document.documentId === hit.documentId) last.results.push({ hit, index })
    else {
      const document = documents.find(({ documentId }) => documentId === hit.documentId) ?? unknownDocument(hit.documentId)
      groups.push({ document, kind: hit.kind, results: [{ hit, index }] })
    }
  }
  return groups
}

const rowId = (index: number): string => `search-result-${index}`

/** Results from the end of the list at which more are asked for. */
const nearEnd = 10

/** The search through the whole library: one box, what narrows it down, and results that open their place. */
export const Search = () => {
  const words = useWords()
  const actions = useActions()
  const app = useApp()
  const search = useAppState((state) => state.search)
  const views = useScriptViews()
  const list = useRef<HTMLDivElement>(null)
  const { hits, answer, chosen, asked } = search
  const groups = useMemo(() => groupsOf(hits, answer?.documents ?? []), [hits, answer?.documents])

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
    if (chosen >= hits.length - nearEnd) void actions.moreResults()
  }, [chosen, hits, actions])

  // Here and not in the box: the dialog must be open before anything in it can have the focus.
  useEffect(() => {
    const box = document.getElementById(searchBoxId)
    box?.focus()
    if (box instanceof HTMLInputElement) box.select()
  }, [asked])

  const open = async (hit: SearchHit | undefined) => {
    if (!hit || !(await actions.openResult(hit))) return
    if (hit.noteId === null) return
    showPane(app, 'notes')
    focusSoon(`#notes [data-note="${CSS.escape(hit.noteId)}"]`)
  }

  const walk = (by: number) => {
    if (hits.length === 0) return
    actions.chooseResult(Math.max(0, Math.min(hits.length - 1, chosen + by)))
  }

  return (
    <Dialog wide title={words('search.title')} closeLabel={words('app.close')} onClose={actions.closeDialog}>
      <div className="search">
        <SearchBox active={hits.length > 0 ? rowId(chosen) : undefined} onWalk={walk} onOpen={() => void open(hits[chosen])} />
        <SearchFilters />
        <Status />
        <div className="search-list" id="search-list" role="listbox" aria-label={words('search.results')} ref={list}>
          {groups.map((group) => (
            <div key={group.results[0]?.index} role="group" aria-labelledby={`search-group-${group.results[0]?.index}`}>
              <p className="search-group" id={`search-group-${group.results[0]?.index}`} role="presentation">
                <span lang={languageTags[views[group.document.language]?.language ?? group.document.language]}>
                  {views[group.document.language]?.convert(group.document.title) ?? group.document.title}
                </span>
                <span className="search-kind">{words(`search.kind.${group.kind}`)}</span>
              </p>
              {group.results.map(({ hit, index }) => (
                <Result
                  key={index}
                  hit={hit}
                  language={group.document.language}
                  view={views[group.document.language]}
                  id={rowId(index)}
                  selected={index === chosen}
                  onChoose={() => actions.chooseResult(index)}
                  onOpen={() => void open(hit)}
                />
              ))}
            </div>
          ))}
        </div>
        {answer && answer.complete && hits.length < answer.results && (
          <Button className="search-more" onClick={() => void actions.moreResults()}>
            {words('search.more')}
          </Button>
        )}
      </div>
    </Dialog>
  )
}

/** How each language of texts is shown to this reader. */
const useScriptViews = (): Readonly<Record<TextLanguage, ScriptView | null>> => {
  const { script } = useStyle()
  return { 'zh-Hant': useScriptView('zh-Hant', script), 'zh-Hans': useScriptView('zh-Hans', script) }
}

interface ResultProps {
  readonly hit: SearchHit
  readonly language: TextLanguage
  /** Null while its tables are loading: the words are shown as they are kept. */
  readonly view: ScriptView | null
  readonly id: string
  readonly selected: boolean
  readonly onChoose: () => void
  readonly onOpen: () => void
}

const Result = ({ hit, language, view, id, selected, onChoose, onOpen }: ResultProps) => {
  const words = useWords()
  const reader = useLanguage()
  const { text, marks, cutBefore, cutAfter } = hit.excerpt
  const ofText = hit.kind === 'text' || hit.kind === 'heading' || hit.kind === 'highlight'
  const shown = ofText ? (view?.convert(text) ?? text) : text
  const textTag = languageTags[view?.language ?? language]
  const heading = hit.heading === '' ? words('search.opening') : (view?.convert(hit.heading) ?? hit.heading)
  return (
    <div id={id} role="option" className="search-result" aria-selected={selected} onPointerMove={onChoose} onPointerDown={(event) => event.preventDefault()} onClick={onOpen}>
      <p className="search-words" lang={ofText ? textTag : noteLanguage(text, language, reader)}>
        {cutBefore && '…'}
        {markedPieces(shown, marks).map((piece, index) => (piece.marked ? <mark key={index}>{piece.text}</mark> : piece.text))}
        {cutAfter && '…'}
      </p>
      {hit.kind !== 'heading' && (
        <p className="search-place" lang={hit.heading === '' ? languageTags[reader] : textTag}>
          {heading}
        </p>
      )}
    </div>
  )
}

/** How many were found, or why nothing is listed. */
const Status = () => {
  const words = useWords()
  const actions = useActions()
  const { wish, answer, pending, hits, failure } = useAppState((state) => state.search)
  if (failure !== null) {
    return (
      <div className="search-status" role="alert">
        <p>{describeError(failure, words)}</p>
        <Button onClick={() => actions.wishSearch({})}>{words('search.again')}</Button>
      </div>
    )
  }
  if (isEmptyWish(wish)) {
    return (
      <div className="search-status">
        <p>{words('search.empty')}</p>
        <p className="search-help">{words('search.help')}</p>
      </div>
    )
  }
  const waits = answer !== null && answer.ready < answer.all
  const none = !pending && answer !== null && answer.complete && answer.places === 0
  return (
    <div className="search-status" role="status">
      {pending && hits.length === 0 && <p>{words('search.searching')}</p>}
      {answer !== null && answer.places > 0 && (
        <p>
          {answer.complete
            ? words('search.countIn', { count: answer.places, documents: words('search.texts', { count: answer.documents.length }) })
            : words('search.soFar', { count: answer.places })}
          {answer.results >= searchKeptLimit && ` ${words('search.kept', { count: searchKeptLimit })}`}
        </p>
      )}
      {waits && <p>{words('search.preparing', { ready: answer.ready, all: answer.all })}</p>}
      {none && !waits && (
        <>
          <p>{words('search.none')}</p>
          <p className="search-help">{words('search.noneHint')}</p>
        </>
      )}
    </div>
  )
}
