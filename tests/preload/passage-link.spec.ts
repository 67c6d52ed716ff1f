import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  findPassageLink,
  formatPassageLink,
  isQuoted,
  parsePassageLink,
  passageLinkLimit,
  PassageLinkText,
  quoteOf,
  type PassageLink,
} from '../../preload/contract/passage-link.ts'

const documentIds = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,63}$/).filter((id) => !/^(?:con|prn|aux|nul|com\d|lpt\d)$/.test(id))
const sectionIds = fc.array(fc.nat(99_999), { minLength: 1, maxLength: 16 }).map((parts) => parts.join('.'))

const passages = fc
  .tuple(
    fc.stringMatching(/^[a-z0-9]{1,64}$/),
    fc.nat(100_000_000),
    fc.integer({ min: 1, max: 100_000 }),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
  )
  .map(([revision, start, length, text]) => {
    const quote = quoteOf(text)
    return quote === null ? null : { revision, range: { start, end: start + length }, quote }
  })

const links: fc.Arbitrary<PassageLink> = fc.record({
  documentId: documentIds,
  sectionId: sectionIds.filter((id) => id.length <= 96),
  paragraph: fc.option(fc.integer({ min: 1, max: 10_000_000 })),
  passage: fc.oneof(fc.constant(null), passages),
})

const sample =
  'yandu://passage/essay/2.3.1?p=31&r=b0e6b4187154e535&at=2226-2354&q=%E5%82%B3%E7%B5%B1%E7%9A%84&e=%E8%BD%89%E8%AE%8A'

describe('a link', () => {
  test('that is written and read again is the same, whatever the passage', () => {
    fc.assert(
      fc.property(links, (link) => {
        const text = formatPassageLink(link)
        expect(text).toMatch(/^[!-~]+$/)
        expect(text.length).toBeLessThanOrEqual(passageLinkLimit)
        expect(parsePassageLink(text)).toEqual(link)
      }),
      { numRuns: 2000 },
    )
  })

  test('never throws and never means two things: what is read is written in one way', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string().map((text) => `yandu://passage/essay/1?${text}`)), (text) => {
        const link = parsePassageLink(text)
        if (link !== null) expect(parsePassageLink(formatPassageLink(link))).toEqual(link)
      }),
      { numRuns: 2000 },
    )
  })

  test('names a section, a paragraph or a passage', () => {
    const place = { documentId: 'essay', sectionId: '2.3', paragraph: null, passage: null }
    expect(formatPassageLink(place)).toBe('yandu://passage/essay/2.3')
    expect(formatPassageLink({ ...place, paragraph: 31 })).toBe('yandu://passage/essay/2.3?p=31')
    expect(parsePassageLink(sample)).toEqual({
      documentId: 'essay',
      sectionId: '2.3.1',
      paragraph: 31,
      passage: { revision: 'b0e6b4187154e535', range: { start: 2226, end: 2354 }, quote: { head: '傳統的', tail: '轉變' } },
    })
  })

  test('may come with its Chinese characters spelt out, as some programs show it', () => {
    expect(parsePassageLink(decodeURIComponent(sample))).toEqual(parsePassageLink(sample))
  })

  test.each([
    ['another scheme', sample.replace('yandu:', 'https:')],
    ['a scheme that only looks like it', sample.replace('yandu:', 'yandu\u200b:')],
    ['something before it', ` ${sample}`],
    ['something after it', `${sample} `],
    ['a second line', `${sample}\nyandu://passage/essay/1`],
    ['another host', sample.replace('//passage/', '//evil.example/')],
    ['a user', sample.replace('//passage/', '//user:word@passage/')],
    ['a port', sample.replace('//passage/', '//passage:80/')],
    ['no host', 'yandu:passage/essay/1'],
    ['one slash', 'yandu:/passage/essay/1'],
    ['a fragment', `${sample}#x`],
    ['an unknown parameter', `${sample}&note=1`],
    ['a parameter twice', `${sample}&p=31`],
    ['an empty parameter', 'yandu://passage/essay/1?p='],
    ['a bare question mark', 'yandu://passage/essay/1?'],
    ['an empty part', 'yandu://passage/essay/1?p=1&'],
    ['a way up', 'yandu://passage/../1'],
    ['an encoded way up', 'yandu://passage/%2e%2e/1'],
    ['a name that Windows keeps', 'yandu://passage/nul/1'],
    ['capitals in the document', 'yandu://passage/Essay/1'],
    ['no section', 'yandu://passage/essay'],
    ['a section that is none', 'yandu://passage/essay/1..2'],
    ['a section that is too deep', `yandu://passage/essay/${Array(17).fill('1').join('.')}`],
    ['paragraph 0', 'yandu://passage/essay/1?p=0'],
    ['a negative paragraph', 'yandu://passage/essay/1?p=-1'],
    ['a fraction', 'yandu://passage/essay/1?p=1.5'],
    ['a leading zero', 'yandu://passage/essay/1?p=01'],
    ['a number beyond all', 'yandu://passage/essay/1?p=99999999999999999999'],
    ['a range without a revision', 'yandu://passage/essay/1?at=1-2&q=x'],
    ['a range without a quote', 'yandu://passage/essay/1?r=a&at=1-2'],
    ['a quote without a range', 'yandu://passage/essay/1?r=a&q=x'],
    ['an empty range', 'yandu://passage/essay/1?r=a&at=2-2&q=x'],
    ['a range backwards', 'yandu://passage/essay/1?r=a&at=3-2&q=x'],
    ['a range of three', 'yandu://passage/essay/1?r=a&at=1-2-3&q=x'],
    ['half a range', 'yandu://passage/essay/1?r=a&at=1-&q=x'],
    ['a quote that is too long', `yandu://passage/essay/1?r=a&at=1-2&q=${'x'.repeat(19)}`],
    ['a quote that is no UTF-8', 'yandu://passage/essay/1?r=a&at=1-2&q=%E5%82'],
    ['a quote with a line break', 'yandu://passage/essay/1?r=a&at=1-2&q=x%0Ay'],
    ['a quote that turns the line around', 'yandu://passage/essay/1?r=a&at=1-2&q=x%E2%80%AEy'],
    ['a revision with a quote mark', 'yandu://passage/essay/1?r=a%22&at=1-2&q=x'],
    ['too much', `yandu://passage/essay/1?r=${'a'.repeat(passageLinkLimit)}`],
    ['an argument in disguise', '--gpu-launcher=yandu://passage/essay/1'],
    ['nothing', ''],
  ])('is refused with %s', (_what, text) => {
    expect(parsePassageLink(text)).toBeNull()
    expect(PassageLinkText.safeParse(text).success).toBe(false)
  })
})

describe('a quote', () => {
  test('holds a short passage whole and the two ends of a long one, in code points', () => {
    expect(quoteOf('傳統\n 的𠮷')).toEqual({ head: '傳統的𠮷', tail: '' })
    expect(quoteOf('一二三四五六七八九十甲乙丙丁戊己庚辛')).toEqual({ head: '一二三四五六七八九十甲乙丙丁戊己庚辛', tail: '' })
    expect(quoteOf('一二三四五六七八九十𠀀乙丙丁戊己庚辛𠀁')).toEqual({ head: '一二三四五六七八九十𠀀乙', tail: '丁戊己庚辛𠀁' })
  })

  test('of white space is none', () => {
    expect(quoteOf(' \n\u3000\u200b')).toBeNull()
    expect(isQuoted('\u3000')).toBe(false)
    expect(isQuoted('𠮷')).toBe(true)
  })
})

describe('a link in a text', () => {
  test.each([
    ['alone', sample],
    ['at the end of a sentence', `See ${sample}.`],
    ['in brackets', `（${sample}）`],
    ['under a citation', `「…」\n佚名. 題[EB/OL]. [2026-11-24].\n${sample}\n`],
    ['twice the same', `${sample} ${sample}`],
  ])('is found %s', (_where, words) => {
    expect(findPassageLink(words)).toEqual(parsePassageLink(sample))
  })

  test('is none where there is none, where it is broken, and where two differ', () => {
    expect(findPassageLink('no link')).toBeNull()
    expect(findPassageLink('yandu://passage/essay')).toBeNull()
    expect(findPassageLink(`${sample} yandu://passage/essay/1`)).toBeNull()
  })
})
