import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { defaultPrintSetting, type PrintModel, type PrintSetting } from '../../../preload/contract/printing.ts'
import { loadPrintLook } from '../../../main/print/print-look.ts'
import { makePrintModel } from '../../../main/print/print-model.ts'
import { openPrintHarness, type PrintHarness } from './print-harness.ts'
import { sampleOutline, sampleText } from './sample-document.ts'

const texts = join(import.meta.dirname, '../../e2e/texts')

let harness: PrintHarness
beforeAll(async () => {
  harness = await openPrintHarness()
}, 120_000)
afterAll(() => harness?.close())

interface Piece {
  readonly text: string
  /** Along the line and across the lines, in pt. */
  readonly along: number
  readonly across: number
}

/** The lines of the file as they are printed, put together from where its pieces stand. */
const linesOf = async (pdf: Uint8Array, vertical: boolean): Promise<string[]> => {
  const task = getDocument({ data: Uint8Array.from(pdf), disableFontFace: true, useSystemFonts: false, verbosity: 0 })
  const document = await task.promise
  const lines: string[] = []
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number)
    const { items } = await page.getTextContent({ includeMarkedContent: true, disableNormalization: true })
    const pieces: Piece[] = []
    const open: boolean[] = []
    for (const item of items) {
      if ('str' in item) {
        const [, , , , x = 0, y = 0] = item.transform as readonly number[]
        if (open.includes(true) && item.str.trim() !== '') pieces.push({ text: item.str, along: vertical ? -y : x, across: vertical ? -x : -y })
      } else if (item.type === 'endMarkedContent') open.pop()
      else open.push(typeof item.id === 'string')
    }
    pieces.sort((a, b) => (Math.abs(a.across - b.across) > 5 ? a.across - b.across : a.along - b.along))
    let last: number | null = null
    for (const piece of pieces) {
      if (last === null || Math.abs(piece.across - last) > 5) lines.push('')
      last = piece.across
      lines.push((lines.pop() ?? '') + piece.text)
    }
  }
  await task.destroy()
  return lines
}

const modelOf = async (changes: Partial<PrintSetting>): Promise<PrintModel> => {
  const setting = { ...defaultPrintSetting, ...changes }
  const job = { documentId: 'sample', scope: { kind: 'document' }, notes: false, paper: 'A4', setting, language: 'zh-Hant' } as const
  const look = await loadPrintLook(sampleOutline.language, setting, [])
  const model = makePrintModel({ outline: sampleOutline, start: 0, text: sampleText }, [], job, look)
  const source = `${await readFile(join(texts, 'marks-traditional.txt'), 'utf8')}\n${await readFile(join(texts, 'traditional.txt'), 'utf8')}`
  const paragraphs = source.split('\n').filter((line) => line.length > 30)
  const gap = model.blocks.flatMap((block) => (block.kind === 'paragraph' ? block.runs : [])).find((run) => run.kind === 'gap')
  if (!gap) throw new Error('the sample has no gap')
  const made = paragraphs.map((paragraph, index) => {
    const text = look.convert(paragraph)
    const readings = [...look.readingsOf(text)]
    // A mark comes to every place of a line.
    const filling = '國'.repeat(index + 8)
    const runs = [{ kind: 'text' as const, text, readings }, { kind: 'text' as const, text: filling, readings: [] }, gap, { kind: 'text' as const, text: '便是如此。', readings: [] }]
    return { kind: 'paragraph' as const, runs, continues: false, number: null, marks: [] }
  })
  return { ...model, blocks: [...model.blocks, ...made] }
}

test.for([{ direction: 'horizontal' }, { direction: 'vertical' }, { direction: 'horizontal', ruby: 'all' }, { direction: 'vertical', face: 'kai' }] as const)(
  '%j: lines on paper begin and end as those on the screen',
  { timeout: 90_000 },
  async (setting) => {
    const { pdf } = await harness.print(await modelOf(setting))
    const lines = await linesOf(pdf, setting.direction === 'vertical')
    expect(lines.length).toBeGreaterThan(60)
    expect(lines.filter((line) => /^[，。、；：？！）」』》〉】〕”’·…—％]/u.test(line))).toEqual([])
    expect(lines.filter((line) => /[（「『《〈【〔“‘]$/u.test(line))).toEqual([])
    const marks = lines.filter((line) => line.startsWith('〔缺'))
    // The one between two paragraphs stands alone.
    expect(marks.filter((line) => line.includes('便是'))).toEqual([])
    expect(lines.join('')).not.toContain('\u2060')
    const torn = lines.filter((line, index) => /(?:第[一二三四五六七八九十0-9]*|[0-9])$/u.test(line) && /^[0-9]?[條頁章年月日]/u.test(lines[index + 1] ?? ''))
    expect(torn).toEqual([])
  },
)
