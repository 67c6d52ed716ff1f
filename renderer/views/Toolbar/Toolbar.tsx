import { languageTags } from '../../../preload/contract/words/index.ts'
import { openDocument } from '../../state/document.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { useActions, useAppState, useWords } from '../context.ts'
import './toolbar.css'

interface ToolbarProps {
  readonly narrow: boolean
  readonly outlineShown: boolean
  readonly notesShown: boolean
}

export const Toolbar = ({ narrow, outlineShown, notesShown }: ToolbarProps) => {
  const words = useWords()
  const actions = useActions()
  const document = useAppState((state) => openDocument(state.reading))
  const documents = useAppState((state) => state.reading.documents)
  const settings = useAppState((state) => state.shell.settings)
  const sectionId = useAppState((state) => state.reading.sectionId)
  const outline = document?.outline
  return (
    <header className="toolbar" role="banner">
      <IconButton
        icon="outline"
        label={words('outline.toggle')}
        aria-pressed={outlineShown}
        aria-controls="outline"
        onClick={() =>
          narrow ? actions.toggleDrawer('outline') : actions.changeSettings({ outlineOpen: !settings.outlineOpen })
        }
      />
      <div className="toolbar-title">
        {documents.length > 1 ? (
          <select
            aria-label={words('document.choose')}
            value={outline?.documentId ?? ''}
            onChange={(event) => {
              actions.changeSettings({ documentId: event.target.value })
              void actions.openDocument(event.target.value)
            }}
          >
            {documents.map(({ documentId, title, language }) => (
              <option key={documentId} value={documentId} lang={languageTags[language]}>
                {title}
              </option>
            ))}
          </select>
        ) : (
          <span lang={outline ? languageTags[outline.language] : undefined}>{outline?.titleSet ?? words('app.name')}</span>
        )}
        {outline && (
          <IconButton
            icon="info"
            label={words('aboutCopy.open')}
            onClick={() => actions.openDialog({ kind: 'about-copy' })}
          />
        )}
      </div>
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
          title={words('repairs.hint')}
          onClick={() => actions.changeSettings({ showRepairs: !settings.showRepairs })}
        >
          <Icon name="repairs" />
          <span className="toolbar-word">{words('repairs.toggle')}</span>
        </button>
        <Button
          disabled={!outline}
          title={words('print.open')}
          onClick={() => actions.openDialog({ kind: 'print', sectionId, purpose: 'pdf' })}
        >
          <Icon name="print" />
          <span className="toolbar-word">{words('print.openShort')}</span>
        </Button>
        <IconButton
          icon="settings"
          label={words('settings.title')}
          onClick={() => actions.openDialog({ kind: 'settings' })}
        />
        <IconButton
          icon="notes"
          label={words('notes.toggle')}
          aria-pressed={notesShown}
          aria-controls="notes"
          onClick={() =>
            narrow ? actions.toggleDrawer('notes') : actions.changeSettings({ notesOpen: !settings.notesOpen })
          }
        />
      </div>
    </header>
  )
}
