import { z } from 'zod/mini'
import { Id } from '../../preload/contract/define.ts'
import type { Problem } from '../../preload/contract/app.ts'
import { claimedSum, decodeEnvelope } from '../notes/envelope.ts'
import { makeProblem, WrittenMark } from '../notes/files.ts'
import type { NoteFiles, WrittenMarks } from '../notes/files.ts'
import { startsWithMarked } from '../notes/history.ts'
import { countLost } from '../notes/lost-versions.ts'
import { noFile } from '../notes/own-files.ts'
import { readDeviceNotes } from '../notes/read-device.ts'
import { createStoredFile, readStored, setAsideDamaged } from '../notes/stored-file.ts'
import type { StoredPlace } from '../notes/stored-file.ts'
import type { LibraryLayout, StateLayout } from './layout.ts'

export interface DeviceDeps {
  readonly files: NoteFiles
  readonly layout: LibraryLayout
  readonly state: StateLayout
  readonly libraryId: string
  readonly platform: string
  readonly nonce: () => string
  readonly report: (problem: Problem) => void
  readonly writable: boolean
}

const Device = z.object({ deviceId: Id })
type Device = z.infer<typeof Device>

const stateEnvelope = { device: () => 'state', hlc: () => '0000000000000-0000' }

const markPlace = (path: string): StoredPlace<WrittenMark> => ({
  kind: 'mark',
  path,
  previous: null,
  parse: (data) => WrittenMark.safeParse(data).data ?? null,
})

/** What this device last wrote, document by document, remembered in the state folder. */
export const createMarks = (
  files: NoteFiles,
  state: StateLayout,
  libraryId: string,
  deviceId: string,
): WrittenMarks => {
  const pathOf = (documentId: string): string => state.mark(libraryId, deviceId, documentId)
  return {
    read: async (documentId) => (await readStored(files, markPlace(pathOf(documentId)))).value?.data ?? null,
    write: async (documentId, mark) => {
      const file = createStoredFile<WrittenMark>({ ...markPlace(pathOf(documentId)), files, ...stateEnvelope }, mark)
      await file.write()
    },
  }
}

/** What somebody else did to files of this device, document by document. A damaged file is no such thing. */
const findChanges = async ({ files, layout, state, libraryId }: DeviceDeps, deviceId: string): Promise<Problem[]> => {
  const marks = createMarks(files, state, libraryId, deviceId)
  const problems: Problem[] = []
  for (const name of await files.list(state.marks(libraryId, deviceId))) {
    const documentId = name.replace(/\.json$/, '')
    const mark = Id.safeParse(documentId).success ? await marks.read(documentId) : null
    if (mark === null) continue
    const path = layout.notes(deviceId, documentId)
    const bytes = await files.read(path).catch(() => null)
    const sum = bytes === null ? null : claimedSum(bytes)
    const whole = bytes !== null && sum !== null && decodeEnvelope(bytes, 'notes').state === 'ok'
    const ours = sum !== null && mark.sums.includes(sum)
    const history = layout.history(deviceId, documentId)
    const lines = await files.read(history, mark.history.bytes - mark.history.line).catch(() => null)
    const continued = lines !== null && startsWithMarked(lines, mark.history)
    const exchanged = lines !== null && !mark.sums.includes(noFile) && !continued
    const rewritten = mark.contested || (whole && !ours)
    if (!rewritten && !exchanged) continue
    const read = await readDeviceNotes({ files, paths: layout }, deviceId, documentId, true)
    const lost = countLost({ ...mark, deviceId }, read.versions, continued || (whole && ours))
    problems.push(makeProblem('own-file-changed', rewritten ? path : history, null, lost))
  }
  return problems
}

/**
 * This device's id in this library. It is kept outside the library, with a random part of its own, so that a copied
 * library is a new device. When somebody else wrote to our files (a cloned disk, a restored folder) we take a new id;
 * what is in them is read like any other device's.
 */
export const resolveDevice = async (deps: DeviceDeps): Promise<string> => {
  const { files, state, libraryId, platform, nonce, report, writable } = deps
  const place: StoredPlace<Device> = {
    kind: 'device',
    path: state.device(libraryId),
    previous: null,
    parse: (data) => Device.safeParse(data).data ?? null,
  }
  const fresh = { deviceId: `${platform.replace(/[^a-z0-9]/g, '') || 'device'}-${nonce()}` }
  const file = createStoredFile<Device>({ ...place, files, ...stateEnvelope }, fresh)
  const stored = await file.read()
  const known = stored.value?.data.deviceId ?? null
  const changes = known === null ? [] : await findChanges(deps, known)
  if (known !== null && changes.length === 0) return known
  changes.forEach(report)
  if (writable) {
    for (const problem of await setAsideDamaged(files, place, stored, 0)) report(problem)
    file.low.data = fresh
    await file.write()
  }
  return fresh.deviceId
}
