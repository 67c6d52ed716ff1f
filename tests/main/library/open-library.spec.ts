import { cp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkLibrary } from '../../../main/library/check-library.ts'
import { bodiesOf, draft, kindsOf, openTestLibrary, temporaryFolder } from '../notes/temporary-library.ts'

const everything = async (folder: string): Promise<string[]> => {
  const found = await readdir(folder, { recursive: true })
  return Promise.all(
    found.sort().map(async (name) => {
      const { mtimeMs, size, ino } = await stat(join(folder, name))
      return `${name} ${mtimeMs} ${size} ${ino}`
    }),
  )
}

test('a second opening of the same folder is read-only, says why, and brings the first to the front', async () => {
  const root = await temporaryFolder()
  let focused = 0
  const first = await openTestLibrary(root, { onFocus: () => ((focused += 1), true) })
  await first.notes.save(draft('a', '一'))
  await first.notes.flush()
  const before = await everything(join(root, 'library'))
  const second = await openTestLibrary(root, { shell: 'electron' })
  expect(second.readOnly).toBe(true)
  expect(second.holder).toEqual({ pid: process.pid, shell: 'browser', focused: true })
  expect(focused).toBe(1)
  expect(kindsOf(second.reported)).toEqual(['read-only-locked'])
  expect(await bodiesOf(second)).toEqual({ a: '一' })
  await expect(second.notes.save(draft('b', '二'))).rejects.toMatchObject({ code: 'read-only' })
  second.settings.change({ paper: 'Letter' })
  await second.close()
  expect(await everything(join(root, 'library'))).toEqual(before)
  await first.close()
  const third = await openTestLibrary(root)
  expect(third.readOnly).toBe(false)
  expect(third.settings.get().paper).toBe('A4')
})

test('a read-only opening makes no folder and no file', async () => {
  const root = await temporaryFolder()
  const library = await openTestLibrary(root, { readOnly: true })
  expect(library.readOnly).toBe(true)
  expect(await library.notes.list('essay')).toEqual([])
  await library.close()
  expect(await readdir(root)).toEqual([])
})

test('a library of a later program opens read-only and is not touched', async () => {
  const root = await temporaryFolder()
  const first = await openTestLibrary(root)
  await first.notes.save(draft('a', '一'))
  await first.close()
  const descriptor = join(root, 'library', 'library.json')
  const { id } = JSON.parse(await readFile(descriptor, 'utf8')) as { id: string }
  await writeFile(descriptor, JSON.stringify({ format: 2, id, more: [] }))
  const before = await everything(join(root, 'library'))
  const second = await openTestLibrary(root)
  expect(second.readOnly).toBe(true)
  expect(kindsOf(second.reported)).toEqual(['read-only-newer-format'])
  expect(await bodiesOf(second)).toEqual({ a: '一' })
  await second.close()
  expect(await everything(join(root, 'library'))).toEqual(before)
})

test('notes of a later program are read-only while the rest of the library is not', async () => {
  const root = await temporaryFolder()
  const first = await openTestLibrary(root)
  await first.notes.save(draft('a', '一'))
  await first.close()
  const notes = join(root, 'library', 'devices', first.deviceId, 'notes', 'essay.json')
  await writeFile(notes, '{"format":3,"data":"in a way of its own"}')
  const second = await openTestLibrary(root)
  expect(second.readOnly).toBe(false)
  expect(await second.notes.isReadOnly('essay')).toBe(true)
  await expect(second.notes.save(draft('b', '二'))).rejects.toMatchObject({ code: 'read-only' })
  await second.notes.save({ ...draft('b', '二'), documentId: 'other' })
  expect(kindsOf(second.reported)).toEqual(['read-only-newer-format'])
  await second.close()
  expect(await readFile(notes, 'utf8')).toBe('{"format":3,"data":"in a way of its own"}')
})

test.each(['', 'null', '[]', '{', '{"format":"1","id":"x"}', '{"format":1,"id":"../up"}'])(
  'library.json holding %j is set aside, and the notes stay',
  async (text) => {
    const root = await temporaryFolder()
    const first = await openTestLibrary(root)
    await first.notes.save(draft('a', '一'))
    await first.close()
    await writeFile(join(root, 'library', 'library.json'), text)
    const second = await openTestLibrary(root)
    expect(second.readOnly).toBe(false)
    expect(kindsOf(second.reported)).toEqual(['set-aside'])
    expect(await bodiesOf(second)).toEqual({ a: '一' })
    const kept = second.reported[0]?.keptAs ?? ''
    expect(await readFile(kept, 'utf8')).toBe(text)
  },
)

test('library.json with a byte order mark is read', async () => {
  const root = await temporaryFolder()
  const first = await openTestLibrary(root)
  await first.close()
  const descriptor = join(root, 'library', 'library.json')
  await writeFile(descriptor, `\ufeff${await readFile(descriptor, 'utf8')}`)
  const second = await openTestLibrary(root)
  expect(second.reported).toEqual([])
  expect(second.deviceId).toBe(first.deviceId)
})

test('a copied state folder writing to the same library is found out and takes a new id', async () => {
  const root = await temporaryFolder()
  const first = await openTestLibrary(root)
  await first.notes.save(draft('a', '一'))
  await first.close()
  await cp(join(root, 'state'), join(root, 'clone'), { recursive: true })
  const clone = await openTestLibrary(root, { computer: 'clone' })
  expect(clone.deviceId).toBe(first.deviceId)
  await clone.notes.save(draft('b', '二'))
  await clone.close()
  const again = await openTestLibrary(root)
  expect(again.deviceId).not.toBe(first.deviceId)
  expect(kindsOf(again.reported)).toEqual(['own-file-changed'])
  expect(await bodiesOf(again)).toEqual({ a: '一', b: '二' })
  await again.notes.save(draft('c', '三'))
  await again.close()
  const last = await openTestLibrary(root)
  expect(last.deviceId).toBe(again.deviceId)
  expect(last.reported).toEqual([])
  expect(await bodiesOf(last)).toEqual({ a: '一', b: '二', c: '三' })
})

test('both of two clones that edited one note apart are kept', async () => {
  const root = await temporaryFolder()
  const first = await openTestLibrary(root)
  const made = await first.notes.save(draft('a', '甲\n乙乙乙\n丙'))
  await first.close()
  const twin = join(root, 'twin')
  await cp(join(root, 'library'), join(twin, 'library'), { recursive: true })
  await cp(join(root, 'state'), join(twin, 'state'), { recursive: true })
  const one = await openTestLibrary(root)
  await one.notes.save(draft('a', '甲\n一一\n丙', made.version))
  await one.close()
  const two = await openTestLibrary(twin)
  await two.notes.save(draft('a', '甲\n二二\n丙', made.version))
  await two.close()
  const device = join('library', 'devices', first.deviceId)
  await cp(join(twin, device, 'notes', 'essay.json'), join(root, device, 'notes', 'essay.sync-conflict-1.json'))
  await cp(join(twin, device, 'history', 'essay.jsonl'), join(root, device, 'history', 'essay.sync-conflict-1.jsonl'))
  const library = await openTestLibrary(root)
  const [note] = await library.notes.list('essay')
  expect([note?.body, ...(note?.alternatives.map((each) => each.body) ?? [])].sort()).toEqual([
    '甲\n一一\n丙',
    '甲\n二二\n丙',
  ])
})

test('a lost state folder is a new device that reads what the old one wrote', async () => {
  const root = await temporaryFolder()
  const first = await openTestLibrary(root)
  await first.notes.save(draft('a', '一'))
  await first.close()
  await rm(join(root, 'state'), { recursive: true })
  const second = await openTestLibrary(root)
  expect(second.deviceId).not.toBe(first.deviceId)
  expect(second.reported).toEqual([])
  expect(await bodiesOf(second)).toEqual({ a: '一' })
})

test('check reads everything, changes nothing, and finds what is broken', async () => {
  const root = await temporaryFolder()
  const library = await openTestLibrary(root)
  for (const id of ['a', 'b', 'c']) await library.notes.save(draft(id, id))
  await library.notes.flush()
  await library.notes.delete({ documentId: 'essay', noteId: 'c' })
  await library.close()
  const folder = join(root, 'library')
  const before = await everything(folder)
  expect(await checkLibrary(folder)).toEqual({ files: 4, notes: 2, problems: [] })
  expect(await everything(folder)).toEqual(before)

  const history = join(folder, 'devices', library.deviceId, 'history', 'essay.jsonl')
  const text = await readFile(history, 'utf8')
  await writeFile(history, text.replace('"body":"b"', '"body":"x"'))
  const damaged = await checkLibrary(folder)
  expect(damaged.notes).toBe(2)
  expect(damaged.problems.map(({ kind, path, count }) => ({ kind, path, count }))).toEqual([
    { kind: 'unreadable', path: history, count: 1 },
  ])
  await expect(checkLibrary(join(root, 'nowhere'))).rejects.toMatchObject({ code: 'not-found' })
})
