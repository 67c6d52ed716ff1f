import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { defaultSettings } from '../../../preload/contract/app.ts'
import { parseSettings } from '../../../main/library/settings-store.ts'
import { kindsOf, openTestLibrary, temporaryFolder } from '../notes/temporary-library.ts'

test('settings and positions come back after a restart', async () => {
  const root = await temporaryFolder()
  const first = await openTestLibrary(root)
  expect(first.settings.get()).toEqual(defaultSettings)
  first.settings.change({ theme: 'dark', outlineWidth: 300, paper: undefined })
  first.positions.set({ documentId: 'essay', sectionId: '2.1', offset: 77 })
  await first.close()
  const second = await openTestLibrary(root)
  expect(second.settings.get()).toEqual({ ...defaultSettings, theme: 'dark', outlineWidth: 300 })
  expect(second.positions.get('essay')).toMatchObject({ sectionId: '2.1', offset: 77 })
  expect(second.positions.get('other')).toBeNull()
})

test('a field that cannot be understood falls back alone', () => {
  const odd = { theme: 'pink', outlineWidth: 300, unknown: 1 }
  expect(parseSettings(odd)).toEqual({ ...defaultSettings, outlineWidth: 300 })
  expect(parseSettings(null)).toBeNull()
  expect(parseSettings([])).toBeNull()
})

test.each(['', 'null', '[]', '{"theme":"dark"}', '\ufeff', '{"kind":"settings"'])(
  'a settings file holding %j is set aside and the program starts',
  async (text) => {
    const root = await temporaryFolder()
    await (await openTestLibrary(root)).close()
    await writeFile(join(root, 'state', 'settings.json'), text)
    const library = await openTestLibrary(root)
    expect(library.settings.get()).toEqual(defaultSettings)
    expect(kindsOf(library.reported)).toEqual(['set-aside'])
    const kept = (await readdir(join(root, 'state'))).find((name) => name.startsWith('settings.json.corrupt-'))
    expect(await readFile(join(root, 'state', kept ?? ''), 'utf8')).toBe(text)
  },
)

test('a damaged settings file falls back on the generation before', async () => {
  const root = await temporaryFolder()
  for (const theme of ['dark', 'light'] as const) {
    const library = await openTestLibrary(root)
    library.settings.change({ theme })
    await library.close()
  }
  await writeFile(join(root, 'state', 'settings.json'), 'x')
  expect((await openTestLibrary(root)).settings.get().theme).toBe('dark')
})

test('settings of a later program are left alone', async () => {
  const root = await temporaryFolder()
  await (await openTestLibrary(root)).close()
  const later = '{"format":7,"everything":"else"}'
  await writeFile(join(root, 'state', 'settings.json'), later)
  const library = await openTestLibrary(root)
  library.settings.change({ theme: 'dark' })
  expect(library.settings.get().theme).toBe('dark')
  await library.close()
  expect(await readFile(join(root, 'state', 'settings.json'), 'utf8')).toBe(later)
})
