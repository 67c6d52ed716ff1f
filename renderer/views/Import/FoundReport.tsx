import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { DocumentOutline, EditClass, Gap, PlacedEdit } from '../../../preload/contract/documents.ts'
import type { FoundDocument, ImportPreview } from '../../../preload/contract/imports.ts'
import { gapMark, gapSentences } from '../../../preload/contract/gap-words.ts'
import { languageTags } from '../../../preload/contract/words/index.ts'
import { choicesOf, type ImportWork } from '../../state/imports.ts'
import { isComposed } from '../../ui/composed-field.ts'
import { useActions, useLanguage, useWords } from '../context.ts'
import { EncodingChoice } from './EncodingChoice.tsx'
import { RepairClass } from './RepairList.tsx'
import { byteWords, encodingName, warningWords } from './import-words.ts'

interface FoundReportProps {
  readonly work: ImportWork
  readonly preview: ImportPreview
  readonly found: FoundDocument
  readonly outline: DocumentOutline | null
  readonly pointed: { readonly id: string; readonly class: EditClass } | null
  readonly onShowEdit: (edit: PlacedEdit) => void
  readonly onShowGap: (gap: Gap) => void
}

/** What was found out about the file and the text, what was done about it, and what the reader can decide. */
export const FoundReport = ({ work, preview, found, outline, pointed, onShowEdit, onShowGap }: FoundReportProps) => {
  const words = useWords()
  const language = useLanguage()
  const undoneClasses = choicesOf(work.choices, work.shown).choices.undoneClasses
  const classes = useClasses(found, work, undoneClasses)
  const repairs = found.editCounts.reduce((sum, { count }) => sum + count, 0)
  const chooses = preview.encodings.length > 0
  return (
    <div className="found-report">
      {found.known && <Known known={found.known} asRevision={work.asRevision} />}
      <Part id="found-about" title={words('import.file')}>
        <TitleField key={`${work.key} ${work.shown}`} work={work} found={found} />
        <dl className="found-facts">
          <Fact name={words('import.format')}>{words(`import.format.${preview.format}`)}</Fact>
          <Fact name={words('import.encoding')}>
            {words('import.encodingOf', {
              encoding: encodingName(preview.encoding, words),
              confidence: Math.round(preview.encodingConfidence * 100),
            })}
          </Fact>
          <Fact name={words('import.language')}>{words(`import.language.${found.language}`)}</Fact>
          <Fact name={words('import.size')}>
            {words('import.sizeOf', { characters: found.characters, bytes: byteWords(preview.bytes, words) })}
          </Fact>
          <Fact name={words('import.sections')}>
            {found.missingSections === 0
              ? words('import.sectionsOf', { count: found.sections })
              : words('import.sectionsMissing', { count: found.sections, missing: found.missingSections })}
          </Fact>
        </dl>
        {chooses && (
          <details className="found-encodings">
            <summary>{words('import.encodingOther')}</summary>
            <EncodingChoice work={work} name="report-encoding" all />
          </details>
        )}
      </Part>
      <Part id="found-repairs" title={words('import.repairs')} about={repairs === 0 ? null : words('import.repairsCount', { count: repairs })}>
        {classes.length === 0 && <p className="form-hint">{words('import.repairsNone')}</p>}
        <ul className="repair-classes">
          {classes.map(({ class: editClass, count }) => (
            <RepairClass
              key={`${work.shown} ${editClass}`}
              work={work}
              editClass={editClass}
              count={count}
              language={found.language}
              pointed={pointed?.class === editClass ? pointed.id : null}
              onShow={onShowEdit}
            />
          ))}
        </ul>
      </Part>
      <Part id="found-gaps" title={words('import.gaps')}>
        {found.gaps === 0 && <p className="form-hint">{words('import.gapsNone')}</p>}
        <ul className="found-gaps">
          {outline?.gaps.map((gap) => {
            const mark = gapMark(gap, found.language)
            return (
              <li key={gap.id}>
                {mark !== '' && (
                  <span className="gap-mark" lang={languageTags[found.language]}>
                    {mark}
                  </span>
                )}{' '}
                {gapSentences(gap, language).join(language === 'en' ? ' ' : '')}{' '}
                {gap.offset !== null && (
                  <button type="button" className="link" onClick={() => onShowGap(gap)}>
                    {words('import.showPlace')}
                  </button>
                )}
              </li>
            )
          })}
        </ul>
      </Part>
      {found.warnings.length > 0 && (
        <Part id="found-warnings" title={words('import.warnings')}>
          <ul className="found-warnings">
            {found.warnings.slice(0, mostWarnings).map((warning, index) => {
              const { text, lang } = warningWords(warning, words)
              return (
                <li key={index} lang={lang}>
                  {text}
                </li>
              )
            })}
          </ul>
        </Part>
      )}
    </div>
  )
}

/** So many remarks are listed; the rest is in the report of the command line. */
const mostWarnings = 50

/** Classes that were found at first stay listed when every one of them is undone. */
const useClasses = (found: FoundDocument, work: ImportWork, undoneClasses: readonly EditClass[]) => {
  const [seen, setSeen] = useState<ReadonlyMap<number, readonly EditClass[]>>(new Map())
  const { shown } = work
  useEffect(() => {
    setSeen((known) => {
      const before = known.get(shown) ?? []
      const more = found.editCounts.map((one) => one.class).filter((one) => !before.includes(one))
      return more.length === 0 ? known : new Map([...known, [shown, [...before, ...more]]])
    })
  }, [found, shown])
  const listed = new Set([...(seen.get(shown) ?? []), ...found.editCounts.map((one) => one.class), ...undoneClasses])
  return [...listed].flatMap((editClass) => {
    const count = found.editCounts.find((one) => one.class === editClass)?.count ?? 0
    const taken = work.takenBack.some((one) => one.index === shown && ((one.kind === 'repair' && one.edit.class === editClass) || (one.kind === 'class' && one.class === editClass)))
    return count > 0 || taken ? [{ class: editClass, count }] : []
  })
}

interface PartProps {
  readonly id: string
  readonly title: string
  readonly about?: string | null
  readonly children: ReactNode
}

const Part = ({ id, title, about = null, children }: PartProps) => (
  <section aria-labelledby={id} className="found-part">
    <h3 id={id}>
      {title}
      {about !== null && <span className="found-count"> {about}</span>}
    </h3>
    {children}
  </section>
)

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)

const longestTitle = 300

/** The title as the reader wants it; empty for what the text itself says. The field owns its words. */
const TitleField = ({ work, found }: { readonly work: ImportWork; readonly found: FoundDocument }) => {
  const words = useWords()
  const actions = useActions()
  const field = useRef<HTMLInputElement>(null)
  const take = () => {
    const wanted = (field.current?.value ?? '').replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
    const now = choicesOf(work.choices, work.shown).choices.title
    const next = wanted === '' || (now === null && wanted === found.title) ? null : wanted
    if (next !== now) actions.titleImport(next)
  }
  return (
    <label className="field">
      <span>{words('import.documentTitle')}</span>
      <input
        ref={field}
        type="text"
        defaultValue={choicesOf(work.choices, work.shown).choices.title ?? found.title}
        lang={languageTags[found.language]}
        maxLength={longestTitle}
        spellCheck={false}
        autoComplete="off"
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !isComposed(event)) take()
        }}
      />
    </label>
  )
}

type KnownDocument = NonNullable<FoundDocument['known']>

const Known = ({ known, asRevision }: { readonly known: KnownDocument; readonly asRevision: boolean }) => {
  const words = useWords()
  const actions = useActions()
  return (
    <section className="found-known" aria-labelledby="found-known">
      <h3 id="found-known">{words('import.known')}</h3>
      <p>
        {known.same
          ? words('import.knownSame', { title: known.title })
          : words('import.knownEarlier', { title: known.title, likeness: Math.round(known.likeness * 100) })}
        {known.notes > 0 && ` ${words('import.knownNotes', { count: known.notes })}`}
      </p>
      {known.replaceable && (!known.same || !asRevision) && (
        <fieldset>
          <legend className="spoken">{words('import.known')}</legend>
          <label className="check">
            <input type="radio" name="revision" checked={asRevision} onChange={() => actions.chooseRevision(true)} />
            <span>{words('import.knownRevision')}</span>
          </label>
          <label className="check">
            <input type="radio" name="revision" checked={!asRevision} onChange={() => actions.chooseRevision(false)} />
            <span>{words('import.knownOwn')}</span>
          </label>
        </fieldset>
      )}
    </section>
  )
}
