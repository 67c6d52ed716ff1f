import type { Locator, Page } from '@playwright/test'
import { callMain, expect, openReader, setStyle, startYandu, test } from './reader.ts'

const dialogOf = (page: Page): Locator => page.locator('dialog[open]')
const sampleOf = (page: Page): Locator => dialogOf(page).locator('.sample-page')
const pageFrame = (page: Page): Locator => page.locator('.pane-text .reading-frame')

const openSettings = async (page: Page): Promise<void> => {
  await page.locator('#text').focus()
  await page.keyboard.press('Control+,')
  await expect(sampleOf(page)).toBeVisible()
}

/** Goes to a control with the tab key alone; what it finds on the way must show that it has the focus. */
const tabTo = async (page: Page, control: Locator): Promise<void> => {
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press('Tab')
    if (await control.evaluate((element) => element === document.activeElement)) return
  }
  throw new Error(`the tab key does not reach ${control}`)
}

const radio = (page: Page, value: string): Locator => dialogOf(page).locator(`input[type=radio][value="${value}"]`)

test('every kind of setting is changed by keys alone, and the sample and the page show it at once', async ({ reader }) => {
  await openSettings(reader)
  const sample = sampleOf(reader)
  const sizeOf = (frame: Locator) => frame.locator('.reading-column').evaluate((column) => getComputedStyle(column).fontSize)

  await tabTo(reader, radio(reader, 'system'))
  await reader.keyboard.press('ArrowRight')
  await reader.keyboard.press('ArrowRight')
  await expect(sample).toHaveAttribute('data-theme', 'sepia')
  await expect(reader.locator('html')).toHaveAttribute('data-theme', 'sepia')

  await tabTo(reader, dialogOf(reader).getByRole('slider', { name: 'Size' }))
  await reader.keyboard.press('ArrowRight')
  await expect.poll(() => sizeOf(sample)).toBe('21px')
  await expect.poll(() => sizeOf(pageFrame(reader))).toBe('21px')

  await tabTo(reader, dialogOf(reader).getByRole('spinbutton', { name: 'Line length' }))
  await reader.keyboard.press('Control+a')
  await reader.keyboard.type('30')
  await expect.poll(() => sample.evaluate((frame) => getComputedStyle(frame).getPropertyValue('--read-measure'))).toBe('30')

  await tabTo(reader, radio(reader, 'horizontal'))
  await reader.keyboard.press('ArrowRight')
  await expect(sample).toHaveAttribute('data-direction', 'vertical')
  await expect(pageFrame(reader)).toHaveAttribute('data-direction', 'vertical')

  await tabTo(reader, dialogOf(reader).getByRole('checkbox', { name: 'Paragraph numbers' }))
  await reader.keyboard.press('Space')
  await expect(sample.locator('.with-numbers')).toHaveCount(1)

  await reader.keyboard.press('Escape')
  await expect(dialogOf(reader)).toHaveCount(0)
  await expect(reader.locator('#text')).toBeFocused()
})

test('a text’s own value stands over the default; both outlive the program; the way back is a key press', async ({ page, folders }) => {
  const first = await startYandu(folders)
  await openReader(page, first.address)
  await openSettings(page)
  const slider = dialogOf(page).getByRole('slider', { name: 'Size' })
  await tabTo(page, slider)
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(slider).toHaveValue('22')
  await tabTo(page, radio(page, 'document'))
  await page.keyboard.press('ArrowRight')
  await expect(slider).toHaveValue('20')
  await tabTo(page, slider)
  for (const value of ['19', '18']) {
    await page.keyboard.press('ArrowLeft')
    await expect(slider).toHaveValue(value)
  }
  await expect.poll(() => callMain(page, 'styles.get', { documentId: 'essay' })).toEqual({ size: 22 })
  await expect.poll(async () => ((await callMain(page, 'settings.get', {})) as { style: { size: number } }).style.size).toBe(18)
  await first.stop()

  const second = await startYandu(folders)
  await page.goto('about:blank')
  await openReader(page, second.address)
  const size = () => page.locator('#text article').evaluate((article) => getComputedStyle(article).fontSize)
  await expect.poll(size).toBe('22px')
  await openSettings(page)
  await tabTo(page, dialogOf(page).getByRole('button', { name: /^Default: 18 px/ }))
  await page.keyboard.press('Enter')
  await expect(slider).toBeFocused()
  await expect(slider).toHaveValue('18')
  await expect(dialogOf(page).getByText('This text follows the default.')).toBeVisible()
  await expect.poll(size).toBe('18px')
  await expect.poll(() => callMain(page, 'styles.get', { documentId: 'essay' })).toEqual({})
  await second.kill()
})

test('the language of the interface is chosen by keys, holds at once and after a restart', async ({ page, folders }) => {
  const first = await startYandu(folders)
  await openReader(page, first.address)
  await openSettings(page)
  const choice = dialogOf(page).getByRole('combobox')
  await tabTo(page, choice)
  for (const [value, tag, title] of [
    ['en', 'en', 'Settings'],
    ['zh-Hant', 'zh-Hant-TW', '設定'],
    ['zh-Hans', 'zh-Hans-CN', '设置'],
  ] as const) {
    await page.keyboard.press('ArrowDown')
    await expect(choice).toHaveValue(value)
    await expect(page.locator('html')).toHaveAttribute('lang', tag)
    await expect(dialogOf(page).getByRole('heading', { level: 2 })).toHaveText(title)
  }
  await expect.poll(async () => ((await callMain(page, 'settings.get', {})) as { language: string }).language).toBe('zh-Hans')
  await first.stop()
  const second = await startYandu(folders)
  await page.goto('about:blank')
  await openReader(page, second.address)
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans-CN')
  await expect(page.locator('.toolbar').getByRole('button', { name: '设置' })).toBeVisible()
  await second.kill()
})

/** Words and controls that are cut off at the side or lie outside of the window. */
const cutOff = (page: Page, root: string): Promise<string[]> =>
  page.evaluate((selector) => {
    const found: string[] = []
    const all = document.querySelectorAll<HTMLElement>(`${selector} *`)
    for (const element of all) {
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || element.closest('.spoken, [inert], svg, .reading-scroll')) continue
      const style = getComputedStyle(element)
      const box = element.getBoundingClientRect()
      const name = `${element.localName}.${element.className} "${(element.textContent ?? '').trim().slice(0, 20)}"`
      const clips = style.overflowX === 'hidden' || style.overflowX === 'clip'
      // What is only spoken is one px wide; the title in the toolbar stands whole at the head of the text.
      if (box.width <= 1 || element.closest('.toolbar-title')) continue
      if (clips && element.scrollWidth > element.clientWidth + 1 && style.display !== 'inline') found.push(`cut: ${name}`)
      const isControl = element.matches('button, input, select, textarea, summary')
      if (isControl && box.width > 1 && (box.left < -0.5 || box.right > innerWidth + 0.5)) found.push(`outside: ${name}`)
    }
    if (document.documentElement.scrollWidth > document.documentElement.clientWidth) found.push('the window scrolls sideways')
    return found
  }, root)

test('at 200 % of the browser’s own size nothing is cut off, on the page or in the settings', async ({ browser, yandu }) => {
  // A window of 1280 × 720 at 200 % has half as many CSS px.
  const context = await browser.newContext({ viewport: { width: 640, height: 360 }, deviceScaleFactor: 2 })
  const page = await context.newPage()
  await openReader(page, yandu.address)
  expect(await cutOff(page, '.workspace')).toEqual([])
  await openSettings(page)
  expect(await cutOff(page, 'dialog')).toEqual([])
  const last = dialogOf(page).getByRole('button', { name: 'Keyboard shortcuts' })
  await tabTo(page, last)
  await expect(last).toBeInViewport()
  await context.close()
})

test('with text of 200 %, the reader’s or the browser’s, nothing is cut off', async ({ reader }) => {
  await setStyle(reader, { size: 38 })
  expect(await cutOff(reader, '.workspace')).toEqual([])
  const lines = await reader.locator('#text [data-start]').evaluateAll((pieces) => {
    const pane = document.getElementById('text')?.getBoundingClientRect()
    return pieces.flatMap((piece) => [...piece.getClientRects()]).filter((box) => pane && (box.left < pane.left - 1 || box.right > pane.right + 1)).length
  })
  expect(lines).toBe(0)
  const session = await reader.context().newCDPSession(reader)
  await session.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } })
  await expect.poll(() => reader.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('32px')
  expect(await cutOff(reader, '.workspace')).toEqual([])
  await openSettings(reader)
  expect(await cutOff(reader, 'dialog')).toEqual([])
})

test('who wants less motion gets none: nothing runs, blinks or glides', async ({ reader }) => {
  const moving = () =>
    reader.evaluate(() => ({
      running: document.getAnimations().length,
      gliding: [...document.querySelectorAll('*')].filter((element) => getComputedStyle(element).scrollBehavior === 'smooth').length,
    }))
  await reader.emulateMedia({ reducedMotion: 'no-preference' })
  await reader.locator('#text').focus()
  await reader.keyboard.press('F7')
  await expect(reader.locator('.text-caret')).toBeVisible()
  expect((await moving()).running).toBeGreaterThan(0)
  await reader.emulateMedia({ reducedMotion: 'reduce' })
  await expect.poll(moving).toEqual({ running: 0, gliding: 0 })
  await openSettings(reader)
  expect(await moving()).toEqual({ running: 0, gliding: 0 })
})
