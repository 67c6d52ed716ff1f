import * as nodeDisk from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Problem } from '../../preload/contract/app.ts'
import { AppError } from '../../preload/contract/wire.ts'
import { makeProblem } from '../notes/files.ts'
import { openNotes } from '../notes/open-notes.ts'
import type { Notes } from '../notes/open-notes.ts'
import { openStudyLogs } from '../study/open-study.ts'
import type { StudyLogs } from '../study/open-study.ts'
import { encodeDescriptor, readDescriptor } from './descriptor.ts'
import { createMarks, resolveDevice } from './device.ts'
import type { Disk } from './disk.ts'
import { createFactsStore } from './document-facts.ts'
import type { FactsStore } from './document-facts.ts'
import { createDurableFiles } from './durable-file.ts'
import type { DurableFiles } from './durable-file.ts'
import { createEarlierEditions } from './earlier-editions.ts'
import type { EarlierEditions } from './earlier-editions.ts'
import { libraryLayout, stateLayout } from './layout.ts'
import type { LibraryLayout } from './layout.ts'
import { openLibraryHome } from './library-home.ts'
import type { LibraryHome } from './library-home.ts'
import { acquireLibraryLock } from './library-lock.ts'
import type { HeldLock, Shell } from './library-lock.ts'
import { createShelf } from './shelf.ts'
import type { Shelf } from './shelf.ts'
import { openStateStores } from './settings-store.ts'
import type { PositionStore, SettingsStore } from './settings-store.ts'
import type { ReadingRuleStore, SourceStore, StyleStore } from './preference-stores.ts'

export interface LibraryDeps {
  readonly libraryFolder: string
  readonly stateFolder: string
  readonly shell: Shell
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly randomBytes: (size: number) => Uint8Array
  /**
   * Another start of the program asks this one to come to the front and, with a link, to show a passage; false when it
   * cannot come.
   */
  readonly onFocus: (link: string | null) => boolean | Promise<boolean>
  /** The link that whoever holds the library is asked to show. */
  readonly link?: string | null
  /** Called for every new problem, from the opening on. */
  readonly report?: (problem: Problem) => void
  /** Asks for a library that writes nothing, takes no lock and needs none. */
  readonly readOnly?: boolean
  readonly disk?: Disk
}

export interface Library {
  readonly folder: string
  readonly id: string
  /** The library's files; writing them is refused while the folder is not at its place. */
  readonly files: DurableFiles
  readonly deviceId: string
  readonly readOnly: boolean
  /** Set when another Yandu has the library open. */
  readonly holder: { readonly pid: number | null; readonly shell: Shell | null; readonly focused: boolean } | null
  problems(): readonly Problem[]
  readonly settings: SettingsStore
  readonly positions: PositionStore
  readonly styles: StyleStore
  readonly readings: ReadingRuleStore
  readonly sources: SourceStore
  readonly notes: Notes
  readonly study: StudyLogs
  readonly earlierEditions: EarlierEditions
  readonly shelf: Shelf
  /** What follows from editions; it can be made again. */
  readonly facts: FactsStore
  /** Where a file is kept while it is being imported. */
  incoming(name: string): string
  ensureIncoming(): Promise<void>
  readonly layout: LibraryLayout
  close(): Promise<void>
}

/** Temporary files of the state folder may belong to another running Yandu; an hour is longer than any write. */
const staleAfter = 60 * 60 * 1000

const ignoreList = Buffer.from(
  '// Half-written files of Yandu. Notes and documents are carried over whole.\n(?d)/devices/*/tmp\n',
)

/** True when the folder can be written; a full disk is a disk that can be written. */
const tryWriting = async (files: DurableFiles, folder: string): Promise<boolean> => {
  try {
    await files.ensureFolder(folder)
    await files.probe(folder)
    return true
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return error.code === 'disk-full'
  }
}

/**
 * Opens a library folder, making it when it is not there. Read-only, with the problem that says why, when another
 * Yandu holds its lock, when it cannot be written, or when a later program made it. Nothing in the folder is touched
 * then.
 */
export const openLibrary = async (deps: LibraryDeps): Promise<Library> => {
  const { shell, clock, onFocus, disk } = deps
  const known = new Map<string, Problem>()
  const report = (problem: Problem): void => {
    if (known.has(problem.id)) return
    known.set(problem.id, problem)
    deps.report?.(problem)
  }
  const nonce = (): string => Buffer.from(deps.randomBytes(8)).toString('hex')
  const filesWith = (temporary: string, home?: LibraryHome): DurableFiles =>
    createDurableFiles({
      temporary,
      now: clock,
      ...(disk === undefined ? {} : { disk }),
      ...(home === undefined ? {} : { home }),
    })

  const wanted = resolve(deps.libraryFolder)
  const state = stateLayout(resolve(deps.stateFolder))
  const stateFiles = filesWith(state.temporary)
  let readOnly = deps.readOnly === true
  let lock: HeldLock | null = null
  let holder: Library['holder'] = null

  if (!readOnly && !(await tryWriting(stateFiles, resolve(deps.stateFolder)))) {
    readOnly = true
    report(makeProblem('read-only-folder', resolve(deps.stateFolder)))
  }
  if (!readOnly) {
    try {
      await stateFiles.ensureFolder(wanted)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      readOnly = true
      report(makeProblem('read-only-folder', wanted))
    }
  }
  const folder = await nodeDisk.realpath(wanted).catch(() => wanted)
  if (!readOnly) {
    const acquired = await acquireLibraryLock(folder, {
      shell,
      onFocus,
      link: deps.link ?? null,
      socketFolder: state.locks,
    })
    if (acquired.kind === 'held') lock = acquired
    else {
      readOnly = true
      const { pid, shell: theirs, focused } = acquired
      holder = { pid, shell: theirs, focused }
      report(makeProblem('read-only-locked', folder))
    }
  }
  const holdsLock = lock !== null

  try {
    const layout = libraryLayout(folder)
    const descriptor = await readDescriptor(stateFiles, layout.descriptor)
    if (descriptor.state === 'newer') {
      readOnly = true
      report(makeProblem('read-only-newer-format', layout.descriptor))
    }
    const libraryId = descriptor.id ?? `library-${nonce()}`
    if (!readOnly && !(await tryWriting(stateFiles, folder))) {
      readOnly = true
      report(makeProblem('read-only-folder', folder))
    }
    if (descriptor.state === 'damaged' && readOnly) report(makeProblem('unreadable', layout.descriptor))
    const deviceId = await resolveDevice({
      files: stateFiles,
      layout,
      state,
      libraryId,
      platform: process.platform,
      nonce,
      report,
      writable: !readOnly,
    })
    const files = filesWith(layout.temporary(deviceId))
    if (!readOnly) {
      if (descriptor.state === 'damaged') {
        report(makeProblem('set-aside', layout.descriptor, await files.setAside(layout.descriptor)))
      } else if (descriptor.state === 'missing' && (await files.list(layout.devices)).length > 0) {
        report(makeProblem('missing-file', layout.descriptor))
      }
      await files.cleanTemporary(0)
      await stateFiles.cleanTemporary(staleAfter)
      if (descriptor.state !== 'ok') await files.replace(layout.descriptor, encodeDescriptor(libraryId), null)
      if ((await files.state(layout.ignoreList)) === null) await files.replace(layout.ignoreList, ignoreList, null)
    }
    // A second window and the command line leave the settings to the program that holds the lock.
    const stores = await openStateStores({ files: stateFiles, layout: state, now: clock, report, writable: holdsLock })
    const home = readOnly
      ? undefined
      : await openLibraryHome({ disk: disk ?? nodeDisk, files, layout, folder, libraryId })
    const libraryFiles = filesWith(layout.temporary(deviceId), home)
    const study = openStudyLogs({ files: libraryFiles, paths: layout, deviceId, now: clock, report, readOnly })
    const shelf = createShelf({ files: libraryFiles, layout, deviceId, now: clock, report, readOnly })
    const facts = createFactsStore({ files: stateFiles, path: state.facts(libraryId), writable: holdsLock })
    const notes = openNotes({
      files: libraryFiles,
      paths: layout,
      marks: createMarks(stateFiles, state, libraryId, deviceId),
      deviceId,
      now: clock,
      report,
      readOnly,
    })
    return {
      folder,
      id: libraryId,
      files: libraryFiles,
      deviceId,
      readOnly,
      holder,
      problems: () => [...known.values()],
      settings: stores.settings,
      positions: stores.positions,
      styles: stores.styles,
      readings: stores.readings,
      sources: stores.sources,
      notes,
      study,
      earlierEditions: createEarlierEditions({ files: libraryFiles, layout, readOnly }),
      shelf,
      facts,
      incoming: state.incoming,
      ensureIncoming: () => stateFiles.ensureFolder(state.temporary),
      layout,
      close: async () => {
        try {
          await facts.flush()
          await shelf.close()
          await study.close()
          await notes.close()
          await stores.close()
        } finally {
          await lock?.release()
        }
      },
    }
  } catch (error) {
    await lock?.release()
    throw error
  }
}
