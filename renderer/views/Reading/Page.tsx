import { useEffect, useLayoutEffect, useMemo } from 'react'
import { languageTags } from '../../../preload/contract/words/index.ts'
import { repaint } from '../../reader/highlights.ts'
import { makeTextModel } from '../../reader/text-model.ts'
import type { OpenDocument } from '../../state/document.ts'
import { useAppState, useStyle, useWords } from '../context.ts'
import { conversionOf, type ScriptView } from '../script.ts'
import { styleVariables } from '../style-variables.ts'
import { MarginMarks } from '../Marks/MarginMarks.tsx'
import { FocusLine } from './FocusLine.tsx'
import { PageBar } from './PageBar.tsx'
import { Opening, SectionView } from './SectionView.tsx'
import { SourceText } from './SourceText.tsx'
import { TextCursor } from './TextCursor.tsx'
import { Tip } from './Tip.tsx'
import { WordReading } from './WordReading.tsx'
import { useKeptSelection } from './kept-selection.ts'
import { usePageKeys } from './page-keys.ts'
import { PageSettingContext } from './page-setting.ts'
import { useReadingPosition } from './reading-position.ts'
import { usePageSettingOf } from './page-readings.ts'

interface PageProps {
  readonly document: OpenDocument
  readonly view: ScriptView
}

/** The document, set as the reader wants it. */
export const Page = ({ document, view }: PageProps) => {
  const words = useWords()
  const style = useStyle()
  const layer = useAppState((state) => state.shell.settings.layer)
  const repairs = useAppState((state) => state.shell.settings.showRepairs)
  const { outline, passage, source } = document
  const textLayer = layer === 'restored' ? 'restored' : 'set'
  const vertical = style.direction === 'vertical'
  const paged = style.flow === 'pages'
  const convert = useMemo(() => conversionOf(view, vertical), [view, vertical])
  const model = useMemo(
    () => makeTextModel({ outline, passage, layer: textLayer, repairs, ...(convert ? { convert } : {}) }),
    [outline, passage, textLayer, repairs, convert],
  )
  const setting = usePageSettingOf({ language: view.language, vertical, style })
  const shown = [
    outline.documentId, layer, repairs, source !== null, view.language, vertical, paged,
    style.size, style.measure, style.leading, style.face, style.rubySystem, setting.readingsOf !== null,
  ].join(' ')
  const { scroller, column, onScroll, page, flowNow } = useReadingPosition(shown, { direction: style.direction, paged })
  const onKeyDown = usePageKeys({ scroller, flowNow, vertical, paged })
  useKeptSelection(column, shown)

  useEffect(() => {
    // Focus on the text lets Space, Page Down and the arrows move it at once.
    if (window.document.activeElement === window.document.body) scroller.current?.focus({ preventScroll: true })
  }, [scroller])

  useEffect(() => {
    if (repairs) column.current?.querySelector('.repair, .removed')?.setAttribute('tabindex', '0')
  }, [repairs, layer, model, source, column])

  useLayoutEffect(() => {
    if (column.current) repaint(column.current)
  }, [model, shown, setting, column])

  return (
    <PageSettingContext value={setting}>
      <div
        className="reading-frame"
        data-direction={style.direction}
        data-flow={style.flow}
        style={styleVariables(style)}
      >
        <div
          className="reading-scroll"
          id="text"
          ref={scroller}
          tabIndex={0}
          role="region"
          aria-label={words('reading.label')}
          onScroll={onScroll}
          onKeyDown={onKeyDown}
        >
          <article
            className={`reading-column ${repairs ? 'with-repairs' : ''} ${style.paragraphNumbers ? 'with-numbers' : ''}`}
            ref={column}
            lang={languageTags[view.language]}
            data-layer={layer}
            data-face={style.face}
            data-ruby={setting.readingsOf ? style.rubySystem : 'none'}
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
          <MarginMarks scroller={scroller} column={column} vertical={vertical} paged={paged} shown={shown} />
        </div>
        {style.focusLine && <FocusLine scroller={scroller} column={column} vertical={vertical} />}
        <TextCursor scroller={scroller} column={column} flowNow={flowNow} model={model} vertical={vertical} paged={paged} shown={shown} />
        {style.ruby === 'word' && <WordReading scroller={scroller} column={column} model={model} />}
        {page && <PageBar page={page} vertical={vertical} onTurn={(by) => flowNow()?.turn(by)} />}
      </div>
    </PageSettingContext>
  )
}
