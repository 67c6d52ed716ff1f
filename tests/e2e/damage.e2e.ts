import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, goToSection, openReader, startYandu, test, writeNote } from './reader.ts'

/** The only file of this name below the folder. */
const findFile = async (folder: string, name: string): Promise<string> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const found = entries.find((entry) => entry.name === name && entry.isFile())
  if (!found) throw new Error(`there is no ${name} below ${folder}`)
  return join(found.parentPath, found.name)
}

test('a damaged notes file is set aside, said so, and its notes are there', async ({ page, folders }) => {
  const first = await startYandu(folders)
  await openReader(page, first.address)
  await goToSection(page, '1.1')
  await writeNote(page, '損壞之前寫下的')
  await first.stop()
  const file = await findFile(join(folders.library, 'devices'), 'essay.json')
  const damaged = (await readFile(file, 'utf8')).slice(0, 40)
  await writeFile(file, damaged)

  const second = await startYandu(folders)
  await openReader(page, second.address)
  await goToSection(page, '1.1')
  await expect(page.locator('.note')).toContainText('損壞之前寫下的')
  await expect(page.locator('.banner').first()).toContainText('damaged')
  const keptAs = (await page.locator('.banner-path').first().textContent()) ?? ''
  expect(await readFile(keptAs, 'utf8')).toBe(damaged)
  await page.locator('.banner').first().getByRole('button', { name: 'Dismiss' }).click()
  await expect(page.locator('.banner')).toHaveCount(0)
  await second.stop()
})

test('notes that cannot be read at all never become an empty list that can be written over', async ({ page, folders }) => {
  const first = await startYandu(folders)
  await openReader(page, first.address)
  await goToSection(page, '1.1')
  await writeNote(page, '唯一的一則')
  await first.stop()
  const notes = await findFile(join(folders.library, 'devices'), 'essay.json')
  const history = await findFile(join(folders.library, 'devices'), 'essay.jsonl')
  for (const name of await readdir(join(notes, '..'))) await writeFile(join(notes, '..', name), 'null')
  await writeFile(history, Buffer.alloc(64, 0))

  const second = await startYandu(folders)
  await openReader(page, second.address)
  await goToSection(page, '1.1')
  await expect(page.locator('.banner').first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'New note' })).toBeDisabled()
  await expect(page.locator('.notes')).toContainText('can be read here but not changed')
  await second.stop()
})
