import { join } from 'node:path'
import { Id } from '../../preload/contract/define.ts'
import type { Backup, RestoreMode, RestoreOutcome } from '../../preload/contract/backups.ts'
import { AppError } from '../../preload/contract/wire.ts'
import type { NoteFiles } from '../notes/files.ts'
import type { NoteContent, NoteVersion } from '../notes/note-version.ts'
import { sameContent } from '../notes/note-version.ts'
import type { Notes } from '../notes/open-notes.ts'
import { keptPlace, sumOf, type KeptFile, type KeptPlace } from './kept-file.ts'
import { mergedNote } from './kept-versions.ts'

/** What comes into a library, from a backup or from an export. */
export interface Incoming {
  readonly origin: 'restored' | 'imported'
  /** Versions by document and note. */
  readonly documents: ReadonlyMap<string, ReadonlyMap<string, readonly NoteVersion[]>>
  /** Files of devices; notes and histories among them are left out. */
  readonly files: readonly KeptFile[]
  /** Files of texts; `read` throws AppError where one cannot be had. */
  readonly texts: readonly { readonly path: string; readonly read: () => Promise<Uint8Array> }[]
}

export interface BringInDeps {
  readonly notes: Notes
  readonly files: NoteFiles
  readonly libraryFolder: string
  readonly deviceId: string
  /** Makes a backup of the present state, which undoes the restore. */
  readonly makeBefore: () => Promise<Backup | null>
}

export interface BroughtIn {
  readonly outcome: RestoreOutcome
  /** Documents whose notes may be different now. */
  readonly documentIds: readonly string[]
}

type Change = 'broughtBack' | 'changed' | 'removed' | 'leftDeleted' | 'nothing'

const contentOf = (versions: readonly NoteVersion[]): NoteContent | null => {
  if (versions.length === 0) return null
  const { version: _version, ...content } = mergedNote(versions)
  return content
}

const same = (a: NoteContent, b: NoteContent): boolean => sameContent({ ...a, updatedAt: b.updatedAt }, b)

const byNote = (versions: readonly NoteVersion[]): Map<string, NoteVersion[]> => {
  const notes = new Map<string, NoteVersion[]>()
  for (const version of versions) {
    const known = notes.get(version.note.id)
    if (known === undefined) notes.set(version.note.id, [version])
    else known.push(version)
  }
  return notes
}

/** What becomes of a note: `then` in the backup, `now` in the library, `after` the restore; null where it is not. */
const changeOf = (then: NoteContent | null, now: NoteContent | null, after: NoteContent): Change => {
  if (now === null) return after.deleted ? 'nothing' : 'broughtBack'
  if (after.deleted && !now.deleted) return 'removed'
  if (!same(after, now)) return 'changed'
  return after.deleted && then?.deleted === false ? 'leftDeleted' : 'nothing'
}

interface DocumentPlan {
  readonly documentId: string
  readonly absent: readonly NoteVersion[]
  /** What notes are to be made by new versions; empty for `missing`. */
  readonly rewritten: readonly NoteContent[]
  readonly changes: readonly Change[]
}

const planDocument = async (
  notes: Notes,
  documentId: string,
  kept: ReadonlyMap<string, readonly NoteVersion[]>,
  mode: RestoreMode,
): Promise<DocumentPlan> => {
  const present = byNote(await notes.everyVersion(documentId))
  const absent = await notes.absent(documentId, [...kept.values()].flat())
  const coming = byNote(absent)
  const rewritten: NoteContent[] = []
  const changes: Change[] = []
  for (const noteId of new Set([...present.keys(), ...kept.keys()])) {
    const there = present.get(noteId) ?? []
    const now = contentOf(there)
    const then = contentOf(kept.get(noteId) ?? [])
    const merged = contentOf([...there, ...(coming.get(noteId) ?? [])])
    if (merged === null) continue
    const exact = then ?? { ...merged, deleted: true }
    if (mode === 'exact') rewritten.push(exact)
    changes.push(changeOf(then, now, mode === 'exact' ? exact : merged))
  }
  return { documentId, absent, rewritten, changes }
}

const hasSafeName = ({ name }: { readonly name: string }): boolean =>
  /^[a-z0-9][a-z0-9.-]{0,80}$/.test(name) && Id.safeParse(name.split('.')[0]).success

type DeviceFile = Extract<KeptPlace, { kind: 'device' }>

/** Where a device's file that is neither notes nor history goes; null where nothing has to be done. */
const placeOfFile = async (
  { files, libraryFolder, deviceId }: BringInDeps,
  origin: Incoming['origin'],
  place: DeviceFile,
  bytes: Uint8Array,
): Promise<string | null> => {
  const { device, store, name } = place
  const pathIn = (owner: string): string => join(libraryFolder, 'devices', owner, store, name)
  const there = await files.read(pathIn(device))
  if (there !== null && Buffer.compare(there, bytes) === 0) return null
  // A log that was added to since holds what the backup holds.
  if (there !== null && name.endsWith('.jsonl') && Buffer.compare(there.subarray(0, bytes.length), bytes) === 0) return null
  if (there === null && device !== deviceId) return pathIn(device)
  const beside = pathIn(`${origin}-${sumOf(bytes).slice(0, 16)}`)
  return (await files.state(beside)) === null ? beside : null
}

/** Only a text that is gone as a whole comes back; one that is there is newer or the same. */
const findTexts = async (
  { files, libraryFolder }: BringInDeps,
  texts: Incoming['texts'],
): Promise<{ readonly coming: readonly (readonly KeptFile[])[]; readonly lost: number }> => {
  const byDocument = new Map<string, Incoming['texts'][number][]>()
  for (const text of texts) {
    const place = keptPlace(text.path)
    if (place?.kind !== 'document' || !hasSafeName(place)) continue
    byDocument.set(place.documentId, [...(byDocument.get(place.documentId) ?? []), text])
  }
  const coming: KeptFile[][] = []
  let lost = 0
  for (const [documentId, parts] of byDocument) {
    if ((await files.list(join(libraryFolder, 'documents', documentId))).length > 0) continue
    try {
      coming.push(await Promise.all(parts.map(async ({ path, read }) => ({ path: join(libraryFolder, path), bytes: await read() }))))
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      lost += 1
    }
  }
  return { coming, lost }
}

/**
 * Brings notes, texts and other files into the open library. Nothing that is there is overwritten or removed: notes come
 * back as the versions they had, and `exact` adds new versions on top. A backup of the present state is made first; when
 * that fails, nothing is done. Throws AppError('read-only' | 'disk-full' | 'disk-failed' | 'damaged-file' | 'too-large').
 */
export const bringIn = async (
  deps: BringInDeps,
  incoming: Incoming,
  { mode, dryRun }: { readonly mode: RestoreMode; readonly dryRun: boolean },
): Promise<BroughtIn> => {
  const { notes, files, makeBefore } = deps
  const { origin, documents } = incoming
  const documentIds = new Set(documents.keys())
  if (mode === 'exact') for (const id of await notes.documents()) documentIds.add(id)
  const plans: DocumentPlan[] = []
  for (const id of documentIds) plans.push(await planDocument(notes, id, documents.get(id) ?? new Map<string, NoteVersion[]>(), mode))

  const others: { readonly path: string; readonly bytes: Uint8Array }[] = []
  for (const { path, bytes } of incoming.files) {
    const place = keptPlace(path)
    if (place?.kind !== 'device' || place.store === 'notes' || place.store === 'history' || !hasSafeName(place)) continue
    const target = await placeOfFile(deps, origin, place, bytes)
    if (target !== null) others.push({ path: target, bytes })
  }
  const { coming, lost } = await findTexts(deps, incoming.texts)

  const count = (kind: Change): number => plans.reduce((sum, plan) => sum + plan.changes.filter((one) => one === kind).length, 0)
  const outcome: RestoreOutcome = {
    before: null,
    broughtBack: count('broughtBack'),
    changed: count('changed'),
    removed: count('removed'),
    leftDeleted: count('leftDeleted'),
    versions: plans.reduce((sum, { absent }) => sum + absent.length, 0),
    texts: coming.length,
    lostTexts: lost,
    files: others.length,
  }
  if (dryRun) return { outcome, documentIds: [] }

  const before = await makeBefore()
  for (const { documentId, absent, rewritten } of plans) {
    if (absent.length > 0) await notes.add(origin, documentId, absent)
    if (rewritten.length > 0) await notes.rewrite(documentId, rewritten)
  }
  for (const { path, bytes } of [...coming.flat(), ...others]) await files.replace(path, bytes, null)
  return { outcome: { ...outcome, before: before?.name ?? null }, documentIds: plans.map(({ documentId }) => documentId) }
}
