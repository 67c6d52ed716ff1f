import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { defaultPrintSetting } from '../../../preload/contract/printing.ts'
import { findCells } from '../../../main/print/column-cells.ts'
import { readPdf } from '../../../main/print/pdf-reader.ts'
import { formatValue, isDictionary, openPdf, readToken, streamText } from '../../../main/print/pdf-objects.ts'
import { formatCharacterMap, readCharacterMap } from '../../../main/print/character-map.ts'
import { columnsOf, glyphsOf } from '../../../main/print/text-columns.ts'
import { loadPrintLook } from '../../../main/print/print-look.ts'
import { makePrintModel } from '../../../main/print/print-model.ts'
import { setVerticalText } from '../../../main/print/vertical-pdf.ts'
import { openPrintHarness, type PrintHarness } from './print-harness.ts'
import { sampleOutline, sampleText } from './sample-document.ts'

const note = { id: 'n', sectionId: '1', body: '見「舊冊」（甲本）。', rank: 'B', anchor: null, color: null, tags: [] }

describe('a page of vertical lines', () => {
  let harness: PrintHarness
  let before: Uint8Array
  let after: Uint8Array
  beforeAll(async () => {
    harness = await openPrintHarness()
    const setting = { ...defaultPrintSetting, direction: 'vertical' } as const
    const job = { documentId: 'sample', scope: { kind: 'document' }, notes: true, paper: 'A4', setting, language: 'zh-Hant' } as const
    const look = await loadPrintLook(sampleOutline.language, setting, [])
    before = (await harness.print(makePrintModel({ outline: sampleOutline, start: 0, text: sampleText }, [note], job, look))).pdf
    after = setVerticalText(before)
  }, 120_000)
  afterAll(() => harness?.close())

  test('is vertical text: the lines are runs of their own, with the marks that were written', async () => {
    const text = async (bytes: Uint8Array) => (await readPdf(bytes)).pages.flatMap(({ runs }) => runs.map((run) => run.text))
    expect((await text(before)).join('')).toMatch(/[\ufe10-\ufe48]/u)
    const lines = await text(after)
    expect(lines.join('')).not.toMatch(/[\ufe10-\ufe48]/u)
    expect(lines.join('').replace(/\s/g, '')).toContain('見「舊冊」（甲本）。')
    expect(lines.filter((line) => Array.from(line.trim()).length > 6).length).toBeGreaterThan(5)
  })

  test('keeps every glyph within a pixel of where it was, and its steps are even', () => {
    const stream = (bytes: Uint8Array) => {
      const file = openPdf(bytes)
      const texts: string[] = []
      for (let number = 1; number < 200; number += 1) {
        try {
          const text = streamText(file.object(number))
          if (text !== null && /^[\d.\s-]+cm/.test(text)) texts.push(text)
        } catch {
          break
        }
      }
      return texts
    }
    const columns = stream(before).flatMap((text) => columnsOf(text)).filter((column) => glyphsOf(column).length > 1)
    expect(columns.length).toBeGreaterThan(10)
    const shown = stream(after).join('\n')
    for (const column of columns) {
      const codes = glyphsOf(column).map(({ code }) => code)
      const steps = [...shown.matchAll(/\[([^\]]*)\] TJ/g)].find(([, run]) => run?.replace(/-?\d+(?=<)/g, '') === codes.map((code) => `<${code}>`).join(''))
      expect(steps, codes.join(' ')).toBeDefined()
      const drawn = glyphsOf(column)
      const whole = ((drawn[0]?.y ?? 0) - (drawn.at(-1)?.y ?? 0)) / column.size
      const numbers = [...(steps?.[1] ?? '').matchAll(/(-?\d+)</g)].map(([, number]) => Number(number))
      const length = drawn.length - 1 + numbers.reduce((sum, number) => sum + number, 0) / 1000
      // Both ends may have been put right by a pixel, and what hangs there differs in height by less than one em.
      expect(Math.abs(length - whole) * column.size).toBeLessThan(column.size + 2)
    }
  })

  test('has its fonts in the vertical writing mode, beside the ones for what is horizontal', () => {
    const text = Buffer.from(after).toString('latin1')
    expect(text).toContain('/Encoding /Identity-V')
    expect(text).toContain('/Encoding /Identity-H')
    expect(Buffer.from(before).toString('latin1')).not.toContain('/Identity-V')
  })
})

test('what is no such file comes back as it is', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(setVerticalText(bytes)).toBe(bytes)
    }),
  )
  const nested = Buffer.from(`%PDF-1.4\n1 0 obj\n${'['.repeat(100_000)}\nendobj\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n<</Root 1 0 R>>\nstartxref\n100030\n%%EOF\n`)
  expect(setVerticalText(nested)).toBe(nested)
})

test('values are read as they are written', () => {
  const text = '<</Name /Some#20Name\n/List [1 -2.5 (a \\) (b)) <00FF> 12 0 R true null]\n/Inner <</A []>>>>'
  const token = readToken(text, 0)
  expect(isDictionary(token?.value)).toBe(true)
  expect(formatValue(token?.value ?? null)).toBe(text)
  for (const broken of ['<<', '[1', '(a', '<12', '[1 0 R', '<<1 2>>', '[R]']) expect(() => readToken(broken, 0)).toThrow(SyntaxError)
})

test('a map of characters is read as it is written, characters beyond the BMP too', () => {
  const map = new Map([['0001', '一'], ['00FF', '𠮷'], ['0A00', 'fi']])
  expect(readCharacterMap(formatCharacterMap(map))).toEqual(map)
  expect(readCharacterMap('1 beginbfrange <0005> <0007> <4E00> endbfrange')).toEqual(new Map([['0005', '一'], ['0006', '丁'], ['0007', '丂']]))
})

test('a glyph that hinting moves by a pixel is put back between its neighbours, at the ends too', () => {
  const size = 10
  const origin = { A: { highest: 850, above: 30 }, B: { highest: 410, above: 470 } }
  const codes = ['A', 'A', 'B', 'A', 'A', 'A', 'B', 'A', 'A', 'A', 'B'] as const
  // The browser rounds the heights up; the cell of B lies a pixel too low besides.
  const glyphs = codes.map((code, index) => {
    const { highest, above } = origin[code]
    const cell = -index * size
    return { code, x: 0, y: cell - Math.ceil((highest / 1000) * size) - (above / 1000) * size - (code === 'B' ? 1 : 0), text: null }
  })
  const column = { start: 0, end: 0, font: '/F4', size, matrix: [1, 0, 0, -1, 0, 0], parts: glyphs }
  const cells = findCells(new Map([[column, (code: string) => (code === 'A' ? origin.A : origin.B)]]))(column)
  for (const [index, cell] of cells.entries()) expect(cell).toBeCloseTo(-index * size, 6)
})
