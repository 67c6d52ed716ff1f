import fc from 'fast-check'
import { expect, it } from 'vitest'
import { differenceOf } from '../../../renderer/reader/difference.ts'

const side = (old: string, now: string, other: 'deleted' | 'inserted') =>
  differenceOf(old, now)
    .filter(({ kind }) => kind !== other)
    .map(({ text }) => text)
    .join('')

it('shows what was deleted and inserted, by code points', () => {
  expect(differenceOf('甲𠮷乙丙', '甲乙𪚥丙')).toEqual([
    { kind: 'same', text: '甲' },
    { kind: 'deleted', text: '𠮷' },
    { kind: 'same', text: '乙' },
    { kind: 'inserted', text: '𪚥' },
    { kind: 'same', text: '丙' },
  ])
  expect(differenceOf('同', '同')).toEqual([{ kind: 'same', text: '同' }])
  expect(differenceOf('', '新')).toEqual([{ kind: 'inserted', text: '新' }])
})

it('holds both texts whole', () => {
  const words = fc.string({ unit: fc.constantFrom('甲', '乙', '丙', '𠮷', '\n'), maxLength: 40 })
  fc.assert(
    fc.property(words, words, (old, now) => {
      expect(side(old, now, 'inserted')).toBe(old)
      expect(side(old, now, 'deleted')).toBe(now)
    }),
  )
})

it('holds both texts whole when they are too long to compare', () => {
  const [old, now] = ['甲'.repeat(3000), '乙'.repeat(3000)]
  expect(differenceOf(old, now)).toEqual([{ kind: 'deleted', text: old }, { kind: 'inserted', text: now }])
})
