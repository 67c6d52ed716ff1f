import { useEffect, useRef, useState, type InputEvent } from 'react'
import { Source, SourceKind, sourceLimits, sourceOf, statedOnly, type EnteredSource } from '../../../preload/contract/bibliography.ts'
import { dayOf, formatCitation } from '../../../preload/contract/citation.ts'
import { languageTags } from '../../../preload/contract/words/index.ts'
import { openDocument } from '../../state/document.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { useActions, useAppState, useLanguage, useWords } from '../context.ts'

const textFields = ['author', 'title', 'publication', 'place', 'issue', 'date', 'address'] as const

type TextField = (typeof textFields)[number]

const labels = {
  author: 'source.author',
  title: 'source.titleField',
  publication: 'source.publication',
  place: 'source.place',
  issue: 'source.issue',
  date: 'source.date',
  address: 'source.address',
} as const satisfies { readonly [Field in TextField]: string }

const hints = {
  author: 'source.authorHint',
  issue: 'source.issueHint',
  date: 'source.dateHint',
  address: 'source.addressHint',
} as const

const hasHint = (field: TextField): field is keyof typeof hints => field in hints

/** Fields that kinds of publication do not have. */
const without = {
  web: ['place', 'issue'],
  book: ['issue'],
  journal: ['place'],
  newspaper: ['place'],
  thesis: ['issue'],
  report: ['issue'],
  other: ['issue'],
} as const satisfies { readonly [Kind in SourceKind]: readonly TextField[] }

/** The form as it stands; line breaks and other controls that were pasted are blanks. */
const readForm = (form: HTMLFormElement): Source => {
  const data = new FormData(form)
  const text = (name: string): string => {
    const value = data.get(name)
    return typeof value === 'string' ? value.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim() : ''
  }
  const chosen = SourceKind.safeParse(text('kind'))
  const kind = chosen.success ? chosen.data : 'other'
  const left: readonly TextField[] = without[kind]
  const fields = Object.fromEntries(textFields.map((field) => [field, left.includes(field) ? '' : text(field)]))
  return { ...(fields as Record<TextField, string>), kind }
}

/** Where the text was published: what it says itself, and over it what the reader knows. */
export const SourceDialog = () => {
  const words = useWords()
  const actions = useActions()
  const documentId = useAppState((state) => openDocument(state.reading)?.outline.documentId ?? null)
  const loaded = useAppState((state) => state.bibliography.documentId)
  useEffect(() => {
    void actions.needBibliography()
  }, [actions, documentId])
  return (
    <Dialog title={words('source.title')} closeLabel={words('app.close')} onClose={actions.closeDialog}>
      {documentId !== null && loaded === documentId && <SourceForm key={documentId} />}
    </Dialog>
  )
}

/**
 * The fields own their words, as in the notes' editor: they are set once and read when something is done with them, so that
 * no composition is disturbed.
 */
const SourceForm = () => {
  const words = useWords()
  const language = useLanguage()
  const actions = useActions()
  const outline = useAppState((state) => openDocument(state.reading)?.outline ?? null)
  const bibliography = useAppState((state) => state.bibliography.bibliography)
  const form = useRef<HTMLFormElement>(null)
  const kindChosen = useRef(bibliography.entered.kind !== undefined)
  const start = outline && sourceOf(outline, bibliography)
  const [shown, setShown] = useState(start)
  const [kind, setKind] = useState(start?.kind ?? 'other')
  const [today] = useState(() => dayOf(new Date()))
  const [wrong, setWrong] = useState(false)
  const [busy, setBusy] = useState(false)
  if (!outline || !start || !shown) return null
  const stated = statedOnly(outline, bibliography)
  const textTag = languageTags[outline.language]

  const look = () => {
    if (!form.current) return
    const select = form.current.elements.namedItem('kind')
    // Whoever gives an address and no kind means a page of the web.
    if (!kindChosen.current && select instanceof HTMLSelectElement && readForm(form.current).address !== '') {
      if (select.value === 'other') select.value = 'web'
    }
    const now = readForm(form.current)
    setKind(now.kind)
    setShown(now)
    if (Source.safeParse(now).success) setWrong(false)
  }
  const put = (field: TextField, value: string) => {
    const input = form.current?.elements.namedItem(field)
    if (!(input instanceof HTMLInputElement)) return
    input.value = value
    input.focus()
    look()
  }
  const save = async () => {
    if (!form.current || busy) return
    const now = readForm(form.current)
    if (!Source.safeParse(now).success) {
      setWrong(true)
      const address = form.current.elements.namedItem('address')
      if (address instanceof HTMLElement) address.focus()
      return
    }
    const given = Object.entries(now).filter(([field, value]) => value !== stated[field as keyof Source])
    setBusy(true)
    const kept = await actions.enterSource(Object.fromEntries(given) as EnteredSource)
    setBusy(false)
    if (kept) actions.closeDialog()
  }
  const reset = () => {
    for (const field of textFields) {
      const input = form.current?.elements.namedItem(field)
      if (input instanceof HTMLInputElement) input.value = stated[field]
    }
    const select = form.current?.elements.namedItem('kind')
    if (select instanceof HTMLSelectElement) select.value = stated.kind
    kindChosen.current = false
    look()
  }

  const left: readonly TextField[] = without[kind]
  const sample = formatCitation(
    { source: shown, section: '', paragraphs: null, accessed: today, language: outline.language },
    'gbt7714',
    language,
  )
  return (
    <form
      ref={form}
      className="form"
      noValidate
      onInput={(event: InputEvent<HTMLFormElement>) => {
        if (!(event.nativeEvent instanceof window.InputEvent && event.nativeEvent.isComposing)) look()
      }}
      onCompositionEnd={look}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <p className="form-hint">{words('source.about')}</p>
      <label className="field">
        <span>{words('source.kind')}</span>
        <select
          name="kind"
          defaultValue={start.kind}
          onChange={() => {
            kindChosen.current = true
            look()
          }}
        >
          {SourceKind.options.map((option) => (
            <option key={option} value={option}>
              {words(`source.kind.${option}`)}
            </option>
          ))}
        </select>
      </label>
      {textFields.map((field) => {
        const wrongHere = wrong && field === 'address'
        const says = stated[field] !== '' && shown[field] !== stated[field] ? stated[field] : null
        return (
          <div key={field} className="field" hidden={left.includes(field)}>
            <label className="field">
              <span>{words(labels[field])}</span>
              <input
                type="text"
                name={field}
                defaultValue={start[field]}
                placeholder={hasHint(field) ? words(hints[field]) : undefined}
                lang={field === 'address' || field === 'issue' ? undefined : textTag}
                spellCheck={false}
                autoComplete="off"
                maxLength={sourceLimits[field]}
                aria-invalid={wrongHere}
                aria-describedby={wrongHere ? 'source-wrong' : undefined}
              />
            </label>
            {wrongHere && (
              <p className="form-error" id="source-wrong" role="alert">
                {words('source.addressWrong')}
              </p>
            )}
            {says !== null && (
              <p className="form-hint">
                {words('source.stated', { value: says })}{' '}
                <button type="button" className="link" onClick={() => put(field, says)}>
                  {words('source.useStated')}
                </button>
              </p>
            )}
          </div>
        )
      })}
      <div className="field">
        <span>{words('source.sample')}</span>
        <output className="source-sample" lang={textTag}>
          {sample}
        </output>
      </div>
      <div className="dialog-actions">
        <Button onClick={reset}>{words('source.reset')}</Button>
        <Button type="submit" tone="primary" disabled={busy}>
          {words('source.save')}
        </Button>
      </div>
    </form>
  )
}
