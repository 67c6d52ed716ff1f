import { expect, test, type Browser, type Page } from '@playwright/test'
import type { StyleChange } from '../../preload/contract/style.ts'
import { measure, type Measured } from './measured-text.ts'
import { openText, type OpenedText } from './opened-texts.ts'
import { callMain, setStyle } from './reader.ts'

/*
 * Rules of the checklist of Chinese typography about the page as a whole, with the rules' own numbers: headings, the grid of
 * lines, readings, marks. Measured on the essay and on texts of both scripts.
 */

const plain = { direction: 'horizontal', flow: 'scroll', face: 'serif', size: 20, leading: 1.8, measure: 36, ruby: 'off', script: 'original', paragraphNumbers: false } as const satisfies StyleChange

let texts: readonly OpenedText[] = []

const openAll = async (browser: Browser): Promise<void> => {
  texts = await Promise.all((['the essay', 'traditional marks', 'a simplified text'] as const).map((name) => openText(browser, name)))
}

const style = (text: OpenedText, change: StyleChange): Promise<void> => setStyle(text.page, { ...plain, ...change }, text.documentId)

const onlyLines = (measured: readonly Measured[]) => measured.flatMap(({ blocks }) => blocks.map(({ lines }) => lines.map(({ text }) => text)))

const selectAll = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const article = document.querySelector('#text article')
    if (!article) throw new Error('there is no text')
    document.getSelection()?.selectAllChildren(article)
    const selected = document.getSelection()?.toString() ?? ''
    document.getSelection()?.removeAllRanges()
    return selected
  })

test.describe('typography of the page', () => {
  test.describe.configure({ timeout: 180_000 })
  test.beforeAll(async ({ browser }) => openAll(browser))
  test.afterAll(async () => {
    await Promise.all(texts.map((text) => text.close()))
  })

  test('18: headings of two lines are balanced and stay with what follows', async () => {
    for (const text of texts) {
      await style(text, {})
      const headings = (await measure(text.page, [8, 10, 12, 14])).flatMap(({ blocks }) => blocks.filter(({ kind }) => kind === 'heading'))
      const broken = headings.filter(({ lines }) => lines.length === 2)
      for (const { lines } of broken) {
        const [first = 0, second = 0] = lines.map((line) => Array.from(line.text).length)
        expect(Math.abs(first - second), `${text.name}: ${lines.map((line) => line.text).join(' / ')}`).toBeLessThanOrEqual(4)
      }
      expect(headings.length).toBeGreaterThan(8)
      const rules = await text.page.locator('#text article :is(h1, h2, h3, h4)').evaluateAll((all) => [
        ...new Set(all.filter((one) => !one.closest('.run-in')).map((one) => {
          const { textWrapStyle, breakAfter, breakInside } = getComputedStyle(one) as CSSStyleDeclaration & { textWrapStyle: string }
          return [textWrapStyle, breakAfter, breakInside].join(' ')
        })),
      ])
      expect(rules).toEqual(['balance avoid avoid'])
    }
  })

  test('20: a measure of 25 to 40 em, lines of 1.6 to 2.2, all on one grid, with readings and without', async () => {
    for (const text of texts) {
      for (const change of [
        { measure: 25, leading: 1.6 },
        { measure: 36, leading: 1.8 },
        { measure: 40, leading: 2.2 },
        { direction: 'vertical' },
        { face: 'kai', size: 17 },
        { ruby: 'all' },
        { ruby: 'all', rubySystem: 'bopomofo', direction: 'vertical' },
      ] as const satisfies readonly StyleChange[]) {
        await style(text, change)
        const [measured] = await measure(text.page, [null])
        if (!measured) throw new Error('nothing was measured')
        const { measure: longest = 36, leading = 1.8, size = 20 } = { ...plain, ...change } as StyleChange
        const name = `${text.name}, ${JSON.stringify(change)}`
        expect(Math.abs(measured.column - longest), name).toBeLessThan(0.06)
        expect(Math.abs(measured.pitch / size - leading), name).toBeLessThan(0.01)
        const tops = measured.blocks.filter(({ kind, inGapBlock }) => kind !== 'heading' && !inGapBlock).flatMap((block) => block.tops)
        expect(tops.length).toBeGreaterThan(20)
        const [first = 0] = tops
        const off = tops.map((top) => Math.abs((top - first) / measured.pitch - Math.round((top - first) / measured.pitch)) * measured.pitch)
        expect(Math.max(...off), name).toBeLessThan(0.6)
      }
    }
  })

  test('21: a run-in heading is bold and stands 1 em before its text, in one line with it', async () => {
    for (const face of ['serif', 'kai'] as const) {
      for (const direction of ['horizontal', 'vertical'] as const) {
        const found: (readonly [string, number, string, boolean])[] = []
        for (const text of texts) {
          await style(text, { face, direction })
          found.push(...(await text.page.locator('#text .run-in').evaluateAll((all) =>
            all.map((one) => {
              const vertical = getComputedStyle(one).writingMode !== 'horizontal-tb'
              const pieces = [...one.querySelectorAll('.heading [data-start]')]
              const end = [...(pieces.at(-1)?.getClientRects() ?? [])].at(-1)
              const start = one.querySelector('p [data-start]')?.getClientRects()[0]
              const em = Number.parseFloat(getComputedStyle(one).fontSize)
              const heading = one.querySelector('.heading')
              if (!end || !start || !heading) throw new Error('no run-in heading')
              const gap = (vertical ? start.top - end.bottom : start.left - end.right) / em
              return [one.textContent, Math.round(gap * 100) / 100, getComputedStyle(heading).fontWeight, vertical ? Math.abs(start.left - end.left) < em / 2 : Math.abs(start.top - end.top) < em / 2] as const
            }),
          )))
        }
        expect(found.length).toBeGreaterThan(3)
        // One whose text begins the next line leaves no space at the end of its own.
        const inLine = found.filter(([, , , together]) => together)
        expect(inLine.length).toBeGreaterThan(2)
        expect(inLine.filter(([, gap, weight]) => gap < 0.95 || gap > 1.3 || weight !== '700'), `${face} ${direction}`).toEqual([])
      }
    }
  })

  test('22: readings are small, move no line and are in no selection', async () => {
    for (const text of texts) {
      for (const direction of ['horizontal', 'vertical'] as const) {
        await style(text, { direction })
        const before = await selectAll(text.page)
        const [{ pitch: own } = { pitch: 0 }] = await measure(text.page, [null])
        for (const rubySystem of ['pinyin', 'bopomofo'] as const) {
          await style(text, { direction, ruby: 'all', rubySystem })
          await expect.poll(() => text.page.locator('#text rt').count()).toBeGreaterThan(100)
          const name = `${text.name}, ${direction} ${rubySystem}`
          expect(await selectAll(text.page), name).toBe(before)
          const [measured] = await measure(text.page, [null])
          expect(measured?.pitch).toBe(own)
          const readings = await text.page.locator('#text p rt').evaluateAll((all) => all.slice(0, 200).map((rt) => {
            const { fontSize, userSelect } = getComputedStyle(rt)
            return [Number.parseFloat(fontSize) / Number.parseFloat(getComputedStyle(rt.parentElement ?? rt).fontSize), userSelect] as const
          }))
          // Bopomofo is a third of the character and less, as in the books it is learned from: three letters stand beside one square.
          const size = rubySystem === 'pinyin' ? 0.5 : 0.3
          expect(readings.filter(([ratio, select]) => Math.abs(ratio - size) > 0.01 || select !== 'none'), name).toEqual([])
        }
      }
    }
  })

  test('22: a page with readings breaks its lines by the same rules', async () => {
    for (const text of texts) {
      for (const [direction, rubySystem] of [['horizontal', 'pinyin'], ['vertical', 'bopomofo'], ['horizontal', 'bopomofo']] as const) {
        await style(text, { direction, ruby: 'all', rubySystem })
        await expect.poll(() => text.page.locator('#text rt').count()).toBeGreaterThan(100)
        const lines = (await measure(text.page, [14, 21, 25, 30, 36])).flatMap(({ blocks }) =>
          blocks.flatMap((block) => block.lines.map((line, index) => ({ text: line.text, next: block.lines[index + 1]?.text ?? null, index, kind: block.kind }))),
        )
        const name = `${text.name}, ${direction} ${rubySystem}`
        const wrong = lines.filter(({ text: words, next, index, kind }) =>
          (index > 0 && /^[，。、；：？！）」』》〉】〕”’·…—％]/u.test(words)) ||
          (next !== null && /[（「『《〈【〔“‘]$/u.test(words)) ||
          (next !== null && /[0-9]$/.test(words) && /^[0-9年月日頁页條条%]/.test(next)) ||
          (next !== null && /第[一二三四五六七八九十0-9]{0,3}$/.test(words) && /^[一二三四五六七八九十0-9]{0,3}[條条章頁页]/.test(next)) ||
          (next === null && index > 0 && kind !== 'heading' && /^\p{Script=Han}[^\p{Script=Han}…]*$/u.test(words) && !words.endsWith('〕')))
        expect(wrong, name).toEqual([])
      }
    }
  })

  test('23: bopomofo stands to the right of its character, in the room of the line', async () => {
    for (const text of texts) {
      for (const direction of ['horizontal', 'vertical'] as const) {
        await style(text, { direction, ruby: 'all', rubySystem: 'bopomofo' })
        await expect.poll(() => text.page.locator('#text rt').count()).toBeGreaterThan(100)
        const places = await text.page.locator('#text p ruby').evaluateAll((all) => all.slice(0, 300).flatMap((ruby) => {
          const [base] = ruby.firstChild instanceof Text ? [ruby.firstChild] : []
          const rt = ruby.querySelector('rt')
          if (!base || !rt) return []
          const range = document.createRange()
          range.selectNodeContents(base)
          const square = range.getBoundingClientRect()
          const reading = rt.getBoundingClientRect()
          const em = Number.parseFloat(getComputedStyle(ruby).fontSize)
          const vertical = getComputedStyle(ruby).writingMode !== 'horizontal-tb'
          // In vertical lines the box of a character is as wide as the ascent and descent of its face: its square is the middle of it.
          const right = vertical ? (square.left + square.right) / 2 + em / 2 : square.left + em
          const middle = (square.top + square.bottom) / 2
          return [{ text: ruby.textContent, beside: (reading.left - right) / em, wide: reading.width / em, off: ((reading.top + reading.bottom) / 2 - middle) / em }]
        }))
        expect(places.length).toBeGreaterThan(100)
        expect(places.filter(({ beside, off }) => beside < -0.06 || beside > 0.25 || Math.abs(off) > 0.2).slice(0, 5), `${text.name}, ${direction}`).toEqual([])
      }
    }
  })

  test('26: highlights and notes move no character', async () => {
    const [text] = texts
    if (!text) throw new Error('there is no essay')
    for (const direction of ['horizontal', 'vertical'] as const) {
      await style(text, { direction })
      const before = await measure(text.page, [20, 31, 36])
      const painted = await text.page.evaluate(() => {
        const ranges = [...document.querySelectorAll('#text p [data-start]')].map((piece) => {
          const range = document.createRange()
          range.selectNodeContents(piece)
          return range
        })
        for (const name of CSS.highlights.keys()) CSS.highlights.get(name)?.add(ranges[0] ?? document.createRange())
        CSS.highlights.set('mark-yellow', new Highlight(...ranges))
        return [...CSS.highlights.keys()]
      })
      expect(painted).toContain('mark-yellow')
      const after = await measure(text.page, [20, 31, 36])
      expect(onlyLines(after)).toEqual(onlyLines(before))
      expect(after.flatMap(({ blocks }) => blocks.map(({ tops }) => tops))).toEqual(before.flatMap(({ blocks }) => blocks.map(({ tops }) => tops)))
      await text.page.evaluate(() => CSS.highlights.clear())
    }
  })

  test('27: every mark of a gap is an element with its explanation, and is copied as it is read', async () => {
    const [text] = texts
    if (!text) throw new Error('there is no essay')
    await style(text, {})
    const outline = (await callMain(text.page, 'documents.outline', { documentId: 'essay' })) as { gaps: readonly unknown[] }
    const marks = await text.page.locator('#text .gap-mark[data-gap]').evaluateAll((all) => all.map((one) => [one.textContent, one.getAttribute('role'), (one.getAttribute('aria-description') ?? '').length > 10, (one as HTMLElement).tabIndex] as const))
    expect(marks.length).toBeGreaterThan(3)
    expect(marks.length).toBeLessThanOrEqual(outline.gaps.length)
    expect(marks.filter(([words, role, explained, index]) => !/^〔.+〕$/u.test(words) || role !== 'note' || !explained || index !== 0)).toEqual([])
    const selected = await selectAll(text.page)
    for (const [words] of marks) expect(selected).toContain(words)
  })

  test('28: at 200 % of the text, in every direction and flow, all of it can be reached and nothing is cut off', async () => {
    for (const text of texts) {
      for (const direction of ['horizontal', 'vertical'] as const) {
        for (const flow of ['scroll', 'pages'] as const) {
          await style(text, { direction, flow, size: 40 })
          const room = await text.page.evaluate(() => {
            const pane = document.getElementById('text')
            const column = document.querySelector('#text article')
            if (!pane || !column) throw new Error('there is no text')
            const vertical = getComputedStyle(column).writingMode !== 'horizontal-tb'
            const line = vertical ? pane.clientHeight : pane.clientWidth
            const beyond = [...column.querySelectorAll('[data-start]')].flatMap((one) => [...one.getClientRects()]).filter((box) => (vertical ? box.height : box.width) > line).length
            return { beyond, across: document.documentElement.scrollWidth - innerWidth }
          })
          expect(room, `${text.name}, ${direction} ${flow}`).toEqual({ beyond: 0, across: 0 })
        }
      }
    }
  })
})
