import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, goToSection, test, writeNote } from './reader.ts'

test('a section is downloaded when no folder is given', async ({ reader, folders }) => {
  await goToSection(reader, '2.3')
  await reader.keyboard.press('Control+p')
  const dialog = reader.getByRole('dialog')
  const downloading = reader.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Save as PDF' }).click()
  const download = await downloading
  const path = join(folders.state, 'downloaded.pdf')
  await download.saveAs(path)
  expect(readFileSync(path).subarray(0, 5).toString()).toBe('%PDF-')
  expect(download.suggestedFilename()).toMatch(/必須轉變社會管理方式.*\.pdf$/)
  await expect(dialog.locator('.print-result')).toHaveAttribute('data-print-result', 'good')
})

test('a character no bundled face can draw is reported, and the file is kept', async ({ reader }) => {
  const folder = mkdtempSync(join(tmpdir(), 'yandu-printed-'))
  await goToSection(reader, '1.2')
  await writeNote(reader, '此字不在字型中：𰻞')
  await reader.keyboard.press('Control+Enter')
  await reader.keyboard.press('Control+p')
  const dialog = reader.getByRole('dialog')
  await dialog.getByLabel('Save to (folder or file)').fill(folder)
  await dialog.getByRole('button', { name: 'Save as PDF' }).click()
  const result = dialog.locator('.print-result')
  await expect(result).toHaveAttribute('data-print-result', 'different', { timeout: 40_000 })
  await expect(result.locator('li').first()).toBeVisible()
  await expect(result.locator('li').first()).toContainText('U+30EDE')
  expect(existsSync((await result.locator('.print-path').textContent()) ?? '')).toBe(true)
  rmSync(folder, { recursive: true, force: true })
})

test('nothing is saved among Yandu’s own files', async ({ reader, folders }) => {
  const before = readdirSync(folders.library, { recursive: true }).filter((name) => String(name).endsWith('.pdf'))
  await reader.keyboard.press('Control+p')
  const dialog = reader.getByRole('dialog')
  await dialog.getByLabel('Save to (folder or file)').fill(join(folders.library, 'section.pdf'))
  await dialog.getByRole('button', { name: 'Save as PDF' }).click()
  await expect(dialog.locator('.form-error')).toBeVisible({ timeout: 40_000 })
  expect(readdirSync(folders.library, { recursive: true }).filter((name) => String(name).endsWith('.pdf'))).toEqual(before)
})

test('a place that cannot be written is said in words, and the dialog stays', async ({ reader }) => {
  await reader.keyboard.press('Control+p')
  const dialog = reader.getByRole('dialog')
  await dialog.getByLabel('Save to (folder or file)').fill('/proc/nowhere/section.pdf')
  await dialog.getByRole('button', { name: 'Save as PDF' }).click()
  await expect(dialog.locator('.form-error')).toBeVisible({ timeout: 40_000 })
  await expect(dialog.getByRole('button', { name: 'Save as PDF' })).toBeEnabled()
})
