import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, goToSection, openReader, startYandu, test } from './reader.ts'

interface Truth {
  readonly nodes: readonly {
    id: string
    heading: string
    status: string
    startsWith: string | null
    endsWith: string | null
  }[]
}

const truth = JSON.parse(
  await readFile(join(import.meta.dirname, '../fixtures/essay-truth.json'), 'utf8'),
) as Truth
const set = await readFile(join(import.meta.dirname, '../fixtures/essay-normalised.txt'), 'utf8')

/** Text on the first fully visible line of the text pane. */
const topLine = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const pane = document.getElementById('text')
    const top = (pane?.getBoundingClientRect().top ?? 0) + 24
    for (const element of pane?.querySelectorAll('[data-start]') ?? []) {
      const text = element.firstChild
      if (!(text instanceof Text)) continue
      for (let index = 0; index < text.length; index += 1) {
        const range = document.createRange()
        range.setStart(text, index)
        range.setEnd(text, index + 1)
        const box = range.getClientRects()[0]
        if (box && box.top >= top - box.height / 2) return text.data.slice(index, index + 12)
      }
    }
    return ''
  })

test('a newcomer first sees the essay, open and readable, with its outline and notes', async ({ reader }) => {
  await expect(reader.locator('h1')).toHaveText('對推進公安機關社會管理創新的思考')
  await expect(reader.locator('article')).toContainText('近年來，吉林省公安機關認真落實公安部')
  await expect(reader.getByRole('tree')).toBeVisible()
  await expect(reader.locator('.notes')).toBeVisible()
  const size = await reader.locator('article [data-section="1"] > p').first().evaluate((element) => parseFloat(getComputedStyle(element).fontSize))
  expect(size).toBeGreaterThanOrEqual(16)
})

test('the outline shows every section with its level and its status', async ({ reader }) => {
  const rows = reader.locator('[role=treeitem]')
  await expect(rows).toHaveCount(truth.nodes.length + 1)
  for (const node of truth.nodes) {
    const row = reader.locator(`[role=treeitem][data-row="${node.id}"]`)
    await expect(row).toHaveAttribute('aria-level', String(node.id.split('.').length))
    await expect(row).toHaveClass(new RegExp(`outline-${node.status}`))
  }
})

test('every section opens: its text begins and ends as it must, a missing one says why it is empty', async ({ reader }) => {
  const plain = (text: string) => text.replace(/[，,]/g, ',').replace(/\s/g, '')
  for (const node of truth.nodes) {
    await goToSection(reader, node.id)
    const section = reader.locator(`article [data-section="${node.id}"]`)
    await expect(section).toBeInViewport()
    if (node.status === 'missing') await expect(section.locator('.remark')).toBeVisible()
    else if (node.startsWith !== null && node.endsWith !== null) {
      const text = await section.evaluate((element) =>
        [...element.querySelectorAll('[data-start]')].map((piece) => (piece.hasAttribute('data-gap') ? '_' : piece.textContent)).join(''),
      )
      expect(plain(text)).toContain(plain(node.startsWith))
      expect(plain(text).endsWith(plain(node.endsWith))).toBe(true)
    }
  }
})

test('the current section follows the scroll, and the keyboard walks the outline', async ({ reader }) => {
  await reader.locator('article [data-section="2.2.4"]').evaluate((element) => element.scrollIntoView({ block: 'start' }))
  await expect(reader.locator('[role=treeitem][aria-selected=true]')).toHaveAttribute('data-row', '2.2.4')
  await reader.locator('[role=treeitem][aria-selected=true]').focus()
  await reader.keyboard.press('ArrowDown')
  await reader.keyboard.press('ArrowDown')
  await reader.keyboard.press('Enter')
  await expect(reader.locator('[role=treeitem][aria-selected=true]')).toHaveAttribute('data-row', '2.3')
  await expect(reader.locator('article [data-section="2.3"]')).toBeInViewport()
  await reader.keyboard.press('Home')
  await reader.keyboard.press('Enter')
  await expect(reader.locator('h1')).toBeInViewport()
})

test('gaps stand where they are, can be read aloud and are copied as 〔缺…〕', async ({ reader }) => {
  const marks = reader.locator('article [data-gap]')
  await expect(marks).toHaveCount(5)
  await expect(marks.nth(0)).toHaveText('〔缺：原站抹去〕')
  await expect(marks.nth(1)).toHaveText('〔缺 820 字：原站省略〕')
  await expect(marks.nth(4)).toHaveText('〔缺約 1,437 字：以下原站未示，估計〕')
  for (const mark of await marks.all()) await expect(mark).toHaveAttribute('aria-description', /.{20,}/)
  const copied = await reader.evaluate(() => {
    const article = document.querySelector('article')
    if (article) getSelection()?.selectAllChildren(article)
    return getSelection()?.toString() ?? ''
  })
  expect(copied).toContain('缺乏獨立思考和研究。')
  expect(copied.replace(/\s/g, '')).toContain('〔缺820字：原站省略〕')
  expect(copied).toContain('如對虛擬社會的〔缺：原站抹去〕缺乏主動性。')
  expect(copied).not.toContain('_')
})

test('all of the set text is on the page, character for character', async ({ reader }) => {
  await reader.locator('.outline-list summary').click()
  const drawn = await reader.evaluate(() => {
    const characters: string[] = []
    for (const piece of document.querySelectorAll('article [data-start]')) {
      if (piece.closest('.heading-listed')) continue
      const start = Number(piece.getAttribute('data-start'))
      const text = piece.hasAttribute('data-gap') ? '_' : (piece.textContent ?? '')
      Array.from(text).forEach((character, index) => {
        characters[start + index] = character
      })
    }
    return Array.from({ length: characters.length }, (_, index) => characters[index] ?? '\n').join('')
  })
  expect(drawn).toBe(set)
})

test('the switch shows every repair in place with before, after and reason', async ({ reader }) => {
  await expect(reader.locator('.repair')).toHaveCount(0)
  await reader.getByRole('button', { name: 'Repairs' }).click()
  const straddle = reader.locator('.repair', { hasText: '怕擔責任' }).or(reader.locator('.repair', { hasText: '擔' })).first()
  await expect(straddle.locator('del')).toContainText('?')
  await expect(straddle).toHaveAttribute('aria-description', /Certainty \d+ %/)
  const shown = await reader.locator('article .repair').evaluateAll((elements) =>
    elements.flatMap((element) => (element.getAttribute('data-edit') ?? '').split(' ')),
  )
  const edition = JSON.parse(
    await readFile(join(import.meta.dirname, '../../content/essay/edition.json'), 'utf8'),
  ) as { edits: { id: string }[] }
  expect([...new Set(shown)].sort()).toEqual(edition.edits.map(({ id }) => id).sort())
  await straddle.hover()
  await expect(reader.locator('.tip-box')).toBeVisible()
})

test('the text as received is shown to the letter', async ({ reader }) => {
  await reader.getByText('As received').click()
  const source = await readFile(join(import.meta.dirname, '../../content/essay/source.txt'), 'utf8')
  await expect(reader.locator('.source-text')).toBeVisible()
  expect(await reader.locator('.source-text').evaluate((element) => element.textContent)).toBe(source)
})

test('the same line comes back after a resize, a folded pane and a restart', async ({ page, folders }) => {
  const first = await startYandu(folders)
  await openReader(page, first.address)
  await goToSection(page, '2.2.2')
  await page.locator('#text').evaluate((pane) => pane.scrollBy(0, 130))
  await page.waitForTimeout(500)
  const line = await topLine(page)
  expect(line).not.toBe('')
  await page.setViewportSize({ width: 900, height: 620 })
  await page.waitForTimeout(300)
  const narrow = await topLine(page)
  await page.setViewportSize({ width: 1280, height: 720 })
  await page.waitForTimeout(300)
  expect(await topLine(page)).toBe(line)
  expect(narrow).not.toBe('')
  await page.getByRole('button', { name: 'Show or hide the outline' }).click()
  await page.waitForTimeout(400)
  await page.getByRole('button', { name: 'Show or hide the outline' }).click()
  await page.waitForTimeout(400)
  expect(await topLine(page)).toBe(line)
  await first.stop()
  const second = await startYandu(folders)
  await openReader(page, second.address)
  await page.waitForTimeout(300)
  expect(await topLine(page)).toBe(line)
  await expect(page.locator('[role=treeitem][aria-selected=true]')).toHaveAttribute('data-row', '2.2.2')
  await second.stop()
})
