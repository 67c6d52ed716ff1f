import { useEffect, useMemo, useRef, useState } from 'react'
import type { Range } from '../../../preload/contract/documents.ts'
import { paint, unpaint } from '../../reader/highlights.ts'
import { openDocument } from '../../state/document.ts'
import { currentHit } from '../../state/find.ts'
import { useActions, useAppState, useStore, useStyle } from '../context.ts'
import { articleOf, homeOf, isInView, linesShort, unfold } from './found-passage.ts'
import { loadTextSearch, type TextSearch } from './text-search.ts'

/** So many hits are painted at once, those around the place that is read. */
const mostPainted = 1000

/** Searches while the search is open, paints what was found and shows the current hit. Draws nothing. */
export const useTextSearch = (): void => {
  useAnswers()
  useHitPainting()
  useHitShowing()
}

/** Answers each change of the words, the text or its layer with the hits. */
const useAnswers = (): void => {
  const store = useStore()
  const actions = useActions()
  const { open, query, hits } = useAppState((state) => state.find)
  const outline = useAppState((state) => openDocument(state.reading)?.outline ?? null)
  const text = useAppState((state) => openDocument(state.reading)?.text ?? null)
  const layer = useAppState((state) => (state.shell.settings.layer === 'set' ? 'set' : 'restored'))
  const [search, setSearch] = useState<TextSearch | null>(null)
  const answered = useRef<TextSearch | null>(null)

  useEffect(() => {
    setSearch(null)
    if (!open || !outline || !text) return
    if (!text.complete) {
      // When it has come, this effect runs again.
      actions.needWholeText().catch(() => undefined)
      return
    }
    let current = true
    loadTextSearch(outline, text, layer).then(
      (loaded) => current && setSearch(loaded),
      // What cannot be loaded answers nothing; the next opening tries again.
      () => undefined,
    )
    return () => {
      current = false
    }
  }, [open, outline, text, layer, actions])

  useEffect(() => {
    if (!open || !search || (hits !== null && answered.current === search)) return
    const { find } = store.get()
    // Hits that were there before this text was searched: only its layer has changed, and the reader stays at the hit.
    const kept = currentHit(find)
    answered.current = search
    const found = query.trim() === '' ? [] : search.find(query)
    const same = kept ? found.findIndex(({ start }) => start === kept.start) : -1
    const from = kept?.start ?? find.from
    const first = found.length === 0 ? null : find.by === -1 && !kept ? search.indexBefore(found, from) : search.indexFrom(found, from)
    actions.answerFind(query, found, same === -1 ? first : same, hits === null)
  }, [open, search, query, hits, store, actions])
}

/** The hits around one of them, in the order of the text. */
const hitsAround = (hits: readonly Range[], centre: number): readonly Range[] => {
  const start = Math.max(0, Math.min(centre - mostPainted / 2, hits.length - mostPainted))
  return hits.slice(start, start + mostPainted)
}

const indexNear = (hits: readonly Range[], offset: number): number => {
  const at = hits.findIndex(({ start }) => start >= offset)
  return at === -1 ? hits.length : at
}

const useHitPainting = (): void => {
  const find = useAppState((state) => state.find)
  const { hits } = find
  const hit = currentHit(find)
  // With few hits all are painted and the place that is read does not matter.
  const many = (hits?.length ?? 0) > mostPainted
  const offset = useAppState((state) => (many ? state.reading.offset : 0))
  const step = mostPainted / 4
  const centre = useMemo(() => (hits && many ? Math.round(indexNear(hits, offset) / step) * step : 0), [hits, many, offset, step])

  useEffect(() => {
    const article = articleOf()
    if (!article || !hits) return
    paint(article, 'find', hitsAround(hits, centre))
    return () => unpaint('find')
  }, [hits, centre])

  useEffect(() => {
    const article = articleOf()
    if (!article || !hit) return
    paint(article, 'find-current', [hit])
    return () => unpaint('find-current')
  }, [hit])
}

/** Shows the current hit when the reader asked for it; one that can be seen already does not move the text. */
const useHitShowing = (): void => {
  const actions = useActions()
  const { direction, flow } = useStyle()
  const find = useAppState((state) => state.find)
  const { shown } = find
  const hit = currentHit(find)
  const done = useRef(shown.serial)
  useEffect(() => {
    const article = articleOf()
    if (!article || !hit || shown.serial === done.current) return
    done.current = shown.serial
    const home = homeOf(article, hit)
    unfold(home)
    if (isInView(home, hit)) return
    actions.goToHit(hit.start, shown.typed)
    if (flow === 'pages') return
    const frame = requestAnimationFrame(() => {
      const lines = linesShort(home, hit, direction === 'vertical')
      if (lines > 0) actions.move({ kind: 'lines', by: -lines })
    })
    return () => cancelAnimationFrame(frame)
  }, [shown, hit, direction, flow, actions])
}
