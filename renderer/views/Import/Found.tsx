import { useRef, useState, type KeyboardEvent } from 'react'
import type { EditClass, Gap, PlacedEdit, Section } from '../../../preload/contract/documents.ts'
import { languageTags } from '../../../preload/contract/words/index.ts'
import { choicesOf, shownDocument, shownOutline, type ImportWork } from '../../state/imports.ts'
import { Button } from '../../ui/Button.tsx'
import { sidewardKeys, walkList } from '../../ui/list-walk.ts'
import { useActions, useWords } from '../context.ts'
import { useMediaQuery } from '../media-query.ts'
import { EncodingChoice } from './EncodingChoice.tsx'
import { FoundOutline, placeOf } from './FoundOutline.tsx'
import { FoundReport } from './FoundReport.tsx'
import { FoundText, useShowing } from './FoundText.tsx'

const columns = ['outline', 'text', 'report'] as const
type Column = (typeof columns)[number]

/** Below this the columns are shown one at a time. */
const tabbedQuery = '(max-width: 959px)'

/** What was found in the file: outline, text and report side by side, or on a narrow window under tabs. */
export const Found = ({ work }: { readonly work: ImportWork }) => {
  const words = useWords()
  const actions = useActions()
  const tabbed = useMediaQuery(tabbedQuery)
  const [column, setColumn] = useState<Column>('text')
  const [pointed, setPointed] = useState<{ readonly id: string; readonly class: EditClass } | null>(null)
  const { place, show } = useShowing()
  // Asked until the reader has settled it, so that one sample after the other can be tried.
  const [asking, setAsking] = useState(work.preview?.encodingUnsure ?? false)
  const screen = useRef<HTMLDivElement>(null)
  const { preview, edition, shown, phase } = work
  const found = shownDocument(work)
  const outline = shownOutline(work)
  if (preview === null || found === null) return <p className="empty">{words('import.errorKind')}</p>

  const turnTo = (wanted: Column) => setColumn(wanted)
  const showSection = (section: Section) => {
    turnTo('text')
    show('section', section.id, placeOf(section) ?? 0)
  }
  const showEdit = (edit: PlacedEdit) => {
    turnTo('text')
    setPointed({ id: edit.id, class: edit.class })
    show('edit', edit.id, edit.offset)
  }
  const showGap = (gap: Gap) => {
    turnTo('text')
    if (gap.offset !== null) show('gap', gap.id, gap.offset)
  }
  const showColumn = (one: Column): boolean => !tabbed || column === one
  const settleEncoding = () => {
    setAsking(false)
    if (work.choices.encoding === null) actions.chooseEncoding(preview.encoding)
    screen.current?.focus()
  }
  return (
    <>
      {phase.kind === 'reading' && <progress className="found-progress" aria-label={words('import.updating')} max={1} value={phase.share} />}
      {asking && (
        <section className="found-ask" aria-labelledby="found-ask">
          <h3 id="found-ask">{words('import.encodingAsk')}</h3>
          <p>{words('import.encodingAskHint')}</p>
          <EncodingChoice work={work} name="ask-encoding" />
          <Button tone="primary" onClick={settleEncoding}>{words('import.encodingKeep')}</Button>
        </section>
      )}
      {tabbed && <Tabs column={column} onTurn={turnTo} />}
      <div className="found" data-tabbed={tabbed} ref={screen} tabIndex={-1}>
        <Panel column="outline" tabbed={tabbed} shown={showColumn('outline')}>
          {preview.documents.length > 1 && <Texts work={work} />}
          {outline && <FoundOutline outline={outline} takenBack={work.takenBack} index={shown} onShow={showSection} />}
        </Panel>
        <Panel column="text" tabbed={tabbed} shown={showColumn('text')}>
          {outline && (
            <FoundText
              key={shown}
              outline={outline}
              edition={`${work.key} ${work.outline?.edition ?? edition} ${shown}`}
              place={place}
              onRepair={(edit) => {
                setPointed(edit)
                turnTo('report')
              }}
            />
          )}
        </Panel>
        <Panel column="report" tabbed={tabbed} shown={showColumn('report')}>
          <FoundReport
            work={work}
            preview={preview}
            found={found}
            outline={outline}
            pointed={pointed}
            onShowEdit={showEdit}
            onShowGap={showGap}
          />
        </Panel>
      </div>
    </>
  )
}

interface PanelProps {
  readonly column: Column
  readonly tabbed: boolean
  readonly shown: boolean
  readonly children: React.ReactNode
}

const Panel = ({ column, tabbed, shown, children }: PanelProps) => {
  const words = useWords()
  return (
    <section
      className={`found-column found-column-${column}`}
      id={`found-${column}`}
      hidden={!shown}
      {...(tabbed ? { role: 'tabpanel', 'aria-labelledby': `found-tab-${column}` } : { 'aria-label': words(`import.${column}`) })}
    >
      {children}
    </section>
  )
}

const Tabs = ({ column, onTurn }: { readonly column: Column; readonly onTurn: (column: Column) => void }) => {
  const words = useWords()
  const list = useRef<HTMLDivElement>(null)
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const wanted = walkList(event, sidewardKeys, columns.indexOf(column), columns.length)
    const next = wanted === null ? undefined : columns[wanted]
    if (next === undefined) return
    event.preventDefault()
    onTurn(next)
    list.current?.querySelector<HTMLElement>(`#found-tab-${next}`)?.focus()
  }
  return (
    <div className="found-tabs" role="tablist" aria-label={words('import.columns')} ref={list} onKeyDown={onKeyDown}>
      {columns.map((one) => (
        <button
          key={one}
          type="button"
          role="tab"
          id={`found-tab-${one}`}
          aria-selected={one === column}
          aria-controls={`found-${one}`}
          tabIndex={one === column ? 0 : -1}
          onClick={() => onTurn(one)}
        >
          {words(`import.${one}`)}
        </button>
      ))}
    </div>
  )
}

/** The texts of a file that holds several: which are added, and which is shown. */
const Texts = ({ work }: { readonly work: ImportWork }) => {
  const words = useWords()
  const actions = useActions()
  const documents = work.preview?.documents ?? []
  const all = documents.map((_, index) => index)
  return (
    <section className="found-texts" aria-labelledby="found-texts">
      <h3 id="found-texts">{words('import.texts')}</h3>
      <div className="found-texts-all">
        <button type="button" className="link" onClick={() => actions.wantText(all, true)}>
          {words('import.textAll')}
        </button>
        <button type="button" className="link" onClick={() => actions.wantText(all, false)}>
          {words('import.textNone')}
        </button>
      </div>
      <ul>
        {documents.map(({ title, language, characters, sections }, index) => (
          <li key={index} data-shown={index === work.shown}>
            <input
              type="checkbox"
              aria-label={words('import.textWanted', { title })}
              checked={choicesOf(work.choices, index).wanted}
              onChange={(event) => actions.wantText([index], event.currentTarget.checked)}
            />
            <button type="button" aria-pressed={index === work.shown} onClick={() => actions.showFound(index)}>
              <span lang={languageTags[language]}>{title}</span>
              <span className="found-texts-about">{words('import.textAbout', { characters, sections })}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
