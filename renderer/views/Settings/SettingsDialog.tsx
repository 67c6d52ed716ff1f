import { useState } from 'react'
import type { Settings } from '../../../preload/contract/app.ts'
import { openDocument } from '../../state/document.ts'
import { selectOwnStyle } from '../../state/selected-style.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { useActions, useAppState, useStyle, useWords } from '../context.ts'
import { Sample } from './Sample.tsx'
import { TextSettings } from './TextSettings.tsx'
import './settings.css'

const languages = [
  { value: 'en', name: 'English', tag: 'en' },
  { value: 'zh-Hant', name: '繁體中文', tag: 'zh-Hant-TW' },
  { value: 'zh-Hans', name: '简体中文', tag: 'zh-Hans-CN' },
] as const satisfies readonly { value: Settings['language']; name: string; tag: string }[]

/** Everything that can be set, beside a sample that shows at once what it does. */
export const SettingsDialog = () => {
  const words = useWords()
  const actions = useActions()
  const base = useAppState((state) => state.shell.settings.style)
  const own = useAppState(selectOwnStyle)
  const outline = useAppState((state) => openDocument(state.reading)?.outline ?? null)
  const inForce = useStyle()
  const [wanted, setWanted] = useState<'document' | 'all'>('document')
  const scope = outline === null ? 'all' : wanted
  const style = scope === 'document' ? inForce : base
  const ownCount = Object.keys(own).length
  return (
    <Dialog title={words('settings.title')} closeLabel={words('app.close')} onClose={actions.closeDialog} wide>
      <div className="settings">
        <div className="settings-list">
          <section className="settings-group" aria-labelledby="settings-page">
            <h3 id="settings-page">{words('style.page')}</h3>
            {outline !== null && (
              <div className="setting-scope">
                <Segments
                  label={words('style.scope')}
                  value={scope}
                  onChange={setWanted}
                  options={[
                    { value: 'document', label: words('style.scopeDocument'), hint: words('style.scopeDocumentHint', { title: outline.titleSet }) },
                    { value: 'all', label: words('style.scopeAll'), hint: words('style.scopeAllHint') },
                  ]}
                />
                <p className="form-hint" role="status">
                  {scope === 'all'
                    ? words('style.scopeAllHint')
                    : ownCount === 0
                      ? words('style.ownNone')
                      : words('style.own', { count: ownCount })}
                </p>
              </div>
            )}
            <TextSettings
              style={style}
              own={scope === 'document' ? own : {}}
              base={base}
              onChange={scope === 'document' ? actions.changeStyle : actions.changeDefaultStyle}
              onReset={(field) => actions.followDefaultStyle([field])}
            />
            {scope === 'document' && (
              <div className="setting-actions">
                <Button aria-disabled={ownCount === 0} onClick={() => ownCount > 0 && actions.followDefaultStyle()}>
                  {words('style.followAll')}
                </Button>
                <Button aria-disabled={ownCount === 0} onClick={() => ownCount > 0 && actions.shareStyle()}>
                  {words('style.share')}
                </Button>
              </div>
            )}
          </section>
          <InterfaceSettings />
        </div>
        <Sample style={style} language={outline?.language ?? 'zh-Hant'} />
      </div>
    </Dialog>
  )
}

/** What does not belong to a text: the language of the interface, where the notes are, what Yandu promises. */
const InterfaceSettings = () => {
  const words = useWords()
  const actions = useActions()
  const language = useAppState((state) => state.shell.settings.language)
  const info = useAppState((state) => state.shell.info)
  return (
    <>
      <section className="settings-group" aria-labelledby="settings-interface">
        <h3 id="settings-interface">{words('style.interface')}</h3>
        <label className="field">
          <span>{words('settings.language')}</span>
          <select
            value={language}
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
      </section>
      {info && (
        <section className="settings-group" aria-labelledby="settings-library">
          <h3 id="settings-library">{words('style.library')}</h3>
          <div className="field">
            <span>{words('settings.library')}</span>
            <code className="path">{info.libraryFolder}</code>
            {info.capabilities.reveal && <Button onClick={actions.revealLibrary}>{words('library.reveal')}</Button>}
          </div>
        </section>
      )}
      <section className="settings-group" aria-labelledby="settings-about">
        <h3 id="settings-about">{words('style.about')}</h3>
        <p className="form-hint">{words('settings.offline')}</p>
        <p className="form-hint">
          {words('settings.version', { version: info?.version ?? '' })}{' '}
          <button type="button" className="link" onClick={() => actions.openDialog({ kind: 'shortcuts' })}>
            {words('shortcuts.title')}
          </button>
        </p>
      </section>
    </>
  )
}
