import { createHash } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Problem } from '../../preload/contract/app.ts'
import type { StatedSource } from '../../preload/contract/bibliography.ts'
import type { DocumentOutline, Passage, SourcePassage } from '../../preload/contract/documents.ts'
import { DocumentSummary } from '../../preload/contract/documents.ts'
import { AppError } from '../../preload/contract/wire.ts'
import type { Edition } from '../editions/edition.ts'
import { editionFileName, readEarlierEdition, readEdition, revisionInName, type StoredEdition } from '../editions/edition-store.ts'
import { openEdition, type OpenedEdition } from '../editions/opened-edition.ts'
import { readStatedSource } from '../editions/stated-source.ts'
import type { DocumentFacts, FactsStore } from '../library/document-facts.ts'
import type { Shelf, ShelfEntry } from '../library/shelf.ts'
import { makeProblem } from '../notes/files.ts'
import { factsOf } from './facts.ts'

export interface OpenDocument extends OpenedEdition {
  readonly shipped: boolean
}

interface Place {
  readonly folder: string
  readonly shipped: boolean
}

/** A document that can be read. */
export interface KnownDocument extends Place {
  readonly facts: DocumentFacts
  /** Changes when any of its files does. */
  readonly mark: string
  /** Null when nothing was ever done with it as a whole. */
  readonly entry: ShelfEntry | null
}

export interface DocumentsOptions {
  /** Holds one folder per shipped edition. */
  readonly contentFolder: string
  /** The library's `documents/` folder; it need not exist. */
  readonly documentsFolder: string
  /** A document that cannot be read is told to the reader; its folder is left as it is. */
  readonly report: (problem: Problem) => void
  readonly log: (line: string) => void
  /** Facts made before, so that a list opens no edition. */
  readonly facts?: FactsStore
  readonly shelf?: Pick<Shelf, 'entries'>
  /** Makes the facts of the edition in a folder; in this thread when left out. */
  readonly readFacts?: (folder: string) => Promise<DocumentFacts>
}

/**
 * The ids of the documents in a folder, sorted: its subfolders that are named by an id. A folder that is not there holds
 * none: a library has no documents folder before the first import. Throws AppError('disk-failed') when it cannot be read.
 */
export const documentFolders = async (folder: string): Promise<string[]> => {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    return entries
      .filter((entry) => entry.isDirectory() && DocumentSummary.shape.documentId.safeParse(entry.name).success)
      .map((entry) => entry.name)
      .sort()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'ENOENT') return []
    throw new AppError('disk-failed', `The folder ${folder} cannot be read (${code}).`, { path: folder }, error)
  }
}

/** Throws AppError('disk-failed') when that cannot be told. */
const isFolder = async (path: string): Promise<boolean> => {
  try {
    return (await stat(path)).isDirectory()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'ENOENT') return false
    throw new AppError('disk-failed', `${path} cannot be read (${code}).`, { path }, error)
  }
}

/** A change of any file in a document's folder changes it; made of their states, without reading them. */
const markOf = async (folder: string): Promise<string> => {
  const marks = await Promise.all(
    (await readdir(folder)).sort().map(async (name) => {
      const { size, mtimeMs, ino } = await stat(join(folder, name))
      return `${name} ${size} ${mtimeMs} ${ino}`
    }),
  )
  return createHash('sha256').update(marks.join('\n')).digest('hex').slice(0, 32)
}

/** Most open editions whose texts are kept in memory together, in UTF-16 units of all layers. */
const keptUnits = 24_000_000

/** The documents a reader can open: the shipped ones and those in the library. */
export const createDocuments = ({ contentFolder, documentsFolder, report, log, facts, shelf, readFacts }: DocumentsOptions) => {
  const opened = new Map<string, { readonly mark: string; readonly reading: Promise<OpenDocument>; units: number }>()

  const places = async () => {
    const found = new Map<string, Place>()
    const unread: { readonly folder: string; readonly error: unknown }[] = []
    for (const [parent, shipped] of [
      [documentsFolder, false],
      [contentFolder, true],
    ] as const) {
      try {
        for (const name of await documentFolders(parent)) found.set(name, { folder: join(parent, name), shipped })
      } catch (error) {
        unread.push({ folder: parent, error })
      }
    }
    return { found, unread }
  }

  /** Throws AppError('not-found'), or 'disk-failed' when its folder cannot be looked at. */
  const placeOf = async (documentId: string): Promise<Place> => {
    const isId = DocumentSummary.shape.documentId.safeParse(documentId).success
    const shipped = join(contentFolder, documentId)
    if (isId && (await isFolder(shipped))) return { folder: shipped, shipped: true }
    const own = join(documentsFolder, documentId)
    if (isId && (await isFolder(own))) return { folder: own, shipped: false }
    throw new AppError('not-found', `there is no document ${documentId}`, { documentId })
  }

  /** Forgets what was opened longest ago, but never the last one. */
  const forgetSome = (): void => {
    let units = [...opened.values()].reduce((sum, one) => sum + one.units, 0)
    for (const [id, one] of opened) {
      if (units <= keptUnits || opened.size === 1) return
      opened.delete(id)
      units -= one.units
    }
  }

  const readAt = async ({ folder, shipped }: Place, mark: string): Promise<OpenDocument> => {
    const verified = (await facts?.get(folder, mark)) != null
    const { edition, sourceText } = await readEdition(folder, { verified })
    return { ...openEdition(edition, sourceText), shipped }
  }

  /** Reads an edition without keeping it open; one that is open is taken as it is. */
  const pass = async (documentId: string): Promise<OpenDocument> => {
    const place = await placeOf(documentId)
    const mark = await markOf(place.folder)
    const known = opened.get(documentId)
    return known?.mark === mark ? known.reading : readAt(place, mark)
  }

  const open = async (documentId: string): Promise<OpenDocument> => {
    const place = await placeOf(documentId)
    const mark = await markOf(place.folder)
    const known = opened.get(documentId)
    opened.delete(documentId)
    if (known?.mark === mark) {
      opened.set(documentId, known)
      return known.reading
    }
    const reading = readAt(place, mark)
    const entry = { mark, reading, units: 0 }
    opened.set(documentId, entry)
    reading.then(
      ({ source, restored, set }) => {
        entry.units = source.text.length + restored.text.length + set.text.length
        forgetSome()
      },
      () => {
        if (opened.get(documentId) === entry) opened.delete(documentId)
      },
    )
    return reading
  }

  const factsAt = async ({ folder, shipped }: Place, mark: string): Promise<DocumentFacts> => {
    const known = (await facts?.get(folder, mark)) ?? null
    if (known !== null) return known
    const made = await (shipped ? readFactsHere : (readFacts ?? readFactsHere))(folder)
    await facts?.set(folder, mark, made)
    return made
  }

  /** What can be read, the trash included; what cannot is left out and reported. */
  const everything = async (): Promise<KnownDocument[]> => {
    const { found, unread } = await places()
    for (const { folder, error } of unread) {
      log(`documents in ${folder} cannot be listed: ${String(error)}`)
      report(makeProblem('unreadable-document', folder))
    }
    const entries = (await shelf?.entries()) ?? new Map<string, ShelfEntry>()
    const known: KnownDocument[] = []
    for (const [documentId, { folder, shipped }] of found) {
      const entry = entries.get(documentId) ?? null
      try {
        const mark = await markOf(folder)
        known.push({ facts: await factsAt({ folder, shipped }, mark), mark, folder, shipped, entry })
      } catch (error) {
        // An import that was cut off before its last file, and that nobody was told of, is no document.
        if (entry === null && (await isUnfinished(folder))) continue
        log(`document ${documentId} cannot be read: ${String(error)}`)
        report(makeProblem('unreadable-document', folder))
      }
    }
    return known.sort(
      (a, b) => Number(b.shipped) - Number(a.shipped) || titleOf(a).localeCompare(titleOf(b), 'zh') ||
        (a.facts.documentId < b.facts.documentId ? -1 : 1),
    )
  }

  return {
    everything,

    /** Shipped documents first, then the library's by title. What is in the trash or cannot be read is left out. */
    list: async (): Promise<DocumentSummary[]> =>
      (await everything())
        .filter(isOnShelf)
        .map((known) => ({
          documentId: known.facts.documentId,
          title: titleOf(known),
          language: known.facts.language,
          shipped: known.shipped,
          characters: known.facts.characters,
        })),

    outline: async ({ documentId }: { documentId: string }): Promise<DocumentOutline> => {
      const document = await open(documentId)
      return document.outline(document.shipped)
    },

    /** Sections that can carry notes: "0", what stands before the first heading, is one of them. */
    sectionIds: async (documentId: string): Promise<ReadonlySet<string>> => {
      const { edition } = await open(documentId)
      return new Set(['0', ...edition.sections.map(({ id }) => id)])
    },

    /** The edition itself and its layers, to be read only. */
    edition: (documentId: string): Promise<OpenDocument> => open(documentId),

    /** The same for one look through the whole text: it is not kept open. */
    passing: (documentId: string): Promise<OpenDocument> => pass(documentId),

    /** An edition that another took the place of; null when it was not kept or cannot be read. */
    earlier: async (documentId: string, revision: string): Promise<Edition | null> => {
      try {
        return (await readEarlierEdition((await placeOf(documentId)).folder, revision)).edition
      } catch (error) {
        if (error instanceof AppError) return null
        throw error
      }
    },

    /** Where a document's files are. Throws AppError('not-found'). */
    placeOf,

    /** What the text says about its own author, date and place. */
    statedSource: async (documentId: string): Promise<StatedSource> => readStatedSource((await open(documentId)).edition.restored),

    passage: async ({ documentId, ...span }: { documentId: string; start: number; end: number }): Promise<Passage> =>
      (await open(documentId)).passage(span),

    source: async ({ documentId, ...span }: { documentId: string; start: number; end: number }): Promise<SourcePassage> =>
      (await open(documentId)).sourcePassage(span),
  }
}

/** Not in the trash. */
export const isOnShelf = ({ entry }: KnownDocument): boolean => entry?.removedAt == null

export const titleOf = ({ facts, entry }: KnownDocument): string => entry?.ownTitle ?? facts.title

const readFactsHere = async (folder: string): Promise<DocumentFacts> => {
  const { edition } = await readEdition(folder)
  return factsOf(edition)
}

const isUnfinished = async (folder: string): Promise<boolean> => {
  const names = await readdir(folder).catch(() => null)
  return names !== null && !names.includes(editionFileName)
}

/**
 * Reads every edition of a library's `documents/` folder, the earlier ones too, and verifies it against its source.
 * Changes nothing; a folder that cannot be listed is a problem too. `files` are those found to be what was written.
 * What an import left that was cut off before its end is no document, unless it is among those `added`.
 */
export const checkDocuments = async (
  documentsFolder: string,
  added: ReadonlySet<string> = new Set(),
): Promise<{ readonly files: number; readonly documents: number; readonly problems: readonly Problem[] }> => {
  const problems: Problem[] = []
  let documents = 0
  const verified = new Set<string>()
  const names = await documentFolders(documentsFolder).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error
    problems.push(makeProblem('unreadable-document', documentsFolder))
    return []
  })
  for (const name of names) {
    const folder = join(documentsFolder, name)
    if (!added.has(name) && (await isUnfinished(folder))) continue
    documents += 1
    const verify = async (path: string, read: () => Promise<StoredEdition>): Promise<void> => {
      const { edition } = await read()
      for (const file of [edition.source.file, edition.source.text?.file]) if (file !== undefined) verified.add(join(folder, file))
      verified.add(path)
    }
    try {
      await verify(join(folder, editionFileName), () => readEdition(folder))
    } catch {
      problems.push(makeProblem('unreadable-document', folder))
      continue
    }
    for (const file of await readdir(folder)) {
      const revision = revisionInName(file)
      if (revision === null) continue
      const path = join(folder, file)
      await verify(path, () => readEarlierEdition(folder, revision)).catch(() => problems.push(makeProblem('unreadable', path)))
    }
  }
  return { files: verified.size, documents, problems }
}
