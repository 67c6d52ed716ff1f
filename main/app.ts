import { randomBytes } from 'node:crypto'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { AppInfo, Problem } from '../preload/contract/app.ts'
import type { Emit } from '../preload/contract/index.ts'
import { AppError, type EventMessage } from '../preload/contract/wire.ts'
import { createDispatch, type Dispatch } from './dispatch.ts'
import { createHandlers } from './handlers.ts'
import { openLibrary } from './library/open-library.ts'
import type { Platform, Web } from './platform.ts'
import { createDocuments } from './services/documents.ts'
import { createLinks } from './services/links.ts'
import { createNoteService } from './services/notes.ts'
import { createPrinting } from './services/printing.ts'
import { createWeb } from './web.ts'

export interface AppOptions {
  readonly platform: Platform
  readonly libraryFolder: string
  readonly stateFolder: string
  /** Holds one folder per shipped edition. */
  readonly contentFolder: string
  /** The built interface. */
  readonly uiFolder: string
  readonly version: string
  /** Opens the library without writing to it, whoever else has it open. */
  readonly readOnly?: boolean
  /** A path to print to was given by who starts the program and may replace a PDF; else only the save dialog's may. */
  readonly printMayReplace?: boolean
  /** Another instance was started on the same library; true when a window came to the front or was opened for it. */
  readonly onFocus: () => boolean
  readonly log: (line: string) => void
}

export interface App {
  readonly dispatch: Dispatch
  readonly web: Web
  /** Every event of the contract; returns its own unsubscribe. */
  listen(listener: (event: EventMessage) => void): () => void
  /** Resolves when everything that was acknowledged is in its final place and the library is free again. */
  close(): Promise<void>
}

/** How often the files of other devices are looked at, in ms. */
const lookElsewhere = 5000

/**
 * Builds everything once, for either shell. Throws AppError('read-only') with the reason 'locked' when another Yandu has
 * the library open and reading only was not asked for; that one has then been asked to come to the front.
 */
export const openApp = async (options: AppOptions): Promise<App> => {
  const { platform, contentFolder, uiFolder, version, log } = options
  const listeners = new Set<(event: EventMessage) => void>()
  const emit: Emit = (name, data) => {
    for (const listener of listeners) listener({ name, data })
  }

  const library = await openLibrary({
    libraryFolder: options.libraryFolder,
    stateFolder: options.stateFolder,
    shell: platform.shell,
    clock: Date.now,
    randomBytes,
    onFocus: options.onFocus,
    report: (problem) => emit('library.problemFound', problem),
    ...(options.readOnly ? { readOnly: true } : {}),
  })
  if (library.holder && !options.readOnly) {
    const { pid, focused } = library.holder
    await library.close()
    throw new AppError('read-only', 'another Yandu has this library open', { reason: 'locked', pid, focused })
  }

  const damagedDocuments = new Map<string, Problem>()
  const documents = createDocuments({
    contentFolder,
    documentsFolder: join(library.folder, 'documents'),
    report: (problem) => {
      if (damagedDocuments.has(problem.id)) return
      damagedDocuments.set(problem.id, problem)
      emit('library.problemFound', problem)
    },
    log,
  })
  const notes = createNoteService({ notes: library.notes, sectionIds: documents.sectionIds, emit })
  const printing = createPrinting({
    documents,
    notes,
    platform,
    web: (request) => web(request),
    clock: Date.now,
    randomBytes,
    protectedFolders: [library.folder, options.libraryFolder, options.stateFolder, contentFolder, uiFolder],
    home: homedir(),
    mayReplace: options.printMayReplace === true,
  })
  const web = createWeb({ uiFolder, printModel: printing.model, download: printing.download })
  const links = createLinks(platform)
  const info = (): AppInfo => ({
    version,
    shell: platform.shell,
    libraryFolder: library.folder,
    readOnly: library.readOnly,
    capabilities: platform.capabilities,
    problems: [...library.problems(), ...damagedDocuments.values()],
  })

  const handlers = createHandlers({ info, library, documents, notes, printing, links, platform, emit })
  const stopWatching = library.notes.watch((changed) => {
    for (const change of changed) emit('notes.changed', change)
  }, lookElsewhere)

  return {
    dispatch: createDispatch(handlers, log),
    web,
    listen: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: async () => {
      stopWatching()
      await library.close()
    },
  }
}
