import { spawnSync } from 'node:child_process'
import * as nodeDisk from 'node:fs/promises'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkLibrary } from '../../main/library/check-library.ts'
import type { Disk } from '../../main/library/disk.ts'
import { HistoryMark } from '../../main/notes/files.ts'
import { bodiesOf, draft, kindsOf, openTestLibrary, temporaryFolder } from '../main/notes/temporary-library.ts'

/** Never gets as far as the notes file, like a program killed before it does. */
const killedEarly: Disk = {
  ...nodeDisk,
  rename: async (from, to) => {
    const refused = String(to).endsWith(join('notes', 'essay.json'))
    if (refused) throw Object.assign(new Error('EIO'), { code: 'EIO' })
    return nodeDisk.rename(from, to)
  },
}

/** Five versions of two notes, all in the notes file. */
const filled = async (): Promise<{ root: string; notes: string; previous: string; history: string }> => {
  const root = await temporaryFolder()
  const library = await openTestLibrary(root)
  let note = await library.notes.save(draft('a', '一'))
  await library.notes.save(draft('b', '乙'))
  await library.notes.flush()
  for (const body of ['二', '三', '四']) note = await library.notes.save(draft('a', body, note.version))
  await library.close()
  const device = join(root, 'library', 'devices', library.deviceId)
  const notes = join(device, 'notes', 'essay.json')
  const previous = join(device, 'notes', 'essay.previous.json')
  return { root, notes, previous, history: join(device, 'history', 'essay.jsonl') }
}
const countsOf = (problems: readonly { kind: string; count: number }[]): [string, number][] =>
  problems.map(({ kind, count }) => [kind, count])

describe('what Yandu did itself is not reported at the next start', () => {
  test.each([false, true])('notes file put aside, one save, killed (rebuilding refused: %s)', async (refused) => {
    const { root, notes } = await filled()
    await writeFile(notes, 'null')
    const first = await openTestLibrary(root, refused ? { disk: killedEarly } : {})
    await first.notes.save(draft('c', '丙'))
    expect(kindsOf(first.reported)).toEqual(['set-aside'])
    await first.close()
    const second = await openTestLibrary(root)
    expect(second.deviceId).toBe(first.deviceId)
    expect(await bodiesOf(second)).toEqual({ a: '四', b: '乙', c: '丙' })
    expect(second.reported).toEqual([])
  })

  test.each([false, true])('history lost, one save, killed (rebuilding refused: %s)', async (refused) => {
    const { root, history } = await filled()
    await rm(history)
    const first = await openTestLibrary(root, refused ? { disk: killedEarly } : {})
    await first.notes.save(draft('c', '丙'))
    expect(countsOf(first.reported)).toEqual([['missing-file', 2]])
    await first.close()
    for (let start = 0; start < 2; start += 1) {
      const again = await openTestLibrary(root)
      expect(again.deviceId).toBe(first.deviceId)
      expect(await bodiesOf(again)).toEqual({ a: '四', b: '乙', c: '丙' })
      expect(again.reported).toEqual([])
      await again.close()
    }
  })

  test.each(['put aside', 'history lost', 'both'])('%s, one save, kill -9, start', async (kind) => {
    const { root, notes, history } = await filled()
    if (kind !== 'history lost') await writeFile(notes, 'null')
    if (kind !== 'put aside') await rm(history)
    const child = spawnSync(process.execPath, [join(import.meta.dirname, 'one-save-child.ts'), root])
    expect(child.signal).toBe('SIGKILL')
    const again = await openTestLibrary(root)
    expect(await bodiesOf(again)).toEqual({ a: kind === 'both' ? '一' : '四', b: '乙', c: '丙' })
    expect(again.reported).toEqual([])
  })

  test('notes file and history both damaged or lost, then a save, killed', async () => {
    const { root, notes, history } = await filled()
    await writeFile(notes, '{')
    await rm(history)
    const first = await openTestLibrary(root, { disk: killedEarly })
    await first.notes.save(draft('c', '丙'))
    expect(kindsOf(first.reported)).toEqual(['missing-file', 'set-aside'])
    await first.close()
    const second = await openTestLibrary(root)
    expect(await bodiesOf(second)).toEqual({ a: '一', b: '乙', c: '丙' })
    expect(second.reported).toEqual([])
  })

  test('everything gone after a loss made good in memory only: read-only, never empty and writable', async () => {
    const { root, notes, previous, history } = await filled()
    await writeFile(notes, 'null')
    await rm(history)
    const first = await openTestLibrary(root, { disk: killedEarly })
    expect(await bodiesOf(first)).toEqual({ a: '一', b: '乙' })
    await first.close()
    await rm(notes, { force: true })
    await rm(previous)
    const second = await openTestLibrary(root)
    expect(await bodiesOf(second)).toEqual({})
    expect(await second.notes.isReadOnly('essay')).toBe(true)
    expect(kindsOf(second.reported)).toEqual(['missing-file'])
  })
})

describe('own-file-changed tells how many versions are lost', () => {
  const lines = async (path: string): Promise<string[]> => (await readFile(path, 'utf8')).split(/(?<=\n)/)

  test('the last line gone and the notes file too', async () => {
    const { root, notes, previous, history } = await filled()
    await writeFile(history, (await lines(history)).slice(0, -1).join(''))
    await rm(notes)
    await rm(previous)
    const library = await openTestLibrary(root)
    expect(countsOf(library.reported)).toEqual([['own-file-changed', 1]])
    expect(await bodiesOf(library)).toEqual({ a: '三', b: '乙' })
  })

  test.each([
    ['cut to nothing', ''],
    ['replaced by something else', `${'x'.repeat(3000)}\n`],
  ])('the history %s, the notes file whole: what it does not hold is counted', async (_name, text) => {
    const { root, history } = await filled()
    await writeFile(history, text)
    expect(countsOf((await checkLibrary(join(root, 'library'))).problems)).toContainEqual(['own-file-changed', 3])
    const library = await openTestLibrary(root)
    expect(countsOf(library.reported)).toContainEqual(['own-file-changed', 3])
    expect(await bodiesOf(library)).toEqual({ a: '四', b: '乙' })
  })

  test('both replaced by the files of an older day', async () => {
    const { root, notes, previous, history } = await filled()
    await writeFile(history, (await lines(history)).slice(0, 2).join(''))
    await writeFile(notes, await readFile(previous))
    const library = await openTestLibrary(root)
    expect(countsOf(library.reported)).toEqual([['own-file-changed', 3]])
  })

  test('nothing is lost when only the notes file is of an older day', async () => {
    const { root, notes } = await filled()
    const older = await readFile(notes)
    const first = await openTestLibrary(root)
    for (const id of ['c', 'd']) {
      await first.notes.save(draft(id, id))
      await first.notes.flush()
    }
    await first.close()
    await writeFile(notes, older)
    const library = await openTestLibrary(root)
    expect(countsOf(library.reported)).toEqual([['own-file-changed', 0]])
    expect(await bodiesOf(library)).toEqual({ a: '四', b: '乙', c: 'c', d: 'd' })
  })

  test('every document that was changed is told of', async () => {
    const { root, notes, history } = await filled()
    const first = await openTestLibrary(root)
    await first.notes.save({ ...draft('x', '子'), documentId: 'other' })
    await first.close()
    await writeFile(history, '')
    await writeFile(history.replace('essay', 'other'), '')
    await rm(notes.replace('essay', 'other'))
    const library = await openTestLibrary(root)
    expect(countsOf(library.reported)).toEqual([
      ['own-file-changed', 3],
      ['own-file-changed', 1],
    ])
  })

  test('exchanged while it is open: superseded versions are gone, the words are not', async () => {
    const { root, history } = await filled()
    const library = await openTestLibrary(root)
    await library.notes.save(draft('c', '丙'))
    await rm(history)
    await writeFile(history, '')
    await library.notes.save(draft('d', '丁'))
    expect(countsOf(library.reported)).toEqual([['own-file-changed', 3]])
    await library.close()
    expect(await bodiesOf(await openTestLibrary(root))).toEqual({ a: '四', b: '乙', c: '丙', d: '丁' })
  })
})

test('missing-file tells how many notes were restored, without those deleted', async () => {
  const { root, notes } = await filled()
  const first = await openTestLibrary(root)
  await first.notes.delete({ documentId: 'essay', noteId: 'b' })
  await first.close()
  await rm(notes)
  const library = await openTestLibrary(root)
  expect(await bodiesOf(library)).toEqual({ a: '四' })
  expect(countsOf(library.reported)).toEqual([['missing-file', 1]])
})

test('a mark from before versions were counted is read', () => {
  expect(HistoryMark.parse({ bytes: 9, line: 9, sum: 'x' })).toEqual({ bytes: 9, line: 9, sum: 'x', versions: 0 })
})
