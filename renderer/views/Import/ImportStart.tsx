import { useRef, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { isComposed } from '../../ui/composed-field.ts'
import { useActions, useAppState, useWords } from '../context.ts'
import { chordWord } from '../Commands/Keys.tsx'
import { pasteFieldId } from './paste-text.ts'

export const chooseFilesId = 'import-choose'

/** Where a text comes from: files, or words that are pasted. */
export const ImportStart = () => {
  const words = useWords()
  const actions = useActions()
  const readOnly = useAppState((state) => state.shell.info?.readOnly ?? false)
  const files = useRef<HTMLInputElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const [empty, setEmpty] = useState(true)
  const read = () => {
    const text = field.current?.value ?? ''
    if (text.trim() !== '' && !readOnly) actions.importText(text, words('import.pastedName'))
  }
  return (
    <div className="import-start">
      {readOnly && (
        <p className="form-error" role="alert">
          {words('import.readOnly')}
        </p>
      )}
      <section className="import-drop" aria-labelledby="import-files">
        <h3 id="import-files">{words('import.dropOrChoose')}</h3>
        <p className="form-hint">{words('import.formats')}</p>
        <input
          ref={files}
          type="file"
          multiple
          hidden
          onChange={(event) => {
            actions.importFiles([...(event.currentTarget.files ?? [])])
            // The same file can be chosen again.
            event.currentTarget.value = ''
          }}
        />
        <Button id={chooseFilesId} tone="primary" disabled={readOnly} onClick={() => files.current?.click()}>
          {words('import.choose')}
        </Button>
        <p className="form-hint">{words('import.dropHint')}</p>
      </section>
      <p className="import-or">{words('import.or')}</p>
      <form
        className="import-pasting"
        onSubmit={(event) => {
          event.preventDefault()
          read()
        }}
      >
        {/* The field owns its words: they are read when the reader is done, so that no composition is disturbed. */}
        <textarea
          ref={field}
          id={pasteFieldId}
          aria-label={words('import.pasteField')}
          placeholder={words('import.pasteHint', { keys: chordWord('Mod+V', words) })}
          spellCheck={false}
          autoComplete="off"
          disabled={readOnly}
          onInput={(event) => setEmpty(event.currentTarget.value.trim() === '')}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || isComposed(event)) return
            event.preventDefault()
            read()
          }}
        />
        <Button type="submit" aria-disabled={empty || readOnly}>
          {words('import.pasteRead')}
        </Button>
      </form>
    </div>
  )
}
