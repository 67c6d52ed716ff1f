import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { ReadingRule } from '../../../preload/contract/readings.ts'
import { loadReadings, type Readings } from '../../../preload/text/readings.ts'

let readings: Readings
beforeAll(async () => {
  readings = await loadReadings()
})

const read = (text: string, rules: readonly ReadingRule[]): string =>
  readings.of(text, { rules }).map(({ pinyin }) => pinyin ?? '?').join(' ')
const rule = (before: string, word: string, after: string, ...syllables: (string | null)[]): ReadingRule => ({
  before,
  word,
  after,
  readings: syllables,
})

describe('a reader’s rule', () => {
  it('wins wherever its word stands', () => {
    expect(read('銀行，行為', [])).toBe('yín háng xíng wéi')
    expect(read('銀行，行為', [rule('', '行', '', 'xìng')])).toBe('yín xìng xìng wéi')
  })

  it('holds only between what stands before and after it', () => {
    expect(read('銀行，行為', [rule('銀', '行', '', 'xìng')])).toBe('yín xìng xíng wéi')
    expect(read('銀行，行為', [rule('', '行', '為', 'xìng')])).toBe('yín háng xìng wéi')
    expect(read('銀行，行為', [rule('，', '行', '為', 'xìng')])).toBe('yín háng xìng wéi')
    expect(read('銀行，行為', [rule('在', '行', '', 'xìng')])).toBe('yín háng xíng wéi')
  })

  it('holds in both scripts and in other spellings of a character', () => {
    const made = [rule('看', '著', '書', 'zhuó')]
    for (const text of ['看著書', '看着书', '看着書']) expect(read(text, made), text).toBe('kàn zhuó shū')
    expect(read('乾坤', [rule('', '乾', '坤', 'gān')])).toBe('gān kūn')
    expect(read('答覆', [rule('答', '复', '', 'fú')])).toBe('dá fú')
  })

  it('leaves characters with null as they are read otherwise', () => {
    expect(read('重慶銀行', [rule('', '慶銀', '', null, 'yǐn')])).toBe('chóng qìng yǐn háng')
  })

  it('gives way to a longer context, then to a longer word, then to a later rule', () => {
    const wide = rule('', '行', '', 'xìng')
    const narrow = rule('銀', '行', '', 'hàng')
    expect(read('銀行行', [wide, narrow])).toBe(read('銀行行', [narrow, wide]))
    expect(read('銀行行', [wide, narrow])).toBe('yín hàng xìng')
    expect(read('銀行', [rule('', '銀行', '', 'yǐn', 'hǎng'), rule('', '行', '', 'xìng')])).toBe('yǐn hǎng')
    expect(read('行', [rule('', '行', '', 'hàng'), rule('', '行', '', 'hǎng')])).toBe('hǎng')
  })

  it('finds places that overlap and counts in code points', () => {
    expect(read('𠀋樂樂樂', [rule('樂', '樂', '', 'yào')])).toBe('? lè yào yào')
  })

  it('brings its bopomofo, also over readings made before', () => {
    const plain = readings.of('銀行')
    const ruled = readings.applyRules('銀行', plain, [rule('', '行', '', 'xíng')])
    expect(ruled.map(({ pinyin, bopomofo }) => [pinyin, bopomofo])).toEqual([
      ['yín', 'ㄧㄣˊ'],
      ['xíng', 'ㄒㄧㄥˊ'],
    ])
    expect(plain[1]?.pinyin).toBe('háng')
    expect(readings.applyRules('銀行', plain, [])).toEqual(plain)
    expect(read('和', [])).toBe('hé')
    expect(readings.of('和', { standard: 'taiwan', rules: [rule('', '和', '', 'hé')] })[0]?.pinyin).toBe('hé')
  })
})

describe('a rule for one place', () => {
  const paragraphs = ['銀行的行為與行業。', '這行字與那行字。', '行動']

  it('takes the shortest context that no other place shares', () => {
    const made = readings.ruleFor('這行字與那行字。', { start: 1, end: 2 }, ['háng'], 'here', paragraphs)
    expect(made).toEqual(rule('這', '行', '', 'háng'))
    expect(readings.placesOf(made, paragraphs)).toBe(1)
    expect(readings.ruleFor('銀行的行為與行業。', { start: 3, end: 4 }, ['xíng'], 'here', paragraphs)).toEqual(rule('', '行', '為', 'xíng'))
    expect(readings.ruleFor('銀行的行為與行業。', { start: 3, end: 5 }, ['xíng', null], 'here', paragraphs)).toEqual(
      rule('', '行為', '', 'xíng', null),
    )
  })

  it('looks at other paragraphs in the other script too', () => {
    const all = ['看着书', '看著書']
    const made = readings.ruleFor('看著書', { start: 1, end: 2 }, ['zhuó'], 'here', all)
    expect(made).toEqual(rule('看', '著', '書', 'zhuó'))
    expect(readings.placesOf(made, all)).toBe(2)
  })

  it('is without context for everywhere', () => {
    const made = readings.ruleFor('這行字與那行字。', { start: 1, end: 2 }, ['háng'], 'everywhere', paragraphs)
    expect(made).toEqual(rule('', '行', '', 'háng'))
    expect(readings.placesOf(made, paragraphs)).toBe(6)
  })

  it('refuses a range that is no word of the paragraph, and readings that do not fit', () => {
    const make = (start: number, end: number, ...syllables: string[]) => () =>
      readings.ruleFor('行字', { start, end }, syllables, 'here', ['行字'])
    for (const bad of [make(0, 0), make(-1, 1, 'a', 'a'), make(1, 3, 'zì', 'zì'), make(0, 1), make(0, 1, 'xíng', 'zì')]) {
      expect(bad).toThrow(RangeError)
    }
    const long = '行'.repeat(17)
    expect(() => readings.ruleFor(long, { start: 0, end: 17 }, Array.from(long, () => 'xíng'), 'here', [long])).toThrow(RangeError)
  })

  it('holds at its place, at no other where there is a difference, and crosses the bridge', () => {
    const text = fc.string({ unit: fc.constantFrom('行', '行', '長', '樂', '，', '𠀋', 'a', '\ud800'), minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(text, fc.array(text, { maxLength: 3 }), fc.nat(), (paragraph, others, seed) => {
        const length = Array.from(paragraph).length
        const start = seed % length
        const word = Array.from(paragraph)[start] ?? ''
        if (!word.isWellFormed()) return
        const all = [paragraph, ...others]
        const made = readings.ruleFor(paragraph, { start, end: start + 1 }, ['xìng'], 'here', all)
        expect(ReadingRule.safeParse(made).success).toBe(true)
        const places = readings.placesOf(made, all)
        expect(places).toBeGreaterThan(0)
        const ruled = readings.of(paragraph, { rules: [made] }).find(({ offset }) => offset === start)
        if (ruled !== undefined) expect(ruled.pinyin).toBe('xìng')
        if (places > 1) {
          const before = Array.from(made.before)
          const widest = { before: before.length, after: Array.from(made.after).length }
          const limit = Array.from(paragraph)
          const stopsBefore = start - widest.before === 0 || widest.before === 32 || !limit[start - widest.before - 1]?.isWellFormed()
          const stopsAfter = start + 1 + widest.after === length || widest.after === 32 || !limit[start + 1 + widest.after]?.isWellFormed()
          expect(stopsBefore && stopsAfter).toBe(true)
        } else {
          for (const smaller of [
            { ...made, before: Array.from(made.before).slice(1).join('') },
            { ...made, after: Array.from(made.after).slice(0, -1).join('') },
          ]) {
            if (smaller.before !== made.before || smaller.after !== made.after) expect(readings.placesOf(smaller, all)).toBeGreaterThan(1)
          }
        }
      }),
    )
  })
})
