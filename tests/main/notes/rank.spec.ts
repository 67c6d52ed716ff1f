import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Rank } from '../../../preload/contract/notes.ts'
import { rankAfter, rankBetween, rankLengthLimit, spreadRanks } from '../../../main/notes/rank.ts'

test('ten thousand notes appended keep short, ascending ranks', () => {
  let last: string | null = null
  for (let index = 0; index < 10_000; index += 1) {
    const next: string = rankAfter(last) ?? ''
    expect(last === null || next > last).toBe(true)
    expect(next.length).toBeLessThanOrEqual(6)
    last = next
  }
})

test('any two ranks of ours have room between them, again and again', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 150 }), (places) => {
      const ranks: string[] = []
      for (const place of places) {
        const index = place % (ranks.length + 1)
        const rank = rankBetween(ranks[index - 1] ?? null, ranks[index] ?? null)
        if (rank === null) throw new Error('no room')
        expect(Rank.safeParse(rank).success).toBe(true)
        ranks.splice(index, 0, rank)
      }
      expect(ranks).toEqual([...ranks].sort())
      expect(new Set(ranks).size).toBe(ranks.length)
    }),
  )
})

test('a thousand insertions at one place stay under the length limit or say that there is no room', () => {
  let after = rankBetween(null, null) ?? ''
  const before = after
  after = rankAfter(before) ?? ''
  let made = 0
  for (let index = 0; index < 1000; index += 1) {
    const rank = rankBetween(before, after)
    if (rank === null) break
    expect(rank > before && rank < after && rank.length <= rankLengthLimit).toBe(true)
    after = rank
    made += 1
  }
  expect(made).toBeGreaterThan(500)
})

test('equal, reversed and unseparable ranks give no rank', () => {
  expect(rankBetween('V', 'V')).toBeNull()
  expect(rankBetween('b', 'a')).toBeNull()
  expect(rankBetween('a', 'a0')).toBeNull()
})

test('spread ranks ascend', () => {
  const ranks = spreadRanks(500)
  expect(ranks).toEqual([...ranks].sort())
  expect(new Set(ranks).size).toBe(500)
})
