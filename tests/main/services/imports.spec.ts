import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startImportWorker } from '../../../main/services/import-worker-link.ts'
import { plainName, sessionLimit } from '../../../main/services/imports.ts'
import { noChoices } from '../../../preload/contract/imports.ts'
import { events, type EventName } from '../../../preload/contract/index.ts'
import { asDetected, longText, openTestApp, utf8, type TestApp } from './imports-app.ts'

let test: TestApp
beforeEach(async () => {
  test = await openTestApp()
})
afterEach(() => test.close())

const story = '故鄉\n\n一、回鄉\n\n　　我冒了嚴寒，回到相隔二千餘里，別了二十餘年的故鄉去。𠀀𠀁\n\n二、離鄉\n\n　　老屋離我愈遠了；故鄉的山水也都漸漸遠離了我。\n'
const program = join(import.meta.dirname, '../../../main/import-worker.ts')
const incoming = async (): Promise<string[]> => (await readdir(join(test.root, 'state/tmp'))).filter((name) => name.includes('import-'))

describe('an import', () => {
  it('goes from bytes to a document, and adds nothing before it is told to', async () => {
    const { call } = test
    const importId = await test.send('故鄉.txt', utf8(story), 40)
    const preview = await test.read(importId)
    expect(preview).toMatchObject({ name: '故鄉.txt', format: 'text', encoding: 'UTF-8', bytes: utf8(story).length })
    expect(preview.documents).toMatchObject([{ title: '故鄉', sections: 2, known: null }])
    const outline = await call('imports.outline', { importId, index: 0 })
    expect(outline.sections.map(({ heading }) => heading)).toEqual(['一、回鄉', '二、離鄉'])
    const passage = await call('imports.passage', { importId, index: 0, start: 0, end: 1_000 })
    expect(passage.restored).toContain('𠀀𠀁')
    expect((await call('imports.source', { importId, index: 0, start: 0, end: 2 })).text).toBe('故鄉')
    expect(await readdir(join(test.root, 'library/documents')).catch(() => [])).toEqual([])
    expect(await call('documents.list', {})).toHaveLength(1)
    expect(await incoming()).toHaveLength(1)

    const { documentIds } = await call('imports.add', { importId, asRevision: false })
    const [documentId = ''] = documentIds
    expect(documentId).toBe(preview.documents[0]?.documentId)
    expect(await readFile(join(test.root, 'library/documents', documentId, 'source.txt'))).toEqual(Buffer.from(utf8(story)))
    expect(await call('documents.outline', { documentId })).toEqual(outline)
    expect(await call('documents.list', {})).toMatchObject([{ documentId: 'essay' }, { documentId, title: '故鄉', shipped: false }])
    expect(test.heard).toContainEqual({ name: 'documents.changed', data: { documentIds } })
    await expect(call('imports.outline', { importId, index: 0 })).rejects.toMatchObject({ code: 'not-found' })
    expect(await incoming()).toEqual([])
    for (const { name, data } of test.heard) {
      if (/^(imports|documents)\./.test(name)) expect(events[name as EventName].safeParse(data).success).toBe(true)
    }
  })

  it('of 10 MB runs beside everything else: other calls are answered all the while, and it tells how far it is', async () => {
    const importId = await test.send('長書.txt', utf8(longText(3_400_000)), 4_000_000)
    let done = false
    const reading = test.read(importId).finally(() => (done = true))
    let answers = 0
    while (!done) {
      await test.call('app.info', {})
      answers += 1
      await new Promise((resolve) => setImmediate(resolve))
    }
    const preview = await reading
    expect(preview.bytes).toBeGreaterThan(10_000_000)
    expect(answers).toBeGreaterThan(100)
    const told = test.heard.flatMap(({ name, data }) => (name === 'imports.progressed' ? [data as { stage: string; share: number }] : []))
    expect(told.length).toBeGreaterThan(2)
    expect(told.map(({ share }) => share)).toEqual(told.map(({ share }) => share).toSorted((a, b) => a - b))
    expect(told.at(-1)).toMatchObject({ share: 1 })
  })

  it('takes its pieces in order, whole, and no more than was said', async () => {
    const { call } = test
    const { importId } = await call('imports.begin', { name: 'a.txt', bytes: 6 })
    const piece = (words: string) => Buffer.from(words).toString('base64')
    await expect(call('imports.send', { importId, offset: 3, data: piece('abc') })).rejects.toMatchObject({ code: 'conflict' })
    await expect(call('imports.send', { importId, offset: 0, data: 'a!c=' })).rejects.toMatchObject({ code: 'bad-input' })
    await expect(call('imports.send', { importId, offset: 0, data: 'abc' })).rejects.toMatchObject({ code: 'bad-input' })
    await expect(call('imports.send', { importId, offset: 0, data: piece('abcdefg') })).rejects.toMatchObject({ code: 'bad-input' })
    expect(await call('imports.send', { importId, offset: 0, data: piece('abc') })).toEqual({ received: 3 })
    await expect(call('imports.send', { importId, offset: 0, data: piece('abc') })).rejects.toMatchObject({ code: 'conflict' })
    await expect(test.read(importId)).rejects.toMatchObject({ code: 'conflict' })
    await expect(call('imports.add', { importId, asRevision: false })).rejects.toMatchObject({ code: 'conflict' })
    await expect(call('imports.begin', { name: 'b.txt', bytes: 200 * 1024 * 1024 + 1 })).rejects.toMatchObject({ code: 'bad-input' })
    await expect(call('imports.send', { importId: 'import-none', offset: 0, data: '' })).rejects.toMatchObject({ code: 'not-found' })
  })

  it('has only so many beside it', async () => {
    for (let count = 0; count < sessionLimit; count += 1) await test.call('imports.begin', { name: 'a.txt', bytes: 1 })
    await expect(test.call('imports.begin', { name: 'a.txt', bytes: 1 })).rejects.toMatchObject({ code: 'conflict' })
  })

  it('is read again as another encoding, with samples to choose by', async () => {
    // 故鄉的山水 in Big5, short enough to be taken for something else.
    const big5 = Uint8Array.from([0xac, 0x47, 0xb6, 0x6d, 0xaa, 0xba, 0xa4, 0x73, 0xa4, 0xf4])
    const importId = await test.send('短.txt', big5)
    const first = await test.read(importId, { ...asDetected, encoding: 'GB18030' })
    expect(first).toMatchObject({ encoding: 'GB18030', encodingUnsure: false })
    expect(first.encodings[0]?.encoding).toBe('GB18030')
    expect(first.encodings.find(({ encoding }) => encoding === 'Big5')).toEqual({ encoding: 'Big5', sample: '故鄉的山水', fits: true })
    const second = await test.read(importId, { ...asDetected, encoding: 'Big5' })
    expect(second.encoding).toBe('Big5')
    expect((await test.call('imports.passage', { importId, index: 0, start: 0, end: 5 })).restored).toBe('故鄉的山水')
  })

  it('ends at once when it is dropped, and leaves nothing', async () => {
    const importId = await test.send('長書.txt', utf8(longText(2_000_000)), 4_000_000)
    const ended = expect(test.read(importId)).rejects.toMatchObject({ code: 'cancelled' })
    await test.call('imports.drop', { importId })
    await ended
    expect(await incoming()).toEqual([])
    expect(await test.call('imports.drop', { importId })).toEqual({})
    expect(await test.bring('故鄉.txt', utf8(story))).toHaveLength(1)
  })

  it('that is decided anew does not wait for what was decided before', async () => {
    const importId = await test.send('長書.txt', utf8(longText(1_000_000)), 4_000_000)
    const ended = expect(test.read(importId)).rejects.toMatchObject({ code: 'cancelled' })
    const second = test.read(importId, { ...asDetected, encoding: 'UTF-8' })
    await ended
    expect((await second).encodingConfidence).toBe(1)
  })

  it('of what is no text says so, and can be ended', async () => {
    const importId = await test.send('x.txt', Uint8Array.from({ length: 4_000 }, (_, at) => (at * 7919) % 256))
    await expect(test.read(importId)).rejects.toMatchObject({ code: 'bad-input' })
    await expect(test.read(await test.send('leer.txt', new Uint8Array(0)))).rejects.toMatchObject({ code: 'bad-input' })
    await test.call('imports.drop', { importId })
  })

  it.each([['../../../evil.txt'], ['C:\\Windows\\evil.txt'], ['/etc/evil.txt'], ['con.txt'], ['\u202eevil\u2066.txt'], ['..'], ['\0.txt'], ['a'.repeat(250)]])(
    'writes nowhere but into its own folder, whatever its name says: %j',
    async (name) => {
      const [documentId = ''] = await test.bring(name, utf8(story))
      expect((await readdir(join(test.root, 'library/documents', documentId))).sort()).toEqual(['edition.json', 'source.txt'])
      expect(await readdir(join(test.root, 'library/documents'))).toEqual([documentId])
      expect((await readdir(test.root)).sort()).toEqual(['index.html', 'library', 'state'])
      expect(plainName(name)).not.toMatch(/[\\/\0\u202e\u2066]/)
    },
  )

  it('leaves out the texts of a file that are not wanted', async () => {
    const importId = await test.send('故鄉.txt', utf8(story))
    await test.read(importId, { encoding: null, documents: [{ wanted: false, choices: noChoices }] })
    expect(await test.call('imports.add', { importId, asRevision: false, wanted: [false] })).toEqual({ documentIds: [] })
    expect(await test.call('documents.list', {})).toHaveLength(1)
  })
})

describe('the thread of an import', () => {
  const start = (path: string, limits?: { maxOldGenerationSizeMb: number }, patience = 600_000) =>
    startImportWorker({ program: path, onProgress: () => undefined, log: () => undefined, patience, ...(limits === undefined ? {} : { limits }) })

  it('ends when it wants more memory than it may have, and the program lives on', async () => {
    const path = join(test.root, 'book.txt')
    await writeFile(path, longText(2_000_000))
    const link = start(program, { maxOldGenerationSizeMb: 24 })
    await expect(link.call('read', { path, name: 'book.txt', choices: asDetected })).rejects.toMatchObject({ code: 'too-large' })
    expect(link.ended()).toBe(true)
    await expect(link.call('outline', { index: 0 })).rejects.toMatchObject({ code: 'too-large' })
  })

  it.each([
    ['breaks down', `setTimeout(() => { throw new Error('down') }, 20)`],
    ['ends by itself', `setTimeout(() => process.exit(3), 20)`],
    ['is no program', `import './nothing-there.js'`],
  ])('that %s is a failure of that import alone', async (_what, text) => {
    const path = join(test.root, 'worker.mjs')
    await writeFile(path, text)
    await expect(start(path).call('outline', { index: 0 })).rejects.toMatchObject({ code: 'internal' })
  })

  it('that does not answer is ended from outside', async () => {
    const path = join(test.root, 'worker.mjs')
    await writeFile(path, `import { parentPort } from 'node:worker_threads'\nparentPort.on('message', () => { for (;;); })`)
    const link = start(path)
    const waiting = link.call('outline', { index: 0 })
    const ended = expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
    await link.end()
    await ended
  })

  it('that gives no sign for too long is ended by itself', async () => {
    const path = join(test.root, 'worker.mjs')
    await writeFile(path, `import { parentPort } from 'node:worker_threads'\nparentPort.on('message', () => { for (;;); })`)
    const link = start(path, undefined, 300)
    await expect(link.call('outline', { index: 0 })).rejects.toMatchObject({ code: 'internal' })
    expect(link.ended()).toBe(true)
  })
})

describe('a file that is opened with Yandu', () => {
  it('waits for a window, and is given to one of two', async () => {
    const path = join(test.root, '故鄉.txt')
    await writeFile(path, story)
    test.app().openFile(path)
    await expect.poll(() => test.heard.map(({ name }) => name)).toContain('imports.arrived')
    const [first, second] = await Promise.all([test.call('imports.waiting', {}), test.call('imports.waiting', {})])
    expect([first.length, second.length].sort()).toEqual([0, 1])
    const { importId = '', name } = [...first, ...second][0] ?? {}
    expect(name).toBe('故鄉.txt')
    const preview = await test.read(importId)
    expect(preview.documents).toMatchObject([{ title: '故鄉' }])
    expect(await test.call('imports.waiting', {})).toEqual([])
    await test.call('imports.add', { importId, asRevision: false })
    // The reader's own file is left as it was.
    expect(await readFile(path, 'utf8')).toBe(story)
  })

  it('when the program is started waits for its window', async () => {
    const path = join(test.root, '故鄉.txt')
    await writeFile(path, story)
    await test.reopen({ files: [path] })
    await expect.poll(() => test.call('imports.waiting', {})).toMatchObject([{ name: '故鄉.txt' }])
  })

  it('and is a folder, or not there, is no import', async () => {
    test.app().openFile(join(test.root, 'library'))
    test.app().openFile(join(test.root, 'none.txt'))
    await expect.poll(() => test.logged.filter((line) => line.includes('cannot be opened')).length).toBe(2)
    expect(await test.call('imports.waiting', {})).toEqual([])
  })

  it('is given back untouched when the import is dropped', async () => {
    const path = join(test.root, '故鄉.txt')
    await writeFile(path, story)
    test.app().openFile(path)
    await expect.poll(() => test.heard.map(({ name }) => name)).toContain('imports.arrived')
    const [{ importId = '' } = {}] = await test.call('imports.waiting', {})
    await test.call('imports.drop', { importId })
    expect((await stat(path)).size).toBe(utf8(story).length)
  })
})
