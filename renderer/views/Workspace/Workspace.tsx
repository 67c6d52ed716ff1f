import { useEffect, useState, type CSSProperties } from 'react'
import { languageTags } from '../../../preload/contract/words/index.ts'
import { Splitter } from '../../ui/Splitter.tsx'
import { Aloud } from '../Aloud/Aloud.tsx'
import { GoToDialog } from '../Commands/GoToDialog.tsx'
import { Palette } from '../Commands/Palette.tsx'
import { useCommandKeys } from '../Commands/key-listener.ts'
import { AboutCopy } from '../Dialogs/AboutCopy.tsx'
import { PrintDialog } from '../Dialogs/PrintDialog.tsx'
import { ReadingDialog } from '../Dialogs/ReadingDialog.tsx'
import { ShortcutsDialog } from '../Dialogs/ShortcutsDialog.tsx'
import { SourceDialog } from '../Dialogs/SourceDialog.tsx'
import { FindBar } from '../Find/FindBar.tsx'
import { DropTarget } from '../Import/DropTarget.tsx'
import { ImportScreen } from '../Import/ImportScreen.tsx'
import { ExchangeDialog } from '../Keeping/ExchangeDialog.tsx'
import { RestoreDialog } from '../Keeping/RestoreDialog.tsx'
import { LibraryScreen } from '../Library/LibraryScreen.tsx'
import { Marks } from '../Marks/Marks.tsx'
import { FoundPlacesDialog } from '../Marks/FoundPlacesDialog.tsx'
import { TrashDialog } from '../Kept/TrashDialog.tsx'
import { VersionsDialog } from '../Kept/VersionsDialog.tsx'
import { Notes } from '../Notes/Notes.tsx'
import { Outline } from '../Outline/Outline.tsx'
import { Passages } from '../Passages/Passages.tsx'
import { ProgressLine } from '../Progress/ProgressLine.tsx'
import { RepairsDialog } from '../Repairs/RepairsDialog.tsx'
import { Search } from '../Search/Search.tsx'
import { Reading } from '../Reading/Reading.tsx'
import { SettingsDialog } from '../Settings/SettingsDialog.tsx'
import { ReadOffer } from '../Study/ReadOffer.tsx'
import { ReviewDialog } from '../Study/ReviewDialog.tsx'
import { StudyDialog } from '../Study/StudyDialog.tsx'
import { Toolbar } from '../Toolbar/Toolbar.tsx'
import { useActions, useAppState, useLanguage, useStyle, useWords } from '../context.ts'
import { useMediaQuery } from '../media-query.ts'
import { narrowQuery } from '../narrow.ts'
import { openDocument } from '../../state/document.ts'
import { ScriptContext, useScriptView } from '../script.ts'
import { Banners } from './Banners.tsx'
import { Toasts } from './Toasts.tsx'
import { useFontsReady } from './fonts-ready.ts'
import { useWindowTheme } from './window-theme.ts'
import './workspace.css'

/** Narrowest and widest a pane may be, in CSS px, and the part of the window it may take. */
const limits = { outline: { min: 180, max: 480, part: 0.25 }, notes: { min: 220, max: 640, part: 0.3 } } as const

/** What the window leaves of a pane's limits; the text keeps the larger part. */
const fitting = ({ min, max, part }: (typeof limits)[keyof typeof limits], window: number) => ({
  min,
  max: Math.max(min, Math.min(max, Math.floor(window * part))),
})

/** The window: outline, text and notes side by side, with what goes wrong said above them. */
export const Workspace = () => {
  const words = useWords()
  const actions = useActions()
  const language = useLanguage()
  const settings = useAppState((state) => state.shell.settings)
  const { script } = useStyle()
  const textLanguage = useAppState((state) => openDocument(state.reading)?.outline.language ?? null)
  const view = useScriptView(textLanguage, script)
  const dialog = useAppState((state) => state.shell.dialog)
  const drawer = useAppState((state) => state.shell.drawer)
  const narrow = useMediaQuery(narrowQuery)
  const fontsReady = useFontsReady()
  const windowWidth = useWindowWidth()
  const outlineLimits = fitting(limits.outline, windowWidth)
  const notesLimits = fitting(limits.notes, windowWidth)
  const outlineWidth = Math.max(outlineLimits.min, Math.min(outlineLimits.max, settings.outlineWidth))
  const notesWidth = Math.max(notesLimits.min, Math.min(notesLimits.max, settings.notesWidth))
  useCommandKeys()
  useWindowTheme()

  useEffect(() => {
    document.documentElement.lang = languageTags[language]
    document.title = words('app.name')
  }, [language, words])

  useEffect(() => {
    if (!narrow || drawer === null) return
    const first = drawer === 'outline' ? '#outline [tabindex="0"]' : '#notes .note-field, #notes button'
    document.querySelector<HTMLElement>(first)?.focus()
  }, [narrow, drawer])

  const outlineShown = narrow ? drawer === 'outline' : settings.outlineOpen
  const notesShown = narrow ? drawer === 'notes' : settings.notesOpen
  const widths = {
    '--outline-width': `${outlineWidth}px`,
    '--notes-width': `${notesWidth}px`,
  } as CSSProperties

  return (
    <ScriptContext value={view}>
    <div className="workspace" style={widths} data-narrow={narrow} data-fonts={fontsReady ? 'ready' : 'loading'}>
      <a className="skip-link" href="#text" onClick={(event) => {
        event.preventDefault()
        document.getElementById('text')?.focus()
      }}>
        {words('app.skipToText')}
      </a>
      <Toolbar outlineShown={outlineShown} notesShown={notesShown} />
      <Banners />
      <div className="panes">
        {outlineShown && (
          <nav className="pane pane-outline" id="outline" aria-label={words('outline.label')}>
            <Outline onGone={() => narrow && actions.toggleDrawer(null)} />
            {!narrow && (
              <Splitter
                label={words('outline.resize')}
                value={outlineWidth}
                {...outlineLimits}
                direction={1}
                controls="outline"
                onChange={(width) => actions.changeSettings({ outlineWidth: width })}
              />
            )}
          </nav>
        )}
        <main className="pane pane-text" aria-label={words('reading.label')} inert={narrow && drawer !== null}>
          <FindBar />
          <Reading ready={fontsReady} />
          <Aloud />
          <Passages />
          <ReadOffer />
          <Marks />
          <ProgressLine />
        </main>
        {notesShown && (
          <aside className="pane pane-notes" id="notes" aria-label={words('notes.label')}>
            {!narrow && (
              <Splitter
                label={words('notes.resize')}
                value={notesWidth}
                {...notesLimits}
                direction={-1}
                controls="notes"
                onChange={(width) => actions.changeSettings({ notesWidth: width })}
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
      {dialog?.kind === 'backups' && <RestoreDialog />}
      {dialog?.kind === 'exchange' && <ExchangeDialog />}
      {dialog?.kind === 'source' && <SourceDialog />}
      {dialog?.kind === 'palette' && <Palette />}
      {dialog?.kind === 'search' && <Search />}
      {dialog?.kind === 'study' && <StudyDialog />}
      {dialog?.kind === 'review' && <ReviewDialog />}
      {dialog?.kind === 'go-to' && <GoToDialog openLink={actions.openPassageLink} />}
      {dialog?.kind === 'review-marks' && <FoundPlacesDialog />}
      {dialog?.kind === 'reading' && <ReadingDialog span={dialog.span} />}
      {dialog?.kind === 'versions' && <VersionsDialog noteId={dialog.noteId} />}
      {dialog?.kind === 'trash' && <TrashDialog />}
      {dialog?.kind === 'repairs' && <RepairsDialog />}
      {dialog?.kind === 'import' && <ImportScreen />}
      {dialog?.kind === 'library' && <LibraryScreen />}
      <DropTarget />
      <Toasts />
    </div>
    </ScriptContext>
  )
}

const useWindowWidth = (): number => {
  const [width, setWidth] = useState(() => window.innerWidth)
  useEffect(() => {
    const update = () => setWidth(window.innerWidth)
    window.addEventListener('resize', update)
    return () => window.removeEventListener('resize', update)
  }, [])
  return width
}
