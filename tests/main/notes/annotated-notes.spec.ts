import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Anchor } from '../../../preload/contract/anchors.ts'
import { quoteOfRange } from '../../../preload/contract/anchors.ts'
import { NoteDraft, Tag } from '../../../preload/contract/notes.ts'
import { draft, openTestLibrary, temporaryFolder } from './temporary-library.ts'

const anchor: Anchor = {
  revision: '0123456789abcdef',
  range: { start: 12, end: 16 },
  quote: { exact: '社會管理', prefix: '一、', suffix: '創新' },
}
const essay = { documentId: 'essay' }

test('what a draft leaves out stays as it was; null and an empty list take it away', async () => {
  const library = await openTestLibrary(await temporaryFolder())
  const plain = await library.notes.save(draft('a', '一'))
  expect(plain).toMatchObject({ anchor: null, color: null, tags: [] })
  const marked = await library.notes.save({ ...draft('b', ''), anchor, color: 'green', tags: ['待查', '引文'] })
  expect(marked).toMatchObject({ body: '', anchor, color: 'green', tags: ['待查', '引文'] })
  const written = await library.notes.save(draft('b', '批註', marked.version))
  expect(written).toMatchObject({ body: '批註', anchor, color: 'green', tags: ['待查', '引文'] })
  const recoloured = await library.notes.save({ ...draft('b', '批註', written.version), color: 'pink' })
  expect(recoloured).toMatchObject({ body: '批註', anchor, color: 'pink', tags: ['待查', '引文'] })
  const bare = await library.notes.save({ ...draft('b', '批註', recoloured.version), anchor: null, color: null, tags: [] })
  expect(bare).toMatchObject({ body: '批註', anchor: null, color: null, tags: [] })
  expect(await library.notes.save({ ...draft('b', '批註', bare.version), color: null })).toEqual(bare)
})

test('windows that changed different things of one highlight both have their way', async () => {
  const library = await openTestLibrary(await temporaryFolder())
  const made = await library.notes.save({ ...draft('a', '甲'), anchor, color: 'yellow', tags: ['一', '二'] })
  const moved = { ...anchor, revision: 'fedcba9876543210', range: { start: 20, end: 24 } }
  await library.notes.save({ ...draft('a', '甲', made.version, '2'), anchor: moved })
  await library.notes.save({ ...draft('a', '甲乙', made.version), tags: ['二', '三'] })
  const last = await library.notes.save({ ...draft('a', '甲', made.version), color: 'blue' })
  expect(last).toMatchObject({ body: '甲乙', anchor: moved, sectionId: '2', color: 'blue', tags: ['二', '三'], alternatives: [] })
})

test('halves of a surrogate pair in a quote are replaced before they reach the disk', async () => {
  const library = await openTestLibrary(await temporaryFolder())
  const torn = { ...anchor, quote: { ...anchor.quote, prefix: '\udc00一' } }
  const made = await library.notes.save({ ...draft('a', ''), anchor: torn })
  expect(made.anchor?.quote.prefix).toBe('\ufffd一')
  expect(await library.notes.save({ ...draft('a', '', made.version), anchor: torn })).toEqual(made)
})

test('anchors, colours and tags are there after a restart, from the notes file and from the history alone', async () => {
  const root = await temporaryFolder()
  const first = await openTestLibrary(root)
  const made = await first.notes.save({ ...draft('a', ''), anchor, color: 'purple', tags: ['引文'] })
  await first.close()
  const notes = join(root, 'library', 'devices', first.deviceId, 'notes', 'essay.json')
  const second = await openTestLibrary(root)
  expect(await second.notes.list('essay')).toEqual([made])
  await second.close()
  await writeFile(notes, 'damaged')
  const third = await openTestLibrary(root)
  expect(await third.notes.list('essay')).toEqual([made])
})

const stamp = (time: number): string => `${String(time).padStart(13, '0')}-0000`

/** Files exactly as the program before anchors wrote them. */
const writeFormatOne = async (root: string, device: string): Promise<{ notes: string; text: string }> => {
  const versions = [1, 2].map((time) => ({
    note: {
      id: 'old', ...essay, sectionId: '1', body: `第${time}版`, rank: 'V', deleted: false, createdAt: 1, updatedAt: time,
      alternatives: [],
    },
    version: { hlc: stamp(time), device },
    parents: time === 1 ? [] : [{ hlc: stamp(1), device }],
  }))
  const lines = versions.map((version) => {
    const entry = JSON.stringify(version)
    return `{"sum":"${createHash('sha256').update(entry).digest('hex').slice(0, 16)}","entry":${entry}}\n`
  })
  const history = {
    bytes: Buffer.byteLength(lines.join('')),
    line: Buffer.byteLength(lines[1] ?? ''),
    sum: createHash('sha256').update(lines[1] ?? '').digest('hex').slice(0, 16),
    versions: 2,
  }
  const data = JSON.stringify({ ...essay, history, versions: versions.slice(1) })
  const head = `{"kind":"notes","format":1,"device":"${device}","seq":3,"hlc":"${stamp(2)}"`
  const sum = createHash('sha256').update(head).update('\n').update(data).digest('hex')
  const folder = join(root, 'library', 'devices', device)
  await mkdir(join(folder, 'notes'), { recursive: true })
  await mkdir(join(folder, 'history'), { recursive: true })
  const notes = join(folder, 'notes', 'essay.json')
  const text = `${head},"sha256":"${sum}","data":${data}}\n`
  await writeFile(notes, text)
  await writeFile(join(folder, 'history', 'essay.jsonl'), lines.join(''))
  return { notes, text }
}

test('files of format 1 are read with nothing added and migrated when they are next written', async () => {
  const root = await temporaryFolder()
  const empty = await openTestLibrary(root)
  await empty.close()
  const { notes, text } = await writeFormatOne(root, empty.deviceId)

  const reading = await openTestLibrary(root)
  const [old] = await reading.notes.list('essay')
  expect(old).toMatchObject({ body: '第2版', anchor: null, color: null, tags: [], version: { hlc: stamp(2) } })
  expect(await reading.notes.verify('essay')).toEqual([])
  await reading.close()
  expect(await readFile(notes, 'utf8')).toBe(text)

  const writing = await openTestLibrary(root)
  // The base is a version that only the history of format 1 still has.
  const base = { hlc: stamp(1), device: empty.deviceId }
  const saved = await writing.notes.save({ ...draft('old', '第1版', base), tags: ['新'] })
  expect(saved).toMatchObject({ body: '第2版', tags: ['新'], alternatives: [] })
  await writing.close()
  expect(await readFile(notes, 'utf8')).toMatch(/^\{"kind":"notes","format":2,/)
  expect(await readFile(notes.replace('.json', '.previous.json'), 'utf8')).toBe(text)
  expect([...reading.reported, ...writing.reported]).toEqual([])
  const again = await openTestLibrary(root)
  expect(await again.notes.list('essay')).toEqual([saved])
})

test.each(['', ' 前', '後 ', 'a,b', '甲，乙', 'a\nb', 'a\u0000', '\ud800', '字'.repeat(65), '𠀀'.repeat(65)])(
  'the tag %j is refused',
  (tag) => expect(Tag.safeParse(tag).success).toBe(false),
)

test('the limits count code points; a tag stands once', () => {
  const whole = { ...draft('a', ''), tags: ['𠀀'.repeat(64)], anchor: { ...anchor, quote: { ...anchor.quote, exact: '𠀀'.repeat(20_000) } } }
  expect(NoteDraft.safeParse(whole).success).toBe(true)
  const longer = { ...anchor, quote: { ...anchor.quote, exact: '𠀀'.repeat(20_001) } }
  expect(NoteDraft.safeParse({ ...whole, anchor: longer }).success).toBe(false)
  expect(NoteDraft.safeParse({ ...whole, tags: ['一', '一'] }).success).toBe(false)
  expect(NoteDraft.safeParse({ ...whole, anchor: { ...anchor, quote: { ...anchor.quote, prefix: '字'.repeat(33) } } }).success).toBe(false)
})

test('a quote is cut by code points, from the whole text and from a part of it', () => {
  const text = Array.from(`${'𠀀'.repeat(40)}甲乙${'𠀁'.repeat(40)}`)
  const range = { start: 40, end: 42 }
  const quote = { exact: '甲乙', prefix: '𠀀'.repeat(32), suffix: '𠀁'.repeat(32) }
  expect(quoteOfRange(text, range)).toEqual(quote)
  expect(quoteOfRange(text.slice(5), range, 5)).toEqual(quote)
  expect(quoteOfRange(text, { start: 1, end: 81 })).toMatchObject({ prefix: '𠀀', suffix: '𠀁' })
})
