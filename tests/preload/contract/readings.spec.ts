import { describe, expect, it } from 'vitest'
import { PinyinSyllable, ReadingRule } from '../../../preload/contract/readings.ts'
import { allSyllables, withTone } from '../../../preload/text/syllables.ts'

const rule = { before: '進', word: '行', after: '', readings: ['xíng'] }
const holds = (value: unknown): boolean => ReadingRule.safeParse(value).success

describe('a syllable on the bridge', () => {
  it('is every syllable of Mandarin in every tone', () => {
    for (const base of allSyllables) {
      for (const tone of [1, 2, 3, 4, 5] as const) {
        const syllable = withTone(base, tone)
        expect(PinyinSyllable.safeParse(syllable).success, syllable).toBe(true)
      }
    }
  })

  it('is nothing else that could act or hide', () => {
    for (const text of ['', 'Chóng', 'chong2', 'chóng ', 'ㄔㄨㄥˊ', '重', '<b>', 'a'.repeat(11), 'a\u0300\u0300', 'a\n', '\u0300', 'a.b', "a'b"]) {
      expect(PinyinSyllable.safeParse(text).success, JSON.stringify(text)).toBe(false)
    }
  })
})

describe('a rule on the bridge', () => {
  it('has a word, its context and a reading or null for each code point', () => {
    expect(holds(rule)).toBe(true)
    expect(holds({ ...rule, before: '' })).toBe(true)
    expect(holds({ ...rule, word: '𠀋行', readings: [null, 'háng'] })).toBe(true)
    expect(holds({ ...rule, before: '𠀋'.repeat(32), after: '𠀋'.repeat(32) })).toBe(true)
    expect(holds({ ...rule, word: '𠀋'.repeat(16), readings: Array.from({ length: 16 }, () => 'qiū') })).toBe(true)
    expect(JSON.parse(JSON.stringify(ReadingRule.parse(rule)))).toEqual(rule)
  })

  it('refuses what is longer, empty, uneven, broken or unknown', () => {
    expect(holds({ ...rule, before: '一'.repeat(33) })).toBe(false)
    expect(holds({ ...rule, after: '一'.repeat(33) })).toBe(false)
    expect(holds({ ...rule, word: '', readings: [] })).toBe(false)
    expect(holds({ ...rule, word: '一'.repeat(17), readings: Array.from({ length: 17 }, () => 'yī') })).toBe(false)
    expect(holds({ ...rule, readings: [] })).toBe(false)
    expect(holds({ ...rule, readings: ['xíng', 'xíng'] })).toBe(false)
    expect(holds({ ...rule, readings: ['xing2'] })).toBe(false)
    expect(holds({ ...rule, word: '\ud800' })).toBe(false)
    expect(holds({ ...rule, before: '\udc00' })).toBe(false)
    expect(holds({ ...rule, note: '' })).toBe(false)
    expect(holds({ before: '', word: '行', readings: ['xíng'] })).toBe(false)
  })
})
