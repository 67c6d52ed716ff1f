import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mergeText } from '../../../main/notes/text-merge.ts'

test('changes to different paragraphs merge', () => {
  expect(mergeText('甲\n乙\n丙', '甲一\n乙\n丙', '甲\n乙\n丙二')).toBe('甲一\n乙\n丙二')
})

test('changes to different places of one paragraph merge by code points', () => {
  const base = '原來社會主義的歷史分為三個階段，各有特點。'
  expect(mergeText(base, base.replace('原來', '原來𠮷'), base.replace('特點', '特色'))).toBe(
    '原來𠮷社會主義的歷史分為三個階段，各有特色。',
  )
})

test('paragraphs added at one place by both are both kept, in order', () => {
  expect(mergeText('甲', '甲\n乙', '甲\n丙')).toBe('甲\n乙\n丙')
  expect(mergeText('', '乙', '丙')).toBe('乙\n丙')
})

test('one side going on typing where the other stopped is not doubled', () => {
  expect(mergeText('', '研讀', '研讀長文')).toBe('研讀長文')
  expect(mergeText('甲\n', '甲\n研讀', '甲\n研讀長文')).toBe('甲\n研讀長文')
})

test('two rewritings of the same words contradict each other', () => {
  expect(mergeText('一二三四五', '一二甲四五', '一二乙四五')).toBeNull()
})

test('a deletion merges with a change elsewhere and contradicts a change inside', () => {
  expect(mergeText('甲\n乙\n丙', '甲\n丙', '甲\n乙\n丁丙')).toBe('甲\n丁丙')
  expect(mergeText('甲\n乙乙乙乙\n丙', '甲\n丙', '甲\n乙乙新乙乙\n丙')).toBeNull()
})

test('two long texts without anything in common end quickly, in a contradiction', () => {
  const text = (seed: number): string =>
    Array.from({ length: 200_000 }, (_, index) => String.fromCodePoint(0x4e00 + ((index * seed) % 5000))).join('')
  const start = performance.now()
  expect(mergeText(text(7), text(11), text(13))).toBeNull()
  expect(performance.now() - start).toBeLessThan(10_000)
})

const text = fc.array(fc.constantFrom('甲', '乙', '丙', '\n', '𠮷', 'a'), { maxLength: 40 }).map((list) => list.join(''))

test('a side that changed nothing takes over the other; equal sides stay', () => {
  fc.assert(
    fc.property(text, text, (base, changed) => {
      expect(mergeText(base, base, changed)).toBe(changed)
      expect(mergeText(base, changed, base)).toBe(changed)
      expect(mergeText(base, changed, changed)).toBe(changed)
    }),
  )
})

test('what both added is in every merge', () => {
  fc.assert(
    fc.property(text, fc.nat(40), fc.nat(40), (base, a, b) => {
      const points = Array.from(base)
      const insert = (at: number, word: string): string =>
        [...points.slice(0, at), word, ...points.slice(at)].join('')
      const merged = mergeText(base, insert(a, '〔首〕'), insert(b, '〔尾〕'))
      if (merged === null) return
      expect(merged).toContain('〔首〕')
      expect(merged).toContain('〔尾〕')
      expect(merged.isWellFormed()).toBe(true)
    }),
    { numRuns: 500 },
  )
})
