import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applySourceEdits, createCarrier } from '../../../main/anchors/carry.ts'
import type { SourceEdit } from '../../../main/anchors/carry.ts'
import { createCodePointText } from '../../../main/editions/code-points.ts'
import { readEdition } from '../../../main/editions/edition-store.ts'

const source = createCodePointText('𠀀管(guǎn)理的 怕?lián)?zé)任。站長之家')
const place = (text: string): { start: number; end: number } => {
  const start = Array.from(source.text.slice(0, source.text.indexOf(text))).length
  return { start, end: start + Array.from(text).length }
}
const edit = (before: string, after: string): SourceEdit => ({ ...place(before), after })
const pinyin = edit('管(guǎn)', '管')
const spaces = edit(' ', '')
const straddle = edit('?lián)?zé)任', '擔責任')
const notice = edit('站長之家', '')
const all = [pinyin, spaces, straddle, notice]

const carry = (from: readonly SourceEdit[], to: readonly SourceEdit[], passage: string, at = 0): string | null => {
  const before = applySourceEdits(source, from)
  const after = applySourceEdits(source, to)
  const { text } = before.restored
  const start = Array.from(text.slice(0, text.indexOf(passage, at))).length
  const range = createCarrier(before, after)({ start, end: start + Array.from(passage).length })
  return range && after.restored.slice(range.start, range.end)
}

test('the edits of an edition give its L1 exactly', async () => {
  const { edition, sourceText } = await readEdition('content/essay')
  const repairs = edition.edits.filter(({ layer }) => layer === 'L1')
  const { restored, stretches } = applySourceEdits(createCodePointText(sourceText), repairs)
  expect(restored.text).toBe(edition.restored)
  expect(stretches.at(-1)?.restored.end).toBe(restored.length)
})

describe('a repair undone or added', () => {
  test('what stands beside it keeps its characters', () => {
    expect(carry(all, [], '𠀀管')).toBe('𠀀管')
    expect(carry(all, [], '理的')).toBe('理的')
    expect(carry([], all, '𠀀管')).toBe('𠀀管')
    expect(carry(all, [spaces, notice], '任。')).toBe('任。')
  })
  test('a passage around it takes in or loses what the repair is about', () => {
    expect(carry(all, [], '管理')).toBe('管(guǎn)理')
    expect(carry([], all, '管(guǎn)理')).toBe('管理')
    expect(carry([], all, '的 怕')).toBe('的怕')
  })
  test('a passage that ends inside it shrinks to what is left', () => {
    expect(carry([], all, '管(guǎ')).toBe('管')
    expect(carry([], all, 'ǎn)理的')).toBe('理的')
    expect(carry([], all, '。站長')).toBe('。')
  })
  test('nothing is left of a passage wholly inside what was taken out', () => {
    expect(carry([], all, '(guǎn)')).toBeNull()
    expect(carry([], all, '長之')).toBeNull()
    expect(carry([], all, ' ')).toBeNull()
  })
  test('a passage inside a run that is repaired as one stands for the whole run', () => {
    expect(carry([], all, 'lián')).toBe('擔責')
    expect(carry(all, [], '擔')).toBe('?lián)?zé)')
    expect(carry(all, [], '責任')).toBe('?lián)?zé)任')
  })
  test('a repair that both editions have is carried character for character', () => {
    expect(carry(all, [straddle], '責任')).toBe('責任')
    expect(carry([straddle], all, '擔')).toBe('擔')
  })
})

test('edits that overlap or reach outside are refused', () => {
  for (const edits of [
    [{ start: 0, end: 3, after: '' }, { start: 2, end: 4, after: '' }],
    [{ start: 0, end: 999, after: '' }],
    [{ start: 3, end: 2, after: '' }],
  ]) {
    expect(() => applySourceEdits(source, edits)).toThrow(RangeError)
  }
})

const character = fc.constantFrom('甲', '乙', '𠀀', '(', 'a', '\n')
const text = fc.array(character, { maxLength: 40 })
const editsOf = (length: number): fc.Arbitrary<SourceEdit[]> =>
  fc.array(fc.tuple(fc.nat(length), fc.nat(4), fc.array(character, { maxLength: 4 })), { maxLength: 6 }).map((drawn) => {
    const edits: SourceEdit[] = []
    let at = 0
    for (const [start, size, after] of drawn.toSorted((a, b) => a[0] - b[0])) {
      if (start < at) continue
      const end = Math.min(length, start + size)
      edits.push({ start, end, after: after.join('') })
      at = end + 1
    }
    return edits
  })
const world = text.chain((characters) =>
  fc.record({
    characters: fc.constant(characters),
    first: editsOf(characters.length),
    second: editsOf(characters.length),
    from: fc.nat(60),
    size: fc.integer({ min: 1, max: 30 }),
  }),
)

describe('any two editions of one source', () => {
  test('a carried range lies in the text; through the same edition it stays as it is', () => {
    fc.assert(
      fc.property(world, ({ characters, first, second, from, size }) => {
        const before = applySourceEdits(createCodePointText(characters.join('')), first)
        const after = applySourceEdits(createCodePointText(characters.join('')), second)
        const range = { start: from, end: from + size }
        const carried = createCarrier(before, after)(range)
        if (carried !== null) {
          expect(carried.start).toBeGreaterThanOrEqual(0)
          expect(carried.end).toBeGreaterThan(carried.start)
          expect(carried.end).toBeLessThanOrEqual(after.restored.length)
        }
        const end = Math.min(range.end, before.restored.length)
        expect(createCarrier(before, before)(range)).toEqual(from < end ? { start: from, end } : null)
      }),
      { numRuns: 2000 },
    )
  })

  test('forth and back a range has at least what it had, if its ends stand in the source as they are', () => {
    fc.assert(
      fc.property(world, ({ characters, first, from, size }) => {
        const plain = applySourceEdits(createCodePointText(characters.join('')), [])
        const edited = applySourceEdits(createCodePointText(characters.join('')), first)
        const range = { start: from, end: Math.min(characters.length, from + size) }
        fc.pre(range.start < range.end)
        const untouched = (at: number): boolean =>
          edited.stretches.some(({ source: { start, end }, after }) => after === null && at >= start && at < end)
        fc.pre(untouched(range.start) && untouched(range.end - 1))
        const there = createCarrier(plain, edited)(range)
        expect(there).not.toBeNull()
        expect(there && createCarrier(edited, plain)(there)).toEqual(range)
        expect(there && edited.restored.slice(there.start, there.start + 1)).toBe(characters[range.start])
        expect(there && edited.restored.slice(there.end - 1, there.end)).toBe(characters[range.end - 1])
      }),
      { numRuns: 2000 },
    )
  })
})
