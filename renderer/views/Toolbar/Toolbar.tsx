import { languageTags } from '../../../preload/contract/words/index.ts'
import { openDocument } from '../../state/document.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { CommandButton } from '../Commands/CommandButton.tsx'
import { ariaKeysOf, withKeys } from '../Commands/Keys.tsx'
import { LostCount } from '../Marks/LostCount.tsx'
import { useActions, useAppState, useWords } from '../context.ts'
import { useScript } from '../script.ts'
import './toolbar.css'

interface ToolbarProps {
  readonly outlineShown: boolean
  readonly notesShown: boolean
}

export const Toolbar = ({ outlineShown, notesShown }: ToolbarProps) => {
  const words = useWords()
  const actions = useActions()
  const document = useAppState((state) => openDocument(state.reading))
  const documents = useAppState((state) => state.reading.documents)
  const settings = useAppState((state) => state.shell.settings)
  const sectionId = useAppState((state) => state.reading.sectionId)
  const outline = document?.outline
  const script = useScript()
  const inScript = (title: string): string => script?.convert(title) ?? title
  const aloud = useAppState((state) => state.aloud.status !== 'off')
  return (
    <header className="toolbar" role="banner">
      <CommandButton id="toggle-outline" icon="outline" label={words('outline.toggle')} aria-pressed={outlineShown} aria-controls="outline" />
      <CommandButton id="library" icon="library" label={words('library.title')} />
      <CommandButton id="back" icon="back" />
      <CommandButton id="forward" icon="forward" />
      <div className="toolbar-title">
        {documents.length > 1 ? (
          <select
            aria-label={words('document.choose')}
            value={outline?.documentId ?? ''}
            onChange={(event) => void actions.visitDocument(event.target.value)}
          >
            {documents.map(({ documentId, title, language }) => (
              <option
                key={documentId}
                value={documentId}
                lang={languageTags[documentId === outline?.documentId ? (script?.language ?? language) : language]}
              >
                {documentId === outline?.documentId ? inScript(title) : title}
              </option>
            ))}
          </select>
        ) : (
          <span lang={outline ? languageTags[script?.language ?? outline.language] : undefined}>
            {outline ? inScript(outline.titleSet) : words('app.name')}
          </span>
        )}
        {outline && <CommandButton id="about-copy" icon="info" />}
      </div>
      <CommandButton id="find" icon="find" label={words('find.label')} />
      <CommandButton id="palette" icon="commands" label={words('palette.title')} />
      <div className="toolbar-tools">
        <Segments
          label={words('layer.label')}
          value={settings.layer}
          onChange={(layer) => actions.changeSettings({ layer })}
          options={[
            { value: 'set', label: words('layer.set'), hint: words('layer.setHint') },
            { value: 'restored', label: words('layer.restored'), hint: words('layer.restoredHint') },
            { value: 'source', label: words('layer.source'), hint: words('layer.sourceHint') },
          ]}
        />
        <button
          type="button"
          className="button button-plain toggle"
          aria-pressed={settings.showRepairs}
          title={withKeys(words('repairs.hint'), 'show-repairs', words)}
          {...ariaKeysOf('show-repairs')}
          onClick={() => actions.changeSettings({ showRepairs: !settings.showRepairs })}
        >
          <Icon name="repairs" />
          <span className="toolbar-word">{words('repairs.toggle')}</span>
        </button>
        <IconButton
          icon="aloud"
          label={words('aloud.read')}
          aria-pressed={aloud}
          disabled={!outline}
          onClick={aloud ? actions.stopAloud : actions.toggleAloud}
        />
        <Button
          disabled={!outline}
          title={withKeys(words('print.open'), 'print-section', words)}
          onClick={() => actions.openDialog({ kind: 'print', sectionId, purpose: 'pdf' })}
        >
          <Icon name="print" />
          <span className="toolbar-word">{words('print.openShort')}</span>
        </Button>
        <CommandButton id="settings" icon="settings" label={words('settings.title')} />
      </div>
      <LostCount />
      <CommandButton id="toggle-notes" icon="notes" label={words('notes.toggle')} aria-pressed={notesShown} aria-controls="notes" />
    </header>
  )
}
