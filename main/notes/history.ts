import { createHash } from 'node:crypto'
import { emptyHistory } from './files.ts'
import type { HistoryMark } from './files.ts'
import { NoteVersion } from './note-version.ts'

/** Bytes; a longer line is not one of ours (a body has a million characters at most, alternatives come on top). */
const lineLimit = 64_000_000
const lineFeed = 0x0a
const linePattern = /^\{"sum":"([0-9a-f]{16})","entry":/

const sumOf = (entry: string | Uint8Array): string => createHash('sha256').update(entry).digest('hex').slice(0, 16)

/** Versions as lines of JSON, each with a checksum of its own. */
export const encodeHistory = (versions: readonly NoteVersion[]): Uint8Array =>
  Buffer.from(
    versions
      .map((version) => {
        const entry = JSON.stringify(version)
        return `{"sum":"${sumOf(entry)}","entry":${entry}}\n`
      })
      .join(''),
  )

/** `line` without its line feed. Null when it is not exactly what was once written. */
const decodeLine = (line: Uint8Array): NoteVersion | null => {
  if (line.length > lineLimit || line.at(-1) !== 0x7d) return null
  const start = Buffer.from(line.subarray(0, 40)).toString('latin1')
  const [all, sum] = linePattern.exec(start) ?? []
  if (all === undefined) return null
  const entry = line.subarray(all.length, -1)
  if (sumOf(entry) !== sum) return null
  try {
    const parsed = NoteVersion.safeParse(JSON.parse(Buffer.from(entry).toString('utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

export interface HistoryText {
  readonly versions: readonly NoteVersion[]
  /** Whole lines that could not be read. */
  readonly bad: number
  /** Length in bytes up to the last line feed. */
  readonly end: number
  /** What stands behind the last line feed: a line whose writing was cut short, never an acknowledged one. */
  readonly torn: Uint8Array
  /** The last whole line, counted from the start of the file. */
  readonly mark: HistoryMark
}

/** `bytes` begin at byte `from` of the file, which is the start of a line; `before` is the mark up to there. */
export const decodeHistory = (bytes: Uint8Array, from = 0, before: HistoryMark = emptyHistory): HistoryText => {
  const versions: NoteVersion[] = []
  let bad = 0
  let at = 0
  let lastLine = 0
  for (let next = bytes.indexOf(lineFeed); next !== -1; next = bytes.indexOf(lineFeed, at)) {
    const line = bytes.subarray(at, next)
    if (line.length > 0) {
      const version = decodeLine(line)
      if (version === null) bad += 1
      else versions.push(version)
    }
    lastLine = at
    at = next + 1
  }
  const sum = sumOf(bytes.subarray(lastLine, at))
  const counted = before.versions + versions.length
  const mark = at === 0 ? before : { bytes: from + at, line: at - lastLine, sum, versions: counted }
  return { versions, bad, end: from + at, torn: bytes.subarray(at), mark }
}

/** The mark after `lines` (whole lines, as many as `versions`) were appended. */
export const advanceMark = (before: HistoryMark, lines: Uint8Array, versions: number, end: number): HistoryMark => {
  if (lines.length === 0) return before
  const start = lines.lastIndexOf(lineFeed, lines.length - 2) + 1
  const last = lines.subarray(start)
  return { bytes: end, line: last.length, sum: sumOf(last), versions: before.versions + versions }
}

/** True when `bytes`, read from `mark.bytes - mark.line` on, begin with the marked line. */
export const startsWithMarked = (bytes: Uint8Array, mark: HistoryMark): boolean =>
  mark.line === 0 ? mark.bytes === 0 : bytes.length >= mark.line && sumOf(bytes.subarray(0, mark.line)) === mark.sum
