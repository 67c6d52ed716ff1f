import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import type { Note } from '../../preload/contract/notes.ts'
import { callMain, expect, goToSection, inputMethod, openReader, runCommand, setStyle, test } from './reader.ts'

interface Span {
  readonly start: number
  readonly end: number
}

/** The pieces of L1 that lie in a section, as spans of code points. */
const spansIn = (page: Page, section: string): Promise<Span[]> =>
  page.evaluate(
    (id) =>
      [...document.querySelectorAll<HTMLElement>(`article [data-section="${id}"] p [data-start]`)]
        .filter((piece) => piece.dataset['gap'] === undefined)
        .map((piece) => ({
          start: Number(piece.dataset['start']),
          end: Number(piece.dataset['start']) + Array.from(piece.firstChild?.textContent ?? '').length,
        })),
    section,
  )

/** Selects code points of L1 and leaves the focus in the text. */
const select = async (page: Page, { start, end }: Span): Promise<void> => {
  await page.evaluate(
    ([from, to]) => {
      const place = (offset: number, atEnd: boolean): [Node, number] => {
        for (const piece of document.querySelectorAll<HTMLElement>('article [data-start]')) {
          const text = piece.firstChild
          const first = Number(piece.dataset['start'])
          if (!(text instanceof Text) || piece.dataset['gap'] !== undefined) continue
          const characters = Array.from(text.data)
          const within = offset - first
          if (within < 0 || (atEnd ? within > characters.length || within === 0 : within >= characters.length)) continue
          return [text, characters.slice(0, within).join('').length]
        }
        throw new Error(`no text at ${offset}`)
      }
      document.getElementById('text')?.focus()
      document.getSelection()?.setBaseAndExtent(...place(from, false), ...place(to, true))
    },
    [start, end] as const,
  )
}

/** What is painted under a name, as spans of L1 that touch each other joined; a gap counts as its blank. */
const painted = (page: Page, name: string): Promise<Span[]> =>
  page.evaluate((one) => {
    const spans = [...(CSS.highlights.get(one) ?? [])].map((range) => {
      const piece = range.startContainer.parentElement?.closest<HTMLElement>('[data-start]')
      const start = Number(piece?.dataset['start'])
      const before = range.startContainer.textContent?.slice(0, range.startOffset) ?? ''
      const from = start + (piece?.dataset['gap'] === undefined ? Array.from(before).length : 0)
      const length = piece?.dataset['gap'] === undefined ? Array.from(range.toString()).length : Number(piece?.dataset['length'])
      return { start: from, end: from + length }
    })
    spans.sort((a, b) => a.start - b.start)
    return spans.reduce<{ start: number; end: number }[]>((joined, span) => {
      const last = joined.at(-1)
      if (last && last.end === span.start) last.end = span.end
      else joined.push({ ...span })
      return joined
    }, [])
  }, name)

const articleOf = (page: Page): Promise<string> => page.locator('#text article').evaluate((article) => article.innerHTML)

const notesOf = async (page: Page): Promise<Note[]> => (await callMain(page, 'notes.list', { documentId: 'essay' })) as Note[]

/** A stretch inside the first long piece of a section. */
const longSpan = async (page: Page, section: string, length: number): Promise<Span> => {
  const spans = await spansIn(page, section)
  const found = spans.find(({ start, end }) => end - start >= length + 6)
  if (!found) throw new Error(`no piece of ${length} characters in ${section}`)
  return { start: found.start + 3, end: found.start + 3 + length }
}

/** Waits until the text has come to where it was sent. */
const atRest = async (page: Page): Promise<void> => {
  let before = ''
  await expect
    .poll(async () => {
      const now = JSON.stringify(await page.locator('article [data-section="1.1"] .heading').boundingBox())
      const same = now === before
      before = now
      return same
    }, { intervals: [250] })
    .toBe(true)
}

test('a selection becomes a highlight by one key, and the text stays as it is', async ({ reader }) => {
  await goToSection(reader, '1.1')
  const span = await longSpan(reader, '1.1', 12)
  const before = await articleOf(reader)
  await select(reader, span)
  await reader.keyboard.press('h')
  await expect.poll(() => painted(reader, 'mark-yellow')).toEqual([span])
  expect(await articleOf(reader)).toBe(before)
  const [note] = await notesOf(reader)
  expect(note?.anchor?.range).toEqual(span)
  expect(note?.body).toBe('')
  expect(Array.from(note?.anchor?.quote.prefix ?? '')).toHaveLength(32)

  await reader.reload()
  await reader.locator('article [data-section="1"]').waitFor()
  await expect.poll(() => painted(reader, 'mark-yellow')).toEqual([span])
})

for (const direction of ['horizontal', 'vertical'] as const) {
  test(`what is selected with the mouse is highlighted, ${direction}`, async ({ reader }) => {
    await setStyle(reader, { direction })
    await goToSection(reader, '1.1')
    await atRest(reader)
    const span = await longSpan(reader, '1.1', 8)
    const [from, to] = await reader.evaluate(
      ([start, end]) => {
        const centre = (offset: number): [number, number] => {
          for (const piece of document.querySelectorAll<HTMLElement>('article [data-start]')) {
            const within = offset - Number(piece.dataset['start'])
            const text = piece.firstChild
            if (!(text instanceof Text) || within < 0 || within >= text.data.length) continue
            const range = document.createRange()
            range.setStart(text, within)
            range.setEnd(text, within + 1)
            const box = range.getBoundingClientRect()
            // A real mouse stands on whole pixels, and Chromium selects nothing between them.
            return [Math.round(box.left + box.width / 2), Math.round(box.top + box.height / 2)]
          }
          throw new Error(`nothing stands at ${offset}`)
        }
        return [centre(start), centre(end - 1)] as const
      },
      [span.start, span.end] as const,
    )
    await reader.mouse.move(...from)
    await reader.mouse.down()
    await reader.mouse.move(...to, { steps: 5 })
    await reader.mouse.up()
    const selected = await reader.evaluate(() => Array.from(String(document.getSelection())).length)
    expect(selected).toBeGreaterThan(5)
    await reader.keyboard.press('h')
    await expect.poll(async () => (await painted(reader, 'mark-yellow')).map(({ start, end }) => end - start)).toEqual([selected])
  })
}

test('without a selection the same keys do what they did', async ({ reader }) => {
  await reader.locator('#text').focus()
  await reader.keyboard.press('n')
  await expect(reader.locator('#notes')).toHaveCount(0)
  await reader.keyboard.press('n')
  await expect(reader.locator('#notes')).toHaveCount(1)
  expect(await notesOf(reader)).toEqual([])
})

test('the keyboard alone selects, chooses a colour, writes a note, walks, changes and undoes', async ({ reader }) => {
  await goToSection(reader, '1.1')
  await expect(reader.locator('article [data-section="1.1"] .heading')).toBeInViewport()
  await reader.locator('#text').focus()
  await reader.keyboard.press('F7')
  await expect(reader.locator('.text-caret')).toBeVisible()
  for (let press = 0; press < 6; press += 1) await reader.keyboard.press('Shift+ArrowRight')
  await reader.keyboard.press('3')
  await expect.poll(async () => (await painted(reader, 'mark-blue')).map(({ start, end }) => end - start)).toEqual([6])
  await reader.keyboard.press('F7')

  await reader.keyboard.press('m')
  await expect(reader.locator('.margin-mark')).toBeFocused()
  await reader.keyboard.press('Enter')
  const choices = reader.getByRole('dialog', { name: 'Highlights here' })
  await choices.getByRole('button', { name: 'Highlight in pink' }).press('Enter')
  await expect.poll(async () => (await painted(reader, 'mark-pink')).length).toBe(1)
  await reader.keyboard.press('Escape')
  await expect(choices).toHaveCount(0)
  await expect(reader.locator('.margin-mark')).toBeFocused()
  await reader.keyboard.press('Control+z')
  await expect.poll(async () => (await painted(reader, 'mark-blue')).length).toBe(1)
  await reader.keyboard.press('Control+z')
  await expect.poll(() => notesOf(reader)).toEqual([])
})

test('the tools beside a selection are reached by Enter and walked by the arrows', async ({ reader }) => {
  await goToSection(reader, '1.1')
  const span = await longSpan(reader, '1.1', 8)
  await select(reader, span)
  const tools = reader.getByRole('toolbar', { name: 'Highlight the selection' })
  await expect(tools).toBeVisible()
  await reader.keyboard.press('Enter')
  await expect(tools.getByRole('button', { name: 'Highlight in yellow' })).toBeFocused()
  await reader.keyboard.press('ArrowRight')
  await reader.keyboard.press('Enter')
  await expect.poll(() => painted(reader, 'mark-green')).toEqual([span])
  await expect(tools).toHaveCount(0)
})

test('a highlight with a note is written, shown with its quote, and leads to its passage', async ({ reader }) => {
  await goToSection(reader, '1.1')
  const span = await longSpan(reader, '1.1', 10)
  await select(reader, span)
  await reader.keyboard.press('n')
  await reader.locator('.note-field').fill('這一句要緊')
  await expect(reader.locator('.note-editing [data-save]')).toHaveAttribute('data-save', 'saved')
  await reader.keyboard.press('Control+Enter')
  await expect(reader.locator('.margin-mark[data-kind="note"]')).toHaveCount(1)
  await reader.keyboard.press('h')
  const [note] = await notesOf(reader)
  expect(note?.anchor?.range).toEqual(span)
  expect(note?.color).toBe('yellow')
  await goToSection(reader, '2.2.1')
  await runCommand(reader, 'Next highlight')
  await expect(reader.locator('.margin-mark')).toBeFocused()
  await expect(reader.locator('.note .mark-go')).toContainText(note?.anchor?.quote.exact.slice(0, 4) ?? '?')
  await reader.locator('.note .mark-go').click()
  await expect.poll(() => painted(reader, 'passage')).toEqual([span])
})

test('across paragraphs, sections and a gap the highlight is the code points that were selected', async ({ reader }) => {
  const gap = await reader.evaluate(() => {
    const found = document.querySelector<HTMLElement>('article [data-gap][data-start]')
    return { start: Number(found?.dataset['start']), length: Number(found?.dataset['length']) }
  })
  const around = { start: gap.start - 4, end: gap.start + gap.length + 4 }
  await select(reader, around)
  await reader.keyboard.press('5')
  await expect.poll(() => painted(reader, 'mark-purple')).toEqual([around])

  const [first] = await spansIn(reader, '1.1')
  const next = await spansIn(reader, '1.2')
  const long = { start: (first?.start ?? 0) + 2, end: (next[0]?.start ?? 0) + 5 }
  await select(reader, long)
  await reader.keyboard.press('2')
  await expect.poll(async () => (await notesOf(reader)).some(({ anchor }) => anchor?.range.start === long.start && anchor.range.end === long.end)).toBe(true)
  const spans = await painted(reader, 'mark-green')
  expect(spans[0]?.start).toBe(long.start)
  expect(spans.at(-1)?.end).toBe(long.end)
  expect(spans.length).toBeGreaterThan(1)
})

test('overlapping highlights are both seen and both reached', async ({ reader }) => {
  await goToSection(reader, '1.1')
  const span = await longSpan(reader, '1.1', 12)
  const inner = { start: span.start + 4, end: span.start + 8 }
  await select(reader, span)
  await reader.keyboard.press('1')
  await expect.poll(() => painted(reader, 'mark-yellow')).toEqual([span])
  await select(reader, inner)
  await reader.keyboard.press('3')
  await expect.poll(() => painted(reader, 'mark-blue')).toEqual([inner])
  await expect.poll(() => painted(reader, 'mark-overlap')).toEqual([inner])
  expect(await painted(reader, 'mark-yellow')).toEqual([{ start: span.start, end: inner.start }, { start: inner.end, end: span.end }])

  const point = await reader.evaluate(() => {
    const [range] = CSS.highlights.get('mark-blue') ?? []
    const box = range instanceof Range ? range.getClientRects()[0] : undefined
    return { x: (box?.left ?? 0) + 8, y: (box?.top ?? 0) + (box?.height ?? 0) / 2 }
  })
  await reader.mouse.click(point.x, point.y)
  const choices = reader.getByRole('dialog', { name: 'Highlights here' })
  await expect(choices.getByRole('group')).toHaveCount(2)
  await choices.getByRole('button', { name: 'Remove', exact: true }).first().click()
  await expect(choices.getByRole('group')).toHaveCount(1)
  await expect.poll(() => painted(reader, 'mark-yellow')).toEqual([span])
  await expect(reader.locator('#text article mark')).toHaveCount(0)
})

test('a highlight stays on its characters with readings, in vertical pages, in the other script and layer', async ({ reader }) => {
  await goToSection(reader, '1.1')
  const span = await longSpan(reader, '1.1', 10)
  await select(reader, span)
  await reader.keyboard.press('4')
  await expect.poll(() => painted(reader, 'mark-pink')).toEqual([span])
  for (const change of [
    { ruby: 'all' },
    { direction: 'vertical' },
    { flow: 'pages' },
    { script: 'zh-Hans' },
    { ruby: 'off', direction: 'horizontal' },
  ] as const) {
    await setStyle(reader, change)
    await expect.poll(() => painted(reader, 'mark-pink')).toEqual([span])
    await expect(reader.locator('.margin-mark')).toHaveCount(1)
  }
  await callMain(reader, 'settings.change', { layer: 'restored', showRepairs: true })
  await expect(reader.locator('#text article')).toHaveAttribute('data-layer', 'restored')
  await expect.poll(() => painted(reader, 'mark-pink')).toEqual([span])
})

test('tags are composed, completed and kept', async ({ reader }) => {
  await goToSection(reader, '1.1')
  await select(reader, await longSpan(reader, '1.1', 10))
  await reader.keyboard.press('h')
  const field = reader.getByRole('combobox', { name: 'Add a tag' })
  await field.focus()
  const ime = await inputMethod(reader)
  await ime.compose('lao')
  await ime.key('Enter')
  await ime.compose('勞動')
  await expect(reader.locator('.note-tag')).toHaveCount(0)
  await ime.commit('勞動')
  await reader.keyboard.press('Enter')
  await expect(reader.locator('.note-tag')).toHaveText(['勞動×'])
  await field.fill('問題，責任')
  await field.press('Enter')
  await expect(reader.locator('.note-tag')).toHaveCount(3)
  await expect.poll(async () => (await notesOf(reader))[0]?.tags).toEqual(['勞動', '問題', '責任'])
  await reader.getByRole('button', { name: 'Remove the tag 問題' }).click()
  await expect.poll(async () => (await notesOf(reader))[0]?.tags).toEqual(['勞動', '責任'])
})

test('a note whose passage is nowhere is on the shelf with its quote until it is given a place', async ({ reader, yandu }) => {
  await callMain(reader, 'notes.save', {
    documentId: 'essay',
    noteId: randomUUID(),
    sectionId: '1.1',
    body: '舊版的話',
    base: null,
    anchor: {
      revision: 'anotherrevision',
      range: { start: 10, end: 16 },
      quote: { exact: '火星上的蘋果', prefix: '很久以前有人種過', suffix: '後來都枯了' },
    },
    color: 'green',
    tags: [],
  })
  await openReader(reader, yandu.address)
  const shelf = reader.getByRole('region', { name: 'Without a place' })
  await expect(shelf.locator('.mark-quote')).toContainText('火星上的蘋果')
  await expect(reader.getByRole('button', { name: /without a sure place/ })).toBeVisible()
  expect(await painted(reader, 'mark-green')).toEqual([])
  const span = await longSpan(reader, '1.1', 7)
  await select(reader, span)
  await shelf.getByRole('button', { name: 'Place on the selection' }).click()
  await expect(shelf).toHaveCount(0)
  await expect.poll(() => painted(reader, 'mark-green')).toEqual([span])
  const [note] = await notesOf(reader)
  expect(note?.body).toBe('舊版的話')
})

test('a passage that was found again is shown with its difference, and moves only when the reader agrees', async ({ reader, yandu }) => {
  await goToSection(reader, '1.1')
  const span = await longSpan(reader, '1.1', 20)
  const passage = (await callMain(reader, 'documents.passage', { documentId: 'essay', start: span.start - 32, end: span.end + 32 })) as { restored: string }
  const characters = Array.from(passage.restored)
  const words = characters.slice(32, 52)
  await callMain(reader, 'notes.save', {
    documentId: 'essay',
    noteId: randomUUID(),
    sectionId: '1.1',
    body: '',
    base: null,
    anchor: {
      revision: 'anotherrevision',
      range: { start: 3, end: 23 },
      quote: { exact: words.with(9, '〇').join(''), prefix: characters.slice(0, 32).join(''), suffix: characters.slice(52).join('') },
    },
    color: 'blue',
    tags: [],
  })
  await openReader(reader, yandu.address)
  await reader.getByRole('button', { name: /without a sure place/ }).click()
  const review = reader.getByRole('dialog', { name: 'Where highlights stand now' })
  await expect(review.locator('del')).toHaveText('〇')
  await expect(review.locator('ins')).toHaveText(words[9] ?? '?')
  await expect(review).toContainText(/Certainty: (?:high|fair|low), \d+ %/)
  expect(await painted(reader, 'mark-blue')).toEqual([])
  await review.getByRole('button', { name: 'Accept this place' }).press('Enter')
  await expect(review).toContainText('Every highlight stands where it was made.')
  await reader.keyboard.press('Escape')
  await expect.poll(() => painted(reader, 'mark-blue')).toEqual([span])
})
