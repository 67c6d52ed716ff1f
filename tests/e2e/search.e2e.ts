import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { editionBytes } from '../../main/editions/edition-store.ts'
import { makeEdition } from '../../main/editions/make-edition.ts'
import { callMain, expect, goToSection, inputMethod, openReader, startYandu, test as base, type Folders } from './reader.ts'

const hostile = '<img src=x onerror="window.hacked=1"><b>山城夜雨</b>'

const travels = [
  '山城筆記',
  '',
  '一、行路',
  '重慶銀行在江邊，我們夜裡走過長長的石階。第二天又回到重慶。',
  '二、江水',
  `江水滔滔，公安機關的燈還亮著。社會管理創新是另一篇文章的題目。${hostile}`,
  '',
].join('\n')

/** A library with another text and notes in both. */
const fillLibrary = async ({ library }: Folders): Promise<void> => {
  const folder = join(library, 'documents', 'travels')
  const bytes = new TextEncoder().encode(travels)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'source.txt'), bytes)
  await writeFile(join(folder, 'edition.json'), editionBytes(await makeEdition(bytes, { documentId: 'travels', fileName: 'source.txt' })))
}

const test = base.extend<{ readonly searcher: Page }>({
  searcher: async ({ page, folders }, use) => {
    await fillLibrary(folders)
    const yandu = await startYandu(folders)
    await openReader(page, yandu.address)
    await callMain(page, 'notes.save', {
      documentId: 'travels',
      noteId: 'n-river',
      sectionId: '2',
      body: `江水的筆記 ${hostile}`,
      base: null,
      tags: ['地理/江河'],
    })
    await use(page)
    await yandu.kill()
  },
})

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Search the library' })
const box = (page: Page) => dialog(page).getByRole('combobox', { name: /^Words, a phrase/ })
const listed = (page: Page) => dialog(page).locator('.search-result')

const searchFor = async (page: Page, words: string): Promise<void> => {
  if ((await dialog(page).count()) === 0) await page.keyboard.press('Control+Shift+F')
  await box(page).fill(words)
}

const marked = (page: Page): Promise<string[]> => listed(page).locator('mark').allTextContents()

/** What is marked in the text as the place that was gone to. */
const arrived = (page: Page): Promise<string> =>
  page.evaluate(() => [...(CSS.highlights.get('passage') ?? [])].map((range) => range.toString()).join(''))

test('simplified words find a traditional text and open their exact place in it; the way back leads to the results', async ({ searcher }) => {
  await goToSection(searcher, '2.3.2')
  await searchFor(searcher, '重庆')
  await expect(listed(searcher)).toHaveCount(1)
  expect(await marked(searcher)).toEqual(['重慶', '重慶'])
  await expect(dialog(searcher)).toContainText('2 places in 1 text')
  await searcher.keyboard.press('Enter')
  await expect(dialog(searcher)).toHaveCount(0)
  await expect(searcher.locator('h1')).toHaveText('山城筆記')
  await expect.poll(() => arrived(searcher)).toBe('重慶')
  await searcher.keyboard.press('Alt+ArrowLeft')
  await expect(dialog(searcher)).toBeVisible()
  await expect(box(searcher)).toHaveValue('重庆')
  await expect(listed(searcher)).toHaveCount(1)
  await searcher.keyboard.press('Escape')
  await expect(dialog(searcher)).toHaveCount(0)
  await expect(searcher.locator('[role=treeitem][data-row="2.3.2"]')).toHaveAttribute('aria-selected', 'true')
})

test('one character, pinyin, initials, a phrase and filters find what they should', async ({ searcher }) => {
  await searchFor(searcher, '滔')
  await expect(listed(searcher)).toHaveCount(1)
  expect(await marked(searcher)).toEqual(['滔', '滔'])
  await searchFor(searcher, 'chongqing')
  await expect.poll(() => marked(searcher)).toEqual(['重慶', '重慶'])
  await searchFor(searcher, 'cqyh')
  await expect.poll(() => marked(searcher)).toEqual(['重慶銀行'])
  await searchFor(searcher, '“走過 長長”')
  await expect.poll(() => marked(searcher)).toEqual(['走過長長'])
  await searchFor(searcher, '江水 in:山城 kind:heading')
  await expect(listed(searcher)).toHaveCount(1)
  await expect(listed(searcher).first()).toContainText('二、江水')
  await searchFor(searcher, '公安机关')
  await expect(dialog(searcher)).toContainText('2 texts')
  await dialog(searcher).getByRole('combobox', { name: 'Where' }).selectOption({ label: '山城筆記' })
  await expect.poll(() => marked(searcher)).toEqual(['公安機關'])
  await searchFor(searcher, '沒有這樣的話')
  await expect(dialog(searcher)).toContainText('Nothing found')
})

test('a note is found as soon as it is saved, and opened with the keyboard on it', async ({ searcher }) => {
  await searchFor(searcher, '江河')
  await expect(listed(searcher)).toHaveCount(1)
  await searchFor(searcher, '江水 kind:note')
  await expect(listed(searcher)).toHaveCount(1)
  await callMain(searcher, 'notes.save', { documentId: 'essay', noteId: 'n-new', sectionId: '1', body: '又一條江水的筆記', base: null })
  await expect(listed(searcher)).toHaveCount(2)
  await searcher.keyboard.press('ArrowDown')
  await expect(listed(searcher).nth(1)).toHaveAttribute('aria-selected', 'true')
  await searcher.keyboard.press('Enter')
  await expect(searcher.locator('h1')).toHaveText('山城筆記')
  await expect(searcher.locator('#notes [data-note="n-river"]')).toBeFocused()
})

test('what was found is text, whatever it says, in the script of the reader', async ({ searcher }) => {
  await searchFor(searcher, 'onerror')
  await expect(listed(searcher)).toHaveCount(2)
  await expect(listed(searcher).first()).toContainText('<img src=x onerror="window.hacked=1">')
  expect(await dialog(searcher).locator('img').count()).toBe(0)
  expect(await searcher.evaluate(() => 'hacked' in window)).toBe(false)
  await searcher.keyboard.press('Escape')
  await callMain(searcher, 'styles.change', { documentId: 'essay', change: { script: 'zh-Hans' } })
  await searchFor(searcher, '機關的燈')
  await expect.poll(() => marked(searcher)).toEqual(['机关的灯'])
  await expect(listed(searcher).locator('.search-words').first()).toHaveAttribute('lang', 'zh-Hans-CN')
})

test('words in composition stay in the box and are searched for when they are committed', async ({ searcher }) => {
  await searcher.keyboard.press('Control+Shift+F')
  await expect(box(searcher)).toBeFocused()
  const ime = await inputMethod(searcher)
  await ime.compose('ㄔㄨㄥˊ')
  await expect(box(searcher)).toHaveValue('ㄔㄨㄥˊ')
  await ime.key('Enter')
  await ime.key('ArrowDown')
  await expect(dialog(searcher)).toBeVisible()
  await expect(listed(searcher)).toHaveCount(0)
  await ime.compose('重慶')
  await ime.commit('重慶')
  await expect(box(searcher)).toHaveValue('重慶')
  await expect.poll(() => marked(searcher)).toEqual(['重慶', '重慶'])
})

test('the window is told rightly to who cannot see it', async ({ searcher }) => {
  await searchFor(searcher, '江水')
  await expect(listed(searcher).first()).toBeVisible()
  const { violations } = await new AxeBuilder({ page: searcher }).include('dialog').analyze()
  expect(violations).toEqual([])
})
