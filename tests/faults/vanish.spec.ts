import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { beforeRemoval, bodiesOf, draft, openTestLibrary, temporaryFolder } from '../main/notes/temporary-library.ts'
import type { OpenedLibrary } from '../main/notes/temporary-library.ts'
import { runs, skipped } from './skipped.ts'

const gone = { code: 'disk-failed' }

const withOneNote = async (): Promise<{ root: string; folder: string; away: string; library: OpenedLibrary }> => {
  const root = await temporaryFolder()
  const library = await openTestLibrary(root)
  await library.notes.save(draft('a', '一'))
  return { root, folder: join(root, 'library'), away: join(root, 'away'), library }
}

test('the folder is renamed: no save is acknowledged, no folder made; back again, saving goes on', async () => {
  const { root, folder, away, library } = await withOneNote()
  await library.notes.flush()
  await rename(folder, away)
  for (const id of ['a', 'b']) await expect(library.notes.save(draft(id, '二'))).rejects.toMatchObject(gone)
  await expect(library.notes.list('other')).rejects.toMatchObject(gone)
  await expect(library.notes.save({ ...draft('x', '二'), documentId: 'third' })).rejects.toMatchObject(gone)
  expect((await readdir(root)).sort()).toEqual(['away', 'state'])
  await rename(away, folder)
  await library.notes.save(draft('b', '二'))
  await library.notes.save({ ...draft('x', '三'), documentId: 'third' })
  await library.close()
  const again = await openTestLibrary(root)
  expect(again.deviceId).toBe(library.deviceId)
  expect(await bodiesOf(again)).toEqual({ a: '一', b: '二' })
  expect(await bodiesOf(again, 'third')).toEqual({ x: '三' })
  expect([library.reported, again.reported]).toEqual([[], []])
})

test('the folder goes before the notes file is replaced: it is not made again, and written when it is back', async () => {
  const { root, folder, away, library } = await withOneNote()
  await rename(folder, away)
  await expect(library.notes.flush()).rejects.toMatchObject(gone)
  expect((await readdir(root)).sort()).toEqual(['away', 'state'])
  await rename(away, folder)
  await library.notes.flush()
  expect(await readFile(join(folder, 'devices', library.deviceId, 'notes', 'essay.json'), 'utf8')).toContain('一')
})

test('the folder goes before the first save of a session', async () => {
  const { root, folder, away, library } = await withOneNote()
  await library.close()
  const second = await openTestLibrary(root)
  await second.notes.list('essay')
  await rename(folder, away)
  await expect(second.notes.save(draft('b', '二'))).rejects.toMatchObject(gone)
  expect((await readdir(root)).sort()).toEqual(['away', 'state'])
})

test.each(['empty', 'with a file of the same name'])('a folder stands at its place that is %s: refused', async (kind) => {
  const { root, folder, away, library } = await withOneNote()
  await library.notes.flush()
  await rename(folder, away)
  await mkdir(folder)
  if (kind !== 'empty') await writeFile(join(folder, 'library.json'), 'null')
  const before = await readdir(folder)
  await expect(library.notes.save(draft('b', '二'))).rejects.toMatchObject(gone)
  await expect(library.notes.save({ ...draft('x', '二'), documentId: 'third' })).rejects.toMatchObject(gone)
  expect(await readdir(folder)).toEqual(before)
  await rm(folder, { recursive: true })
  await rename(away, folder)
  await library.notes.save(draft('b', '二'))
  await library.close()
  expect(await bodiesOf(await openTestLibrary(root))).toEqual({ a: '一', b: '二' })
})

test('removed and made anew: the same number on the disk does not make it the same folder', async () => {
  const { folder, library } = await withOneNote()
  await library.notes.flush()
  await rm(folder, { recursive: true })
  await mkdir(folder)
  await expect(library.notes.save(draft('b', '二'))).rejects.toMatchObject(gone)
  expect(await readdir(folder)).toEqual([])
})

test('another library at its place stays refused; a copy of the same one goes on', async () => {
  const { root, folder, away, library } = await withOneNote()
  await library.notes.flush()
  const elsewhere = join(root, 'elsewhere')
  const other = await openTestLibrary(elsewhere)
  await other.notes.save(draft('o', '他'))
  await other.close()
  await rename(folder, away)
  await cp(join(elsewhere, 'library'), folder, { recursive: true })
  for (let round = 0; round < 2; round += 1) {
    await expect(library.notes.save(draft('b', '二'))).rejects.toMatchObject(gone)
  }
  expect(await readdir(join(folder, 'devices'))).toEqual([other.deviceId])
  await rm(folder, { recursive: true })
  await cp(away, folder, { recursive: true })
  await library.notes.save(draft('b', '二'))
  await library.close()
  expect(await bodiesOf(await openTestLibrary(root))).toEqual({ a: '一', b: '二' })
})

test('library.json alone is exchanged or lost: saving goes on', async () => {
  const { folder, library } = await withOneNote()
  const descriptor = join(folder, 'library.json')
  const text = await readFile(descriptor)
  await writeFile(`${descriptor}.new`, text)
  await rename(`${descriptor}.new`, descriptor)
  await library.notes.save(draft('b', '二'))
  await rm(descriptor)
  await library.notes.save(draft('c', '三'))
  expect(await bodiesOf(library)).toEqual({ a: '一', b: '二', c: '三' })
})

test('a drive is unplugged and plugged in again: the words go to the drive, never to the empty place', async (context) => {
  const root = await temporaryFolder()
  const drive = await temporaryFolder()
  const folder = join(root, 'library')
  await mkdir(folder)
  if (process.getuid?.() !== 0 || !runs('mount', '--bind', drive, folder)) {
    skipped(context.task.name, 'a bind mount needs root and mount')
    return context.skip()
  }
  beforeRemoval(() => void runs('umount', '-l', folder))
  const library = await openTestLibrary(root)
  await library.notes.save(draft('a', '一'))
  expect(runs('umount', '-l', folder)).toBe(true)
  await expect(library.notes.save(draft('b', '二'))).rejects.toMatchObject(gone)
  await expect(library.notes.flush()).rejects.toMatchObject(gone)
  expect(await readdir(folder)).toEqual([])
  expect(runs('mount', '--bind', drive, folder)).toBe(true)
  await library.notes.save(draft('b', '二'))
  await library.close()
  expect(await bodiesOf(await openTestLibrary(root))).toEqual({ a: '一', b: '二' })
})
