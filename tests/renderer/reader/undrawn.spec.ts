import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { drawnRanges } from '../../../renderer/reader/data/drawn-ranges.ts'
import { isDrawn, undrawnCharacters } from '../../../renderer/reader/undrawn.ts'

const root = join(import.meta.dirname, '../../..')
const point = (character: string): number => character.codePointAt(0) ?? 0

describe('the table of what is drawn', () => {
  test('is in order, without ranges that touch or overlap', () => {
    expect(drawnRanges.length).toBeGreaterThan(100)
    expect(drawnRanges.length % 2).toBe(0)
    for (let at = 0; at < drawnRanges.length; at += 2) {
      expect(drawnRanges[at + 1]).toBeGreaterThanOrEqual(drawnRanges[at] ?? Number.NaN)
      if (at > 0) expect(drawnRanges[at]).toBeGreaterThan((drawnRanges[at - 1] ?? Number.NaN) + 1)
    }
  })

  test('is found at both ends of every range and not beside them', () => {
    for (let at = 0; at < drawnRanges.length; at += 2) {
      const [start = Number.NaN, end = Number.NaN] = drawnRanges.slice(at, at + 2)
      expect([isDrawn(start - 1), isDrawn(start), isDrawn(end), isDrawn(end + 1)]).toEqual([false, true, true, false])
    }
    expect(isDrawn(0)).toBe(false)
    expect(isDrawn(0x10ffff)).toBe(false)
  })

  test('holds the essay and the general standard list', () => {
    const essay = JSON.parse(readFileSync(join(root, 'content/essay/edition.json'), 'utf8')) as { readonly set: string }
    expect(undrawnCharacters(essay.set)).toEqual([])
    const standard = readFileSync(join(root, 'scripts/fonts/data/general-standard-characters.txt'), 'utf8')
    expect(Array.from(standard.replaceAll('\n', ''))).toHaveLength(8105)
    expect(undrawnCharacters(standard)).toEqual([])
  })

  test('holds every unified character up to Extension F', () => {
    const blocks = [[0x3400, 0x4dbf], [0x4e00, 0x9fff], [0x20000, 0x2a6d6], [0x2a700, 0x2b734], [0x2b740, 0x2b81d], [0x2b820, 0x2cea1], [0x2ceb0, 0x2ebe0]] as const
    for (const [start, end] of blocks) {
      for (let code = start; code <= end; code += 1) expect(isDrawn(code), code.toString(16)).toBe(true)
    }
  })
})

describe('undrawn characters', () => {
  test('are counted and named by code point, in the order of the text', () => {
    expect(undrawnCharacters('漢\u{1f600}字\u{32000}𠀀\u{1f600}ก')).toEqual([
      { character: '\u{1f600}', code: 'U+1F600', count: 2 },
      { character: '\u{32000}', code: 'U+32000', count: 1 },
      { character: 'ก', code: 'U+0E01', count: 1 },
    ])
  })

  test('are never white space, controls, ignorable characters or halves of a pair', () => {
    expect(undrawnCharacters('　\t\r\n\u00a0\u200b\u200d\ufeff\u00ad\ufe0f\u{e0100}\u0007\ud800\u2800\u2028')).toEqual([])
  })

  test('are private characters and what the world has not yet assigned', () => {
    expect(undrawnCharacters('\ue000\u{3fffd}').map(({ code }) => code)).toEqual(['U+E000', 'U+3FFFD'])
  })

  test('a text without any is answered with nothing', () => {
    expect(undrawnCharacters('')).toEqual([])
    expect(undrawnCharacters('中文，〇々「」—— ABC ㄅˊ ⼀ ⿰ ␀ 𮯠 ≒')).toEqual([])
    expect(isDrawn(point('兀'))).toBe(true)
  })
})
