import { AppError } from '../../preload/contract/wire.ts'
import { createDelayedWrite } from './delayed-write.ts'
import { emptyHistory, makeProblem } from './files.ts'
import type { DurableLog, NoteFiles, NotePaths, Problem, WrittenMark, WrittenMarks } from './files.ts'
import { advanceMark, encodeHistory } from './history.ts'
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
  /** Resolves when the versions are durable; throws 'disk-full', 'disk-failed'. */
  append(versions: readonly NoteVersion[]): Promise<void>
  /** The notes file is behind what is known. */
  touch(): void
  flush(): Promise<void>
  close(): Promise<void>
}

const keyOf = ({ note, version }: NoteVersion): string => `${note.id} ${versionKey(version)}`

/** Stands among the checksums while there may be no file yet. */
export const noFile = 'none'

/** The two files of a document this device writes: the history, which makes a save durable, and the notes file. */
export const openOwnFiles = async (deps: OwnFilesDeps, own: DeviceNotes): Promise<OwnFiles> => {
  const { documentId, files, paths, marks, deviceId, clock, report } = deps
  const place = notesPlace(paths, deviceId, documentId)
  const historyPath = paths.history(deviceId, documentId)
  const mark = await marks.read(documentId)
  if (mark !== null) clock.follow(mark.hlc, true)

  const expected = mark !== null && !mark.sums.includes(noFile)
  const damaged = own.stored.current === 'damaged'
  const missing = expected && own.stored.current === 'missing'
  const historyLost = own.history.state === 'missing' && (mark?.history.bytes ?? 0) > 0
  const lost = damaged || missing || historyLost || deps.unreadableElsewhere || own.problems.length > 0
  // Never empty and writable over notes that exist but cannot be read.
  const emptied = lost && deps.count() === 0 && (mark === null || mark.notes > 0)
  const readOnly =
    deps.readOnly || emptied || own.stored.current === 'newer' || own.history.state === 'unreadable'

  for (const problem of own.problems) {
    if (readOnly || !damaged || problem.path !== place.path) report(problem)
  }
  if (missing) report(makeProblem('missing-file', place.path, null, deps.count()))
  if (historyLost) report(makeProblem('missing-file', historyPath, null, deps.count()))
  if (own.history.state === 'exchanged') report(makeProblem('own-file-changed', historyPath, null, deps.count()))
  if (!deps.readOnly) {
    for (const problem of await setAsideDamaged(files, place, own.stored, deps.count())) report(problem)
  }

  if (readOnly) {
    const refuse = async (): Promise<void> => {
      throw new AppError('read-only', 'the notes of this document cannot be written')
    }
    const nothing = async (): Promise<void> => undefined
    return { readOnly, append: refuse, touch: () => undefined, flush: nothing, close: nothing }
  }

  let historyMark = own.history.state === 'missing' ? emptyHistory : own.history.mark
  const log: DurableLog = files.openLog(historyPath, historyMark.bytes, own.history.torn.length)
  if (own.history.torn.length > 0) {
    report(makeProblem('set-aside', historyPath, await files.keepBeside(historyPath, own.history.torn)))
    await log.append(new Uint8Array(0))
  }
  let contested = mark?.contested ?? false
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
      beforeReplace: (sum, earlier) => marks.write(documentId, markOf([earlier ?? noFile, sum])),
      afterReplace: async (sum, earlier) => {
        if (earlier === null) await marks.write(documentId, markOf([sum]))
      },
    },
    data(),
  )
  stored.adopt(own.stored)

  /** Somebody wrote where only we write (a clone of this device, a restored folder): keep their words too. */
  const takeForeign = async (): Promise<void> => {
    const found = (await files.state(place.path))?.mark ?? null
    if (found === fileState || found === null) return
    const read = await readDeviceNotes({ files, paths }, deviceId, documentId)
    if (read.stored.current !== 'missing') {
      contested = true
      report(makeProblem('own-file-changed', place.path, null, read.versions.length))
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

  return {
    readOnly,
    append: async (versions) => {
      const lines = encodeHistory(versions)
      const before = log.end()
      await log.append(lines)
      historyMark = advanceMark(historyMark, lines, log.end())
      if (log.end() !== before + lines.length) {
        contested = true
        report(makeProblem('own-file-changed', historyPath))
        await deps.absorb(deviceId, await readDeviceNotes({ files, paths }, deviceId, documentId, true))
      }
      writer.touch()
    },
    touch: writer.touch,
    flush: writer.flush,
    close: async () => {
      // What cannot be written now is in the history and is written at the next start.
      await writer.flush().catch((error: unknown) => {
        if (!(error instanceof AppError)) throw error
      })
      writer.stop()
      await log.close()
    },
  }
}
