import type { Settings } from '../../../preload/contract/app.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { useActions, useAppState, useWords } from '../context.ts'

const languages = [
  { value: 'en', name: 'English', tag: 'en' },
  { value: 'zh-Hant', name: '繁體中文', tag: 'zh-Hant-TW' },
  { value: 'zh-Hans', name: '简体中文', tag: 'zh-Hans-CN' },
] as const satisfies readonly { value: Settings['language']; name: string; tag: string }[]

export const SettingsDialog = () => {
  const words = useWords()
  const actions = useActions()
  const settings = useAppState((state) => state.shell.settings)
  const info = useAppState((state) => state.shell.info)
  return (
    <Dialog title={words('settings.title')} closeLabel={words('app.close')} onClose={actions.closeDialog}>
      <div className="form">
        <label className="field">
          <span>{words('settings.language')}</span>
          <select
            value={settings.language}
            onChange={(event) => {
              const chosen = languages.find(({ value }) => value === event.target.value)
              actions.changeSettings({ language: chosen?.value ?? 'system' })
            }}
          >
            <option value="system">{words('settings.followSystem')}</option>
            {languages.map(({ value, name, tag }) => (
              <option key={value} value={value} lang={tag}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <Segments
          label={words('settings.theme')}
          value={settings.theme}
          onChange={(theme) => actions.changeSettings({ theme })}
          options={[
            { value: 'system', label: words('settings.followSystem'), hint: words('settings.followSystem') },
            { value: 'light', label: words('settings.light'), hint: words('settings.light') },
            { value: 'dark', label: words('settings.dark'), hint: words('settings.dark') },
          ]}
        />
        {info && (
          <div className="field">
            <span>{words('settings.library')}</span>
            <code className="path">{info.libraryFolder}</code>
            {info.capabilities.reveal && <Button onClick={actions.revealLibrary}>{words('library.reveal')}</Button>}
          </div>
        )}
        <p className="form-hint">{words('settings.offline')}</p>
        <p className="form-hint">
          {words('settings.version', { version: info?.version ?? '' })}{' '}
          <button type="button" className="link" onClick={() => actions.openDialog({ kind: 'shortcuts' })}>
            {words('shortcuts.title')}
          </button>
        </p>
      </div>
    </Dialog>
  )
}
