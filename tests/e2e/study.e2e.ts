import { readFile } from 'node:fs/promises'
import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import type { Note } from '../../preload/contract/notes.ts'
import type { Study } from '../../preload/contract/study.ts'
import { callMain, expect, goToSection, inputMethod, openReader, runCommand, startYandu, test, writeNote } from './reader.ts'

const row = (page: Page, id: string): Locator => page.locator(`[role=treeitem][data-row="${id}"]`)
const state = (page: Page, id: string): Locator => row(page, id).locator('.study-mark')
const studyOf = async (page: Page): Promise<Study> => (await callMain(page, 'study.get', { documentId: 'essay' })) as Study

const saveNote = async (page: Page, noteId: string, sectionId: string, body: string): Promise<void> => {
  await callMain(page, 'notes.save', { documentId: 'essay', noteId, sectionId, body, base: null })
  await expect(row(page, sectionId).locator('.outline-count')).toBeVisible()
}

const openStudy = async (page: Page): Promise<Locator> => {
  await page.locator('#text').focus()
  await page.keyboard.press('u')
  const dialog = page.getByRole('dialog')
  await expect(dialog.locator('.study-map')).toBeVisible()
  return dialog
}

const openReview = async (page: Page): Promise<Locator> => {
  await page.locator('#text').focus()
  await page.keyboard.press('e')
  const dialog = page.getByRole('dialog')
  await expect(dialog.locator('.review-card')).toBeFocused()
  return dialog
}

test('a section is unread, read by a key, taken back, noted', async ({ reader }) => {
  await goToSection(reader, '1')
  await expect(state(reader, '1')).toHaveAttribute('data-state', 'unread')
  await expect(state(reader, '1')).toHaveText('unread')
  await reader.locator('#text').focus()
  await reader.keyboard.press('d')
  await expect(state(reader, '1')).toHaveAttribute('data-state', 'read')
  await expect(state(reader, '1')).toHaveText('read')
  await expect(state(reader, '1').locator('path')).toBeVisible()
  await reader.keyboard.press('d')
  await expect(state(reader, '1')).toHaveAttribute('data-state', 'unread')
  await saveNote(reader, 'note-a', '1', 'a note')
  await expect(state(reader, '1')).toHaveAttribute('data-state', 'noted')
})

test('the map goes where it is clicked, and by keyboard', async ({ reader }) => {
  const dialog = await openStudy(reader)
  const map = dialog.getByRole('toolbar', { name: 'Map of the text' })
  await map.locator('[data-map="2"]').click({ position: { x: 2, y: 10 } })
  await expect(dialog).toHaveCount(0)
  await expect(row(reader, '2')).toHaveAttribute('aria-selected', 'true')
  await openStudy(reader)
  await map.locator('[data-map="2"]').focus()
  await reader.keyboard.press('Home')
  await reader.keyboard.press('ArrowRight')
  await expect(map.locator('[data-map="1"]')).toBeFocused()
  await expect(map.locator('[data-map="1"]')).toHaveAccessibleName(/characters, unread/)
  await reader.keyboard.press('Enter')
  await expect(row(reader, '1')).toHaveAttribute('aria-selected', 'true')
})

test('what is due is reviewed by keyboard, a grade is taken back, and all holds over a crash', async ({ reader, folders, yandu }) => {
  await saveNote(reader, 'note-a', '1', '問：一？\n答：1\n\n二是==2==')
  const dialog = await openReview(reader)
  await expect(dialog).toContainText('一？')
  await expect(dialog.locator('[data-grade]')).toHaveCount(0)
  await reader.keyboard.press('3')
  await expect(dialog.locator('[data-review]')).toHaveText('2 cards left')
  await reader.keyboard.press('Space')
  await expect(dialog.locator('.review-answer')).toContainText('1')
  await expect(dialog.locator('[data-grade="4"]')).toContainText(/\d+ days?/)
  await reader.keyboard.press('4')
  await expect(dialog.locator('[data-review]')).toHaveText('1 card left Saved')
  await expect(dialog).toContainText('二是[…]')
  await reader.keyboard.press('u')
  await expect(dialog.locator('[data-review]')).toHaveText('2 cards left Saved')
  await expect(dialog.locator('.card-text').first()).toHaveText('一？')
  for (const text of ['一？', '二是[…]']) {
    await expect(dialog.locator('.card-text').first()).toHaveText(text)
    await reader.keyboard.press('Space')
    await reader.keyboard.press('4')
  }
  await expect(dialog.locator('.review-done')).toBeFocused()
  await expect(dialog.locator('.review-done')).toContainText('The next one is due in')
  await yandu.kill()
  const again = await startYandu(folders)
  try {
    await openReader(reader, again.address)
    await expect(state(reader, '1')).toHaveAttribute('data-state', 'recalled')
    const { cards } = await studyOf(reader)
    expect(cards.map(({ stage, reviews, intervals }) => [stage, reviews, intervals])).toEqual([
      ['review', 1, null],
      ['review', 1, null],
    ])
  } finally {
    await again.kill()
  }
})

test('an open question is ticked on the page of study and in its note', async ({ reader }) => {
  await saveNote(reader, 'note-a', '1', '想：\n- [ ] 何以如此？\n- [x] done')
  const dialog = await openStudy(reader)
  await expect(dialog.locator('.study-task')).toHaveCount(1)
  await dialog.getByRole('checkbox', { name: '何以如此？' }).click()
  await expect(dialog.locator('.study-task')).toHaveCount(0)
  await expect.poll(async () => ((await callMain(reader, 'notes.list', { documentId: 'essay' })) as Note[])[0]?.body).toBe('想：\n- [x] 何以如此？\n- [x] done')
})

test('selected words become a card, and a question is written with an input method', async ({ reader }) => {
  await goToSection(reader, '1')
  await reader.evaluate(() => {
    const piece = [...document.querySelectorAll('article [data-section="1"] [data-start]')].find((one) => (one.textContent ?? '').length > 40)
    const text = piece?.firstChild
    if (!text) throw new Error('no text')
    document.getSelection()?.setBaseAndExtent(text, 2, text, 4)
  })
  await runCommand(reader, 'Make a card')
  await expect.poll(async () => (await studyOf(reader)).cards.map(({ kind, front }) => [kind, front.includes('[…]')])).toEqual([['cloze', true]])
  await goToSection(reader, '2')
  await runCommand(reader, 'Make a card')
  const field = reader.locator('.note-editing .note-field')
  await expect(field).toBeVisible()
  await field.click()
  await reader.keyboard.press('Control+End')
  const method = await inputMethod(reader)
  await method.compose('da')
  await method.compose('答案')
  await method.commit('答案')
  await reader.keyboard.press('Control+Home')
  await reader.keyboard.press('End')
  await method.compose('wen')
  await method.commit('問題𠮷')
  await expect.poll(async () => (await studyOf(reader)).cards.map(({ front, back }) => [front, back]).at(-1)).toEqual(['問題𠮷', '答案'])
})

test('cards go to Anki and come back by id', async ({ reader }) => {
  await saveNote(reader, 'note-a', '1', 'Q: <b>一</b>\nA: 1')
  const dialog = await openStudy(reader)
  const [download] = await Promise.all([reader.waitForEvent('download'), dialog.getByRole('button', { name: 'Save for Anki' }).click()])
  expect(download.suggestedFilename()).toBe('essay-anki.txt')
  const text = await readFile(await download.path(), 'utf8')
  const [card] = (await studyOf(reader)).cards
  expect(text).toContain(`${card?.id}\t&lt;b&gt;一&lt;/b&gt;\t1\t`)
  const chooser = reader.waitForEvent('filechooser')
  await dialog.getByRole('button', { name: 'Take changes from Anki' }).click()
  const buffer = Buffer.from(text.replace('\t1\t', '\t壹<br>1\tfrom_anki'))
  await (await chooser).setFiles({ name: 'back.txt', mimeType: 'text/plain', buffer })
  await expect(dialog.getByText('Changed: 1. As before: 0.')).toBeVisible()
  const notes = (await callMain(reader, 'notes.list', { documentId: 'essay' })) as Note[]
  expect(notes.map(({ body, tags }) => [body, tags])).toEqual([[`Q: <b>一</b> ^${card?.id}\nA: 壹\n1`, ['from_anki']]])
})

test('the page of study and the review are without faults that axe finds', async ({ reader }) => {
  await writeNote(reader, 'Q: one\nA: 1\n\n- [ ] open')
  await openStudy(reader)
  const check = async () => (await new AxeBuilder({ page: reader }).include('dialog').analyze()).violations.map(({ id, nodes }) => [id, nodes[0]?.html])
  await expect(reader.locator('.study-task')).toBeVisible()
  expect(await check()).toEqual([])
  await reader.getByRole('button', { name: 'Review', exact: true }).click()
  await expect(reader.locator('.review-card')).toBeFocused()
  await reader.keyboard.press('Space')
  expect(await check()).toEqual([])
})
