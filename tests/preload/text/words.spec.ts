import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wordAt, wordsOf } from '../../../preload/text/words.ts'

const text = '社會管理𠀋😀，hello 2303條。'

describe('words', () => {
  it('cover the text in code points', () => {
    const characters = Array.from(text)
    const words = wordsOf(text)
    expect(words.map(({ start, end }) => characters.slice(start, end).join(''))).toEqual(
      expect.arrayContaining(['社會', '管理', '𠀋', '😀', '，', 'hello', ' ', '2303', '。']),
    )
    expect(words.find(({ start }) => characters[start] === '，')?.isWordLike).toBe(false)
    expect(words.find(({ start }) => characters[start] === 'h')?.isWordLike).toBe(true)
  })

  it('the word at a place is the one of the list', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('社', '會', '管', '理', 'a', '1', ' ', '，', '𠀋', '😀', '\ud800', '\n', '\u0301'), maxLength: 30 }), (any) => {
        const length = Array.from(any).length
        const words = wordsOf(any)
        expect(words.at(-1)?.end ?? 0).toBe(length)
        for (const [index, word] of words.entries()) {
          expect(word.start).toBe(words[index - 1]?.end ?? 0)
          for (let at = word.start; at < word.end; at += 1) expect(wordAt(any, at)).toEqual(word)
        }
        expect(wordAt(any, length)).toBeNull()
        expect(wordAt(any, -1)).toBeNull()
      }),
    )
  })
})
