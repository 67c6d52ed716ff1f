import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ankiText, parseAnkiText } from '../../../main/study/anki-text.ts'
import { cardsOf, markCard, rewriteCard, writtenCards } from '../../../main/study/cards.ts'
import type { Note } from '../../../preload/contract/notes.ts'

const note = (id: string, body: string, tags: string[] = []): Note => ({
  id,
  documentId: 'essay',
  sectionId: '1',
  body,
  anchor: null,
  color: null,
  tags,
  rank: 'a',
  deleted: false,
  createdAt: 0,
  updatedAt: 0,
  version: { hlc: '0000000000001-0000', device: 'device-a' },
  alternatives: [],
})

const said = (body: string) => writtenCards(body).map(({ kind, front, back, mark }) => [kind, front, back, mark])

describe('cards in a note', () => {
  it('reads questions in three spellings, with more lines, and clozes in two', () => {
    expect(said('Q: one?\nA: 1')).toEqual([['question', 'one?', '1', null]])
    expect(said('問：何謂𠮷？ ^abc123\n答：吉\n之異體\n\n問:二\n答:2')).toEqual([
      ['question', '何謂𠮷？', '吉\n之異體', 'abc123'],
      ['question', '二', '2', null],
    ])
    expect(said('问：一\n答：1\n问：二\n答：2')).toHaveLength(2)
    expect(said('馬克思生於==1818==年，卒於{{1883}}年 ^mark99')).toEqual([
      ['cloze', '馬克思生於[…]年，卒於[…]年', '馬克思生於==1818==年，卒於==1883==年', 'mark99'],
    ])
    expect(said('{{c1::京師::hint}}在北')).toEqual([['cloze', '[…]在北', '==京師==在北', null]])
  })

  it('takes nothing that is no card', () => {
    for (const body of ['Q: alone', 'Q: a\n\nA: b', 'A: b', 'Q:\nA: b', '```\nQ: a\nA: b\n==x==\n```', 'a == b == ', '====', '{{}}'])
      expect(said(body), body).toEqual([])
  })

  it('gives each card one id; a copied id belongs to the first, and equal words get different ids', () => {
    const cards = cardsOf([note('n1', 'Q: a ^same99\nA: b'), note('n2', 'Q: c ^same99\nA: d\nQ: e\nA: f\nQ: e\nA: f')])
    expect(cards[0]?.id).toBe('same99')
    expect(new Set(cards.map(({ id }) => id)).size).toBe(4)
  })

  it('keeps the id a card is given, through every change of its words', () => {
    const body = '前言\n\nQ: a\nA: b\n\n==x== y'
    let now = note('n1', body)
    const ids = cardsOf([now]).map(({ id }) => id)
    for (const card of cardsOf([now])) now = { ...now, body: markCard(now.body, card, card.id) }
    expect(now.body).toBe(`前言\n\nQ: a ^${ids[0]}\nA: b\n\n==x== y ^${ids[1]}`)
    expect(cardsOf([now]).map(({ id }) => id)).toEqual(ids)
    const edited = { ...now, body: `==y== z ^${ids[1]}\n新\n問：甲 ^${ids[0]}\n答：乙` }
    expect(cardsOf([edited]).map(({ id }) => id)).toEqual([ids[1], ids[0]])
  })

  it('never throws and never makes two cards of one id, whatever is written', () => {
    const piece = fc.constantFrom('Q:', 'A:', '問：', '答：', '==', '{{', '}}', ' ^abcdef', '\n', '\n\n', '字', '𠮷', ' ', '```\n', 'c1::')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        let now = note('n1', pieces.join(''))
        const before = cardsOf([now])
        for (const card of before) now = { ...now, body: markCard(now.body, card, card.id) }
        const after = cardsOf([now])
        expect(after.map(({ id, front, back }) => [id, front, back])).toEqual(before.map(({ id, front, back }) => [id, front, back]))
        expect(new Set(after.map(({ id }) => id)).size).toBe(after.length)
      }),
      { numRuns: 2000 },
    )
  })

  it('refuses words that would make another card', () => {
    const [question, cloze] = cardsOf([note('n1', 'Q: a\nA: b\n\n==x== y')])
    if (!question || !cloze) throw new Error('no cards')
    const { body } = question.note
    expect(rewriteCard(body, question, 'abcdef', '', 'b')).toBeNull()
    expect(rewriteCard(body, question, 'abcdef', 'a', 'x\nQ: y')).toBeNull()
    expect(rewriteCard(body, cloze, 'abcdef', '', 'nothing hidden')).toBeNull()
    expect(rewriteCard(body, question, 'abcdef', 'c\nd', 'e\nf')).toBe('Q: c ^abcdef\nd\nA: e\nf\n\n==x== y')
    expect(rewriteCard(body, cloze, 'abcdef', '', '==z== y')).toBe('Q: a\nA: b\n\n==z== y ^abcdef')
  })
})

describe("Anki's text", () => {
  it('has its headers, one row a card, the id as guid, and markup as text', () => {
    const cards = cardsOf([note('n1', 'Q: <b>&"\tx ^abcdef\nA: 1\n2\n\n==隱== 見 ^fedcba', ['甲 乙', 'x'])])
    expect(ankiText('題\t目', cards)).toBe(
      [
        '#separator:tab', '#html:true', '#notetype:Basic', '#deck:Yandu::題 目', '#guid column:1', '#tags column:4',
        'abcdef\t&lt;b&gt;&amp;&quot;&#9;x\t1<br>2\t甲_乙 x',
        'fedcba\t[…] 見\t<u>隱</u> 見\t甲_乙 x',
        '',
      ].join('\n'),
    )
  })

  it('comes back as it went', () => {
    const text = fc
      .string({ unit: 'grapheme', maxLength: 20 })
      .map((one) => one.replace(/[\s=^{}:：`~]+/gu, ' ').trim())
      .filter((one) => one !== '')
    fc.assert(
      fc.property(text, text, (front, back) => {
        const cards = cardsOf([note('n1', `Q: ${front} ^abcdef\nA: ${back}`)])
        const [card] = cards
        if (!card) return
        expect(parseAnkiText(ankiText('t', cards), () => false)).toEqual([{ guid: 'abcdef', front: card.front, back: card.back, tags: [] }])
      }),
    )
  })

  it("reads Anki's own export: other columns, quotes, entities, line ends of Windows", () => {
    const text = [
      '#separator:Comma', '#html:true', '#guid column:1', '#notetype column:2', '#deck column:3', '#tags column:6',
      'abcdef,Basic,D,"a, ""b""<div>c&nbsp;&#x20BB7;</div>","d',
      'e",t1 t2',
      'B-ad!,Basic,D,x,y,',
    ].join('\r\n')
    expect(parseAnkiText(text, () => false)).toEqual([{ guid: 'abcdef', front: 'a, "b"c \u{20BB7}', back: 'd e', tags: ['t1', 't2'] }])
  })
})
