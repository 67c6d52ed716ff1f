import { describe, expect, it } from 'vitest'
import { parsePinyin } from '../../../preload/text/pinyin-input.ts'
import { allSyllables, splitTone, withTone } from '../../../preload/text/syllables.ts'

describe('a syllable as a person types it', () => {
  it.each([
    ['chong2', 'chóng'], ['chóng', 'chóng'], ['CHONG2', 'chóng'], [' Chóng ', 'chóng'], ['ｃｈｏｎｇ２', 'chóng'],
    ['lv4', 'lǜ'], ['lü4', 'lǜ'], ['lu:4', 'lǜ'], ['nu:3', 'nǚ'], ['nve4', 'nüè'], ['nue4', 'nüè'], ['lue4', 'lüè'],
    ['ju4', 'jù'], ['jü4', 'jù'], ['jv4', 'jù'], ['yv2', 'yú'], ['de', 'de'], ['de5', 'de'], ['de0', 'de'],
    ['dui4', 'duì'], ['liu2', 'liú'], ['gui1', 'guī'], ['xue2', 'xué'], ['hao3', 'hǎo'], ['zhou1', 'zhōu'], ['er2', 'ér'],
    ['ng2', 'ńg'], ['m2', 'ḿ'], ['ê4', 'ề'], ['r', 'r'], ['zhɡ', null],
    ['ㄔㄨㄥˊ', 'chóng'], ['˙ㄉㄜ', 'de'], ['ㄉㄜ˙', 'de'], ['ㄌㄩˋ', 'lǜ'], ['ㄓㄨㄥ', 'zhōng'],
    ['cho\u0301ng', 'chóng'], ['lǘ', 'lǘ'],
  ])('%s is %s', (typed, expected) => {
    expect(parsePinyin(typed)).toBe(expected === null ? null : expected.normalize('NFC'))
  })

  it('refuses what is no syllable', () => {
    for (const typed of ['', ' ', '2', 'chong6', 'chóng2', 'chóńg', 'foo', 'chong zhong', 'ẑ', '重', '<b>', 'hello', 'bü', 'a1b', '😀']) {
      expect(parsePinyin(typed), typed).toBeNull()
    }
  })

  it('gives back every syllable in every tone', () => {
    for (const base of allSyllables) {
      if (base === 'r') continue
      for (const tone of [1, 2, 3, 4, 5] as const) {
        const syllable = withTone(base, tone)
        expect(splitTone(syllable)).toEqual({ base, tone })
        expect(parsePinyin(syllable)).toBe(syllable)
        expect(parsePinyin(`${base}${tone}`)).toBe(syllable)
        expect(syllable.normalize('NFC')).toBe(syllable)
      }
    }
  })
})
