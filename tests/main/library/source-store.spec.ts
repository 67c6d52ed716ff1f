import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createBibliography } from '../../../main/services/bibliography.ts'
import { kindsOf, openTestLibrary, temporaryFolder } from '../notes/temporary-library.ts'

const entered = { author: '張三', date: '', kind: 'book' } as const

test('what was entered about a source is on the disk when it is acknowledged, and comes back', async () => {
  const root = await temporaryFolder()
  const library = await openTestLibrary(root)
  expect(library.sources.get('essay')).toEqual({})
  expect(await library.sources.set('essay', entered)).toEqual(entered)
  expect(await readFile(join(root, 'state', 'sources.json'), 'utf8')).toContain('張三')
  await library.close()
  const again = await openTestLibrary(root)
  expect(again.sources.get('essay')).toEqual(entered)
  await again.sources.set('essay', {})
  expect(again.sources.get('essay')).toEqual({})
})

test('what is no source is refused, and what was there stays', async () => {
  const library = await openTestLibrary(await temporaryFolder())
  await library.sources.set('essay', entered)
  await expect(library.sources.set('essay', { address: 'javascript:alert(1)' })).rejects.toThrow()
  await expect(library.sources.set('essay', { author: 'a\nb' })).rejects.toThrow()
  expect(library.sources.get('essay')).toEqual(entered)
})

test('a window that cannot keep it says so', async () => {
  const root = await temporaryFolder()
  await openTestLibrary(root)
  const second = await openTestLibrary(root)
  expect(kindsOf(second.reported)).toEqual(['read-only-locked'])
  await expect(second.sources.set('essay', entered)).rejects.toMatchObject({ code: 'read-only' })
})

test('a damaged file is set aside and nothing is made up', async () => {
  const root = await temporaryFolder()
  await (await openTestLibrary(root)).close()
  await writeFile(join(root, 'state', 'sources.json'), '{')
  const library = await openTestLibrary(root)
  expect(library.sources.get('essay')).toEqual({})
  expect(kindsOf(library.reported)).toEqual(['set-aside'])
})

test('the bibliography of a document is what it says and what was entered, and a change is told', async () => {
  const library = await openTestLibrary(await temporaryFolder())
  const told: unknown[] = []
  const stated = { author: '', date: '2012-03-04', publication: '', address: '' }
  const bibliography = createBibliography({
    statedSource: async () => stated,
    entered: library.sources,
    emit: (name, data) => void told.push([name, data]),
  })
  expect(await bibliography.get({ documentId: 'essay' })).toEqual({ stated, entered: {} })
  expect(await bibliography.enter({ documentId: 'essay', entered })).toEqual({ stated, entered })
  expect(told).toEqual([['bibliography.changed', { documentId: 'essay' }]])
})
