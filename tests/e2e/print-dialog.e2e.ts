import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, goToSection, test, writeNote } from './reader.ts'

const hasPdftotext = (() => {
  try {
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

test('a section with its notes is saved as PDF to a folder, and said to be saved after it was read back', async ({
  reader,
  folders,
}) => {
  await goToSection(reader, '2.2.1')
  await writeNote(reader, '# 要點\n\n權責**一致**，魑魅。')
  await reader.keyboard.press('Control+Enter')
  await reader.keyboard.press('Control+Shift+S')
  const dialog = reader.getByRole('dialog')
  await dialog.getByLabel('Save to (folder or file)').fill(folders.state)
  await dialog.getByRole('button', { name: 'Save as PDF' }).click()
  const result = dialog.locator('.print-result')
  await expect(result).toHaveAttribute('data-print-result', 'good', { timeout: 40_000 })
  const path = (await result.locator('.print-path').textContent()) ?? ''
  expect(path.startsWith(folders.state)).toBe(true)
  expect(existsSync(path)).toBe(true)
  const pdf = readFileSync(path)
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  if (!hasPdftotext) return
  const text = execFileSync('pdftotext', ['-raw', path, '-']).toString().replace(/\s/g, '')
  expect(text).toContain('一要建立社會管理責任制。要按照“權責一致”的原則')
  expect(text).toContain('權責一致，魑魅。')
})

test('the same is downloaded when no folder is given', async ({ reader, folders }) => {
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

test('a character no bundled face can draw is reported, and the file is kept', async ({ reader, folders }) => {
  await goToSection(reader, '1.2')
  await writeNote(reader, '此字不在字型中：𰻞')
  await reader.keyboard.press('Control+Enter')
  await reader.keyboard.press('Control+p')
  const dialog = reader.getByRole('dialog')
  await dialog.getByLabel('Save to (folder or file)').fill(folders.state)
  await dialog.getByRole('button', { name: 'Save as PDF' }).click()
  const result = dialog.locator('.print-result')
  await expect(result).toHaveAttribute('data-print-result', 'different', { timeout: 40_000 })
  await expect(result.locator('li').first()).toBeVisible()
  expect(existsSync((await result.locator('.print-path').textContent()) ?? '')).toBe(true)
})

test('a place that cannot be written is said in words, and the dialog stays', async ({ reader }) => {
  await reader.keyboard.press('Control+p')
  const dialog = reader.getByRole('dialog')
  await dialog.getByLabel('Save to (folder or file)').fill('/proc/nowhere/section.pdf')
  await dialog.getByRole('button', { name: 'Save as PDF' }).click()
  await expect(dialog.locator('.form-error')).toBeVisible({ timeout: 40_000 })
  await expect(dialog.getByRole('button', { name: 'Save as PDF' })).toBeEnabled()
})

test('“Print…” hands the set page to the print dialog of the browser', async ({ page, yandu }) => {
  await page.addInitScript(() => {
    window.print = () => {
      const heading = document.querySelector('h1, h2, h3, h4')?.textContent ?? ''
      Object.assign(window.top ?? window, { printedHeading: heading, printedIn: window === window.top ? 'window' : 'frame' })
      window.dispatchEvent(new Event('afterprint'))
    }
  })
  await page.goto(yandu.address)
  await page.locator('article [data-section="1"]').waitFor()
  await goToSection(page, '2.2.3')
  await page.keyboard.press('Control+p')
  await page.getByRole('dialog').getByRole('button', { name: 'Print…' }).click()
  await page.waitForFunction(() => Reflect.has(window, 'printedHeading'), undefined, { timeout: 20_000 })
  expect(await page.evaluate(() => Reflect.get(window, 'printedHeading') as string)).toContain('三要建立信息資源共享機制')
  expect(await page.evaluate(() => Reflect.get(window, 'printedIn') as string)).toBe('frame')
  await expect(page.locator('.paper-frame')).toHaveCount(0)
})
