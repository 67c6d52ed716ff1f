import { expect, test, type Browser } from '@playwright/test'
import { measure, widthsOf, type Block, type Line, type Measured } from './measured-text.ts'
import { openText, textNames, type OpenedText } from './opened-texts.ts'

/*
 * Rules of the checklist of Chinese typography that the page is built by, with the rules' own numbers, measured on the page
 * of three texts: the essay, another traditional text, a simplified one.
 */

const sweepWidths = Array.from({ length: 36 }, (_, index) => index + 5)
const neverLast = /[（「『《〈【〔“‘]$/u
const traditional = 'zh-Hant-TW'

let texts: readonly OpenedText[] = []
let sweeps: ReadonlyMap<OpenedText, readonly Measured[]> = new Map()

interface PlacedLine extends Line {
  readonly width: number
  readonly block: Block
  readonly index: number
  readonly isLast: boolean
}

const linesOf = (measured: readonly Measured[]): PlacedLine[] =>
  measured.flatMap(({ width, blocks }) =>
    blocks.flatMap((block) =>
      block.lines.map((line, index) => ({ ...line, width, block, index, isLast: index === block.lines.length - 1 })),
    ),
  )

/** Every line of every text at every width of the sweep. */
const swept = (): PlacedLine[] => [...sweeps.values()].flatMap(linesOf)
const shown = (lines: readonly PlacedLine[]): string[] => lines.map(({ width, text }) => `${width} em: ${text}`)

const openAll = async (browser: Browser): Promise<void> => {
  texts = await Promise.all(textNames.map((name) => openText(browser, name)))
  const measured: [OpenedText, readonly Measured[]][] = []
  for (const text of texts) measured.push([text, await measure(text.page, sweepWidths)])
  sweeps = new Map(measured)
}

test.describe('typography', () => {
  test.beforeAll(async ({ browser }) => openAll(browser))
  test.afterAll(async () => {
    await Promise.all(texts.map((text) => text.close()))
  })

  test('the sweep has measured what it says', () => {
    for (const [text, measured] of sweeps) {
      expect(measured.map(({ column }) => Math.round(column * 100) / 100), text.name).toEqual(sweepWidths)
      for (const { blocks } of measured) expect(blocks.map((block) => block.text)).toEqual(measured[0]?.blocks.map((block) => block.text))
      expect(linesOf(measured).length).toBeGreaterThan(1000)
    }
  })

  test('2: every character is drawn by a face of Yandu’s, each Han character and mark 1 em wide', async () => {
    for (const { page } of texts) {
      const session = await page.context().newCDPSession(page)
      await session.send('DOM.enable')
      await session.send('CSS.enable')
      const { root } = await session.send('DOM.getDocument')
      const { nodeIds } = await session.send('DOM.querySelectorAll', { nodeId: root.nodeId, selector: '#text article [data-start]' })
      const used = await Promise.all(nodeIds.map((nodeId) => session.send('CSS.getPlatformFontsForNode', { nodeId })))
      await session.detach()
      expect(used.flatMap(({ fonts }) => fonts).reduce((sum, { glyphCount }) => sum + glyphCount, 0)).toBeGreaterThan(700)
      const others = used.flatMap(({ fonts }) => fonts).filter(({ isCustomFont, familyName }) => !isCustomFont || !familyName.startsWith('Yandu Serif'))
      expect(others).toEqual([])
      const characters = [...new Set(await page.locator('#text article').innerText())].filter((one) => /[\p{Script=Han}，。、；：？！（）「」『』《》“”]/u.test(one))
      const widths = await widthsOf(page, characters)
      expect(characters.filter((_, index) => widths[index] !== 1)).toEqual([])
      const boxes = await page.locator('#text .undrawn').count()
      expect(boxes).toBe(0)
    }
  })

  test('3: brackets that meet take 1.5 em', async () => {
    for (const { page } of texts) expect(await widthsOf(page, ['國」「國', '國』（國'])).toEqual([3.5, 3.5])
  })

  test('4: a closing bracket with a mark, a mark with an opening one: 1.5 em each', async () => {
    for (const { page } of texts) {
      expect(await widthsOf(page, ['）。', '」（', '，「', '、《', '：「'])).toEqual([1.5, 1.5, 1.5, 1.5, 1.5])
    }
  })

  test('5: a full stop closes up in simplified text and keeps its middle in traditional text', async () => {
    for (const { page, language } of texts) {
      const wide = language === traditional ? 2 : 1.5
      expect(await widthsOf(page, ['。」', '。，'])).toEqual([wide, wide])
    }
  })

  test('9: no line ends with an opening mark', () => {
    expect(shown(swept().filter(({ text }) => neverLast.test(text)))).toEqual([])
  })
})
