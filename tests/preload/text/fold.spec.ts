import fc from 'fast-check'
import { Converter as ToTraditional } from 'opencc-js/cn2t'
import { beforeAll, describe, expect, it } from 'vitest'
import { createCharacterFold } from '../../../preload/text/character-fold.ts'
import { loadToSimplified } from '../../../preload/text/conversion.ts'
import { variantSpellings } from '../../../preload/text/data/variant-spellings.ts'
import { loadFold, type Fold } from '../../../preload/text/fold.ts'

let fold: Fold
beforeAll(async () => {
  fold = await loadFold()
})

const found = (text: string, query: string, limit?: number): string[] => {
  const characters = Array.from(text)
  return fold.findAll(fold.fold(text), query, limit).map(({ start, end }) => characters.slice(start, end).join(''))
}

describe('what is found', () => {
  it.each([
    ['社會管理創新', '社会管理', ['社會管理']],
    ['社会管理创新', '社會管理', ['社会管理']],
    ['ＡＢＣ和abc', 'Abc', ['ＡＢＣ', 'abc']],
    ['２３０３年', '2303', ['２３０３']],
    ['看着他，看著她', '看著', ['看着', '看著']],
    ['計畫與計劃与计划', '计划', ['計畫', '計劃', '计划']],
    ['答覆、答复、恢復', '复', ['覆', '复', '復']],
    ['頭髮發展', '发', ['髮', '發']],
    ['乾坤與乾燥', '干', ['乾', '乾']],
    ['慰藉，藉口，借口', '借', ['藉', '藉', '借']],
    ['瞭解与了解', '了解', ['瞭解', '了解']],
    ['宣吿、說、説', '告', ['吿']],
    ['說説说', '说', ['說', '説', '说']],
    ['⼀ 與 一', '一', ['⼀', '一']],
    ['他説「好」。', '“好”', ['「好」']],
    ['〈don’t〉', "don't", ['don’t']],
    ['café cafe\u0301 CAFE', 'cafe', ['café', 'cafe\u0301', 'CAFE']],
    ['chóng fù', 'chong', ['chóng']],
    ['葛\u{e0100}葛', '葛', ['葛\u{e0100}', '葛']],
    ['管\u200b理', '管理', ['管\u200b理']],
    ['㈠要', '(一)', ['㈠']],
    ['①②', '1', ['①']],
    ['ｶﾞとガ', 'ガ', ['ｶﾞ', 'ガ']],
    ['𠀋𡨴𠀋', '𠀋', ['𠀋', '𠀋']],
    ['😀好😀', '😀好', ['😀好']],
    ['……完', '…', ['…', '…']],
    ['aaaa', 'aa', ['aa', 'aa']],
    ['好', '', []],
    ['好', ' \n　', []],
    ['', '好', []],
    ['好', '\u200b', []],
  ])('in %s, %s', (text, query, expected) => {
    expect(found(text, query)).toEqual(expected)
  })

  it('does not begin or end inside a character that folds to several', () => {
    expect(found('ﬁrst', 'irst')).toEqual([])
    expect(found('ﬁrst', 'f')).toEqual([])
    expect(found('ﬁrst', 'first')).toEqual(['ﬁrst'])
    expect(found('㈠', '一')).toEqual([])
    expect(found('㈠一', '一')).toEqual(['一'])
    expect(found('½', '1')).toEqual([])
  })

  it('gives places in code points', () => {
    expect(fold.findAll(fold.fold('𠀋㈠好，𠀋好'), '好')).toEqual([
      { start: 2, end: 3 },
      { start: 5, end: 6 },
    ])
  })

  it('stops at the limit', () => {
    expect(found('一一一一', '一', 2)).toEqual(['一', '一'])
    expect(found('一一', '一', 0)).toEqual([])
  })

  it.each([
    ['創新的對策。\n必須創新', '對策。 必須', ['對策。\n必須']],
    ['創新的對策。必須創新', '對策。\n　　必須', ['對策。必須']],
    ['read  the\ntext', 'read the text', ['read  the\ntext']],
    ['readthe text', 'read the', []],
    ['在 PDF 裡，在PDF裡', '在 PDF 裡', ['在 PDF 裡', '在PDF裡']],
    ['在PDF裡', '在PDF 裡', ['在PDF裡']],
    ['管理', ' 管理 ', ['管理']],
    ['a　b', 'a b', ['a　b']],
  ])('white space: in %j, %j', (text, query, expected) => {
    expect(found(text, query)).toEqual(expected)
  })
})

describe('the key', () => {
  const characters = fc.oneof(
    fc.constantFrom('國', '国', '着', '著', 'Ａ', 'ß', 'İ', 'ﬁ', '㈠', '½', '…', '\u0301', 'é', 'ｶ', 'ﾞ', '가', '𠀋', '😀', '葛\u{e0100}', ' ', '\n', '　', '\0', '\uffff', '\ufffd', '\ue000', '\u200b', '\ufeff', '「', '“', '’'),
    fc.constantFrom('\ud800', '\udc00'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  )
  const texts = fc.array(characters, { maxLength: 40 }).map((list) => list.join(''))

  it('leads every unit back to a character of the text, in order', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { key, toText, isBetween } = fold.fold(text)
        const length = Array.from(text).length
        expect(toText(key.length)).toBe(length)
        expect(isBetween(0)).toBe(true)
        expect(isBetween(key.length)).toBe(true)
        let last = 0
        for (let unit = 0; unit < key.length; unit += 1) {
          const place = toText(unit)
          expect(place).toBeGreaterThanOrEqual(last)
          expect(place).toBeLessThan(length)
          last = place
        }
      }),
    )
  })

  it('is the joined keys of the characters, and folding it changes nothing', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { key } = fold.fold(text)
        expect(key).toBe(Array.from(text, (character) => fold.fold(character).key).join(''))
        expect(fold.fold(key).key).toBe(key)
      }),
    )
  })

  it('finds every piece of a text that begins and ends beside something seen', () => {
    fc.assert(
      fc.property(texts, fc.nat(), fc.nat(), (text, from, size) => {
        const all = Array.from(text)
        const start = all.length === 0 ? 0 : from % all.length
        const piece = all.slice(start, start + 1 + (size % 5))
        const query = piece.join('')
        if (fold.fold(query).key.trim() !== fold.fold(query).key || fold.fold(query).key === '') return
        const hits = fold.findAll(fold.fold(text), query)
        expect(hits.length).toBeGreaterThan(0)
        let last = 0
        for (const hit of hits) {
          expect(hit.start).toBeGreaterThanOrEqual(last)
          expect(hit.end).toBeGreaterThan(hit.start)
          expect(fold.fold(all.slice(hit.start, hit.end).join('')).key.replaceAll(' ', '')).toBe(fold.fold(query).key.replaceAll(' ', ''))
          last = hit.end
        }
      }),
    )
  })

  it('holds a long text with rare characters anywhere', () => {
    const text = `${'社會管理創新'.repeat(20_000)}㈠𠀋${'好'.repeat(10)}`
    const folded = fold.fold(text)
    expect(folded.key).toHaveLength(120_000 + 3 + 2 + 10)
    expect(fold.findAll(folded, '𠀋好', 1)).toEqual([{ start: 120_001, end: 120_003 }])
  })
})

describe('spellings of one character', () => {
  it('are joined, each group to its first', async () => {
    const one = createCharacterFold(await loadToSimplified())
    for (const group of variantSpellings.split(' ')) {
      const [first = '', ...others] = Array.from(group)
      expect(others.length, group).toBeGreaterThan(0)
      expect(one(first), group).toBe(first)
      for (const other of others) expect(one(other), group).toBe(first)
    }
  })

  it('are one for simplified text and what OpenCC makes of it in Taiwan’s spelling', () => {
    const toTraditional = ToTraditional({ from: 'cn', to: 'tw' })
    const text = '他反复答复群众关于头发和发展的计划，看着台风里的面条，了解干部以后的恢复，凭借借口，征求象征，占领只有一只'
    expect(fold.fold(toTraditional(text)).key).toBe(fold.fold(text).key)
  })
})
