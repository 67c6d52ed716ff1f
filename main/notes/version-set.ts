import { createHash } from 'node:crypto'
import type { Note, Version } from '../../preload/contract/notes.ts'
import { mergeContents } from './note-merge.ts'
import type { Side } from './note-merge.ts'
import { sameContent } from './note-version.ts'
import type { NoteContent, NoteVersion } from './note-version.ts'
import { compareText, compareVersions, versionKey } from './stamps.ts'

export interface MergedNote {
  /** The versions nothing known was made from, in ascending order; a new version names them all as parents. */
  readonly heads: readonly NoteVersion[]
  /** What the reader sees. Its version is the head's, or for several heads a name of their set. */
  readonly note: Note
  /** False when older versions could change the picture: several heads, or ancestry that was only inferred. */
  readonly certain: boolean
}

type Graph = ReadonlyMap<string, readonly NoteVersion[]>

const graphOf = (versions: readonly NoteVersion[]): Graph => {
  const graph = new Map<string, NoteVersion[]>()
  for (const version of versions) {
    const key = versionKey(version.version)
    const twins = graph.get(key)
    if (twins === undefined) graph.set(key, [version])
    else if (!twins.some((twin) => sameContent(twin.note, version.note) && sameParents(twin, version))) {
      // Two clones of one device made different versions under one name: both stay.
      twins.push(version)
    }
  }
  return graph
}

const sameParents = (a: NoteVersion, b: NoteVersion): boolean =>
  a.parents.length === b.parents.length &&
  a.parents.map(versionKey).sort().join() === b.parents.map(versionKey).sort().join()

interface Ancestry {
  /** Every version reached, the start included. */
  readonly reached: ReadonlyMap<string, Version>
  /** False when a version on the way is not in the set. */
  readonly complete: boolean
}

const ancestryOf = (start: NoteVersion, graph: Graph): Ancestry => {
  const reached = new Map<string, Version>([[versionKey(start.version), start.version]])
  const open: NoteVersion[] = [start]
  let complete = true
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const parent of next.parents) {
      const key = versionKey(parent)
      if (reached.has(key)) continue
      reached.set(key, parent)
      const found = graph.get(key)
      if (found === undefined) complete = false
      else open.push(...found)
    }
  }
  return { reached, complete }
}

interface Heads {
  readonly heads: readonly NoteVersion[]
  readonly inferred: boolean
  readonly ancestry: ReadonlyMap<NoteVersion, Ancestry>
}

const headsOf = (graph: Graph): Heads => {
  const parents = new Set<string>()
  for (const one of [...graph.values()].flat()) for (const parent of one.parents) parents.add(versionKey(parent))
  let heads = [...graph].filter(([key]) => !parents.has(key)).flatMap(([, twins]) => twins)
  // Only a forged set has parents in a circle; then nothing is known about the order, and nothing is dropped.
  if (heads.length === 0) heads = [...graph.values()].flat()
  const ancestry = new Map(heads.map((head) => [head, ancestryOf(head, graph)]))
  if (heads.length === 1) return { heads, inferred: false, ancestry }
  // Where the chain between two versions is missing, a device's own later version is taken to follow its earlier one.
  const follows = (later: NoteVersion, earlier: NoteVersion): boolean => {
    const known = ancestry.get(later)
    if (known === undefined || known.complete) return false
    const { hlc, device } = earlier.version
    return [...known.reached.values()].some((one) => one.device === device && one.hlc > hlc)
  }
  const left = heads.filter(
    (one) => !heads.some((other) => other !== one && follows(other, one) && !follows(one, other)),
  )
  if (left.length === 0) return { heads, inferred: true, ancestry }
  return { heads: left, inferred: left.length < heads.length, ancestry }
}

const textOf = (version: NoteVersion): string => JSON.stringify([version.note, version.parents])

/** The name is a device id no device has, and the same wherever the same heads meet with the same result. */
const mergedVersion = (heads: readonly NoteVersion[], last: NoteVersion, merged: NoteContent): Version => {
  const hash = createHash('sha256').update(JSON.stringify(merged))
  for (const head of heads) hash.update(versionKey(head.version))
  return { hlc: last.version.hlc, device: `merge-${hash.digest('hex').slice(0, 32)}` }
}

/**
 * Merges versions of one note. A pure function of the set: order and repetition do not matter. Heads are folded in
 * ascending order of (stamp, device), each against the newest version both sides come from.
 * `ceiling` is the greatest stamp that counts (see `StampClock.ceiling`). Throws when there are no versions.
 */
export const mergeVersions = (versions: readonly NoteVersion[], ceiling: string): MergedNote => {
  const [only] = versions
  if (only !== undefined && versions.length === 1) {
    return { heads: versions, note: { ...only.note, version: only.version }, certain: true }
  }
  const graph = graphOf(versions)
  const { heads: unordered, inferred, ancestry } = headsOf(graph)
  const heads = [...unordered].sort(
    (a, b) => compareVersions(a.version, b.version, ceiling) || compareText(textOf(a), textOf(b)),
  )
  const first = heads[0]
  const last = heads.at(-1)
  if (first === undefined || last === undefined) throw new Error('a note without versions')
  if (heads.length === 1) return { heads, note: { ...first.note, version: first.version }, certain: !inferred }

  const gathered = new Set(ancestry.get(first)?.reached.keys())
  let side: Side = first
  for (const head of heads.slice(1)) {
    const theirs = ancestry.get(head)?.reached ?? new Map<string, Version>()
    side = { note: mergeContents(newestCommon(gathered, theirs, graph, ceiling), side, head), version: head.version }
    for (const key of theirs.keys()) gathered.add(key)
  }
  return { heads, note: { ...side.note, version: mergedVersion(heads, last, side.note) }, certain: false }
}

const newestCommon = (
  ours: ReadonlySet<string>,
  theirs: ReadonlyMap<string, Version>,
  graph: Graph,
  ceiling: string,
): NoteContent | null => {
  let newest: NoteVersion | null = null
  for (const key of theirs.keys()) {
    const found = ours.has(key) ? graph.get(key) : undefined
    const only = found?.[0]
    if (only === undefined || found?.length !== 1) continue
    if (newest === null || compareVersions(only.version, newest.version, ceiling) > 0) newest = only
  }
  return newest?.note ?? null
}
