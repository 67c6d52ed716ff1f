import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Problem } from '../../preload/contract/app.ts'
import type {
  DocumentOutline,
  DocumentSummary,
  EditClass,
  Passage,
  PlacedEdit,
  SourcePassage,
} from '../../preload/contract/documents.ts'
import { passageLimit } from '../../preload/contract/documents.ts'
import { AppError } from '../../preload/contract/wire.ts'
import { placeEdits } from '../editions/apply-edits.ts'
import type { Edition } from '../editions/edition.ts'
import { readEdition } from '../editions/edition-store.ts'
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

/** The documents a reader can open: the shipped ones and those in the library. Editions are read once and kept. */
export const createDocuments = ({ contentFolder, documentsFolder, report, log }: DocumentsOptions) => {
  const opened = new Map<string, Promise<OpenEdition>>()

  const places = async (): Promise<Map<string, Place>> => {
    const found = new Map<string, Place>()
    for (const [parent, shipped] of [
      [documentsFolder, false],
      [contentFolder, true],
    ] as const) {
      for (const name of await folderNames(parent)) found.set(name, { folder: join(parent, name), shipped })
    }
    return found
  }

  const open = (documentId: string): Promise<OpenEdition> => {
    const known = opened.get(documentId)
    if (known) return known
    const reading = (async () => {
      const place = (await places()).get(documentId)
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
    /** Shipped documents first, then the library's by title. A document that cannot be read is left out and reported. */
    list: async (): Promise<DocumentSummary[]> => {
      const summaries: DocumentSummary[] = []
      for (const [documentId, { folder }] of await places()) {
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
      }
    },

    /** Sections that can carry notes: "0", what stands before the first heading, is one of them. */
    sectionIds: async (documentId: string): Promise<ReadonlySet<string>> => {
      const { edition } = await open(documentId)
      return new Set(['0', ...edition.sections.map(({ id }) => id)])
    },

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

/** Reads every edition of a library's `documents/` folder and verifies it against its source. Changes nothing. */
export const checkDocuments = async (
  documentsFolder: string,
): Promise<{ readonly documents: number; readonly problems: readonly Problem[] }> => {
  const problems: Problem[] = []
  const names = await folderNames(documentsFolder)
  for (const name of names) {
    const folder = join(documentsFolder, name)
    try {
      await readEdition(folder)
    } catch {
      problems.push(makeProblem('unreadable-document', folder))
    }
  }
  return { documents: names.length, problems }
}

const folderNames = async (folder: string): Promise<string[]> => {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    return entries
      .filter((entry) => entry.isDirectory() && /^[a-z0-9][a-z0-9-]{0,63}$/.test(entry.name))
      .map((entry) => entry.name)
      .sort()
  } catch {
    // The library has no documents folder before the first import.
    return []
  }
}

const clip = ({ start, end }: { start: number; end: number }, length: number) => {
  const from = Math.min(start, length)
  return { start: from, end: Math.max(from, Math.min(end, length, from + passageLimit)) }
}

const countByClass = (edition: Edition): { class: EditClass; count: number }[] => {
  const counts = new Map<EditClass, number>()
  for (const edit of edition.edits) counts.set(edit.class, (counts.get(edit.class) ?? 0) + 1)
  return [...counts].map(([editClass, count]) => ({ class: editClass, count }))
}
