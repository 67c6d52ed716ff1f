import { versionPage } from '../../preload/contract/notes.ts'
import type { KeptVersion, KeptVersions, Version } from '../../preload/contract/notes.ts'
import { sameContent } from './note-version.ts'
import type { NoteVersion } from './note-version.ts'
import { compareVersions, sameVersion, versionKey } from './stamps.ts'

const asKept = ({ note, version, parents }: NoteVersion, deviceId: string): KeptVersion => ({
  version,
  parents,
  time: note.updatedAt,
  own: version.device === deviceId,
  body: note.body.toWellFormed(),
  sectionId: note.sectionId,
  anchor: note.anchor,
  color: note.color,
  tags: note.tags,
  deleted: note.deleted,
})

/** Each once, though several files hold it; two different ones under one name stay two. */
const distinct = (versions: readonly NoteVersion[]): NoteVersion[] => {
  const known = new Map<string, NoteVersion[]>()
  for (const version of versions) {
    const key = versionKey(version.version)
    const twins = known.get(key)
    if (twins === undefined) known.set(key, [version])
    else if (!twins.some((twin) => sameContent(twin.note, version.note))) twins.push(version)
  }
  return [...known.values()].flat()
}

/**
 * One page of the versions of a note, newest first, that are older than `before`; `ceiling` is the greatest stamp that
 * counts (see `StampClock.ceiling`). Versions of one name are never torn apart between two pages.
 */
export const pageOfVersions = (
  versions: readonly NoteVersion[],
  before: Version | null,
  ceiling: string,
  deviceId: string,
): KeptVersions => {
  const older = distinct(versions)
    .filter(({ version }) => before === null || compareVersions(version, before, ceiling) < 0)
    .sort((a, b) => compareVersions(b.version, a.version, ceiling))
  const page: NoteVersion[] = []
  let text = 0
  for (const version of older) {
    const last = page.at(-1)
    text += version.note.body.length
    const full = page.length >= versionPage.versions || text > versionPage.text
    if (last !== undefined && full && !sameVersion(last.version, version.version)) break
    page.push(version)
  }
  return { versions: page.map((version) => asKept(version, deviceId)), earlier: page.length < older.length }
}
