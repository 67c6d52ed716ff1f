import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import type { DocumentCard } from '../../preload/contract/shelf.ts'
import { wholeText } from './import-texts.ts'
import { callMain, expect, inputMethod, test, writeNote } from './reader.ts'

/** Adds a text as a window does; answers its id. */
const addText = async (page: Page, name: string, text: string, asRevision = false): Promise<string> => {
  const bytes = Buffer.from(text)
  const { importId } = (await callMain(page, 'imports.begin', { name, bytes: bytes.length })) as { importId: string }
  await callMain(page, 'imports.send', { importId, offset: 0, data: bytes.toString('base64') })
  await callMain(page, 'imports.read', { importId, choices: { encoding: null, documents: [] } })
  const { documentIds } = (await callMain(page, 'imports.add', { importId, asRevision })) as { documentIds: string[] }
  return documentIds[0] ?? ''
}

const simplified = '书摊\n\n一、早市\n\n　　街边的书摊摆着旧书，来往的人常常停下来翻看，摊主也不催促。\n\n二、晚市\n\n　　灯下的书页泛着黄光，看书的人渐渐散去，摊主把书一本一本收进箱子。\n'

const openLibrary = async (page: Page): Promise<Locator> => {
  await page.locator('#text').focus()
  await page.keyboard.press('b')
  const dialog = page.getByRole('dialog')
  await expect(dialog.locator('.card').first()).toBeVisible()
  return dialog
}

const card = (dialog: Locator, title: string): Locator => dialog.locator('.card').filter({ has: dialog.page().getByRole('button', { name: title, exact: true }) })

const chooseAction = async (page: Page, one: Locator, name: string): Promise<void> => {
  await one.locator('.card-tools button').click()
  await page.getByRole('menuitem', { name }).click()
}

test('every text is listed with what is known about it, and opens', async ({ reader }) => {
  await writeNote(reader, '一則')
  await addText(reader, '故鄉.txt', wholeText)
  const dialog = await openLibrary(reader)
  await expect(dialog.locator('.card')).toHaveCount(2)
  const essay = dialog.locator('[data-document="essay"]')
  await expect(essay).toContainText('1 note')
  await expect(essay).toContainText('13 missing')
  await expect(essay).toContainText('open now')
  await expect(card(dialog, '故鄉')).toContainText('2 sections')
  await expect(card(dialog, '故鄉')).toContainText('Not yet read')
  await card(dialog, '故鄉').getByRole('button', { name: '故鄉', exact: true }).press('Enter')
  await expect(dialog).toHaveCount(0)
  await expect(reader.locator('article .title')).toHaveText('故鄉')
  const again = await openLibrary(reader)
  await again.locator('[data-document="essay"] .card-facts').dblclick()
  await expect(reader.locator('article .title')).toContainText('公安')
})

test('texts are found in either script, by tag, and put in order', async ({ reader }) => {
  const first = await addText(reader, '故鄉.txt', wholeText)
  await addText(reader, '书摊.txt', simplified)
  await callMain(reader, 'documents.setTags', { documentId: first, tags: ['小說'] })
  const dialog = await openLibrary(reader)
  const cards = dialog.locator('.card')
  await expect(cards).toHaveCount(3)
  const box = dialog.getByRole('textbox', { name: 'Search titles and tags' })
  await expect(box).toBeFocused()
  await box.fill('故乡')
  await expect(cards).toHaveCount(1)
  await box.fill('小说')
  await expect(cards.locator('.card-title')).toHaveText(['故鄉'])
  await box.fill('')
  const method = await inputMethod(reader)
  await method.compose('書')
  await expect(cards).toHaveCount(3)
  await method.commit('書攤')
  await expect(cards.locator('.card-title')).toHaveText(['书摊'])
  await box.fill('')
  await dialog.getByRole('group', { name: 'Tags' }).getByRole('button', { name: '小說' }).click()
  await expect(cards).toHaveCount(1)
  await dialog.getByRole('group', { name: 'Tags' }).getByRole('button', { name: 'All tags' }).click()
  await dialog.getByLabel('Order').selectOption('added')
  await expect(cards.locator('.card-title').first()).toHaveText('书摊')
})

test('a text is renamed and tagged, and keeps its own words', async ({ reader }) => {
  await addText(reader, '故鄉.txt', wholeText)
  const dialog = await openLibrary(reader)
  await chooseAction(reader, card(dialog, '故鄉'), 'Rename…')
  const field = dialog.getByRole('textbox', { name: /Title of/ })
  await expect(field).toBeFocused()
  await field.fill('')
  const method = await inputMethod(reader)
  await method.compose('lu')
  await method.key('Enter')
  await expect(field).toBeVisible()
  await method.commit('魯迅《故鄉》')
  await reader.keyboard.press('Enter')
  await expect(card(dialog, '魯迅《故鄉》')).toBeVisible()
  await chooseAction(reader, card(dialog, '魯迅《故鄉》'), 'Tags…')
  await dialog.getByRole('textbox', { name: /Tags of/ }).fill('小說，民國')
  await reader.keyboard.press('Enter')
  await expect(card(dialog, '魯迅《故鄉》').locator('.card-tags li')).toHaveText(['小說', '民國'])
  await reader.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(reader.locator('.toolbar select option')).toContainText(['魯迅《故鄉》'])
})

test('a text goes to the trash with a way back, and its notes with it', async ({ reader }) => {
  const documentId = await addText(reader, '故鄉.txt', wholeText)
  await callMain(reader, 'notes.save', { documentId, noteId: 'note-a', sectionId: '1', body: '一則', base: null })
  const dialog = await openLibrary(reader)
  await chooseAction(reader, card(dialog, '故鄉'), 'Remove to trash')
  await expect(dialog.locator('.card')).toHaveCount(1)
  await expect(dialog.getByRole('button', { name: 'Undo' })).toBeFocused()
  await reader.keyboard.press('Enter')
  await expect(dialog.locator('.card')).toHaveCount(2)
  await chooseAction(reader, card(dialog, '故鄉'), 'Remove to trash')
  await expect(dialog.locator('.card')).toHaveCount(1)
  await dialog.getByText('Trash', { exact: true }).click()
  await expect(dialog.locator('.card')).toHaveText(/故鄉/)
  await expect(dialog.locator('.card')).toContainText('1 note')
  await dialog.getByRole('button', { name: 'Put “故鄉” back' }).click()
  await expect(dialog.locator('.card')).toHaveCount(0)
  await dialog.getByText('Texts', { exact: true }).click()
  await expect(dialog.locator('.card')).toHaveCount(2)
  expect(((await callMain(reader, 'documents.cards', {})) as DocumentCard[]).map(({ notes }) => notes)).toContain(1)
})

test('the open text goes to the trash and another one is read', async ({ reader }) => {
  const documentId = await addText(reader, '故鄉.txt', wholeText)
  const dialog = await openLibrary(reader)
  await card(dialog, '故鄉').locator('.card-title').click()
  await expect(reader.locator('article .title')).toHaveText('故鄉')
  const again = await openLibrary(reader)
  await chooseAction(reader, again.locator(`[data-document="${documentId}"]`), 'Remove to trash')
  await expect(again.locator('[data-document="essay"]')).toContainText('open now')
})

test('editions of a text are compared', async ({ reader }) => {
  await addText(reader, '故鄉.txt', wholeText)
  await addText(reader, '故鄉.txt', wholeText.replace('天氣又陰晦了', '天氣又晴朗了'), true)
  const dialog = await openLibrary(reader)
  await chooseAction(reader, card(dialog, '故鄉'), 'Editions and differences…')
  await expect(dialog.getByRole('radio')).toHaveCount(2)
  await expect(dialog.getByRole('region', { name: /Changed from/ })).toContainText('1 place differs')
  await expect(dialog.locator('.difference del')).toContainText('陰晦')
  await expect(dialog.locator('.difference ins')).toContainText('晴朗')
  await reader.keyboard.press('Escape')
  await expect(dialog.locator('.card')).toHaveCount(2)
})

test('a text pasted on the library is on its way in', async ({ reader }) => {
  const dialog = await openLibrary(reader)
  await dialog.locator('.card-title').first().focus()
  await reader.evaluate((text) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', text)
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, wholeText)
  await expect(reader.locator('.import-text')).toContainText('我冒了嚴寒')
})

test('a large library is searched as it is typed', async ({ reader }) => {
  test.slow()
  for (let serial = 1; serial <= 60; serial += 1) await addText(reader, `${serial}.txt`, `第${serial}號文\n\n${wholeText.replaceAll('鄉', `鄉${serial}`)}`)
  const dialog = await openLibrary(reader)
  await expect(dialog.locator('.card')).toHaveCount(61)
  await dialog.getByRole('textbox', { name: 'Search titles and tags' }).pressSequentially('第7号')
  await expect(dialog.locator('.card-title')).toHaveText(['第7號文'])
  await reader.keyboard.press('ArrowDown')
  await expect(dialog.locator('.card-title')).toBeFocused()
  await reader.keyboard.press('Enter')
  await expect(reader.locator('article .title')).toHaveText('第7號文')
})

for (const theme of ['paper', 'dark', 'contrast'] as const) {
  test(`axe finds nothing in the library, ${theme}`, async ({ reader }) => {
    await callMain(reader, 'styles.change', { documentId: 'essay', change: { theme } })
    await expect(reader.locator('html')).toHaveAttribute('data-theme', theme)
    const documentId = await addText(reader, '故鄉.txt', wholeText)
    await addText(reader, '故鄉.txt', wholeText.replace('天氣又陰晦了', '天氣又晴朗了'), true)
    await callMain(reader, 'documents.setTags', { documentId, tags: ['小說'] })
    const clean = async () => expect((await new AxeBuilder({ page: reader }).analyze()).violations).toEqual([])
    const dialog = await openLibrary(reader)
    await clean()
    await dialog.locator('.card-tools button').first().click()
    await clean()
    await reader.getByRole('menuitem', { name: 'Editions and differences…' }).click()
    await expect(dialog.getByRole('radio').first()).toBeVisible()
    await clean()
    await reader.setViewportSize({ width: 640, height: 400 })
    await dialog.getByRole('button', { name: 'Back to the library' }).click()
    await chooseAction(reader, card(dialog, '故鄉'), 'Tags…')
    await clean()
  })
}
