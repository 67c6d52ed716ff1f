import type { Client } from '../bridge/client.ts'
import type { Actions } from './actions.ts'
import { codeOf } from './actions.ts'
import { openDocument } from './document.ts'
import type { AppStore } from './index.ts'
import { compareVersions } from './notes.ts'
import type { NoteSaving } from './note-saving.ts'

export interface SyncOptions {
  readonly store: AppStore
  readonly client: Client
  readonly actions: Actions
  readonly saving: NoteSaving
}

/** Keeps the store in step with the main side. Start, reload and reconnect are one path: `ready`. */
export const startSync = ({ store, client, actions, saving }: SyncOptions): void => {
  client.onReady(() => void load())
  client.onLost(() => {
    store.dispatch({ slice: 'shell', action: { type: 'connection.lost' } })
    if (store.get().reading.current.kind !== 'loading') return
    store.dispatch({ slice: 'reading', action: { type: 'document.failed', documentId: null, code: 'disconnected' } })
  })

  client.on('settings.changed', (settings) =>
    store.dispatch({ slice: 'shell', action: { type: 'settings.received', settings } }),
  )
  client.on('styles.changed', ({ documentId, style }) => actions.styleChanged(documentId, style))
  client.on('readings.changed', ({ documentId }) => {
    if (openDocument(store.get().reading)?.outline.documentId === documentId) void actions.loadReadingRules(documentId)
  })
  client.on('library.problemFound', (problem) =>
    store.dispatch({ slice: 'shell', action: { type: 'problem.found', problem } }),
  )
  client.on('app.commandChosen', ({ command }) =>
    store.dispatch({ slice: 'shell', action: { type: 'command.chosen', command } }),
  )
  client.on('bibliography.changed', ({ documentId }) => {
    if (openDocument(store.get().reading)?.outline.documentId !== documentId) return
    // What is shown stays until the next change or citation.
    actions.loadBibliography(documentId).catch(() => undefined)
  })
  client.on('study.changed', ({ documentId }) => void actions.loadStudy(documentId))
  client.on('app.linkArrived', () => void actions.takeLink())
  client.on('documents.changed', ({ documentIds }) => void actions.documentsChanged(documentIds))
  client.on('imports.arrived', () => void actions.takeImports())
  client.on('imports.progressed', ({ importId, stage, share }) => actions.importProgressed(importId, { kind: 'reading', stage, share }))
  client.on('search.progressed', actions.repeatSearch)
  client.on('notes.changed', actions.repeatSearch)
  client.on('notes.changed', ({ documentId, noteId, version }) => {
    if (openDocument(store.get().reading)?.outline.documentId !== documentId) return
    const known = store.get().notes.notes.get(noteId)
    if (known && compareVersions(known.version, version) >= 0) return
    // Our own save is answered by its reply; asking for the list as well would only race it.
    void saving.settled(noteId).then(() => {
      const after = store.get().notes.notes.get(noteId)
      if (after && compareVersions(after.version, version) >= 0) return
      return actions.reloadNotes()
    })
  })

  client.on('notes.replaced', ({ documentIds }) => {
    const open = openDocument(store.get().reading)?.outline.documentId
    if (open !== undefined && documentIds.includes(open)) void actions.reloadNotes()
  })

  const load = async () => {
    store.dispatch({ slice: 'shell', action: { type: 'connection.ready' } })
    try {
      const [info, settings, documents] = await Promise.all([
        client.call('app.info', {}),
        client.call('settings.get', {}),
        client.call('documents.list', {}),
      ])
      store.dispatch({ slice: 'shell', action: { type: 'app.informed', info } })
      store.dispatch({ slice: 'shell', action: { type: 'settings.received', settings } })
      store.dispatch({ slice: 'reading', action: { type: 'documents.listed', documents } })
      const open = openDocument(store.get().reading)?.outline.documentId
      const last = documents.find(({ documentId }) => documentId === settings.documentId)?.documentId
      const wanted = open ?? last ?? documents[0]?.documentId
      if (wanted === undefined) {
        store.dispatch({
          slice: 'reading',
          action: { type: 'document.failed', documentId: null, code: 'not-found' },
        })
        return
      }
      // The main side draws the first page in the theme of the document that was open last.
      if (wanted !== settings.documentId) actions.changeSettings({ documentId: wanted })
      await actions.openDocument(wanted)
      await actions.takeLink()
      await saving.flush()
      await actions.takeImports()
    } catch (error) {
      store.dispatch({
        slice: 'reading',
        action: { type: 'document.failed', documentId: null, code: codeOf(error) },
      })
    }
  }
}
