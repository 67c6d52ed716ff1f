import { createHash } from 'node:crypto'
import { StudyEvent } from './study-event.ts'

/** Bytes; a longer line is not one of ours. */
const lineLimit = 4096
/** Events of one file; the rest is left alone. */
const eventLimit = 2_000_000
const linePattern = /^\{"sum":"([0-9a-f]{16})","entry":(\{.*\})\}$/s

const sumOf = (entry: string): string => createHash('sha256').update(entry).digest('hex').slice(0, 16)

/** Events as lines of JSON, each with a checksum of its own. */
export const encodeEvents = (events: readonly StudyEvent[]): Uint8Array =>
  Buffer.from(
    events
      .map((event) => {
        const entry = JSON.stringify(event)
        return `{"sum":"${sumOf(entry)}","entry":${entry}}\n`
      })
      .join(''),
  )

const decodeLine = (line: Uint8Array): StudyEvent | null => {
  if (line.length > lineLimit) return null
  const [, sum, entry] = linePattern.exec(Buffer.from(line).toString('utf8')) ?? []
  if (entry === undefined || sumOf(entry) !== sum) return null
  try {
    const parsed = StudyEvent.safeParse(JSON.parse(entry))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

export interface StudyLogText {
  readonly events: readonly StudyEvent[]
  /** Whole lines that could not be read, or that are about another document. */
  readonly bad: number
  /** Length in bytes of the whole lines; what stands behind is a line whose writing was cut short. */
  readonly end: number
  readonly torn: Uint8Array
}

export const decodeEvents = (documentId: string, bytes: Uint8Array): StudyLogText => {
  const events: StudyEvent[] = []
  let bad = 0
  let at = 0
  for (let next = bytes.indexOf(0x0a); next !== -1; next = bytes.indexOf(0x0a, at)) {
    const line = bytes.subarray(at, next)
    at = next + 1
    if (line.length === 0) continue
    const event = events.length < eventLimit ? decodeLine(line) : null
    if (event?.documentId === documentId) events.push(event)
    else bad += 1
  }
  return { events, bad, end: at, torn: bytes.subarray(at) }
}
