import { describe, expect, it } from 'vitest'
import { createSlots, makeBlock, planBook } from '../../../renderer/reader/book-blocks.ts'
import { blocksWithin, nextSpan } from '../../../renderer/reader/book-axis.ts'
import { createTextMaker, makeTextModel, type Block, type SectionText } from '../../../renderer/reader/text-model.ts'
import { emptyText } from '../../../renderer/reader/document-text.ts'
import { bookText } from '../../e2e/books.ts'
import { openedDocument } from '../opened-document.ts'

const many = await openedDocument('many', bookText({ characters: 60_000, chapter: 700 }))
const one = await openedDocument('one', bookText({ characters: 40_000, chapter: 100_000 }))
const endless = await openedDocument('endless', `題目\n第一章 長\n${'字𠮷'.repeat(12_000)}\n第二章 短\n這一章很短，只有一句話。\n`)

const wordsOf = (blocks: readonly Block[]): string[] =>
  blocks.map((block) => (block.kind === 'gap' ? `<${block.gap.id}>` : `${block.paragraph.start} ${block.paragraph.number} ${block.paragraph.text}`))

describe.each([
  ['many chapters', many],
  ['one chapter', one],
])('a book of %s in blocks', (_name, { outline, text }) => {
  const maker = createTextMaker({ outline, text, layer: 'set', repairs: false })
  const whole = makeTextModel({ outline, text, layer: 'set', repairs: false })
  const plan = planBook(outline, 1600)
  const drawn = plan.blocks.map((block) => makeBlock(block, maker, text))

  it('is the whole text, each paragraph once, in order and with its number', () => {
    expect(plan.blocks.length).toBeGreaterThan(15)
    expect(drawn.flatMap(({ opening }) => wordsOf(opening?.opening ?? []))).toEqual(wordsOf(whole.opening))
    const bySection = new Map<string, string[]>()
    for (const section of drawn.flatMap(({ sections }) => sections)) {
      bySection.set(section.section.id, [...(bySection.get(section.section.id) ?? []), ...wordsOf(section.blocks)])
    }
    for (const section of whole.sections) expect(bySection.get(section.section.id)).toEqual(wordsOf(section.blocks))
  })

  it('opens with one block and closes with one, and every section opens and closes once', () => {
    expect(drawn.filter(({ opening }) => opening !== null)).toHaveLength(1)
    expect(drawn.filter(({ closing }) => closing).map(({ index }) => index)).toEqual([plan.blocks.length - 1])
    const count = (is: (section: SectionText) => boolean) => drawn.flatMap(({ sections }) => sections).filter(is).length
    expect(count(({ opens }) => opens !== false)).toBe(outline.sections.length)
    expect(count(({ closes }) => closes !== false)).toBe(outline.sections.length)
  })

  it('knows the block of every paragraph, or the one after it where its cut was moved on', () => {
    for (const { index, sections } of drawn) {
      for (const { section, blocks } of sections) {
        for (const block of blocks) {
          if (block.kind === 'gap') continue
          const found = plan.blockAt(section.id, block.paragraph.start)
          expect([index, index + 1]).toContain(found)
        }
      }
    }
    expect(plan.blockAt('0', 3)).toBe(0)
    expect(plan.blockAt('no such section', 3)).toBe(0)
  })

  it('needs no more of the text than it draws', () => {
    for (const block of plan.blocks) {
      const needed = plan.needs(block).reduce((sum, { start, end }) => sum + end - start, 0)
      expect(needed).toBeLessThan(10_000)
    }
  })
})

describe('a paragraph longer than any block', () => {
  const { outline, text } = endless
  const plan = planBook(outline, 1600)
  const maker = createTextMaker({ outline, text, layer: 'set', repairs: false })
  const parts = plan.blocks.flatMap((block) => makeBlock(block, maker, text).sections).filter(({ section }) => section.id === '1')
  const paragraphs = parts.flatMap(({ blocks }) => blocks).flatMap((block) => (block.kind === 'paragraph' ? [block.paragraph] : []))

  it('is drawn in pieces that go on with each other and together are the paragraph', () => {
    expect(paragraphs.length).toBeGreaterThan(8)
    expect(paragraphs.map((paragraph) => paragraph.text).join('')).toBe('字𠮷'.repeat(12_000))
    expect(paragraphs.filter(({ continued }) => continued !== true)).toHaveLength(1)
    expect(paragraphs.map(({ number }) => number)).toEqual([paragraphs[0]?.number, ...paragraphs.slice(1).map(() => null)])
  })
})

describe('slots', () => {
  const { outline, text } = many
  const plan = planBook(outline, 1600)
  const options = { outline, layer: 'set', repairs: false } as const
  const passage = (start: number, end: number) => ({
    start, end, restored: text.slice('restored', start, end), set: text.slice('set', start, end), edits: [],
  })

  it('are empty until their text is here, and what was drawn stays the same block', () => {
    const slotsOf = createSlots(plan, false)
    const nothing = emptyText(text.length)
    expect(slotsOf(3, 6, createTextMaker({ ...options, text: nothing }), nothing).map(({ block }) => block)).toEqual([null, null, null, null])
    const some = nothing.with(passage(0, 25_000))
    const first = slotsOf(3, 6, createTextMaker({ ...options, text: some }), some)
    expect(first.every(({ block }) => block !== null)).toBe(true)
    const more = some.with(passage(25_000, 50_000))
    const second = slotsOf(4, 7, createTextMaker({ ...options, text: more }), more)
    expect(second[0]?.block).toBe(first[1]?.block)
    expect(second[2]?.block).toBe(first[3]?.block)
  })
})

describe('what is drawn next', () => {
  const sizes = { count: 100, sizeOf: (index: number) => 100 + (index % 3) * 50 }

  it('is found from the place of one block, however far it is', () => {
    const topOf = (index: number) => Array.from({ length: index }, (_, at) => sizes.sizeOf(at)).reduce((sum, size) => sum + size, 0)
    for (const scrolled of [0, 333, 5000, 14_000]) {
      for (const at of [0, 10, 99]) {
        const { first, last } = blocksWithin(sizes, at, topOf(at) - scrolled, 600, 0)
        expect(topOf(first)).toBeLessThanOrEqual(Math.min(scrolled, topOf(99)))
        expect(topOf(last) + sizes.sizeOf(last)).toBeGreaterThanOrEqual(Math.min(scrolled + 600, topOf(100)))
        expect(last - first).toBeLessThan(7)
      }
    }
  })

  it('comes block by block near the view, at once where the view is, and lets go of what is far', () => {
    const span = (first: number, last: number) => ({ first, last })
    expect(nextSpan(span(5, 8), span(6, 7), span(4, 9), span(2, 12))).toEqual(span(5, 9))
    expect(nextSpan(span(5, 9), span(6, 7), span(4, 9), span(2, 12))).toEqual(span(4, 9))
    expect(nextSpan(span(4, 9), span(6, 7), span(4, 9), span(2, 12))).toEqual(span(4, 9))
    expect(nextSpan(span(1, 9), span(6, 7), span(4, 9), span(2, 12))).toEqual(span(2, 9))
    expect(nextSpan(span(5, 8), span(40, 42), span(38, 44), span(36, 46))).toEqual(span(40, 42))
    expect(nextSpan(span(5, 8), span(8, 9), span(7, 10), span(5, 12))).toEqual(span(5, 9))
  })
})
