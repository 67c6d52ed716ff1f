import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { noChoices } from '../../../preload/contract/imports.ts'
import { openTestApp, utf8, type TestApp } from './imports-app.ts'

let test: TestApp
beforeEach(async () => {
  test = await openTestApp()
})
afterEach(() => test.close())

const folderOf = (documentId: string) => join(test.root, 'library/documents', documentId)
const textOf = async (documentId: string) => (await test.call('documents.passage', { documentId, start: 0, end: 100_000 })).restored
const paragraph = (words: string) => `<p>${words}${'我冒了嚴寒，回到相隔二千餘里，別了二十餘年的故鄉去。𠀀'.repeat(6)}</p>`
const page = (more: string) =>
  `<!doctype html><html lang="zh-Hant"><head><meta charset="utf-8"><title>故鄉</title><script src="https://example.org/x.js"></script></head><body><nav><a href="/">首頁</a></nav><article><h1>故鄉</h1><h2>回鄉</h2>${paragraph('甲')}<h2>離鄉</h2>${paragraph('乙')}${more}</article></body></html>`

it('a page keeps its file byte for byte and its text beside it, and gets new revisions of both', async () => {
  const [documentId = ''] = await test.bring('故鄉.html', utf8(page('')))
  expect((await readdir(folderOf(documentId))).sort()).toEqual(['edition.json', 'received.txt', 'source.html'])
  expect(await readFile(join(folderOf(documentId), 'source.html'), 'utf8')).toBe(page(''))
  const received = await readFile(join(folderOf(documentId), 'received.txt'), 'utf8')
  expect(received).toContain('甲我冒了嚴寒')
  const outline = await test.call('documents.outline', { documentId })
  expect(outline.sections.map(({ heading }) => heading)).toContain('離鄉')
  expect((await test.call('documents.source', { documentId, start: 0, end: 100_000 })).text).toBe(received)

  // Decided anew: the same file, read again.
  const section = outline.sections.find(({ heading }) => heading === '離鄉')
  const at = Array.from(received.split('離鄉')[0] ?? '').length
  const choices = { ...noChoices, headings: [{ at, heading: true, level: null, name: '走了' }] }
  await test.call('documents.revise', { documentId, choices })
  expect((await test.call('documents.outline', { documentId })).sections.find(({ id }) => id === section?.id)?.name).toBe('走了')
  expect((await readdir(folderOf(documentId))).filter((name) => name.startsWith('received'))).toEqual(['received.txt'])

  const importId = await test.send('故鄉.html', utf8(page(paragraph('丙'))))
  expect((await test.read(importId)).documents[0]?.known).toMatchObject({ documentId, same: false })
  await test.call('imports.add', { importId, asRevision: true })
  expect(await textOf(documentId)).toContain('丙我冒了嚴寒')
  const names = await readdir(folderOf(documentId))
  expect(names.filter((name) => name.startsWith('received'))).toHaveLength(2)
  expect(names.filter((name) => name.startsWith('source'))).toHaveLength(2)
  expect(await readFile(join(folderOf(documentId), 'source.html'), 'utf8')).toBe(page(''))
  expect(await test.call('documents.revisions', { documentId })).toMatchObject([
    { present: true, source: { format: 'html' } },
    { present: false },
    { present: false, source: { format: 'html' } },
  ])
  expect((await test.call('documents.cards', {})).find((one) => one.documentId === documentId)).toMatchObject({ format: 'html', encoding: 'UTF-8', revisions: 3 })
})

it('of a file with several texts each is looked at, wanted or not, and made anew by itself', async () => {
  const prose = '河边的路是新修的，两旁种了柳树。傍晚的时候，人们在这里散步，说些家常，直到天色全黑。𠀀'.repeat(4)
  const file = `【篇一】\n甲${prose}\n【篇二】\n乙${prose}\n【篇三】\n丙${prose}\n`
  const importId = await test.send('三篇.txt', utf8(file))
  const preview = await test.read(importId)
  expect(preview.documents).toHaveLength(3)
  const second = await test.call('imports.passage', { importId, index: 1, start: 0, end: 1_000 })
  expect(second.restored).toContain('乙河边')
  expect((await test.call('imports.source', { importId, index: 1, start: 0, end: 1_000 })).text).toContain('乙河边')
  await expect(test.call('imports.outline', { importId, index: 3 })).rejects.toMatchObject({ code: 'not-found' })
  const { documentIds } = await test.call('imports.add', { importId, asRevision: false, wanted: [true, false, true] })
  expect(documentIds).toEqual([preview.documents[0]?.documentId, preview.documents[2]?.documentId])
  expect(await textOf(documentIds[1] ?? '')).toContain('丙河边')
  for (const documentId of documentIds) expect(await readFile(join(folderOf(documentId), 'source.txt'), 'utf8')).toBe(file)
  const [, last = ''] = documentIds
  await test.call('documents.revise', { documentId: last, choices: { ...noChoices, title: '第三' } })
  expect(await test.call('documents.outline', { documentId: last })).toMatchObject({ title: '第三' })
  expect(await textOf(last)).toContain('丙河边')
  const again = await test.read(await test.send('三篇.txt', utf8(file)))
  expect(again.documents.map(({ known }) => known?.documentId ?? null)).toEqual([documentIds[0], null, last])
})
