import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Edit } from '../../../preload/contract/documents.ts'
import { applyEdits, placeEdits } from '../../../main/editions/apply-edits.ts'
import { createOffsetMap } from '../../../preload/contract/offset-map.ts'
import { codePointLength, createCodePointIndex } from '../../../main/editions/code-points.ts'

const characters = fc.constantFrom('甲', '乙', '，', ' ', '\n', 'a', '𠀋', '😀', '_')
const texts = fc.array(characters, { maxLength: 40 }).map((list) => list.join(''))

/** A source and L1 edits that do not overlap. */
const edited = fc
  .tuple(texts, fc.array(fc.tuple(fc.nat(6), fc.nat(3), fc.array(characters, { maxLength: 3 })), { maxLength: 8 }))
  .map(([source, steps]) => {
    const points = Array.from(source)
    const edits: Edit[] = []
    let at = 0
    for (const [skip, length, after] of steps) {
      const start = at + skip
      const end = start + length + 1
      if (end > points.length) break
      edits.push({
        id: `R${edits.length}`,
        start,
        end,
        before: points.slice(start, end).join(''),
        after: after.join(''),
        class: 'stray-space',
        layer: 'L1',
        confidence: 1,
        basis: '',
      })
      at = end
    }
    return { source, edits }
  })

describe('edits', () => {
  it('apply exactly, whatever the order they come in', () => {
    fc.assert(
      fc.property(edited, ({ source, edits }) => {
        const points = Array.from(source)
        const expected: string[] = []
        let at = 0
        for (const edit of edits) {
          expected.push(...points.slice(at, edit.start), edit.after)
          at = edit.end
        }
        expected.push(...points.slice(at))
        expect(applyEdits(source, edits.toReversed(), 'L1')).toBe(expected.join(''))
        const restored = Array.from(applyEdits(source, edits, 'L1'))
        for (const edit of placeEdits(edits)) {
          expect(restored.slice(edit.offset, edit.offset + edit.length).join('')).toBe(edit.after)
        }
      }),
    )
  })

  it('carry offsets there and back', () => {
    fc.assert(
      fc.property(edited, ({ source, edits }) => {
        const map = createOffsetMap(placeEdits(edits))
        const restored = Array.from(applyEdits(source, edits, 'L1'))
        for (const [offset, character] of Array.from(source).entries()) {
          if (edits.some((edit) => offset >= edit.start && offset < edit.end)) continue
          expect(restored[map.toRestored(offset)]).toBe(character)
          expect(map.toSource(map.toRestored(offset))).toBe(offset)
        }
      }),
    )
  })

  it('of layer L2 stand in for an L1 edit of the same range', () => {
    const base = { before: 'li', class: 'pinyin-substitution', confidence: 1, basis: '' } as const
    const edits: Edit[] = [
      { ...base, id: 'R2', start: 1, end: 3, after: '裡', layer: 'L2' },
      { ...base, id: 'R1', start: 1, end: 3, after: '里', layer: 'L1' },
    ]
    expect(applyEdits('這li', edits, 'L1')).toBe('這里')
    expect(applyEdits('這li', edits, 'L2')).toBe('這裡')
    expect(placeEdits(edits).map(({ id, offset, length }) => [id, offset, length])).toEqual([
      ['R1', 1, 1],
      ['R2', 1, 1],
    ])
  })

  it('that overlap or reach outside are refused', () => {
    const edit = (id: string, start: number, end: number): Edit => ({
      id,
      start,
      end,
      before: '',
      after: '',
      class: 'stray-space',
      layer: 'L1',
      confidence: 1,
      basis: '',
    })
    expect(() => applyEdits('春夏秋冬', [edit('a', 0, 2), edit('b', 1, 3)], 'L1')).toThrow(RangeError)
    expect(() => applyEdits('春夏秋冬', [edit('a', 0, 9)], 'L1')).toThrow(RangeError)
  })
})

describe('code points', () => {
  it('convert to UTF-16 and back', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const index = createCodePointIndex(text)
        const points = Array.from(text)
        expect(index.length).toBe(points.length)
        expect(codePointLength(text)).toBe(points.length)
        for (let point = 0; point <= points.length; point += 1) {
          const unit = points.slice(0, point).join('').length
          expect(index.toUnit(point)).toBe(unit)
          expect(index.toCodePoint(unit)).toBe(point)
        }
      }),
    )
  })
})
