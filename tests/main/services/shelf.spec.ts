import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { encodeLines } from '../../../main/study/event-log.ts'
import { DocumentCard } from '../../../preload/contract/shelf.ts'
import { openTestApp, utf8, type TestApp } from './imports-app.ts'

let test: TestApp
beforeEach(async () => {
  test = await openTestApp()
})
afterEach(() => test.close())

const story = '故鄉\n\n一、回鄉\n\n　　我冒了嚴寒，回到相隔二千餘里的故鄉去。\n\n二、離鄉\n\n　　老屋離我愈遠了；山水也都遠離了我。\n'
const card = async (documentId: string) => (await test.call('documents.cards', {})).find((one) => one.documentId === documentId)
const logs = async (): Promise<string[]> => {
  const devices = join(test.root, 'library/devices')
  const found = await readdir(devices, { recursive: true })
  return found.filter((path) => path.endsWith('shelf.jsonl')).map((path) => join(devices, path))
}

describe('a card', () => {
  it('says what is known of a document without its edition being opened', async () => {
    const [documentId = ''] = await test.bring('故鄉.txt', utf8(story))
    const section = (await test.call('documents.outline', { documentId })).sections[0]
    await test.call('notes.save', { documentId, noteId: 'n1', sectionId: '1', body: '想', base: null })
    await test.call('study.markRead', { documentId, sectionId: section?.id ?? '', read: true })
    const first = await card(documentId)
    expect(DocumentCard.safeParse(first).success).toBe(true)
    expect(first).toMatchObject({
      title: '故鄉', textTitle: '故鄉', ownTitle: null, tags: [], shipped: false, sections: 2, notes: 1, highlights: 0,
      format: 'text', encoding: 'UTF-8', bytes: utf8(story).length, fileName: '故鄉.txt', revisions: 1, lastReadAt: null,
    })
    expect(Math.abs((first?.addedAt ?? 0) - Date.now())).toBeLessThan(60_000)
    const own = (section?.range?.end ?? 0) - (section?.range?.start ?? 0)
    expect(first?.progress).toBeCloseTo(own / (first?.characters ?? 1), 6)

    await test.call('positions.set', { documentId, sectionId: '2', offset: first?.characters ?? 0 })
    expect(await card(documentId)).toMatchObject({ progress: 1 })
    expect((await card(documentId))?.lastReadAt).not.toBeNull()
    expect(await card('essay')).toMatchObject({ shipped: true, addedAt: null, fileName: '' })
    // Facts follow from the edition: without the cache, and with a damaged one, they are the same.
    await test.reopen()
    const [library = ''] = await readdir(join(test.root, 'state/libraries'))
    const cache = join(test.root, 'state/libraries', library, 'facts.json')
    const kept = await card(documentId)
    await test.app().close()
    expect((await readFile(cache, 'utf8')).length).toBeGreaterThan(100)
    await writeFile(cache, '{"format":1,"documents":[{"folder":"x"}]}')
    await test.reopen()
    expect(await card(documentId)).toEqual(kept)
  })

  it('of an edition that was changed behind our back is made anew, and a damaged one is reported', async () => {
    const [documentId = ''] = await test.bring('故鄉.txt', utf8(story))
    expect(await card(documentId)).toBeDefined()
    await writeFile(join(test.root, 'library/documents', documentId, 'source.txt'), `${story}x`)
    expect(await card(documentId)).toBeUndefined()
    expect(test.heard).toContainEqual({ name: 'library.problemFound', data: expect.objectContaining({ kind: 'unreadable-document' }) as unknown })
    await expect(test.call('documents.outline', { documentId })).rejects.toMatchObject({ code: 'damaged-file' })
  })
})

describe('a title, tags and the trash', () => {
  it('are kept in one log of this device, and come back after a restart', async () => {
    const [documentId = ''] = await test.bring('故鄉.txt', utf8(story))
    await test.call('documents.rename', { documentId, title: '魯迅《故鄉》𠀀' })
    await test.call('documents.setTags', { documentId, tags: ['小說', '1921'] })
    await test.call('documents.remove', { documentId })
    await test.call('documents.rename', { documentId: 'essay', title: '文' })
    const check = async () => {
      expect(await test.call('documents.list', {})).toMatchObject([{ documentId: 'essay', title: '文' }])
      expect(await card(documentId)).toBeUndefined()
      expect(await test.call('documents.trash', {})).toMatchObject([{ documentId, title: '魯迅《故鄉》𠀀', textTitle: '故鄉', tags: ['小說', '1921'] }])
    }
    await check()
    await test.reopen()
    await check()
    expect(await logs()).toHaveLength(1)
    expect((await readdir(join(test.root, 'library/documents', documentId))).sort()).toEqual(['edition.json', 'source.txt'])
    await test.call('documents.putBack', { documentId })
    await test.call('documents.rename', { documentId, title: null })
    expect(await card(documentId)).toMatchObject({ title: '故鄉', ownTitle: null })
    expect(await test.call('documents.trash', {})).toEqual([])
    expect(test.heard.filter(({ name }) => name === 'documents.changed').length).toBe(7)
  })

  it('hide a document and lose nothing of it: its notes stay, and adding it again brings it back', async () => {
    const [documentId = ''] = await test.bring('故鄉.txt', utf8(story))
    await test.call('notes.save', { documentId, noteId: 'n1', sectionId: '1', body: '想', base: null })
    await test.call('documents.remove', { documentId })
    expect(await test.call('notes.list', { documentId })).toMatchObject([{ body: '想' }])
    const importId = await test.send('故鄉.txt', utf8(story))
    expect((await test.read(importId)).documents[0]?.known).toMatchObject({ documentId, same: true, notes: 1 })
    await test.call('imports.add', { importId, asRevision: false })
    expect(await card(documentId)).toMatchObject({ notes: 1 })
  })

  it('can hide the text that comes with Yandu too', async () => {
    await test.call('documents.remove', { documentId: 'essay' })
    expect(await test.call('documents.list', {})).toEqual([])
    await test.call('documents.putBack', { documentId: 'essay' })
    expect(await test.call('documents.list', {})).toHaveLength(1)
  })

  it('are read from other devices too, and the last word stands', async () => {
    const [documentId = ''] = await test.bring('故鄉.txt', utf8(story))
    await test.call('documents.rename', { documentId, title: '這裡' })
    await test.call('documents.setTags', { documentId, tags: ['這裡'] })
    const own = (await logs())[0] ?? ''
    const before = await readFile(own)
    const folder = join(test.root, 'library/devices/laptop-1/shelf')
    await mkdir(folder, { recursive: true })
    const at = (ms: number) => ({ hlc: `${String(ms).padStart(13, '0')}-0000`, device: 'laptop-1' })
    await writeFile(
      join(folder, 'shelf.jsonl'),
      encodeLines([
        { kind: 'title', documentId, title: '那裡', version: at(Date.now() + 60_000) } as never,
        { kind: 'tags', documentId, tags: ['那裡'], version: at(1) } as never,
      ]),
    )
    await test.reopen()
    expect(await card(documentId)).toMatchObject({ title: '那裡', tags: ['這裡'] })
    // This device has written down what it has learnt, in its own log and nowhere else.
    expect((await readFile(own)).subarray(0, before.length)).toEqual(before)
    expect(await logs()).toHaveLength(2)
    await test.call('documents.rename', { documentId, title: '又' })
    expect(await card(documentId)).toMatchObject({ title: '又' })
  })

  it('lose only a line that is damaged, and say so', async () => {
    const [documentId = ''] = await test.bring('故鄉.txt', utf8(story))
    await test.call('documents.setTags', { documentId, tags: ['甲'] })
    await test.call('documents.rename', { documentId, title: '乙' })
    const own = (await logs())[0] ?? ''
    await test.app().close()
    await writeFile(own, (await readFile(own, 'utf8')).replace('"title":"乙"', '"title":"丙"'))
    await test.reopen()
    expect(await card(documentId)).toMatchObject({ title: '故鄉', tags: ['甲'] })
    expect((await test.call('app.info', {})).problems).toMatchObject([{ kind: 'unreadable', path: own, count: 1 }])
  })

  it('are refused for what is not there and for what is no title', async () => {
    await expect(test.call('documents.rename', { documentId: 'none', title: 'x' })).rejects.toMatchObject({ code: 'not-found' })
    for (const title of ['', ' x', 'a\nb', 'x'.repeat(301)]) {
      await expect(test.call('documents.rename', { documentId: 'essay', title })).rejects.toMatchObject({ code: 'bad-input' })
    }
    await expect(test.call('documents.remove', { documentId: '../essay' })).rejects.toMatchObject({ code: 'bad-input' })
  })
})
