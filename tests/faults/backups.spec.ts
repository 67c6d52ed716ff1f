import { execFileSync, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import * as nodeDisk from 'node:fs/promises'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { createBackupStore } from '../../main/backups/backup-store.ts'
import { openLibraryBackups } from '../../main/backups/library-backups.ts'
import type { Disk } from '../../main/library/disk.ts'
import { createDurableFiles } from '../../main/library/durable-file.ts'
import { createBackupService } from '../../main/services/backups.ts'
import { beforeRemoval, bodiesOf, draft, openTestLibrary, temporaryFolder } from '../main/notes/temporary-library.ts'
import { runs, skipped } from './skipped.ts'

const content = (text: string, versions = 1) => ({
  files: [{ path: 'devices/a/notes/essay.json', bytes: Buffer.from(text) }],
  notes: 1,
  versions,
  documents: 1,
  unreadable: 0,
})

const storeIn = (folder: string, options: { disk?: Disk; clock?: () => number; limit?: number } = {}) => {
  const { disk, clock = Date.now, limit } = options
  return createBackupStore({
    folder,
    libraryId: 'library-1',
    files: createDurableFiles({ temporary: join(folder, 'tmp'), now: Date.now, ...(disk === undefined ? {} : { disk }) }),
    clock,
    ...(limit === undefined ? {} : { limit }),
  })
}

const failure = (code: string): Error => Object.assign(new Error(code), { code })

const openBackups = async (root: string) => {
  const library = await openTestLibrary(root)
  const { store, keeper } = openLibraryBackups(library, join(root, 'backups'), () => undefined)
  const { notes, files, deviceId, readOnly } = library
  const service = createBackupService({ store, keeper, notes, files, libraryFolder: library.folder, deviceId, readOnly, emit: () => undefined })
  return { library, store, keeper, service }
}

const kills = Number(process.env['YANDU_BACKUP_KILLS'] ?? 6)

test(`${kills} times kill -9 while backups are made: every one that was promised is whole`, async () => {
  const root = await temporaryFolder()
  const promised: string[] = []
  // A killed process leaves no compile cache behind, one that ends by itself does.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(await temporaryFolder(), 'cache') }
  const opener = pathToFileURL(join(import.meta.dirname, '../../main/backups/library-backups.ts')).href
  execFileSync(process.execPath, ['--input-type=module', '--eval', `await import(${JSON.stringify(opener)})`], { env })
  for (let run = 0; run < kills; run += 1) {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'backup-child.ts'), root, String(run)], { env })
    let text = ''
    child.stdout.setEncoding('utf8')
    child.stdout.on('data', (part: string) => {
      if (text === '') setTimeout(() => child.kill('SIGKILL'), randomInt(500))
      text += part
    })
    await new Promise((resolve) => child.on('close', resolve))
    promised.push(...text.split('\n').slice(1, -1))
  }
  const { store, library } = await openBackups(root)
  const listed = await store.list()
  expect(listed.filter(({ state }) => state !== 'whole')).toEqual([])
  const [newest] = listed
  expect(newest?.name.localeCompare(promised.at(-1) ?? '')).toBeGreaterThanOrEqual(0)
  for (const { name } of listed) expect((await store.open(name)).entries.length).toBeGreaterThan(0)
  expect(Object.keys(await bodiesOf(library)).length).toBeGreaterThanOrEqual(newest?.notes ?? 0)
  console.log(`${kills} kills: ${promised.length} promised backups, ${listed.length} kept and whole`)
})

describe('a backup that cannot be made lets no other go', () => {
  test.each(['ENOSPC', 'EIO', 'EROFS', 'EACCES'])('the disk says %s', async (code) => {
    const folder = await temporaryFolder()
    let armed = false
    const disk: Disk = {
      ...nodeDisk,
      open: async (path, flags, mode) => {
        if (armed && String(flags).startsWith('w')) throw failure(code)
        return nodeDisk.open(path, flags, mode)
      },
    }
    const store = storeIn(folder, { disk, limit: 10 })
    await store.make(content('一'), 'regular')
    armed = true
    const expected = code === 'ENOSPC' ? 'disk-full' : 'disk-failed'
    for (let round = 0; round < 20; round += 1) {
      await expect(store.make(content(`${round}`), 'regular')).rejects.toMatchObject({ code: expected })
    }
    armed = false
    expect((await store.list()).map(({ state }) => state)).toEqual(['whole'])
    await store.make(content('二', 2), 'regular')
    expect(await store.list()).toHaveLength(1)
  })

  test('the rename is refused', async () => {
    const folder = await temporaryFolder()
    let armed = false
    const disk: Disk = { ...nodeDisk, rename: async (from, to) => (armed ? Promise.reject(failure('EIO')) : nodeDisk.rename(from, to)) }
    const store = storeIn(folder, { disk })
    await store.make(content('一'), 'regular')
    armed = true
    await expect(store.make(content('二'), 'regular')).rejects.toMatchObject({ code: 'disk-failed' })
    expect(await store.list()).toHaveLength(1)
    expect(await readdir(join(folder, 'tmp'))).toEqual([])
  })

  test('what reads back is not what was written: told, removed, the one before stays', async () => {
    const folder = await temporaryFolder()
    let armed = false
    const disk: Disk = {
      ...nodeDisk,
      rename: async (from, to) => {
        await nodeDisk.rename(from, to)
        if (!armed || !String(to).endsWith('.backup')) return
        const bytes = await readFile(to)
        bytes[bytes.length - 3] = (bytes[bytes.length - 3] ?? 0) ^ 4
        await writeFile(to, bytes)
      },
    }
    const store = storeIn(folder, { disk, limit: 10 })
    const first = await store.make(content('一'), 'regular')
    armed = true
    await expect(store.make(content('二'), 'regular')).rejects.toMatchObject({ code: 'damaged-file' })
    expect((await store.list()).map(({ name }) => name)).toEqual([first?.name])
  })

  test('a really full disk', async (context) => {
    const folder = await temporaryFolder()
    if (process.getuid?.() !== 0 || !runs('mount', '-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder)) {
      skipped(context.task.name, 'mounting a small tmpfs needs root and mount')
      return context.skip()
    }
    beforeRemoval(() => void runs('umount', '-l', folder))
    const store = storeIn(folder)
    let refused: unknown = null
    for (let round = 1; refused === null && round < 100; round += 1) {
      const noise = Array.from({ length: 20_000 }, () => String.fromCodePoint(0x4e00 + randomInt(20_000))).join('')
      refused = await store.make(content(noise, round), 'regular').then(
        () => null,
        (error: unknown) => error,
      )
    }
    expect(refused).toMatchObject({ code: 'disk-full' })
    const listed = await store.list()
    expect(listed.length).toBeGreaterThan(1)
    expect(listed.every(({ state }) => state === 'whole')).toBe(true)
  })
})

test('a clock that goes back a year, to 1970 and ahead to 9999 between backups: no good one is lost', async () => {
  const folder = await temporaryFolder()
  let now = Date.UTC(2026, 10, 1)
  const store = storeIn(folder, { clock: () => now })
  const good: string[] = []
  for (let day = 0; day < 10; day += 1) {
    now += 86_400_000
    good.push((await store.make(content(`day ${day}`, day), 'regular'))?.name ?? '')
  }
  for (const time of [now - 365 * 86_400_000, 0, Date.UTC(9999, 11, 31), -5, Number.NaN, 8.64e15]) {
    now = time
    for (let round = 0; round < 5; round += 1) await store.make(content(`${time} ${round}`, 20), 'regular')
  }
  const listed = (await store.list()).map(({ name }) => name)
  expect(listed).toEqual(expect.arrayContaining(good.slice(0, -1)))
})

describe('the library damaged, and its backups too', () => {
  test.each(['null', 'cut', 'empty', 'a folder'])('every backup %s: told, none chosen, none removed, the library as it was', async (kind) => {
    const root = await temporaryFolder()
    const { library, store, keeper, service } = await openBackups(root)
    await library.notes.save(draft('a', '甲'))
    const made = await keeper.make('regular')
    const path = join(store.folder, made?.name ?? '')
    const bytes = await readFile(path)
    if (kind === 'a folder') {
      await rm(path)
      await mkdir(path)
    } else await writeFile(path, kind === 'null' ? 'null' : kind === 'cut' ? bytes.subarray(0, bytes.length / 2) : '')
    expect((await store.list()).map(({ state }) => state)).toEqual(['damaged'])
    await expect(service.restore({ name: made?.name ?? '', mode: 'exact', dryRun: false })).rejects.toMatchObject({ name: 'AppError' })
    expect(await bodiesOf(library)).toEqual({ a: '甲' })
    await library.notes.save(draft('b', '乙'))
    await keeper.make('regular')
    expect((await store.list()).map(({ state }) => state)).toEqual(['whole', 'damaged'])
  })

  test('the newest bad, the one before good: the good one brings everything back', async () => {
    const root = await temporaryFolder()
    const first = await openBackups(root)
    await first.library.notes.save(draft('a', '甲'))
    const good = await first.keeper.make('regular')
    await first.library.notes.save(draft('b', '乙'))
    const bad = await first.keeper.make('regular')
    await first.library.close()
    await writeFile(join(first.store.folder, bad?.name ?? ''), 'null')
    await rm(join(root, 'library', 'devices'), { recursive: true })
    const { library, service } = await openBackups(root)
    expect(await library.notes.isReadOnly('essay')).toBe(true)
    await service.restore({ name: good?.name ?? '', mode: 'missing', dryRun: false })
    expect(await bodiesOf(library)).toEqual({ a: '甲' })
    await library.notes.save(draft('c', '丙'))
  })
})

test('a restore cut short anywhere by the disk leaves what is there, and can be done again', async () => {
  const root = await temporaryFolder()
  const first = await openBackups(root)
  for (const id of ['a', 'b', 'c']) await first.library.notes.save({ ...draft(id, id), documentId: `text-${id}` })
  const made = await first.keeper.make('regular')
  await first.library.close()
  await rm(join(root, 'library', 'devices'), { recursive: true })
  await rm(join(root, 'state'), { recursive: true })
  for (let allowed = 0; allowed < 8; allowed += 1) {
    let left = allowed
    const disk: Disk = {
      ...nodeDisk,
      rename: async (from, to) => {
        if (String(to).includes('restored-') && (left -= 1) < 0) throw failure('EIO')
        return nodeDisk.rename(from, to)
      },
    }
    const library = await openTestLibrary(root, { disk })
    const { store, keeper } = openLibraryBackups(library, join(root, 'backups'), () => undefined)
    const { notes, files, deviceId, readOnly } = library
    const service = createBackupService({ store, keeper, notes, files, libraryFolder: library.folder, deviceId, readOnly, emit: () => undefined })
    const mine = await library.notes.save(draft(`mine-${allowed}`, '自己的'))
    await service.restore({ name: made?.name ?? '', mode: 'missing', dryRun: false }).catch((error: unknown) => {
      expect(error).toMatchObject({ code: 'disk-failed' })
    })
    expect((await library.notes.list('essay')).some(({ id }) => id === mine.id)).toBe(true)
    await library.close()
  }
  const { library } = await openBackups(root)
  for (const id of ['a', 'b', 'c']) expect(await bodiesOf(library, `text-${id}`)).toEqual({ [id]: id })
})
