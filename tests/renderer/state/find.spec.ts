import { describe, expect, it } from 'vitest'
import { currentHit, initialFind, reduceFind, type FindAction, type FindState } from '../../../renderer/state/find.ts'

const after = (state: FindState, ...actions: FindAction[]): FindState => actions.reduce(reduceFind, state)
const hits = [10, 20, 30].map((start) => ({ start, end: start + 2 }))
const opened = after(initialFind, { type: 'find.opened', query: '公安', from: 15 })
const answered = after(opened, { type: 'find.answered', query: '公安', hits, current: 1, show: true })

describe('the search', () => {
  it('shows the first hit it is answered with, and steps from it round both ends', () => {
    expect(currentHit(answered)).toEqual(hits[1])
    expect(answered.shown).toEqual({ serial: 1, typed: true })
    const next = after(answered, { type: 'find.stepped', by: 1 })
    expect([next.current, next.wrapped, next.shown]).toEqual([2, false, { serial: 2, typed: false }])
    const round = after(next, { type: 'find.stepped', by: 1 })
    expect([round.current, round.wrapped]).toEqual([0, true])
    const back = after(round, { type: 'find.stepped', by: -1 })
    expect([back.current, back.wrapped]).toEqual([2, true])
    expect(after(back, { type: 'find.stepped', by: -1 }).wrapped).toBe(false)
  })

  it('goes back to its first hit when it was opened to go back, and forward again once words are typed', () => {
    const back = after(initialFind, { type: 'find.opened', query: '公安', from: 15, by: -1 })
    expect(back.by).toBe(-1)
    expect(after(back, { type: 'find.typed', query: '公' }).by).toBe(1)
    expect(after(back, { type: 'find.closed' }, { type: 'find.opened', query: null, from: 15 }).by).toBe(1)
  })

  it('leaves an answer to other words, or to a search that was closed, alone', () => {
    const typed = after(answered, { type: 'find.typed', query: '公' })
    expect(typed.hits).toBeNull()
    const late = { type: 'find.answered', query: '公安', hits, current: 0, show: true } as const
    expect(after(typed, late)).toBe(typed)
    const closed = after(answered, { type: 'find.closed' })
    expect(after(closed, late)).toBe(closed)
  })

  it('goes on typing from where it began, and stepping from the last hit', () => {
    expect(after(answered, { type: 'find.typed', query: '公安部' }).from).toBe(15)
    const stepped = after(answered, { type: 'find.stepped', by: 1 }, { type: 'find.typed', query: '公安部' })
    expect(stepped.from).toBe(30)
  })

  it('opens again with its last words, and keeps its hits when it is only asked for again', () => {
    const again = after(answered, { type: 'find.opened', query: null, from: 99 })
    expect([again.hits, again.current, again.asked]).toEqual([hits, 1, 2])
    const reopened = after(answered, { type: 'find.closed' }, { type: 'find.opened', query: null, from: 99 })
    expect([reopened.query, reopened.hits, reopened.from]).toEqual(['公安', null, 99])
  })

  it('does not move the reader when only the text under it changes', () => {
    const same = after(answered, { type: 'find.answered', query: '公安', hits, current: 1, show: false })
    expect(same.shown).toEqual(answered.shown)
  })

  it('has nowhere to step without hits', () => {
    const none = after(opened, { type: 'find.answered', query: '公安', hits: [], current: null, show: true })
    expect(after(none, { type: 'find.stepped', by: 1 })).toBe(none)
    expect(none.shown.serial).toBe(0)
  })
})
