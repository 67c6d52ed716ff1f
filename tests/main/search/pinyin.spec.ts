import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPinyinMatcher, type PinyinTable } from '../../../main/search/pinyin.ts'

/** Characters with one, two and odd readings, one beyond the BMP among them. */
const readings: Readonly<Record<string, readonly string[]>> = {
  中: ['zhong'],
  重: ['chong', 'zhong'],
  行: ['hang', 'xing'],
  果: ['guo'],
  啊: ['a'],
  安: ['an'],
  西: ['xi'],
  先: ['xian'],
  𠮷: ['ji', 'xi'],
}

const table: PinyinTable = (() => {
  const classes = new Uint16Array(0x10000)
  const others = new Map<number, number>()
  const syllables: (readonly string[])[] = [[]]
  for (const [character, own] of Object.entries(readings)) {
    if (character.length === 1) classes[character.charCodeAt(0)] = syllables.length
    else others.set(character.codePointAt(0) ?? 0, syllables.length)
    syllables.push(own)
  }
  return { classes, others, syllables }
})()

const initials = (syllable: string): string[] => (/^[zcs]h/.test(syllable) ? [syllable.slice(0, 2), syllable.slice(0, 1)] : [syllable.slice(0, 1)])

/** The shortest reading of the letters from a unit on, spelled out: by syllables, else by initials. */
const plainEnd = (text: string, from: number, letters: string, forms: (syllable: string) => readonly string[]): number => {
  const ends = (at: number, left: string): number[] => {
    if (left === '') return [at]
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0)
    return (readings[character] ?? []).flatMap(forms).flatMap((form) => (left.startsWith(form) ? ends(at + character.length, left.slice(form.length)) : []))
  }
  return Math.min(...ends(from, letters))
}

const plainPlaces = (text: string, letters: string): [number, number][] => {
  const places: [number, number][] = []
  for (let at = 0; at < text.length; ) {
    const whole = plainEnd(text, at, letters, (syllable) => [syllable])
    const end = Number.isFinite(whole) ? whole : plainEnd(text, at, letters, initials)
    if (Number.isFinite(end)) places.push([at, end])
    at = Number.isFinite(end) ? end : at + 1
  }
  return places
}

test('finds what looking at each character finds, in steps', () => {
  const syllable = fc.constantFrom(...new Set(Object.values(readings).flat()))
  const letters = fc.oneof(
    fc.array(syllable, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')),
    fc.array(syllable, { minLength: 2, maxLength: 6 }).map((parts) => parts.map((part) => part.slice(0, 1)).join('')),
    fc.string({ unit: fc.constantFrom(...'zhongxia'), minLength: 2, maxLength: 8 }),
  )
  const text = fc.array(fc.constantFrom(...Object.keys(readings), '，', 'z'), { minLength: 20, maxLength: 150 }).map((parts) => parts.join(''))
  let found = 0
  fc.assert(
    fc.property(text, letters.filter((term) => term.length >= 2 && term.length <= 30), (key, term) => {
      const matcher = createPinyinMatcher(term, table)
      const places: [number, number][] = []
      for (let at = matcher.next(key, 0); at !== -1; at = matcher.next(key, matcher.end)) places.push([at, matcher.end])
      found += places.length
      expect(places).toEqual(plainPlaces(key, term))
    }),
    { numRuns: 3000 },
  )
  expect(found).toBeGreaterThan(300)
})
