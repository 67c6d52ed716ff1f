import type { AppInfo } from '../preload/contract/app.ts'
import type { Emit, Handlers } from '../preload/contract/index.ts'
import type { Library } from './library/open-library.ts'
import type { createDocuments } from './services/documents.ts'
import type { createLinks } from './services/links.ts'
import type { createNoteService } from './services/notes.ts'
import type { Printing } from './services/printing.ts'
import type { Platform } from './platform.ts'

export interface HandlerServices {
  readonly info: () => AppInfo
  readonly library: Library
  readonly documents: ReturnType<typeof createDocuments>
  readonly notes: ReturnType<typeof createNoteService>
  readonly printing: Printing
  readonly links: ReturnType<typeof createLinks>
  readonly platform: Platform
  readonly emit: Emit
}

/** The contract's names, each with the use case that answers it. */
export const createHandlers = (services: HandlerServices): Handlers => {
  const { library, documents, notes, printing, links, platform, emit } = services
  return {
    'app.info': async () => services.info(),
    'app.openLink': links.open,
    'settings.get': async () => library.settings.get(),
    'settings.change': async (changes) => {
      const settings = library.settings.change(changes)
      emit('settings.changed', settings)
      return settings
    },
    'positions.get': async ({ documentId }) => library.positions.get(documentId),
    'positions.set': async (position) => library.positions.set(position),
    'library.reveal': async () => {
      await platform.revealInFolder(library.folder)
      return {}
    },
    'documents.list': documents.list,
    'documents.outline': documents.outline,
    'documents.passage': documents.passage,
    'documents.source': documents.source,
    'notes.list': notes.list,
    'notes.isReadOnly': notes.isReadOnly,
    'notes.save': notes.save,
    'notes.move': notes.move,
    'notes.delete': notes.delete,
    'notes.restore': notes.restore,
    'notes.dropAlternative': notes.dropAlternative,
    'print.save': printing.save,
    'print.page': printing.page,
    'print.paper': printing.paper,
  }
}
