import { decodeLines, encodeLines } from './event-log.ts'
import type { EventLogText } from './event-log.ts'
import { StudyEvent } from './study-event.ts'

export const encodeEvents: (events: readonly StudyEvent[]) => Uint8Array = encodeLines

/** Null for what is no event of this document's log. */
export const parseStudyEvent =
  (documentId: string) =>
  (json: unknown): StudyEvent | null => {
    const event = StudyEvent.safeParse(json).data
    return event?.documentId === documentId ? event : null
  }

export const decodeEvents = (documentId: string, bytes: Uint8Array): EventLogText<StudyEvent> =>
  decodeLines(bytes, parseStudyEvent(documentId))
