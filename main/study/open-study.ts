import type { NoteFiles, Problem } from '../notes/files.ts'
import { lookEvery, openEventLog } from './event-log.ts'
import type { EventLog } from './event-log.ts'
import type { StudyEvent } from './study-event.ts'
import { parseStudyEvent } from './study-log.ts'

export interface StudyPaths {
  readonly devices: string
  studyFolder(device: string): string
  study(device: string, documentId: string): string
}

export interface StudyDeps {
  readonly files: NoteFiles
  readonly paths: StudyPaths
  readonly deviceId: string
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly report: (problem: Problem) => void
  readonly readOnly: boolean
}

type Unnamed<Event> = Event extends StudyEvent ? Omit<Event, 'version' | 'documentId'> : never

export interface DocumentStudy extends Omit<EventLog<StudyEvent>, 'append'> {
  /** Resolves when the event is on the disk and synced. Throws 'read-only', 'disk-full', 'disk-failed'. */
  append(event: Unnamed<StudyEvent>): Promise<void>
}

export interface StudyLogs {
  readonly deviceId: string
  document(documentId: string): Promise<DocumentStudy>
  /** Reads other devices' logs of the open documents every `interval` ms; returns its own end. */
  watch(onChanged: (documentId: string) => void, interval: number): () => void
  close(): Promise<void>
}

const openDocumentStudy = async (deps: StudyDeps, documentId: string): Promise<DocumentStudy> => {
  const { paths, ...rest } = deps
  const log = await openEventLog<StudyEvent>({
    ...rest,
    devices: paths.devices,
    folder: paths.studyFolder,
    path: (device) => paths.study(device, documentId),
    parse: parseStudyEvent(documentId),
  })
  return { ...log, append: (event) => log.append({ ...event, documentId }) }
}

/** The study logs of one library: what was read and how cards were answered, one append-only file a device and document. */
export const openStudyLogs = (deps: StudyDeps): StudyLogs => {
  const open = new Map<string, Promise<DocumentStudy>>()
  const document = (documentId: string): Promise<DocumentStudy> => {
    const known = open.get(documentId)
    if (known !== undefined) return known
    const opening = openDocumentStudy(deps, documentId)
    open.set(documentId, opening)
    opening.catch(() => open.delete(documentId))
    return opening
  }
  return {
    deviceId: deps.deviceId,
    document,
    watch: (onChanged, interval) => {
      const look = async (): Promise<void> => {
        for (const [documentId, opening] of open) if (await (await opening).readElsewhere()) onChanged(documentId)
      }
      return lookEvery(interval, look)
    },
    close: async () => {
      for (const opening of open.values()) await (await opening.catch(() => null))?.close()
      open.clear()
    },
  }
}
