import { useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import { languageTags } from '../../../preload/contract/words/index.ts'
import { repaint } from '../../reader/highlights.ts'
import type { BookSlot } from '../../reader/book-blocks.ts'
import { makeTextModel, type TextModel } from '../../reader/text-model.ts'
import type { OpenDocument } from '../../state/document.ts'
import { useAppState, useStyle, useWords } from '../context.ts'
import { conversionOf, type ScriptView } from '../script.ts'
import { styleVariables } from '../style-variables.ts'
import { MarginMarks } from '../Marks/MarginMarks.tsx'
import { BookAside, BookSource, BookText } from './BookText.tsx'
import { FocusLine } from './FocusLine.tsx'
import { PageBar } from './PageBar.tsx'
import { Opening, SectionView } from './SectionView.tsx'
import { SourceText } from './SourceText.tsx'
import { TextCursor } from './TextCursor.tsx'
import { Tip } from './Tip.tsx'
import { WordReading } from './WordReading.tsx'
import { useBookWindow } from './book-window.ts'
import { useKeptSelection } from './kept-selection.ts'
import { usePageKeys } from './page-keys.ts'
import { PageSettingContext } from './page-setting.ts'
import { useReadingPosition } from './reading-position.ts'
import { usePageSettingOf } from './page-readings.ts'

interface PageProps {
  readonly document: OpenDocument
  readonly view: ScriptView
}

/** What is drawn of a book, as if it were all of it. */
const drawnModel = (slots: readonly BookSlot[]): TextModel => {
  const blocks = slots.flatMap(({ block }) => block ?? [])
  const opening = blocks.find((block) => block.opening !== null)?.opening
  return { ...(opening ?? { title: null, outlineList: [], opening: [] }), sections: blocks.flatMap(({ sections }) => sections), placeless: [] }
}

/** The document, set as the reader wants it. */
export const Page = ({ document, view }: PageProps) => {
  const words = useWords()
  const style = useStyle()
  const layer = useAppState((state) => state.shell.settings.layer)
  const repairs = useAppState((state) => state.shell.settings.showRepairs)
  const { outline, text, source } = document
  const textLayer = layer === 'restored' ? 'restored' : 'set'
  const vertical = style.direction === 'vertical'
  const paged = style.flow === 'pages'
  const convert = useMemo(() => conversionOf(view, vertical), [view, vertical])
  const making = useMemo(() => ({ layer: textLayer, repairs, ...(convert ? { convert } : {}) }) as const, [textLayer, repairs, convert])
  const setting = usePageSettingOf({ language: view.language, vertical, style })
  const shown = [
    outline.documentId, layer, repairs, source !== null, view.language, vertical, paged,
    style.size, style.measure, style.leading, style.face, style.rubySystem, setting.readingsOf !== null,
  ].join(' ')
  const scroller = useRef<HTMLDivElement>(null)
  const column = useRef<HTMLElement>(null)
  const book = useBookWindow({ document, making, scroller, column, vertical, paged, layout: shown })
  const isBook = book !== null
  const whole = useMemo(() => (isBook ? null : makeTextModel({ outline, text, ...making })), [isBook, outline, text, making])
  const model = useMemo(() => whole ?? drawnModel(book?.slots ?? []), [whole, book?.slots])
  const drawn = `${shown} ${book?.held ?? ''}`
  const { onScroll, page, flowNow } = useReadingPosition(drawn, { direction: style.direction, paged, scroller, column, book })
  const onKeyDown = usePageKeys({ scroller, flowNow, vertical, paged })
  useKeptSelection(column, shown)

  useEffect(() => {
    // Focus on the text lets Space, Page Down and the arrows move it at once.
    if (window.document.activeElement === window.document.body) scroller.current?.focus({ preventScroll: true })
  }, [scroller])

  useEffect(() => {
    if (!repairs || column.current?.querySelector(':is(.repair, .removed)[tabindex="0"]')) return
    column.current?.querySelector('.repair, .removed')?.setAttribute('tabindex', '0')
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
            data-goes-on={book?.goesOn ? '' : undefined}
          >
            {layer === 'source' && book ? (
              <BookSource book={book} outline={outline} paged={paged} source={source} text={text} repairs={repairs} />
            ) : layer === 'source' ? (
              <SourceText source={source} outline={outline} repairs={repairs} />
            ) : book ? (
              <BookText book={book} outline={outline} paged={paged} />
            ) : (
              <>
                <Opening text={model} outline={outline} />
                {model.sections.map((section) => (
                  <SectionView key={section.section.id} text={section} outline={outline} />
                ))}
                <p className="colophon" lang={words('app.languageTag')}>
                  {words('reading.end')}
                </p>
              </>
            )}
          </article>
          {book && <BookAside book={book} outline={outline} lang={languageTags[view.language]} />}
          <Tip />
          <MarginMarks scroller={scroller} column={column} vertical={vertical} paged={paged} shown={book ? `${shown} ${book.slots.map(({ index }) => index).join()}` : shown} />
        </div>
        {style.focusLine && <FocusLine scroller={scroller} column={column} vertical={vertical} />}
        <TextCursor scroller={scroller} column={column} flowNow={flowNow} model={model} vertical={vertical} paged={paged} shown={shown} book={book} />
        {style.ruby === 'word' && <WordReading scroller={scroller} column={column} model={model} />}
        {page && <PageBar page={page} vertical={vertical} onTurn={(by) => flowNow()?.turn(by)} />}
      </div>
    </PageSettingContext>
  )
}
