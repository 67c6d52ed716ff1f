import type { Page } from '@playwright/test'
import { expect, goToSection, setStyle, test } from './reader.ts'

/**
 * How far the reader has come: a number that grows with the first character in the pane, in the order of the page. The last
 * page of a text whose end is missing may hold nothing but remarks, and the colophon.
 */
const firstRead = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const pane = document.getElementById('text')
    if (!pane) throw new Error('there is no text')
    const frame = pane.getBoundingClientRect()
    const inPane = (box: DOMRect) =>
      box.left >= frame.left - 1 && box.right <= frame.right + 1 && box.top >= frame.top - 1 && box.bottom <= frame.bottom + 1
    for (const [order, piece] of [...pane.querySelectorAll('[data-start], .colophon')].entries()) {
      const text = piece.firstChild
      if (!(text instanceof Text) || ![...piece.getClientRects()].some((box) => box.right > frame.left && box.left < frame.right && box.bottom > frame.top && box.top < frame.bottom)) continue
      for (let index = 0; index < text.length; index += 1) {
        const range = document.createRange()
        range.setStart(text, index)
        range.setEnd(text, index + 1)
        const box = range.getClientRects()[0]
        if (box && inPane(box)) return order * 10_000 + index
      }
    }
    throw new Error('nothing of the text is in the pane')
  })

const select = (page: Page, text: string) =>
  page.evaluate((wanted) => {
    for (const piece of document.querySelectorAll('#text [data-start]')) {
      const node = piece.firstChild
      const at = node instanceof Text ? node.data.indexOf(wanted) : -1
      if (at < 0 || !node) continue
      document.getSelection()?.setBaseAndExtent(node, at, node, at + wanted.length)
      return
    }
    throw new Error(`there is no ${wanted}`)
  }, text)

const flows = [
  { direction: 'horizontal', flow: 'scroll' },
  { direction: 'horizontal', flow: 'pages' },
  { direction: 'vertical', flow: 'scroll' },
  { direction: 'vertical', flow: 'pages' },
] as const

for (const flow of flows) {
  const name = `${flow.direction} text in ${flow.flow}`

  test(`${name}: every section of the outline is brought to where reading begins`, async ({ reader }) => {
    await setStyle(reader, flow)
    for (const id of ['2.2.4', '1.1', '2.3', '0', '2.1.5']) {
      await goToSection(reader, id)
      const shown = await reader.locator(`article [data-section="${id}"]`).evaluate((section) => {
        const frame = document.getElementById('text')?.getBoundingClientRect()
        const box = section.getClientRects()[0]
        return frame && box ? { start: box.top - frame.top, end: frame.right - box.right, inside: box.left < frame.right && box.right > frame.left && box.top < frame.bottom && box.bottom > frame.top } : null
      })
      expect(shown?.inside, id).toBe(true)
    }
  })

  test(`${name}: the place is kept through sizes, scripts and readings, and after a reload`, async ({ reader }) => {
    await setStyle(reader, flow)
    await goToSection(reader, '2.2.3')
    const near = () => expect(reader.locator('article [data-section="2.2.3"] [data-start]').first()).toBeInViewport()
    await near()
    await setStyle(reader, { size: 27 })
    await near()
    await setStyle(reader, { script: 'zh-Hans' })
    await near()
    await setStyle(reader, { ruby: 'all' })
    await near()
    await setStyle(reader, { size: 20, ruby: 'off', script: 'original' })
    await reader.setViewportSize({ width: 1000, height: 620 })
    await near()
    await reader.reload()
    await reader.locator('article [data-section="1"]').waitFor()
    await expect(reader.locator('[role=treeitem][aria-selected=true]')).toHaveAttribute('data-row', '2.2.3')
    await near()
  })

  test(`${name}: the keyboard reads from the first line to the last`, async ({ reader }) => {
    await setStyle(reader, flow)
    await reader.locator('#text').focus()
    await reader.keyboard.press('Home')
    let last = await firstRead(reader)
    for (let presses = 0; presses < 60; presses += 1) {
      if (await reader.locator('.colophon').evaluate((end) => end.getBoundingClientRect().bottom <= innerHeight && end.getBoundingClientRect().left >= 0 && end.getBoundingClientRect().right <= innerWidth && end.getBoundingClientRect().top >= 0)) break
      await reader.keyboard.press('Space')
      await expect.poll(() => firstRead(reader)).toBeGreaterThan(last)
      last = await firstRead(reader)
    }
    await expect(reader.locator('.colophon')).toBeInViewport()
    await reader.keyboard.press('Home')
    await expect(reader.locator('h1')).toBeInViewport()
  })
}

test('pages are whole: no line is cut, and the last page is shown like every other', async ({ reader }) => {
  for (const direction of ['horizontal', 'vertical'] as const) {
    await setStyle(reader, { direction, flow: 'pages' })
    await reader.locator('#text').focus()
    await reader.keyboard.press('End')
    await expect(reader.locator('.colophon')).toBeInViewport()
    for (let page = 0; page < 30; page += 1) {
      const cut = await reader.evaluate(() => {
        const pane = document.getElementById('text')
        const frame = pane?.getBoundingClientRect()
        if (!pane || !frame) return ['no pane']
        const cuts: string[] = []
        for (const piece of pane.querySelectorAll('[data-start]')) {
          for (const box of piece.getClientRects()) {
            const touches = box.left < frame.right && box.right > frame.left && box.top < frame.bottom && box.bottom > frame.top
            const inside = box.left >= frame.left - 1 && box.right <= frame.right + 1 && box.top >= frame.top - 1 && box.bottom <= frame.bottom + 1
            if (touches && !inside) cuts.push(`${piece.textContent} ${JSON.stringify([box, frame])}`)
          }
        }
        return cuts
      })
      expect(cut).toEqual([])
      const before = await reader.locator('.page-number').textContent()
      await reader.keyboard.press('PageUp')
      if ((await reader.locator('.page-number').textContent()) === before) break
    }
  }
})

test('in vertical pages the left arrow and a turned wheel lead on', async ({ reader }) => {
  await setStyle(reader, { direction: 'vertical', flow: 'pages' })
  await reader.locator('#text').focus()
  const number = reader.locator('.page-number')
  await expect(number).toContainText(/\b1\b/)
  await reader.keyboard.press('ArrowLeft')
  await expect(number).toContainText(/\b2\b/)
  await reader.locator('#text').hover()
  await reader.mouse.wheel(0, 120)
  await expect(number).toContainText(/\b3\b/)
  await reader.keyboard.press('ArrowRight')
  await expect(number).toContainText(/\b2\b/)
})

test('the selection stays on the same characters through script, layer, direction and readings', async ({ reader }) => {
  await select(reader, '社會管理創新')
  const selected = () => reader.evaluate(() => document.getSelection()?.toString())
  await setStyle(reader, { script: 'zh-Hans' })
  expect(await selected()).toBe('社会管理创新')
  await setStyle(reader, { ruby: 'all' })
  expect(await selected()).toBe('社会管理创新')
  await setStyle(reader, { direction: 'vertical' })
  expect(await selected()).toBe('社会管理创新')
  await setStyle(reader, { script: 'original', ruby: 'off', direction: 'horizontal' })
  expect(await selected()).toBe('社會管理創新')
})

test('copied text has no readings, keeps its gap marks and is in the script that is shown', async ({ reader, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await setStyle(reader, { ruby: 'all' })
  await goToSection(reader, '2.1.6')
  await reader.evaluate(() => {
    const section = document.querySelector('[data-section="2.1.6"]')
    if (section) document.getSelection()?.selectAllChildren(section)
  })
  await reader.keyboard.press('Control+C')
  const copied = await reader.evaluate(() => navigator.clipboard.readText())
  expect(copied).toContain('〔缺：原站抹去〕')
  expect(copied).toContain('當前，和諧是社會發展的主旋律')
  expect(copied).not.toMatch(/[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]/)
  expect(copied).not.toContain('\u2060')
})

test('paragraph numbers are shown on demand, the same in every setting, and are no part of the text', async ({ reader }) => {
  const numbers = () => reader.locator('#text [data-paragraph]').evaluateAll((all) => all.map((one) => Number((one as HTMLElement).dataset['paragraph'])))
  const first = await numbers()
  expect(first).toEqual(Array.from({ length: first.length }, (_, index) => index + 1))
  const drawn = () => reader.locator('#text [data-paragraph="3"]').evaluate((one) => getComputedStyle(one, '::before').content)
  expect(await drawn()).toBe('none')
  const top = () => reader.locator('#text [data-paragraph="3"]').boundingBox()
  const before = await top()
  await setStyle(reader, { paragraphNumbers: true })
  expect(await drawn()).toBe('"3"')
  expect(await top()).toEqual(before)
  await setStyle(reader, { script: 'zh-Hans', direction: 'vertical', flow: 'pages' })
  expect(await numbers()).toEqual(first)
})

test('the text cursor walks, selects and lets go with the keyboard alone, in both directions', async ({ reader }) => {
  for (const direction of ['horizontal', 'vertical'] as const) {
    await setStyle(reader, { direction })
    await goToSection(reader, '1')
    await reader.locator('#text').focus()
    await reader.keyboard.press('F7')
    await expect(reader.locator('.text-caret')).toBeVisible()
    const ahead = direction === 'vertical' ? 'ArrowDown' : 'ArrowRight'
    const line = direction === 'vertical' ? 'ArrowLeft' : 'ArrowDown'
    await reader.keyboard.press(line)
    for (let count = 0; count < 3; count += 1) await reader.keyboard.press(`Shift+${ahead}`)
    const selected = () => reader.evaluate(() => document.getSelection()?.toString() ?? '')
    expect(Array.from(await selected())).toHaveLength(3)
    await reader.keyboard.press(`Shift+${line}`)
    expect(Array.from(await selected()).length).toBeGreaterThan(12)
    await reader.keyboard.press('Escape')
    await expect(reader.locator('.text-caret')).toHaveCount(0)
  }
})

test('the focus line lies on a line of the text and follows pointer and keys', async ({ reader }) => {
  await setStyle(reader, { focusLine: true })
  await goToSection(reader, '1')
  const band = async () => {
    const box = await reader.locator('.focus-band').boundingBox()
    const found = await reader.evaluate(({ x, y }) => document.caretPositionFromPoint(x, y)?.offsetNode.textContent ?? '', {
      x: (box?.x ?? 0) + (box?.width ?? 0) / 2,
      y: (box?.y ?? 0) + (box?.height ?? 0) / 2,
    })
    return { y: box?.y ?? 0, height: box?.height ?? 0, found }
  }
  const first = await band()
  expect(first.found).not.toBe('')
  await reader.locator('#text').focus()
  await reader.keyboard.press('ArrowDown')
  await expect.poll(async () => Math.round((await band()).y - first.y)).toBe(Math.round(first.height))
})
