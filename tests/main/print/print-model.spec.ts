import { describe, expect, test } from 'vitest'
import type { PrintBlock, PrintJob, PrintScope } from '../../../preload/contract/printing.ts'
import { defaultPrintSetting, PrintModel } from '../../../preload/contract/printing.ts'
import { AppError } from '../../../preload/contract/wire.ts'
import { makePrintModel } from '../../../main/print/print-model.ts'
import { spanOfScope } from '../../../main/print/print-scope.ts'
import { sampleOutline, sampleText } from './sample-document.ts'

const job = (scope: PrintScope, part: Partial<PrintJob> = {}): PrintJob => ({
  documentId: 'sample',
  scope,
  notes: false,
  paper: 'A4',
  setting: defaultPrintSetting,
  language: 'zh-Hant',
  ...part,
})

const make = (scope: PrintScope, part: Partial<PrintJob> = {}, notes: Parameters<typeof makePrintModel>[1] = []) => {
  const { start, end } = spanOfScope(sampleOutline, scope)
  const text = Array.from(sampleText).slice(start, end).join('')
  return makePrintModel({ outline: sampleOutline, start, text }, notes, job(scope, part))
}

/** One line a block, for reading in a test. */
const lineOf = (block: PrintBlock): string => {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level + 1)} ${block.text}${block.runIn ? ' >' : ''}`
    case 'paragraph':
      return `${block.continues ? '+' : '¶'} ${block.runs.map((run) => (run.kind === 'gap' ? `[${run.text}]` : run.text)).join('')}`
    case 'remark':
      return `! ${block.text}`
    case 'outline-list':
      return `- ${block.lines.join(' / ')}`
    case 'notes':
      return `* ${block.sectionId} ${block.label}: ${block.notes.map(({ body }) => body).join(' | ')}`
  }
}

const note = (sectionId: string, body: string, rank: string) => ({
  id: `note-${rank.toLowerCase()}`,
  sectionId,
  body,
  rank,
  anchor: null,
  color: null,
  tags: [],
})

describe('the model of a printed page', () => {
  test('links of notes to sections and to other notes are printed as the names of these', () => {
    const notes = [note('1', '參看[[2]]與[[note:note-b]]，[[9.9]]已失', 'a'), note('1', '# 漕運考\n\n文', 'b')]
    const printed = make({ kind: 'document' }, { notes: true }, notes).blocks.find(({ kind }) => kind === 'notes')
    expect(printed).toMatchObject({ notes: [{ body: '參看貳、興廢與漕運考，[[9.9]]已失' }, { body: '# 漕運考\n\n文' }] })
  })

  test('the whole text: title, its own list, what stands first, sections with marks and remarks in place', () => {
    expect(make({ kind: 'document' }).blocks.map(lineOf)).toEqual([
      '# 江南驛路考略',
      '! 原文所列提綱',
      '- 壹、源流 / 一曰水道 / 二曰陸道 / 貳、興廢',
      '¶ 此篇抄自舊冊，字多漫漶。',
      '## 壹、源流',
      '¶ 驛路之興，始於漕運。',
      '¶ 其後商旅漸多，遂成通衢。',
      '### 一曰水道 >',
      '+ 。自江入湖，舟行三日，夜泊[〔缺：原站抹去〕]埠。',
      '### 二曰陸道',
      '! 提綱列有此節，但正文在網站略去的 120 字之中。',
      '## 貳、興廢',
      '¶ [〔缺 120 字：原站省略〕]',
      '¶ 後之來者，得以攷焉——然而舊站多已[〔缺約 300 字：以下原站未示，估計〕]',
    ])
  })

  test('a section alone is its own text; a subtree has what is under it', () => {
    expect(make({ kind: 'section', sectionId: '1' }).blocks.map(lineOf)).toEqual([
      '## 壹、源流',
      '¶ 驛路之興，始於漕運。',
      '¶ 其後商旅漸多，遂成通衢。',
    ])
    expect(make({ kind: 'subtree', sectionId: '1' }).blocks).toHaveLength(7)
    expect(make({ kind: 'section', sectionId: '0' }).blocks.map(lineOf)).toEqual(['## 江南驛路考略', '¶ 此篇抄自舊冊，字多漫漶。'])
  })

  test('a missing section still prints: its heading, why it is empty, its notes', () => {
    const model = make({ kind: 'section', sectionId: '1.2' }, { notes: true, language: 'en' }, [note('1.2', '待查', 'B')])
    expect(model.blocks.map(lineOf)).toEqual([
      '### 二曰陸道',
      '! This section is named in the outline, but its text lies in the 120 characters the site left out.',
      '* 1.2 My notes: 待查',
    ])
  })

  test('notes stand after the text of their section, by rank; none is left out of the whole text', () => {
    const notes = [note('1', '乙', 'b'), note('1', '甲', 'B'), note('0', '首', 'C'), note('7.7', '無主', 'D'), note('1', '  ', 'E')]
    const lines = make({ kind: 'document' }, { notes: true }, notes).blocks.map(lineOf)
    expect(lines.filter((line) => line.startsWith('*'))).toEqual(['* 0 我的筆記: 首', '* 1 我的筆記: 甲 | 乙', '* 0 我的筆記: 無主'])
    expect(lines.indexOf('* 1 我的筆記: 甲 | 乙')).toBe(lines.indexOf('¶ 其後商旅漸多，遂成通衢。') + 1)
    expect(make({ kind: 'document' }, { notes: false }, notes).blocks.some((block) => block.kind === 'notes')).toBe(false)
  })

  test('highlights lie on the words of their block, over gap marks and behind the stop of a run-in heading', () => {
    const at = (words: string) => Array.from(sampleText.slice(0, sampleText.lastIndexOf(words))).length
    const passages = [
      { noteId: 'n', range: { start: at('商旅'), end: at('商旅') + 2 }, color: 'green' as const },
      { noteId: 'n', range: { start: at('夜泊'), end: at('埠') + 1 }, color: 'yellow' as const },
      { noteId: 'n', range: { start: at('源流'), end: at('驛路之興') + 2 }, color: null },
    ]
    const blocks = makePrintModel({ outline: sampleOutline, start: 0, text: sampleText }, [], job({ kind: 'document' }), undefined, passages).blocks
    const marked = blocks.flatMap((block) => {
      if (block.kind !== 'heading' && block.kind !== 'paragraph') return []
      const words = Array.from(block.kind === 'heading' ? block.text : block.runs.map(({ text }) => text).join(''))
      return block.marks.map(({ range, color }) => `${color} ${words.slice(range.start, range.end).join('')}`)
    })
    expect(marked).toEqual(['null 源流', 'null 驛路', 'green 商旅', 'yellow 夜泊〔缺：原站抹去〕埠'])
  })

  test('a note on a passage is printed with its quote and tags; a mere highlight is not listed', () => {
    const anchor = (exact: string) => ({ revision: '0'.repeat(16), range: { start: 1, end: 2 }, quote: { exact, prefix: '', suffix: '' } })
    const notes = [
      { ...note('1', '見此', 'a'), anchor: anchor('驛路之興，\n始於漕運。'), color: 'blue' as const, tags: ['漕', '路'] },
      { ...note('1', ' ', 'b'), anchor: anchor('𠮷'.repeat(200)), color: 'pink' as const, tags: ['長'] },
      { ...note('1', '', 'c'), anchor: anchor('商旅'), color: 'green' as const },
    ]
    const printed = make({ kind: 'section', sectionId: '1' }, { notes: true }, notes).blocks.find(({ kind }) => kind === 'notes')
    expect(printed).toMatchObject({
      notes: [
        { quote: '驛路之興， 始於漕運。', color: 'blue', body: '見此', tags: ['漕', '路'] },
        { quote: `${'𠮷'.repeat(60)}…${'𠮷'.repeat(16)}`, color: 'pink', tags: ['長'] },
      ],
    })
  })

  test('a paragraph has one number, however much is printed; a mark that stands alone has none', () => {
    const setting = { ...defaultPrintSetting, paragraphNumbers: true }
    const numbered = (scope: PrintScope) =>
      make(scope, { setting }).blocks.flatMap((block) => (block.kind === 'paragraph' ? [`${block.number} ${lineOf(block).slice(2, 6)}`] : []))
    const all = numbered({ kind: 'document' })
    expect(all).toEqual(['1 此篇抄自', '2 驛路之興', '3 其後商旅', '4 。自江入', 'null [〔缺 ', '5 後之來者'])
    for (const sectionId of ['0', '1', '1.1', '2']) {
      const part = numbered({ kind: 'section', sectionId })
      expect(part.length).toBeGreaterThan(0)
      expect(all).toEqual(expect.arrayContaining(part))
    }
    expect(make({ kind: 'document' }).blocks.every((block) => block.kind !== 'paragraph' || block.number === null)).toBe(true)
  })

  test('the file is called after the section and the text', () => {
    const model = make({ kind: 'subtree', sectionId: '1.1' })
    expect(model.title).toBe('一曰水道 — 江南驛路考略')
    expect(model.runningHead).toBe('江南驛路考略　一曰水道')
    expect(make({ kind: 'document' }).title).toBe('江南驛路考略')
    const opening = make({ kind: 'subtree', sectionId: '0' }, { language: 'en' })
    expect(opening.title).toBe('Opening — 江南驛路考略')
    expect(opening.runningHead).toBe('江南驛路考略　Opening')
    expect(PrintModel.parse(model)).toEqual(model)
  })

  test('a section that is not there is refused', () => {
    expect(() => make({ kind: 'subtree', sectionId: '9' })).toThrow(AppError)
  })

  test('offsets count code points: characters outside the BMP move nothing', () => {
    const text = sampleText.replaceAll('路', '𠮷')
    const model = makePrintModel({ outline: sampleOutline, start: 0, text }, [], job({ kind: 'section', sectionId: '1.1' }))
    expect(model.blocks.map(lineOf)).toEqual(['### 一曰水道 >', '+ 。自江入湖，舟行三日，夜泊[〔缺：原站抹去〕]埠。'])
  })
})
