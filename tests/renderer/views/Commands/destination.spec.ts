import { describe, expect, it } from 'vitest'
import { countParagraphs, placeOfParagraph } from '../../../../renderer/state/paragraphs.ts'
import { chineseNumber, parseDestination } from '../../../../renderer/views/Commands/destination.ts'
import { openedDocument } from '../../opened-document.ts'

const essay = await openedDocument('essay')
const count = countParagraphs(essay.outline)
const paragraph = (number: number) => ({ kind: 'place', ...placeOfParagraph(essay, number) })

describe('where to go', () => {
  it.each(['12', ' 12 ', '#12', '¶12', '¶ 12', '第12段', '第 12 段', '12段', '１２', '第１２段', '第十二段', '十二', '＃１２'])(
    '%s is the twelfth paragraph',
    (typed) => expect(parseDestination(typed, essay)).toEqual(paragraph(12)),
  )

  it.each([
    ['2.2.4', '2.2.4'],
    ['２.２.４', '2.2.4'],
    ['§2.2.4', '2.2.4'],
    ['§ 2', '2'],
    ['第2節', '2'],
    ['第二节', '2'],
    ['2.2節', '2.2'],
    ['第2.2.4節', '2.2.4'],
    ['§0', '0'],
  ])('%s is section %s', (typed, sectionId) =>
    expect(parseDestination(typed, essay)).toEqual({ kind: 'place', sectionId, offset: null }),
  )

  it.each(['50%', '５０％', '0 %', '100%'])('%s is a part of the text', (typed) =>
    expect(parseDestination(typed, essay)).toMatchObject({ kind: 'place', offset: expect.any(Number) }),
  )

  it('what is not there is told apart from what is not understood', () => {
    expect(parseDestination('', essay)).toEqual({ kind: 'empty' })
    expect(parseDestination('　', essay)).toEqual({ kind: 'empty' })
    expect(parseDestination('0', essay)).toEqual({ kind: 'no-paragraph', count })
    expect(parseDestination(String(count + 1), essay)).toEqual({ kind: 'no-paragraph', count })
    expect(parseDestination('9.9', essay)).toEqual({ kind: 'no-section', sectionId: '9.9' })
    for (const typed of ['公安', '12a', '1..2', '-3', '150%', '1e3', '12 13']) {
      expect(parseDestination(typed, essay), typed).toEqual({ kind: 'not-understood' })
    }
  })

  it('a link is left to whoever knows links', () => {
    expect(parseDestination(' yandu://section/2.2.4?p=31 ', essay)).toEqual({ kind: 'link', url: 'yandu://section/2.2.4?p=31' })
  })
})

it.each([
  ['〇', 0], ['一', 1], ['十', 10], ['十二', 12], ['二十', 20], ['廿三', 23], ['一百零五', 105], ['兩百', 200],
  ['三百四十二', 342], ['一千零一', 1001], ['二三〇', 230], ['公安', null], ['', null],
])('%s is %s', (numerals, number) => expect(chineseNumber(numerals)).toBe(number))
