import { AppError } from '../../preload/contract/wire.ts'
import { createDelayedWrite } from './delayed-write.ts'
import { emptyHistory, makeProblem, sumLimit } from './files.ts'
import type { DurableLog, NoteFiles, NotePaths, Problem, WrittenMark, WrittenMarks } from './files.ts'
import { advanceMark, encodeHistory, startsWithMarked } from './history.ts'
import { countLost, countNotes } from './lost-versions.ts'
import type { NoteVersion } from './note-version.ts'
import { notesPlace, readDeviceNotes } from './read-device.ts'
import type { DeviceNotes, NotesData } from './read-device.ts'
import { versionKey } from './stamps.ts'
import type { StampClock } from './stamps.ts'
import { createStoredFile, setAsideDamaged } from './stored-file.ts'

export interface OwnFilesDeps {
  readonly documentId: string
  readonly files: NoteFiles
  readonly paths: NotePaths
  readonly marks: WrittenMarks
  readonly deviceId: string
  readonly clock: StampClock
  readonly report: (problem: Problem) => void
  readonly readOnly: boolean
  readonly heads: () => NoteVersion[]
  readonly count: () => number
  /** Another device's file of this document is there and cannot be read. */
  readonly unreadableElsewhere: boolean
  /** Takes in versions found where only we should write. */
  readonly absorb: (device: string, read: DeviceNotes) => Promise<string[]>
}

export interface OwnFiles {
  readonly readOnly: boolean
  /** True when the files are read-only only because they cannot be read, which `beginAnew` ends. */
  readonly stuck: boolean
  /** Sets aside what cannot be read, so that the next opening can write. Throws 'read-only' when not `stuck`. */
  beginAnew(): Promise<void>
  /** Resolves when the versions are durable; throws 'disk-full', 'disk-failed'. */
  append(versions: readonly NoteVersion[]): Promise<void>
  /** The notes file is behind what is known. */
  touch(): void
  flush(): Promise<void>
  close(): Promise<void>
}

const keyOf = ({ note, version }: NoteVersion): string => `${note.id} ${versionKey(version)}`

/** Runs something that is not needed for the words to be safe; the disk may refuse it. */
const tryTo = async (work: () => Promise<void>): Promise<void> =>
  work().catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error
  })

const present = (sum: string | null): string[] => (sum === null ? [] : [sum])

/** Stands among the checksums while there may be no file yet. */
export const noFile = 'none'

/** The two files of a document this device writes: the history, which makes a save durable, and the notes file. */
export const openOwnFiles = async (deps: OwnFilesDeps, own: DeviceNotes): Promise<OwnFiles> => {
  const { documentId, files, paths, marks, deviceId, clock, report } = deps
  const place = notesPlace(paths, deviceId, documentId)
  const historyPath = paths.history(deviceId, documentId)
  const mark = await marks.read(documentId)
  if (mark !== null) clock.follow(mark.hlc, true)

  const vanished = mark !== null && mark.notes > 0 && deps.count() === 0
  const expected = mark !== null && !mark.sums.includes(noFile)
  const damaged = own.stored.current === 'damaged'
  const missing = (expected || vanished) && own.stored.current === 'missing'
  const recorded = own.stored.value?.data.history ?? emptyHistory
  const historyLost = own.history.state === 'missing' && Math.max(mark?.history.bytes ?? 0, recorded.bytes) > 0
  const lost = damaged || missing || historyLost || deps.unreadableElsewhere || own.problems.length > 0
  // Never empty and writable over notes that exist but cannot be read.
  const emptied = lost && deps.count() === 0 && (mark === null || mark.notes > 0)
  /** A history begun anew after a loss is behind what the notes file remembers, but as the mark has it. */
  const exchanged = async (): Promise<boolean> => {
    if (own.history.state !== 'exchanged') return false
    if (mark === null) return true
    const tail = await files.read(historyPath, mark.history.bytes - mark.history.line)
    return tail === null || !startsWithMarked(tail, mark.history)
  }
  const readOnly =
    deps.readOnly || emptied || own.stored.current === 'newer' || own.history.state === 'unreadable'

  for (const problem of own.problems) {
    if (readOnly || !damaged || problem.path !== place.path) report(problem)
  }
  const restored = countNotes(deps.heads())
  if (missing) report(makeProblem('missing-file', place.path, null, restored))
  if (historyLost) report(makeProblem('missing-file', historyPath, null, restored))
  if (await exchanged()) {
    const hlc = mark?.hlc ?? own.stored.value?.envelope.hlc ?? clock.last()
    const lastKept = own.stored.from === 'current' && (mark === null || mark.sums.includes(own.stored.value?.sum ?? ''))
    const missed = countLost({ deviceId, history: mark?.history ?? recorded, hlc }, own.versions, lastKept)
    report(makeProblem('own-file-changed', historyPath, null, missed))
  }
  if (!readOnly && mark !== null && (damaged || historyLost)) {
    // What is put aside or begun anew from here on is our own doing; a start after a kill must know that.
    const sums = damaged && !mark.sums.includes(noFile) ? [noFile, ...mark.sums].slice(0, sumLimit) : mark.sums
    await tryTo(() => marks.write(documentId, { ...mark, sums, history: historyLost ? emptyHistory : mark.history }))
  }
  if (!deps.readOnly) {
    for (const problem of await setAsideDamaged(files, place, own.stored, deps.count())) report(problem)
  }

  if (readOnly) {
    const refuse = async (): Promise<void> => {
      throw new AppError('read-only', 'the notes of this document cannot be written')
    }
    const nothing = async (): Promise<void> => undefined
    const stuck = !deps.readOnly && own.stored.current !== 'newer'
    const beginAnew = async (): Promise<void> => {
      if (!stuck) return refuse()
      if (own.history.state !== 'missing') report(makeProblem('set-aside', historyPath, await files.setAside(historyPath)))
      const sums = own.stored.current === 'ok' ? (mark?.sums ?? []) : [noFile]
      const contested = mark?.contested ?? false
      await marks.write(documentId, { sums, notes: deps.count(), hlc: clock.last(), history: emptyHistory, contested })
    }
    return { readOnly, stuck, beginAnew, append: refuse, touch: () => undefined, flush: nothing, close: nothing }
  }

  let historyMark = own.history.state === 'missing' ? emptyHistory : own.history.mark
  const log: DurableLog = files.openLog(historyPath, historyMark.bytes, own.history.torn.length)
  if (own.history.torn.length > 0) {
    report(makeProblem('set-aside', historyPath, await files.keepBeside(historyPath, own.history.torn)))
    await log.append(new Uint8Array(0))
  }
  let contested = mark?.contested ?? false
  /** The notes file was put aside while it was open and is not written again yet. */
  let putAside = false
  let fileState = (await files.state(place.path))?.mark ?? null

  const data = (): NotesData => ({ documentId, history: historyMark, versions: deps.heads() })
  const markOf = (sums: string[]): WrittenMark => ({
    sums,
    notes: deps.count(),
    hlc: clock.last(),
    history: historyMark,
    contested,
  })
  const stored = createStoredFile<NotesData>(
    {
      ...place,
      files,
      device: () => deviceId,
      hlc: clock.last,
      beforeReplace: (sum, earlier) =>
        marks.write(documentId, markOf([...(putAside || earlier === null ? [noFile] : []), ...present(earlier), sum])),
      afterReplace: async (sum, earlier) => {
        if (earlier === null || putAside) await marks.write(documentId, markOf([sum]))
        putAside = false
      },
    },
    data(),
  )
  stored.adopt(own.stored)

  /** Somebody wrote where only we write (a clone of this device, a restored folder): keep their words too. */
  const takeForeign = async (): Promise<void> => {
    const found = (await files.state(place.path))?.mark ?? null
    if (found === fileState || found === null) return
    const read = await readDeviceNotes({ files, paths }, deviceId, documentId, true)
    if (read.stored.current !== 'missing') {
      contested = true
      const book = { deviceId, history: historyMark, hlc: clock.last() }
      const missed = countLost(book, [...read.versions, ...deps.heads()], true)
      report(makeProblem('own-file-changed', place.path, null, missed))
      if (read.stored.current === 'damaged') {
        putAside = true
        await tryTo(() => marks.write(documentId, markOf([noFile, ...present(stored.sum())])))
      }
      for (const problem of await setAsideDamaged(files, place, read.stored, deps.count())) report(problem)
    }
    await deps.absorb(deviceId, read)
  }
  const writeNotes = async (): Promise<void> => {
    await takeForeign()
    stored.low.data = data()
    await stored.write()
    fileState = (await files.state(place.path))?.mark ?? null
  }
  const writer = createDelayedWrite({ write: writeNotes })

  const known = new Set((own.stored.value?.data.versions ?? []).map(keyOf))
  const heads = deps.heads()
  const behind =
    own.stored.from !== 'current' ||
    own.history.state !== 'ok' ||
    heads.length !== known.size ||
    heads.some((one) => !known.has(keyOf(one)))
  if (behind && heads.length > 0) writer.touch()
  // After a loss there is one copy less of the words: not a moment longer than it takes.
  if ((damaged || missing || historyLost) && heads.length > 0) await tryTo(writer.flush)

  return {
    readOnly,
    stuck: false,
    beginAnew: async () => {
      throw new AppError('read-only', 'the notes of this document can be read and written')
    },
    append: async (versions) => {
      const lines = encodeHistory(versions)
      const before = log.end()
      await log.append(lines)
      historyMark = advanceMark(historyMark, lines, versions.length, log.end())
      if (log.end() !== before + lines.length) {
        contested = true
        const book = { deviceId, history: historyMark, hlc: clock.last() }
        const read = await readDeviceNotes({ files, paths }, deviceId, documentId, true)
        const missed = countLost(book, [...read.versions, ...deps.heads()], true)
        report(makeProblem('own-file-changed', historyPath, null, missed))
        if (read.history.mark.bytes >= historyMark.bytes) historyMark = read.history.mark
        await deps.absorb(deviceId, read)
      }
      writer.touch()
    },
    touch: writer.touch,
    flush: writer.flush,
    close: async () => {
      // What cannot be written now is in the history and is written at the next start.
      await tryTo(writer.flush)
      writer.stop()
      await log.close()
    },
  }
}
