import { describe, expect, it } from 'vitest'
import type { Passage, PlacedEdit } from '../../../preload/contract/documents.ts'
import { emptyText, stretchLength, wholeText } from '../../../renderer/reader/document-text.ts'

/** Lines of 1 to 60 characters, every ninth character beyond the first plane, some lines empty. */
const characters = Array.from({ length: stretchLength * 2 + 777 }, (_, at) =>
  at % 61 === 60 || at % 97 === 0 ? '\n' : at % 9 === 0 ? '𠮷' : String.fromCodePoint(0x4e00 + (at % 900)),
)
const restored = characters.join('')
const set = restored.replaceAll('\u4e10', '\u4e11')
const edit = (id: string, offset: number, length: number): PlacedEdit => ({
  id, start: offset, end: offset + 1, before: '', after: '', class: 'stray-space', layer: 'L1', confidence: 1, basis: '', offset, length,
})
const edits = [edit('a', 10, 1), edit('seam', stretchLength, 0), edit('b', stretchLength + 5, 2)]
const passage = (start: number, end: number): Passage => ({
  start,
  end,
  restored: characters.slice(start, end).join(''),
  set: Array.from(set).slice(start, end).join(''),
  edits: edits.filter(({ offset, length }) => offset <= end && offset + length >= start),
})
const whole = wholeText({ start: 0, end: characters.length, restored, set, edits })

const places = [0, 1, 5, 60, 61, 970, stretchLength - 1, stretchLength, stretchLength + 1, stretchLength * 2, characters.length - 1, characters.length]

describe('a text', () => {
  it('gives any span by its code points, over the seams of its stretches too', () => {
    for (const start of places) {
      for (const end of places) {
        const wanted = characters.slice(start, Math.max(start, end)).join('')
        expect(whole.slice('restored', start, end)).toBe(wanted)
        expect(Array.from(whole.slice('set', start, end))).toHaveLength(Math.max(0, end - start))
      }
    }
    expect(whole.slice('set', 0, whole.length)).toBe(set)
    expect(whole.slice('restored', -5, whole.length + 5)).toBe(restored)
  })

  it('knows its lines and line breaks', () => {
    for (const offset of places) {
      const before = characters.slice(0, offset).lastIndexOf('\n') + 1
      const behind = characters.indexOf('\n', offset)
      expect(whole.line(offset)).toEqual({ start: before, end: behind === -1 ? characters.length : behind })
      expect(whole.lineBreak(offset, whole.length)).toBe(behind === -1 ? null : behind)
    }
    expect(whole.lineBreak(1, 60)).toBeNull()
  })

  it('is put together from passages in any order, and says what is not here', () => {
    const last = emptyText(characters.length).with(passage(stretchLength, characters.length))
    expect(last.complete).toBe(false)
    expect(last.has(stretchLength, characters.length)).toBe(true)
    expect(last.has(stretchLength - 1, stretchLength + 1)).toBe(false)
    expect(last.slice('restored', 0, stretchLength + 3)).toBe(characters.slice(stretchLength, stretchLength + 3).join(''))
    expect(last.lineBreak(0, 100)).toBeNull()
    const both = last.with(passage(0, stretchLength))
    expect(both.complete).toBe(true)
    expect(both.slice('restored', 0, both.length)).toBe(restored)
    expect(Array.from(both.strings('set'), ({ text }) => text).join('')).toBe(set)
    // A passage that begins or ends inside a stretch brings only the whole ones in it.
    const part = emptyText(characters.length).with(passage(100, stretchLength * 2 + 5))
    expect(part.has(0, 200)).toBe(false)
    expect(part.has(stretchLength, stretchLength * 2)).toBe(true)
  })

  it('has the edits that touch a span, and does not pretend to where they were let go of', () => {
    expect(whole.edits(0, 12)?.map(({ id }) => id)).toEqual(['a'])
    expect(whole.edits(stretchLength - 3, stretchLength)?.map(({ id }) => id)).toEqual(['seam'])
    expect(whole.edits(stretchLength, stretchLength + 9)?.map(({ id }) => id)).toEqual(['seam', 'b'])
    const without = emptyText(characters.length).with(passage(0, stretchLength), false)
    expect(without.edits(0, 12)).toBeNull()
    expect(without.with(passage(0, stretchLength)).edits(0, 12)?.map(({ id }) => id)).toEqual(['a'])
    expect(whole.with(passage(0, stretchLength), false).edits(0, 12)?.map(({ id }) => id)).toEqual(['a'])
  })
})
