import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, goToSection, noteWords, openReader, startYandu, test, writeNote } from './reader.ts'

/** Opens the dialog that a command of the palette opens. */
const openByCommand = async (page: Page, name: string): Promise<void> => {
  await page.keyboard.press('Control+Shift+P')
  await page.locator('.palette-field').fill(name)
  await expect(page.getByRole('option').first()).toContainText(name)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name })).toBeVisible()
}

const damage = 'null\n'

const filesOf = async (library: string) =>
  (await readdir(join(library, 'devices'), { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))

/** Damages every file of the notes of the essay. */
const damageNotes = async (library: string): Promise<void> => {
  for (const entry of await readdir(join(library, 'devices'), { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && entry.name.startsWith('essay.')) await writeFile(join(entry.parentPath, entry.name), damage)
  }
}

test('a backup is made, looked at and restored from the window, and the restore is undone', async ({ reader }) => {
  await goToSection(reader, '1.1')
  await writeNote(reader, '備份裡的話')
  await reader.keyboard.press('Escape')
  await openByCommand(reader, 'Restore from a backup')
  const dialog = reader.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Make a backup now' }).click()
  await expect(dialog.getByRole('status')).toContainText('made and read back')
  await expect(dialog.locator('.backup-list .backup').first()).toContainText('1 note')
  await expect(dialog.locator('.backup-list .backup').first()).toContainText('verified')
  const { violations } = await new AxeBuilder({ page: reader }).include('dialog').analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  await dialog.getByRole('button', { name: 'Close' }).click()

  await writeNote(reader, '後來的話')
  await reader.keyboard.press('Escape')
  await openByCommand(reader, 'Restore from a backup')
  await dialog.getByRole('radio', { name: /Exactly as it was/ }).check()
  await dialog.getByRole('button', { name: 'See what would happen' }).click()
  await expect(dialog.locator('[data-restore-result=planned]')).toContainText('moved to the trash: 1')
  await expect(reader.locator('.note')).toHaveCount(2)
  await dialog.getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(dialog.locator('[data-restore-result=done]')).toContainText('moved to the trash: 1')
  await expect(reader.locator('.note')).toHaveCount(1)
  await dialog.locator('.backup', { hasText: 'before a restore' }).getByRole('radio').check()
  await dialog.getByRole('radio', { name: /Exactly as it was/ }).check()
  await dialog.getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(reader.locator('.note')).toHaveCount(2)
})

test('notes that cannot be read: restored from a backup, or begun anew', async ({ page, folders }) => {
  const first = await startYandu(folders)
  await openReader(page, first.address)
  await goToSection(page, '1.1')
  await writeNote(page, '唯一的一則')
  await first.stop()
  await damageNotes(folders.library)

  const second = await startYandu(folders)
  await openReader(page, second.address)
  await goToSection(page, '1.1')
  await expect(page.getByRole('button', { name: 'New note' })).toBeDisabled()
  await page.getByRole('button', { name: 'Restore from a backup' }).click()
  const dialog = page.getByRole('dialog')
  // The newest is of the damage; the one chosen beforehand is the last sound one.
  await expect(dialog.locator('.backup', { hasText: '1 note' }).getByRole('radio')).toBeChecked()
  await dialog.getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(dialog.locator('[data-restore-result=done]')).toContainText('brought back: 1')
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(page.locator('.note')).toContainText('唯一的一則')
  await writeNote(page, '又可以寫了')
  await second.stop()

  await damageNotes(folders.library)
  const damaged = (await Promise.all((await filesOf(folders.library)).map((path) => readFile(path, 'utf8')))).filter((text) => text === damage)
  await rm(join(folders.state, 'backups'), { recursive: true })
  const third = await startYandu(folders)
  await openReader(page, third.address)
  await goToSection(page, '1.1')
  await page.getByRole('button', { name: 'Begin anew' }).click()
  await expect(page.getByRole('button', { name: 'New note' })).toBeEnabled()
  await writeNote(page, '新的開始')
  await third.stop()
  const after = await Promise.all((await filesOf(folders.library)).map((path) => readFile(path, 'utf8')))
  expect(damaged.length).toBeGreaterThan(0)
  expect(after.filter((text) => text === damage).length).toBeGreaterThanOrEqual(damaged.length)
})

test('what is typed while a save fails stays on the screen and is saved when it can be', async ({ reader, folders }) => {
  await goToSection(reader, '1.1')
  await writeNote(reader, '先存下的')
  const away = `${folders.library}-away`
  await rename(folders.library, away)
  const field = reader.locator('.note-field')
  await field.fill('先存下的，還有失敗時寫的𠀀')
  const state = reader.locator('.note-editing [data-save]')
  await expect(state).toHaveAttribute('data-save', 'failed')
  await expect.poll(() => noteWords(reader)).toBe('先存下的，還有失敗時寫的𠀀')
  await rename(away, folders.library)
  await expect(state).toHaveAttribute('data-save', 'saved', { timeout: 20_000 })
  await expect.poll(() => noteWords(reader)).toBe('先存下的，還有失敗時寫的𠀀')
})

test('notes are exported from the window and imported into another library', async ({ reader, page, folders }) => {
  await goToSection(reader, '1.1')
  await writeNote(reader, '要帶走的話')
  await reader.keyboard.press('Escape')
  await openByCommand(reader, 'Export and import notes')
  const dialog = reader.getByRole('dialog')
  const { violations } = await new AxeBuilder({ page: reader }).include('dialog').analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  const [download] = await Promise.all([reader.waitForEvent('download'), dialog.getByRole('button', { name: 'Download' }).click()])
  expect(download.suggestedFilename()).toMatch(/^yandu-notes-[\d-]+\.zip$/)
  const { unzipSync } = await import('fflate')
  const entries = unzipSync(await readFile(await download.path()))
  const [, bytes] = Object.entries(entries).find(([name]) => name.endsWith('/yandu-notes.json')) ?? []

  const other = await startYandu({ library: `${folders.library}-2`, state: `${folders.state}-2` })
  await openReader(page, other.address)
  await goToSection(page, '1.1')
  await openByCommand(page, 'Export and import notes')
  const file = { name: 'yandu-notes.json', mimeType: 'application/json', buffer: Buffer.from(bytes ?? []) }
  await page.getByRole('dialog').locator('input[type=file]').setInputFiles(file)
  await expect(page.locator('[data-exchange-result=imported]')).toContainText('added: 1')
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  await expect(page.locator('.note')).toContainText('要帶走的話')
  await other.stop()
})
