import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { editionBytes } from '../../main/editions/edition-store.ts'
import { makeEdition } from '../../main/editions/make-edition.ts'
import { commandIds, keysOf } from '../../preload/contract/commands.ts'
import { catalogue } from '../../preload/contract/words/index.ts'
import { noteWords, expect, goToSection, inputMethod, openReader, runCommand, startYandu, test, writeNote } from './reader.ts'

const currentSection = (page: Page) => page.locator('[role=treeitem][aria-selected=true]')

/**
 * Code point of L1 that begins the line which is read: the first that does not lie above the place of the first line. And how
 * far it stands from the top, in CSS px.
 */
const firstLine = (page: Page): Promise<{ start: number; top: number }> =>
  page.evaluate(() => {
    const pane = document.getElementById('text')
    const edge = pane?.getBoundingClientRect().top ?? 0
    for (const piece of pane?.querySelectorAll<HTMLElement>('[data-start]') ?? []) {
      const text = piece.firstChild
      if (!(text instanceof Text)) continue
      const range = document.createRange()
      for (let index = 0; index < text.length; index += 1) {
        range.setStart(text, index)
        range.setEnd(text, index + 1)
        const box = range.getClientRects()[0]
        if (box && box.top + box.height / 2 >= edge + 22) {
          return { start: Number(piece.dataset['start']) + Array.from(text.data.slice(0, index)).length, top: Math.round(box.top - edge) }
        }
      }
    }
    return { start: -1, top: 0 }
  })

const scrollOn = async (page: Page, by: number) => {
  await page.locator('#text').evaluate((pane, pixels) => pane.scrollBy(0, pixels), by)
  await page.waitForTimeout(150)
}

test('the side buttons of a mouse go back and forward; scrolling is no jump', async ({ reader }) => {
  const press = (which: 3 | 4) =>
    reader.evaluate((side) => {
      for (const type of ['mousedown', 'mouseup']) {
        document.getElementById('text')?.dispatchEvent(new MouseEvent(type, { button: side, bubbles: true, cancelable: true }))
      }
    }, which)
  await goToSection(reader, '2.2.2')
  await scrollOn(reader, 300)
  await scrollOn(reader, 300)
  const place = await firstLine(reader)
  await press(3)
  await expect(currentSection(reader)).toHaveAttribute('data-row', '0')
  await press(3)
  await press(4)
  await expect.poll(async () => (await firstLine(reader)).start).toBe(place.start)
})

test('the way back leads from text to text', async ({ page, folders }) => {
  const text = '山路\n一、上山\n上山的路有三條，最近的一條最陡。\n二、下山\n下山要慢，膝蓋才不會疼，天黑以前要到村裡。\n'
  const bytes = new TextEncoder().encode(text)
  const folder = join(folders.library, 'documents', 'hill')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'source.txt'), bytes)
  await writeFile(join(folder, 'edition.json'), editionBytes(await makeEdition(bytes, { documentId: 'hill', fileName: 'source.txt' })))
  const yandu = await startYandu(folders)
  await openReader(page, yandu.address)
  await goToSection(page, '2.2.3')
  const place = await firstLine(page)
  await page.getByRole('combobox', { name: 'Document' }).selectOption('hill')
  await expect(page.locator('h1')).toHaveText('山路')
  await page.locator('#text').focus()
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(page.locator('h1')).toContainText('對推進公安機關')
  await expect.poll(async () => (await firstLine(page)).start).toBe(place.start)
  await page.keyboard.press('Alt+ArrowRight')
  await expect(page.locator('h1')).toHaveText('山路')
  await yandu.stop()
})

test('go to: paragraphs, sections, parts; what is not there is said and can be mended', async ({ reader }) => {
  const dialog = reader.getByRole('dialog', { name: 'Go to' })
  const field = dialog.getByRole('textbox')
  await reader.keyboard.press('g')
  await expect(field).toBeFocused()
  for (const [typed, problem] of [
    ['', 'Type where to go.'],
    ['9999', 'There are only paragraphs 1 to'],
    ['7.7', 'no section 7.7'],
    ['公安', 'neither a section nor a paragraph'],
    ['yandu://nowhere', 'does not lead to a place'],
  ] as const) {
    await field.fill(typed)
    await expect(dialog.getByRole('alert')).toHaveText('')
    await reader.keyboard.press('Enter')
    await expect(dialog.getByRole('alert'), typed).toContainText(problem)
    await expect(field).toHaveAttribute('aria-invalid', 'true')
  }
  await field.fill('第十二段')
  await reader.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
  await expect(reader.locator('[data-paragraph="12"]')).toBeInViewport()
  await reader.keyboard.press('Control+Alt+g')
  await field.fill('§2.2.4')
  await reader.keyboard.press('Enter')
  await expect(currentSection(reader)).toHaveAttribute('data-row', '2.2.4')
})

test('an input method composes in the go-to field: Enter and Escape are its own', async ({ reader }) => {
  const ime = await inputMethod(reader)
  await reader.keyboard.press('g')
  const dialog = reader.getByRole('dialog', { name: 'Go to' })
  const field = dialog.getByRole('textbox')
  for (const step of ['d', 'di', 'di s', 'di shi']) await ime.compose(step)
  await ime.key('Enter')
  await ime.key('Escape')
  await expect(dialog).toBeVisible()
  await expect(dialog.getByRole('alert')).toHaveText('')
  await ime.commit('第十段')
  await expect(field).toHaveValue('第十段')
  await reader.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
  await expect(reader.locator('[data-paragraph="10"]')).toBeInViewport()
})

test('single letters work in the text, and nowhere else', async ({ reader }) => {
  const outline = reader.locator('.pane-outline')
  await reader.locator('#text').focus()
  await reader.keyboard.press('s')
  await expect(outline).toHaveCount(0)
  await reader.keyboard.press('s')
  await expect(outline).toHaveCount(1)
  await reader.keyboard.press('n')
  await expect(reader.locator('.pane-notes')).toHaveCount(0)
  await reader.keyboard.press('n')

  // With a modifier they are something else, or nothing.
  for (const keys of ['Shift+s', 'Control+Alt+s', 'Alt+s']) await reader.keyboard.press(keys)
  await expect(outline).toHaveCount(1)

  await reader.getByRole('button', { name: 'New note' }).click()
  const note = reader.locator('.note-field')
  await note.pressSequentially('snghjklrvpft ?')
  await expect.poll(() => noteWords(reader)).toBe('snghjklrvpft ?')
  const ime = await inputMethod(reader)
  await ime.compose('s')
  await ime.key('s')
  await ime.key('n')
  await ime.commit('是')
  await expect.poll(() => noteWords(reader)).toBe('snghjklrvpft ?是')
  await expect(outline).toHaveCount(1)
  await expect(reader.locator('.pane-notes')).toHaveCount(1)
  await expect(reader.getByRole('dialog')).toHaveCount(0)
  await reader.keyboard.press('Control+Enter')

  await reader.keyboard.press('Control+f')
  await reader.keyboard.type('sn')
  await expect(reader.getByRole('search').getByRole('textbox')).toHaveValue('sn')
  await expect(outline).toHaveCount(1)
  await reader.keyboard.press('Escape')

  await reader.keyboard.press('Control+,')
  await reader.keyboard.press('s')
  await reader.keyboard.press('Escape')
  await expect(outline).toHaveCount(1)

  await reader.keyboard.press('Shift+?')
  await reader.getByRole('checkbox', { name: 'Single letters are commands' }).uncheck()
  await reader.keyboard.press('Escape')
  await reader.locator('#text').focus()
  await reader.keyboard.press('s')
  await reader.keyboard.press('Shift+?')
  await expect(outline).toHaveCount(1)
  await expect(reader.getByRole('dialog')).toHaveCount(0)
  await runCommand(reader, 'Single letters are commands')
  await reader.locator('#text').focus()
  await reader.keyboard.press('s')
  await expect(outline).toHaveCount(0)
})

for (const direction of ['horizontal', 'vertical'] as const) {
  test(`pages and lines by the keyboard, ${direction}`, async ({ reader }) => {
    await reader.locator('#text').focus()
    if (direction === 'vertical') {
      await reader.keyboard.press('v')
      await expect(reader.locator('[data-direction=vertical]').first()).toBeVisible()
    }
    const [forward, back] = direction === 'vertical' ? ['h', 'l'] : ['l', 'h']
    const position = () => reader.locator('#text').evaluate((pane) => Math.abs(pane.scrollTop) + Math.abs(pane.scrollLeft))
    for (const [on, off] of [['Space', 'Shift+Space'], [forward, back], ['j', 'k']] as const) {
      const before = await position()
      await reader.keyboard.press(on)
      await expect.poll(position, { message: on }).toBeGreaterThan(before)
      await reader.keyboard.press(off)
      await expect.poll(position, { message: off }).toBe(before)
    }
    await reader.keyboard.press('Control+End')
    await expect(reader.locator('.progress-line')).toContainText('100 %')
    await reader.keyboard.press('Alt+ArrowLeft')
    // The first line stands again where a first line stands, a little below the edge.
    await expect.poll(position).toBeLessThan(24)
  })
}

test('the space bar presses what has the focus, and does not turn the page as well', async ({ reader }) => {
  const position = () => reader.locator('#text').evaluate((pane) => pane.scrollTop)
  await reader.getByRole('button', { name: 'Repairs' }).focus()
  await reader.keyboard.press('Space')
  await expect(reader.getByRole('button', { name: 'Repairs' })).toHaveAttribute('aria-pressed', 'true')
  await reader.locator('.outline-list summary').focus()
  await reader.keyboard.press('Space')
  await expect(reader.locator('.outline-list')).toHaveAttribute('open')
  expect(await position()).toBe(0)
})

test('F6 goes round the parts of the window, both ways, and none of them holds the keyboard', async ({ reader }) => {
  const where = () =>
    reader.evaluate(() => ['.toolbar', '#outline', '.find-bar', '#text', '#notes'].find((pane) => document.activeElement?.closest(pane)) ?? '')
  await reader.locator('#text').focus()
  const round: string[] = []
  for (let step = 0; step < 5; step += 1) {
    await reader.keyboard.press('F6')
    round.push(await where())
  }
  expect(round).toEqual(['#notes', '.toolbar', '#outline', '#text', '#notes'])
  await reader.keyboard.press('Shift+F6')
  expect(await where()).toBe('#text')
  await reader.keyboard.press('Control+f')
  await reader.keyboard.press('F6')
  expect(await where()).toBe('#text')
  await reader.keyboard.press('Shift+F6')
  expect(await where()).toBe('.find-bar')
})

/** What has the focus: its number, whether it shows that, and its beginning; null for the page itself. */
const focused = (page: Page): Promise<{ index: string; seen: boolean; name: string } | null> =>
  page.evaluate(() => {
    const element = document.activeElement
    if (!(element instanceof HTMLElement) || element === document.body) return null
    // Radio buttons are drawn by the label beside them, the text by a line at its edge.
    const shown = element.matches('input[type=radio]') ? (element.nextElementSibling ?? element) : element
    const style = getComputedStyle(shown)
    const seen = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none'
    return { index: element.dataset['stop'] ?? '', seen, name: element.outerHTML.slice(0, 80) }
  })

test('the tab key reaches every control, shows where it is, and comes round', async ({ reader }) => {
  await reader.keyboard.press('Control+f')
  const wanted = await reader.evaluate(() => {
    const focusable = 'a[href], button:not(:disabled), select, textarea, input, summary, [tabindex="0"]'
    const all = [...document.querySelectorAll<HTMLElement>(focusable)].filter(
      (element) => element.tabIndex >= 0 && element.getClientRects().length > 0 && !element.closest('[inert]'),
    )
    // Of a group of radio buttons one takes the focus.
    const single = all.filter((element) => !(element instanceof HTMLInputElement && element.type === 'radio' && !element.checked))
    for (const [index, element] of single.entries()) element.dataset['stop'] = String(index)
    return single.length
  })
  expect(wanted).toBeGreaterThan(25)
  await reader.evaluate(() => {
    document.body.tabIndex = -1
    document.body.focus()
  })
  const reached = new Set<string>()
  const unseen: string[] = []
  for (let step = 0; step < wanted + 10; step += 1) {
    await reader.keyboard.press('Tab')
    const stop = await focused(reader)
    if (!stop) continue
    if (reached.has(stop.index)) break
    reached.add(stop.index)
    if (!stop.seen) unseen.push(stop.name)
  }
  expect(unseen).toEqual([])
  expect(reached.size).toBe(wanted)
})

test('the tab key reaches what can be done with a note', async ({ reader }) => {
  await writeNote(reader, '一則')
  await reader.keyboard.press('Control+Enter')
  await expect(reader.locator('.note-editing')).toHaveCount(0)
  await reader.getByRole('button', { name: 'New note' }).focus()
  for (const name of ['Edit', 'Delete']) {
    const tool = reader.locator('.note').getByRole('button', { name, exact: true })
    for (let step = 0; step < 4 && !(await tool.evaluate((one) => one === document.activeElement)); step += 1) await reader.keyboard.press('Tab')
    await expect(tool).toBeFocused()
    expect((await focused(reader))?.seen).toBe(true)
  }
})

test('the list of shortcuts has every key of every command, and can be narrowed down', async ({ reader }) => {
  await reader.keyboard.press('Shift+?')
  const dialog = reader.getByRole('dialog', { name: 'Keyboard shortcuts' })
  const text = (await dialog.textContent()) ?? ''
  for (const id of commandIds) if (keysOf(id, false).length > 0) expect(text).toContain(catalogue.en[`command.${id}`])
  await expect(dialog.getByRole('term').filter({ hasText: 'Find next' }).locator('..')).toContainText('F3CtrlG')
  const ime = await inputMethod(reader)
  await dialog.getByRole('textbox').focus()
  await ime.compose('xia')
  await expect(dialog.getByRole('term').filter({ hasText: 'Back' }).first()).toBeVisible()
  await ime.commit('section')
  await expect(dialog.getByRole('term').filter({ hasNotText: /section/i })).toHaveCount(0)
  await expect(dialog.getByRole('term').first()).toBeVisible()
  await dialog.getByRole('textbox').fill('zzzz')
  await expect(dialog).toContainText('No command is called that.')
})

test('progress and the time left follow the reading, without a word to a screen reader', async ({ reader }) => {
  const line = reader.locator('.progress-line')
  await expect(line).toContainText(/Opening·0 %·about \d+ min left/)
  await goToSection(reader, '2.2.2')
  await expect(line).toContainText(/Section 16 of 33·\d\d %·about \d+ min left·this section 1 min/)
  const percent = async () => Number(/(\d+) %/.exec((await line.textContent()) ?? '')?.[1])
  const before = await percent()
  await scrollOn(reader, 600)
  await expect.poll(percent).toBeGreaterThan(before)
  await runCommand(reader, 'Go to the end of the text')
  await expect(line).toContainText(/100 %$/)
  await expect(reader.locator('.progress-line[role=status], .progress-line [aria-live], [role=status] .progress-line')).toHaveCount(0)
})

test('size, theme and numbers by the keyboard', async ({ reader }) => {
  const size = () => reader.locator('#text article').evaluate((element) => parseFloat(getComputedStyle(element).fontSize))
  const usual = await size()
  await reader.keyboard.press('Control+=')
  await expect.poll(size).toBeGreaterThan(usual)
  for (let step = 0; step < 8; step += 1) await reader.keyboard.press('Control+=')
  await expect.poll(async () => Math.round(((await size()) / usual) * 100)).toBe(200)
  await reader.keyboard.press('Control+0')
  await expect.poll(size).toBe(usual)
  await reader.keyboard.press('Control+-')
  await expect.poll(size).toBeLessThan(usual)
  await reader.locator('#text').focus()
  await reader.keyboard.press('t')
  await expect(reader.locator('html')).toHaveAttribute('data-theme', 'paper')
  await reader.keyboard.press('p')
  await expect(reader.locator('.with-numbers')).toHaveCount(1)
})

test('gaps and notes are walked one by one', async ({ reader }) => {
  await runCommand(reader, 'Next gap')
  const first = await reader.evaluate(() => document.activeElement?.getAttribute('data-gap') ?? null)
  await expect.poll(() => reader.evaluate(() => document.activeElement?.getAttribute('data-gap'))).toBe('G3')
  await runCommand(reader, 'Next gap')
  await expect.poll(() => reader.evaluate(() => document.activeElement?.getAttribute('data-gap'))).toBe('G1')
  await runCommand(reader, 'Previous gap')
  await expect.poll(() => reader.evaluate(() => document.activeElement?.getAttribute('data-gap'))).toBe('G3')
  expect(first === null || first === 'G3').toBe(true)
  for (const id of ['1.1', '2.2.1']) {
    await goToSection(reader, id)
    await writeNote(reader, `關於 ${id}`)
    await reader.keyboard.press('Control+Enter')
  }
  await goToSection(reader, '0')
  await runCommand(reader, 'Next note')
  await expect(currentSection(reader)).toHaveAttribute('data-row', '1.1')
  await expect(reader.locator('.note:focus')).toContainText('關於 1.1')
  await runCommand(reader, 'Next note')
  await expect(reader.locator('.note:focus')).toContainText('關於 2.2.1')
})

for (const [width, height] of [
  [360, 640],
  [640, 360],
  [700, 500],
  [1100, 600],
] as const) {
  test(`toolbar, search and progress fit ${width} × ${height}`, async ({ reader }) => {
    await reader.setViewportSize({ width, height })
    await reader.keyboard.press('Control+f')
    await reader.keyboard.type('管理')
    await expect(reader.locator('.find-count')).toContainText(/\d/)
    await expect
      .poll(() => reader.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth))
      .toBe(true)
    for (const control of await reader.locator('.toolbar button, .toolbar label, .find-bar button, .find-bar input').all()) {
      const box = await control.boundingBox()
      expect(box && box.x >= 0 && box.x + box.width <= width + 0.5).toBe(true)
    }
    const pane = await reader.locator('#text').boundingBox()
    expect(pane?.height).toBeGreaterThan(height * 0.45)
  })
}
