import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createClient } from './bridge/client.ts'
import { connect } from './bridge/connect.ts'
import { createActions } from './state/actions.ts'
import { createAppStore } from './state/index.ts'
import { createNoteSaving } from './state/note-saving.ts'
import { startSync } from './state/sync.ts'
import { keepDrafts } from './state/unsaved-drafts.ts'
import { AppContext } from './views/context.ts'
import { Workspace } from './views/Workspace/Workspace.tsx'
import './fonts/fonts.css'
import './ui/tokens.css'
import './ui/ui.css'
import './ui/marks.css'

const later = (task: () => void, ms: number): (() => void) => {
  const timer = setTimeout(task, ms)
  return () => clearTimeout(timer)
}

const store = createAppStore()
const client = createClient(connect())
const saving = createNoteSaving(
  {
    store,
    save: (draft) => client.call('notes.save', draft),
    later,
  },
  Date.now,
)
const actions = createActions({ store, client, saving, randomId: () => crypto.randomUUID(), later, clock: () => performance.now() })

keepDrafts({ store, saving, storage: sessionStorage, page: window })
window.addEventListener('pagehide', actions.flush)
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') actions.flush()
})
startSync({ store, client, actions, saving })

const container = document.getElementById('app')
if (!container) throw new Error('the page has no #app element')
createRoot(container).render(
  <StrictMode>
    <AppContext value={{ store, actions, systemLanguages: navigator.languages }}>
      <Workspace />
    </AppContext>
  </StrictMode>,
)
