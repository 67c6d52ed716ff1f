import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { callMain, expect, goToSection, inputMethod, noteWords, openReader, setStyle, test, writeNote } from './reader.ts'

const saved = (page: Page) => expect(page.locator('.note-editing [data-save]')).toHaveAttribute('data-save', 'saved')

const beginNote = async (page: Page) => {
  await page.getByRole('button', { name: 'New note' }).click()
  await expect(page.locator('.note-field')).toBeFocused()
}

test('Markdown looks like what it means while it is written, and lists go on and end', async ({ reader }) => {
  await beginNote(reader)
  await reader.keyboard.type('# 標題')
  await reader.keyboard.press('Enter')
  await reader.keyboard.type('**要緊**與*次要*，`碼`')
  await reader.keyboard.press('Enter')
  await reader.keyboard.type('- 甲')
  await reader.keyboard.press('Enter')
  await reader.keyboard.type('乙')
  await reader.keyboard.press('Enter')
  await reader.keyboard.press('Enter')
  await reader.keyboard.type('1. 一')
  await reader.keyboard.press('Enter')
  await reader.keyboard.type('二')
  expect(await noteWords(reader)).toBe('# 標題\n**要緊**與*次要*，`碼`\n- 甲\n- 乙\n1. 一\n2. 二')
  await expect(reader.locator('.md-line-heading-1')).toHaveText('# 標題')
  await expect(reader.locator('.md-strong', { hasText: '要緊' }).first()).toBeVisible()
  await expect(reader.locator('.md-code', { hasText: '碼' }).first()).toBeVisible()
  await saved(reader)
})

test('a task can be ticked, and its line goes on as a task', async ({ reader }) => {
  await beginNote(reader)
  await reader.keyboard.type('- [ ] 查出處')
  await reader.keyboard.press('Enter')
  await reader.keyboard.type('比版本')
  const box = reader.locator('.note-field .md-task')
  await expect(box).toHaveCount(2)
  await box.first().click()
  await expect(box.first()).toBeChecked()
  await saved(reader)
  const { body } = (await notesOf(reader))[0] ?? {}
  expect(body).toBe('- [x] 查出處\n- [ ] 比版本')
})

const notesOf = (page: Page) => callMain(page, 'notes.list', { documentId: 'essay' }) as Promise<{ id: string; body: string }[]>

test('Tab goes through the cells of a table and adds a row, and leaves the field elsewhere', async ({ reader }) => {
  await beginNote(reader)
  await reader.keyboard.insertText('| 甲 | 乙 |\n| --- | --- |\n| 丙 | 丁 |')
  await reader.keyboard.press('Shift+Tab')
  await reader.keyboard.type('三')
  await reader.keyboard.press('Tab')
  await reader.keyboard.press('Tab')
  await reader.keyboard.type('戊')
  expect(await noteWords(reader)).toBe('| 甲 | 乙 |\n| --- | --- |\n| 三 | 丁 |\n| 戊 |  |')
  await reader.keyboard.press('Control+Home')
  await reader.keyboard.press('Shift+Tab')
  await expect(reader.locator('.note-field')).not.toBeFocused()
})

test('letters typed and composed before the editor is there are not lost', async ({ page, yandu }) => {
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await page.route(/note-field-[^/]*\.js$/, async (route) => {
    await held
    await route.continue()
  })
  await openReader(page, yandu.address)
  const ime = await inputMethod(page)
  await page.getByRole('button', { name: 'New note' }).click()
  const plain = page.locator('.note-field-waiting')
  await expect(plain).toBeFocused()
  await page.keyboard.type('n1')
  await ime.compose('zao')
  await ime.compose('早到')
  letGo()
  await page.waitForTimeout(500)
  await expect(plain).toBeFocused()
  await ime.commit('早到𠮷')
  await expect(page.locator('.note-field')).toBeFocused()
  expect(await noteWords(page)).toBe('n1早到𠮷')
  await page.keyboard.type('！')
  await saved(page)
  expect((await notesOf(page)).map(({ body }) => body)).toEqual(['n1早到𠮷！'])
})

test('undo goes on over a save and over closing the editor', async ({ reader }) => {
  await beginNote(reader)
  await reader.keyboard.type('甲')
  await saved(reader)
  await reader.waitForTimeout(700)
  await reader.keyboard.type('乙')
  await saved(reader)
  await reader.keyboard.press('Control+Enter')
  await reader.locator('.note').getByRole('button', { name: 'Edit' }).click()
  await expect(reader.locator('.note-field')).toBeFocused()
  await reader.keyboard.press('Control+z')
  expect(await noteWords(reader)).toBe('甲')
  await reader.keyboard.press('Control+z')
  expect(await noteWords(reader)).toBe('')
  await reader.keyboard.press('Control+Shift+z')
  expect(await noteWords(reader)).toBe('甲')
})

test('what is pasted is plain, whatever the clipboard holds', async ({ reader }) => {
  await beginNote(reader)
  await reader.locator('.note-field').evaluate((field) => {
    const data = new DataTransfer()
    data.setData('text/html', '<b onclick="alert(1)">粗</b><img src=x onerror=alert(1)>')
    data.setData('text/plain', '粗 <b>')
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  })
  expect(await noteWords(reader)).toBe('粗 <b>')
  await expect(reader.locator('.note-field b, .note-field img')).toHaveCount(0)
})

test('a link to a section is completed, kept by its number, shown by its heading, followed, and known at the other end', async ({ reader }) => {
  await goToSection(reader, '1.1')
  await beginNote(reader)
  await reader.keyboard.type('參看[[2.3.1')
  const choices = reader.locator('.note-choices [role=option]')
  await expect(choices.first()).toBeVisible()
  await reader.waitForTimeout(150)
  await reader.keyboard.press('Enter')
  await reader.keyboard.type('。')
  await saved(reader)
  expect((await notesOf(reader))[0]?.body).toBe('參看[[2.3.1]]。')
  await expect(reader.locator('.md-inner-link')).toBeVisible()
  await expect(reader.locator('.md-inner-link')).not.toContainText('[[')
  await reader.keyboard.press('Control+Enter')
  await reader.locator('.note .markdown a').click()
  await expect(reader.locator('[data-row="2.3.1"]')).toHaveAttribute('aria-selected', 'true')
  await reader.locator('.backlinks button').click()
  await expect(reader.locator('[data-row="1.1"]')).toHaveAttribute('aria-selected', 'true')
  await expect(reader.locator('.note')).toBeFocused()
})

test('a note is found by its first line in pinyin initials and linked by its id', async ({ reader }) => {
  await writeNote(reader, '責任制的由來')
  await reader.keyboard.press('Control+Enter')
  await beginNote(reader)
  await reader.keyboard.type('[[zrzdyl')
  await expect(reader.locator('.note-choices [role=option]')).toHaveText(['責任制的由來'])
  await reader.waitForTimeout(150)
  await reader.keyboard.press('Enter')
  await saved(reader)
  const notes = await notesOf(reader)
  expect(notes[1]?.body).toBe(`[[note:${notes[0]?.id}]]`)
  await reader.keyboard.press('Control+Enter')
  await expect(reader.locator('.note').nth(1).locator('.markdown a')).toHaveText('責任制的由來')
  await expect(reader.locator('.note').nth(0).locator('.backlinks button')).toHaveCount(1)
})

test('a composition in a list and before a link neither doubles nor loses a letter, and Enter chooses nothing', async ({ reader }) => {
  const ime = await inputMethod(reader)
  await beginNote(reader)
  await reader.keyboard.type('- [[2.1]] ')
  for (const step of ['z', 'zh', 'zhe', 'zhe li']) {
    await ime.compose(step)
    await reader.waitForTimeout(40)
  }
  await ime.key('Enter')
  await ime.commit('這裡𠮷')
  await expect.poll(async () => (await notesOf(reader))[0]?.body).toBe('- [[2.1]] 這裡𠮷')
  await reader.keyboard.press('Enter')
  await ime.compose('na')
  await ime.commit('那')
  await expect.poll(async () => (await notesOf(reader))[0]?.body).toBe('- [[2.1]] 這裡𠮷\n- 那')
})

test('words from another window wait until the composition has ended, and move no cursor', async ({ reader, yandu }) => {
  const ime = await inputMethod(reader)
  await writeNote(reader, '第一行\n第二行\n第三行')
  const [note] = (await notesOf(reader)) as unknown as { id: string; version: unknown; sectionId: string }[]
  const change = (body: string, base: unknown) =>
    callMain(reader, 'notes.save', { documentId: 'essay', noteId: note?.id, sectionId: note?.sectionId, body, base })
  const second = await change('第一行改\n第二行\n第三行', note?.version)
  await expect.poll(() => noteWords(reader)).toBe('第一行改\n第二行\n第三行')
  await reader.keyboard.type('完')
  await saved(reader)
  expect(await noteWords(reader)).toBe('第一行改\n第二行\n第三行完')
  await ime.compose('jie')
  const [latest] = (await notesOf(reader)) as unknown as { version: unknown }[]
  await change('第一行又改\n第二行\n第三行完', latest?.version)
  await reader.waitForTimeout(500)
  expect(await noteWords(reader)).toBe('第一行改\n第二行\n第三行完jie')
  await ime.commit('結')
  await expect.poll(() => noteWords(reader)).toBe('第一行又改\n第二行\n第三行完結')
  expect(second).toBeTruthy()
  expect(yandu.output()).not.toContain('Error')
})

test('a hostile note of hundreds of thousands of characters can be written on', async ({ reader }) => {
  test.setTimeout(90_000)
  await goToSection(reader, '1.1')
  for (const [index, body] of ['> '.repeat(100_000), '['.repeat(200_000), '<script>alert(1)</script>'.repeat(30_000)].entries()) {
    await callMain(reader, 'notes.save', { documentId: 'essay', noteId: `hostile-${index}`, sectionId: '1.1', body, base: null })
  }
  const cards = reader.locator('.note')
  await expect(cards).toHaveCount(3)
  for (let index = 0; index < 3; index += 1) {
    await cards.nth(index).getByRole('button', { name: 'Edit' }).click()
    await expect(reader.locator('.note-field')).toBeFocused()
    await reader.keyboard.type('快慢如何')
    await saved(reader)
    await reader.keyboard.press('Control+Enter')
  }
  expect((await notesOf(reader)).every(({ body }) => body.endsWith('快慢如何'))).toBe(true)
})

test('the editor is there for everybody in every theme', async ({ page, yandu }) => {
  const refused: string[] = []
  page.on('console', (message) => {
    if (/Content Security Policy|TrustedHTML/.test(message.text())) refused.push(message.text())
  })
  await openReader(page, yandu.address)
  await goToSection(page, '1.1')
  await beginNote(page)
  await page.keyboard.type('# 標題\n**要緊** [出處](https://example.com) `碼` [[2.1]] 與 [[note:gone]]\n> 引文')
  await saved(page)
  for (const theme of ['paper', 'sepia', 'dark', 'contrast'] as const) {
    await setStyle(page, { theme })
    const { violations } = await new AxeBuilder({ page }).include('.note-editor').analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  }
  expect(refused).toEqual([])
})
