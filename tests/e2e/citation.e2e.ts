import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { findPassageLink, formatPassageLink, quoteOf } from '../../preload/contract/passage-link.ts'
import { expect, goToSection, inputMethod, openReader, startYandu, test, writeNote } from './reader.ts'

const restored = Array.from(await readFile(join(import.meta.dirname, '../fixtures/essay-restored.txt'), 'utf8'))
const edition = JSON.parse(await readFile(join(import.meta.dirname, '../../content/essay/edition.json'), 'utf8')) as {
  readonly revision: string
}

interface Copied {
  readonly plain: string
  readonly html: string
}

/** What the system's clipboard holds, as another program would get it. */
const clipboard = async (page: Page): Promise<Copied> => {
  await page.context().grantPermissions(['clipboard-read'], { origin: new URL(page.url()).origin })
  const copied = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read()
    const read = async (type: string) => (item?.types.includes(type) ? (await item.getType(type)).text() : '')
    return { plain: await read('text/plain'), html: await read('text/html') }
  })
  await page.context().clearPermissions()
  return copied
}

/** Selects from one text to another inside a section, as dragging does. */
const select = (page: Page, section: string, from: string, to: string): Promise<void> =>
  page.evaluate(
    (wanted) => {
      const root = document.querySelector(`article [data-section="${wanted.section}"]`)
      const walker = document.createTreeWalker(root ?? document.body, NodeFilter.SHOW_TEXT)
      const places: { readonly node: Text; readonly index: number; readonly start: boolean }[] = []
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!(node instanceof Text)) continue
        const first = node.data.indexOf(wanted.from)
        const last = node.data.indexOf(wanted.to)
        if (first >= 0 && !places.some(({ start }) => start)) places.push({ node, index: first, start: true })
        if (last >= 0) places.push({ node, index: last + wanted.to.length, start: false })
      }
      const begin = places.find(({ start }) => start)
      const end = places.find(({ start }) => !start)
      if (!begin || !end) throw new Error('the words are not on the page')
      getSelection()?.setBaseAndExtent(begin.node, begin.index, end.node, end.index)
    },
    { section, from, to },
  )

const openMenu = async (page: Page): Promise<void> => {
  await page.locator('#text').focus()
  await page.keyboard.press('Shift+F10')
  await expect(page.getByRole('menu')).toBeVisible()
}

const choose = async (page: Page, name: string | RegExp): Promise<void> => {
  await openMenu(page)
  await page.getByRole('menuitem', { name, exact: true }).click()
  await expect(page.getByRole('menu')).toHaveCount(0)
}

const highlighted = (page: Page, name: string): Promise<string> =>
  page.evaluate((wanted) => [...(CSS.highlights.get(wanted) ?? [])].map((range) => range.toString()).join(''), name)

const today = (): string => {
  const now = new Date()
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}

const words = '由靜態型向動態型轉變'
const standard = `佚名. 對推進公安機關社會管理創新的思考: 二是由靜態型向動態型轉變[EB/OL]. 第21段[${today()}].`

test('a selection is copied with its citation after GB/T 7714 and a link that leads back to it', async ({ reader }) => {
  await goToSection(reader, '2.3.2')
  await select(reader, '2.3.2', '靜態', '動態')
  await choose(reader, 'Copy with citation (GB/T 7714)')
  await expect(reader.locator('.toast')).toContainText('Copied with its citation')
  const { plain, html } = await clipboard(reader)
  const [passage, gap, citation, link, ...more] = plain.split('\n')
  expect(words).toContain(passage)
  expect([gap, more]).toEqual(['', []])
  expect(citation).toMatch(/^佚名\. 對推進公安機關社會管理創新的思考: 二是由靜態型向動態型轉變\[EB\/OL\]\. 第\d+段\[\d{4}-\d\d-\d\d\]\.$/)
  expect(citation).toContain(`[${today()}]`)
  const read = findPassageLink(link ?? '')
  expect(read).toMatchObject({ documentId: 'essay', sectionId: '2.3.2', passage: { revision: edition.revision } })
  const { start, end } = read?.passage?.range ?? { start: 0, end: 0 }
  expect(restored.slice(start, end).join('')).toBe(passage)
  expect(html).toContain(`<blockquote lang="zh-Hant-TW"><p>${passage}</p></blockquote>`)
  expect(html).toContain(`<cite>${citation?.replace(/[&<>"']/g, '')}</cite>`)
  expect(html).toContain('href="yandu://passage/essay/2.3.2?')
})

test('the plain form speaks the language of the interface and is remembered', async ({ reader }) => {
  await goToSection(reader, '2.3.2')
  await select(reader, '2.3.2', '靜態', '動態')
  await choose(reader, 'Copy with citation (plain)')
  const { plain } = await clipboard(reader)
  expect(plain).toMatch(/\nAuthor unknown, “對推進公安機關社會管理創新的思考”, date unknown, section “二是由靜態型向動態型轉變”, paragraph \d+\.\nyandu:/)
  expect(standard).not.toBe(plain)
})

test('gaps go with the words as marks, paragraphs stand on lines of their own, struck words stay behind', async ({ reader }) => {
  await reader.getByRole('button', { name: 'Repairs' }).click()
  await goToSection(reader, '2.3.2')
  await reader.evaluate(() => {
    const section = document.querySelector('article [data-section="2.3.2"]')
    if (section) getSelection()?.selectAllChildren(section)
  })
  await choose(reader, 'Copy')
  const { plain } = await clipboard(reader)
  expect(plain).toContain('對轄區人、地、物實現全方位動態〔缺：原站抹去〕；要通過')
  expect(plain).not.toContain('_')
  expect(plain).not.toContain('□')
  expect(plain.startsWith('二是由靜態型向動態型轉變')).toBe(true)
  await reader.evaluate(() => {
    const from = document.querySelector('article [data-section="2.2.5"]')
    const to = document.querySelector('article [data-section="2.3.1"]')
    if (from && to) getSelection()?.setBaseAndExtent(from, 0, to, to.childNodes.length)
  })
  await choose(reader, 'Copy')
  const lines = (await clipboard(reader)).plain.split('\n')
  expect(lines.length).toBe(3)
  expect(lines[1]).toBe('（三）必須轉變社會管理方式')
  expect(lines.join('')).not.toMatch(/Notes|remark|Write/)
})

test('an ordinary copy has no readings in it either', async ({ reader }) => {
  await goToSection(reader, '2.3.2')
  await select(reader, '2.3.2', '靜態', '動態')
  const before = await reader.evaluate(() => getSelection()?.toString())
  await reader.evaluate(() => {
    // As a reading stands on the page.
    for (const piece of document.querySelectorAll('article [data-section="2.3.2"] [data-start]')) {
      const reading = document.createElement('rt')
      reading.textContent = 'pīnyīn'
      piece.append(reading)
    }
  })
  await reader.locator('#text').focus()
  await reader.keyboard.press('Control+c')
  expect((await clipboard(reader)).plain).toBe(before)
})

test('a link in a note leads to its passage, marks it, says where it is, and nothing leaves', async ({ reader }) => {
  await goToSection(reader, '2.3.2')
  const outside: string[] = []
  reader.on('request', (request) => {
    if (request.url().includes('openLink')) outside.push(request.url())
  })
  await select(reader, '2.3.2', '靜態', '動態')
  await choose(reader, 'Copy link to the passage')
  const link = (await clipboard(reader)).plain
  await goToSection(reader, '1.1')
  await writeNote(reader, `參見 ${link} 一段`)
  await reader.keyboard.press('Escape')
  await reader.locator('.note [role=link]').click()
  await expect(reader.locator('article [data-section="2.3.2"]')).toBeInViewport()
  expect(words).toContain(await highlighted(reader, 'passage'))
  await expect(reader.locator('[data-passage]')).toHaveText(/^二是由靜態型向動態型轉變, paragraph \d+\.$/)
  await expect(reader.locator('#text')).toBeFocused()
  await reader.keyboard.press('Escape')
  expect(await highlighted(reader, 'passage')).toBe('')
  expect(outside).toEqual([])
})

test.describe('a link to a passage', () => {
  // The heading stands in the list at the top too, which is no place of the body.
  const start = restored.join('').lastIndexOf('靜態型向動態型')
  const offset = Array.from(restored.join('').slice(0, start)).length
  const quote = quoteOf('靜態型向動態型') ?? { head: '', tail: '' }
  const link = (revision: string, at: number, sectionId: string, paragraph: number | null = null, head = quote.head) =>
    formatPassageLink({
      documentId: 'essay',
      sectionId,
      paragraph,
      passage: { revision, range: { start: at, end: at + 7 }, quote: { head, tail: '' } },
    })

  for (const [name, given, section, marked, said] of [
    ['opens with the program', link(edition.revision, offset, '2.3.2'), '2.3.2', '靜態型向動態型', null],
    ['of another edition is found again', link('0000', 5, '2.3.2'), '2.3.2', '靜態型向動態型', 'found again'],
    ['of another edition is found in the other script', link('0000', 5, '2.3.2', null, '静态型向动态型'), '2.3.2', '靜態型向動態型', 'found again'],
    ['whose words are gone leads to its section and says so', link('0000', 5, '2.3.2', null, '沒有這句話'), '2.3.2', '', 'was not found'],
    ['never means the same words elsewhere', link(edition.revision, offset - 40, '2.3.2', null, '社會'), '2.3.2', '', 'was not found'],
  ] as const) {
    test(name, async ({ page, folders }) => {
      const yandu = await startYandu(folders, [given])
      await openReader(page, yandu.address)
      await expect(page.locator(`article [data-section="${section}"]`)).toBeInViewport()
      await expect(page.locator('[data-passage]')).not.toHaveText('')
      expect(await highlighted(page, 'passage')).toBe(marked)
      if (said === null) await expect(page.locator('.toast')).toHaveCount(0)
      else await expect(page.locator('.toast')).toContainText(said)
      await yandu.kill()
    })
  }

  test('handed to a running Yandu by a second start or by `yandu open` moves its page', async ({ reader, yandu, folders }) => {
    await goToSection(reader, '2.3.2')
    await expect(reader.locator('[role=treeitem][aria-selected=true]')).toHaveAttribute('data-row', '2.3.2')
    const second = await startYandu(folders, ['yandu://passage/essay/1.2']).then(
      () => 'started',
      (error: Error) => error.message,
    )
    expect(second).toContain('already has this library open')
    await expect(reader.locator('[role=treeitem][aria-selected=true]')).toHaveAttribute('data-row', '1.2')
    const { runCommandLine } = await import('../../main/cli.ts')
    const code = await runCommandLine(['open', 'yandu://passage/essay/2.1?p=1', '--library', folders.library, '--state', folders.state], {
      platform: null, contentFolder: '', uiFolder: '', version: '', cwd: '', env: {}, home: '',
      stdout: () => undefined, stderr: () => undefined, startReader: null,
    })
    expect(code).toBe(0)
    await expect(reader.locator('[role=treeitem][aria-selected=true]')).toHaveAttribute('data-row', '2.1')
    await expect(reader.locator('.toast')).toContainText('was not found')
    expect(yandu.process.exitCode).toBeNull()
  })

  test('to a text that is not here says so', async ({ page, folders }) => {
    const yandu = await startYandu(folders, ['yandu://passage/nowhere/1'])
    await openReader(page, yandu.address)
    await expect(page.locator('.toast')).toContainText('not in this library')
    await yandu.kill()
  })
})

test('the menu of a selection is worked by keys alone and keeps the selection', async ({ reader }) => {
  await goToSection(reader, '2.3.2')
  await select(reader, '2.3.2', '靜態', '動態')
  await openMenu(reader)
  await expect(reader.getByRole('menuitem').first()).toBeFocused()
  await reader.keyboard.press('ArrowDown')
  await expect(reader.getByRole('menuitem').nth(1)).toBeFocused()
  await reader.keyboard.press('End')
  await expect(reader.getByRole('menuitem').last()).toBeFocused()
  await reader.keyboard.press('ArrowDown')
  await expect(reader.getByRole('menuitem').first()).toBeFocused()
  const { violations } = await new AxeBuilder({ page: reader }).include('.menu').analyze()
  expect(violations).toEqual([])
  await reader.keyboard.press('Escape')
  await expect(reader.getByRole('menu')).toHaveCount(0)
  await expect(reader.locator('#text')).toBeFocused()
  expect(words).toContain(await reader.evaluate(() => getSelection()?.toString() ?? '-'))
  await openMenu(reader)
  await reader.locator('#outline').click({ position: { x: 5, y: 5 } })
  await expect(reader.getByRole('menu')).toHaveCount(0)
})

test('without a selection the menu key is the browser’s', async ({ reader }) => {
  await goToSection(reader, '2.3.2')
  await reader.locator('#text').focus()
  await reader.keyboard.press('Shift+F10')
  await expect(reader.getByRole('menu')).toHaveCount(0)
})

test('what the reader enters about the source is cited, through an input method too, and kept', async ({ page, folders }) => {
  const first = await startYandu(folders)
  await openReader(page, first.address)
  await page.getByRole('button', { name: 'About this copy' }).first().click()
  await page.getByRole('button', { name: 'Source of this text…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Source of this text' })
  await expect(dialog.locator('.source-sample')).toHaveText(`佚名. 對推進公安機關社會管理創新的思考[EB/OL]. [${today()}].`)
  const { violations } = await new AxeBuilder({ page }).include('dialog').analyze()
  expect(violations).toEqual([])

  const author = dialog.getByLabel('Author')
  await author.focus()
  const ime = await inputMethod(page)
  await ime.compose('zhang')
  await ime.compose('張sa')
  expect(await author.inputValue()).toBe('張sa')
  await expect(dialog.locator('.source-sample')).toContainText('佚名')
  // Enter and Escape belong to the input method while it composes.
  await ime.key('Enter')
  await ime.key('Escape')
  await expect(dialog).toBeVisible()
  await ime.compose('張三𠮷')
  await ime.commit('張三𠮷')
  await expect(author).toHaveValue('張三𠮷')
  await expect(dialog.locator('.source-sample')).toContainText('張三𠮷. 對推進')

  await dialog.getByLabel('Address on the web').fill('javascript:alert(1)')
  await dialog.getByLabel('Date or year').fill('2012-03-04')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog.getByRole('alert')).toBeVisible()
  await dialog.getByLabel('Address on the web').fill('https://example.org/a')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toHaveCount(0)
  await first.kill()

  const second = await startYandu(folders)
  await openReader(page, second.address)
  await goToSection(page, '2.3.2')
  await select(page, '2.3.2', '靜態', '動態')
  await choose(page, 'Copy with citation (GB/T 7714)')
  await expect(page.locator('.toast')).toBeVisible()
  expect((await clipboard(page)).plain).toContain(`[EB/OL]. 第`)
  expect((await clipboard(page)).plain).toMatch(/張三𠮷\. .*段\(2012-03-04\)\[\d{4}-\d\d-\d\d\]\. https:\/\/example\.org\/a\.\nyandu:/)
  await second.kill()
})
