import type { ImportOutcome } from '../../preload/contract/exchange.ts'
import { AppError } from '../../preload/contract/wire.ts'
import { bringIn, type BringInDeps } from '../backups/bring-in.ts'
import { sumOf } from '../backups/kept-file.ts'
import type { CodePointText } from '../editions/code-points.ts'
import type { Edition } from '../editions/edition.ts'
import { sectionAt } from '../editions/section-at.ts'
import { NoteContent, sameContent, type NoteVersion } from '../notes/note-version.ts'
import { rankAfter } from '../notes/rank.ts'
import { decodeLossless, isLossless, textName } from './lossless.ts'
import { readAnnotations, type ReadAnnotation } from './read-annotations.ts'

export interface ImportDeps extends BringInDeps {
  readonly edition: (documentId: string) => Promise<{ readonly edition: Edition; readonly restored: CodePointText }>
  readonly now: () => number
}

export interface ImportSource {
  readonly bytes: Uint8Array
  /** The text that annotations from elsewhere belong to; null leaves them out. */
  readonly documentId: string | null
  /** Reads a file that lies beside an exported one; null when there is none. */
  readonly beside: (name: string) => Promise<Uint8Array | null>
}

export interface ImportedNotes {
  readonly outcome: ImportOutcome
  readonly documentIds: readonly string[]
}

const importLossless = async (deps: ImportDeps, { bytes, beside }: ImportSource): Promise<ImportedNotes> => {
  const { documents, files, texts } = decodeLossless(bytes)
  const byNote = new Map<string, Map<string, NoteVersion[]>>()
  for (const [documentId, versions] of documents) {
    const notes = new Map<string, NoteVersion[]>()
    for (const version of versions) notes.set(version.note.id, [...(notes.get(version.note.id) ?? []), version])
    byNote.set(documentId, notes)
  }
  const readText = async ({ path, bytes: size, sum }: (typeof texts)[number]): Promise<Uint8Array> => {
    const text = await beside(textName(path))
    if (text === null || text.length !== size || sumOf(text) !== sum) {
      throw new AppError('damaged-file', 'a text of the export is missing or damaged', { path })
    }
    return text
  }
  const incoming = {
    origin: 'imported',
    documents: byNote,
    files,
    texts: texts.map((text) => ({ path: text.path, read: () => readText(text) })),
  } as const
  const { outcome, documentIds } = await bringIn(deps, incoming, { mode: 'missing', dryRun: false })
  const all = [...byNote.values()].reduce((sum, notes) => sum + notes.size, 0)
  const { before, broughtBack, changed, removed, versions, texts: broughtTexts, files: broughtFiles } = outcome
  const known = Math.max(0, all - broughtBack - changed - removed)
  return {
    outcome: { form: 'lossless', before, added: broughtBack, changed: changed + removed, known, refused: 0, versions, texts: broughtTexts, files: broughtFiles },
    documentIds,
  }
}

const contentOf = (
  annotation: ReadAnnotation,
  documentId: string,
  { edition, restored }: { readonly edition: Edition; readonly restored: CodePointText },
  rank: string,
  now: number,
): NoteContent => {
  const { anchor } = annotation
  const isHere = anchor !== null && restored.slice(anchor.range.start, anchor.range.end) === anchor.quote.exact
  const there = annotation.sectionId !== null && (annotation.sectionId === '0' || edition.sections.some(({ id }) => id === annotation.sectionId))
  const sectionId = isHere ? sectionAt(edition.sections, anchor.range.start) : there ? annotation.sectionId : '0'
  return {
    id: annotation.noteId,
    documentId,
    sectionId,
    body: annotation.body,
    anchor,
    color: annotation.color,
    tags: [...annotation.tags],
    rank,
    deleted: false,
    createdAt: annotation.createdAt ?? now,
    updatedAt: annotation.updatedAt ?? now,
    alternatives: [],
  }
}

/** The same words at the same place, whatever else is different. */
const says = (a: NoteContent, b: NoteContent): boolean =>
  sameContent({ ...a, id: b.id, sectionId: b.sectionId, rank: b.rank, createdAt: b.createdAt, updatedAt: b.updatedAt, alternatives: b.alternatives }, b)

const importAnnotations = async (deps: ImportDeps, source: ImportSource): Promise<ImportedNotes> => {
  const { annotations, unreadable } = readAnnotations(source.bytes)
  const before = await deps.makeBefore()
  const texts = new Map<string, ReadAnnotation[]>()
  let refused = unreadable
  for (const annotation of annotations) {
    const documentId = annotation.documentId ?? source.documentId
    if (documentId === null) refused += 1
    else texts.set(documentId, [...(texts.get(documentId) ?? []), annotation])
  }
  let added = 0
  let known = 0
  const changedDocuments: string[] = []
  for (const [documentId, list] of texts) {
    const text = await deps.edition(documentId).catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error
      return null
    })
    if (text === null) {
      refused += list.length
      continue
    }
    const notes = new Map<string, NoteContent>()
    for (const { version: _version, ...content } of await deps.notes.list(documentId)) notes.set(content.id, content)
    const everSeen = new Set((await deps.notes.everyVersion(documentId)).map(({ note }) => note.id))
    const ranks = new Map<string, string>()
    for (const { sectionId, rank } of notes.values()) if (rank > (ranks.get(sectionId) ?? '')) ranks.set(sectionId, rank)
    const coming: NoteContent[] = []
    for (const annotation of list) {
      const made = contentOf(annotation, documentId, text, 'a', deps.now())
      if (!NoteContent.safeParse(made).success) {
        refused += 1
        continue
      }
      const there = notes.get(made.id)
      if (there !== undefined && says(made, there)) {
        known += 1
        continue
      }
      // A note that was changed or deleted here since stays as it is; what the file says becomes a note of its own.
      const { id: _id, rank: _rank, sectionId: _sectionId, updatedAt: _updatedAt, ...words } = made
      const id = everSeen.has(made.id) ? `w3c-${sumOf(JSON.stringify([made.id, words])).slice(0, 24)}` : made.id
      if (everSeen.has(id)) {
        known += 1
        continue
      }
      everSeen.add(id)
      const rank = rankAfter(ranks.get(made.sectionId) ?? null) ?? 'z'
      ranks.set(made.sectionId, rank)
      coming.push({ ...made, id, rank })
    }
    added += (await deps.notes.rewrite(documentId, coming)).length
    if (coming.length > 0) changedDocuments.push(documentId)
  }
  return {
    outcome: { form: 'annotations', before: before?.name ?? null, added, changed: 0, known, refused, versions: added, texts: 0, files: 0 },
    documentIds: changedDocuments,
  }
}

/**
 * Imports notes: a lossless export, which brings back every version it has, or annotations in the W3C's form. Nothing
 * that is in the library is overwritten. A file from elsewhere is hostile until it is read. Throws AppError.
 */
export const importNotes = (deps: ImportDeps, source: ImportSource): Promise<ImportedNotes> =>
  isLossless(source.bytes) ? importLossless(deps, source) : importAnnotations(deps, source)
