import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { defaultPrintSetting, type PrintBlock, type PrintModel, type PrintReport } from '../../../preload/contract/printing.ts'
import type { PrintedPdf } from '../../../main/platform.ts'
import { comparePdf } from '../../../main/print/pdf-check.ts'
import { readPdf, type PdfContent } from '../../../main/print/pdf-reader.ts'
import { makePrintModel } from '../../../main/print/print-model.ts'
import { comparePrinted } from '../../../main/print/printed-check.ts'
import { openPrintHarness, type PrintHarness } from './print-harness.ts'
import { sampleOutline, sampleText } from './sample-document.ts'

const plain = { face: 'serif' } as const

const noteText = `# 摘記

一、**重點**：見[出處](https://example.org/甲?a=1)，「引語」——*再看*。
第二行 with Latin, 123 and ～ 〜 ⋯ ①.

1. 甲
2. 乙
   - 丙

> 引文

| 項 | 數 |
|---|---|
| 子 | 12 |

\`\`\`
code  block
\`\`\``

let harness: PrintHarness
let good: PrintedPdf
let content: PdfContent

const model = (changes: Partial<PrintModel> = {}): PrintModel => ({
  ...makePrintModel(
    { outline: sampleOutline, start: 0, text: sampleText },
    [{ id: 'n', sectionId: '1', body: noteText, rank: 'B', anchor: null, color: null, tags: [] }],
    { documentId: 'sample', scope: { kind: 'document' }, notes: true, paper: 'A4', setting: defaultPrintSetting, language: 'zh-Hant' },
  ),
  ...changes,
})

/** The same page with one block changed or, for null, left out. */
const changed = (change: (block: PrintBlock, index: number) => PrintBlock | null): PrintModel => {
  const whole = model()
  return { ...whole, blocks: whole.blocks.map(change).filter((block) => block !== null) }
}

const rewritten = (from: string, to: string): PrintModel =>
  changed((block) => {
    if (block.kind === 'heading') return { ...block, text: block.text.replaceAll(from, to) }
    if (block.kind !== 'paragraph') return block
    return { ...block, runs: block.runs.map((run) => ({ ...run, text: run.text.replaceAll(from, to) })) }
  })

/** What is said when the page meant one thing and the file holds another. */
const reportOn = async (printedInstead: PrintModel): Promise<PrintReport> => {
  const { pdf } = await harness.print(printedInstead)
  return comparePdf({ printed: good.printed, notes: true, ...plain }, await readPdf(pdf))
}

const kindsOf = (report: PrintReport): string[] => [...new Set(report.differences.map(({ kind }) => kind))].sort()

beforeAll(async () => {
  harness = await openPrintHarness()
  good = await harness.print(model())
  content = await readPdf(good.pdf)
}, 120_000)
afterAll(() => harness?.close())

describe('a good file', () => {
  test('is exactly what was meant', () => {
    expect(comparePrinted(model(), good.printed)).toEqual([])
    const report = comparePdf({ printed: good.printed, notes: true, ...plain }, content)
    expect(report.differences).toEqual([])
    expect(report).toMatchObject({ bookmarks: 5, fonts: expect.arrayContaining(['YanduSerifTC-Regular', 'YanduSerifTC-Bold']) })
    expect(harness.logged).toEqual([])
  })
  test('has two embedded TrueType fonts, title, language and tags', () => {
    expect(content.fonts.map(({ type, embedded }) => ({ type, embedded }))).toEqual([
      { type: 'CIDFontType2', embedded: true },
      { type: 'CIDFontType2', embedded: true },
    ])
    expect(content).toMatchObject({ title: '江南驛路考略', language: 'zh-Hant-TW', tagged: true })
  })
  test('has bookmarks like the outline, run-in headings too, and none for the headings of notes', () => {
    expect(content.bookmarks).toEqual([
      { depth: 1, text: '江南驛路考略', page: 1 },
      { depth: 2, text: '壹、源流', page: expect.any(Number) },
      { depth: 3, text: '一曰水道', page: expect.any(Number) },
      { depth: 3, text: '二曰陸道', page: expect.any(Number) },
      { depth: 2, text: '貳、興廢', page: expect.any(Number) },
    ])
  })
  test('keeps the page number out of the text', () => {
    expect(content.pages[0]?.furniture.join('')).toMatch(/1\s*\/\s*\d/)
    expect(content.pages.flatMap(({ runs }) => runs.map(({ text }) => text)).join('')).not.toMatch(/\d \/ \d/)
  })
  test('is the same on Letter, in simplified characters, and with a title of any kind', async () => {
    const title = '"</style><b>題\\ \n題'
    const letter = model({ paper: 'Letter', language: 'zh-Hans', interfaceLanguage: 'en', title: '題 — 題', runningHead: title })
    const made = await harness.print(letter)
    const read = await readPdf(made.pdf)
    expect(comparePrinted(letter, made.printed)).toEqual([])
    expect(comparePdf({ printed: made.printed, notes: true, ...plain }, read).differences).toEqual([])
    expect(read.language).toBe('zh-Hans-CN')
    expect(read.fonts.every(({ name }) => name.includes('YanduSerif'))).toBe(true)
    expect(read.pages[1]?.furniture.join('')).toContain('</style><b>題')
  })
})

describe('a bad file', () => {
  test('with a Kangxi radical in place of a Han character', () => {
    const pages = content.pages.map((page) => ({
      ...page,
      runs: page.runs.map((run) => ({ ...run, text: run.text.replaceAll('日', '⽇') })),
    }))
    const report = comparePdf({ printed: good.printed, notes: true, ...plain }, { ...content, pages })
    expect(kindsOf(report)).toContain('text')
    expect(report.differences.find(({ kind }) => kind === 'text')).toMatchObject({
      expected: expect.stringContaining('U+65E5'),
      found: expect.stringContaining('U+2F47'),
    })
  })
  test('with a character that no font has: it is named, and a sign stands in its place', async () => {
    const odd = changed((block) => {
      if (block.kind === 'notes') return { ...block, notes: [{ quote: null, color: null, body: '此字**無\u{30EDE}**、無\u{323B0}', tags: [] }] }
      if (block.kind !== 'paragraph') return block
      return { ...block, runs: block.runs.map((run) => ({ ...run, text: run.text.replaceAll('舟行', '舟\u{323B0}行') })) }
    })
    const made = await harness.print(odd)
    expect(comparePrinted(odd, made.printed)).toEqual([
      { kind: 'text', place: '此字**無\u{30EDE}**、無\u{323B0}', expected: '\u{30EDE} U+30EDE, \u{323B0} U+323B0', found: 'no glyph' },
      { kind: 'text', place: '。自江入湖，舟\u{323B0}行三日，夜泊〔缺…', expected: '\u{323B0} U+323B0', found: 'no glyph' },
    ])
    const read = await readPdf(made.pdf)
    expect(comparePdf({ printed: made.printed, notes: true, ...plain }, read).differences).toEqual([])
    expect(read.pages.flatMap(({ runs }) => runs.map(({ text }) => text)).join('')).toContain('舟〓行三日')
  })
  test('with a character that a font of the system draws: font, block and character are named', async () => {
    const runs = [{ kind: 'text' as const, text: '笑A', readings: [] }]
    const made = await harness.print({ ...model(), blocks: [{ kind: 'paragraph', runs, continues: false, number: null, marks: [] }] })
    const read = await readPdf(made.pdf)
    const fonts = [...read.fonts, { name: 'BAAAAA+SomeSans', type: 'CIDFontType2', embedded: true }]
    const pages = [{ runs: [{ text: '笑', font: 0, size: 11.5 }, { text: 'A', font: 1, size: 11.5 }], furniture: [] }]
    const report = comparePdf({ printed: { ...made.printed, headings: [] }, notes: true, ...plain }, { ...read, pages, fonts: fonts.slice(-2) })
    expect(report.differences).toEqual([
      { kind: 'fonts', place: '笑A', expected: 'A U+0041', found: 'no glyph' },
      { kind: 'fonts', place: 'SomeSans (A)', expected: 'Yandu Serif', found: 'SomeSans' },
    ])
    expect(report.fonts).toContain('SomeSans')
  })
  test('has the language of each note in it', async () => {
    const source = model()
    const made = await harness.print({ ...source, blocks: [{ kind: 'notes', sectionId: '1', label: '我的筆記', notes: ['English words', '漢字'].map((body) => ({ quote: null, color: null, body, tags: [] })) }], interfaceLanguage: 'en' })
    const raw = Buffer.from(made.pdf).toString('latin1')
    expect(raw).toMatch(/\/Lang\s*\(zh-Hant-TW\)/)
    expect(raw).toMatch(/\/Lang\s*\(en/)
  })
  test('with a paragraph left out', async () => {
    const report = await reportOn(changed((block) => (block.kind === 'paragraph' && block.continues ? null : block)))
    expect(kindsOf(report)).toEqual(['text'])
    expect(report.differences[0]?.place).toContain('。自江入湖')
  })
  test('with a paragraph doubled, or moved', async () => {
    const whole = model()
    const paragraph = whole.blocks.find((block) => block.kind === 'paragraph')
    if (paragraph === undefined) throw new Error('no paragraph')
    const doubled = await reportOn({ ...whole, blocks: [...whole.blocks, paragraph] })
    expect(doubled.differences).toHaveLength(1)
    expect(doubled.differences[0]).toMatchObject({ kind: 'text', expected: '', found: expect.stringContaining('此篇抄自舊冊') })
    const moved = await reportOn({ ...whole, blocks: [...whole.blocks.filter((block) => block !== paragraph), paragraph] })
    expect(kindsOf(moved)).toContain('text')
  })
  test('with one character changed', async () => {
    const report = await reportOn(rewritten('漕運', '漕運運'))
    expect(report.differences.map(({ kind }) => kind)).toEqual(['text'])
  })
  test('with a bookmark that is worded, nested or placed otherwise', async () => {
    const worded = await reportOn(rewritten('二曰陸道', '二曰海道'))
    expect(kindsOf(worded)).toEqual(['bookmarks', 'text'])
    const nested = await reportOn(changed((block) => (block.kind === 'heading' && block.sectionId === '1.2' ? { ...block, level: 1 } : block)))
    expect(nested.differences).toEqual([
      { kind: 'bookmarks', place: '二曰陸道', expected: '3: 二曰陸道', found: '2: 二曰陸道' },
    ])
    const [first, ...others] = content.bookmarks
    if (first === undefined) throw new Error('no bookmark')
    const placed = comparePdf({ printed: good.printed, notes: true, ...plain }, { ...content, bookmarks: [{ ...first, page: 9 }, ...others] })
    expect(placed.differences).toEqual([{ kind: 'bookmarks', place: '江南驛路考略', expected: 'page 1', found: 'page 9' }])
    const fewer = comparePdf({ printed: good.printed, notes: true, ...plain }, { ...content, bookmarks: content.bookmarks.slice(0, -1) })
    expect(kindsOf(fewer)).toEqual(['bookmarks'])
  })
  test('with another title, without language or tags, with an empty page', () => {
    const [page] = content.pages
    if (page === undefined) throw new Error('no page')
    const report = comparePdf(
      { printed: good.printed, notes: true, ...plain },
      { ...content, title: '別題', language: '', tagged: false, pages: [...content.pages, { runs: [], furniture: ['9'] }] },
    )
    expect(kindsOf(report)).toEqual(['language', 'pages', 'tags', 'title'])
  })
  test('with fonts that are drawn, not embedded, of the system, or too many', () => {
    const withFont = (name: string, type: string, embedded: boolean): PrintReport =>
      comparePdf({ printed: good.printed, notes: false, ...plain }, { ...content, fonts: content.fonts.map((font, index) => (index === 0 ? { name, type, embedded } : font)) })
    expect(withFont('', 'Type3', true).differences.at(-1)).toMatchObject({ kind: 'fonts', found: 'Type 3' })
    expect(withFont('AAAAAA+YanduSerifTC-Bold', 'CIDFontType2', false).differences).toMatchObject([{ found: 'not embedded' }])
    expect(withFont('AAAAAA+NotoSerifCJK-Regular', 'CIDFontType2', true).differences.at(-1)).toMatchObject({ expected: 'Yandu Serif' })
    const third = content.fonts.length
    const pages = [...content.pages, { runs: [{ text: '漢', font: third, size: 11.5 }], furniture: [] }]
    const fonts = [...content.fonts, { name: 'BAAAAA+YanduSerifSC-Regular', type: 'CIDFontType2', embedded: true }]
    expect(comparePdf({ printed: good.printed, notes: false, ...plain }, { ...content, pages, fonts }).differences).toMatchObject([
      { kind: 'text' },
      { kind: 'fonts', expected: 'at most 2' },
    ])
  })
  test('that is no PDF is refused', async () => {
    await expect(readPdf(new TextEncoder().encode('%PDF-1.4 nothing'))).rejects.toThrow()
    await expect(readPdf(good.pdf.subarray(0, 900))).rejects.toThrow()
  })
})

describe('a page that draws something else than it was given', () => {
  test('is found before the file is looked at', () => {
    const { printed } = good
    const differs = (blocks: readonly string[]): string[] => comparePrinted(model(), { ...printed, blocks }).map(({ kind }) => kind)
    expect(differs(printed.blocks.slice(1))).toEqual(['text'])
    expect(differs([...printed.blocks, '多出'])).toEqual(['text'])
    expect(differs(printed.blocks.map((words, index) => (index === 6 ? '改' : words)))).not.toEqual([])
    expect(comparePrinted(model(), { ...printed, title: 'x', language: 'en' }).map(({ kind }) => kind)).toEqual(['title', 'language'])
  })
  test('also when words of a note are lost', () => {
    const { printed } = good
    const at = printed.blocks.findIndex((words) => words.includes('摘記'))
    expect(at).toBeGreaterThan(0)
    const lost = printed.blocks.map((words, index) => (index === at ? '' : words))
    expect(comparePrinted(model(), { ...printed, blocks: lost })).not.toEqual([])
    const strange = printed.blocks.map((words, index) => (index === at ? `${words}怪` : words))
    expect(comparePrinted(model(), { ...printed, blocks: strange })).not.toEqual([])
  })
})
