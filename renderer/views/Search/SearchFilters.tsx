import { SearchKind, type SearchOrder } from '../../../preload/contract/search.ts'
import { languageTags } from '../../../preload/contract/words/index.ts'
import { openDocument } from '../../state/document.ts'
import { Segments } from '../../ui/Segments.tsx'
import { useActions, useAppState, useWords } from '../context.ts'

const orders: readonly SearchOrder[] = ['reading', 'relevance']

/** What narrows a search down and in which order it is shown: the same as words in the box, with a pointer or the Tab key. */
export const SearchFilters = () => {
  const words = useWords()
  const actions = useActions()
  const { filters, order } = useAppState((state) => state.search.wish)
  const documents = useAppState((state) => state.reading.documents)
  const open = useAppState((state) => openDocument(state.reading)?.outline.documentId ?? null)
  const sectionId = useAppState((state) => state.reading.sectionId)
  const known = useAppState((state) => state.search.answer?.tags)
  const tags = [...new Set([...(filters.tag === null ? [] : [filters.tag]), ...(known ?? [])])]
  const narrow = (change: Partial<typeof filters>) => actions.wishSearch({ filters: { ...filters, ...change } })
  const scope = filters.sectionId !== null ? 'section' : filters.documentId === null ? 'library' : `text ${filters.documentId}`

  const setScope = (value: string) => {
    if (value === 'library') narrow({ documentId: null, sectionId: null })
    else if (value === 'section') narrow({ documentId: open, sectionId })
    else narrow({ documentId: value.slice('text '.length), sectionId: null })
  }

  return (
    <div className="search-filters">
      <Segments
        label={words('search.kinds')}
        value={filters.kind ?? 'all'}
        options={(['all', ...SearchKind.options] as const).map((value) => ({ value, label: words(`search.kind.${value}`), hint: '' }))}
        onChange={(value) => narrow({ kind: value === 'all' ? null : value })}
      />
      <label className="search-choice">
        <span>{words('search.scope')}</span>
        <select value={scope} onChange={(event) => setScope(event.target.value)}>
          <option value="library">{words('search.scope.library')}</option>
          {open !== null && <option value="section">{words('search.scope.section')}</option>}
          {documents.map(({ documentId, title, language }) => (
            <option key={documentId} value={`text ${documentId}`} lang={languageTags[language]}>
              {title}
            </option>
          ))}
        </select>
      </label>
      {tags.length > 0 && (
        <label className="search-choice">
          <span>{words('search.tag')}</span>
          <select value={filters.tag === null ? '' : `#${filters.tag}`} onChange={(event) => narrow({ tag: event.target.value === '' ? null : event.target.value.slice(1) })}>
            <option value="">{words('search.tag.any')}</option>
            {tags.map((tag) => (
              <option key={tag} value={`#${tag}`}>
                {tag}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className="search-choice">
        <span>{words('search.order')}</span>
        <select value={order} onChange={(event) => actions.wishSearch({ order: orders.find((one) => one === event.target.value) ?? 'reading' })}>
          {orders.map((one) => (
            <option key={one} value={one}>
              {words(`search.order.${one}`)}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}
