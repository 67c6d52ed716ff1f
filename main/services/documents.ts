import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Problem } from '../../preload/contract/app.ts'
import type {
  DocumentOutline,
  EditClass,
  NumberedParagraphs,
  Passage,
  PlacedEdit,
  SourcePassage,
} from '../../preload/contract/documents.ts'
import type { StatedSource } from '../../preload/contract/bibliography.ts'
import { DocumentSummary, passageLimit } from '../../preload/contract/documents.ts'
import { AppError } from '../../preload/contract/wire.ts'
import { placeEdits } from '../editions/apply-edits.ts'
import type { Edition } from '../editions/edition.ts'
import { readEdition } from '../editions/edition-store.ts'
import { readStatedSource } from '../editions/stated-source.ts'
import { makeProblem } from '../notes/files.ts'

/** An edition held ready for slicing: its layers as arrays of code points and its edits in order. */
interface OpenEdition {
  readonly edition: Edition
  readonly shipped: boolean
  readonly source: readonly string[]
  readonly restored: readonly string[]
  readonly set: readonly string[]
  readonly edits: readonly PlacedEdit[]
}

interface Place {
  readonly folder: string
  readonly shipped: boolean
}

export interface DocumentsOptions {
  /** Holds one folder per shipped edition. */
  readonly contentFolder: string
  /** The library's `documents/` folder; it need not exist. */
  readonly documentsFolder: string
  /** A document that cannot be read is told to the reader; its folder is left as it is. */
  readonly report: (problem: Problem) => void
  readonly log: (line: string) => void
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

/** The documents a reader can open: the shipped ones and those in the library. Editions are read once and kept. */
export const createDocuments = ({ contentFolder, documentsFolder, report, log }: DocumentsOptions) => {
  const opened = new Map<string, Promise<OpenEdition>>()

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

  const open = (documentId: string): Promise<OpenEdition> => {
    const known = opened.get(documentId)
    if (known) return known
    const reading = (async () => {
      const { found, unread } = await places()
      const place = found.get(documentId)
      if (!place && unread[0]) throw unread[0].error
      if (!place) throw new AppError('not-found', `there is no document ${documentId}`, { documentId })
      const { edition, sourceText } = await readEdition(place.folder)
      return {
        edition,
        shipped: place.shipped,
        source: Array.from(sourceText),
        restored: Array.from(edition.restored),
        set: Array.from(edition.set),
        edits: placeEdits(edition.edits),
      }
    })()
    opened.set(documentId, reading)
    reading.catch(() => opened.delete(documentId))
    return reading
  }

  return {
    /** Shipped documents first, then the library's by title. What cannot be read is left out and reported. */
    list: async (): Promise<DocumentSummary[]> => {
      const summaries: DocumentSummary[] = []
      const { found, unread } = await places()
      for (const { folder, error } of unread) {
        log(`documents in ${folder} cannot be listed: ${String(error)}`)
        report(makeProblem('unreadable-document', folder))
      }
      for (const [documentId, { folder }] of found) {
        try {
          const { edition, shipped, restored } = await open(documentId)
          summaries.push({
            documentId,
            title: edition.titleSet,
            language: edition.language,
            shipped,
            characters: restored.length,
          })
        } catch (error) {
          log(`document ${documentId} cannot be read: ${String(error)}`)
          report(makeProblem('unreadable-document', folder))
        }
      }
      return summaries.sort(
        (a, b) => Number(b.shipped) - Number(a.shipped) || a.title.localeCompare(b.title, 'zh') ||
          (a.documentId < b.documentId ? -1 : 1),
      )
    },

    outline: async ({ documentId }: { documentId: string }): Promise<DocumentOutline> => {
      const { edition, shipped, restored } = await open(documentId)
      return {
        documentId,
        revision: edition.revision,
        title: edition.title,
        titleSet: edition.titleSet,
        language: edition.language,
        shipped,
        source: {
          sha256: edition.source.sha256,
          bytes: edition.source.bytes,
          characters: edition.source.characters,
          encoding: edition.source.encoding,
        },
        characters: restored.length,
        parts: edition.parts,
        sections: edition.sections,
        gaps: edition.gaps,
        editCounts: countByClass(edition),
        paragraphs: numberParagraphs(edition, restored),
      }
    },

    /** Sections that can carry notes: "0", what stands before the first heading, is one of them. */
    sectionIds: async (documentId: string): Promise<ReadonlySet<string>> => {
      const { edition } = await open(documentId)
      return new Set(['0', ...edition.sections.map(({ id }) => id)])
    },

    /** The edition itself and the code points of its source, its L1 and its L2, to be read only. */
    edition: (documentId: string): Promise<Pick<OpenEdition, 'edition' | 'source' | 'restored' | 'set'>> => open(documentId),

    /** What the text says about its own author, date and place. */
    statedSource: async (documentId: string): Promise<StatedSource> => readStatedSource((await open(documentId)).edition.restored),

    /** A span of L1 and L2 with the edits whose result touches it. Offsets are code points of L1. */
    passage: async (span: { documentId: string; start: number; end: number }): Promise<Passage> => {
      const { restored, set, edits } = await open(span.documentId)
      const { start, end } = clip(span, restored.length)
      return {
        start,
        end,
        restored: restored.slice(start, end).join(''),
        set: set.slice(start, end).join(''),
        edits: edits.filter((edit) => edit.offset <= end && edit.offset + edit.length >= start),
      }
    },

    /** A span of the text as received. Offsets are code points of L0. */
    source: async (span: { documentId: string; start: number; end: number }): Promise<SourcePassage> => {
      const { source, edits } = await open(span.documentId)
      const { start, end } = clip(span, source.length)
      return {
        start,
        end,
        text: source.slice(start, end).join(''),
        total: source.length,
        edits: edits.filter((edit) => edit.start <= end && edit.end >= start),
      }
    },
  }
}

/** The edition and its source. */
const filesPerDocument = 2

/**
 * Reads every edition of a library's `documents/` folder and verifies it against its source. Changes nothing; a folder
 * that cannot be listed is a problem too. `files` are those found to be what was written.
 */
export const checkDocuments = async (
  documentsFolder: string,
): Promise<{ readonly files: number; readonly documents: number; readonly problems: readonly Problem[] }> => {
  const problems: Problem[] = []
  let files = 0
  const names = await documentFolders(documentsFolder).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error
    problems.push(makeProblem('unreadable-document', documentsFolder))
    return []
  })
  for (const name of names) {
    const folder = join(documentsFolder, name)
    try {
      await readEdition(folder)
      files += filesPerDocument
    } catch {
      problems.push(makeProblem('unreadable-document', folder))
    }
  }
  return { files, documents: names.length, problems }
}

const clip = ({ start, end }: { start: number; end: number }, length: number) => {
  const from = Math.min(start, length)
  return { start: from, end: Math.max(from, Math.min(end, length, from + passageLimit)) }
}

/** Whether a line has a character in it that is not white space. */
const hasText = (line: string): boolean => /\S/u.test(line)

/** Numbers the lines of L1 that are paragraphs, section by section in reading order. `characters` are those of L1. */
const numberParagraphs = (
  { parts, sections }: Pick<Edition, 'parts' | 'sections'>,
  characters: readonly string[],
): NumberedParagraphs[] => {
  const preamble = parts.find(({ kind }) => kind === 'preamble')?.range ?? null
  let next = 1
  return [{ id: '0', range: preamble }, ...sections].map(({ id, range }) => {
    const lines = range === null ? [] : characters.slice(range.start, range.end).join('').split('\n').filter(hasText)
    const first = next
    next += lines.length
    return { sectionId: id, first, count: lines.length }
  })
}

const countByClass = (edition: Edition): { class: EditClass; count: number }[] => {
  const counts = new Map<EditClass, number>()
  for (const edit of edition.edits) counts.set(edit.class, (counts.get(edit.class) ?? 0) + 1)
  return [...counts].map(([editClass, count]) => ({ class: editClass, count }))
}
