import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import type { Problem } from '../../../preload/contract/app.ts'
import type { NoteDraft, Version } from '../../../preload/contract/notes.ts'
import { openLibrary } from '../../../main/library/open-library.ts'
import type { Library, LibraryDeps } from '../../../main/library/open-library.ts'

const folders: string[] = []
const clearances: (() => void | Promise<void>)[] = []
const libraries = new Set<Library>()

afterEach(async () => {
  for (const library of libraries) await library.close().catch(() => undefined)
  libraries.clear()
  for (const clear of clearances.splice(0)) await clear()
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

/** A fresh folder that is removed after the test. */
export const temporaryFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'yandu-test-'))
  folders.push(folder)
  return folder
}

/** Runs after the test, when its libraries are closed and before its folders are removed. */
export const beforeRemoval = (clear: () => void | Promise<void>): void => void clearances.push(clear)

export interface OpenedLibrary extends Library {
  readonly reported: Problem[]
}

/** Opens `root`/library with the state folder `root`/state (a "computer"); closed after the test. */
export const openTestLibrary = async (
  root: string,
  options: Partial<LibraryDeps> & { readonly computer?: string } = {},
): Promise<OpenedLibrary> => {
  const { computer = 'state', ...rest } = options
  const reported: Problem[] = []
  const library = await openLibrary({
    libraryFolder: join(root, 'library'),
    stateFolder: join(root, computer),
    shell: 'browser',
    clock: Date.now,
    randomBytes: (size) => randomBytes(size),
    onFocus: () => true,
    report: (problem) => reported.push(problem),
    ...rest,
  })
  libraries.add(library)
  return {
    ...library,
    reported,
    close: async () => {
      libraries.delete(library)
      await library.close()
    },
  }
}

export const draft = (noteId: string, body: string, base: Version | null = null, sectionId = '1'): NoteDraft => ({
  documentId: 'essay',
  noteId,
  sectionId,
  body,
  base,
})

export const bodiesOf = async (library: Library, documentId = 'essay'): Promise<Record<string, string>> =>
  Object.fromEntries((await library.notes.list(documentId)).map((note) => [note.id, note.body]))

export const kindsOf = (problems: readonly Problem[]): string[] => problems.map((problem) => problem.kind).sort()
