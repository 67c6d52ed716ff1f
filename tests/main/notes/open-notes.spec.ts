import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Note } from '../../../preload/contract/notes.ts'
import { AppError } from '../../../preload/contract/wire.ts'
import { bodiesOf, draft, kindsOf, openTestLibrary, temporaryFolder } from './temporary-library.ts'

const essay = { documentId: 'essay' }

test('notes come back after closing and opening, in order, as the contract wants them', async () => {
  const root = await temporaryFolder()
  const first = await openTestLibrary(root)
  await first.notes.save(draft('b', '第二節', null, '2.10'))
  await first.notes.save(draft('a', '第一節', null, '2.9'))
  await first.notes.save(draft('c', '**又** 𠮷\u0000', null, '2.9'))
  const before = await first.notes.list('essay')
  await first.close()
  const second = await openTestLibrary(root)
  const after = await second.notes.list('essay')
  expect(after.map((note) => note.id)).toEqual(['a', 'c', 'b'])
  expect(after).toEqual(before)
  for (const note of after) expect(Note.safeParse(note).success).toBe(true)
  expect(second.problems()).toEqual([])
})

test('a save is on the disk when it resolves, before any notes file is written', async () => {
  const root = await temporaryFolder()
  const library = await openTestLibrary(root)
  await library.notes.save(draft('a', '即刻'))
  const device = join(root, 'library', 'devices', library.deviceId)
  expect(await readFile(join(device, 'history', 'essay.jsonl'), 'utf8')).toContain('即刻')
  await expect(readFile(join(device, 'notes', 'essay.json'))).rejects.toThrow('ENOENT')
  await library.notes.flush()
  expect(await readFile(join(device, 'notes', 'essay.json'), 'utf8')).toContain('即刻')
})

test('an unchanged body changes nothing; an edit on the current version replaces it', async () => {
  const library = await openTestLibrary(await temporaryFolder())
  const made = await library.notes.save(draft('a', '一'))
  expect(await library.notes.save(draft('a', '一', made.version))).toEqual(made)
  expect(await library.notes.save(draft('a', '一'))).toEqual(made)
  const edited = await library.notes.save(draft('a', '二', made.version))
  expect(edited).toMatchObject({ body: '二', alternatives: [], createdAt: made.createdAt })
  expect(edited.version.hlc > made.version.hlc).toBe(true)
})

test('a draft on an older version is merged with what another window wrote', async () => {
  const library = await openTestLibrary(await temporaryFolder())
  const made = await library.notes.save(draft('a', '甲\n乙\n丙'))
  await library.notes.save(draft('a', '甲一\n乙\n丙', made.version))
  const merged = await library.notes.save(draft('a', '甲\n乙\n丙二', made.version))
  expect(merged).toMatchObject({ body: '甲一\n乙\n丙二', alternatives: [] })
})

test('contradicting drafts: the last one stays, the other words are kept until the reader decides', async () => {
  const library = await openTestLibrary(await temporaryFolder())
  const made = await library.notes.save(draft('a', '甲\n乙乙\n丙'))
  await library.notes.save(draft('a', '甲\n一一\n丙', made.version))
  const merged = await library.notes.save(draft('a', '甲\n二二\n丙', made.version))
  expect(merged.body).toBe('甲\n二二\n丙')
  expect(merged.alternatives.map((one) => one.body)).toEqual(['甲\n一一\n丙'])
  const typed = await library.notes.save(draft('a', '甲\n二二\n丙丁', merged.version))
  expect(typed.alternatives).toHaveLength(1)
  const version = typed.alternatives[0]?.version ?? typed.version
  const settled = await library.notes.dropAlternative({ ...essay, noteId: 'a', version })
  expect(settled).toMatchObject({ body: '甲\n二二\n丙丁', alternatives: [] })
})

test('a base from before the restart is found in the history', async () => {
  const root = await temporaryFolder()
  const first = await openTestLibrary(root)
  const made = await first.notes.save(draft('a', '甲\n乙\n丙'))
  await first.notes.save(draft('a', '甲一\n乙\n丙', made.version))
  await first.close()
  const second = await openTestLibrary(root)
  const merged = await second.notes.save(draft('a', '甲\n乙\n丙二', made.version))
  expect(merged).toMatchObject({ body: '甲一\n乙\n丙二', alternatives: [] })
})

test('a new note under an id that exists loses neither text', async () => {
  const library = await openTestLibrary(await temporaryFolder())
  await library.notes.save(draft('a', '先'))
  const merged = await library.notes.save(draft('a', '後'))
  expect(merged.body).toBe('後')
  expect(merged.alternatives.map((one) => one.body)).toEqual(['先'])
})

test('lone surrogates become well formed, everything else stays as typed', async () => {
  const library = await openTestLibrary(await temporaryFolder())
  const note = await library.notes.save(draft('a', '甲\ud800乙\u202e\u0000𠮷\ufeff'))
  expect(note.body).toBe('甲\ufffd乙\u202e\u0000𠮷\ufeff')
})

test('delete, undo, edit after delete, and unknown notes', async () => {
  const root = await temporaryFolder()
  const library = await openTestLibrary(root)
  const made = await library.notes.save(draft('a', '一'))
  expect((await library.notes.delete({ ...essay, noteId: 'a' })).deleted).toBe(true)
  expect(await library.notes.list('essay')).toEqual([])
  expect((await library.notes.restore({ ...essay, noteId: 'a' })).body).toBe('一')
  await library.notes.delete({ ...essay, noteId: 'a' })
  const revived = await library.notes.save(draft('a', '一二', made.version))
  expect(revived).toMatchObject({ deleted: false, body: '一二' })
  await expect(library.notes.delete({ ...essay, noteId: 'x' })).rejects.toMatchObject({ code: 'not-found' })
  await library.notes.delete({ ...essay, noteId: 'a' })
  await library.close()
  expect(await (await openTestLibrary(root)).notes.list('essay')).toEqual([])
})

test('notes move in front of others, to the end, into another section, and between equal ranks', async () => {
  const root = await temporaryFolder()
  const library = await openTestLibrary(root)
  for (const id of ['a', 'b', 'c']) await library.notes.save(draft(id, id))
  await library.notes.save(draft('d', 'd', null, '2'))
  const order = async (): Promise<string> => (await library.notes.list('essay')).map((note) => note.id).join('')
  await library.notes.move({ ...essay, noteId: 'c', before: 'a' })
  expect(await order()).toBe('cabd')
  await library.notes.move({ ...essay, noteId: 'c', before: null })
  expect(await order()).toBe('abcd')
  await library.notes.move({ ...essay, noteId: 'a', before: 'd' })
  expect(await order()).toBe('bcad')
  for (let round = 0; round < 700; round += 1) {
    await library.notes.move({ ...essay, noteId: round % 2 === 0 ? 'c' : 'b', before: round % 2 === 0 ? 'b' : 'c' })
  }
  expect(await order()).toBe('bcad')
  await library.close()
  const again = await openTestLibrary(root)
  expect((await again.notes.list('essay')).map((note) => note.id).join('')).toBe('bcad')
})

test('two computers over one synced folder see each other and merge without writing new versions', async () => {
  const root = await temporaryFolder()
  const home = await openTestLibrary(root, { computer: 'home' })
  const made = await home.notes.save(draft('a', '甲\n乙\n丙'))
  await home.close()

  // Each computer has its own copy of the folder; the sync engine carries single files.
  const away = join(root, 'away')
  await cp(join(root, 'library'), join(away, 'library'), { recursive: true })
  const other = await openTestLibrary(away, { computer: 'work' })
  const same = await openTestLibrary(root, { computer: 'home' })
  expect(other.deviceId).not.toBe(same.deviceId)
  await same.notes.save(draft('a', '甲一\n乙\n丙', made.version))
  await other.notes.save(draft('a', '甲\n乙\n丙二', made.version))
  await same.notes.flush()
  await other.notes.flush()
  const carry = async (): Promise<void> => {
    const device = (folder: string, id: string): string => join(folder, 'library', 'devices', id)
    await cp(device(root, same.deviceId), device(away, same.deviceId), { recursive: true })
    await cp(device(away, other.deviceId), device(root, other.deviceId), { recursive: true })
  }
  await carry()
  const changed = await same.notes.readElsewhere()
  expect(changed.map((one) => one.noteId)).toEqual(['a'])
  await other.notes.readElsewhere()
  const [here] = await same.notes.list('essay')
  const [there] = await other.notes.list('essay')
  expect(here).toMatchObject({ body: '甲一\n乙\n丙二', alternatives: [] })
  expect(there).toEqual(here)
  expect(changed[0]?.version).toEqual(here?.version)

  // The merged files go around twice more without anything changing.
  for (let round = 0; round < 2; round += 1) {
    await same.notes.flush()
    await other.notes.flush()
    await carry()
    expect(await same.notes.readElsewhere()).toEqual([])
    expect(await other.notes.readElsewhere()).toEqual([])
  }
  const edited = await same.notes.save(draft('a', '甲一\n乙\n丙二三', here?.version ?? null))
  expect(edited).toMatchObject({ body: '甲一\n乙\n丙二三', alternatives: [] })
  await same.notes.flush()
  await carry()
  await other.notes.readElsewhere()
  expect(await bodiesOf(other)).toEqual({ a: '甲一\n乙\n丙二三' })
  expect(await same.notes.verify('essay')).toEqual([])
  expect([...same.reported, ...other.reported]).toEqual([])
})

test('an edit of what was on the screen before the other computer arrived is merged, not taken as having seen it', async () => {
  const root = await temporaryFolder()
  const home = await openTestLibrary(root, { computer: 'home' })
  const made = await home.notes.save(draft('a', '甲\n乙\n丙'))
  await home.notes.flush()
  await cp(join(root, 'library'), join(root, 'away', 'library'), { recursive: true })
  const other = await openTestLibrary(join(root, 'away'), { computer: 'work' })
  await other.notes.save(draft('a', '甲零\n乙\n丙', made.version))
  const shown = await home.notes.save(draft('a', '甲\n乙一\n丙', made.version))
  await other.close()
  const device = join('library', 'devices', other.deviceId)
  await cp(join(root, 'away', device), join(root, device), { recursive: true })
  await home.notes.readElsewhere()
  const saved = await home.notes.save(draft('a', '甲\n乙一\n丙二', shown.version))
  expect(saved).toMatchObject({ body: '甲零\n乙一\n丙二', alternatives: [] })
})

test('copies a sync engine made beside a file are read', async () => {
  const root = await temporaryFolder()
  const first = await openTestLibrary(root)
  await first.notes.save(draft('a', '留'))
  await first.notes.save(draft('b', '失'))
  await first.close()
  const folder = join(root, 'library', 'devices', first.deviceId)
  for (const [part, name] of [
    ['notes', 'essay.sync-conflict-20261101-101010-ABCDEFG.json'],
    ['history', "essay (Li's conflicted copy 2026-11-01).jsonl"],
  ] as const) {
    const other = await temporaryFolder()
    const library = await openTestLibrary(other, { computer: 'x' })
    await library.notes.save(draft(`from-${part}`, part))
    await library.close()
    const from = join(other, 'library', 'devices', library.deviceId, part)
    await cp(join(from, part === 'notes' ? 'essay.json' : 'essay.jsonl'), join(folder, part, name))
  }
  const second = await openTestLibrary(root)
  expect(await bodiesOf(second)).toEqual({ a: '留', b: '失', 'from-notes': 'notes', 'from-history': 'history' })
})

test('the files of a device that is gone stay in the file of the one that saw them', async () => {
  const root = await temporaryFolder()
  const first = await openTestLibrary(root, { computer: 'one' })
  await first.notes.save(draft('a', '一'))
  await first.close()
  const second = await openTestLibrary(root, { computer: 'two' })
  await second.notes.list('essay')
  await second.close()
  await rm(join(root, 'library', 'devices', first.deviceId), { recursive: true })
  const third = await openTestLibrary(root, { computer: 'two' })
  expect(await bodiesOf(third)).toEqual({ a: '一' })
  expect(third.reported).toEqual([])
})

test('what a foreign file smuggles in is left out, and the rest is read', async () => {
  const root = await temporaryFolder()
  const evil = await openTestLibrary(root, { computer: 'evil' })
  const good = await evil.notes.save(draft('good', '好'))
  await evil.close()
  const { encodeEnvelope } = await import('../../../main/notes/envelope.ts')
  const { version, ...note } = good
  const entry = (changes: object): string => JSON.stringify({ note: { ...note, ...changes }, version, parents: [] })
  const deep = `{"note":${'['.repeat(100_000)}${']'.repeat(100_000)},"version":null,"parents":[]}`
  const entries = [
    entry({}),
    entry({ id: '../../etc/passwd' }),
    entry({ id: 'other', documentId: 'elsewhere' }),
    entry({ id: 'long', body: 'x'.repeat(1_000_001) }),
    entry({ id: 'types', body: 5 }),
    `{"__proto__":{"polluted":true},${entry({ id: 'proto' }).slice(1)}`,
    'null',
    '[]',
    deep,
  ]
  const data = `{"documentId":"essay","history":{"bytes":0,"line":0,"sum":""},"versions":[${entries.join()}]}`
  const { bytes } = encodeEnvelope({ kind: 'notes', device: evil.deviceId, seq: 9, hlc: version.hlc }, data)
  const folder = join(root, 'library', 'devices', evil.deviceId)
  await writeFile(join(folder, 'notes', 'essay.json'), bytes)
  await rm(join(folder, 'history'), { recursive: true })
  const library = await openTestLibrary(root, { computer: 'ours' })
  expect(await bodiesOf(library)).toEqual({ good: '好' })
  expect(kindsOf(library.reported)).toEqual(['unreadable'])
  expect(library.reported[0]?.count).toBe(8)
  expect(Reflect.get({}, 'polluted')).toBeUndefined()
  await library.notes.save(draft('mine', '仍可寫'))
  await library.notes.flush()
})

const patient = { timeout: 300_000 }

test('ten thousand notes: all listed, and one saved without rewriting the file first', patient, async () => {
  const root = await temporaryFolder()
  const first = await openTestLibrary(root)
  const text = '研讀長文，逐段作札記。'.repeat(10)
  for (let start = 0; start < 10_000; start += 500) {
    const ids = Array.from({ length: 500 }, (_, index) => start + index)
    await Promise.all(ids.map((id) => first.notes.save(draft(`n-${id}`, `${id}${text}`, null, `${(id % 33) + 1}`))))
  }
  await first.close()
  const library = await openTestLibrary(root)
  const notes = await library.notes.list('essay')
  expect(notes).toHaveLength(10_000)
  const file = join(root, 'library', 'devices', library.deviceId, 'notes', 'essay.json')
  const before = await readFile(file)
  await library.notes.save(draft('n-7', '改', notes.find((note) => note.id === 'n-7')?.version ?? null, '8'))
  expect((await readFile(file)).equals(before)).toBe(true)
  // How long this takes is measured in bench/notes-store.ts.
})

test('nothing but the history, the notes and the folder for temporary files appears in a device folder', async () => {
  const root = await temporaryFolder()
  const library = await openTestLibrary(root)
  let base = (await library.notes.save(draft('a', '一'))).version
  for (let round = 0; round < 3; round += 1) {
    base = (await library.notes.save(draft('a', `第${round}次`, base))).version
    await library.notes.flush()
  }
  const found = await readdir(join(root, 'library', 'devices', library.deviceId), { recursive: true })
  expect(found.sort()).toEqual([
    'history',
    join('history', 'essay.jsonl'),
    'notes',
    join('notes', 'essay.json'),
    join('notes', 'essay.previous.json'),
    'tmp',
  ])
})

test('a body beyond the limit is refused and says so', async () => {
  const library = await openTestLibrary(await temporaryFolder())
  const refused = library.notes.save(draft('a', '長'.repeat(1_000_001)))
  await expect(refused).rejects.toBeInstanceOf(AppError)
  await expect(refused).rejects.toMatchObject({ code: 'too-large' })
})
