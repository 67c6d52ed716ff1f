import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import type { DocumentOutline, Section } from '../../../preload/contract/documents.ts'
import { languageTags } from '../../../preload/contract/words/index.ts'
import type { HeadingDecision } from '../../state/import-choices.ts'
import type { TakenBack } from '../../state/imports.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { isComposed } from '../../ui/composed-field.ts'
import { downwardKeys, walkList } from '../../ui/list-walk.ts'
import { StatusMark } from '../Outline/StatusMark.tsx'
import { useActions, useWords } from '../context.ts'

interface FoundOutlineProps {
  readonly outline: DocumentOutline
  readonly takenBack: readonly TakenBack[]
  readonly index: number
  readonly onShow: (section: Section) => void
}

const lowest = 16

/** Where a section is decided about; null for one that stands nowhere. */
export const placeOf = ({ headingRange, listRange, range }: Section): number | null => (headingRange ?? listRange ?? range)?.start ?? null

const shownName = ({ name, headingSet }: Section): string => name ?? headingSet

/** A section and those under it. */
const withThoseUnder = (sections: readonly Section[], at: number): readonly Section[] => {
  const first = sections[at]
  if (!first) return []
  const end = sections.findIndex(({ level }, index) => index > at && level <= first.level)
  return sections.slice(at, end === -1 ? undefined : end)
}

/** The outline as it was found, to be changed: a tree with one tab stop, and buttons for what can be done with a row. */
export const FoundOutline = ({ outline, takenBack, index, onShow }: FoundOutlineProps) => {
  const words = useWords()
  const actions = useActions()
  const { sections } = outline
  const [selected, setSelected] = useState(0)
  const [renaming, setRenaming] = useState(false)
  const tree = useRef<HTMLDivElement>(null)
  const at = Math.min(selected, sections.length - 1)
  const section = sections[at]
  const lang = languageTags[outline.language]
  const takenOut = useMemo(
    () => takenBack.flatMap((taken) => (taken.kind === 'heading' && taken.index === index ? [taken] : [])),
    [takenBack, index],
  )

  const focusRow = (row: number) => {
    setSelected(row)
    tree.current?.querySelectorAll<HTMLElement>('[role=treeitem]')[row]?.focus()
  }
  const decide = (parts: readonly Section[], change: (section: Section) => HeadingDecision['change']) => {
    const decisions = parts.flatMap((part) => {
      const place = placeOf(part)
      return place === null ? [] : [{ at: place, words: part.heading, change: change(part) }]
    })
    if (decisions.length > 0) void actions.decideHeadings(decisions)
  }
  const mayMove = (by: number): boolean => section !== undefined && section.level + by >= 1 && section.level + by <= lowest
  const move = (by: 1 | -1) => {
    if (mayMove(by)) decide(withThoseUnder(sections, at), ({ level }) => ({ level: Math.max(1, Math.min(lowest, level + by)) }))
  }
  const rename = (name: string) => {
    setRenaming(false)
    const own = name.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
    if (section && own !== shownName(section)) decide([section], () => ({ name: own === '' || own === section.headingSet ? null : own }))
    tree.current?.querySelectorAll<HTMLElement>('[role=treeitem]')[at]?.focus()
  }
  const takeOut = () => {
    if (section) decide([section], () => ({ heading: false }))
  }

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target instanceof HTMLInputElement) return
    const wanted = walkList(event, downwardKeys, at, sections.length)
    if (wanted !== null) focusRow(wanted)
    else if (event.key === 'F2') setRenaming(true)
    else if (event.altKey && event.key === 'ArrowLeft') move(-1)
    else if (event.altKey && event.key === 'ArrowRight') move(1)
    else if (event.key === 'Delete') takeOut()
    else if ((event.key === 'Enter' || event.key === ' ') && section) onShow(section)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div className="found-outline">
      <div className="found-tools" role="toolbar" aria-label={words('import.outline')}>
        <IconButton icon="edit" label={words('import.rename')} disabled={!section} onClick={() => setRenaming(true)} />
        <IconButton icon="back" label={words('import.raise')} aria-disabled={!mayMove(-1)} onClick={() => move(-1)} />
        <IconButton icon="forward" label={words('import.lower')} aria-disabled={!mayMove(1)} onClick={() => move(1)} />
        <IconButton icon="remove" label={words('import.noHeading')} disabled={!section} onClick={takeOut} />
      </div>
      {sections.length === 0 && <p className="form-hint">{words('import.noSections')}</p>}
      <div className="outline" role="tree" aria-label={words('import.outline')} lang={lang} ref={tree} onKeyDown={onKeyDown}>
        {sections.map((one, row) => (
          <div
            // By its place in the outline: a section keeps its row, and the focus, when its number changes.
            key={row}
            role="treeitem"
            className={`outline-row outline-level-${Math.min(one.level, 6)} outline-${one.status}`}
            aria-level={one.level}
            aria-selected={row === at}
            tabIndex={row === at ? 0 : -1}
            onFocus={() => setSelected(row)}
            onClick={() => {
              setSelected(row)
              onShow(one)
            }}
            onDoubleClick={() => setRenaming(true)}
          >
            <StatusMark status={one.status} />
            {renaming && row === at ? (
              <RenameField section={one} lang={lang} onDone={rename} onLeave={() => focusAfter(setRenaming, () => focusRow(row))} />
            ) : (
              <span className="outline-text">{shownName(one)}</span>
            )}
            <span className="spoken" lang={words('app.languageTag')}>
              {words(`status.${one.status}`)}
            </span>
          </div>
        ))}
      </div>
      {takenOut.length > 0 && (
        <section className="found-taken" aria-labelledby="found-taken">
          <h3 id="found-taken">{words('import.takenOut')}</h3>
          <ul>
            {takenOut.map(({ at: place, heading }) => (
              <li key={place}>
                <span lang={lang}>{heading}</span>
                <Button aria-label={`${words('import.headingBack')}: ${heading}`} onClick={() => actions.headingBack(place, heading)}>
                  {words('import.headingBack')}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {sections.length > 0 && <p className="form-hint found-hint">{words('import.outlineHint')}</p>}
    </div>
  )
}

const focusAfter = (setRenaming: (renaming: boolean) => void, focus: () => void) => {
  setRenaming(false)
  focus()
}

interface RenameFieldProps {
  readonly section: Section
  readonly lang: string
  readonly onDone: (name: string) => void
  readonly onLeave: () => void
}

const longestName = 300

/** The field owns its words; Enter takes them, Escape leaves them, and neither while an input method composes. */
const RenameField = ({ section, lang, onDone, onLeave }: RenameFieldProps) => {
  const words = useWords()
  const field = useRef<HTMLInputElement>(null)
  const done = useRef(false)
  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [])
  const finish = () => {
    if (done.current) return
    done.current = true
    onDone(field.current?.value ?? '')
  }
  return (
    <input
      ref={field}
      type="text"
      className="found-rename"
      defaultValue={shownName(section)}
      lang={lang}
      maxLength={longestName}
      aria-label={words('import.renameField', { heading: section.headingSet })}
      title={words('import.renameHint')}
      spellCheck={false}
      autoComplete="off"
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
      onBlur={finish}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (isComposed(event)) return
        if (event.key === 'Enter') finish()
        else if (event.key === 'Escape') {
          done.current = true
          onLeave()
        } else return
        event.preventDefault()
      }}
    />
  )
}
