import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { defaultSettings } from '../../../preload/contract/app.ts'
import { defaultStyle } from '../../../preload/contract/style.ts'
import { parseSettings } from '../../../main/library/settings-store.ts'
import { kindsOf, openTestLibrary, temporaryFolder } from '../notes/temporary-library.ts'

test('settings and positions come back after a restart', async () => {
  const root = await temporaryFolder()
  const first = await openTestLibrary(root)
  expect(first.settings.get()).toEqual(defaultSettings)
  first.settings.change({ printNotes: false, outlineWidth: 300, paper: undefined })
  first.positions.set({ documentId: 'essay', sectionId: '2.1', offset: 77 })
  await first.close()
  const second = await openTestLibrary(root)
  expect(second.settings.get()).toEqual({ ...defaultSettings, printNotes: false, outlineWidth: 300 })
  expect(second.positions.get('essay')).toMatchObject({ sectionId: '2.1', offset: 77 })
  expect(second.positions.get('other')).toBeNull()
})

test('a field that cannot be understood falls back alone', () => {
  const odd = { paper: 'B5', outlineWidth: 300, unknown: 1, style: { size: 24, leading: 'wide', unknown: 1 } }
  expect(parseSettings(odd)).toEqual({ ...defaultSettings, outlineWidth: 300, style: { ...defaultStyle, size: 24 } })
  expect(parseSettings(null)).toBeNull()
  expect(parseSettings([])).toBeNull()
})

test.each([
  ['light', 'paper'],
  ['dark', 'dark'],
  ['system', 'system'],
])('the theme %s of version 0.1.0 becomes %s', (theme, expected) => {
  expect(parseSettings({ theme })?.style).toEqual({ ...defaultStyle, theme: expected })
})

test.each(['', 'null', '[]', '{"paper":"A4"}', '\ufeff', '{"kind":"settings"'])(
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
  for (const paper of ['Letter', 'A4'] as const) {
    const library = await openTestLibrary(root)
    library.settings.change({ paper })
    await library.close()
  }
  await writeFile(join(root, 'state', 'settings.json'), 'x')
  expect((await openTestLibrary(root)).settings.get().paper).toBe('Letter')
})

test('settings of a later program are left alone', async () => {
  const root = await temporaryFolder()
  await (await openTestLibrary(root)).close()
  const later = '{"format":7,"everything":"else"}'
  await writeFile(join(root, 'state', 'settings.json'), later)
  const library = await openTestLibrary(root)
  library.settings.change({ paper: 'Letter' })
  expect(library.settings.get().paper).toBe('Letter')
  await library.close()
  expect(await readFile(join(root, 'state', 'settings.json'), 'utf8')).toBe(later)
})
