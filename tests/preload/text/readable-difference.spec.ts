import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareTexts, replacementsBetween } from '../../../preload/text/readable-difference.ts'

const oldOf = (parts: ReturnType<typeof compareTexts>): string => parts.filter(({ kind }) => kind !== 'added').map(({ text }) => text).join('')
const newOf = (parts: ReturnType<typeof compareTexts>): string => parts.filter(({ kind }) => kind !== 'removed').map(({ text }) => text).join('')

test('Chinese is compared by characters, Latin by words', () => {
  expect(compareTexts('學而時習之', '學而常習之')).toEqual([
    { kind: 'same', text: '學而' },
    { kind: 'removed', text: '時' },
    { kind: 'added', text: '常' },
    { kind: 'same', text: '習之' },
  ])
  expect(compareTexts('the quick fox ran home', 'the quiet fox ran home').filter(({ kind }) => kind !== 'same')).toEqual([
    { kind: 'removed', text: 'quick' },
    { kind: 'added', text: 'quiet' },
  ])
})

test('a line that is put in between leaves its neighbours alone', () => {
  expect(compareTexts('甲\n乙\n', '甲\n新\n乙\n')).toEqual([
    { kind: 'same', text: '甲\n' },
    { kind: 'added', text: '新\n' },
    { kind: 'same', text: '乙\n' },
  ])
})

test('a sentence that was written anew is shown whole, not in shreds', () => {
  const parts = compareTexts('春眠不覺曉，處處聞啼鳥。', '床前明月光，疑是地上霜。')
  expect(parts).toEqual([
    { kind: 'removed', text: '春眠不覺曉，處處聞啼鳥。' },
    { kind: 'added', text: '床前明月光，疑是地上霜。' },
  ])
})

test('characters beyond the basic plane are never cut', () => {
  for (const { text } of compareTexts('𠮷𠀀甲乙', '𠮷𠀁甲乙')) expect(text.isWellFormed()).toBe(true)
})

const texts = fc.string({ unit: fc.constantFrom('學', '習', '𠮷', 'a', 'bc', ' ', '\n', '。'), maxLength: 60 })

test('the parts make up both texts, and the replacements turn one into the other', () => {
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const parts = compareTexts(before, after)
      expect(oldOf(parts)).toBe(before)
      expect(newOf(parts)).toBe(after)
      let result = before
      for (const { from, to, insert } of replacementsBetween(before, after).toReversed()) {
        result = result.slice(0, from) + insert + result.slice(to)
      }
      expect(result).toBe(after)
    }),
  )
})

test('texts of a million characters with nothing in common are told apart at once', () => {
  const start = performance.now()
  const parts = compareTexts('甲'.repeat(1_000_000), '乙'.repeat(1_000_000))
  expect(parts.map(({ kind }) => kind)).toEqual(['removed', 'added'])
  expect(performance.now() - start).toBeLessThan(10_000)
})
