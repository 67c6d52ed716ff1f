import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { longText, openTestApp, utf8, type TestApp } from './imports-app.ts'

let test: TestApp
beforeEach(async () => {
  test = await openTestApp()
})
afterEach(() => test.close())

it('a backup brings back texts with their earlier editions, and what the reader called them', async () => {
  const [documentId = ''] = await test.bring('長書.txt', utf8(longText(4_000)))
  await test.bring('長書.txt', utf8(longText(4_000).replace('第2章\n', '第2章\n\n　　新添的一段。\n')), true)
  await test.call('documents.rename', { documentId, title: '我的書' })
  await test.call('documents.setTags', { documentId, tags: ['史'] })
  const before = (await test.call('documents.cards', {})).find((one) => one.documentId === documentId)
  const files = (await readdir(join(test.root, 'library/documents', documentId))).sort()
  expect(before).toMatchObject({ title: '我的書', revisions: 2 })
  const backup = await test.call('backups.make', {})
  expect(backup).not.toBeNull()

  await test.app().close()
  await rm(join(test.root, 'library/documents'), { recursive: true })
  for (const path of await readdir(join(test.root, 'library/devices'), { recursive: true })) {
    if (path.endsWith('shelf.jsonl')) await rm(join(test.root, 'library/devices', path))
  }
  await test.reopen()
  expect(await test.call('documents.list', {})).toHaveLength(1)
  test.heard.length = 0
  const outcome = await test.call('backups.restore', { name: backup?.name ?? '', mode: 'missing', dryRun: false })
  expect(outcome).toMatchObject({ texts: 1, lostTexts: 0 })
  expect(test.heard.map(({ name }) => name)).toContain('documents.changed')
  await test.reopen()
  expect((await readdir(join(test.root, 'library/documents', documentId))).sort()).toEqual(files)
  expect((await test.call('documents.cards', {})).find((one) => one.documentId === documentId)).toEqual(before)
  expect(await test.call('documents.revisions', { documentId })).toHaveLength(2)
})
