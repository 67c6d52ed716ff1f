import { brotliCompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { encodeBackup, entriesOf, isWhole, openBackup, readHead } from '../../../main/backups/backup-file.ts'
import { keptPlace, sumOf, type KeptFile } from '../../../main/backups/kept-file.ts'

const facts = {
  libraryId: 'library-1',
  seq: 1,
  made: 0,
  time: 0,
  reason: 'regular',
  notes: 1,
  versions: 1,
  documents: 1,
  sound: true,
} as const

const files: KeptFile[] = [
  { path: 'library.json', bytes: Buffer.from('{}') },
  { path: 'devices/a/notes/essay.json', bytes: Buffer.from('研讀'.repeat(100)) },
  { path: 'documents/x/edition.json', bytes: Buffer.from('beside') },
]

const encoded = async (kept: readonly KeptFile[] = files): Promise<Buffer> => {
  const entries = entriesOf(kept, (path) => path.startsWith('documents/'))
  const { bytes } = await encodeBackup(facts, entries, new Map(kept.map((one) => [one.path, one.bytes])))
  return Buffer.from(bytes)
}

/** A backup whose checksums are right and whose content is made up. */
const forged = (body: Buffer, change: object = {}): Buffer => {
  const packed = brotliCompressSync(body)
  const content = sumOf(body.subarray(0, Math.max(0, body.indexOf(0x0a))))
  const head = { kind: 'yandu-backup', format: 1, ...facts, content, bytes: body.length, packed: packed.length, sum: sumOf(packed), ...change }
  const text = JSON.stringify(head)
  return Buffer.concat([Buffer.from(`${sumOf(text)} ${text}\n`), packed])
}

const withPath = (path: string): Buffer => {
  const bytes = Buffer.from('x')
  return forged(Buffer.concat([Buffer.from(`${JSON.stringify([{ path, bytes: 1, sum: sumOf(bytes), beside: false }])}\n`), bytes]))
}

test('what goes in comes out; a text is named and lies beside', async () => {
  const { head, entries, files: out } = await openBackup(await encoded())
  expect(head.notes).toBe(1)
  expect(entries.map(({ path, beside }) => [path, beside])).toEqual([
    ['devices/a/notes/essay.json', false],
    ['documents/x/edition.json', true],
    ['library.json', false],
  ])
  expect(Buffer.from(out.get('devices/a/notes/essay.json') ?? []).toString()).toBe('研讀'.repeat(100))
  expect(out.has('documents/x/edition.json')).toBe(false)
})

test('every prefix and every flipped bit of a backup is noticed', async () => {
  const good = await encoded()
  expect(isWhole(good)).toBe(true)
  for (let length = 0; length < good.length; length += 1) {
    await expect(openBackup(good.subarray(0, length))).rejects.toMatchObject({ code: 'damaged-file' })
  }
  for (let at = 0; at < good.length; at += 1) {
    const bad = Buffer.from(good)
    bad[at] = (bad[at] ?? 0) ^ (1 << at % 8)
    await expect(openBackup(bad)).rejects.toMatchObject({ name: 'AppError' })
  }
  await expect(openBackup(Buffer.concat([good, Buffer.from('x')]))).rejects.toMatchObject({ code: 'damaged-file' })
})

test.each([
  '../library.json',
  'devices/a/notes/../../../x',
  '/etc/passwd',
  'devices/a/notes/..',
  'devices\\a\\notes\\x.json',
  'devices/a/notes/c:x',
  'devices/../notes/x.json',
  'devices/a/tmp/x.json',
  'devices/con/notes/x.json',
  'documents/a/.hidden',
  'documents/a/b/c',
  'documents/a/\u0000.json',
  'settings.json',
  '',
])('a path that leads elsewhere is refused: %j', async (path) => {
  expect(keptPlace(path)).toBeNull()
  await expect(openBackup(withPath(path))).rejects.toMatchObject({ code: 'damaged-file' })
})

test('a bomb is not unpacked beyond what it says, and may not say more than the limit', async () => {
  const bomb = Buffer.alloc(200_000_000)
  await expect(openBackup(forged(bomb, { bytes: 1000 }))).rejects.toMatchObject({ code: 'damaged-file' })
  const start = process.memoryUsage().rss
  expect(readHead(forged(Buffer.from('[]\n'), { bytes: 5e12 })).state).toBe('damaged')
  await expect(openBackup(forged(Buffer.from('[]\n'), { bytes: 1_000_000_000 }))).rejects.toMatchObject({ code: 'damaged-file' })
  expect(process.memoryUsage().rss - start).toBeLessThan(300_000_000)
})

test('nesting, a path twice, a sum that lies, bytes left over: all damaged', async () => {
  const one = { path: 'library.json', bytes: 1, sum: sumOf('x'), beside: false }
  for (const body of [
    `${'['.repeat(1_000_000)}\n`,
    `${JSON.stringify([one, one])}\nxx`,
    `${JSON.stringify([one, { ...one, path: 'devices/a/b/C.json' }, { ...one, path: 'devices/a/b/c.json' }])}\nxxx`,
    `${JSON.stringify([{ ...one, sum: sumOf('y') }])}\nx`,
    `${JSON.stringify([one])}\nxy`,
    `{"__proto__":1}\n`,
    'x',
  ]) {
    await expect(openBackup(forged(Buffer.from(body)))).rejects.toMatchObject({ code: 'damaged-file' })
  }
})

test('a backup of a later Yandu is not called damaged', async () => {
  await expect(openBackup(forged(Buffer.from('[]\n'), { format: 2, more: 1 }))).rejects.toMatchObject({ code: 'read-only' })
})
