import { afterEach, beforeEach, expect, it } from 'vitest'
import { noChoices } from '../../../preload/contract/imports.ts'
import { openTestApp, utf8, type TestApp } from './imports-app.ts'

let test: TestApp
beforeEach(async () => {
  test = await openTestApp()
})
afterEach(() => test.close())

const find = async (query: string): Promise<string[]> => {
  const filters = { documentId: null, sectionId: null, kind: null, tag: null }
  const page = await test.call('search.find', { session: 'window', query, order: 'reading', filters, limit: 20 })
  return page.hits.map(({ documentId }) => documentId)
}

it('a text is searched as it is now: added, made anew, hidden and put back', async () => {
  const [documentId = ''] = await test.bring('河邊.txt', utf8(`河邊\n${'河邊的路是新修的， 兩旁種了柳樹。 傍晚的時候， 人們散步。 '.repeat(4)}\n獨角獸\n`))
  await expect.poll(() => find('獨角獸'), { timeout: 20_000 }).toEqual([documentId])
  await expect.poll(async () => (await find('"的時候，人們"')).length, { timeout: 20_000 }).toBeGreaterThan(0)
  await test.call('documents.revise', { documentId, choices: { ...noChoices, undoneClasses: ['stray-space'] } })
  await expect.poll(() => find('獨角獸'), { timeout: 20_000 }).toEqual([documentId])
  await test.call('documents.remove', { documentId })
  await expect.poll(() => find('獨角獸'), { timeout: 20_000 }).toEqual([])
  await test.call('documents.putBack', { documentId })
  await expect.poll(() => find('獨角獸'), { timeout: 20_000 }).toEqual([documentId])
})
