import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadFromTaiwan, type Convert } from '../../../preload/text/conversion.ts'
import { phrases } from '../../../preload/text/data/phrases.ts'
import { taiwanCharacters, taiwanWords } from '../../../preload/text/data/taiwan.ts'
import { traditionalReadings } from '../../../preload/text/data/traditional-readings.ts'
import { characterReadings } from '../../../preload/text/data/words.ts'
import { parsePinyin } from '../../../preload/text/pinyin-input.ts'
import { loadReadings, type ReadingOptions, type Readings } from '../../../preload/text/readings.ts'
import { notYet, polyphones } from './polyphones.ts'

let readings: Readings
let toSimplified: Convert
beforeAll(async () => {
  readings = await loadReadings()
  toSimplified = await loadFromTaiwan()
})

const read = (text: string, options?: ReadingOptions): string =>
  readings.of(text, options).map(({ pinyin }) => pinyin ?? '?').join(' ')
const bopomofo = (text: string, options?: ReadingOptions): string =>
  readings.of(text, options).map(({ bopomofo: letters }) => letters ?? '?').join(' ')

interface Judged {
  readonly text: string
  readonly marks: readonly (readonly [offset: number, pinyin: string])[]
}

/** "重(chóng)慶" → 重慶 and the reading wanted at 0. */
const judged = (line: string): Judged => {
  let text = ''
  const marks: [number, string][] = []
  for (const [, character = '', pinyin] of line.matchAll(/(.)(?:\(([^)]*)\))?/gu)) {
    if (pinyin !== undefined) marks.push([Array.from(text).length, pinyin])
    text += character
  }
  return { text, marks }
}

/** Null when one of the alternatives is read as wanted, otherwise what is read instead. */
const mistake = (item: string, convert: Convert): string | null => {
  const alternatives = item.split('|').map(judged)
  const wrong = alternatives.map(({ text, marks }) => {
    const found = new Map(readings.of(convert(text)).map(({ offset, pinyin }) => [offset, pinyin]))
    const bad = marks.filter(([offset, pinyin]) => found.get(offset) !== pinyin)
    return bad.map(([offset]) => `${Array.from(text)[offset]}${found.get(offset)}`).join(' ')
  })
  return wrong.includes('') ? null : `${item}: ${wrong.join(' | ')}`
}

describe('characters with several readings', () => {
  const items = polyphones.trim().split(/\s+/)

  it('are many', () => {
    expect(items.length).toBeGreaterThan(1400)
    expect(items.every((item) => item.split('|').every((one) => judged(one).marks.length > 0))).toBe(true)
  })

  it('are right in context, as written', () => {
    expect(items.map((item) => mistake(item, (text) => text)).filter((wrong) => wrong !== null)).toEqual([])
  })

  it('are right in simplified script', () => {
    expect(items.map((item) => mistake(item, toSimplified)).filter((wrong) => wrong !== null)).toEqual([])
  })

  it('and these are not yet right: whoever mends one moves it', () => {
    const open = notYet.trim().split('\n')
    expect(open.map((item) => mistake(item, (text) => text)).filter((wrong) => wrong !== null)).toHaveLength(open.length)
  })
})

describe('what is given for a character', () => {
  it('is where it stands, how it is read and its word', () => {
    const text = '𠀋，在重慶，銀行行長。'
    expect(readings.of(text).slice(1)).toEqual([
      { offset: 2, character: '在', pinyin: 'zài', bopomofo: 'ㄗㄞˋ', rare: false, word: { start: 2, end: 3 } },
      { offset: 3, character: '重', pinyin: 'chóng', bopomofo: 'ㄔㄨㄥˊ', rare: false, word: { start: 3, end: 5 } },
      { offset: 4, character: '慶', pinyin: 'qìng', bopomofo: 'ㄑㄧㄥˋ', rare: false, word: { start: 3, end: 5 } },
      { offset: 6, character: '銀', pinyin: 'yín', bopomofo: 'ㄧㄣˊ', rare: false, word: { start: 6, end: 8 } },
      { offset: 7, character: '行', pinyin: 'háng', bopomofo: 'ㄏㄤˊ', rare: false, word: { start: 6, end: 8 } },
      { offset: 8, character: '行', pinyin: 'háng', bopomofo: 'ㄏㄤˊ', rare: false, word: { start: 8, end: 10 } },
      { offset: 9, character: '長', pinyin: 'zhǎng', bopomofo: 'ㄓㄤˇ', rare: false, word: { start: 8, end: 10 } },
    ])
    expect(readings.of(text)[0]).toEqual({
      offset: 0,
      character: '𠀋',
      pinyin: null,
      bopomofo: null,
      rare: true,
      word: { start: 0, end: 1 },
    })
  })

  it('is nothing for what is not Han', () => {
    expect(readings.of('Abc 123，。——……「」〔〕\n\ud800\udc00\ue000😀')).toEqual([])
    expect(readings.of('')).toEqual([])
  })

  it('takes 一 and 不 with their own tones', () => {
    expect(read('一個人不是一般不去一不做')).toBe('yī gè rén bù shì yī bān bù qù yī bù zuò')
  })

  it('reads 〇, 々, radicals, compatibility forms and characters with a variation selector', () => {
    expect(read('二〇〇八年')).toBe('èr líng líng bā nián')
    expect(read('人々')).toBe('rén rén')
    expect(read('⼀⼈')).toBe('yī rén')
    expect(read('瓜葛\u{e0100}')).toBe('guā gé')
    expect(read('\uf900')).not.toBe('?')
  })

  it('colours 兒 with r, where it is a suffix only', () => {
    expect(read('這兒那兒')).toBe('zhè r nà r')
    expect(bopomofo('這兒')).toBe('ㄓㄜˋ ㄦ')
    expect(read('兒童和女兒、嬰兒')).toBe('ér tóng hé nǚ ér yīng ér')
  })

  it('calls rare what a schooled reader may not know, in both scripts', () => {
    const rare = (text: string): string =>
      readings.of(text).filter((reading) => reading.rare).map(({ character }) => character).join('')
    expect(rare('社會管理創新，國家與人民，妳我，二〇〇八年')).toBe('')
    expect(rare('落霞與孤鶩齊飛')).toBe('鶩')
    expect(rare('落霞与孤鹜齐飞')).toBe('鹜')
    expect(rare('饕餮、囹圄、縹緲、瀰漫')).toBe('饕餮囹圄縹緲')
  })

  it('has a reading for every character of the essay, and none of them is rare', () => {
    const essay = readFileSync(join(import.meta.dirname, '../../fixtures/essay-normalised.txt'), 'utf8')
    const all = essay.split('\n').flatMap((paragraph) => readings.of(paragraph))
    expect(all.length).toBe(2398)
    expect(all.filter(({ pinyin, bopomofo: letters }) => pinyin === null || letters === null)).toEqual([])
    expect(all.filter((reading) => reading.rare)).toEqual([])
  })

  it('holds for any text: in order, at its place, in its word, a syllable or nothing', () => {
    const unit = fc.constantFrom('重', '慶', '得', '地', '著', '着', '了', '為', '还', '行', '長', '兒', '和', '𠀋', '々', '〇', '😀', 'a', '1', '，', '\n', '\ud800', '\udc00', '葛\u{e0100}', '⼀', '\uf900', '\u0301')
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 40 }), fc.constantFrom('mainland', 'taiwan'), (text, standard) => {
        const characters = Array.from(text)
        let last = -1
        for (const { offset, character, pinyin, bopomofo: letters, word } of readings.of(text, { standard })) {
          expect(offset).toBeGreaterThan(last)
          expect(characters[offset]).toBe(character)
          expect(word.start).toBeLessThanOrEqual(offset)
          expect(word.end).toBeGreaterThan(offset)
          expect(word.end).toBeLessThanOrEqual(characters.length)
          if (pinyin !== null) expect(parsePinyin(pinyin)).toBe(pinyin)
          expect(letters === null).toBe(pinyin === null)
          last = offset
        }
        const han = characters.filter((character) => /^\p{Script=Han}$/u.test(character))
        expect(readings.of(text, { standard })).toHaveLength(han.length)
      }),
    )
  })
})

describe('the standard of Taiwan', () => {
  it.each([
    ['和', 'hàn'], ['垃圾', 'lè sè'], ['質量', 'zhí liàng'], ['研究', 'yán jiù'], ['企業', 'qì yè'], ['微小', 'wéi xiǎo'], ['期間', 'qí jiān'],
    ['認識', 'rèn shì'], ['知識', 'zhī shì'], ['攻擊', 'gōng jí'], ['危險', 'wéi xiǎn'], ['液體', 'yì tǐ'], ['血液', 'xiě yì'], ['頭髮', 'tóu fǎ'],
    ['發展', 'fā zhǎn'], ['法國', 'fà guó'], ['方法', 'fāng fǎ'], ['主角', 'zhǔ jiǎo'], ['角度', 'jiǎo dù'], ['說服', 'shuì fú'], ['綜合', 'zòng hé'],
    ['績效', 'jī xiào'], ['痕跡', 'hén jī'], ['暫時', 'zhàn shí'], ['突然', 'tú rán'], ['休息', 'xiū xí'], ['播種', 'bò zhòng'], ['和平', 'hé píng'],
    ['部分困難', 'bù fèn kùn nán'], ['孩子們的東西', 'hái zi men de dōng xi'], ['媽媽', 'mā ma'], ['什麼', 'shén me'], ['我和你', 'wǒ hàn nǐ'],
  ])('reads %s %s', (text, expected) => {
    expect(read(text, { standard: 'taiwan' })).toBe(expected)
    expect(read(toSimplified(text), { standard: 'taiwan' })).toBe(expected)
  })

  it('is not the mainland’s, which is the default', () => {
    expect(read('和研究企業的質量')).toBe('hé yán jiū qǐ yè de zhì liàng')
    expect(read('我和你', { standard: 'mainland' })).toBe('wǒ hé nǐ')
    expect(bopomofo('研究', { standard: 'taiwan' })).toBe('ㄧㄢˊ ㄐㄧㄡˋ')
  })
})

describe('candidates', () => {
  it('are all readings in either script, the usual one first', () => {
    expect(readings.candidates('重')).toEqual(['zhòng', 'chóng'])
    expect(readings.candidates('樂').slice(0, 2)).toEqual(['lè', 'yuè'])
    expect(readings.candidates('乐').slice(0, 2)).toEqual(['lè', 'yuè'])
    expect(readings.candidates('為')).toEqual(['wéi', 'wèi'])
    expect(new Set(readings.candidates('著'))).toEqual(new Set(['zhe', 'zhuó', 'zháo', 'zhāo', 'zhù']))
    expect(readings.candidates('國')).toEqual(['guó'])
    expect(readings.candidates('究')[0]).toBe('jiū')
    expect(readings.candidates('究')).toContain('jiù')
    expect(readings.candidates('和')).toEqual(expect.arrayContaining(['hé', 'hè', 'huó', 'hàn']))
  })

  it('are none for what is not read', () => {
    for (const text of ['', 'a', '，', '😀', '\ud800']) expect(readings.candidates(text), text).toEqual([])
  })
})

describe('the lists behind it', () => {
  it('hold nothing but syllables, one for each character, each word once', () => {
    const seen = new Set<string>()
    for (const entry of `${phrases},${taiwanWords}`.trim().split(/,\s*/)) {
      const [word = '', ...syllables] = entry.trim().split(' ')
      expect(word, entry).toMatch(/^\p{Script=Han}{1,8}$/u)
      expect(syllables, entry).toHaveLength(Array.from(word).length)
      for (const syllable of syllables) expect(parsePinyin(syllable), entry).toBe(syllable)
      if (phrases.includes(`${word} `)) expect(toSimplified(word), entry).toBe(word)
      seen.add(word)
    }
    expect(phrases.trim().split(/,\s*/).length).toBe(new Set(phrases.trim().split(/,\s*/).map((entry) => entry.split(' ')[0])).size)
    for (const item of `${characterReadings} ${traditionalReadings}`.split(/\s+/)) {
      for (const syllable of item.slice(1).split(',')) expect(parsePinyin(syllable), item).toBe(syllable)
    }
    for (const [, from = '', to = ''] of taiwanCharacters.matchAll(/\p{Script=Han}([^>\s]+)>(\S+)/gu)) {
      expect([parsePinyin(from), parsePinyin(to)]).toEqual([from, to])
      expect(from).not.toBe(to)
    }
  })
})
