import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sentencesOf, speechPieces } from '../../../preload/text/sentences.ts'

const cut = (text: string, ranges: readonly { start: number; end: number }[]): string[] => {
  const characters = Array.from(text)
  return ranges.map(({ start, end }) => characters.slice(start, end).join(''))
}

describe('sentences', () => {
  it.each([
    ['一是觀念不新。二是基礎不牢。', ['一是觀念不新。', '二是基礎不牢。']],
    ['他說：「好。」然後走了。', ['他說：「好。」', '然後走了。']],
    ['真的嗎？！「是的！」他答。', ['真的嗎？！', '「是的！」', '他答。']],
    ['甲；乙；丙。', ['甲；乙；丙。']],
    ['他走了……。後來呢？', ['他走了……。', '後來呢？']],
    ['他走了……，後來', ['他走了……，後來']],
    ['……提綱：第一。第二……', ['……提綱：第一。', '第二……']],
    ['我讀過《你好嗎？》一書。完。', ['我讀過《你好嗎？》一書。', '完。']],
    ['（完。）下文', ['（完。）', '下文']],
    ['（對吧？）當然。', ['（對吧？）當然。']],
    ['圓周率是3.14，共2.5萬。下一句', ['圓周率是3.14，共2.5萬。', '下一句']],
    ['第1.概述。', ['第1.概述。']],
    ['他来了.我走了.', ['他来了.', '我走了.']],
    ['See e.g. Mr. Wang, vol. 2, J. Smith et al. 2303. Then stop. OK?', ['See e.g. Mr. Wang, vol. 2, J. Smith et al. 2303.', 'Then stop.', 'OK?']],
    ['He said "Hi." And so on... Then left.', ['He said "Hi."', 'And so on...', 'Then left.']],
    ['見 https://a.b/c?d=e 一頁。好', ['見 https://a.b/c?d=e 一頁。', '好']],
    ['甲\n　　乙。 丙', ['甲', '乙。', '丙']],
    ['。。。', ['。。。']],
    ['甲。\n——\n乙。', ['甲。', '——', '乙。']],
    ['𠀋😀。𠀋！', ['𠀋😀。', '𠀋！']],
    ['', []],
    [' \n　', []],
  ])('%j', (text, expected) => {
    expect(cut(text, sentencesOf(text))).toEqual(expected)
  })

  const texts = fc.string({
    unit: fc.constantFrom('國', '家', 'a', 'B', '1', '.', '。', '！', '？', '?', '!', '…', '」', '「', '”', '“', '）', '（', '》', '，', '；', ' ', '\n', '　', '𠀋', '😀', '\ud800', "'", '"'),
    maxLength: 80,
  })

  it('cover everything but white space, in order, without overlap', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const characters = Array.from(text)
        let last = 0
        for (const { start, end } of sentencesOf(text)) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          expect(characters.slice(last, start).join('').trim()).toBe('')
          expect(characters.slice(start, end).join('').trim()).toBe(characters.slice(start, end).join(''))
          last = end
        }
        expect(characters.slice(last).join('').trim()).toBe('')
      }),
    )
  })

  it('a voice gets all that can be said, in pieces that are not too long', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 6, max: 30 }), (text, longest) => {
        const characters = Array.from(text)
        const said = new Set<number>()
        let last = 0
        for (const { start, end } of speechPieces(text, longest)) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end - start).toBeLessThanOrEqual(longest)
          expect(characters.slice(start, end).join('')).toMatch(/[\p{L}\p{N}]/u)
          for (let index = start; index < end; index += 1) said.add(index)
          last = end
        }
        for (const [index, character] of characters.entries()) {
          if (/[\p{L}\p{N}]/u.test(character)) expect(said.has(index)).toBe(true)
        }
      }),
    )
  })
})

describe('pieces for a voice', () => {
  it('are the sentences where these are short', () => {
    expect(cut('一。二。……', speechPieces('一。二。……'))).toEqual(['一。', '二。……'])
    expect(speechPieces('……')).toEqual([])
  })

  it('break a long sentence behind the strongest mark that leaves no crumbs', () => {
    const clause = (length: number): string => '國'.repeat(length)
    const text = `${clause(50)}，${clause(40)}；${clause(20)}，${clause(60)}。`
    expect(speechPieces(text).map(({ start, end }) => end - start)).toEqual([92, 82])
    const quoted = `「${clause(80)}，」${clause(80)}。`
    expect(cut(quoted, speechPieces(quoted))[0]).toBe(`「${clause(80)}，」`)
  })

  it('break where there is no mark, but not inside a Latin word or a pair', () => {
    expect(speechPieces('𠀋'.repeat(250)).map(({ start, end }) => end - start)).toEqual([120, 120, 10])
    const text = `${'國'.repeat(115)}characters${'國'.repeat(50)}`
    expect(cut(text, speechPieces(text))).toEqual(['國'.repeat(115), `characters${'國'.repeat(50)}`])
  })
})
