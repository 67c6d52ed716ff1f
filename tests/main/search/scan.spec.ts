import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { foldText, pointAt } from '../../../main/search/folded-text.ts'
import { buildPinyinTable, type PinyinTable } from '../../../main/search/pinyin.ts'
import { parseQuery } from '../../../main/search/query.ts'
import type { Section } from '../../../preload/contract/documents.ts'
import { loadFold, type Fold } from '../../../preload/text/fold.ts'
import { loadReadings } from '../../../preload/text/readings.ts'
import { noteOn, openSearchLibrary, type TestText } from './search-library.ts'

let fold: Fold
beforeAll(async () => {
  fold = await loadFold()
})

/** Few characters, so that what is sought often stands somewhere: two scripts, widths, cases, planes, and what folds oddly. */
const characters = ['社', '會', '会', '管', '理', '裡', '里', '着', '著', '𠀋', '𫝆', '😀', 'A', 'a', 'Ａ', 'é', 'e\u0301', '1', '①', '㈠', '㍿', '…', '「', '”', ' ', '　', '\u200b', 'ß', '，']
const words = fc.array(fc.constantFrom(...characters), { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''))
const text = fc.array(fc.constantFrom(...characters, '\n'), { maxLength: 60 }).map((parts) => parts.join(''))

interface Place {
  readonly start: number
  readonly end: number
}

/** Every place of some words in a text, line by line, found in the simplest way. */
const naive = (given: string, sought: string): Place[] => {
  const places: Place[] = []
  let from = 0
  for (const line of given.split('\n')) {
    for (const { start, end } of fold.findAll(fold.fold(line), sought)) places.push({ start: from + start, end: from + end })
    from += Array.from(line).length + 1
  }
  return places
}

const phrase = (value: string): string => `'${value}'`.slice(1, -1)

const placesOf = async (texts: readonly TestText[], query: string): Promise<Place[]> => {
  const { find } = await openSearchLibrary(texts)
  return find(query).rows.filter(({ words: own }) => own === null).flatMap(({ places }) => places)
}

describe('a library is searched', () => {
  test('with the same places as a naive search, whatever stands in it', async () => {
    await fc.assert(
      fc.asyncProperty(text, words, async (given, sought) => {
        fc.pre(!/["“”「」『』:：]/.test(sought) && sought.trim() !== '')
        const found = await placesOf([{ documentId: 'a', set: given }], `"${phrase(sought)}"`)
        expect(found).toEqual(naive(given, sought))
      }),
      { numRuns: 400 },
    )
  })

  test('with every word of a query in the same line', async () => {
    await fc.assert(
      fc.asyncProperty(text, words, words, async (given, one, other) => {
        for (const sought of [one, other]) fc.pre(!/["“”「」『』:：\s]/.test(sought) && fold.fold(sought).key.trim() !== '')
        const found = await placesOf([{ documentId: 'a', set: given }], `${one} ${other}`)
        const lineOf = ({ start }: Place) => Array.from(given).slice(0, start).filter((character) => character === '\n').length
        const ones = naive(given, one)
        const others = naive(given, other)
        const both = new Set(ones.map(lineOf).filter((line) => others.some((place) => lineOf(place) === line)))
        const expected = [...ones, ...others].filter((place) => both.has(lineOf(place))).map(({ start, end }) => `${start} ${end}`)
        expect(found.map(({ start, end }) => `${start} ${end}`).sort()).toEqual(expected.sort())
      }),
      { numRuns: 300 },
    )
  })

  test('in long texts too, block after block', async () => {
    const line = '社會管理𠀋創新①，'
    const set = Array.from({ length: 20_000 }, (_, index) => `${line}${index}`).join('\n')
    expect([...foldText(fold, set)].filter((block) => block !== null).length).toBeGreaterThan(2)
    const [found] = await placesOf([{ documentId: 'a', set }], '19876')
    const at = Array.from(set).join('').indexOf('\n' + line + '19876')
    const expected = Array.from(set.slice(0, at + 1 + line.length)).length
    expect(found).toEqual({ start: expected, end: expected + 5 })
  })

  test('places in a key are places in the text', () => {
    fc.assert(
      fc.property(text, (given) => {
        const [block] = [...foldText(fold, given)].filter((one) => one !== null)
        if (!block) throw new Error('a text without a block')
        let from = 0
        let unit = 0
        for (const line of given.split('\n')) {
          const folded = fold.fold(line)
          for (let at = 0; at < folded.key.length; at += 1) expect(pointAt(block, unit + at)).toBe(from + folded.toText(at))
          unit += folded.key.length + 1
          from += Array.from(line).length + 1
        }
      }),
    )
  })
})

const section = (id: string, heading: string, headingRange: Place | null, range: Place | null, listRange: Place | null = null): Section => ({
  id,
  level: id.split('.').length,
  parent: id.includes('.') ? id.replace(/\.\d+$/, '') : null,
  marker: '',
  heading,
  headingSet: heading,
  status: 'present',
  confidence: 1,
  headingRange,
  runIn: false,
  range,
  listRange,
  gaps: [],
})

const history: TestText = {
  documentId: 'history',
  titleSet: '歷史筆記',
  set: '重慶\n重慶銀行在重慶。\n長江\n長樂與西安的夜晚',
  sections: [
    section('1', '重慶', { start: 0, end: 2 }, { start: 3, end: 11 }),
    section('1.1', '長江', { start: 12, end: 14 }, { start: 15, end: 23 }),
  ],
}
const other: TestText = { documentId: 'other', titleSet: '别的', language: 'zh-Hans', set: '重庆的公安机关' }

const notes = [
  noteOn('history', 'n1', { body: '想起重庆的火鍋', tags: ['地理/城市'] }),
  noteOn('history', 'n2', { quote: '重慶銀行', body: '', tags: ['金融'] }),
  noteOn('other', 'n3', { body: '機關', tags: ['政治'] }),
]

describe('a query', () => {
  const found = async (query: string, table: PinyinTable | null = null): Promise<string[]> => {
    const { find } = await openSearchLibrary([history, other], notes)
    return find(query, table).rows.map(({ kind, documentId, note, sectionId, places }) => {
      const at = places.map(({ start, end }) => `${start}-${end}`).join(',')
      return `${kind} ${note?.noteId ?? `${documentId}§${sectionId}`} ${at}`
    })
  }

  test('finds texts, headings, highlights and notes, in either script', async () => {
    expect(await found('重庆')).toEqual(['heading history§1 0-2', 'text history§1 3-5,8-10', 'note n1 2-4', 'highlight n2 0-2', 'text other§0 0-2'])
    expect(await found('重慶')).toEqual(await found('重庆'))
    expect(await found('慶')).toHaveLength(5)
    expect(await found('金融')).toEqual(['tag n2 0-2'])
    expect(await found('歷史')).toEqual(['heading history§0 0-2'])
  })

  test('is narrowed by kind, text, section and tag, in either script and width', async () => {
    expect(await found('重慶 kind:heading')).toEqual(['heading history§1 0-2'])
    expect(await found('重慶 类：标题')).toEqual(['heading history§1 0-2'])
    expect(await found('重慶 in:别')).toEqual(['text other§0 0-2'])
    expect(await found('重慶 in:"歷史 筆記"')).toEqual([])
    expect(await found('長 section:长江')).toEqual(['heading history§1.1 12-13', 'text history§1.1 15-16'])
    expect(await found('長 section:1')).toEqual(['heading history§1.1 12-13', 'text history§1.1 15-16'])
    expect(await found('重慶 tag:地理')).toEqual(['note n1 2-4'])
    expect(await found('tag:金融')).toEqual(['highlight n2 '])
    expect(await found('kind:heading in:history')).toEqual(['heading history§1 0-2', 'heading history§1.1 12-14'])
  })

  test('needs all its words in a note, wherever they stand in it', async () => {
    expect(await found('火鍋 城市 kind:note')).toEqual(['note n1 5-7'])
    expect(await found('火鍋 金融')).toEqual([])
  })

  test('does not take an address or a time for a filter', () => {
    expect(parseQuery(fold, 'http://a 12:30').terms.map(({ parts }) => parts.join(' '))).toEqual(['http://a', '12:30'])
    expect(parseQuery(fold, '“社會 管理”').terms.map(({ parts }) => parts)).toEqual([['社会', '管理']])
    expect(parseQuery(fold, '"開著').terms.map(({ parts }) => parts)).toEqual([['开着']])
    expect(parseQuery(fold, ' "" tag: ').terms).toEqual([])
  })

  test('finds by pinyin and by initials, every reading of a character', async () => {
    const { candidates } = await loadReadings()
    const spellings = new Map<string, Set<string>>()
    for (const character of '重慶庆銀银行長长江西安夜晚樂乐與与的公机機关關火锅鍋') {
      const { key } = fold.fold(character)
      spellings.set(key, (spellings.get(key) ?? new Set()).add(character))
    }
    const building = buildPinyinTable(candidates, spellings)
    let step = building.next()
    while (!step.done) step = building.next()
    const table = step.value
    const chongqing = await found('重慶')
    expect(await found('chongqing', table)).toEqual(chongqing)
    expect(await found('zhongqing', table)).toEqual(chongqing)
    expect(await found('CHÓNGQÌNG', table)).toEqual(chongqing)
    expect(await found('chong2qing4', table)).toEqual(chongqing)
    expect(await found('cqyh', table)).toEqual(['text history§1 3-7', 'highlight n2 0-4'])
    expect(await found('zqyh', table)).toEqual(await found('cqyh', table))
    expect(await found('changle', table)).toEqual(['text history§1.1 15-17'])
    expect(await found("xi'an", table)).toEqual(['text history§1.1 18-20'])
    expect(await found('gongan', table)).toEqual(['text other§0 3-5'])
    expect(await found('"chongqing"', table)).toEqual([])
    expect(await found('c', table)).toEqual([])
  })
})
