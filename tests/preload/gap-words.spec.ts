import { describe, expect, it } from 'vitest'
import type { Gap, Section } from '../../preload/contract/documents.ts'
import { gapMark, gapSentences, sectionRemark } from '../../preload/contract/gap-words.ts'
import { say } from '../../preload/contract/words/index.ts'

const gap = (more: Partial<Gap>): Gap => ({
  id: 'G1',
  kind: 'paywall-cut-middle',
  section: null,
  affects: [],
  start: 0,
  end: 0,
  offset: 100,
  length: 0,
  declared: null,
  declaredTotal: null,
  declaredShown: null,
  estimated: null,
  notice: '',
  basis: '',
  ...more,
})

describe('gap marks', () => {
  it.each([
    [gap({ declared: 4180 }), '〔缺 4,180 字：原站省略〕'],
    [gap({}), '〔缺：原站省略〕'],
    [gap({ kind: 'paywall-cut-end', estimated: 1437 }), '〔缺約 1,437 字：以下原站未示，估計〕'],
    [gap({ kind: 'censored-word' }), '〔缺：原站抹去〕'],
    [gap({ kind: 'metadata-missing', offset: null }), ''],
  ])('is what is copied and printed (%#)', (missing, mark) => expect(gapMark(missing, 'zh-Hant')).toBe(mark))

  it('says the declared and the estimated count apart from each other, in every language', () => {
    for (const language of ['en', 'zh-Hant', 'zh-Hans'] as const) {
      const sentences = gapSentences(
        gap({ kind: 'paywall-cut-end', declaredTotal: 4560, declaredShown: 2303, estimated: 1437 }),
        language,
      )
      expect(sentences.some((text) => text.includes('4,560') && text.includes('2,303') && !text.includes('1,437'))).toBe(true)
      expect(sentences.some((text) => text.includes('1,437') && !text.includes('4,560'))).toBe(true)
    }
  })
})

describe('why a section is not whole', () => {
  const section = (more: Partial<Section>) => ({ status: 'partial' as const, gaps: ['G1'], range: { start: 50, end: 99 }, ...more })
  const cut = [gap({ declared: 820 })]

  it('is said where its own text meets the cut', () => {
    expect(sectionRemark(section({}), cut, 'en')).toContain('820')
    expect(sectionRemark(section({ range: { start: 100, end: 120 } }), cut, 'en')).toContain('820')
  })

  it('is left to the subsections when only they meet it', () => {
    expect(sectionRemark(section({ range: { start: 10, end: 40 } }), cut, 'en')).toBeNull()
  })

  it('is said of a section without any text', () => {
    expect(sectionRemark(section({ status: 'missing', range: null }), cut, 'zh-Hant')).toContain('820')
  })

  it('is nothing for a whole section', () => {
    expect(sectionRemark(section({ status: 'present' }), cut, 'en')).toBeNull()
  })
})

describe('messages', () => {
  it('take the singular for one and group large numbers', () => {
    expect(say('en', 'outline.noteCount', { count: 1 })).toBe('1 note')
    expect(say('en', 'outline.noteCount', { count: 1200 })).toBe('1,200 notes')
    expect(say('zh-Hant', 'outline.noteCount', { count: 1 })).toBe('1 則筆記')
  })
})
