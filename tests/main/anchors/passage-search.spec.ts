import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { AnchorQuote } from '../../../preload/contract/anchors.ts'
import { quoteOfRange } from '../../../preload/contract/anchors.ts'
import { loadFold } from '../../../preload/text/fold.ts'
import type { Fold } from '../../../preload/text/fold.ts'
import { createPassageSearch } from '../../../main/anchors/passage-search.ts'

let fold: Fold
beforeAll(async () => {
  fold = await loadFold()
})

const nowhere = (): boolean => false
const quoteIn = (text: string, passage: string): AnchorQuote => {
  const start = Array.from(text.slice(0, text.indexOf(passage))).length
  return quoteOfRange(Array.from(text), { start, end: start + Array.from(passage).length })
}
const foundIn = (text: string, quote: AnchorQuote, preferred: (place: number) => boolean = nowhere): string | null => {
  const { range } = createPassageSearch(fold, text).find(quote, preferred)
  return range && Array.from(text).slice(range.start, range.end).join('')
}

const old = '社會管理創新，是一項長期性、戰略性工作，又是一項系統工程，不可能畢其功於一役。要整合社會資源。'

test('the other script, other widths and other quotes are the same words', () => {
  expect(foundIn('社会管理创新,是一项长期性、战略性工作,又是一项系统工程,不可能毕其功于一役。', quoteIn(old, '戰略性工作'))).toBe('战略性工作')
})

test('a passage is found with words put in, taken out and exchanged', () => {
  const quote = quoteIn(old, '戰略性工作，又是一項系統工程')
  expect(foundIn(old.replace('又是', '也是'), quote)).toBe('戰略性工作，也是一項系統工程')
  expect(foundIn(old.replace('又是', ''), quote)).toBe('戰略性工作，一項系統工程')
  expect(foundIn(`𠀀𠀀前言。${old.replace('系統', '龐大的系統')}`, quote)).toBe('戰略性工作，又是一項龐大的系統工程')
})

test('words that were replaced are nowhere, however well their surroundings fit', () => {
  expect(foundIn(old.replace('戰略性工作', '甲乙丙丁戊'), quoteIn(old, '戰略性工作'))).toBeNull()
  expect(foundIn(old.replace('戰略性工作', ''), quoteIn(old, '戰略性工作'))).toBeNull()
})

test('a common word of a passage that is gone does not go to another place', () => {
  const rest = '其他地方也談管理。社會管理也是管理。管理工作很重要，管理理念更重要，對人員的管理如此，對流動人口的管理也如此。'
  const text = `甲乙丙丁戊己庚辛壬癸，必須加強管理，子丑寅卯辰巳午未申酉戌亥。\n${rest}`
  expect(foundIn(rest, quoteIn(text, '管理'))).toBeNull()
  expect(foundIn(rest, quoteIn(text, '加強管理'))).toBeNull()
})

test('of two places alike none is taken, unless one is where the passage is expected', () => {
  const verse = '關關雎鳩，在河之洲。窈窕淑女，君子好逑。參差荇菜，左右流之。窈窕淑女，寤寐求之。求之不得，寤寐思服。'
  const text = `${verse}\n${verse}`
  const quote = { ...quoteIn(verse, '參差荇菜'), prefix: '窈窕淑女，君子好逑。', suffix: '左右流之' }
  expect(foundIn(text, quote)).toBeNull()
  const second = Array.from(verse).length + 1
  const search = createPassageSearch(fold, text)
  expect(search.find(quote, (place) => place >= second).range?.start).toBe(second + Array.from(verse).indexOf('參'))
  expect(search.find(quote, () => true).range).toBeNull()
})

test('a passage whose paragraphs were moved apart is found by its longer one', () => {
  const first = '第一段說的是很久以前的事情，那時候人們還住在山洞裡，用石頭取火。'
  const second = '第二段說的是後來的事情，城市和道路都建起來了，人們開始寫書。'
  const quote = quoteIn(`${first}\n${second}`, `用石頭取火。\n${second}`)
  expect(foundIn(`${second}\n中間是別人的話。\n${first}`, quote)).toBe(second)
})

describe('hostile quotes', () => {
  const lone: AnchorQuote = { exact: '\ud840', prefix: '\udc00甲', suffix: '\ud800' }
  const cases: [string, AnchorQuote][] = [
    ['lone surrogates', lone],
    ['white space only', { exact: ' \n\u3000', prefix: '', suffix: '' }],
    ['characters that fold to nothing', { exact: '\u200b\ufe0f', prefix: '\u0301', suffix: '\u0301' }],
    ['one repeated character', { exact: '社'.repeat(20_000), prefix: '社'.repeat(32), suffix: '社'.repeat(32) }],
    ['a repeated word', { exact: '管理'.repeat(10_000), prefix: '', suffix: '' }],
    ['only line ends between', { exact: '管\n'.repeat(10_000), prefix: '', suffix: '' }],
    ['twenty thousand different characters', {
      exact: Array.from({ length: 20_000 }, (_, at) => String.fromCodePoint(0x4e00 + at)).join(''), prefix: '', suffix: '',
    }],
    ['what folds to many', { exact: '\ufdfa'.repeat(20_000), prefix: '\ufdfa'.repeat(32), suffix: '' }],
  ]
  const texts: [string, string][] = [
    ['an empty text', ''],
    ['one character', '社'],
    ['prose', old.repeat(2000)],
    ['one character again and again', '社'.repeat(200_000)],
    ['lone surrogates', '\ud840'.repeat(1000)],
  ]
  test.each(texts.flatMap(([name, text]) => cases.map(([kind, quote]) => ({ name, text, kind, quote }))))(
    '$kind in $name: a place of the text or none, in bounded time',
    ({ text, quote }) => {
      const search = createPassageSearch(fold, text)
      // The text's index and each character's fold are made once in the life of the program.
      search.find({ exact: `預備${quote.exact.slice(0, 3)}`, prefix: '', suffix: '' }, nowhere)
      fold.fold(quote.exact)
      const before = performance.now()
      const { range, score } = search.find(quote, nowhere)
      // A few ms when nothing else runs; the bound is against quadratic time, which would be minutes.
      expect(performance.now() - before).toBeLessThan(20_000)
      expect(score).toBeGreaterThanOrEqual(0)
      expect(score).toBeLessThanOrEqual(1)
      if (range !== null) {
        expect(range.end).toBeGreaterThan(range.start)
        expect(range.end).toBeLessThanOrEqual(Array.from(text).length)
      }
    },
  )

  test('a long passage is found by its ends', () => {
    const sentences = Array.from({ length: 900 }, (_, at) => `第${at}句說到${String.fromCodePoint(0x4e00 + at * 7, 0x5000 + at * 5)}。`)
    const text = sentences.join('')
    const exact = sentences.slice(100, 800).join('')
    const edited = text.replace('第400句說到', '第四百句沒有說')
    expect(foundIn(`𠀀${edited}`, quoteIn(text, exact))).toBe(exact.replace('第400句說到', '第四百句沒有說'))
    const halved = sentences.slice(0, 110).join('') + sentences.slice(790).join('')
    expect(foundIn(halved, quoteIn(text, exact))).toBeNull()
  })

  test('whatever the text and the quote, the place lies in the text', () => {
    const any = fc.string({ unit: fc.constantFrom('甲', '乙', '管', '理', '𠀀', ' ', '\n', 'ﬃ', '①', '\ud800', 'e\u0301'), maxLength: 60 })
    fc.assert(
      fc.property(any, any, any, any, (text, exact, prefix, suffix) => {
        const { range } = createPassageSearch(fold, text).find({ exact, prefix, suffix }, nowhere)
        if (range === null) return
        expect(range.start).toBeGreaterThanOrEqual(0)
        expect(range.end).toBeGreaterThan(range.start)
        expect(range.end).toBeLessThanOrEqual(Array.from(text).length)
      }),
      { numRuns: 2000 },
    )
  })
})
