import { expect, test } from 'vitest'
import { Version } from '../../../preload/contract/notes.ts'
import { createStampClock, toleratedLead } from '../../../main/notes/stamps.ts'

test('stamps ascend while the clock stands still, runs backwards by a year and overflows its counter', () => {
  let now = 1_700_000_000_000
  const clock = createStampClock(() => now)
  let last = clock.next()
  for (let index = 0; index < 70_000; index += 1) {
    if (index === 100) now -= 365 * 24 * 60 * 60 * 1000
    const next = clock.next()
    if (next <= last) throw new Error(`${next} does not follow ${last}`)
    last = next
  }
  expect(Version.safeParse({ hlc: last, device: 'd' }).success).toBe(true)
})

test('a foreign stamp a century ahead pulls the clock forward by one day at most', () => {
  const now = 1_700_000_000_000
  const clock = createStampClock(() => now)
  clock.follow('4900000000000-0000', false)
  expect(Number(clock.next().slice(0, 13))).toBe(now + toleratedLead)
})

test('our own stamps are followed however far ahead they are', () => {
  const clock = createStampClock(() => 1_700_000_000_000)
  clock.follow('1900000000000-0007', true)
  expect(clock.next()).toBe('1900000000000-0008')
})

const oddTimes = [Number.NaN, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, -5, 1e300]

test.each(oddTimes)('a clock that says %s does not throw', (now) => {
  const clock = createStampClock(() => now)
  clock.follow('9999999999999-ffff', true)
  const first = clock.next()
  expect(clock.next() > first).toBe(true)
  expect(Version.safeParse({ hlc: clock.next(), device: 'd' }).success).toBe(true)
})
