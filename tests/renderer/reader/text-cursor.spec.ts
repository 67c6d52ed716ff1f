import { describe, expect, test } from 'vitest'
import { moveCursor, stretchAt, stretchEnds, type Walkable } from '../../../renderer/reader/text-cursor.ts'

// 𠮷 is one code point and two UTF-16 units; 葛󠄀 is one character of two code points.
const stretches: readonly Walkable[] = [
  { start: 0, text: '題目' },
  { start: 3, text: '𠮷野管理' },
  { start: 8, text: '葛\u{e0100}城。' },
]

describe('the text cursor', () => {
  test('walks by what a reader takes for a character, over the ends of paragraphs', () => {
    const places = [0]
    for (let at = 0; ; ) {
      const next = moveCursor(stretches, at, 1, 'character')
      if (next === at) break
      places.push(next)
      at = next
    }
    expect(places).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12])
    const back = [12]
    for (let at = 12; ; ) {
      const next = moveCursor(stretches, at, -1, 'character')
      if (next === at) break
      back.push(next)
      at = next
    }
    expect(back.toReversed()).toEqual(places)
  })

  test('walks by words', () => {
    expect(moveCursor(stretches, 5, 1, 'word')).toBe(7)
    expect(moveCursor(stretches, 7, -1, 'word')).toBe(5)
  })

  test('knows the paragraph it is in and its ends', () => {
    expect(stretchAt(stretches, 4)?.text).toBe('𠮷野管理')
    expect(stretchEnds(stretches, 9)).toEqual({ start: 8, end: 12 })
    expect(stretchAt([], 4)).toBeNull()
  })
})
