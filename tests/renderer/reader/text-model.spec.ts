import { describe, expect, it } from 'vitest'
import type { DocumentOutline, Gap, PlacedEdit, Section } from '../../../preload/contract/documents.ts'
import { createOffsetMap } from '../../../preload/contract/offset-map.ts'
import { wholeText } from '../../../renderer/reader/document-text.ts'
import { makeTextModel, type Block, type Paragraph } from '../../../renderer/reader/text-model.ts'

const gap = (id: string, more: Partial<Gap>): Gap => ({
  id,
  kind: 'paywall-cut-middle',
  section: '1',
  affects: [],
  start: 0,
  end: 0,
  offset: 0,
  length: 0,
  declared: null,
  declaredTotal: null,
  declaredShown: null,
  estimated: null,
  notice: '',
  basis: '',
  ...more,
})

const section = (id: string, more: Partial<Section>): Section => ({
  id,
  level: id.split('.').length,
  parent: null,
  marker: '',
  heading: '',
  headingSet: '',
  status: 'present',
  confidence: 1,
  headingRange: null,
  runIn: false,
  range: null,
  listRange: null,
  gaps: [],
  ...more,
})

// 𠮷 lies beyond the BMP: one code point, two UTF-16 units.
const lines = ['題目', '序言𠮷文。', '一、首章', '甲是短題。正文一_句。', '正文二句，斷']
const restored = lines.join('\n')
const at = (text: string): number => Array.from(restored.slice(0, restored.indexOf(text))).length
const span = (text: string) => ({ start: at(text), end: at(text) + Array.from(text).length })

const outline: DocumentOutline = {
  documentId: 'sample',
  revision: 'r',
  title: '題目',
  titleSet: '題目',
  language: 'zh-Hant',
  shipped: false,
  source: { sha256: '', bytes: 0, characters: 0, encoding: 'UTF-8' },
  characters: Array.from(restored).length,
  paragraphs: [],
  parts: [
    { kind: 'title', range: span('題目') },
    { kind: 'preamble', range: span('序言𠮷文。') },
    { kind: 'body', range: { start: at('一、首章'), end: Array.from(restored).length } },
  ],
  sections: [
    section('1', { headingRange: span('一、首章'), headingSet: '一、首章' }),
    section('1.1', {
      headingRange: span('甲是短題'),
      runIn: true,
      range: { start: at('正文一'), end: Array.from(restored).length },
    }),
    section('1.2', { status: 'missing', headingSet: '乙是缺題', heading: '乙是缺題' }),
  ],
  gaps: [
    gap('blank', { kind: 'censored-word', section: '1.1', offset: at('_句'), length: 1 }),
    gap('end', { kind: 'paywall-cut-end', section: '1.1', offset: Array.from(restored).length }),
    gap('origin', { kind: 'metadata-missing', section: null, offset: null }),
  ],
  editCounts: [],
}

const edit = (id: string, offset: number, before: string, after: string, more: Partial<PlacedEdit> = {}): PlacedEdit => ({
  id,
  start: offset,
  end: offset + Array.from(before).length,
  before,
  after,
  class: 'stray-space',
  layer: 'L1',
  confidence: 1,
  basis: '',
  offset,
  length: Array.from(after).length,
  ...more,
})

const textOf = (paragraph: Paragraph | null): string =>
  (paragraph?.runs ?? []).map((run) => (run.kind === 'gap' ? `<${run.gap.id}>` : run.text)).join('')

const blockText = (block: Block): string => (block.kind === 'gap' ? `<${block.gap.id}>` : textOf(block.paragraph))

const model = (edits: PlacedEdit[] = [], repairs = false, set = restored) =>
  makeTextModel({
    outline,
    text: wholeText({ start: 0, end: outline.characters, restored, set, edits }),
    layer: 'set',
    repairs,
  })

describe('the text as blocks', () => {
  it('gives every line its paragraph, with offsets in code points', () => {
    const made = model()
    expect(textOf(made.title)).toBe('題目')
    expect(made.opening.map(blockText)).toEqual(['序言𠮷文。'])
    const run = made.opening[0]?.kind === 'paragraph' ? made.opening[0].paragraph.runs[0] : undefined
    expect(run?.start).toBe(3)
  })

  it('draws a blank where it stands and a cut that breaks a sentence off in the line itself', () => {
    expect(model().sections[1]?.blocks.map(blockText)).toEqual(['正文一<blank>句。', '正文二句，斷<end>'])
  })

  it('draws a cut between paragraphs as a block of its own', () => {
    const whole = { ...outline, gaps: [gap('cut', { section: '1.1', offset: at('正文二') })] }
    const made = makeTextModel({
      outline: whole,
      text: wholeText({ start: 0, end: outline.characters, restored, set: restored, edits: [] }),
      layer: 'set',
      repairs: false,
    })
    expect(made.sections[1]?.blocks.map(blockText)).toEqual(['正文一_句。', '<cut>', '正文二句，斷'])
  })

  it('keeps the mark that ends a run-in heading with the heading', () => {
    expect(textOf(model().sections[1]?.heading ?? null)).toBe('甲是短題。')
  })

  it('gives a missing section its heading and no text', () => {
    const missing = model().sections[2]
    expect(textOf(missing?.heading ?? null)).toBe('乙是缺題')
    expect(missing?.blocks).toEqual([])
  })

  it('lists gaps that have no place in the text', () => {
    expect(model().placeless.map(({ id }) => id)).toEqual(['origin'])
  })
})

describe('repairs in place', () => {
  const removal = edit('e1', at('文。\n一'), ' ', '')
  const change = edit('e2', at('，斷'), ',', '，', { layer: 'L2', class: 'halfwidth-punctuation' })

  it('are drawn only when asked for', () => {
    expect(model([removal, change]).opening[0]).toMatchObject({ paragraph: { runs: [{ kind: 'text' }] } })
  })

  it('stand where the edit was made and leave the text the same', () => {
    const made = model([removal, change], true)
    expect(made.opening.map(blockText)).toEqual(['序言𠮷文。'])
    const [opening] = made.opening
    expect(opening?.kind === 'paragraph' && opening.paragraph.runs.map(({ kind }) => kind)).toEqual(['text', 'repair', 'text'])
    const last = made.sections[1]?.blocks.at(-1)
    expect(last?.kind === 'paragraph' && last.paragraph.runs.find(({ kind }) => kind === 'repair')).toMatchObject({
      text: '，',
      edits: [{ id: 'e2' }],
    })
  })

  it('of the house style are not drawn in the restored layer', () => {
    const made = makeTextModel({
      outline,
      text: wholeText({ start: 0, end: outline.characters, restored, set: restored, edits: [change] }),
      layer: 'restored',
      repairs: true,
    })
    const last = made.sections[1]?.blocks.at(-1)
    expect(last?.kind === 'paragraph' && last.paragraph.runs.some(({ kind }) => kind === 'repair')).toBe(false)
  })
})

describe('places in the source', () => {
  // L0 "ab(x)cd" became L1 "abcd": three characters were taken out after the second.
  const edits = [edit('e', 2, '(x)', '', { start: 2, end: 5 })]

  it('map back and forth around a removal', () => {
    expect([0, 1, 2, 3].map((offset) => createOffsetMap(edits).toSource(offset))).toEqual([0, 1, 5, 6])
    expect([0, 1, 2, 3, 4, 5, 6].map((offset) => createOffsetMap(edits).toRestored(offset))).toEqual([0, 1, 2, 2, 2, 2, 3])
  })
})
