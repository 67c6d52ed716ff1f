import type { Page } from '@playwright/test'
import { createStandInSpeech } from '../renderer/stand-in-speech.ts'
import { makeBookLibrary, type BookLibrary } from './books.ts'
import { callMain, expect, inputMethod, runCommand, startYandu, test as base, type RunningYandu } from './reader.ts'
import type { StyleChange } from '../../preload/contract/style.ts'

/** Long enough that no part of it could be drawn as a whole by mistake. */
const shape = { characters: 400_000, chapter: 1000 }

interface Outline {
  readonly revision: string
  readonly sections: readonly { readonly id: string; readonly headingSet: string; readonly range: { readonly start: number; readonly end: number } }[]
  readonly paragraphs: readonly { readonly sectionId: string; readonly first: number; readonly count: number }[]
}

interface Book {
  readonly library: BookLibrary
  readonly yandu: RunningYandu
  readonly outline: Outline
}

/** A page with the book open at its beginning. Every test has a library of its own. */
const test = base.extend<{ readonly shape: { characters: number; chapter: number }; readonly book: Book }>({
  shape: [shape, { option: true }],
  book: async ({ page, shape: wanted }, use) => {
    const library = await makeBookLibrary(wanted)
    const yandu = await startYandu(library.folders)
    await page.setViewportSize({ width: 1200, height: 800 })
    await page.goto(yandu.address)
    await page.locator('article [data-section]').first().waitFor()
    await callMain(page, 'settings.change', { documentId: library.documentId, language: 'en' })
    await page.reload()
    await drawn(page)
    const outline = (await callMain(page, 'documents.outline', { documentId: library.documentId })) as Outline
    await use({ library, yandu, outline })
    await page.close()
    await yandu.kill()
    await library.remove()
  },
})

const drawn = async (page: Page): Promise<void> => {
  await page.locator('.book-block[data-here]').first().waitFor()
  await page.evaluate(() => document.fonts.ready)
  await settled(page)
}

/** Waits until nothing of what is drawn has changed for a while. */
const settled = async (page: Page): Promise<void> => {
  let before = ''
  await expect
    .poll(async () => {
      const now = await page.evaluate(() => {
        const pane = document.getElementById('text')
        return [pane?.scrollTop, pane?.scrollLeft, ...Array.from(document.querySelectorAll('.book-block'), (one) => one.outerHTML.length)].join()
      })
      const same = now === before
      before = now
      return same
    }, { intervals: [150] })
    .toBe(true)
}

const setStyle = async (page: Page, change: StyleChange): Promise<void> => {
  await callMain(page, 'styles.change', { documentId: 'book', change })
  if (change.direction) await expect(page.locator('.reading-frame')).toHaveAttribute('data-direction', change.direction)
  if (change.flow) await expect(page.locator('.reading-frame')).toHaveAttribute('data-flow', change.flow)
  await drawn(page)
}

/** Numbers of the paragraphs that are drawn, in the order of the page. */
const numbersDrawn = (page: Page): Promise<number[]> =>
  page.locator('#text [data-paragraph]').evaluateAll((all) => all.map((one) => Number(one.getAttribute('data-paragraph'))))

/** The numbers of the paragraphs of which something can be seen. */
const numbersSeen = (page: Page): Promise<number[]> =>
  page.evaluate(() => {
    const pane = document.getElementById('text')?.getBoundingClientRect()
    if (!pane) return []
    const isSeen = (box: DOMRect) => box.bottom > pane.top + 1 && box.top < pane.bottom - 1 && box.right > pane.left + 1 && box.left < pane.right - 1
    return [...document.querySelectorAll('#text [data-paragraph]')]
      .filter((one) => [...one.getClientRects()].some(isSeen))
      .map((one) => Number(one.getAttribute('data-paragraph')))
  })

const isRun = (numbers: readonly number[]): boolean => numbers.every((number, index) => index === 0 || number === (numbers[index - 1] ?? 0) + 1)

const goTo = async (page: Page, where: string): Promise<void> => {
  await page.locator('#text').focus()
  await page.keyboard.press('Control+Alt+G')
  const field = page.getByRole('dialog').getByRole('textbox')
  await field.fill(where)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await settled(page)
}

/** What the first line that is read belongs to. */
const firstSeen = (page: Page): Promise<number | undefined> =>
  page.evaluate(() => {
    // The first line that is read stands a little below the edge of the pane.
    const top = (document.getElementById('text')?.getBoundingClientRect().top ?? 0) + 30
    const first = [...document.querySelectorAll('#text [data-paragraph]')].find((one) => one.getBoundingClientRect().bottom > top)
    return first ? Number(first.getAttribute('data-paragraph')) : undefined
  })

const countNodes = (page: Page): Promise<number> => page.evaluate(() => document.querySelectorAll('*').length)

test('a book opens at its beginning, and little of it is drawn', async ({ page, book }) => {
  await expect(page.locator('#text h1')).toHaveText('長路記')
  expect(await numbersSeen(page)).toContain(2)
  const chapters = await page.locator('#text [data-section]').count()
  expect(chapters).toBeLessThan(12)
  expect(book.outline.sections.length).toBeGreaterThan(300)
  expect(await countNodes(page)).toBeLessThan(3000)
})

test('jumps by paragraph number, section and outline land on the right line', async ({ page, book }) => {
  const { sections, paragraphs } = book.outline
  const last = paragraphs.reduce((sum, { count }) => sum + count, 0)
  for (const number of [1500, 7, last - 30, 2222, 1501]) {
    await goTo(page, String(number))
    expect(await firstSeen(page)).toBe(number)
    expect(isRun(await numbersDrawn(page))).toBe(true)
    // The made-up text counts its own paragraphs; the preamble is number 1.
    await expect(page.locator(`#text [data-paragraph="${number}"]`)).toContainText(`甲${number - 1}，`)
  }
  for (const section of [sections[200], sections[3], sections[310]]) {
    if (!section) throw new Error('the book has too few chapters')
    await goTo(page, `§${section.id}`)
    await expect(page.locator(`#text [data-section="${section.id}"] .heading`)).toBeInViewport()
    await expect(page.locator(`[role=treeitem][data-row="${section.id}"]`)).toHaveAttribute('aria-selected', 'true')
    await expect(page.locator(`[role=treeitem][data-row="${section.id}"]`)).toBeInViewport()
  }
  const row = page.locator('[role=treeitem]').nth(5)
  const id = await row.getAttribute('data-row')
  await row.click()
  await expect(page.locator(`#text [data-section="${id}"] .heading`)).toBeInViewport()
  expect(await page.locator('[role=treeitem]').count()).toBeLessThan(120)
})

test('the keys of the outline walk over rows that are not drawn yet', async ({ page, book }) => {
  await page.locator('[role=treeitem][tabindex="0"]').focus()
  await page.keyboard.press('End')
  const last = book.outline.sections.at(-1)
  await expect(page.locator(':focus')).toHaveAttribute('data-row', last?.id ?? '')
  await page.keyboard.press('ArrowUp')
  await expect(page.locator(':focus')).toHaveAttribute('data-row', book.outline.sections.at(-2)?.id ?? '')
  await page.keyboard.press('Enter')
  await expect(page.locator(`#text [data-section="${book.outline.sections.at(-2)?.id}"] .heading`)).toBeInViewport()
  await page.locator('[role=treeitem][tabindex="0"]').focus()
  await page.keyboard.press('Home')
  await expect(page.locator(':focus')).toHaveAttribute('data-row', '0')
})

for (const direction of ['horizontal', 'vertical'] as const) {
  test(`scrolling ${direction} text forwards and back loses and repeats no paragraph`, async ({ page, book }) => {
    expect(book.outline.sections.length).toBeGreaterThan(300)
    await setStyle(page, { direction, flow: 'scroll' })
    await goTo(page, '1500')
    await page.locator('#text').hover()
    let frontier = (await numbersSeen(page)).at(-1) ?? 0
    const begun = frontier
    for (let turn = 0; turn < 40; turn += 1) {
      await page.mouse.wheel(0, 480)
      await page.waitForTimeout(40)
      const [seen, all] = [await numbersSeen(page), await numbersDrawn(page)]
      expect(isRun(all)).toBe(true)
      // What comes into view follows what was seen before: nothing was jumped over, nothing came again.
      expect(seen[0]).toBeLessThanOrEqual(frontier + 1)
      expect(seen.at(-1)).toBeGreaterThanOrEqual(frontier)
      frontier = seen.at(-1) ?? 0
    }
    expect(frontier).toBeGreaterThan(begun + 30)
    expect(await countNodes(page)).toBeLessThan(4000)
    let rear = (await numbersSeen(page))[0]
    // Back over blocks that were measured and on over those that never were.
    for (let turn = 0; turn < 70; turn += 1) {
      await page.mouse.wheel(0, -480)
      await page.waitForTimeout(40)
      const seen = await numbersSeen(page)
      expect(isRun(await numbersDrawn(page))).toBe(true)
      expect(seen.at(-1)).toBeGreaterThanOrEqual((rear ?? 0) - 1)
      expect(seen[0]).toBeLessThanOrEqual(rear ?? 0)
      rear = seen[0]
    }
    expect(rear).toBeLessThan(begun - 20)
  })
}

test('blocks drawn above do not move the lines that are read', async ({ page, book }) => {
  expect(book.outline.sections.length).toBeGreaterThan(300)
  await goTo(page, '1500')
  await page.locator('#text').hover()
  for (let turn = 0; turn < 25; turn += 1) {
    const mark = await page.evaluate(() => {
      const pane = document.getElementById('text')?.getBoundingClientRect()
      const seen = [...document.querySelectorAll('#text [data-paragraph]')].find((one) => one.getBoundingClientRect().top > (pane?.top ?? 0))
      return { number: seen?.getAttribute('data-paragraph'), top: seen?.getBoundingClientRect().top ?? 0 }
    })
    await page.mouse.wheel(0, -200)
    await settled(page)
    const top = await page.locator(`#text [data-paragraph="${mark.number}"]`).evaluate((one) => one.getBoundingClientRect().top)
    expect(Math.abs(top - mark.top - 200)).toBeLessThan(2)
  }
})

for (const direction of ['horizontal', 'vertical'] as const) {
  test(`pages of ${direction} text turn over the seams of what is drawn, both ways`, async ({ page, book }) => {
    expect(book.outline.sections.length).toBeGreaterThan(300)
    await setStyle(page, { direction, flow: 'pages' })
    await goTo(page, '1200')
    expect(await numbersSeen(page)).toContain(1200)
    await expect(page.locator('.page-number')).toContainText(/About page/)
    const walked: number[][] = [await numbersSeen(page)]
    for (let turn = 0; turn < 40; turn += 1) {
      await page.keyboard.press('PageDown')
      await settled(page)
      const seen = await numbersSeen(page)
      const before = walked.at(-1) ?? []
      expect(isRun(seen)).toBe(true)
      expect([before.at(-1), (before.at(-1) ?? 0) + 1]).toContain(seen[0])
      walked.push(seen)
    }
    expect(walked.at(-1)?.[0]).toBeGreaterThan(1240)
    for (const expected of walked.toReversed().slice(1)) {
      await page.keyboard.press('PageUp')
      await settled(page)
      expect(await numbersSeen(page)).toEqual(expected)
    }
    await page.keyboard.press('End')
    await settled(page)
    await expect(page.locator('#text .colophon')).toBeInViewport()
    await page.keyboard.press('Home')
    await settled(page)
    await expect(page.locator('#text h1')).toBeInViewport()
  })
}

test('the place is kept when the window and the style change, and after the program was ended', async ({ page, book }) => {
  await goTo(page, '1777')
  for (const size of [{ width: 900, height: 700 }, { width: 1400, height: 900 }]) {
    await page.setViewportSize(size)
    await settled(page)
    expect(await firstSeen(page)).toBe(1777)
  }
  const styles: readonly StyleChange[] = [
    { size: 27 }, { direction: 'vertical' }, { flow: 'pages' }, { direction: 'horizontal' }, { flow: 'scroll', size: 19 },
  ]
  for (const change of styles) {
    await setStyle(page, change)
    expect(await numbersSeen(page)).toContain(1777)
  }
  expect(await firstSeen(page)).toBe(1777)
  await page.waitForTimeout(600)
  await book.yandu.stop()
  const again = await startYandu(book.library.folders)
  await page.goto('about:blank')
  await page.goto(again.address)
  await drawn(page)
  expect(await firstSeen(page)).toBe(1777)
  await again.kill()
})

test('the end and the beginning are reached with one key, and a dragged bar shows the text there', async ({ page, book }) => {
  expect(book.outline.sections.length).toBeGreaterThan(300)
  await page.locator('#text').focus()
  await page.keyboard.press('End')
  await settled(page)
  await runCommand(page, 'Go to the end of the text')
  await settled(page)
  await expect(page.locator('#text .colophon')).toBeInViewport()
  await runCommand(page, 'Go to the beginning of the text')
  await settled(page)
  await expect(page.locator('#text h1')).toBeInViewport()
  for (const part of [0.5, 0.9, 0.2]) {
    await page.evaluate((wanted) => {
      const pane = document.getElementById('text')
      if (pane) pane.scrollTop = pane.scrollHeight * wanted
    }, part)
    await settled(page)
    const seen = await numbersSeen(page)
    const all = book.outline.paragraphs.reduce((sum, { count }) => sum + count, 0)
    expect(seen.length).toBeGreaterThan(1)
    expect(Math.abs((seen[0] ?? 0) / all - part)).toBeLessThan(0.1)
  }
})

test('what is found anywhere in the book is counted, shown and painted', async ({ page, book }) => {
  expect(book.outline.sections.length).toBeGreaterThan(300)
  await page.locator('#text').focus()
  await page.keyboard.press('Control+F')
  await page.keyboard.type('甲2001，')
  await expect(page.locator('.find-bar')).toContainText(/1 (of|\/) 1\b/)
  await expect(page.locator('#text [data-paragraph="2002"]')).toBeInViewport()
  const paintedWords = () =>
    page.evaluate(() => [...(CSS.highlights.get('find-current') ?? [])].map((range) => (range as Range).toString()).join(''))
  await expect.poll(paintedWords).toBe('甲2001，')
  await page.locator('.find-field').fill('甲14')
  await expect(page.locator('.find-bar')).toContainText(/of 111\b/)
  await page.keyboard.press('Enter')
  await settled(page)
  await expect.poll(paintedWords).toBe('甲14')
})

test('a link leads to its words in the middle of the book, right after the start too', async ({ page, book }) => {
  await goTo(page, '1654')
  const paragraph = page.locator('#text [data-paragraph="1654"]')
  await paragraph.evaluate((one) => document.getSelection()?.selectAllChildren(one))
  await runCommand(page, 'Copy link to the passage')
  await page.context().grantPermissions(['clipboard-read'], { origin: new URL(page.url()).origin })
  const link = await page.evaluate(() => navigator.clipboard.readText())
  expect(link).toContain('p=1654')
  await goTo(page, '3')
  await page.waitForTimeout(500)
  await page.reload()
  await drawn(page)
  await goTo(page, link.trim())
  await expect(page.locator('[data-passage]')).toContainText('1654')
  expect(await numbersSeen(page)).toContain(1654)
  const marked = await page.evaluate(() => [...(CSS.highlights.get('passage') ?? [])].map((range) => (range as Range).toString()).join(''))
  expect(marked.startsWith('甲1653，')).toBe(true)
  expect(book.outline.sections.length).toBeGreaterThan(300)
})

test('a highlight in the middle of the book is painted, lost from view, painted again and followed', async ({ page, book }) => {
  expect(book.outline.sections.length).toBeGreaterThan(300)
  await goTo(page, '1300')
  const paragraph = page.locator('#text [data-paragraph="1300"]')
  await paragraph.evaluate((one) => document.getSelection()?.selectAllChildren(one))
  await page.keyboard.press('h')
  const painted = () =>
    page.evaluate(() => [...(CSS.highlights.get('mark-yellow') ?? [])].map((range) => (range as Range).toString()).join('').slice(0, 6))
  await expect.poll(painted).toBe('甲1299，')
  await expect(page.locator('[data-marks]')).toHaveCount(1)
  await goTo(page, '40')
  await expect.poll(painted).toBe('')
  await expect(page.locator('[data-marks]')).toHaveCount(0)
  await runCommand(page, 'Next highlight')
  await settled(page)
  await expect.poll(painted).toBe('甲1299，')
  expect(await numbersSeen(page)).toContain(1300)
  const mark = page.locator('[data-marks]')
  await expect(mark).toBeInViewport()
  const [box, line] = [await mark.boundingBox(), await paragraph.boundingBox()]
  expect(Math.abs((box?.y ?? 0) - (line?.y ?? 0))).toBeLessThan(8)
  await page.reload()
  await drawn(page)
  await expect.poll(painted).toBe('甲1299，')
})

test('a selection over the seams of what is drawn is copied whole', async ({ page, book }) => {
  expect(book.outline.sections.length).toBeGreaterThan(300)
  await goTo(page, '1000')
  await page.locator('#text [data-paragraph="1000"]').evaluate((one) => document.getSelection()?.collapse(one, 0))
  await page.locator('#text').hover()
  for (let turn = 0; turn < 20; turn += 1) {
    await page.mouse.wheel(0, 500)
    await page.waitForTimeout(40)
  }
  await settled(page)
  // The beginning has been let go of when nothing was selected; now it is held.
  await goTo(page, '1000')
  await page.locator('#text [data-paragraph="1000"]').evaluate((one) => document.getSelection()?.selectAllChildren(one))
  for (let turn = 0; turn < 16; turn += 1) {
    await page.mouse.wheel(0, 500)
    await page.waitForTimeout(40)
    await page.evaluate(() => {
      const all = [...document.querySelectorAll('#text [data-paragraph]')]
      const pane = document.getElementById('text')?.getBoundingClientRect()
      const last = all.findLast((one) => one.getBoundingClientRect().bottom < (pane?.bottom ?? 0))
      if (last) document.getSelection()?.extend(last, last.childNodes.length)
    })
  }
  await settled(page)
  const copied = await page.evaluate(() => {
    const data = new DataTransfer()
    document.dispatchEvent(new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true }))
    return data.getData('text/plain')
  })
  const numbers = [...copied.matchAll(/甲(\d+)，/g)].map((found) => Number(found[1]))
  expect(numbers[0]).toBe(999)
  expect(numbers.length).toBeGreaterThan(40)
  expect(isRun(numbers)).toBe(true)
})

test('the text as received is drawn near the place too, and leads back to it', async ({ page, book }) => {
  expect(book.outline.sections.length).toBeGreaterThan(300)
  await goTo(page, '1444')
  await page.getByText('As received').click()
  await expect(page.locator('#text article')).toHaveAttribute('data-layer', 'source')
  await expect(page.locator('.source-text').first()).toBeVisible()
  await settled(page)
  await expect(page.locator('.source-text', { hasText: '甲1443，' }).first()).toBeInViewport()
  expect(await countNodes(page)).toBeLessThan(3000)
  const lines = await page.locator('.source-text').evaluateAll((all) => all.map((one) => one.textContent).join(''))
  const numbers = [...lines.matchAll(/甲(\d+)，/g)].map((found) => Number(found[1]))
  expect(isRun(numbers)).toBe(true)
  await page.getByText('Set', { exact: true }).click()
  await expect(page.locator('#text article')).toHaveAttribute('data-layer', 'set')
  await settled(page)
  expect(await firstSeen(page)).toBe(1444)
})

test('reading aloud goes on over parts that are not drawn yet', async ({ page, book }) => {
  expect(book.outline.sections.length).toBeGreaterThan(300)
  const voice = { voiceURI: 'local-tw', name: 'Here', lang: 'zh-TW', localService: true, default: false }
  await page.addInitScript(`
    const made = (${createStandInSpeech.toString()})(${JSON.stringify({ boundaries: false, voices: [voice], perUnit: 1 })})
    Object.defineProperty(window, 'speechSynthesis', { value: made.synthesis, configurable: true })
    window.SpeechSynthesisUtterance = made.Utterance
    window.standIn = made
  `)
  await page.reload()
  await drawn(page)
  await callMain(page, 'settings.change', { aloud: { voice: null, rate: 2, until: 'end' } })
  await goTo(page, '1400')
  await page.locator('#text').focus()
  await page.keyboard.press('a')
  const said = (): Promise<string> =>
    page.evaluate(() => (Reflect.get(window, 'standIn') as { said: { text: string }[] }).said.map(({ text }) => text).join(''))
  await expect.poll(said, { timeout: 60_000 }).toContain('甲1440，')
  const numbers = [...(await said()).matchAll(/甲(\d+)，/g)].map((found) => Number(found[1]))
  expect(numbers[0]).toBe(1399)
  expect(isRun(numbers)).toBe(true)
  await expect.poll(() => numbersSeen(page)).not.toContain(1400)
})

test('writing a note draws nothing of the text anew', async ({ page, book }) => {
  expect(book.outline.sections.length).toBeGreaterThan(300)
  await goTo(page, '900')
  await page.getByRole('button', { name: 'New note' }).click()
  await page.locator('.note-field').focus()
  await page.evaluate(() => {
    const changes = { count: 0 }
    Object.assign(window, { changes })
    const article = document.querySelector('#text article')
    const observer = new MutationObserver((all) => (changes.count += all.length))
    if (article) observer.observe(article, { subtree: true, childList: true, characterData: true, attributes: true })
  })
  const method = await inputMethod(page)
  for (const word of ['這裡', '有一', '條路']) {
    await method.compose(word)
    await method.commit(word)
  }
  await expect(page.locator('.note-editing [data-save]')).toHaveAttribute('data-save', 'saved')
  expect(await page.evaluate(() => (window as unknown as { changes: { count: number } }).changes.count)).toBe(0)
})

test.describe('a book of one chapter', () => {
  test.use({ shape: { characters: 250_000, chapter: 250_000 } })

  test('is drawn in parts whose paragraphs keep their numbers', async ({ page, book }) => {
    expect(book.outline.sections.length).toBeLessThan(4)
    expect(await countNodes(page)).toBeLessThan(3000)
    for (const number of [1200, 44, 1800]) {
      await goTo(page, String(number))
      expect(await firstSeen(page)).toBe(number)
      expect(isRun(await numbersDrawn(page))).toBe(true)
      await expect(page.locator(`#text [data-paragraph="${number}"]`)).toContainText(`甲${number - 1}，`)
    }
    await page.locator('#text').hover()
    for (let turn = 0; turn < 30; turn += 1) {
      await page.mouse.wheel(0, 600)
      await page.waitForTimeout(30)
      expect(isRun(await numbersDrawn(page))).toBe(true)
    }
    await page.waitForTimeout(600)
    const here = await firstSeen(page)
    await page.reload()
    await drawn(page)
    await settled(page)
    await expect.poll(() => firstSeen(page)).toBe(here)
  })
})

test('scrolling a book blocks the window hardly more than scrolling the essay', async ({ page, book }) => {
  const blocked = async (): Promise<number> => {
    await page.evaluate(() => {
      const sum = { blocked: 0 }
      Object.assign(window, { sum })
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) sum.blocked += duration
      }).observe({ type: 'longtask' })
    })
    await page.locator('#text').hover()
    for (let turn = 0; turn < 120; turn += 1) {
      await page.mouse.wheel(0, turn % 40 < 20 ? 300 : -300)
      await page.waitForTimeout(16)
    }
    return page.evaluate(() => (window as unknown as { sum: { blocked: number } }).sum.blocked)
  }
  await goTo(page, '1500')
  const inBook = await blocked()
  await callMain(page, 'settings.change', { documentId: 'essay' })
  await page.reload()
  await page.locator('article > [data-section="1"]').waitFor()
  const inEssay = await blocked()
  expect(book.outline.sections.length > 300 && inBook < Math.max(1000, inEssay * 4)).toBe(true)
})
