import { randomBytes } from 'node:crypto'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { AppInfo, Problem } from '../preload/contract/app.ts'
import type { Emit } from '../preload/contract/index.ts'
import type { Theme } from '../preload/contract/style.ts'
import { AppError, type EventMessage } from '../preload/contract/wire.ts'
import { loadFold } from '../preload/text/fold.ts'
import { createDispatch, type Dispatch } from './dispatch.ts'
import { createHandlers } from './handlers.ts'
import { openLibraryBackups, storesOf } from './backups/library-backups.ts'
import { leaveFile, takeFiles } from './library/opened-files.ts'
import { openLibrary } from './library/open-library.ts'
import { makeProblem } from './notes/files.ts'
import type { Platform, Web } from './platform.ts'
import { addDocument, type DocumentFiles } from './services/add-document.ts'
import { createBackgroundJobs } from './services/background-jobs.ts'
import { createBackupService } from './services/backups.ts'
import { createBibliography } from './services/bibliography.ts'
import { createDocuments, isOnShelf } from './services/documents.ts'
import { createExchange } from './services/exchange.ts'
import { createImports } from './services/imports.ts'
import { startImportWorker } from './services/import-worker-link.ts'
import { createLinks } from './services/links.ts'
import { createNotePlaces, recordOf } from './services/note-places.ts'
import { createNoteService } from './services/notes.ts'
import { createPassageLinks } from './services/passage-links.ts'
import { createShelfService } from './services/shelf.ts'
import { createStudy } from './services/study.ts'
import { createPrinting } from './services/printing.ts'
import { createSearch } from './services/search.ts'
import { searchableNote } from './services/search-corpus.ts'
import { createWeb } from './web.ts'

export interface AppOptions {
  readonly platform: Platform
  readonly libraryFolder: string
  readonly stateFolder: string
  /** Holds one folder of backups per library; in the state folder when left out. */
  readonly backupFolder?: string
  /** Holds one folder per shipped edition. */
  readonly contentFolder: string
  /** The built interface. */
  readonly uiFolder: string
  readonly version: string
  /** Opens the library without writing to it, whoever else has it open. */
  readonly readOnly?: boolean
  /** A path to print to was given by who starts the program and may replace a PDF; else only the save dialog's may. */
  readonly printMayReplace?: boolean
  /**
   * Another instance was started on the same library, perhaps with a link to a passage; true when a window came to the
   * front or was opened for it.
   */
  readonly onFocus: (link: string | null) => boolean
  /** Files to begin with, as absolute paths; whoever holds the library already is asked to open them. */
  readonly files?: readonly string[]
  /** A link to a passage to begin with; whoever holds the library already is asked to show it. */
  readonly link?: string | null
  readonly log: (line: string) => void
}

export interface App {
  readonly dispatch: Dispatch
  readonly web: Web
  /** Every event of the contract; returns its own unsubscribe. */
  listen(listener: (event: EventMessage) => void): () => void
  /** The theme in force: that of the document that is open, or was last. */
  theme(): Theme
  /**
   * Lets one window show the passage of a link. `newWindow`: one is about to open that will ask for it; else one of those
   * that are open takes it.
   */
  offerLink(link: string, newWindow: boolean): void
  /** Opens a file for an import, which a window takes. `path` is absolute; what cannot be read is logged. */
  openFile(path: string): void
  /** Resolves when everything that was acknowledged is in its final place and the library is free again. */
  close(): Promise<void>
}

/** The program of the threads that read files; in a build all programs lie in one folder. */
const importWorker = join(import.meta.dirname, import.meta.url.endsWith('.ts') ? 'import-worker.ts' : 'import-worker.js')
/** How often the files of other devices are looked at, in ms. */
const lookElsewhere = 5000
/** How long after a change a backup is made, in ms. */
const backupEvery = 5 * 60_000

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

  // A library that is only read takes no files in.
  if (!options.readOnly) for (const path of options.files ?? []) await leaveFile(options.stateFolder, options.libraryFolder, path)
  let takeOpened = (): void => undefined
  const library = await openLibrary({
    libraryFolder: options.libraryFolder,
    stateFolder: options.stateFolder,
    shell: platform.shell,
    clock: Date.now,
    randomBytes,
    onFocus: (link) => {
      takeOpened()
      return options.onFocus(link)
    },
    link: options.link ?? null,
    report: (problem) => emit('library.problemFound', problem),
    ...(options.readOnly ? { readOnly: true } : {}),
  })
  if (library.holder && !options.readOnly) {
    const { pid, focused } = library.holder
    await library.close()
    throw new AppError('read-only', 'another Yandu has this library open', { reason: 'locked', pid, focused })
  }

  const backupFolder = options.backupFolder ?? join(options.stateFolder, 'backups')
  const protectedFolders = [
    library.folder,
    options.libraryFolder,
    options.stateFolder,
    contentFolder,
    uiFolder,
    backupFolder,
  ]
  const startWorker = (onProgress: Parameters<typeof startImportWorker>[0]['onProgress']) =>
    startImportWorker({ program: importWorker, onProgress, log })
  const jobs = createBackgroundJobs(() => startWorker(() => undefined))
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
    facts: library.facts,
    shelf: library.shelf,
    readFacts: (folder) => jobs.facts({ folder }),
  })
  const notePlaces = createNotePlaces({
    notes: library.notes,
    edition: documents.edition,
    earlierEditions: {
      keep: library.earlierEditions.keep,
      // Records are no part of backups; an edition that is kept beside its document says the same.
      read: async (documentId, revision) => {
        const record = await library.earlierEditions.read(documentId, revision)
        if (record !== null) return record
        const edition = await documents.earlier(documentId, revision)
        return edition && recordOf(edition)
      },
    },
    loadFold,
    log,
  })
  const notes = createNoteService({
    notes: library.notes,
    sectionIds: documents.sectionIds,
    keepEdition: notePlaces.keepEdition,
    emit,
  })
  const study = createStudy({ logs: library.study, notes, outline: documents.outline, now: Date.now, emit })
  const printing = createPrinting({
    documents,
    notes: { list: notes.list, places: notePlaces.places },
    readings: library.readings,
    platform,
    web: (request) => web(request),
    clock: Date.now,
    randomBytes,
    protectedFolders,
    home: homedir(),
    mayReplace: options.printMayReplace === true,
  })
  const search = createSearch({
    list: async () => (await documents.everything()).filter(isOnShelf).map(({ facts, mark }) => ({ documentId: facts.documentId, mark })),
    edition: async (documentId) => {
      const { edition, set } = await documents.edition(documentId)
      return { edition, text: set }
    },
    passing: async (documentId) => {
      const { edition, set } = await documents.passing(documentId)
      return { edition, text: set }
    },
    notesOf: async (documentId) => (await notes.list({ documentId })).map(searchableNote),
    emit,
    clock: () => performance.now(),
    log,
  })
  listeners.add(({ name, data }) => search.heard(name, data))
  let backupProblem: Problem | null = null
  const { store, keeper } = openLibraryBackups(library, backupFolder, (error) => {
    log(`no backup could be made: ${String(error)}`)
    if (backupProblem !== null) return
    backupProblem = makeProblem('backup-failed', backupFolder)
    emit('library.problemFound', backupProblem)
  })
  const backups = createBackupService({
    store,
    keeper,
    ...storesOf(library),
    emit,
  })
  const exchange = createExchange({
    platform,
    ...storesOf(library),
    makeBefore: () => keeper.make('before-restore'),
    edition: documents.edition,
    clock: Date.now,
    randomBytes,
    protectedFolders,
    home: homedir(),
    emit,
  })
  const theme = (): Theme => {
    const { documentId, style } = library.settings.get()
    const own = documentId === null ? undefined : library.styles.get(documentId).theme
    return own ?? style.theme
  }
  const web = createWeb({ uiFolder, printModel: printing.model, download: async (id) => (await printing.download(id)) ?? exchange.download(id), theme })
  const links = createLinks(platform)
  const passageLinks = createPassageLinks({ emit, clock: Date.now })
  if (options.link != null) passageLinks.offer(options.link, true)
  const bibliography = createBibliography({
    statedSource: documents.statedSource,
    entered: library.sources,
    emit,
  })
  const shelfDeps = { files: library.files, folder: library.layout.document, earlierEditions: library.earlierEditions, shelf: library.shelf }
  let adding: Promise<unknown> = Promise.resolve()
  // One after the other: two windows may make new revisions of one document.
  const add = (document: DocumentFiles): Promise<void> => {
    const result = adding.then(() => addDocument(shelfDeps, document))
    adding = result.catch(() => undefined)
    return result
  }
  const imports = createImports({
    startWorker,
    incoming: library.incoming,
    ensureIncoming: library.ensureIncoming,
    documents: documents.everything,
    notesOf: async (documentId) => (await notes.list({ documentId })).length,
    add,
    readOnly: library.readOnly,
    emit,
    clock: Date.now,
    randomBytes,
    log,
  })
  const shelf = createShelfService({
    documents,
    shelf: library.shelf,
    notes: (documentId) => notes.list({ documentId }),
    position: library.positions.get,
    readSections: study.readSections,
    jobs,
    add,
    platform,
    readOnly: library.readOnly,
    emit,
  })
  const info = (): AppInfo => ({
    version,
    shell: platform.shell,
    libraryFolder: library.folder,
    readOnly: library.readOnly,
    capabilities: platform.capabilities,
    problems: [...library.problems(), ...damagedDocuments.values(), ...(backupProblem === null ? [] : [backupProblem])],
  })

  const handlers = createHandlers({
    info,
    library,
    backups,
    exchange,
    bibliography,
    documents,
    imports,
    shelf,
    notes,
    notePlaces,
    printing,
    search,
    study,
    links,
    passageLinks,
    platform,
    emit,
  })
  const openFile = (path: string): void => {
    imports.arrive(path).catch((error: unknown) => log(`${path} cannot be opened: ${error instanceof Error ? error.message : String(error)}`))
  }
  takeOpened = () => void takeFiles(options.stateFolder, options.libraryFolder).then((paths) => paths.forEach(openFile))
  if (!library.readOnly) takeOpened()
  const stopPreparing = search.prepareLater()
  const stopWatching = library.notes.watch((changed) => {
    for (const change of changed) emit('notes.changed', change)
  }, lookElsewhere)
  const stopBackups = library.readOnly ? () => undefined : keeper.start(backupEvery)
  const stopShelf = library.shelf.watch((documentIds) => emit('documents.changed', { documentIds: [...documentIds] }), lookElsewhere)
  const stopStudy = library.study.watch((documentId) => emit('study.changed', { documentId }), lookElsewhere)

  return {
    dispatch: createDispatch(handlers, log),
    web,
    listen: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    theme,
    offerLink: passageLinks.offer,
    openFile,
    close: async () => {
      stopWatching()
      stopShelf()
      await imports.close()
      await jobs.close()
      stopPreparing()
      stopBackups()
      if (!library.readOnly) {
        // What cannot be written now is in the history, which the backup has too.
        await library.notes.flush().catch(() => undefined)
        await keeper.finish()
      }
      stopStudy()
      await library.close()
    },
  }
}
