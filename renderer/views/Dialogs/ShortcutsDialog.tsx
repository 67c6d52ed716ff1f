import { Dialog } from '../../ui/Dialog.tsx'
import { useActions, useWords } from '../context.ts'
import { shortcuts } from '../Workspace/shortcuts.ts'

export const ShortcutsDialog = () => {
  const words = useWords()
  const actions = useActions()
  return (
    <Dialog title={words('shortcuts.title')} closeLabel={words('app.close')} onClose={actions.closeDialog}>
      <dl className="shortcuts">
        {shortcuts.map(({ command, keys }) => (
          <div key={command}>
            <dt>{words(`shortcut.${command}`)}</dt>
            <dd>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
        <div>
          <dt>{words('shortcut.finishNote')}</dt>
          <dd>
            <kbd>Ctrl</kbd>
            <kbd>Enter</kbd>
          </dd>
        </div>
        <div>
          <dt>{words('shortcut.moveNote')}</dt>
          <dd>
            <kbd>Alt</kbd>
            <kbd>↑ ↓</kbd>
          </dd>
        </div>
      </dl>
    </Dialog>
  )
}
