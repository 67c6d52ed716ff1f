import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
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
  readonly marker: string
  readonly status: SectionStatus
  readonly hasChildren: boolean
  readonly parent: string | null
}

interface OutlineProps {
  /** Called after the reader has chosen a section. */
  readonly onGone: () => void
}

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
  const rows = useMemo(() => (outline ? rowsOf(outline.sections, opening, script?.convert ?? asItIs) : []), [outline, opening, script])
  const visible = useMemo(() => rows.filter((row) => !isHidden(row, rows, folded)), [rows, folded])
  const shownCurrent = nearestVisible(current, rows, visible)

  useEffect(() => {
    const row = tree.current?.querySelector<HTMLElement>('[aria-selected="true"]')
    row?.scrollIntoView({ block: 'nearest' })
  }, [shownCurrent])

  if (!outline) return <p className="empty">{words('outline.loading')}</p>

  const tabStop = visible.some(({ id }) => id === focused) ? focused : shownCurrent
  const focusRow = (id: string | undefined) => {
    if (id === undefined) return
    setFocused(id)
    tree.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)?.focus()
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
    const at = visible.indexOf(row)
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

  return (
    <div className="outline" role="tree" aria-label={words('outline.label')} ref={tree} lang={languageTags[script?.language ?? outline.language]}>
      {visible.map((row) => {
        const count = counts.get(row.id) ?? 0
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
            <span className="outline-text">{row.text}</span>
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
      })}
    </div>
  )
}

const asItIs = (text: string): string => text

const rowsOf = (sections: readonly Section[], opening: string, shown: (text: string) => string): Row[] => [
  { id: '0', level: 1, text: opening, marker: '', status: 'present', hasChildren: false, parent: null },
  ...sections.map((section) => ({
    id: section.id,
    level: section.level,
    text: shown(section.headingSet),
    marker: shown(section.marker),
    status: section.status,
    hasChildren: sections.some(({ parent }) => parent === section.id),
    parent: section.parent,
  })),
]

const isHidden = (row: Row, rows: readonly Row[], folded: ReadonlySet<string>): boolean => {
  for (let parent = row.parent; parent !== null; ) {
    if (folded.has(parent)) return true
    const above = rows.find(({ id }) => id === parent)
    parent = above?.parent ?? null
  }
  return false
}

const nearestVisible = (id: string, rows: readonly Row[], visible: readonly Row[]): string => {
  let row = rows.find((candidate) => candidate.id === id)
  while (row && !visible.includes(row)) {
    const { parent }: Row = row
    row = rows.find((candidate) => candidate.id === parent)
  }
  return row?.id ?? '0'
}
