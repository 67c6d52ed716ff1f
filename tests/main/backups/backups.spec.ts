import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { RestoreMode, RestoreOutcome } from '../../../preload/contract/backups.ts'
import { checkLibrary } from '../../../main/library/check-library.ts'
import { openLibraryBackups } from '../../../main/backups/library-backups.ts'
import { createBackupService } from '../../../main/services/backups.ts'
import { bodiesOf, draft, openTestLibrary, temporaryFolder } from '../notes/temporary-library.ts'
import type { OpenedLibrary } from '../notes/temporary-library.ts'

const withBackups = async (root: string) => {
  const library = await openTestLibrary(root)
  const failures: unknown[] = []
  const { store, keeper } = openLibraryBackups(library, join(root, 'backups'), (error) => failures.push(error))
  const service = createBackupService({
    store,
    keeper,
    notes: library.notes,
    files: library.files,
    libraryFolder: library.folder,
    deviceId: library.deviceId,
    readOnly: library.readOnly,
    emit: () => undefined,
  })
  const restore = async (name: string, mode: RestoreMode, dryRun = false): Promise<RestoreOutcome> => service.restore({ name, mode, dryRun })
  const newest = async (): Promise<string> => (await store.list())[0]?.name ?? ''
  return { library, store, keeper, service, restore, newest, failures }
}

const deviceFolder = (library: OpenedLibrary): string => join(library.folder, 'devices', library.deviceId)

test('only a change makes a backup, and it says what is in it', async () => {
  const root = await temporaryFolder()
  const { library, keeper, store } = await withBackups(root)
  const first = await library.notes.save(draft('a', '一'))
  await library.notes.save(draft('b', '二'))
  await library.notes.delete({ documentId: 'essay', noteId: 'b' })
  await library.notes.flush()
  expect(await keeper.make('regular')).toMatchObject({ state: 'whole', notes: 1, documents: 1, sound: true })
  expect(await keeper.make('regular')).toBeNull()
  await library.notes.save(draft('a', '一一', first.version))
  expect(await keeper.make('regular')).toMatchObject({ notes: 1 })
  expect((await store.list()).map(({ reason }) => reason)).toEqual(['regular', 'regular'])
})

test('missing: what was lost comes back, what was written since stays', async () => {
  const root = await temporaryFolder()
  const first = await withBackups(root)
  const a = await first.library.notes.save(draft('a', '甲'))
  await first.library.notes.save(draft('b', '乙'))
  await first.library.notes.flush()
  await first.keeper.make('regular')
  await first.library.notes.save(draft('a', '甲後', a.version))
  await first.library.close()
  // The device folder is lost and somebody began again under the same library.
  await rm(deviceFolder(first.library), { recursive: true })
  await rm(join(root, 'state'), { recursive: true })
  const { library, restore, newest } = await withBackups(root)
  await library.notes.save(draft('c', '丙'))
  const name = await newest()
  const planned = await restore(name, 'missing', true)
  expect(planned).toMatchObject({ before: null, broughtBack: 2, changed: 0, removed: 0, versions: 2 })
  expect(await bodiesOf(library)).toEqual({ c: '丙' })
  const done = await restore(name, 'missing')
  expect(done).toEqual({ ...planned, before: expect.any(String) as string })
  expect(await bodiesOf(library)).toEqual({ a: '甲', b: '乙', c: '丙' })
  expect(await restore(name, 'missing')).toMatchObject({ broughtBack: 0, versions: 0 })
  await library.close()
  const again = await openTestLibrary(root)
  expect(await bodiesOf(again)).toEqual({ a: '甲', b: '乙', c: '丙' })
  expect(again.reported).toEqual([])
  expect((await checkLibrary(join(root, 'library'))).problems).toEqual([])
})

test('exact: every note as it was, and the backup made before undoes it', async () => {
  const root = await temporaryFolder()
  const { library, keeper, restore, newest } = await withBackups(root)
  const a = await library.notes.save(draft('a', '甲'))
  const b = await library.notes.save(draft('b', '乙'))
  await keeper.make('regular')
  const name = await newest()
  await library.notes.save(draft('a', '甲後', a.version))
  await library.notes.delete({ documentId: 'essay', noteId: 'b' })
  await library.notes.save(draft('c', '丙'))
  await library.notes.save({ ...draft('x', '別處'), documentId: 'other' })
  expect(await restore(name, 'missing', true)).toMatchObject({ broughtBack: 0, changed: 0, leftDeleted: 1, versions: 0 })
  const outcome = await restore(name, 'exact')
  expect(outcome).toMatchObject({ broughtBack: 0, changed: 2, removed: 2, versions: 0 })
  expect(await bodiesOf(library)).toEqual({ a: '甲', b: '乙' })
  expect(await bodiesOf(library, 'other')).toEqual({})
  const history = await library.notes.everyVersion('essay')
  expect(history.map(({ note }) => note.body)).toEqual(expect.arrayContaining(['甲後', '丙']))
  expect(b.version).not.toEqual((await library.notes.list('essay'))[1]?.version)
  await restore(outcome.before ?? '', 'exact')
  expect(await bodiesOf(library)).toEqual({ a: '甲後', c: '丙' })
  expect(await bodiesOf(library, 'other')).toEqual({ x: '別處' })
})

test('a document that is read-only because nothing of it can be read: restored, and writable again', async () => {
  const root = await temporaryFolder()
  const first = await withBackups(root)
  await first.library.notes.save(draft('a', '甲'))
  await first.library.notes.flush()
  await first.keeper.make('regular')
  await first.library.close()
  const folder = deviceFolder(first.library)
  await writeFile(join(folder, 'notes', 'essay.json'), 'null')
  await writeFile(join(folder, 'history', 'essay.jsonl'), 'x'.repeat(500) + '\n')
  const { library, restore, service, store, newest } = await withBackups(root)
  expect(await library.notes.isReadOnly('essay')).toBe(true)
  expect(await service.canBeginAnew({ documentId: 'essay' })).toBe(true)
  const outcome = await restore(await newest(), 'missing')
  expect(outcome).toMatchObject({ broughtBack: 1 })
  // The state before was damaged, and its backup says so.
  expect((await store.list()).find(({ name }) => name === outcome.before)).toMatchObject({ sound: false })
  expect(await library.notes.isReadOnly('essay')).toBe(false)
  await library.notes.save(draft('b', '乙'))
  expect(await bodiesOf(library)).toEqual({ a: '甲', b: '乙' })
})

test.each(['notes file and history damaged', 'all gone', 'history is a folder', 'another device cannot be read'])(
  'begin anew, %s: nothing is removed, and notes can be written, now and at the next start',
  async (kind) => {
    const root = await temporaryFolder()
    const first = await withBackups(root)
    await first.library.notes.save(draft('a', '甲'))
    await first.library.close()
    const folder = deviceFolder(first.library)
    const notes = join(folder, 'notes', 'essay.json')
    const history = join(folder, 'history', 'essay.jsonl')
    if (kind === 'all gone') await rm(folder, { recursive: true })
    else {
      await writeFile(notes, 'null')
      await rm(history)
      if (kind === 'history is a folder') await mkdir(history)
      else await writeFile(history, 'x'.repeat(500) + '\n')
    }
    if (kind === 'another device cannot be read') {
      const other = join(root, 'library', 'devices', 'other', 'notes')
      await mkdir(other, { recursive: true })
      await writeFile(join(other, 'essay.json'), '{')
    }
    const { library, service } = await withBackups(root)
    expect(await library.notes.isReadOnly('essay')).toBe(true)
    await service.beginAnew({ documentId: 'essay' })
    expect(await library.notes.isReadOnly('essay')).toBe(false)
    await library.notes.save(draft('b', '乙'))
    expect(await service.canBeginAnew({ documentId: 'essay' })).toBe(false)
    await expect(service.beginAnew({ documentId: 'essay' })).rejects.toMatchObject({ code: 'read-only' })
    await library.close()
    if (kind !== 'all gone') {
      const found = await readdir(join(folder, 'notes'))
      const kept = await Promise.all(found.map((name) => readFile(join(folder, 'notes', name), 'utf8')))
      expect(kept).toContain('null')
      const histories = (await readdir(join(folder, 'history'))).map((name) => name.split('.corrupt-')[0])
      expect(histories).toContain('essay.jsonl')
    }
    const again = await openTestLibrary(root)
    expect(await bodiesOf(again)).toEqual({ b: '乙' })
    await again.notes.save(draft('c', '丙'))
    expect(again.reported.every(({ kind: found }) => found === 'unreadable')).toBe(true)
  },
)

test('texts are kept once for all backups, come back when they are gone, and a bad one is written anew', async () => {
  const root = await temporaryFolder()
  const { library, keeper, restore, newest } = await withBackups(root)
  const text = join(library.folder, 'documents', 'text-1')
  await mkdir(text, { recursive: true })
  await writeFile(join(text, 'source.txt'), '長文'.repeat(1000))
  await writeFile(join(text, 'edition.json'), '{"made":"up"}')
  await keeper.make('regular')
  await library.notes.save(draft('a', '甲'))
  await keeper.make('regular')
  const name = await newest()
  const texts = join(root, 'backups', library.id, 'texts')
  const stored = await readdir(texts)
  expect(stored).toHaveLength(2)
  await rm(text, { recursive: true })
  expect(await restore(name, 'missing')).toMatchObject({ texts: 1, lostTexts: 0 })
  expect(await readFile(join(text, 'source.txt'), 'utf8')).toBe('長文'.repeat(1000))

  for (const file of stored) await writeFile(join(texts, file), 'damaged')
  await library.notes.save(draft('b', '乙'))
  await keeper.make('regular')
  await rm(text, { recursive: true })
  expect(await restore(name, 'missing')).toMatchObject({ texts: 1, lostTexts: 0 })
  for (const file of stored) await writeFile(join(texts, file), 'damaged')
  await rm(text, { recursive: true })
  expect(await restore(name, 'missing')).toMatchObject({ texts: 0, lostTexts: 1 })
})

test('every other store of a device is kept and put back; what is there is never overwritten', async () => {
  const root = await temporaryFolder()
  const { library, keeper, restore, newest } = await withBackups(root)
  const own = join(deviceFolder(library), 'recall')
  const other = join(library.folder, 'devices', 'other', 'recall')
  for (const folder of [own, other]) await mkdir(folder, { recursive: true })
  await writeFile(join(own, 'essay.jsonl'), 'one\n')
  await writeFile(join(other, 'essay.jsonl'), 'other\nhalf')
  await keeper.make('regular')
  const name = await newest()
  await writeFile(join(own, 'essay.jsonl'), 'one\ntwo\n')
  await rm(join(other, 'essay.jsonl'))
  expect(await restore(name, 'missing')).toMatchObject({ files: 1 })
  expect(await readFile(join(other, 'essay.jsonl'), 'utf8')).toBe('other\n')
  expect(await readFile(join(own, 'essay.jsonl'), 'utf8')).toBe('one\ntwo\n')
  await writeFile(join(own, 'essay.jsonl'), 'three\n')
  expect(await restore(name, 'missing')).toMatchObject({ files: 1 })
  expect(await readFile(join(own, 'essay.jsonl'), 'utf8')).toBe('three\n')
})

test('a damaged backup is listed as such, not restored, and not removed', async () => {
  const root = await temporaryFolder()
  const { library, keeper, store, restore, newest } = await withBackups(root)
  await library.notes.save(draft('a', '甲'))
  await keeper.make('regular')
  const name = await newest()
  const path = join(root, 'backups', library.id, name)
  const bytes = await readFile(path)
  await writeFile(path, bytes.subarray(0, -1))
  await library.notes.save(draft('b', '乙'))
  await keeper.make('regular')
  expect((await store.list()).map(({ state }) => state)).toEqual(['whole', 'damaged'])
  await expect(restore(name, 'missing')).rejects.toMatchObject({ code: 'damaged-file' })
  await expect(restore('00000099-2026.backup', 'missing')).rejects.toMatchObject({ code: 'not-found' })
})

test('backups by the clock: made while notes are saved, and a folder that cannot be written is told once', async () => {
  const root = await temporaryFolder()
  const { library, keeper, store, failures } = await withBackups(root)
  const stop = keeper.start(40)
  for (let count = 0; count < 40; count += 1) {
    await library.notes.save(draft(`n-${count}`, `${count}`))
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  stop()
  await keeper.finish()
  const [newest] = await store.list()
  expect(newest).toMatchObject({ notes: 40, sound: true })
  expect((await store.list()).every(({ state }) => state === 'whole')).toBe(true)
  await rm(join(root, 'backups'), { recursive: true })
  await writeFile(join(root, 'backups'), 'in the way')
  await library.notes.save(draft('last', '末'))
  await keeper.finish()
  expect(failures).toHaveLength(1)
})
