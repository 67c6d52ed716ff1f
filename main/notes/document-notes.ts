import type { DeletedNote, KeptVersions, Note, NoteDraft, NoteMove, Version } from '../../preload/contract/notes.ts'
import { noteBodyLimit } from '../../preload/contract/notes.ts'
import { AppError } from '../../preload/contract/wire.ts'
import { pageOfVersions } from './kept-versions.ts'
import { createNoteSet } from './note-set.ts'
import { sameContent, wellFormedContent } from './note-version.ts'
import type { NoteContent, NoteVersion } from './note-version.ts'
import { mergeContents, sameWords, tidyAlternatives } from './note-merge.ts'
import { rankAfter } from './rank.ts'
import { placeBefore } from './note-order.ts'
import { listDevices, readAllHistories, readDeviceNotes } from './read-device.ts'
import type { DeviceNotes } from './read-device.ts'
import { sameVersion } from './stamps.ts'
import type { StampClock } from './stamps.ts'
import { makeProblem } from './files.ts'
import type { NoteFiles, NotePaths, Problem, WrittenMarks } from './files.ts'
import { openOwnFiles } from './own-files.ts'

export interface DocumentDeps {
  readonly documentId: string
  readonly files: NoteFiles
  readonly paths: NotePaths
  readonly marks: WrittenMarks
  readonly deviceId: string
  readonly clock: StampClock
  readonly now: () => number
  readonly report: (problem: Problem) => void
  readonly readOnly: boolean
}

export interface DocumentNotes {
  readonly readOnly: boolean
  list(): readonly Note[]
  /** Deleted, the last one first. */
  trash(): readonly DeletedNote[]
  /** Versions older than `before`, newest first: from memory and from every file of every device. */
  versions(noteId: string, before: Version | null): Promise<KeptVersions>
  save(draft: NoteDraft): Promise<Note>
  /** The moved note first, then those that had to make room. */
  move(move: NoteMove): Promise<readonly Note[]>
  setDeleted(noteId: string, deleted: boolean): Promise<Note>
  dropAlternative(noteId: string, version: Version): Promise<Note>
  /** Makes notes what they are given as, by new versions that follow the present ones; those that are so already stay. */
  rewrite(contents: readonly NoteContent[]): Promise<Note[]>
  /** See `OwnFiles`. */
  readonly stuck: boolean
  beginAnew(): Promise<void>
  /** Reads what other devices wrote since the last time; the notes that look different now. */
  readElsewhere(): Promise<Note[]>
  verify(): Promise<Problem[]>
  flush(): Promise<void>
  close(): Promise<void>
}

/** Notes whose new versions are appended in one go. */
const rewrittenAtOnce = 200

const contentOf = ({ version: _version, ...content }: Note): NoteContent => content

const sameButTime = (a: NoteContent, b: NoteContent): boolean => sameContent({ ...a, updatedAt: b.updatedAt }, b)

/** Opens the notes of one document: reads every device's files, repairs our own, and keeps them from then on. */
export const openDocumentNotes = async (deps: DocumentDeps): Promise<DocumentNotes> => {
  const { documentId, files, paths, deviceId, clock, now, report } = deps
  const reading = { files, paths }
  const set = createNoteSet({
    ceiling: clock.ceiling,
    readHistories: async () => readAllHistories(reading, await listDevices(reading), documentId),
  })

  /** State of the foreign files as last taken in; a file found damaged is read once more before it is reported. */
  const seen = new Map<string, string>()
  const doubtful = new Map<string, string>()
  const stateOf = async (device: string): Promise<string> => {
    const [notes, history] = await Promise.all([
      files.state(paths.notes(device, documentId)),
      files.state(paths.history(device, documentId)),
    ])
    return `${notes?.mark ?? '-'} ${history?.mark ?? '-'}`
  }
  const followAll = (versions: readonly NoteVersion[], own: boolean): void => {
    for (const { version } of versions) clock.follow(version.hlc, own && version.device === deviceId)
  }
  const takeIn = async (device: string, read: DeviceNotes): Promise<string[]> => {
    followAll(read.versions, device === deviceId)
    return set.absorb(read.versions)
  }

  const foreign: DeviceNotes[] = []
  for (const device of await listDevices(reading)) {
    if (device === deviceId) continue
    seen.set(device, await stateOf(device))
    const read = await readDeviceNotes(reading, device, documentId)
    for (const problem of read.problems) report(problem)
    foreign.push(read)
  }
  const own = await readDeviceNotes(reading, deviceId, documentId)
  await files.verify()
  followAll(own.versions, true)
  for (const read of foreign) followAll(read.versions, false)
  await set.absorb([...own.versions, ...foreign.flatMap((read) => read.versions)])
  const ownFiles = await openOwnFiles(
    {
      ...deps,
      heads: set.heads,
      count: set.size,
      absorb: takeIn,
      unreadableElsewhere: foreign.some((read) => read.problems.length > 0),
    },
    own,
  )

  let queue: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = queue.then(work)
    queue = result.catch(() => undefined)
    return result
  }

  const mustWrite = (): void => {
    if (ownFiles.readOnly) throw new AppError('read-only', 'the notes of this document cannot be written')
  }
  const entryOf = (noteId: string) => {
    const entry = set.get(noteId)
    if (entry === null) throw new AppError('not-found', `there is no note ${noteId}`)
    return entry
  }
  /** The acknowledgement: when this resolves, the versions are on the disk. */
  const commit = async (contents: readonly NoteContent[]): Promise<Note[]> => {
    const versions = contents.map((note) => ({
      note,
      version: { hlc: clock.next(), device: deviceId },
      parents: (set.get(note.id)?.heads ?? []).map((head) => head.version),
    }))
    await ownFiles.append(versions)
    return versions.map((version) => set.put(version))
  }
  const commitOne = async (content: NoteContent): Promise<Note> => {
    const [note] = await commit([content])
    if (note === undefined) throw new Error('a committed note got lost')
    return note
  }
  const lastRank = (sectionId: string): string => rankAfter(set.lastRank(sectionId)) ?? 'z'

  /** What the writer had in front of them: from memory, else from the histories, else unknown. */
  const baseOf = async (noteId: string, base: Version): Promise<NoteContent | null> => {
    const recalled = set.recall(noteId, base)
    if (recalled !== null) return recalled
    const histories = await readAllHistories(reading, await listDevices(reading), documentId)
    return histories.get(noteId)?.find((version) => sameVersion(version.version, base))?.note ?? null
  }

  const save = async (draft: NoteDraft): Promise<Note> => {
    mustWrite()
    const body = draft.body.toWellFormed()
    if (body.length > noteBodyLimit) throw new AppError('too-large', 'the note is too long', { limit: noteBodyLimit })
    const entry = set.get(draft.noteId)
    const time = now()
    const { sectionId } = draft
    if (entry === null) {
      const made = wellFormedContent({
        id: draft.noteId,
        documentId,
        sectionId,
        body,
        anchor: draft.anchor ?? null,
        color: draft.color ?? null,
        tags: draft.tags ?? [],
        rank: lastRank(sectionId),
        deleted: false,
        createdAt: time,
        updatedAt: time,
        alternatives: [],
      })
      return commitOne(made)
    }
    const current = contentOf(entry.note)
    const given = {
      body,
      sectionId,
      ...(draft.anchor === undefined ? {} : { anchor: draft.anchor }),
      ...(draft.color === undefined ? {} : { color: draft.color }),
      ...(draft.tags === undefined ? {} : { tags: draft.tags }),
    }
    if (sameContent(wellFormedContent({ ...current, ...given }), current)) return entry.note
    const fresh = draft.base !== null && sameVersion(draft.base, entry.note.version)
    const base = fresh ? current : draft.base === null ? null : await baseOf(draft.noteId, draft.base)
    const start = base ?? current
    const written: NoteContent = wellFormedContent({ ...start, ...given })
    const edited: NoteContent = {
      ...written,
      rank: sectionId === start.sectionId ? start.rank : lastRank(sectionId),
      deleted: start.deleted && base !== null && sameWords(written, base),
      updatedAt: time,
      alternatives: fresh ? tidyAlternatives(start.alternatives, body) : start.alternatives,
    }
    const { version } = entry.note
    const merged = fresh ? edited : mergeContents(base, { note: current, version }, { note: edited, version })
    return sameButTime(merged, current) ? entry.note : commitOne(merged)
  }

  const move = async ({ noteId, before }: NoteMove): Promise<readonly Note[]> => {
    mustWrite()
    const entry = entryOf(noteId)
    const target = before === null ? null : entryOf(before).note
    if (before === noteId) return [entry.note]
    const sectionId = target?.sectionId ?? entry.note.sectionId
    const others = set.list().filter((note) => note.sectionId === sectionId && note.id !== noteId)
    const ranks = placeBefore(others, before)
    const time = now()
    const contents = [
      { ...contentOf(entry.note), sectionId, rank: ranks.own, updatedAt: time },
      ...ranks.others.map(({ note, rank }) => ({ ...contentOf(note), rank, updatedAt: time })),
    ]
    return commit(contents)
  }

  const setDeleted = async (noteId: string, deleted: boolean): Promise<Note> => {
    mustWrite()
    const { note } = entryOf(noteId)
    return note.deleted === deleted ? note : commitOne({ ...contentOf(note), deleted, updatedAt: now() })
  }

  const dropAlternative = async (noteId: string, version: Version): Promise<Note> => {
    mustWrite()
    const { note } = entryOf(noteId)
    const alternatives = note.alternatives.filter((one) => !sameVersion(one.version, version))
    if (alternatives.length === note.alternatives.length) return note
    return commitOne({ ...contentOf(note), alternatives, updatedAt: now() })
  }

  const rewrite = async (contents: readonly NoteContent[]): Promise<Note[]> => {
    mustWrite()
    const different = contents.filter((content) => {
      const entry = set.get(content.id)
      return entry === null || !sameButTime(content, contentOf(entry.note))
    })
    const written: Note[] = []
    for (let at = 0; at < different.length; at += rewrittenAtOnce) {
      written.push(...(await commit(different.slice(at, at + rewrittenAtOnce))))
    }
    return written
  }

  const versions = async (noteId: string, before: Version | null): Promise<KeptVersions> => {
    const found = [...entryOf(noteId).heads]
    for (const device of await listDevices(reading)) {
      const read = await readDeviceNotes(reading, device, documentId, true)
      found.push(...read.versions.filter(({ note }) => note.id === noteId))
    }
    return pageOfVersions(found, before, clock.ceiling(), deviceId)
  }

  const readElsewhere = async (): Promise<Note[]> => {
    const changed = new Set<string>()
    for (const device of await listDevices(reading)) {
      if (device === deviceId) continue
      const state = await stateOf(device)
      if (seen.get(device) === state) continue
      const read = await readDeviceNotes(reading, device, documentId)
      for (const id of await takeIn(device, read)) changed.add(id)
      if (read.problems.length > 0 && doubtful.get(device) !== state) {
        doubtful.set(device, state)
        continue
      }
      for (const problem of read.problems) report(problem)
      seen.set(device, state)
    }
    if (changed.size > 0) ownFiles.touch()
    return [...changed].flatMap((id) => set.get(id)?.note ?? [])
  }

  const verify = async (): Promise<Problem[]> => {
    const problems: Problem[] = []
    const found = new Set<string>()
    for (const device of await listDevices(reading)) {
      const read = await readDeviceNotes(reading, device, documentId, true)
      problems.push(...read.problems)
      for (const { note, version } of read.versions) found.add(`${note.id} ${version.hlc} ${version.device}`)
    }
    const absent = set
      .heads()
      .filter(({ note, version }) => !found.has(`${note.id} ${version.hlc} ${version.device}`))
    if (absent.length > 0) {
      ownFiles.touch()
      problems.push(makeProblem('missing-file', paths.history(deviceId, documentId), null, absent.length))
    }
    return problems
  }

  return {
    readOnly: ownFiles.readOnly,
    list: set.list,
    trash: () => set.trash().map((note) => ({ note, own: note.version.device === deviceId })),
    versions: (noteId, before) => inTurn(() => versions(noteId, before)),
    save: (draft) => inTurn(() => save(draft)),
    move: (request) => inTurn(() => move(request)),
    setDeleted: (noteId, deleted) => inTurn(() => setDeleted(noteId, deleted)),
    dropAlternative: (noteId, version) => inTurn(() => dropAlternative(noteId, version)),
    rewrite: (contents) => inTurn(() => rewrite(contents)),
    stuck: ownFiles.stuck,
    beginAnew: () => inTurn(ownFiles.beginAnew),
    readElsewhere: () => inTurn(readElsewhere),
    verify: () => inTurn(verify),
    flush: () => inTurn(ownFiles.flush),
    close: () => inTurn(ownFiles.close),
  }
}
