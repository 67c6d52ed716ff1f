import { describe, expect, it } from 'vitest'
import { codePointIndex, unitIndex } from '../../../renderer/reader/dom-text.ts'

const text = 'a𠮷字𠀀b'

describe('code points and UTF-16 units', () => {
  it('are told apart', () => {
    expect([0, 1, 2, 3, 4, 5].map((count) => unitIndex(text, count))).toEqual([0, 1, 3, 4, 6, 7])
    expect([0, 1, 3, 4, 6, 7].map((index) => codePointIndex(text, index))).toEqual([0, 1, 2, 3, 4, 5])
  })

  it('inside a pair count as before it', () => expect([2, 5].map((index) => codePointIndex(text, index))).toEqual([1, 3]))

  it('beyond the end are those of the whole text', () => {
    expect(codePointIndex(text, Number.MAX_SAFE_INTEGER)).toBe(5)
    expect(codePointIndex('', 3)).toBe(0)
    expect(unitIndex(text, 99)).toBe(text.length)
  })
})
