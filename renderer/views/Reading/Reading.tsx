import { useEffect, useMemo, type KeyboardEvent } from 'react'
import { languageTags } from '../../../preload/contract/words/index.ts'
import { makeTextModel } from '../../reader/text-model.ts'
import type { OpenDocument } from '../../state/document.ts'
import { Button } from '../../ui/Button.tsx'
import { useActions, useAppState, useWords } from '../context.ts'
import { describeError } from '../error-words.ts'
import { Opening, SectionView } from './SectionView.tsx'
import { SourceText } from './SourceText.tsx'
import { Tip } from './Tip.tsx'
import { useReadingPosition } from './reading-position.ts'
import './reading.css'

/** The text pane: the document, or why it is not there and what to do. */
export const Reading = ({ ready }: { readonly ready: boolean }) => {
  const words = useWords()
  const actions = useActions()
  const current = useAppState((state) => state.reading.current)
  switch (current.kind) {
    case 'loading':
      return <Skeleton label={words('reading.loading')} />
    case 'failed':
      return (
        <div className="empty" role="alert">
          <h1>{words('reading.failed')}</h1>
          <p>{describeError(current.code, words)}</p>
          {current.documentId !== null && (
            <Button tone="primary" onClick={() => void actions.openDocument(current.documentId ?? '')}>
              {words('app.tryAgain')}
            </Button>
          )}
        </div>
      )
    case 'open':
      return ready ? <Page document={current.document} /> : <Skeleton label={words('reading.loading')} />
  }
}

const Skeleton = ({ label }: { readonly label: string }) => (
  <div className="reading-scroll" aria-busy="true">
    <div className="reading-column skeleton">
      <p className="spoken" role="status">
        {label}
      </p>
      {[64, 100, 100, 97, 100, 42].map((width, index) => (
        <div key={index} style={{ width: `${width}%` }} />
      ))}
    </div>
  </div>
)

const Page = ({ document }: { readonly document: OpenDocument }) => {
  const words = useWords()
  const layer = useAppState((state) => state.shell.settings.layer)
  const repairs = useAppState((state) => state.shell.settings.showRepairs)
  const { outline, passage, source } = document
  const textLayer = layer === 'restored' ? 'restored' : 'set'
  const model = useMemo(
    () => makeTextModel({ outline, passage, layer: textLayer, repairs }),
    [outline, passage, textLayer, repairs],
  )
  const { scroller, column, onScroll } = useReadingPosition(`${outline.documentId} ${layer} ${repairs} ${source !== null}`)
  useEffect(() => {
    // Focus on the text lets Space, Page Down and the arrows scroll it at once.
    if (window.document.activeElement === window.document.body) scroller.current?.focus({ preventScroll: true })
  }, [scroller])

  useEffect(() => {
    if (repairs) column.current?.querySelector('.repair, .removed')?.setAttribute('tabindex', '0')
  }, [repairs, layer, model, source, column])

  return (
    <div className="reading-scroll" id="text" ref={scroller} tabIndex={0} role="region" aria-label={words('reading.label')} onScroll={onScroll} onKeyDown={walkRepairs}>
      <article
        className={`reading-column ${repairs ? 'with-repairs' : ''}`}
        ref={column}
        lang={languageTags[outline.language]}
        data-layer={layer}
      >
        {layer === 'source' ? (
          <SourceText source={source} outline={outline} repairs={repairs} />
        ) : (
          <>
            <Opening model={model} outline={outline} />
            {model.sections.map((section) => (
              <SectionView key={section.section.id} text={section} outline={outline} />
            ))}
            <p className="colophon" lang={words('app.languageTag')}>
              {words('reading.end')}
            </p>
          </>
        )}
      </article>
      <Tip />
    </div>
  )
}

/** The repairs are one tab stop; on it the left and right arrows go from repair to repair. */
const walkRepairs = (event: KeyboardEvent<HTMLElement>): void => {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
  const here = event.target
  if (by === undefined || !(here instanceof HTMLElement) || !here.matches('.repair, .removed')) return
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('.repair, .removed')].filter(
    (repair) => repair.getClientRects().length > 0,
  )
  const next = all[all.indexOf(here) + by]
  if (!next) return
  event.preventDefault()
  here.tabIndex = -1
  next.tabIndex = 0
  next.focus()
}
