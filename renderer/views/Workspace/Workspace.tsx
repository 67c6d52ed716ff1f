import { useEffect, useState, type CSSProperties } from 'react'
import { languageTags } from '../../../preload/contract/words/index.ts'
import { Splitter } from '../../ui/Splitter.tsx'
import { AboutCopy } from '../Dialogs/AboutCopy.tsx'
import { PrintDialog } from '../Dialogs/PrintDialog.tsx'
import { SettingsDialog } from '../Dialogs/SettingsDialog.tsx'
import { ShortcutsDialog } from '../Dialogs/ShortcutsDialog.tsx'
import { Notes } from '../Notes/Notes.tsx'
import { Outline } from '../Outline/Outline.tsx'
import { Reading } from '../Reading/Reading.tsx'
import { Toolbar } from '../Toolbar/Toolbar.tsx'
import { useActions, useAppState, useLanguage, useWords } from '../context.ts'
import { Banners } from './Banners.tsx'
import { Toasts } from './Toasts.tsx'
import { useFontsReady } from './fonts-ready.ts'
import { useShortcuts } from './shortcuts.ts'
import './workspace.css'

/** Below this width, in CSS px, the side panes lie over the text one at a time. */
export const narrowQuery = '(max-width: 699px)'

const limits = { outline: { min: 180, max: 480 }, notes: { min: 220, max: 640 } } as const

/** The window: outline, text and notes side by side, with what goes wrong said above them. */
export const Workspace = () => {
  const words = useWords()
  const actions = useActions()
  const language = useLanguage()
  const settings = useAppState((state) => state.shell.settings)
  const dialog = useAppState((state) => state.shell.dialog)
  const drawer = useAppState((state) => state.shell.drawer)
  const narrow = useMediaQuery(narrowQuery)
  const fontsReady = useFontsReady()
  useShortcuts(narrow)

  useEffect(() => {
    document.documentElement.lang = languageTags[language]
    document.title = words('app.name')
  }, [language, words])
  useEffect(() => {
    document.documentElement.dataset['theme'] = settings.theme
  }, [settings.theme])

  const outlineShown = narrow ? drawer === 'outline' : settings.outlineOpen
  const notesShown = narrow ? drawer === 'notes' : settings.notesOpen
  const widths = {
    '--outline-width': `${settings.outlineWidth}px`,
    '--notes-width': `${settings.notesWidth}px`,
  } as CSSProperties

  return (
    <div className="workspace" style={widths} data-narrow={narrow} data-fonts={fontsReady ? 'ready' : 'loading'}>
      <a className="skip-link" href="#text" onClick={(event) => {
        event.preventDefault()
        document.getElementById('text')?.focus()
      }}>
        {words('app.skipToText')}
      </a>
      <Toolbar narrow={narrow} outlineShown={outlineShown} notesShown={notesShown} />
      <Banners />
      <div className="panes">
        {outlineShown && (
          <nav className="pane pane-outline" id="outline" aria-label={words('outline.label')}>
            <Outline onGone={() => narrow && actions.toggleDrawer(null)} />
            {!narrow && (
              <Splitter
                label={words('outline.resize')}
                value={settings.outlineWidth}
                {...limits.outline}
                direction={1}
                controls="outline"
                onChange={(outlineWidth) => actions.changeSettings({ outlineWidth })}
              />
            )}
          </nav>
        )}
        <main className="pane pane-text" aria-label={words('reading.label')}>
          <Reading ready={fontsReady} />
        </main>
        {notesShown && (
          <aside className="pane pane-notes" id="notes" aria-label={words('notes.label')}>
            {!narrow && (
              <Splitter
                label={words('notes.resize')}
                value={settings.notesWidth}
                {...limits.notes}
                direction={-1}
                controls="notes"
                onChange={(notesWidth) => actions.changeSettings({ notesWidth })}
              />
            )}
            <Notes />
          </aside>
        )}
        {narrow && drawer !== null && (
          <button
            type="button"
            className="drawer-shade"
            aria-label={words('app.closePane')}
            onClick={() => actions.toggleDrawer(null)}
          />
        )}
      </div>
      {dialog?.kind === 'print' && <PrintDialog sectionId={dialog.sectionId} purpose={dialog.purpose} />}
      {dialog?.kind === 'settings' && <SettingsDialog />}
      {dialog?.kind === 'about-copy' && <AboutCopy />}
      {dialog?.kind === 'shortcuts' && <ShortcutsDialog />}
      <Toasts />
    </div>
  )
}

const useMediaQuery = (query: string): boolean => {
  const [matches, setMatches] = useState(() => window.matchMedia(query).matches)
  useEffect(() => {
    const list = window.matchMedia(query)
    const update = () => setMatches(list.matches)
    update()
    list.addEventListener('change', update)
    return () => list.removeEventListener('change', update)
  }, [query])
  return matches
}
