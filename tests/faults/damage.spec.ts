import { mkdir, readdir, readFile, rm, unlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Problem } from '../../preload/contract/app.ts'
import { createDurableFiles } from '../../main/library/durable-file.ts'
import { libraryLayout } from '../../main/library/layout.ts'
import { decodeEnvelope } from '../../main/notes/envelope.ts'
import type { WrittenMark } from '../../main/notes/files.ts'
import { decodeHistory } from '../../main/notes/history.ts'
import { openNotes } from '../../main/notes/open-notes.ts'
import type { Notes } from '../../main/notes/open-notes.ts'
import { draft, kindsOf, temporaryFolder } from '../main/notes/temporary-library.ts'

const deviceId = 'dev-1'
let root = ''
let layout = libraryLayout('')
let marks = new Map<string, WrittenMark>()
let problems: Problem[] = []

const open = (): Notes => {
  problems = []
  return openNotes({
    files: createDurableFiles({ temporary: layout.temporary(deviceId), now: Date.now }),
    paths: layout,
    marks: { read: async (id) => marks.get(id) ?? null, write: async (id, mark) => void marks.set(id, mark) },
    deviceId,
    now: Date.now,
    report: (problem) => problems.push(problem),
    readOnly: false,
  })
}
const notesFile = (): string => layout.notes(deviceId, 'essay')
const historyFile = (): string => layout.history(deviceId, 'essay')
const bodies = async (notes: Notes): Promise<string> =>
  (await notes.list('essay')).map((note) => `${note.id}:${note.body}`).join(' ')

/** Three notes; the last edit is only in the current notes file and in the history. */
const fill = async (): Promise<{ notes: Buffer; previous: Buffer; history: Buffer; all: string }> => {
  const notes = open()
  const made = await notes.save(draft('a', '甲'))
  await notes.save(draft('b', '乙'))
  await notes.flush()
  await notes.save(draft('a', '甲一', made.version))
  await notes.save(draft('c', '丙'))
  await notes.close()
  return {
    notes: await readFile(notesFile()),
    previous: await readFile(layout.previousNotes(deviceId, 'essay')),
    history: await readFile(historyFile()),
    all: 'a:甲一 b:乙 c:丙',
  }
}

const restoreAll = async (files: Awaited<ReturnType<typeof fill>>, mark: WrittenMark): Promise<void> => {
  marks = new Map([['essay', mark]])
  await writeFile(notesFile(), files.notes)
  await writeFile(layout.previousNotes(deviceId, 'essay'), files.previous)
  await writeFile(historyFile(), files.history)
}

const keptNames = async (path: string): Promise<string[]> =>
  (await readdir(dirname(path))).filter((name) => /\.(corrupt|torn)-/.test(name))

const clearKept = async (): Promise<void> => {
  for (const path of [notesFile(), historyFile()]) {
    for (const name of await keptNames(path)) await unlink(join(dirname(path), name))
  }
}

const markNow = (): WrittenMark => {
  const mark = marks.get('essay')
  if (mark === undefined) throw new Error('nothing was written')
  return mark
}

beforeEach(async () => {
  root = await temporaryFolder()
  layout = libraryLayout(root)
  marks = new Map()
})

test('every prefix of the notes file is noticed, kept, and all notes come back', { timeout: 120_000 }, async () => {
  const files = await fill()
  const mark = markNow()
  for (let length = 0; length < files.notes.length; length += 1) {
    const cut = files.notes.subarray(0, length)
    expect(decodeEnvelope(cut, 'notes').state).toBe('damaged')
    // The whole way through the disk for every seventh length keeps this short; the decision is the line above.
    if (length % 7 !== 0) continue
    await restoreAll(files, mark)
    await writeFile(notesFile(), cut)
    const notes = open()
    expect(await bodies(notes)).toBe(files.all)
    expect(kindsOf(problems)).toEqual(['set-aside'])
    expect(await readFile(problems[0]?.keptAs ?? '')).toEqual(Buffer.from(cut))
    await notes.close()
    await clearKept()
  }
  console.log(`${files.notes.length} prefixes of the notes file, all noticed`)
})

test('1,000 bit flips in the notes file: all noticed, nothing invented, nothing lost', { timeout: 120_000 }, async () => {
  const files = await fill()
  const mark = markNow()
  let seed = 20261101
  const next = (limit: number): number => (seed = (seed * 48271) % 2147483647) % limit
  for (let round = 0; round < 1000; round += 1) {
    const damaged = Buffer.from(files.notes)
    const at = next(damaged.length)
    damaged[at] = (damaged[at] ?? 0) ^ (1 << next(8))
    expect(decodeEnvelope(damaged, 'notes').state).not.toBe('ok')
    if (round % 5 !== 0) continue
    await restoreAll(files, mark)
    await writeFile(notesFile(), damaged)
    const notes = open()
    expect(await bodies(notes)).toBe(files.all)
    expect(kindsOf(problems)).toEqual(['set-aside'])
    await notes.close()
    await clearKept()
  }
})

test('every prefix of the history alone: whole lines stay, the half line is put aside', { timeout: 120_000 }, async () => {
  const files = await fill()
  const mark = markNow()
  const lineEnds = [...files.history.entries()].flatMap(([at, byte]) => (byte === 0x0a ? [at + 1] : []))
  for (let length = 0; length <= files.history.length; length += 5) {
    await restoreAll(files, mark)
    await rm(notesFile())
    await rm(layout.previousNotes(deviceId, 'essay'))
    marks = new Map()
    await writeFile(historyFile(), files.history.subarray(0, length))
    const whole = lineEnds.filter((end) => end <= length)
    expect(decodeHistory(files.history.subarray(0, length))).toMatchObject({ bad: 0, end: whole.at(-1) ?? 0 })
    const notes = open()
    await notes.list('essay')
    await notes.save(draft('new', '新'))
    await notes.close()
    const torn = length > (whole.at(-1) ?? 0)
    expect(kindsOf(problems)).toEqual(torn ? ['set-aside'] : [])
    const after = decodeHistory(await readFile(historyFile()))
    expect([after.bad, after.torn.length]).toEqual([0, 0])
    expect(after.versions).toHaveLength(whole.length + 1)
    await clearKept()
  }
})

test('1,000 bit flips in the history: no flipped word is ever shown', { timeout: 120_000 }, async () => {
  const files = await fill()
  let seed = 7
  const next = (limit: number): number => (seed = (seed * 48271) % 2147483647) % limit
  const good = new Set(decodeHistory(files.history).versions.map((one) => JSON.stringify(one)))
  for (let round = 0; round < 1000; round += 1) {
    const damaged = Buffer.from(files.history)
    const at = next(damaged.length)
    damaged[at] = (damaged[at] ?? 0) ^ (1 << next(8))
    const { versions, bad, torn } = decodeHistory(damaged)
    for (const version of versions) expect(good.has(JSON.stringify(version))).toBe(true)
    // An exchanged line feed joins two lines or splits one; either way it is counted.
    expect(bad + torn.length).toBeGreaterThan(0)
    expect(versions.length).toBeGreaterThanOrEqual(2)
  }
})

test('a half line is put aside once, not at every start', async () => {
  const files = await fill()
  await writeFile(historyFile(), Buffer.concat([files.history, Buffer.from('{"sum":"0123')]))
  const notes = open()
  expect(await bodies(notes)).toBe(files.all)
  expect(kindsOf(problems)).toEqual(['set-aside'])
  expect(await readFile(historyFile())).toEqual(files.history)
  await notes.close()
  const again = open()
  expect(await bodies(again)).toBe(files.all)
  expect(problems).toEqual([])
  await again.close()
})

test('a damaged line in the middle of the history is reported and the rest is read', async () => {
  const files = await fill()
  await restoreAll(files, markNow())
  await rm(notesFile())
  await rm(layout.previousNotes(deviceId, 'essay'))
  const text = files.history.toString().split('\n')
  text[1] = (text[1] ?? '').replace('乙', '丁')
  await writeFile(historyFile(), text.join('\n'))
  const notes = open()
  expect(await bodies(notes)).toBe('a:甲一 c:丙')
  expect(problems.map(({ kind, path, count }) => [kind, path, count])).toContainEqual(['unreadable', historyFile(), 1])
  expect(kindsOf(problems)).toEqual(['missing-file', 'unreadable'])
  await notes.save(draft('d', '仍可寫'))
  await notes.close()
})

describe('a notes file that holds', () => {
  test.each([
    ['nothing', ''],
    ['null', 'null'],
    ['false', 'false'],
    ['0', '0'],
    ['an empty list', '[]'],
    ['an empty object', '{}'],
    ['another shape', '{"format":1,"notes":{}}'],
    ['a broken start', '\u0000'.repeat(4096)],
    ['a poisoned prototype', '{"__proto__":{"format":2},"format":1}'],
    ['nesting without end', `{"a":${'['.repeat(1_000_000)}`],
    ['text in another encoding', '\u00ff\u00fe'],
  ])('%s is set aside; the notes come from the history', async (_name, text) => {
    const files = await fill()
    await writeFile(notesFile(), text, 'latin1')
    const notes = open()
    expect(await bodies(notes)).toBe(files.all)
    expect(kindsOf(problems)).toEqual(['set-aside'])
    await notes.save(draft('d', '丁'))
    await notes.close()
    const again = open()
    expect(await bodies(again)).toBe(`${files.all} d:丁`)
    expect(problems).toEqual([])
    await again.close()
  })

  test('a byte order mark in front is read as it is', async () => {
    const files = await fill()
    await writeFile(notesFile(), Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), files.notes]))
    const notes = open()
    expect(await bodies(notes)).toBe(files.all)
    expect(problems).toEqual([])
    await notes.close()
  })

  test('a folder instead of a file is set aside', async () => {
    const files = await fill()
    await rm(notesFile())
    await mkdir(notesFile())
    const notes = open()
    expect(await bodies(notes)).toBe(files.all)
    expect(kindsOf(problems)).toEqual(['set-aside'])
    await notes.close()
  })
})

test('a missing notes file is reported and made again', async () => {
  const files = await fill()
  await rm(notesFile())
  const notes = open()
  expect(await bodies(notes)).toBe(files.all)
  expect(kindsOf(problems)).toEqual(['missing-file'])
  await notes.close()
  const again = open()
  expect(await bodies(again)).toBe(files.all)
  expect(problems).toEqual([])
  await again.close()
})

test('a missing history is reported; the notes file still has the notes', async () => {
  const files = await fill()
  await rm(historyFile())
  const notes = open()
  expect(await bodies(notes)).toBe(files.all)
  expect(kindsOf(problems)).toEqual(['missing-file'])
  await notes.save(draft('d', '丁'))
  await notes.close()
  const again = open()
  expect(await bodies(again)).toBe(`${files.all} d:丁`)
  await again.close()
})

test('current and previous both damaged: the history has it all, both are kept', async () => {
  const files = await fill()
  await writeFile(notesFile(), files.notes.subarray(1))
  await writeFile(layout.previousNotes(deviceId, 'essay'), 'null')
  const notes = open()
  expect(await bodies(notes)).toBe(files.all)
  expect(kindsOf(problems)).toEqual(['set-aside', 'set-aside'])
  expect(await keptNames(notesFile())).toHaveLength(2)
  await notes.close()
})

test('current damaged and no history: the generation before is shown', async () => {
  const files = await fill()
  await writeFile(notesFile(), files.notes.subarray(1))
  await rm(historyFile())
  const notes = open()
  expect(await bodies(notes)).toBe('a:甲 b:乙')
  expect(kindsOf(problems)).toEqual(['missing-file', 'set-aside'])
  await notes.close()
})

test('nothing can be read: not empty and writable, but read-only and saying so, now and at the next start', async () => {
  const files = await fill()
  await writeFile(notesFile(), files.notes.subarray(1))
  await writeFile(layout.previousNotes(deviceId, 'essay'), '')
  await writeFile(historyFile(), 'x'.repeat(100) + '\n')
  for (let start = 0; start < 2; start += 1) {
    const notes = open()
    expect(await bodies(notes)).toBe('')
    expect(await notes.isReadOnly('essay')).toBe(true)
    await expect(notes.save(draft('d', '丁'))).rejects.toMatchObject({ code: 'read-only' })
    expect(problems.length).toBeGreaterThan(0)
    await notes.close()
  }
  expect(await keptNames(notesFile())).toHaveLength(2)
})

test('everything gone although it was written: read-only and saying so', async () => {
  await fill()
  await rm(layout.device(deviceId), { recursive: true })
  const notes = open()
  expect(await notes.isReadOnly('essay')).toBe(true)
  expect(kindsOf(problems)).toEqual(['missing-file', 'missing-file'])
  await notes.close()
})

test('the notes file is older than the history: the newer wins', async () => {
  const files = await fill()
  await restoreAll(files, markNow())
  await writeFile(notesFile(), files.previous)
  const notes = open()
  expect(await bodies(notes)).toBe(files.all)
  await notes.close()
})

test('our files exchanged while they are open: both sides are kept, and nothing we promised goes astray', async () => {
  const files = await fill()
  const mark = markNow()
  const notes = open()
  await notes.save(draft('d', '丁'))
  // A sync engine puts another generation of both files in place, under a new inode.
  const ours = await readFile(historyFile())
  for (const [path, bytes] of [
    [historyFile(), files.history],
    [notesFile(), files.previous],
  ] as const) {
    await rm(path)
    await writeFile(path, bytes)
  }
  expect(ours.length).toBeGreaterThan(files.history.length)
  await notes.save(draft('e', '戊'))
  await notes.flush()
  expect(await bodies(notes)).toBe(`${files.all} d:丁 e:戊`)
  expect(kindsOf(problems)).toContain('own-file-changed')
  expect(markNow().contested).toBe(true)
  expect(mark.contested).toBe(false)
  await notes.close()
  const again = open()
  expect(await bodies(again)).toBe(`${files.all} d:丁 e:戊`)
  await again.close()
})

test('a history replaced by a foreign one between start and first save is added to, not cut', async () => {
  const files = await fill()
  const notes = open()
  await notes.list('essay')
  await rm(historyFile())
  const foreign = Buffer.concat([files.history, Buffer.from('{"half":')])
  await writeFile(historyFile(), foreign)
  await notes.save(draft('d', '丁'))
  await notes.close()
  const after = await readFile(historyFile())
  expect(after.subarray(0, foreign.length)).toEqual(foreign)
  const decoded = decodeHistory(after)
  expect(decoded.bad).toBe(1)
  expect(decoded.versions.map((one) => one.note.id)).toEqual(['a', 'b', 'a', 'c', 'd'])
})

test('the clock goes back a year between two starts: later words still win', async () => {
  await fill()
  const lastYear = Date.now() - 365 * 24 * 60 * 60 * 1000
  const notes = openNotes({
    files: createDurableFiles({ temporary: layout.temporary(deviceId), now: () => lastYear }),
    paths: layout,
    marks: { read: async (id) => marks.get(id) ?? null, write: async (id, mark) => void marks.set(id, mark) },
    deviceId,
    now: () => lastYear,
    report: (problem) => problems.push(problem),
    readOnly: false,
  })
  const [first] = await notes.list('essay')
  const edited = await notes.save(draft('a', '甲二', first?.version ?? null))
  expect(edited.version.hlc > (first?.version.hlc ?? '')).toBe(true)
  await notes.close()
  const again = open()
  expect(await bodies(again)).toBe('a:甲二 b:乙 c:丙')
  await again.close()
})
