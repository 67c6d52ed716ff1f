import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, goToSection, openReader, startYandu, test, writeNote } from './reader.ts'

const outlineToggle = 'Show or hide the outline'
const notesToggle = 'Show or hide the notes'

const overflows = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)

const findings = async (page: Page): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`))
}

test('panes resize by mouse and keyboard, fold, and come back as they were', async ({ page, folders }) => {
  const first = await startYandu(folders)
  await openReader(page, first.address)
  const splitter = page.getByRole('separator', { name: 'Width of the outline' })
  const box = await splitter.boundingBox()
  if (!box) throw new Error('the splitter is not drawn')
  await page.mouse.move(box.x, box.y + 200)
  await page.mouse.down()
  await page.mouse.move(box.x + 30, box.y + 200, { steps: 5 })
  await page.mouse.up()
  await expect(splitter).toHaveAttribute('aria-valuenow', '310')
  await splitter.focus()
  await page.keyboard.press('ArrowRight')
  await expect(splitter).toHaveAttribute('aria-valuenow', '320')
  await page.getByRole('button', { name: notesToggle }).click()
  await expect(page.locator('.pane-notes')).toHaveCount(0)
  await page.waitForTimeout(700)
  await first.stop()
  const second = await startYandu(folders)
  await openReader(page, second.address)
  await expect(splitter).toHaveAttribute('aria-valuenow', '320')
  await expect(page.locator('.pane-notes')).toHaveCount(0)
  await second.stop()
})

for (const [width, height] of [
  [800, 600],
  [1280, 800],
  [1920, 1080],
  [640, 400],
  [400, 640],
] as const) {
  test(`nothing is cut off at ${width} × ${height}`, async ({ reader }) => {
    await reader.setViewportSize({ width, height })
    await expect.poll(() => overflows(reader)).toBe(false)
    for (const button of await reader.locator('.toolbar button, .toolbar label').all()) {
      const box = await button.boundingBox()
      expect(box && box.x >= 0 && box.x + box.width <= width + 0.5).toBe(true)
    }
    const pane = await reader.locator('.pane-text').boundingBox()
    expect(pane && Math.abs(pane.y + pane.height - height)).toBeLessThan(1)
    const column = await reader.locator('article').boundingBox()
    expect(column?.width).toBeGreaterThan(300)
  })
}

test('on a narrow window the panes lie over the text and the keyboard reaches them', async ({ reader }) => {
  await reader.setViewportSize({ width: 640, height: 400 })
  await expect(reader.locator('.pane-outline')).toHaveCount(0)
  await reader.getByRole('button', { name: outlineToggle }).click()
  await reader.locator('[data-row="2.3.1"]').click()
  await expect(reader.locator('.pane-outline')).toHaveCount(0)
  await expect(reader.locator('article [data-section="2.3.1"]')).toBeInViewport()
})

for (const theme of ['Paper', 'Dark'] as const) {
  test(`axe finds nothing on any screen, ${theme}`, async ({ reader }) => {
    await reader.getByRole('button', { name: 'Settings' }).click()
    await reader.getByRole('dialog').getByText(theme, { exact: true }).click()
    await expect(reader.locator(`html[data-theme="${theme.toLowerCase()}"]`)).toHaveCount(1)
    expect(await findings(reader)).toEqual([])
    await reader.keyboard.press('Escape')
    await goToSection(reader, '2.2.1')
    await writeNote(reader, '# 題\n\n- 甲 `code`\n\n> 引 [連結](https://example.org)\n\n|a|b|\n|-|-|\n|1|2|')
    expect(await findings(reader)).toEqual([])
    await reader.keyboard.press('Control+Enter')
    expect(await findings(reader)).toEqual([])
    await reader.getByRole('button', { name: 'Repairs' }).click()
    await goToSection(reader, '1.1')
    expect(await findings(reader)).toEqual([])
    await reader.getByText('As received').click()
    await reader.locator('.source-text').waitFor()
    expect(await findings(reader)).toEqual([])
    await reader.getByText('Restored', { exact: true }).click()
    await reader.keyboard.press('Control+p')
    expect(await findings(reader)).toEqual([])
    await reader.keyboard.press('Escape')
    await reader.keyboard.press('Shift+?')
    await expect(reader.getByRole('dialog')).toBeVisible()
    expect(await findings(reader)).toEqual([])
    await reader.keyboard.press('Escape')
    await reader.locator('.toolbar').getByRole('button', { name: 'About this copy' }).click()
    expect(await findings(reader)).toEqual([])
  })
}

const languages = [
  { value: 'zh-Hant', lang: 'zh-Hant-TW', notes: '筆記' },
  { value: 'zh-Hans', lang: 'zh-Hans-CN', notes: '笔记' },
  { value: 'en', lang: 'en', notes: 'Notes' },
] as const

test('the interface speaks three languages, and every element says which one it is in', async ({ reader }) => {
  await reader.keyboard.press('Control+,')
  for (const { value, lang, notes } of languages) {
    await reader.getByRole('dialog').locator('select').selectOption(value)
    await expect(reader.locator('html')).toHaveAttribute('lang', lang)
    await expect(reader.locator('.notes-label')).toHaveText(notes)
    await expect(reader.locator('article')).toHaveAttribute('lang', 'zh-Hant-TW')
    await expect(reader.locator('[role=tree]')).toHaveAttribute('lang', 'zh-Hant-TW')
    await expect(reader.locator('article .copy-line')).toHaveAttribute('lang', lang)
  }
})

test('no letter of the text or the interface falls back to a font of the system', async ({ reader }) => {
  const session = await reader.context().newCDPSession(reader)
  await session.send('DOM.enable')
  await session.send('CSS.enable')
  const { root } = await session.send('DOM.getDocument', { depth: 0 })
  const used = new Set<string>()
  for (const selector of ['h1', 'article p', '.heading', '.outline-row', '.toolbar', '.notes-head', '.gap-mark']) {
    const { nodeIds } = await session.send('DOM.querySelectorAll', { nodeId: root.nodeId, selector })
    for (const nodeId of nodeIds.slice(0, 60)) {
      const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId })
      for (const font of fonts) used.add(`${font.isCustomFont ? 'own' : 'system'} ${font.familyName}`)
    }
  }
  expect([...used].filter((font) => font.startsWith('system'))).toEqual([])
  expect(used.size).toBeGreaterThan(1)
})

test('nothing moves while the fonts load', async ({ page, yandu }) => {
  await page.addInitScript(() => {
    const shifts: number[] = []
    Object.assign(window, { shifts })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push(Number(Reflect.get(entry, 'value')))
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await page.route('**/*.woff2', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 400))
    await route.continue()
  })
  await openReader(page, yandu.address)
  await page.waitForTimeout(1500)
  const total = await page.evaluate(() => (Reflect.get(window, 'shifts') as number[]).reduce((sum, shift) => sum + shift, 0))
  expect(total).toBeLessThan(0.01)
})

test('when Yandu cannot be reached the window says so and what to do', async ({ page, yandu }) => {
  await openReader(page, yandu.address)
  await yandu.kill()
  await expect(page.locator('.banner-warning')).toBeVisible({ timeout: 15_000 })
})

test('a page opened without the secret says that it cannot reach Yandu', async ({ page, yandu }) => {
  await page.goto(yandu.address.replace(/#.*/, ''))
  await expect(page.getByRole('alert')).toBeVisible()
})

test('nothing is asked of any other host, whatever a note holds', async ({ page, yandu }) => {
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  page.on('websocket', (socket) => asked.push(socket.url()))
  await openReader(page, yandu.address)
  await goToSection(page, '2.1.5')
  await writeNote(
    page,
    '![圖](https://example.org/a.png) [連結](https://example.org/b) <img src="https://example.org/c.png">\n\n<style>@import "https://example.org/d.css"</style>',
  )
  await page.getByText('Preview', { exact: true }).click()
  await page.keyboard.press('Control+Enter')
  await page.getByRole('button', { name: 'Repairs' }).click()
  await page.getByText('As received').click()
  await page.locator('.source-text').waitFor()
  await page.keyboard.press('Control+p')
  await page.getByRole('dialog').getByRole('button', { name: 'Save as PDF' }).click()
  await page.locator('.print-result').waitFor({ timeout: 40_000 })
  const own = new URL(yandu.address).origin
  expect(asked.length).toBeGreaterThan(5)
  expect(asked.filter((url) => !url.startsWith(`${own}/`) && !/^(data|blob):/.test(url))).toEqual([])
})

test('a link in a note stays in the window and asks Yandu to open it', async ({ page, yandu }) => {
  const opened: string[] = []
  await page.route('**/api/call/app.openLink', async (route) => {
    opened.push(route.request().postData() ?? '')
    await route.fulfill({ json: { ok: true, value: {} } })
  })
  await openReader(page, yandu.address)
  await writeNote(page, '[連結](https://example.org/b) 與 [壞](javascript:alert(1))')
  await page.keyboard.press('Control+Enter')
  const address = page.url()
  await page.locator('.note').getByRole('link', { name: '連結' }).click()
  await expect.poll(() => opened).toEqual(['{"url":"https://example.org/b"}'])
  await expect(page.locator('.note').getByRole('link')).toHaveCount(1)
  expect(page.url()).toBe(address)
  expect(page.context().pages()).toHaveLength(1)
})
