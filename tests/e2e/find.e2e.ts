import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { editionBytes } from '../../main/editions/edition-store.ts'
import { makeEdition } from '../../main/editions/make-edition.ts'
import { expect, goToSection, inputMethod, openReader, runCommand, startYandu, test } from './reader.ts'

const bar = (page: Page) => page.getByRole('search')
const field = (page: Page) => bar(page).getByRole('textbox')
const count = (page: Page) => bar(page).locator('.find-count')

const openFind = async (page: Page, words: string) => {
  await page.keyboard.press('Control+f')
  await field(page).fill(words)
}

interface Painted {
  readonly words: readonly string[]
  /** Code points of L1 at which the ranges begin. */
  readonly starts: readonly number[]
  /** All code points of L1 that are painted, each once. */
  readonly covered: readonly number[]
}

/** What is painted under a name, read from the browser's own registry. */
const painted = (page: Page, name: string): Promise<Painted> =>
  page.evaluate((wanted) => {
    const ranges = [...(CSS.highlights.get(wanted) ?? [])].filter((range): range is Range => range instanceof Range)
    const words = ranges.map((range) => range.toString())
    const starts = ranges.map((range) => {
      const piece = range.startContainer.parentElement?.closest<HTMLElement>('[data-start]')
      const before = (range.startContainer.textContent ?? '').slice(0, range.startOffset)
      return Number(piece?.dataset['start'] ?? Number.NaN) + Array.from(before).length
    })
    const covered = starts.flatMap((start, index) => Array.from(words[index] ?? '', (_, at) => start + at))
    return { words, starts, covered: [...new Set(covered)].sort((a, b) => a - b) }
  }, name)

const currentInView = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const pane = document.getElementById('text')?.getBoundingClientRect()
    const ranges = [...(CSS.highlights.get('find-current') ?? [])].filter((range): range is Range => range instanceof Range)
    const isSeen = (box: DOMRect) =>
      pane && box.top >= pane.top - 1 && box.bottom <= pane.bottom + 1 && box.left >= pane.left - 1 && box.right <= pane.right + 1
    // The heading of a missing section is drawn twice; it is enough to see one of them.
    return ranges.some((range) => range.getClientRects().length > 0 && [...range.getClientRects()].every(isSeen))
  })

test('what is typed is found in both scripts, counted, painted and shown; Enter and F3 go on, round the end', async ({ reader }) => {
  await openFind(reader, '公安机关')
  await expect(count(reader)).toContainText(/^1 \/ \d+/)
  const total = Number(/\/ (\d+)/.exec((await count(reader).textContent()) ?? '')?.[1])
  expect(total).toBeGreaterThan(5)
  const all = await painted(reader, 'find')
  expect(new Set(all.words)).toEqual(new Set(['公安機關']))
  expect(new Set(all.starts).size).toBe(total)
  for (let hit = 2; hit <= total; hit += 1) {
    await reader.keyboard.press(hit % 2 === 0 ? 'Enter' : 'F3')
    await expect(count(reader)).toContainText(`${hit} / ${total}`)
    await expect.poll(() => currentInView(reader)).toBe(true)
    expect((await painted(reader, 'find-current')).words[0]).toBe('公安機關')
  }
  await reader.keyboard.press('Control+g')
  await expect(count(reader)).toContainText(`1 / ${total}`)
  await expect(count(reader)).toContainText('from the other end')
  await reader.keyboard.press('Shift+Enter')
  await expect(count(reader)).toContainText(`${total} / ${total}`)
  await reader.keyboard.press('Shift+F3')
  await expect(count(reader)).toContainText(`${total - 1} / ${total}`)
  await expect(field(reader)).toBeFocused()
})

test('a hit in the folded list of headings opens it', async ({ reader }) => {
  await expect(reader.locator('.outline-list')).not.toHaveAttribute('open')
  await openFind(reader, '推進公安機關社會管理創新')
  await expect(count(reader)).toContainText('1 / ')
  await expect(reader.locator('.outline-list')).not.toHaveAttribute('open')
  await reader.keyboard.press('Enter')
  await expect(reader.locator('.outline-list')).toHaveAttribute('open')
  await expect.poll(() => currentInView(reader)).toBe(true)
})

test('Escape goes back to the text with the hit selected, and F3 finds on from there', async ({ reader }) => {
  await openFind(reader, '責任')
  await reader.keyboard.press('Enter')
  const current = await painted(reader, 'find-current')
  await reader.keyboard.press('Escape')
  await expect(bar(reader)).toHaveCount(0)
  await expect(reader.locator('#text')).toBeFocused()
  expect(await reader.evaluate(() => getSelection()?.toString())).toBe('責任')
  expect(await painted(reader, 'find')).toEqual({ words: [], starts: [], covered: [] })
  await reader.keyboard.press('F3')
  await expect(field(reader)).toHaveValue('責任')
  await expect.poll(async () => (await painted(reader, 'find-current')).starts[0]).toBeGreaterThanOrEqual(current.starts[0] ?? 0)
})

test('it opens with the words that are selected, and the field keeps the focus for the next ones', async ({ reader }) => {
  await goToSection(reader, '2.2.1')
  await reader.evaluate(() => {
    const text = document.querySelector('[data-section="2.2.1"] p [data-start]')?.firstChild
    if (text) getSelection()?.setBaseAndExtent(text, 0, text, 4)
  })
  const selected = await reader.evaluate(() => getSelection()?.toString() ?? '')
  expect(selected).toHaveLength(4)
  await reader.keyboard.press('Control+f')
  await expect(field(reader)).toHaveValue(selected)
  await expect(field(reader)).toBeFocused()
  await expect(count(reader)).toContainText(/\d+ \/ \d+/)
  await reader.keyboard.type('zzz')
  await expect(field(reader)).toHaveValue('zzz')
  await expect(count(reader)).toContainText('Not found')
  await expect(field(reader)).toHaveAttribute('aria-invalid', 'true')
})

test('hits stay on the same characters through layers, scripts, size and direction', async ({ reader }) => {
  test.setTimeout(300_000)
  await goToSection(reader, '2.2')
  await openFind(reader, '管理')
  await expect(count(reader)).toContainText(/\d+ \/ \d+/)
  const before = await painted(reader, 'find')
  const current = await painted(reader, 'find-current')
  const told = await count(reader).textContent()
  for (const command of ['Text: restored', 'Script: simplified', 'Text: set', 'Larger text', 'Vertical text', 'Turn pages instead of scrolling', 'Readings: all words', 'Script: original']) {
    await runCommand(reader, command)
    await expect.poll(async () => (await painted(reader, 'find')).covered, { message: command }).toEqual(before.covered)
    expect((await painted(reader, 'find-current')).covered, command).toEqual(current.covered)
    for (const words of new Set((await painted(reader, 'find')).words)) expect(words, command).toMatch(/^(管理|管|理)$/)
    expect(await count(reader).textContent(), command).toBe(told)
  }
})

test('in the text as received it says where it searched, and paints what is drawn', async ({ reader }) => {
  await openFind(reader, '社會管理')
  await expect(count(reader)).toContainText(/1 \/ \d+/)
  await runCommand(reader, 'Text: as received')
  await reader.locator('.source-text').waitFor()
  await expect(count(reader)).toContainText('Searched in the restored text')
  await expect.poll(async () => new Set((await painted(reader, 'find')).words)).toEqual(new Set(['社會管理']))
})

test('nothing moves while the current hit can be seen', async ({ reader }) => {
  await goToSection(reader, '2.2')
  await openFind(reader, '社會')
  await expect(count(reader)).toContainText(/\d+ \/ \d+/)
  await expect.poll(() => currentInView(reader)).toBe(true)
  const top = await reader.locator('#text').evaluate((pane) => pane.scrollTop)
  const line = await painted(reader, 'find-current')
  await reader.keyboard.press('Enter')
  await expect.poll(async () => (await painted(reader, 'find-current')).starts).not.toEqual(line.starts)
  if (await currentInView(reader)) expect(await reader.locator('#text').evaluate((pane) => pane.scrollTop)).toBe(top)
  await expect(bar(reader)).toBeVisible()
})

test('an input method composes in the field: nothing is lost, doubled, searched or stepped meanwhile', async ({ reader }) => {
  const ime = await inputMethod(reader)
  await openFind(reader, '公')
  await expect(count(reader)).toContainText(/1 \/ \d+/)
  const before = await count(reader).textContent()
  for (const step of ['a', 'an', 'an j', 'an jian']) {
    await ime.compose(step)
    await reader.waitForTimeout(60)
  }
  await expect(field(reader)).toHaveValue('公an jian')
  await ime.key('Enter')
  await ime.key('Escape')
  await ime.key('F3')
  await expect(bar(reader)).toBeVisible()
  expect(await count(reader).textContent()).toBe(before)
  await ime.commit('安')
  await expect(field(reader)).toHaveValue('公安')
  await expect(count(reader)).toContainText(/1 \/ \d+/)
  await expect.poll(async () => new Set((await painted(reader, 'find')).words)).toEqual(new Set(['公安']))
  await ime.compose('ji')
  await ime.commit('機')
  await expect(field(reader)).toHaveValue('公安機')
})

test('a long text with thousands of hits is painted around the place that is read', async ({ page, folders }) => {
  test.setTimeout(240_000)
  const paragraph = '他們的話說得很慢，山裡的路也走得很慢，屋外的雨下了一夜，早上的霧還沒有散。'
  const lines = Array.from({ length: 400 }, (_, index) => `　　第${index}天，${paragraph}`)
  const bytes = new TextEncoder().encode(`山路\n一、上山\n${lines.join('\n')}\n二、下山\n${lines.join('\n')}\n`)
  const folder = join(folders.library, 'documents', 'long')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'source.txt'), bytes)
  await writeFile(join(folder, 'edition.json'), editionBytes(await makeEdition(bytes, { documentId: 'long', fileName: 'source.txt' })))
  const yandu = await startYandu(folders)
  await openReader(page, yandu.address)
  await page.getByRole('combobox', { name: 'Document' }).selectOption('long')
  await expect(page.locator('h1')).toHaveText('山路', { timeout: 60_000 })
  await openFind(page, '的')
  await expect(count(page)).toContainText('1 / 3,200')
  expect((await painted(page, 'find')).words).toHaveLength(1000)
  await page.keyboard.press('Shift+Enter')
  await expect(count(page)).toContainText('3,200 / 3,200')
  await expect.poll(() => currentInView(page)).toBe(true)
  const last = (await painted(page, 'find-current')).starts[0] ?? 0
  await expect.poll(async () => Math.max(...(await painted(page, 'find')).starts)).toBe(last)
  expect((await painted(page, 'find')).words).toHaveLength(1000)
  await yandu.stop()
})
