import { describe, expect, it } from 'vitest'
import { interrupted, ownPace, paceNow, seenAt, startPace, type Pace } from '../../../renderer/state/pace.ts'
import { usualPace } from '../../../renderer/state/progress.ts'

const minute = 60_000

/** Reads on at a pace, a movement each time so many characters have passed. */
const reading = (start: Pace, from: number, perMinute: number, step: number, steps: number, since = 0): { pace: Pace; now: number; at: number } => {
  let pace = seenAt(start, from, since)
  let now = since
  let at = from
  for (let index = 0; index < steps; index += 1) {
    at += step
    now += (step / perMinute) * minute
    pace = seenAt(pace, at, now)
  }
  return { pace, now, at }
}

describe('the pace of a reader', () => {
  it('is the usual one until enough was read', () => {
    const { pace } = reading(startPace(null, usualPace), 0, 200, 30, 20)
    expect(paceNow(startPace(null, usualPace))).toBe(usualPace)
    expect(ownPace(pace)).toBeNull()
  })

  it.each([
    ['line by line', 36, 300],
    ['page by page', 800, 20],
    ['by the wheel, a few characters at a time', 4, 2000],
  ])('is learned %s', (_name, step, steps) => {
    for (const perMinute of [120, 250, 480]) {
      const { pace } = reading(startPace(null, usualPace), 0, perMinute, step, steps)
      expect(Math.abs((ownPace(pace) ?? 0) - perMinute)).toBeLessThan(perMinute * 0.03)
    }
  })

  it('is not learned from leafing through', () => {
    const { pace } = reading(startPace(null, usualPace), 0, 9000, 900, 60)
    expect([ownPace(pace), paceNow(pace)]).toEqual([null, usualPace])
  })

  it('is not slowed by going away now and then', () => {
    let { pace, now, at } = reading(startPace(null, usualPace), 0, 300, 600, 6)
    for (const absence of [6, 45, 600]) {
      now += absence * minute
      at += 600
      pace = seenAt(pace, at, now)
      const next = reading(pace, at, 300, 600, 6, now)
      pace = next.pace
      now = next.now
      at = next.at
    }
    expect(ownPace(pace)).toBe(300)
  })

  it('does not count what a jump passes over, nor going back', () => {
    const before = reading(startPace(null, usualPace), 0, 300, 100, 30)
    const jumped = seenAt(interrupted(before.pace), before.at + 6000, before.now + 25_000)
    expect(jumped.observed).toBe(before.pace.observed)
    const back = seenAt(before.pace, 100, before.now + 25_000)
    expect(back.observed).toBe(before.pace.observed)
    expect(ownPace(reading(back, 100, 300, 100, 30, before.now + 25_000).pace)).toBe(300)
  })

  it('follows a reader who has become faster, and starts from what was known', () => {
    const known = startPace(200, usualPace)
    expect(paceNow(known)).toBe(200)
    expect(ownPace(reading(known, 0, 400, 200, 60).pace)).toBe(400)
  })
})
