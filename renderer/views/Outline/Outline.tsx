import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { flushSync } from 'react-dom'
import type { Section, SectionStatus } from '../../../preload/contract/documents.ts'
import { languageTags } from '../../../preload/contract/words/index.ts'
import { openDocument } from '../../state/document.ts'
import { countNotes } from '../../state/notes.ts'
import { sectionStates } from '../../state/study.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useActions, useAppState, useWords } from '../context.ts'
import { StudyMark } from '../Study/StudyMark.tsx'
import { useScript } from '../script.ts'
import { StatusMark } from './StatusMark.tsx'
import './outline.css'

interface Row {
  readonly id: string
  readonly level: number
  readonly text: string
  readonly status: SectionStatus
  readonly hasChildren: boolean
  readonly parent: string | null
  /** Its place among the sections of the same parent, from 1, and how many there are. */
  readonly position: number
  readonly siblings: () => number
}

interface OutlineProps {
  /** Called after the reader has chosen a section. */
  readonly onGone: () => void
}

/** With more rows than this only those in sight are drawn, each in one line. */
const shortOutline = 300

/** Height of a row of a long outline, and how far beyond the pane rows are drawn, in CSS px. */
const rowHeight = 31
const beyond = 400

/** The sections as a tree, after the ARIA tree pattern: one tab stop, arrows move, Enter goes. */
export const Outline = ({ onGone }: OutlineProps) => {
  const words = useWords()
  const actions = useActions()
  const outline = useAppState((state) => openDocument(state.reading)?.outline ?? null)
  const current = useAppState((state) => state.reading.sectionId)
  const notes = useAppState((state) => state.notes.notes)
  const counts = useMemo(() => countNotes(notes), [notes])
  const study = useAppState((state) => state.study.study)
  const states = useMemo(() => sectionStates(study, notes), [study, notes])
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const [focused, setFocused] = useState<string | null>(null)
  const tree = useRef<HTMLDivElement>(null)

  const opening = words('outline.opening')
  const script = useScript()
  const rows = useMemo(() => (outline ? rowsOf(outline.sections, opening) : []), [outline, opening])
  const byId = useMemo(() => new Map(rows.map((row) => [row.id, row])), [rows])
  const visible = useMemo(() => rows.filter((row) => !isHidden(row, byId, folded)), [rows, byId, folded])
  const places = useMemo(() => new Map(visible.map(({ id }, index) => [id, index])), [visible])
  const shownCurrent = nearestVisible(current, byId, places)
  const long = visible.length > shortOutline
  const span = useRowsInSight(tree, long, visible.length)

  useEffect(() => {
    bringRow(tree.current, shownCurrent, long ? (places.get(shownCurrent) ?? 0) : null)
    // Folding alone moves nothing.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [shownCurrent, long])

  if (!outline) return <p className="empty">{words('outline.loading')}</p>

  const tabStop = focused !== null && places.has(focused) ? focused : shownCurrent
  const focusRow = (id: string | undefined) => {
    if (id === undefined) return
    flushSync(() => setFocused(id))
    bringRow(tree.current, id, long ? (places.get(id) ?? 0) : null)
    rowOf(tree.current, id)?.focus({ preventScroll: long })
  }
  const fold = (id: string, shut: boolean) => {
    const next = new Set(folded)
    if (shut) next.add(id)
    else next.delete(id)
    setFolded(next)
  }
  const go = (id: string) => {
    setFocused(id)
    actions.goTo(id)
    onGone()
  }

  const onKeyDown = (event: KeyboardEvent, row: Row) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const at = places.get(row.id) ?? 0
    const isFolded = folded.has(row.id)
    const act = (
      {
        ArrowDown: () => focusRow(visible[at + 1]?.id),
        ArrowUp: () => focusRow(visible[at - 1]?.id),
        Home: () => focusRow(visible[0]?.id),
        End: () => focusRow(visible.at(-1)?.id),
        ArrowRight: () => {
          if (!row.hasChildren) return
          if (isFolded) fold(row.id, false)
          else focusRow(visible[at + 1]?.id)
        },
        ArrowLeft: () => (row.hasChildren && !isFolded ? fold(row.id, true) : focusRow(row.parent ?? undefined)),
        Enter: () => go(row.id),
        ' ': () => go(row.id),
      } satisfies Record<string, () => void> as Record<string, (() => void) | undefined>
    )[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }

  const drawn = long ? visible.filter(({ id }, index) => (index >= span.first && index <= span.last) || id === tabStop || id === shownCurrent) : visible
  const rowViews = drawn.map((row) => {
    const count = counts.get(row.id) ?? 0
    const text = row.id === '0' ? row.text : (script?.convert(row.text) ?? row.text)
    return (
      <div
        key={row.id}
        role="treeitem"
        data-row={row.id}
        className={`outline-row outline-level-${Math.min(row.level, 6)} outline-${row.status}`}
        aria-level={row.level}
        aria-selected={row.id === shownCurrent}
        aria-expanded={row.hasChildren ? !folded.has(row.id) : undefined}
        tabIndex={row.id === tabStop ? 0 : -1}
        onClick={() => go(row.id)}
        onFocus={() => setFocused(row.id)}
        onKeyDown={(event) => onKeyDown(event, row)}
        {...(long
          ? { 'aria-posinset': row.position, 'aria-setsize': row.siblings(), title: text, style: { insetBlockStart: (places.get(row.id) ?? 0) * rowHeight } }
          : {})}
      >
        <span
          className="outline-fold"
          aria-hidden="true"
          onClick={(event) => {
            if (!row.hasChildren) return
            event.stopPropagation()
            fold(row.id, !folded.has(row.id))
          }}
        >
          {row.hasChildren && <Icon name="chevron" />}
        </span>
        <StatusMark status={row.status} />
        <span className="outline-text">{text}</span>
        <span className="spoken" lang={words('app.languageTag')}>
          {words(`status.${row.status}`)}
        </span>
        <StudyMark state={states(row.id)} />
        {count > 0 && (
          <span className="outline-count" title={words('outline.noteCount', { count })}>
            <span aria-hidden="true">{count}</span>
            <span className="spoken" lang={words('app.languageTag')}>
              {words('outline.noteCount', { count })}
            </span>
          </span>
        )}
      </div>
    )
  })
  return (
    <div className="outline" role="tree" aria-label={words('outline.label')} ref={tree} lang={languageTags[script?.language ?? outline.language]}>
      {long ? (
        <div className="outline-rows" role="presentation" style={{ blockSize: visible.length * rowHeight }}>
          {rowViews}
        </div>
      ) : (
        rowViews
      )}
    </div>
  )
}

const rowOf = (tree: HTMLElement | null, id: string): HTMLElement | null =>
  tree?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`) ?? null

/** Scrolls as far as shows a row; `place` is its place in a long outline, where it may not be drawn yet. */
const bringRow = (tree: HTMLElement | null, id: string, place: number | null): void => {
  if (!tree || place === null) return void rowOf(tree, id)?.scrollIntoView({ block: 'nearest' })
  const top = place * rowHeight
  const padding = parseFloat(getComputedStyle(tree).paddingBlockStart) || 0
  if (top < tree.scrollTop) tree.scrollTop = top
  else if (top + rowHeight + padding > tree.scrollTop + tree.clientHeight) tree.scrollTop = top + rowHeight + padding - tree.clientHeight
}

/** The rows of a long outline that are in sight, and a few beyond. */
const useRowsInSight = (tree: RefObject<HTMLElement | null>, long: boolean, count: number): { readonly first: number; readonly last: number } => {
  const [span, setSpan] = useState({ first: 0, last: 60 })
  useEffect(() => {
    const pane = tree.current
    if (!pane || !long) return
    const look = () => {
      const first = Math.max(0, Math.floor((pane.scrollTop - beyond) / rowHeight))
      const last = Math.min(count - 1, Math.ceil((pane.scrollTop + pane.clientHeight + beyond) / rowHeight))
      // A few rows more or less are not worth drawing anew.
      setSpan((known) => (Math.abs(known.first - first) < 6 && Math.abs(known.last - last) < 6 && known.last < count ? known : { first, last }))
    }
    look()
    pane.addEventListener('scroll', look, { passive: true })
    const observer = new ResizeObserver(look)
    observer.observe(pane)
    return () => {
      pane.removeEventListener('scroll', look)
      observer.disconnect()
    }
  }, [tree, long, count])
  return span
}

const rowsOf = (sections: readonly Section[], opening: string): Row[] => {
  const children = new Map<string | null, number>()
  const place = (parent: string | null): number => {
    const position = (children.get(parent) ?? 0) + 1
    children.set(parent, position)
    return position
  }
  const first = { id: '0', level: 1, text: opening, status: 'present', parent: null, position: place(null) } as const
  const rows = [
    first,
    ...sections.map(({ id, level, headingSet, status, parent }) => ({ id, level, text: headingSet, status, parent, position: place(parent) })),
  ]
  return rows.map((row) => ({ ...row, hasChildren: children.has(row.id), siblings: () => children.get(row.parent) ?? 1 }))
}

type RowsById = ReadonlyMap<string, Row>

const isHidden = (row: Row, rows: RowsById, folded: ReadonlySet<string>): boolean => {
  for (let parent = row.parent; parent !== null; parent = rows.get(parent)?.parent ?? null) {
    if (folded.has(parent)) return true
  }
  return false
}

const nearestVisible = (id: string, rows: RowsById, visible: ReadonlyMap<string, number>): string => {
  let row = rows.get(id)
  while (row && !visible.has(row.id)) row = row.parent === null ? undefined : rows.get(row.parent)
  return row?.id ?? '0'
}
