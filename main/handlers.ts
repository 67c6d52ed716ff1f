import type { AppInfo } from '../preload/contract/app.ts'
import type { Emit, Handlers } from '../preload/contract/index.ts'
import type { Library } from './library/open-library.ts'
import type { createBackupService } from './services/backups.ts'
import type { createBibliography } from './services/bibliography.ts'
import type { createDocuments } from './services/documents.ts'
import type { createExchange } from './services/exchange.ts'
import type { Imports } from './services/imports.ts'
import type { createLinks } from './services/links.ts'
import type { createNotePlaces } from './services/note-places.ts'
import type { createNoteService } from './services/notes.ts'
import type { createPassageLinks } from './services/passage-links.ts'
import type { ShelfService } from './services/shelf.ts'
import type { createStudy } from './services/study.ts'
import type { Printing } from './services/printing.ts'
import type { createSearch } from './services/search.ts'
import type { Platform } from './platform.ts'

export interface HandlerServices {
  readonly info: () => AppInfo
  readonly library: Library
  readonly backups: ReturnType<typeof createBackupService>
  readonly exchange: ReturnType<typeof createExchange>
  readonly bibliography: ReturnType<typeof createBibliography>
  readonly documents: ReturnType<typeof createDocuments>
  readonly notes: ReturnType<typeof createNoteService>
  readonly notePlaces: ReturnType<typeof createNotePlaces>
  readonly printing: Printing
  readonly search: ReturnType<typeof createSearch>
  readonly imports: Imports
  readonly shelf: ShelfService
  readonly study: ReturnType<typeof createStudy>
  readonly links: ReturnType<typeof createLinks>
  readonly passageLinks: ReturnType<typeof createPassageLinks>
  readonly platform: Platform
  readonly emit: Emit
}

/** The contract's names, each with the use case that answers it. */
export const createHandlers = (services: HandlerServices): Handlers => {
  const { library, backups, exchange, bibliography, documents, imports, shelf, notes, notePlaces, printing, search, study, links, passageLinks, platform, emit } =
    services
  return {
    'app.info': async () => services.info(),
    'app.openLink': links.open,
    'app.takeLink': passageLinks.take,
    'backups.list': backups.list,
    'backups.make': backups.make,
    'backups.restore': backups.restore,
    'notes.canBeginAnew': backups.canBeginAnew,
    'notes.beginAnew': backups.beginAnew,
    'exchange.export': exchange.export,
    'exchange.import': exchange.import,
    'bibliography.get': bibliography.get,
    'bibliography.enter': bibliography.enter,
    'settings.get': async () => library.settings.get(),
    'settings.change': async (changes) => {
      const settings = library.settings.change(changes)
      emit('settings.changed', settings)
      return settings
    },
    'positions.get': async ({ documentId }) => library.positions.get(documentId),
    'positions.set': async (position) => library.positions.set(position),
    'styles.get': async ({ documentId }) => library.styles.get(documentId),
    'styles.change': async ({ documentId, change }) => {
      const style = library.styles.change(documentId, change)
      emit('styles.changed', { documentId, style })
      return style
    },
    'styles.clear': async ({ documentId, fields }) => {
      const style = library.styles.clear(documentId, fields)
      emit('styles.changed', { documentId, style })
      return style
    },
    'readings.list': async ({ documentId }) => [...library.readings.list(documentId)],
    'readings.set': async ({ documentId, rule }) => {
      const rules = [...library.readings.set(documentId, rule)]
      emit('readings.changed', { documentId })
      return rules
    },
    'readings.remove': async ({ documentId, rule }) => {
      const rules = [...library.readings.remove(documentId, rule)]
      emit('readings.changed', { documentId })
      return rules
    },
    'library.reveal': async () => {
      await platform.revealInFolder(library.folder)
      return {}
    },
    'window.toggleFullScreen': async () => {
      platform.toggleFullScreen()
      return {}
    },
    'documents.list': documents.list,
    'documents.outline': documents.outline,
    'documents.passage': documents.passage,
    'documents.source': documents.source,
    'documents.cards': shelf.cards,
    'documents.trash': shelf.trash,
    'documents.setTags': shelf.setTags,
    'documents.rename': shelf.rename,
    'documents.remove': shelf.remove,
    'documents.putBack': shelf.putBack,
    'documents.reveal': shelf.reveal,
    'documents.revisions': shelf.revisions,
    'documents.compareRevisions': shelf.compareRevisions,
    'documents.choices': shelf.choices,
    'documents.revise': shelf.revise,
    'imports.begin': imports.begin,
    'imports.send': imports.send,
    'imports.waiting': imports.waiting,
    'imports.read': imports.read,
    'imports.outline': imports.outline,
    'imports.passage': imports.passage,
    'imports.source': imports.source,
    'imports.repairs': imports.repairs,
    'imports.add': imports.add,
    'imports.drop': imports.drop,
    'notes.list': notes.list,
    'notes.isReadOnly': notes.isReadOnly,
    'notes.places': notePlaces.places,
    'notes.versions': notes.versions,
    'notes.trash': notes.trash,
    'notes.save': notes.save,
    'notes.move': notes.move,
    'notes.delete': notes.delete,
    'notes.restore': notes.restore,
    'notes.dropAlternative': notes.dropAlternative,
    'study.get': study.get,
    'study.markRead': study.markRead,
    'study.review': study.review,
    'study.undo': study.undo,
    'study.exportAnki': study.exportAnki,
    'study.importAnki': study.importAnki,
    'print.save': printing.save,
    'print.page': printing.page,
    'print.paper': printing.paper,
    'search.find': search.find,
    'search.more': search.more,
  }
}
