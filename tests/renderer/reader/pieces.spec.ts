import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { piecesOf, unbrokenStretches, type PieceOptions } from '../../../renderer/reader/pieces.ts'

const plain: PieceOptions = { readings: null, vertical: false, isDrawn: () => true }

const kinds = (text: string, options: Partial<PieceOptions> = {}) =>
  piecesOf(text, 100, { ...plain, ...options }).map((piece) => `${piece.kind} ${piece.start} ${piece.text}`)

describe('the pieces of a run', () => {
  test('are the run again, whatever it holds', () => {
    const texts = fc.array(fc.constantFrom('國', '第', '三', '條', '1', '23', '年', '%', '，', '（', '——', '𠮷', ' ', 'A', '。', '\ud800')).map((parts) => parts.join(''))
    fc.assert(
      fc.property(texts, fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean(), (text, vertical, read, drawn, isEnd) => {
        const readings = read ? new Map([...text].flatMap((character, index) => (character === '國' ? [[index, 'guó'] as const] : []))) : null
        const pieces = piecesOf(text, 0, { readings, vertical, isDrawn: (point) => drawn || point < 0x10000, isEnd })
        expect(pieces.map((piece) => piece.text).join('')).toBe(text)
        let at = 0
        for (const piece of pieces) {
          expect(piece.start).toBe(at)
          if ('parts' in piece) {
            expect(piece.parts.map((part) => part.text).join('')).toBe(piece.text)
            let inner = piece.start
            for (const part of piece.parts) {
              expect(part.start).toBe(inner)
              inner += Array.from(part.text).length
            }
          }
          at += Array.from(piece.text).length
        }
      }),
    )
  })

  test('keep a number with what it counts, and 第 with its 條', () => {
    expect(kinds('依第三條，占50%。')).toEqual(['plain 100 依', 'whole 101 第三條，', 'plain 105 占50%。'])
    expect(kinds('共2303字、3.5元')).toEqual(['plain 100 共2303字、3.5', 'counter 110 元'])
    expect(kinds('第12條、第1,024頁')).toEqual(['whole 100 第12條、', 'whole 105 第1,024頁'])
  })

  test('keep marks with a number, a dash with what it follows, and the end of a paragraph together', () => {
    expect(kinds('（第三條、第四條），說')).toEqual(['plain 100 （', 'whole 101 第三條、', 'whole 105 第四條），', 'plain 110 說'])
    expect(kinds('然而——不')).toEqual(['plain 100 然而', 'joined 102 ——', 'plain 104 不'])
    expect(kinds('奧斯卡·王爾德')).toEqual(['plain 100 奧斯卡', 'joined 103 ·', 'plain 104 王爾德'])
    expect(kinds('為什麼「呢」？！', { isEnd: true })).toEqual(['plain 100 為什', 'whole 102 麼「呢」？！'])
    expect(kinds('為什麼呢？！')).toEqual(['plain 100 為什麼呢？！'])
  })

  test('set one or two digits upright in vertical text, longer numbers and Latin not', () => {
    expect(kinds('12年第3章', { vertical: true })).toEqual(['combined 100 12', 'joined 102 年', 'whole 103 第3章'])
    expect(kinds('2003年A4紙', { vertical: true })).toEqual(['plain 100 2003', 'counter 104 年', 'plain 105 A4紙'])
    expect(piecesOf('第3章', 0, { ...plain, vertical: true })).toEqual([
      {
        kind: 'whole',
        start: 0,
        text: '第3章',
        parts: [
          { kind: 'plain', start: 0, text: '第' },
          { kind: 'combined', start: 1, text: '3' },
          { kind: 'plain', start: 2, text: '章' },
        ],
      },
    ])
  })

  test('hold together with readings as without', () => {
    const readings = new Map([[100, 'dì'], [101, 'sān'], [102, 'tiáo'], [104, 'shuō'], [105, 'hǎo']])
    const [rule, end] = piecesOf('第三條，說好。', 100, { ...plain, readings, isEnd: true })
    expect(rule).toMatchObject({ kind: 'whole', parts: [{ kind: 'read' }, { kind: 'read' }, { kind: 'read' }, { kind: 'plain', text: '，' }] })
    expect(end).toMatchObject({ kind: 'whole', parts: [{ kind: 'read', text: '說' }, { kind: 'read', text: '好' }, { kind: 'plain', text: '。' }] })
  })

  test('give a character with a reading, and one that no face has, a piece of its own', () => {
    expect(kinds('𠮷國家', { readings: new Map([[101, 'guó']]) })).toEqual(['plain 100 𠮷', 'read 101 國', 'plain 102 家'])
    const [undrawn] = piecesOf('𰻞麵', 7, { ...plain, isDrawn: (point) => point < 0x30000 })
    expect(undrawn).toEqual({ kind: 'undrawn', start: 7, text: '𰻞', code: 'U+30EDE' })
  })
})

describe('what is not broken on paper', () => {
  const held = (text: string, isEnd = false) => unbrokenStretches(text, isEnd).map(({ from, to }) => text.slice(from, to))

  test('numbers with what they count, a dash with the character before it, the end of a paragraph', () => {
    expect(held('第三條，共120本。然而——不。奧斯卡·王')).toEqual(['第三條，', '120本', '而——', '卡·'])
    expect(held('第3條——說，好了。', true)).toEqual(['第3條——', '好了。'])
    expect(held('——𠮷——。')).toEqual(['——', '𠮷——。'])
  })
})
