import { useEffect, useRef, useState } from 'react'
import { openDocument } from '../../state/document.ts'
import { countParagraphs } from '../../state/paragraphs.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { useActions, useAppState, useStore, useWords, type Say } from '../context.ts'
import { parseDestination, type Destination } from './destination.ts'

interface GoToDialogProps {
  /** Opens a link to a passage; false when it leads nowhere. */
  readonly openLink: (url: string) => boolean
}

/** Asks for a section, a paragraph or a link, and goes there; what cannot be understood is said and can be mended. */
export const GoToDialog = ({ openLink }: GoToDialogProps) => {
  const words = useWords()
  const actions = useActions()
  const store = useStore()
  const document = useAppState((state) => openDocument(state.reading))
  const field = useRef<HTMLInputElement>(null)
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => field.current?.focus(), [])
  if (!document) return null

  const go = async () => {
    const typed = field.current?.value ?? ''
    const awaited = parseDestination(typed, document)
    if (awaited.kind === 'awaited') await actions.needText(awaited.span).catch(() => undefined)
    const present = openDocument(store.get().reading)
    if (!present) return
    const destination = parseDestination(typed, present)
    if (destination.kind === 'place') {
      actions.closeDialog()
      actions.goTo(destination.sectionId, destination.offset)
      return
    }
    if (destination.kind === 'link' && openLink(destination.url)) return actions.closeDialog()
    setProblem(problemWords(destination, words))
    field.current?.select()
  }

  return (
    <Dialog title={words('goTo.title')} closeLabel={words('app.close')} onClose={actions.closeDialog}>
      <form
        className="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void go()
        }}
      >
        <label className="field">
          <span>{words('goTo.field')}</span>
          <input
            ref={field}
            type="text"
            autoComplete="off"
            spellCheck={false}
            aria-describedby="go-to-hint"
            aria-invalid={problem !== null}
            onInput={() => setProblem(null)}
            onKeyDown={(event) => {
              // Enter that ends a composition belongs to the input method.
              const composing = event.nativeEvent.isComposing || event.keyCode === 229
              if (composing && event.key === 'Enter') event.preventDefault()
            }}
          />
        </label>
        <p className="form-hint" id="go-to-hint">
          {words('goTo.hint', { count: countParagraphs(document.outline) })}
        </p>
        <p className="form-error" role="alert">
          {problem}
        </p>
        <div className="dialog-actions">
          <Button type="submit" tone="primary">
            {words('goTo.go')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

const problemWords = (destination: Exclude<Destination, { kind: 'place' }>, words: Say): string => {
  switch (destination.kind) {
    case 'awaited':
      return words('reading.failed')
    case 'empty':
      return words('goTo.empty')
    case 'link':
      return words('goTo.badLink')
    case 'no-paragraph':
      return words('goTo.noParagraph', { count: destination.count })
    case 'no-section':
      return words('goTo.noSection', { section: destination.sectionId })
    case 'not-understood':
      return words('goTo.notUnderstood')
  }
}
