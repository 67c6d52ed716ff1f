import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ReadingPosition } from '../../preload/contract/app.ts'
import { noChoices, type EditionChoices } from '../../preload/contract/imports.ts'
import type { Emit, Input } from '../../preload/contract/index.ts'
import type { Note } from '../../preload/contract/notes.ts'
import type { DocumentCard, KeptRevision } from '../../preload/contract/shelf.ts'
import { AppError } from '../../preload/contract/wire.ts'
import type { Edition } from '../editions/edition.ts'
import { readEarlierEdition, revisionInName } from '../editions/edition-store.ts'
import { codePointLength } from '../editions/code-points.ts'
import type { Shelf, ShelfEntry } from '../library/shelf.ts'
import type { Platform } from '../platform.ts'
import type { DocumentFiles } from './add-document.ts'
import type { createDocuments, KnownDocument } from './documents.ts'
import { isOnShelf, titleOf } from './documents.ts'
import type { ImportJobs } from './import-jobs.ts'

export interface ShelfServiceOptions {
  readonly documents: Pick<ReturnType<typeof createDocuments>, 'everything' | 'edition' | 'placeOf'>
  readonly shelf: Pick<Shelf, 'change' | 'entry'>
  readonly notes: (documentId: string) => Promise<readonly Note[]>
  readonly position: (documentId: string) => ReadingPosition | null
  /** Sections marked as read. */
  readonly readSections: (documentId: string) => Promise<ReadonlySet<string>>
  /** Work that takes long, done in a thread of its own. */
  readonly jobs: Pick<ImportJobs, 'remake' | 'compare'>
  readonly add: (document: DocumentFiles) => Promise<void>
  readonly platform: Pick<Platform, 'revealInFolder'>
  readonly readOnly: boolean
  readonly emit: Emit
}

/** The library as a whole: cards, titles, tags, the trash, revisions. */
export const createShelfService = (options: ShelfServiceOptions) => {
  const { documents, shelf, notes, position, readSections, jobs, add, platform, readOnly, emit } = options

  const progressOf = async ({ facts }: KnownDocument, at: ReadingPosition | null): Promise<number> => {
    if (facts.characters === 0) return 0
    const read = await readSections(facts.documentId)
    const marked = facts.sectionLengths.reduce((sum, [id, length]) => sum + (read.has(id) ? length : 0), 0)
    return Math.min(1, Math.max(at?.offset ?? 0, marked) / facts.characters)
  }

  const cardOf = async (known: KnownDocument): Promise<DocumentCard> => {
    const { facts, folder, shipped } = known
    const { entry } = known
    const at = position(facts.documentId)
    const kept = await notes(facts.documentId)
    const earlier = (await readdir(folder)).flatMap((name) => revisionInName(name) ?? [])
    return {
      documentId: facts.documentId,
      title: titleOf(known),
      textTitle: facts.title,
      ownTitle: entry?.ownTitle ?? null,
      language: facts.language,
      shipped,
      characters: facts.characters,
      tags: [...(entry?.tags ?? [])],
      revision: facts.revision,
      revisions: new Set([...earlier, facts.revision]).size,
      sections: facts.sections,
      missingSections: facts.missingSections,
      gaps: facts.gaps,
      repairs: facts.repairs,
      notes: kept.length,
      highlights: kept.filter(({ color, body }) => color !== null && body === '').length,
      progress: await progressOf(known, at),
      lastReadAt: at?.updatedAt ?? null,
      addedAt: entry?.addedAt ?? null,
      format: facts.source.format,
      encoding: facts.source.encoding,
      bytes: facts.source.bytes,
      fileName: entry?.fileName ?? '',
    }
  }

  const change = async (event: Parameters<Shelf['change']>[0]): Promise<Record<string, never>> => {
    if (readOnly) throw new AppError('read-only', 'This library cannot be written to.')
    await documents.placeOf(event.documentId)
    await shelf.change(event)
    emit('documents.changed', { documentIds: [event.documentId] })
    return {}
  }

  const revisionOf = (edition: Edition, entry: ShelfEntry, present: boolean): KeptRevision => ({
    revision: edition.revision,
    present,
    addedAt: entry.revisions.get(edition.revision) ?? null,
    title: edition.titleSet,
    characters: codePointLength(edition.restored),
    sections: edition.sections.length,
    gaps: edition.gaps.length,
    repairs: edition.edits.length,
    source: {
      sha256: edition.source.sha256,
      bytes: edition.source.bytes,
      encoding: edition.source.encoding,
      format: edition.source.format ?? 'text',
    },
  })

  return {
    cards: async (): Promise<DocumentCard[]> =>
      Promise.all((await documents.everything()).filter(isOnShelf).map(cardOf)),

    trash: async (): Promise<DocumentCard[]> => {
      const removed = (await documents.everything()).filter((known) => !isOnShelf(known))
      return Promise.all(
        removed.toSorted((a, b) => (b.entry?.removedAt ?? 0) - (a.entry?.removedAt ?? 0)).map(cardOf),
      )
    },

    setTags: ({ documentId, tags }: Input<'documents.setTags'>) => change({ kind: 'tags', documentId, tags }),
    rename: ({ documentId, title }: Input<'documents.rename'>) => change({ kind: 'title', documentId, title }),
    remove: ({ documentId }: Input<'documents.remove'>) => change({ kind: 'trash', documentId, removed: true }),
    putBack: ({ documentId }: Input<'documents.putBack'>) => change({ kind: 'trash', documentId, removed: false }),

    reveal: async ({ documentId }: Input<'documents.reveal'>): Promise<Record<string, never>> => {
      const { folder } = await documents.placeOf(documentId)
      const { edition } = await documents.edition(documentId)
      await platform.revealInFolder(join(folder, edition.source.file))
      return {}
    },

    revisions: async ({ documentId }: Input<'documents.revisions'>): Promise<KeptRevision[]> => {
      const { folder } = await documents.placeOf(documentId)
      const { edition } = await documents.edition(documentId)
      const entry = await shelf.entry(documentId)
      const kept = [revisionOf(edition, entry, true)]
      for (const name of await readdir(folder)) {
        const revision = revisionInName(name)
        if (revision === null || revision === edition.revision) continue
        try {
          kept.push(revisionOf((await readEarlierEdition(folder, revision)).edition, entry, false))
        } catch (error) {
          // What cannot be read any more cannot be shown; the check of the library tells of it.
          if (!(error instanceof AppError)) throw error
        }
      }
      return kept.sort((a, b) => Number(b.present) - Number(a.present) || (b.addedAt ?? 0) - (a.addedAt ?? 0))
    },

    compareRevisions: async ({ documentId, from, to }: Input<'documents.compareRevisions'>) => {
      const { folder } = await documents.placeOf(documentId)
      return jobs.compare({ folder, from, to })
    },

    choices: async ({ documentId }: Input<'documents.choices'>): Promise<EditionChoices> =>
      (await documents.edition(documentId)).edition.choices ?? noChoices,

    revise: async ({ documentId, choices }: Input<'documents.revise'>): Promise<{ revision: string }> => {
      if (readOnly) throw new AppError('read-only', 'This library cannot be written to.')
      const { folder, shipped } = await documents.placeOf(documentId)
      if (shipped) throw new AppError('bad-input', 'The text that comes with Yandu cannot be changed.', { documentId })
      const { edition } = await documents.edition(documentId)
      const { fileName: name } = await shelf.entry(documentId)
      const packed = await jobs.remake({ folder, name: name === '' ? edition.source.file : name, choices })
      await add({
        documentId,
        revision: packed.facts.revision,
        name,
        source: { name: packed.sourceName, bytes: await readFile(join(folder, packed.sourceName)) },
        received: packed.received,
        edition: packed.edition,
      })
      emit('documents.changed', { documentIds: [documentId] })
      return { revision: packed.facts.revision }
    },
  }
}

export type ShelfService = ReturnType<typeof createShelfService>
