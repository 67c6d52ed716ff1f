import * as fc from 'fast-check'
import { createEmptyCard, fsrs, Rating } from 'ts-fsrs'
import { describe, expect, it } from 'vitest'
import { replay, scheduleOf } from '../../../main/study/replay.ts'
import type { ReviewEvent, StudyEvent } from '../../../main/study/study-event.ts'

const start = Date.UTC(2026, 0, 1)
const day = 86_400_000
const far = '9000000000000-ffff'

const version = (count: number, device = 'device-a') => ({ hlc: `${String(start + count).padStart(13, '0')}-0000`, device })
const review = (count: number, at: number, grade: 1 | 2 | 3 | 4, cardId = 'abcdef', device = 'device-a'): ReviewEvent => ({
  kind: 'review', documentId: 'essay', cardId, grade, at, version: version(count, device),
})

describe('the schedule of a card', () => {
  // ts-fsrs's own test "next repeat" (FSRS-6 defaults): ratings and the intervals in days that follow them.
  it("gives the intervals that ts-fsrs's own tests publish", () => {
    const scheduler = fsrs({ enable_fuzz: false })
    const ratings = [3, 3, 3, 3, 3, 3, 1, 1, 3, 3, 3, 3, 3] as const
    let card = createEmptyCard(new Date(start))
    let time = start
    const reviews: ReviewEvent[] = []
    const intervals: number[] = []
    ratings.forEach((grade, index) => {
      card = scheduler.next(card, new Date(time), grade === 3 ? Rating.Good : Rating.Again).card
      reviews.push(review(index, time, grade))
      const own = scheduleOf(reviews, time)
      expect(own.due).toBe(card.due.getTime())
      intervals.push(Math.round((own.due - time) / day))
      time = own.due
    })
    expect(intervals).toEqual([0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21])
  })

  it('offers longer intervals for better grades, and none while the card is not due', () => {
    const fresh = scheduleOf([], start)
    expect(fresh).toMatchObject({ stage: 'new', due: start, reviews: 0, recalled: false })
    expect([...(fresh.intervals ?? [])].sort((a, b) => a - b)).toEqual(fresh.intervals)
    expect(scheduleOf([review(1, start, 4)], start + 1)).toMatchObject({ intervals: null, recalled: true })
  })

  it('takes a clock that went backwards or was ahead, and never throws', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 9_000_000_000_000 }), fc.constantFrom(1, 2, 3, 4) as fc.Arbitrary<1 | 2 | 3 | 4>), { maxLength: 12 }), (list) => {
        const now = start + 30 * day
        const schedule = scheduleOf(list.map(([at, grade], index) => review(index, at, grade)), now)
        expect(Number.isFinite(schedule.due)).toBe(true)
        const least = list.length === 0 ? now : 0
        expect(schedule.due).toBeGreaterThanOrEqual(least)
        for (const interval of schedule.intervals ?? []) expect(interval).toBeGreaterThan(0)
      }),
    )
    const ahead = scheduleOf([review(1, start + 9999 * day, 3), review(2, start, 3)], start + day)
    expect(ahead.due - (start + day)).toBeLessThan(10 * day)
  })
})

const event = (): fc.Arbitrary<StudyEvent> =>
  fc.tuple(fc.integer({ min: 0, max: 30 }), fc.constantFrom('device-a', 'device-b', 'device-c'), fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 4 })).map(([count, device, what, grade]): StudyEvent => {
    if (what === 0) return { kind: 'undo', documentId: 'essay', review: version(count, device), version: version(count + 31, device) }
    if (what < 3) return { kind: 'section', documentId: 'essay', sectionId: String(what), read: grade > 2, version: version(count, device) }
    return review(count, start + count * day, grade as 1 | 2 | 3 | 4, what === 3 ? 'aaaaaa' : 'bbbbbb', device)
  })

const outcome = (events: readonly StudyEvent[]) => {
  const { read, reviews, last } = replay(events, far)
  return JSON.stringify([[...read].sort(), [...reviews].sort(([a], [b]) => (a < b ? -1 : 1)), last('device-a')])
}

describe('two devices', () => {
  it('come to the same, whatever the order and however often a log is read', () => {
    fc.assert(
      fc.property(fc.array(event(), { maxLength: 30 }), fc.array(event(), { maxLength: 30 }), fc.infiniteStream(fc.integer({ min: 0, max: 1000 })), (a, b, random) => {
        const all = [...a, ...b]
        const shuffled = [...all, ...a].map((one) => ({ one, by: random.next().value })).sort((x, y) => x.by - y.by).map(({ one }) => one)
        expect(outcome(shuffled)).toBe(outcome(all))
        expect(outcome([...b, ...a])).toBe(outcome(all))
      }),
      { numRuns: 500 },
    )
  })

  it('keep both reviews of one card; one that is taken back does not count', () => {
    const a = review(1, start, 3)
    const b = review(2, start + day, 1, 'abcdef', 'device-b')
    expect(replay([b, a], far).reviews.get('abcdef')).toEqual([a, b])
    const undo: StudyEvent = { kind: 'undo', documentId: 'essay', review: b.version, version: version(3) }
    expect(replay([undo, b, a], far).reviews.get('abcdef')).toEqual([a])
  })
})
