import * as nodeDisk from 'node:fs/promises'
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkLibrary } from '../../main/library/check-library.ts'
import type { Disk } from '../../main/library/disk.ts'
import { createDurableFiles } from '../../main/library/durable-file.ts'
import { decodeHistory } from '../../main/notes/history.ts'
import { beforeRemoval, bodiesOf, draft, kindsOf, openTestLibrary, temporaryFolder } from '../main/notes/temporary-library.ts'
import { runs, skipped } from './skipped.ts'

const isRoot = process.getuid?.() === 0

/** A folder on a file system of its own, or null where that cannot be made. */
const mounted = async (...options: string[]): Promise<string | null> => {
  const folder = await temporaryFolder()
  if (!isRoot || !runs('mount', ...options, folder)) return null
  beforeRemoval(() => void runs('umount', '-l', folder))
  return folder
}

test('full disk: the save is refused, what was saved stays, and saving works again when there is room', async (context) => {
  const root = await mounted('-t', 'tmpfs', '-o', 'size=512k', 'tmpfs')
  if (root === null) {
    skipped(context.task.name, 'mounting a small tmpfs needs root and mount')
    return context.skip()
  }
  const library = await openTestLibrary(root)
  const saved = new Map<string, string>()
  let refused: unknown = null
  for (let count = 0; refused === null && count < 1000; count += 1) {
    const body = `${count} ${'研讀'.repeat(1500)}`
    try {
      saved.set(`n-${count}`, (await library.notes.save(draft(`n-${count}`, body))).body)
    } catch (error) {
      refused = error
    }
  }
  expect(refused).toMatchObject({ code: 'disk-full' })
  expect(saved.size).toBeGreaterThan(5)
  for (let round = 0; round < 20; round += 1) {
    const refusedAgain = library.notes.save(draft('big', `${round} ${'大'.repeat(100_000)}`))
    await expect(refusedAgain).rejects.toMatchObject({ code: 'disk-full' })
  }
  expect(await bodiesOf(library)).toEqual(Object.fromEntries(saved))
  await library.close()

  const reopened = await openTestLibrary(root)
  expect(reopened.readOnly).toBe(false)
  expect(await bodiesOf(reopened)).toEqual(Object.fromEntries(saved))
  expect(runs('mount', '-o', 'remount,size=16m', root)).toBe(true)
  await reopened.notes.save(draft('after', '有空位了'))
  await reopened.notes.flush()
  await reopened.close()
  const last = await openTestLibrary(root)
  expect(await bodiesOf(last)).toEqual({ ...Object.fromEntries(saved), after: '有空位了' })
  expect(await last.notes.verify('essay')).toEqual([])
  expect((await checkLibrary(join(root, 'library'))).problems).toEqual([])
})

test('a folder that cannot be written opens read-only with its notes', async (context) => {
  const root = await temporaryFolder()
  const first = await openTestLibrary(root)
  await first.notes.save(draft('a', '一'))
  await first.close()
  const folder = join(root, 'library')
  if (isRoot) {
    if (!runs('mount', '--bind', folder, folder) || !runs('mount', '-o', 'remount,bind,ro', folder)) {
      skipped(context.task.name, 'permissions do not bind root, and a read-only bind mount cannot be made')
      return context.skip()
    }
    beforeRemoval(() => void runs('umount', '-l', folder))
  } else {
    await chmod(folder, 0o555)
    beforeRemoval(() => chmod(folder, 0o755))
  }
  const second = await openTestLibrary(root)
  expect(second.readOnly).toBe(true)
  expect(kindsOf(second.reported)).toEqual(['read-only-folder'])
  expect(await bodiesOf(second)).toEqual({ a: '一' })
  await expect(second.notes.save(draft('b', '二'))).rejects.toMatchObject({ code: 'read-only' })
  second.settings.change({ paper: 'Letter' })
  await second.close()
  const third = await openTestLibrary(root)
  expect(third.settings.get().paper).toBe('Letter')
})

test('a library folder that cannot be made is read-only, not a crash', async () => {
  const root = await temporaryFolder()
  await writeFile(join(root, 'library'), 'a file is in the way')
  const library = await openTestLibrary(root)
  expect(library.readOnly).toBe(true)
  expect(kindsOf(library.reported)).toContain('read-only-folder')
  expect(await library.notes.list('essay')).toEqual([])
})

type Fault =
  | 'short'
  | 'short then full'
  | 'full'
  | 'broken'
  | 'sync fails'
  | 'folder sync fails'
  | 'rename busy'
  | 'rename fails'

const failure = (code: string): Error => Object.assign(new Error(code), { code })

/**
 * The real disk with a fault put in, which no file system produces on demand. `armed` is asked at every call.
 * Only these faults are simulated; full and read-only disks above are real.
 */
const faultyDisk = (armed: () => Fault | null): { disk: Disk; hits: () => number } => {
  let hits = 0
  let busy = 0
  const wrap = (handle: FileHandle): FileHandle => {
    const write = async (bytes: Uint8Array, from: number, length: number, position: number) => {
      const fault = armed()
      if (fault === 'short' || fault === 'short then full') {
        hits += 1
        if (fault === 'short then full' && length < 40) throw failure('ENOSPC')
        return handle.write(bytes, from, Math.max(1, Math.floor(length / 2)), position)
      }
      if (fault === 'full' || fault === 'broken') {
        hits += 1
        throw failure(fault === 'full' ? 'ENOSPC' : 'EIO')
      }
      return handle.write(bytes, from, length, position)
    }
    const sync = async (): Promise<void> => {
      const fault = armed()
      const isFolder = (await handle.stat()).isDirectory()
      if (fault === (isFolder ? 'folder sync fails' : 'sync fails')) {
        hits += 1
        throw failure('EIO')
      }
      return handle.sync()
    }
    return new Proxy(handle, {
      get: (target, name) => {
        if (name === 'write') return write
        if (name === 'sync' || name === 'datasync') return sync
        const value: unknown = Reflect.get(target, name, target)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
  }
  const disk: Disk = {
    ...nodeDisk,
    open: async (...args) => wrap(await nodeDisk.open(...args)),
    rename: async (from, to) => {
      const fault = armed()
      if (fault === 'rename busy') {
        hits += 1
        busy += 1
        if (busy % 4 !== 0) throw failure(['EBUSY', 'EPERM', 'EACCES'][busy % 3] ?? 'EBUSY')
      }
      if (fault === 'rename fails') {
        hits += 1
        throw failure('EIO')
      }
      return nodeDisk.rename(from, to)
    },
  }
  return { disk, hits: () => hits }
}

describe('faults of the disk put in', () => {
  const losing: readonly (readonly [Fault, string])[] = [
    ['short then full', 'disk-full'],
    ['full', 'disk-full'],
    ['broken', 'disk-failed'],
    ['sync fails', 'disk-failed'],
  ]
  test.each(losing)('%s: a refused save is %s, and the next one is a line of its own', async (kind, code) => {
    let fault: Fault | null = null
    const { disk, hits } = faultyDisk(() => fault)
    const root = await temporaryFolder()
    const library = await openTestLibrary(root, { disk })
    const expected: Record<string, string> = {}
    for (let round = 0; round < 30; round += 1) {
      fault = null
      expected[`n-${round}`] = (await library.notes.save(draft(`n-${round}`, `${round}${'研'.repeat(round * 40)}`))).body
      fault = kind
      const refused = library.notes.save(draft(`lost-${round}`, '失'.repeat(3000 - round * 90)))
      await expect(refused).rejects.toMatchObject({ code })
      if (round % 5 === 0) await library.notes.flush().catch(() => undefined)
    }
    expect(hits()).toBeGreaterThan(25)
    fault = null
    const history = await readFile(join(root, 'library', 'devices', library.deviceId, 'history', 'essay.jsonl'))
    expect(decodeHistory(history).bad).toBe(0)
    expect(await bodiesOf(library)).toEqual(expected)
    await library.close()
    const again = await openTestLibrary(root)
    expect(await bodiesOf(again)).toEqual(expected)
    expect(again.reported).toEqual([])
  })

  test('short writes are finished', async () => {
    let fault: Fault | null = null
    const { disk, hits } = faultyDisk(() => fault)
    const root = await temporaryFolder()
    const library = await openTestLibrary(root, { disk })
    fault = 'short'
    await library.notes.save(draft('a', '長'.repeat(5000)))
    await library.close()
    expect(hits()).toBeGreaterThan(5)
    expect(await bodiesOf(await openTestLibrary(root))).toEqual({ a: '長'.repeat(5000) })
  })

  test.each(['short then full', 'full', 'sync fails', 'folder sync fails', 'rename fails'] as const)(
    '%s while the notes file is replaced: the file before stays whole, nothing is left behind',
    async (kind) => {
      let fault: Fault | null = null
      const { disk } = faultyDisk(() => fault)
      const root = await temporaryFolder()
      const files = createDurableFiles({ temporary: join(root, 'tmp'), now: Date.now, disk })
      const path = join(root, 'file')
      await files.replace(path, Buffer.from('前'), null)
      fault = kind
      for (let round = 0; round < 20; round += 1) {
        const next = Buffer.alloc(500 + round, 0x61)
        await expect(files.replace(path, next, `${path}.previous`)).rejects.toMatchObject({ name: 'AppError' })
        const text = await readFile(path, 'utf8')
        expect(text === '前' || (kind === 'folder sync fails' && /^a+$/.test(text))).toBe(true)
        expect(await readdir(join(root, 'tmp'))).toEqual([])
      }
    },
  )

  test('a file another program holds for a moment is replaced all the same', async () => {
    const { disk, hits } = faultyDisk(() => 'rename busy')
    const root = await temporaryFolder()
    const files = createDurableFiles({ temporary: join(root, 'tmp'), now: Date.now, disk })
    for (let round = 0; round < 10; round += 1) {
      await files.replace(join(root, 'file'), Buffer.from(`${round}`), join(root, 'previous'))
      expect(await readFile(join(root, 'file'), 'utf8')).toBe(`${round}`)
    }
    expect(await readFile(join(root, 'previous'), 'utf8')).toBe('8')
    expect(hits()).toBeGreaterThan(20)
  })

  test('without hard links the generation before is copied', async () => {
    const root = await temporaryFolder()
    const disk: Disk = { ...nodeDisk, link: () => Promise.reject(failure('EPERM')) }
    const files = createDurableFiles({ temporary: join(root, 'tmp'), now: Date.now, disk })
    await files.replace(join(root, 'file'), Buffer.from('1'), join(root, 'previous'))
    await files.replace(join(root, 'file'), Buffer.from('2'), join(root, 'previous'))
    expect(await readFile(join(root, 'previous'), 'utf8')).toBe('1')
    expect(await readdir(join(root, 'tmp'))).toEqual([])
  })
})

test('the order that survives a power cut: bytes, sync, rename, sync of the folder; append, sync, answer', async () => {
  const calls: string[] = []
  const named = (path: unknown): string => String(path).replace(/.*[\\/]/, '').replace(/^\.~.*/, 'temporary')
  const disk: Disk = {
    ...nodeDisk,
    open: async (path, flags, mode) => {
      const handle = await nodeDisk.open(path, flags, mode)
      return new Proxy(handle, {
        get: (target, name) => {
          if (name === 'write' || name === 'sync' || name === 'datasync') calls.push(`${name} ${named(path)}`)
          const value: unknown = Reflect.get(target, name, target)
          return typeof value === 'function' ? value.bind(target) : value
        },
      })
    },
    rename: (from, to) => {
      calls.push(`rename ${named(from)} ${named(to)}`)
      return nodeDisk.rename(from, to)
    },
  }
  const folder = join(await temporaryFolder(), 'folder')
  const files = createDurableFiles({ temporary: join(folder, 'tmp'), now: Date.now, disk })
  await files.replace(join(folder, 'file'), Buffer.from('1'), null)
  calls.length = 0
  await files.replace(join(folder, 'file'), Buffer.from('2'), join(folder, 'previous'))
  const written = ['write temporary', 'sync temporary', 'rename temporary previous', 'rename temporary file', 'sync folder']
  expect(calls).toEqual(written)
  const log = files.openLog(join(folder, 'log'), 0, 0)
  await log.append(Buffer.from('1\n'))
  calls.length = 0
  await log.append(Buffer.from('2\n'))
  expect(calls).toEqual(['write log', 'datasync log'])
  await log.close()
})

test('temporary files a kill left are removed at the next start, others are not touched', async () => {
  const root = await temporaryFolder()
  const first = await openTestLibrary(root)
  await first.notes.save(draft('a', '一'))
  await first.close()
  const folder = join(root, 'library', 'devices', first.deviceId, 'tmp')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, '.~essay.json.00ff.tmp'), 'half')
  await writeFile(join(folder, 'mine.txt'), 'keep')
  const second = await openTestLibrary(root)
  expect(await readdir(folder)).toEqual(['mine.txt'])
  await second.close()
})

test('files hold private notes: nobody else may read them', async () => {
  const root = await temporaryFolder()
  const library = await openTestLibrary(root)
  await library.notes.save(draft('a', '一'))
  await library.notes.flush()
  const device = join(root, 'library', 'devices', library.deviceId)
  for (const name of [join('notes', 'essay.json'), join('history', 'essay.jsonl')]) {
    expect((await stat(join(device, name))).mode & 0o077).toBe(0)
  }
})
