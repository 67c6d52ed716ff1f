import { describe, expect, it } from 'vitest'
import { initialHistory, placeBeyond, reduceHistory, type HistoryState, type Place } from '../../../renderer/state/history.ts'

const at = (sectionId: string, offset: number | null = null, documentId = 'essay'): Place => ({ documentId, sectionId, offset })
const jump = (state: HistoryState, from: Place, to: Place, continues = false) =>
  reduceHistory(state, { type: 'place.jumped', from, to, continues })
const step = (state: HistoryState, from: Place, by: 1 | -1) => reduceHistory(state, { type: 'place.stepped', from, by })

describe('the history of places', () => {
  it('leads back to where the reader was when jumping, not to where the last jump led', () => {
    const first = jump(initialHistory, at('0', 5), at('1'))
    const second = jump(first, at('1', 77), at('2'))
    expect(placeBeyond(second, -1)).toEqual(at('1', 77))
    const back = step(second, at('2', 200), -1)
    expect(placeBeyond(back, -1)).toEqual(at('0', 5))
    expect(placeBeyond(back, 1)).toEqual(at('2', 200))
  })

  it('forgets the way forward at a new jump, as a browser does', () => {
    const back = step(jump(jump(initialHistory, at('0'), at('1', 1)), at('1', 1), at('2')), at('2', 9), -1)
    const turned = jump(back, at('1', 3), at('3'))
    expect(turned.places).toEqual([at('0'), at('1', 3), at('3')])
    expect(placeBeyond(turned, 1)).toBeNull()
  })

  it('has no step beyond its ends', () => {
    expect(placeBeyond(initialHistory, -1)).toBeNull()
    expect(step(initialHistory, at('0'), -1)).toBe(initialHistory)
    const jumped = jump(initialHistory, at('0'), at('1'))
    expect(step(jumped, at('1'), 1)).toBe(jumped)
  })

  it('counts jumps that continue each other as one', () => {
    const typing = [at('1', 10), at('1', 40), at('2', 90)].reduce((state, to) => jump(state, at('0', 3), to, true), initialHistory)
    expect(typing.places).toEqual([at('0', 3), at('2', 90)])
    const own = jump(typing, at('2', 90), at('3', 120))
    expect(own.places).toEqual([at('0', 3), at('2', 90), at('3', 120)])
    expect(jump(own, at('3', 120), at('4', 130), true).places).toHaveLength(4)
  })

  it('takes no jump to where the reader is', () => {
    expect(jump(initialHistory, at('1', 4), at('1', 4))).toBe(initialHistory)
  })

  it('goes from text to text', () => {
    const other = jump(initialHistory, at('2', 8), at('0', null, 'other'))
    expect(placeBeyond(other, -1)).toEqual(at('2', 8))
    expect(placeBeyond(step(other, at('1', 4, 'other'), -1), 1)).toEqual(at('1', 4, 'other'))
  })

  it('keeps the newest places', () => {
    let state = initialHistory
    for (let index = 0; index < 500; index += 1) state = jump(state, at('1', index), at('1', index + 1))
    expect(state.places.length).toBeLessThanOrEqual(200)
    expect(state.places[state.index]).toEqual(at('1', 500))
  })
})
