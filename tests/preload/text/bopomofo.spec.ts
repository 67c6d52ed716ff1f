import { describe, expect, it } from 'vitest'
import { fromBopomofo, toBopomofo } from '../../../preload/text/bopomofo.ts'
import { allSyllables, withTone } from '../../../preload/text/syllables.ts'
import { bopomofoTable } from './bopomofo-table.ts'

const table = bopomofoTable
  .trim()
  .split(/,\s*/)
  .map((row) => row.split(' '))

describe('pinyin in bopomofo', () => {
  it('knows every syllable, and the table has every one', () => {
    expect(table).toHaveLength(429)
    expect(new Set(table.map(([base]) => base))).toEqual(allSyllables)
  })

  it.each(table)('%s is %s', (base = '', letters = '') => {
    const marks = base === 'r' ? ['', '', '', ''] : ['', 'ˊ', 'ˇ', 'ˋ']
    for (const [index, mark] of marks.entries()) {
      const tone = ([1, 2, 3, 4] as const)[index] ?? 1
      expect(toBopomofo(withTone(base, tone))).toBe(letters + mark)
      if (base !== 'r') expect(fromBopomofo(letters + mark)).toBe(withTone(base, tone))
    }
    expect(toBopomofo(base)).toBe(base === 'r' ? 'ㄦ' : `˙${letters}`)
    if (base !== 'r') expect(fromBopomofo(`˙${letters}`)).toBe(base)
  })

  it('puts the neutral dot before the syllable and no mark on the first tone', () => {
    expect(['de', 'le', 'zi', 'ma'].map(toBopomofo)).toEqual(['˙ㄉㄜ', '˙ㄌㄜ', '˙ㄗ', '˙ㄇㄚ'])
    expect(['bō', 'zhī', 'yuán', 'xióng', 'lüè', 'nǚ', 'wēng', 'yòng', 'ér', 'èr'].map(toBopomofo)).toEqual(
      ['ㄅㄛ', 'ㄓ', 'ㄩㄢˊ', 'ㄒㄩㄥˊ', 'ㄌㄩㄝˋ', 'ㄋㄩˇ', 'ㄨㄥ', 'ㄩㄥˋ', 'ㄦˊ', 'ㄦˋ'],
    )
  })

  it('refuses what is no syllable', () => {
    for (const text of ['', 'x', 'bü', 'fiaox', 'hello', 'juü', '重']) expect(toBopomofo(text), text).toBeNull()
    for (const text of ['', 'ㄅ', 'ㄅㄅ', 'ㄚㄅ', 'ˊ', '˙', '˙ㄉㄜˊ', 'ㄍㄧ', 'ㄐㄨ', 'chong']) expect(fromBopomofo(text), text).toBeNull()
  })

  it('takes the dot behind a syllable, the macron of the first tone and 一 for ㄧ', () => {
    expect(fromBopomofo('ㄉㄜ˙')).toBe('de')
    expect(fromBopomofo('ㄇㄚˉ')).toBe('mā')
    expect(fromBopomofo('ㄒ一ㄝˇ')).toBe('xiě')
  })
})
