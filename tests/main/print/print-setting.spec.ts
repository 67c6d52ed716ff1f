import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { defaultPrintSetting, type PrintModel, type PrintReport, type PrintSetting } from '../../../preload/contract/printing.ts'
import { comparePdf } from '../../../main/print/pdf-check.ts'
import { readPdf, type PdfContent } from '../../../main/print/pdf-reader.ts'
import { loadPrintLook } from '../../../main/print/print-look.ts'
import { makePrintModel } from '../../../main/print/print-model.ts'
import { comparePrinted } from '../../../main/print/printed-check.ts'
import { setVerticalText } from '../../../main/print/vertical-pdf.ts'
import { openPrintHarness, type PrintHarness } from './print-harness.ts'
import { sampleOutline, sampleText } from './sample-document.ts'

const note = { id: 'n', sectionId: '1', body: '其事在*此*，共 12 處，見「舊冊」（甲本）——“乙本”亦然。', rank: 'B', anchor: null, color: null, tags: [] }

let harness: PrintHarness
beforeAll(async () => {
  harness = await openPrintHarness()
}, 120_000)
afterAll(() => harness?.close())

interface Made {
  readonly model: PrintModel
  readonly content: PdfContent
  readonly text: string
  readonly report: PrintReport
}

/** The sample in a setting, printed, read back and compared. */
const make = async (changes: Partial<PrintSetting>): Promise<Made> => {
  const setting = { ...defaultPrintSetting, ...changes }
  const job = { documentId: 'sample', scope: { kind: 'document' }, notes: true, paper: 'A4', setting, language: 'zh-Hant' } as const
  const look = await loadPrintLook(sampleOutline.language, setting, [])
  const model = makePrintModel({ outline: sampleOutline, start: 0, text: sampleText }, [note], job, look)
  const { pdf, printed } = await harness.print(model)
  expect(comparePrinted(model, printed)).toEqual([])
  const { face, direction } = setting
  const content = await readPdf(direction === 'vertical' ? setVerticalText(pdf) : pdf)
  const report = comparePdf({ printed, notes: true, face }, content)
  return { model, content, report, text: content.pages.flatMap(({ runs }) => runs.map(({ text }) => text)).join('').replace(/\s/g, '') }
}

const settings = (['horizontal', 'vertical'] as const).flatMap((direction) =>
  (['original', 'zh-Hans'] as const).flatMap((script) => [{ direction, script }]),
)

describe('a page in every direction and script', () => {
  test.for(settings)('%j is read back as it was meant, with numbers and drawn readings', { timeout: 60_000 }, async (setting) => {
    const { report, content, text } = await make({ ...setting, ruby: 'all', paragraphNumbers: true })
    expect(report.differences).toEqual([])
    expect(report.bookmarks).toBe(5)
    expect(content.fonts.filter(({ type }) => type !== 'CIDFontType2')).toEqual([])
    expect(content.language).toBe(setting.script === 'zh-Hans' ? 'zh-Hans-CN' : 'zh-Hant-TW')
    expect(text).toContain(setting.script === 'zh-Hans' ? '一曰水道' : '江南驛路考略')
    expect(text).not.toMatch(/[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]/)
    const pieces = content.pages.flatMap(({ furniture }) => furniture.map((piece) => piece.trim()))
    for (const number of ['1', '2', '3', '4', '5']) expect(pieces).toContain(number)
  })

  test.for(['pinyin', 'bopomofo'] as const)('readings in %s are text where that is wanted, and compared', { timeout: 60_000 }, async (rubySystem) => {
    const { model, report, text, content } = await make({ ruby: 'all', rubySystem, rubyAsText: true, direction: rubySystem === 'bopomofo' ? 'vertical' : 'horizontal' })
    expect(report.differences).toEqual([])
    expect(text).toContain(rubySystem === 'pinyin' ? 'yì' : 'ㄧˋ')
    expect(content.bookmarks[1]?.text).toBe('壹、源流')
    const { printed } = await harness.print(model)
    const readings = (printed.readings ?? []).with(3, 'xx')
    const other = comparePdf({ printed: { ...printed, readings }, notes: true, face: 'serif' }, content)
    expect(other.differences.map(({ kind, place }) => `${kind} ${place}`)).toEqual(['text readings'])
    expect(comparePrinted(model, { ...printed, readings }).map(({ place }) => place)).toEqual(['readings'])
  })

  test('a number that is not there is found', async () => {
    const { model, content } = await make({ paragraphNumbers: true, direction: 'vertical' })
    const { printed } = await harness.print(model)
    const pages = content.pages.map((page) => ({ ...page, furniture: page.furniture.filter((piece) => piece.trim() !== '3') }))
    const report = comparePdf({ printed, notes: true, face: 'serif' }, { ...content, pages })
    expect(report.differences).toEqual([{ kind: 'numbers', place: '其後商旅漸多，遂成通衢。', expected: '3', found: '' }])
    expect(comparePrinted(model, { ...printed, numbers: (printed.numbers ?? []).slice(1) }).map(({ kind }) => kind)).toEqual(['numbers'])
  }, 60_000)

  test('a rare reading alone stands at rare characters; notes have none and stay as they were written', async () => {
    const { model } = await make({ ruby: 'rare', script: 'zh-Hans' })
    const runs = model.blocks.flatMap((block) => (block.kind === 'paragraph' ? block.runs : []))
    const read = runs.flatMap((run) => (run.kind === 'text' ? run.readings.map(({ offset }) => Array.from(run.text)[offset]) : []))
    expect(read).toContain('漶')
    expect(read).not.toContain('道')
    expect(model.blocks).toContainEqual(expect.objectContaining({ kind: 'notes', notes: [expect.objectContaining({ body: note.body })] }))
  }, 60_000)
})
