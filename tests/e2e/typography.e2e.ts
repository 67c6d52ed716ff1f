import { expect, test, type Browser, type CDPSession, type Page } from '@playwright/test'
import type { StyleChange } from '../../preload/contract/style.ts'
import { centreOf, inkOf, type Ink } from './ink.ts'
import { linesOf, widthsOf } from './measured-text.ts'
import { openText, textNames, type OpenedText } from './opened-texts.ts'
import { setStyle } from './reader.ts'

/*
 * Rules of the checklist of Chinese typography about characters and marks, with the rules' own numbers, measured on the page
 * of five texts: the essay, others of both scripts, and two that hold every pair of marks.
 */

const traditional = 'zh-Hant-TW'

/** Each way the text can be set that its marks must not mind. */
const modes: readonly (StyleChange & { readonly zoom: number })[] = [
  { direction: 'horizontal', face: 'serif', zoom: 1 },
  { direction: 'vertical', face: 'serif', zoom: 1 },
  { direction: 'horizontal', face: 'kai', zoom: 1 },
  { direction: 'vertical', face: 'kai', zoom: 1 },
  { direction: 'horizontal', face: 'serif', size: 23, zoom: 0.8 },
  { direction: 'vertical', face: 'serif', size: 19, zoom: 0.8 },
  { direction: 'horizontal', face: 'serif', size: 17, zoom: 2 },
  { direction: 'vertical', face: 'kai', size: 25, zoom: 2 },
]

let texts: readonly OpenedText[] = []

const sessions = new WeakMap<Page, CDPSession>()

/** Zooms a page as the browser does: its window gets smaller in CSS px, each of which gets more pixels. */
const zoomTo = async (page: Page, zoom: number): Promise<void> => {
  // The zoom lasts as long as the session that asked for it.
  const session = sessions.get(page) ?? (await page.context().newCDPSession(page))
  sessions.set(page, session)
  await session.send('Emulation.setDeviceMetricsOverride', { width: Math.round(1200 / zoom), height: Math.round(1000 / zoom), deviceScaleFactor: zoom, mobile: false })
  await expect.poll(() => page.evaluate(() => devicePixelRatio)).toBeCloseTo(zoom, 5)
}

/** What is measured of each text in each mode. */
const measureMode = async (text: OpenedText, { zoom, ...style }: (typeof modes)[number]) => {
  const { page, documentId, language, name } = text
  await setStyle(page, { size: 20, ...style }, documentId)
  await zoomTo(page, zoom)
  return {
    name: `${name}, ${style.direction} ${style.face} ${style.size ?? 20} px at ${zoom * 100} %`,
    language,
    vertical: style.direction === 'vertical',
    widths: new Map(probes.map((probe, index) => [probe, index] as const)),
    measured: await widthsOf(page, probes),
    tight: await widthsOf(page, [latin], 'text-autospace:no-autospace'),
    lines: await linesOf(page, roomProbes),
    spare: await page.evaluate(() => {
      const pane = document.getElementById('text')
      const vertical = document.querySelector('.reading-frame')?.getAttribute('data-direction') === 'vertical'
      return pane ? [document.documentElement.scrollWidth - innerWidth, vertical ? pane.scrollHeight - pane.clientHeight : pane.scrollWidth - pane.clientWidth] : [1]
    }),
  }
}

const pairs = ['國」「國', '國』（國', '國）《國', '國】〔國'] as const
const closed = ['）。', '」（', '，「', '、《', '：「'] as const
const stops = ['。」', '。，'] as const
const long = ['國——國', '國……國', '國——', '——國', '「——」國'] as const
const latin = '中文ABC中文123中'
const probes = [...pairs, ...closed, ...stops, ...long, latin, 'ABC——ABC', 'ABC……ABC', 'ABCABC']
const roomProbes = [
  { text: '國國國國國」', room: 5.5 },
  { text: '國國國國國。', room: 5.5 },
  { text: '國'.repeat(21), room: 5 },
]

let facts: readonly Awaited<ReturnType<typeof measureMode>>[] = []

/** Compares in every mode; `wanted` tells from the mode what has to be there. */
const expectWidths = (wanted: readonly string[], em: (mode: (typeof facts)[number]) => readonly number[]): void => {
  expect(facts).toHaveLength(texts.length * modes.length)
  for (const mode of facts) expect(wanted.map((one) => mode.measured[mode.widths.get(one) ?? -1]), mode.name).toEqual(em(mode))
}

const inMode = async (style: StyleChange, check: (text: OpenedText) => Promise<void>): Promise<void> => {
  for (const text of texts) {
    await setStyle(text.page, { direction: 'horizontal', face: 'serif', size: 20, ...style }, text.documentId)
    await zoomTo(text.page, 1)
    await check(text)
  }
}

/** The characters of the text and no others. */
const textOf = (page: Page): Promise<string> =>
  page.locator('#text article').evaluate((article) => [...article.querySelectorAll('[data-start]')].map((one) => one.firstChild?.textContent).join(''))

const openAll = async (browser: Browser): Promise<void> => {
  texts = await Promise.all(textNames.map((name) => openText(browser, name)))
  const found: (typeof facts)[number][] = []
  for (const text of texts) for (const mode of modes) found.push(await measureMode(text, mode))
  facts = found
}

test.describe('typography of characters', () => {
  test.describe.configure({ timeout: 180_000 })
  test.beforeAll(async ({ browser }) => openAll(browser))
  test.afterAll(async () => {
    await Promise.all(texts.map((text) => text.close()))
  })

  test('1: the language is that of the script, and a full stop stands where the script has it', async () => {
    for (const script of ['original', 'zh-Hans', 'zh-Hant'] as const) {
      await inMode({ script }, async ({ page, language, name }) => {
        const wanted = script === 'original' ? language : script === 'zh-Hans' ? 'zh-Hans-CN' : traditional
        expect(await page.locator('#text article').getAttribute('lang'), name).toBe(wanted)
        // The rest of the window is in the language of the interface.
        expect(await page.locator('html').getAttribute('lang')).toBe('en')
        const ink = (await inkOf(page, ['。'])).get('。')
        const [x, y] = ink ? centreOf(ink) : [0, 0]
        const [right, down] = wanted === traditional ? [0.5, 0.49] : [0.17, 0.81]
        expect(Math.abs(x - right), `${name}, ${script}: ${x}`).toBeLessThan(0.04)
        expect(Math.abs(y - down), `${name}, ${script}: ${y}`).toBeLessThan(0.04)
      })
    }
    await inMode({ script: 'original' }, () => Promise.resolve())
  })

  test('2: every character is drawn by a face of Yandu’s, each Han character and mark 1 em wide', async () => {
    for (const face of ['serif', 'kai'] as const) {
      await inMode({ face }, async ({ page, name }) => {
        const session = await page.context().newCDPSession(page)
        await session.send('DOM.enable')
        await session.send('CSS.enable')
        const { root } = await session.send('DOM.getDocument')
        const { nodeIds } = await session.send('DOM.querySelectorAll', { nodeId: root.nodeId, selector: '#text article [data-start]' })
        const used = await Promise.all(nodeIds.map((nodeId) => session.send('CSS.getPlatformFontsForNode', { nodeId })))
        await session.detach()
        expect(used.flatMap(({ fonts }) => fonts).reduce((sum, { glyphCount }) => sum + glyphCount, 0)).toBeGreaterThan(700)
        const others = used.flatMap(({ fonts }) => fonts).filter(({ isCustomFont, familyName }) => !isCustomFont || !familyName.startsWith('Yandu'))
        expect(others, name).toEqual([])
        const characters = [...new Set(await page.locator('#text article').innerText())].filter((one) => /[\p{Script=Han}，。、；：？！（）「」『』《》〈〉【】〔〕“”‘’]/u.test(one))
        const widths = await widthsOf(page, characters.map((one) => `國${one}國`))
        expect(characters.filter((_, index) => widths[index] !== 3), name).toEqual([])
        expect(await page.locator('#text .undrawn').count()).toBe(0)
      })
    }
  })

  test('3: brackets that meet take 1.5 em', () => expectWidths(pairs, () => [3.5, 3.5, 3.5, 3.5]))

  // Vertical lines have the colon in the middle of its square, and Chromium leaves what follows it alone.
  test('4: a closing bracket with a mark, a mark with an opening one: 1.5 em each', () =>
    expectWidths(closed, ({ vertical }) => [1.5, 1.5, 1.5, 1.5, vertical ? 2 : 1.5]))

  test('5: a full stop closes up in simplified text and keeps its middle in traditional text', () =>
    expectWidths(stops, ({ language }) => (language === traditional ? [2, 2] : [1.5, 1.5])))

  test('6: dashes and ellipses are 2 em long, also beside Latin', () => {
    expectWidths(long, () => [4, 4, 3, 3, 5])
    for (const { name, measured, widths } of facts) {
      const em = (probe: string): number => measured[widths.get(probe) ?? -1] ?? 0
      expect(Math.abs(em('ABC——ABC') - em('ABCABC') - 2), name).toBeLessThan(0.06)
      expect(Math.abs(em('ABC……ABC') - em('ABCABC') - 2), name).toBeLessThan(0.06)
    }
  })

  test('10: a closing bracket gives up its half at the end of a line, a full stop goes on with its character', () => {
    for (const { name, lines } of facts) {
      expect(lines[0], name).toEqual(['國國國國國」'])
      expect(lines[1], name).toEqual(['國國國國', '國。'])
    }
  })

  test('16: Latin and digits stand an eighth of an em off, and no space is added to the text', async () => {
    for (const { name, measured, widths, tight } of facts) {
      expect((measured[widths.get(latin) ?? -1] ?? 0) - (tight[0] ?? 0), name).toBeCloseTo(0.5, 1)
    }
    for (const { page, name } of texts) {
      const text = await textOf(page)
      expect(text.match(/\p{Script=Han} [\p{Script=Latin}\p{N}]|[\p{Script=Latin}\p{N}] \p{Script=Han}/u), name).toBeNull()
      expect(await page.locator('#text article').evaluate((article) => getComputedStyle(article).getPropertyValue('text-autospace'))).toBe('normal')
    }
  })

  test('17: a paragraph of 21 characters in 5 em ends in two of them', () => {
    for (const { name, lines } of facts) expect(Array.from(lines[2]?.at(-1) ?? '').length, name).toBeGreaterThan(1)
  })

  test('24: vertical marks have forms of their own, short numbers stand upright, Latin lies', async () => {
    const shapes: Record<string, (ink: Ink) => boolean> = {
      // At the lower right and at the upper left of the square.
      '「': ({ left, top }) => top > 0.5 && left > 0.1,
      '」': ({ bottom }) => bottom < 0.5,
      '（': ({ top, left, right }) => top > 0.5 && right - left > 0.6,
      '）': ({ bottom, left, right }) => bottom < 0.5 && right - left > 0.6,
      '《': ({ top }) => top > 0.3,
      '—': ({ left, right, top, bottom }) => bottom - top > 0.8 && right - left < 0.2 && Math.abs((left + right) / 2 - 0.5) < 0.08,
      '…': ({ left, right, top, bottom }) => bottom - top > 0.6 && right - left < 0.25 && Math.abs((left + right) / 2 - 0.5) < 0.08,
    }
    await inMode({ direction: 'vertical' }, async ({ page, name, language }) => {
      const marks = [...'，。、；：？！「」『』（）《》〈〉【】〔〕']
      expect(await widthsOf(page, marks), name).toEqual(marks.map(() => 1))
      const ink = await inkOf(page, [...Object.keys(shapes), '。', '，', '、'])
      expect(Object.entries(shapes).filter(([mark, holds]) => !holds(ink.get(mark) ?? { left: 0, top: 0, right: 0, bottom: 0 })).map(([mark]) => `${mark} ${JSON.stringify(ink.get(mark))}`), name).toEqual([])
      for (const mark of ['。', '，', '、']) {
        const [x, y] = centreOf(ink.get(mark) ?? { left: 0, top: 0, right: 0, bottom: 0 })
        // In the middle; in simplified text at the upper right, as horizontal text has it at the lower left.
        expect(language === traditional ? Math.abs(x - 0.5) < 0.1 && Math.abs(y - 0.5) < 0.1 : x > 0.65 && y < 0.35, `${name}: ${mark} ${x} ${y}`).toBe(true)
      }
      const upright = await page.locator('#text .combined').evaluateAll((all) => all.map((one) => {
        const { width, height } = one.getBoundingClientRect()
        const em = Number.parseFloat(getComputedStyle(one).fontSize)
        return [one.textContent, Math.round((height / em) * 10) / 10, width / em < 1.5] as const
      }))
      expect(upright.filter(([digits, height, narrow]) => !/^\d{1,2}$/.test(digits) || height !== 1 || !narrow), name).toEqual([])
      if (name.includes('marks')) expect(upright.map(([digits]) => digits)).toEqual(expect.arrayContaining(['12', '5', '15', '20', '26']))
      const [lying = 0, han = 0] = await widthsOf(page, ['Unicode', '國國國國國國國'])
      // Letters that stood upright would take a square each.
      expect(lying, name).toBeLessThan(han * 0.75)
      expect(lying).toBeGreaterThan(2)
    })
  })

  test('25: quotes are 1 em wide, in vertical text they are corner brackets, and no ASCII marks stand between Han', async () => {
    await inMode({}, async ({ page, name }) => {
      expect(await widthsOf(page, ['國“國”國', '國‘國’國']), name).toEqual([5, 5])
      const text = await textOf(page)
      expect(text.match(/\p{Script=Han}[,:;()]\p{Script=Han}/gu), name).toBeNull()
    })
    await inMode({ face: 'kai' }, async ({ page, name }) => expect(await widthsOf(page, ['國“國”國', '國……國', '國——國']), `${name}, Kai`).toEqual([5, 4, 4]))
    await inMode({ direction: 'vertical' }, async ({ page, name }) => {
      const text = await textOf(page)
      expect(text.match(/[“”‘’]/gu), name).toBeNull()
      expect(text).toMatch(/[「」]/u)
    })
  })

  test('28: no zoom makes the page scroll sideways', () => {
    for (const { name, spare } of facts) expect(spare.every((one) => one <= 0), `${name}: ${spare.join(', ')}`).toBe(true)
  })

  test('29: emphasis is a dot at each character and never a slant', async () => {
    await inMode({}, async ({ page, name }) => {
      const slanted = await page.locator('#text article').evaluate((article) => [...article.querySelectorAll('*')].filter((one) => getComputedStyle(one).fontStyle !== 'normal').length)
      expect(slanted, name).toBe(0)
    })
  })
})
