import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import type { DocumentOutline, DocumentSummary, Passage } from '../../preload/contract/documents.ts'
import { damagedText, gb18030, longBook, severalTexts, wholeText } from './import-texts.ts'
import { callMain, expect, inputMethod, runCommand, test, writeNote } from './reader.ts'

const documents = async (page: Page): Promise<readonly DocumentSummary[]> => (await callMain(page, 'documents.list', {})) as DocumentSummary[]
const outlineOf = async (page: Page, documentId: string): Promise<DocumentOutline> =>
  (await callMain(page, 'documents.outline', { documentId })) as DocumentOutline
const restoredOf = async (page: Page, documentId: string): Promise<string> =>
  ((await callMain(page, 'documents.passage', { documentId, start: 0, end: 100_000 })) as Passage).restored

const openImport = async (page: Page): Promise<Locator> => {
  await page.locator('#text').focus()
  await page.keyboard.press('Control+o')
  const dialog = page.getByRole('dialog')
  await expect(dialog.locator('.import-start')).toBeVisible()
  return dialog
}

const found = async (dialog: Locator): Promise<void> => {
  await expect(dialog.locator('[data-import]')).toHaveAttribute('data-import', 'found', { timeout: 30_000 })
}

const choose = async (page: Page, name: string, buffer: Buffer): Promise<Locator> => {
  const dialog = await openImport(page)
  await dialog.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/plain', buffer })
  await found(dialog)
  return dialog
}

/** Drags files over the window and drops them, as events of the browser. */
const drop = async (page: Page, files: readonly { readonly name: string; readonly bytes: Buffer }[]): Promise<void> => {
  const data = await page.evaluateHandle((given) => {
    const transfer = new DataTransfer()
    for (const { name, base64 } of given) {
      transfer.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name, { type: 'text/plain' }))
    }
    return transfer
  }, files.map(({ name, bytes }) => ({ name, base64: bytes.toString('base64') })))
  const target = page.locator('#text')
  await target.dispatchEvent('dragenter', { dataTransfer: data })
  await target.dispatchEvent('dragover', { dataTransfer: data })
  await expect(page.locator('.drop-overlay')).toBeVisible()
  await target.dispatchEvent('drop', { dataTransfer: data })
  await expect(page.locator('.drop-overlay')).toHaveCount(0)
}

test('a damaged GB18030 file is looked at, decided about, added, read and noted on', async ({ reader }) => {
  const dialog = await choose(reader, '集市.txt', gb18030(damagedText))
  await expect(dialog.locator('.found-facts')).toContainText('GB18030')
  const readings = dialog.locator('.repair-class[data-class="pinyin-annotation"]')
  const count = Number(await readings.locator('.repair-count').textContent())
  expect(count).toBe(damagedText.match(/\(\w*[^)\w]\w*\)/gu)?.length)
  await expect(dialog.locator('.import-text')).toContainText('卖(mài)花的')
  expect((await documents(reader)).map(({ documentId }) => documentId)).toEqual(['essay'])

  await readings.locator('.repair-class-name').click()
  const rows = readings.locator('.repair-row')
  await expect(rows).toHaveCount(count)
  await rows.nth(3).locator('.repair-change').click()
  const shown = dialog.locator('.import-text [data-shown]')
  await expect(shown).toHaveText('(shū)')
  await expect(shown).toBeInViewport()
  await rows.nth(3).getByRole('button', { name: /^Undo/ }).click()
  await expect(rows.nth(3)).toHaveAttribute('data-undone', 'true')
  await expect(rows.nth(3).getByRole('button', { name: /^Repair/ })).toBeFocused()
  await found(dialog)
  await expect(readings.locator('.repair-count')).toHaveText(String(count - 1))
  await expect(rows).toHaveCount(count)

  const tree = dialog.getByRole('tree')
  await expect(tree.getByRole('treeitem')).toHaveText([/一、河边/, /二、古书/])
  await tree.getByRole('treeitem').nth(1).focus()
  await reader.keyboard.press('F2')
  await expect(tree.getByRole('textbox')).toBeFocused()
  await tree.getByRole('textbox').fill('書攤')
  await reader.keyboard.press('Enter')
  await found(dialog)
  await expect(tree.getByRole('treeitem').nth(1)).toContainText('書攤')
  await expect(tree.getByRole('treeitem').nth(1)).toBeFocused()

  await dialog.getByRole('button', { name: 'Add to library' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(reader.locator('article .title')).toHaveText('春天的集市')
  await expect(reader.locator('article')).toContainText('卖旧书(shū)的，从桥头')
  await expect(reader.getByText('“春天的集市” is in your library.')).toBeVisible()
  const [, added] = await documents(reader)
  expect(await restoredOf(reader, added?.documentId ?? '')).toContain('卖花的、卖药的、卖旧书(shū)的，从桥头')
  expect((await outlineOf(reader, added?.documentId ?? '')).sections[1]).toMatchObject({ name: '書攤' })
  await writeNote(reader, '一則筆記')
})

test('all repairs of a class are undone and taken back, and a title is given', async ({ reader }) => {
  const dialog = await choose(reader, '集市.txt', gb18030(damagedText))
  const readings = dialog.locator('.repair-class[data-class="pinyin-annotation"]')
  await readings.getByRole('button', { name: /^Undo all/ }).click()
  await found(dialog)
  await expect(readings).toContainText('undone')
  await expect(dialog.locator('.import-text del')).toHaveCount(0)
  await readings.getByRole('button', { name: /^Repair again/ }).click()
  await found(dialog)
  await expect(dialog.locator('.import-text del').first()).toHaveText('(mài)')
  await dialog.getByRole('textbox', { name: 'Title' }).fill('我的集市')
  // Added at once: what was decided last is carried out before.
  await dialog.getByRole('button', { name: 'Add to library' }).click()
  await expect(reader.locator('.toolbar select option:checked')).toHaveText('我的集市')
})

test('files that are dropped wait for each other', async ({ reader }) => {
  await drop(reader, [
    { name: '集市.txt', bytes: gb18030(damagedText) },
    { name: '故鄉.txt', bytes: Buffer.from(wholeText) },
  ])
  const dialog = reader.getByRole('dialog')
  await found(dialog)
  await expect(dialog.getByRole('heading', { level: 2 })).toContainText('集市.txt')
  await expect(dialog.locator('[data-import]')).toContainText('1 more file waits')
  await dialog.getByRole('button', { name: 'Leave this file out' }).click()
  await expect(dialog.getByRole('heading', { level: 2 })).toContainText('故鄉.txt')
  await found(dialog)
  await dialog.getByRole('button', { name: 'Add to library' }).click()
  await expect(reader.locator('article .title')).toHaveText('故鄉')
  expect((await documents(reader)).map(({ title }) => title)).toHaveLength(2)
})

test('a text is pasted and composed with an input method', async ({ reader }) => {
  const dialog = await openImport(reader)
  const field = dialog.getByRole('textbox', { name: 'Text to be added' })
  await field.fill('山居\n\n一、春\n\n山中的春天來得很晚，')
  await field.press('Control+End')
  const method = await inputMethod(reader)
  await method.compose('hua')
  await method.key('Enter')
  await expect(dialog.locator('.import-start')).toBeVisible()
  await method.compose('花')
  await method.commit('花開了。')
  await expect(field).toHaveValue('山居\n\n一、春\n\n山中的春天來得很晚，花開了。')
  await dialog.getByRole('button', { name: 'Read this text' }).click()
  await found(dialog)
  await expect(dialog.locator('.import-text')).toContainText('山中的春天來得很晚，花開了。')
  await dialog.getByRole('button', { name: 'Add to library' }).click()
  await expect(reader.locator('article')).toContainText('花開了。')
})

test('headings are composed, moved, taken out, brought back and made', async ({ reader }) => {
  const dialog = await choose(reader, '故鄉.txt', Buffer.from(wholeText))
  const tree = dialog.getByRole('tree')
  const rows = tree.getByRole('treeitem')
  await rows.nth(1).focus()
  await reader.keyboard.press('F2')
  const method = await inputMethod(reader)
  await tree.getByRole('textbox').fill('')
  await method.compose('li')
  await method.key('Escape')
  await expect(tree.getByRole('textbox')).toBeVisible()
  await method.commit('別離')
  await reader.keyboard.press('Enter')
  await found(dialog)
  await expect(rows.nth(1)).toContainText('別離')

  await rows.nth(1).focus()
  await reader.keyboard.press('Alt+ArrowRight')
  await found(dialog)
  await expect(rows.nth(1)).toHaveAttribute('aria-level', '2')
  await reader.keyboard.press('Alt+ArrowLeft')
  await found(dialog)
  await expect(rows.nth(1)).toHaveAttribute('aria-level', '1')
  await reader.keyboard.press('Delete')
  await found(dialog)
  await expect(rows).toHaveCount(1)
  await dialog.getByRole('button', { name: /^A heading again/ }).click()
  await found(dialog)
  await expect(rows).toHaveCount(2)

  await dialog.getByRole('button', { name: 'Choose a line…' }).click()
  const line = dialog.locator('.import-text [data-line]').filter({ hasText: '老屋離我愈遠了' })
  await line.click()
  await dialog.getByRole('button', { name: 'Make this line a heading' }).click()
  await found(dialog)
  await expect(rows).toHaveCount(3)
  await expect(rows.nth(2)).toContainText('老屋離我愈遠了')
})

test('another encoding is chosen by its sample, even one that does not fit', async ({ reader }) => {
  const dialog = await choose(reader, '無題.txt', Buffer.from([0xc1, 0xaa, 0xcd, 0xa8]))
  await expect(dialog.locator('.import-text')).toContainText('联通')
  await dialog.locator('.found-encodings summary').click()
  const encoding = (name: string) => dialog.locator(`[data-encoding="${name}"]`)
  await expect(encoding('Big5').locator('.encoding-sample')).toHaveText('薊籵')
  await encoding('Big5').getByRole('radio').check()
  await found(dialog)
  await expect(dialog.locator('.found-facts')).toContainText('Big5')
  await expect(dialog.locator('.import-text')).toContainText('薊籵')
  await expect(encoding('UTF-8')).toContainText('does not fit all of the file')
  await encoding('UTF-8').getByRole('radio').check()
  await found(dialog)
  await expect(dialog.locator('.import-text')).toContainText('\ufffd')
  await expect(dialog.getByRole('region', { name: 'Worth knowing' })).toContainText('Some bytes could not be read')
  await encoding('GB18030').getByRole('radio').check()
  await found(dialog)
  await expect(dialog.locator('.import-text')).toContainText('联通')
})

test('where the encoding is not sure, the samples are shown before anything else', async ({ reader }) => {
  const dialog = await choose(reader, '無題.txt', Buffer.from([0xb0, 0xa1, 0xb0, 0xa1, 0xb0, 0xa1]))
  const ask = dialog.getByRole('region', { name: 'Which of these can be read?' })
  await expect(ask).toBeVisible()
  await expect(ask.locator('[data-encoding="GB18030"] .encoding-sample')).toHaveText('啊啊啊')
  expect((await new AxeBuilder({ page: reader }).analyze()).violations).toEqual([])
  await ask.locator('[data-encoding="Big5"]').getByRole('radio').check()
  await found(dialog)
  await expect(dialog.locator('.import-text')).toContainText('陛陛陛')
  await ask.getByRole('button', { name: 'This one is right' }).click()
  await expect(ask).toHaveCount(0)
  await expect(dialog.locator('.found-facts')).toContainText('Big5')
})

test('of several texts in a file each is looked at, and the wanted are added', async ({ reader }) => {
  const dialog = await choose(reader, '讀後感.txt', Buffer.from(severalTexts))
  const texts = dialog.getByRole('region', { name: 'Texts in this file' })
  await expect(texts.getByRole('checkbox')).toHaveCount(3)
  await texts.getByRole('button', { name: /圍城/ }).click()
  await expect(dialog.getByRole('textbox', { name: 'Title' })).toHaveValue(/圍城/)
  await dialog.getByRole('textbox', { name: 'Title' }).fill('圍城札記')
  await texts.getByRole('checkbox', { name: /邊城/ }).uncheck()
  await expect(dialog.getByRole('button', { name: 'Add 2 texts' })).toBeVisible()
  await found(dialog)
  expect((await new AxeBuilder({ page: reader }).analyze()).violations).toEqual([])
  await dialog.getByRole('button', { name: 'Add 2 texts' }).click()
  await expect(reader.getByRole('dialog').locator('.card-title')).toHaveCount(3)
  const titles = (await documents(reader)).map(({ title }) => title)
  expect(titles).toContain('圍城札記')
  expect(titles.filter((title) => title.includes('邊城'))).toEqual([])
})

test('leaving asks where decisions would be lost, and adds nothing', async ({ reader }) => {
  const dialog = await choose(reader, '故鄉.txt', Buffer.from(wholeText))
  await dialog.getByRole('tree').getByRole('treeitem').nth(0).focus()
  await reader.keyboard.press('Delete')
  await found(dialog)
  await reader.keyboard.press('Escape')
  await expect(dialog.getByRole('alertdialog')).toBeVisible()
  await reader.keyboard.press('Escape')
  await expect(dialog.getByRole('alertdialog')).toHaveCount(0)
  await reader.keyboard.press('Escape')
  await dialog.getByRole('button', { name: 'Leave', exact: true }).click()
  await expect(dialog).toHaveCount(0)
  expect(await documents(reader)).toHaveLength(1)
})

test('a long import shows how far it is and can be cancelled', async ({ reader }) => {
  const dialog = await openImport(reader)
  await dialog.locator('input[type=file]').setInputFiles({ name: '長卷.txt', mimeType: 'text/plain', buffer: Buffer.from(longBook(6_000_000)) })
  await expect(dialog.getByRole('progressbar')).toBeVisible()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog).toHaveCount(0)
  expect(await documents(reader)).toHaveLength(1)
  // Nothing of it goes on: the next file is read at once.
  const next = await choose(reader, '故鄉.txt', Buffer.from(wholeText))
  await expect(next.locator('.import-text')).toContainText('我冒了嚴寒')
})

test('of a long book only what is near is drawn, and any place can be shown', async ({ reader }) => {
  test.slow()
  const dialog = await openImport(reader)
  await dialog.locator('input[type=file]').setInputFiles({ name: '長卷.txt', mimeType: 'text/plain', buffer: Buffer.from(longBook(1_000_000)) })
  await expect(dialog.locator('[data-import]')).toHaveAttribute('data-import', 'found', { timeout: 90_000 })
  const drawn = dialog.locator('.import-text [data-line]')
  await expect(drawn.first()).toBeVisible()
  const rows = dialog.getByRole('treeitem')
  const all = await rows.count()
  expect(all).toBeGreaterThan(100)
  expect(await drawn.count()).toBeLessThan(200)
  await rows.first().focus()
  await reader.keyboard.press('End')
  await reader.keyboard.press('Enter')
  await expect(dialog.locator('.import-text .heading').filter({ hasText: `第${all}章` })).toBeInViewport()
  expect(await drawn.count()).toBeLessThan(200)
})

test('an empty file and one that is no text say what to do', async ({ reader }) => {
  const dialog = await openImport(reader)
  await dialog.locator('input[type=file]').setInputFiles({ name: '空.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) })
  await expect(dialog.getByRole('alert')).toContainText('It is empty.')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog).toHaveCount(0)
  const again = await openImport(reader)
  const noise = Buffer.from(Array.from({ length: 4000 }, (_, at) => (at * 97 + (at >> 3) * 31) % 256))
  await again.locator('input[type=file]').setInputFiles({ name: '圖.bin', mimeType: 'application/octet-stream', buffer: noise })
  await expect(again.getByRole('alert')).toContainText('Yandu finds no text in it')
})

test('a later copy becomes the new edition of the text, and notes are carried', async ({ reader }) => {
  const first = await choose(reader, '故鄉.txt', Buffer.from(wholeText))
  await first.getByRole('button', { name: 'Add to library' }).click()
  await expect(reader.locator('article .title')).toHaveText('故鄉')
  await writeNote(reader, '初讀')
  const dialog = await choose(reader, '故鄉.txt', Buffer.from(wholeText.replace('天氣又陰晦了', '天氣又晴朗了')))
  await expect(dialog.getByRole('region', { name: 'You have this text' })).toContainText('It has 1 note.')
  await dialog.getByRole('button', { name: 'Add to library' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(reader.locator('article')).toContainText('天氣又晴朗了')
  expect(await documents(reader)).toHaveLength(2)
  await expect(reader.locator('#notes')).toContainText('初讀')
})

test('a repair of a text in the library is undone later, and its note stays', async ({ reader }) => {
  const dialog = await choose(reader, '集市.txt', gb18030(damagedText))
  await dialog.getByRole('button', { name: 'Add to library' }).click()
  await expect(reader.locator('article .title')).toHaveText('春天的集市')
  await writeNote(reader, '一則筆記')
  await runCommand(reader, 'Repairs of this text')
  const repairs = reader.getByRole('dialog')
  await repairs.locator('.repair-class[data-class="pinyin-annotation"] .repair-class-name').click()
  await repairs.locator('.repair-row').nth(3).getByRole('button', { name: /^Undo/ }).click()
  expect((await new AxeBuilder({ page: reader }).analyze()).violations).toEqual([])
  await repairs.getByRole('button', { name: 'Make the new edition' }).click()
  await expect(repairs).toHaveCount(0)
  await expect(reader.locator('article')).toContainText('卖旧书(shū)的，从桥头')
  await expect(reader.locator('#notes')).toContainText('一則筆記')
  await runCommand(reader, 'Repairs of this text')
  await reader.getByRole('dialog').getByRole('button', { name: 'Repair: (shū)' }).click()
  await reader.getByRole('dialog').getByRole('button', { name: 'Make the new edition' }).click()
  await expect(reader.locator('article')).toContainText('卖旧书的，从桥头')
})

test('the keyboard alone adds a text', async ({ reader }) => {
  const dialog = await openImport(reader)
  await expect(dialog.getByRole('button', { name: 'Choose files…' })).toBeFocused()
  await reader.keyboard.press('Tab')
  await expect(dialog.getByRole('textbox', { name: 'Text to be added' })).toBeFocused()
  await reader.keyboard.insertText(wholeText)
  await reader.keyboard.press('Control+Enter')
  await found(dialog)
  const reached = new Set<string>()
  for (let steps = 0; steps < 40; steps += 1) {
    await reader.keyboard.press('Tab')
    reached.add(await reader.evaluate(() => document.activeElement?.closest('[id^=found-], .import-foot')?.className ?? ''))
    if (await dialog.getByRole('button', { name: 'Add to library' }).evaluate((button) => button === document.activeElement)) break
  }
  for (const column of ['found-column found-column-outline', 'found-column found-column-text', 'import-foot']) expect(reached).toContain(column)
  await reader.keyboard.press('Enter')
  await expect(reader.locator('article .title')).toHaveText('故鄉')
})

test('on a narrow window the columns are tabs', async ({ reader }) => {
  await reader.setViewportSize({ width: 640, height: 400 })
  const dialog = await choose(reader, '集市.txt', gb18030(damagedText))
  const tabs = dialog.getByRole('tab')
  await expect(tabs).toHaveText(['Outline', 'Text', 'Report'])
  await tabs.nth(1).focus()
  await reader.keyboard.press('ArrowLeft')
  await expect(tabs.nth(0)).toBeFocused()
  await dialog.getByRole('treeitem').nth(1).press('Enter')
  await expect(tabs.nth(1)).toHaveAttribute('aria-selected', 'true')
  await expect(dialog.locator('.import-text .heading').filter({ hasText: '二、古' })).toBeInViewport()
  await expect(dialog.getByRole('button', { name: 'Add to library' })).toBeInViewport()
})

test('the palette offers to add a text, and to paste one', async ({ reader }) => {
  await runCommand(reader, 'Add a text from the clipboard')
  await expect(reader.getByRole('dialog').getByRole('textbox', { name: 'Text to be added' })).toBeFocused()
})

for (const theme of ['paper', 'dark', 'contrast'] as const) {
  test(`axe finds nothing on the way of a text into the library, ${theme}`, async ({ reader }) => {
    await callMain(reader, 'styles.change', { documentId: 'essay', change: { theme } })
    await expect(reader.locator('html')).toHaveAttribute('data-theme', theme)
    const clean = async () => expect((await new AxeBuilder({ page: reader }).analyze()).violations).toEqual([])
    const dialog = await openImport(reader)
    await clean()
    await dialog.locator('input[type=file]').setInputFiles({ name: '集市.txt', mimeType: 'text/plain', buffer: gb18030(damagedText) })
    await found(dialog)
    const readings = dialog.locator('.repair-class[data-class="pinyin-annotation"]')
    await readings.locator('.repair-class-name').click()
    await readings.locator('.repair-change').nth(2).click()
    await readings.locator('.repair-row').nth(1).getByRole('button', { name: /^Undo/ }).click()
    await found(dialog)
    await dialog.locator('.found-encodings summary').click()
    await clean()
    await reader.setViewportSize({ width: 640, height: 400 })
    await dialog.getByRole('tab', { name: 'Outline' }).click()
    await dialog.getByRole('treeitem').first().press('F2')
    await clean()
  })
}
