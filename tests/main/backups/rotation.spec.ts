import { expect, test } from 'vitest'
import { keptBackups, nextTime, type Rotated } from '../../../main/backups/rotation.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const start = Date.UTC(2026, 0, 1)

/** Backups as a store makes and rotates them, while the clock says one time after another. */
const rotated = (times: readonly number[], change: (at: number) => Partial<Rotated> = () => ({}), limit?: number): Rotated[] => {
  let kept: (Rotated & { made: number })[] = []
  let last: { time: number; made: number } | null = null
  times.forEach((made, at) => {
    const time = nextTime(last, made)
    last = { time, made }
    const one = { name: `${at}`, seq: at + 1, time, made, reason: 'regular' as const, sound: true, versions: at, size: 1000, ...change(at) }
    const names = keptBackups([...kept, one], limit)
    kept = [...kept, one].filter(({ name }) => names.has(name))
  })
  return kept
}

const every = (step: number, count: number, from = start): number[] => Array.from({ length: count }, (_, at) => from + at * step)

test('forty days of steady writing leave 12 of five minutes, 24 of hours and 30 of days', () => {
  const kept = rotated(every(5 * minute, 40 * 24 * 12))
  const newest = kept.at(-1)?.time ?? 0
  expect(kept.filter(({ time }) => time > newest - hour)).toHaveLength(12)
  expect(new Set(kept.map(({ time }) => Math.floor(time / day))).size).toBe(30)
  expect(kept.filter(({ time }) => time > newest - day).length).toBeGreaterThanOrEqual(12 + 22)
  expect(kept.length).toBeLessThanOrEqual(12 + 24 + 30)
})

test('days are of change: a year between two backups lets nothing go', () => {
  const days = [...every(day, 10), ...every(day, 10, start + 365 * day)]
  expect(rotated(days)).toHaveLength(20)
})

test.each([
  ['back a year', (good: number) => good - 365 * day],
  ['ahead to 2099', () => Date.UTC(2099, 0, 1)],
  ['to 1970', () => 0],
])('a clock that goes %s and stays there rotates no day away that was good', (_name, broken) => {
  const good = every(day, 20)
  const last = good.at(-1) ?? 0
  const odd = Array.from({ length: 200 }, (_, at) => broken(last) + at * 5 * minute)
  const kept = new Set(rotated([...good, ...odd]).map(({ name }) => name))
  // The last good day may be one with the first backups of the broken clock.
  for (let at = 0; at < 19; at += 1) expect(kept).toContain(`${at}`)
})

test('a clock that jumps to and fro moves the time by a day a backup at most', () => {
  let last = { time: start, made: start }
  for (const made of [start + 9e12, start, start + 9e12, 5]) {
    const time = nextTime(last, made)
    expect(time - last.time).toBeLessThanOrEqual(day)
    expect(time).toBeGreaterThanOrEqual(last.time)
    last = { time, made }
  }
})

test('the newest sound one and the fullest one stay, however many damaged states follow', () => {
  const kept = rotated(every(day, 100), (at) => (at === 40 ? { versions: 1_000_000 } : at > 50 ? { sound: false } : {}))
  const names = kept.map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['40', '50', '99']))
})

test('over the limit of space the oldest go, never the newest, the sound one and the one that undoes a restore', () => {
  const change = (at: number): Partial<Rotated> => ({
    size: 1000,
    sound: at <= 3,
    versions: at === 2 ? 99 : 1,
    reason: at === 5 ? 'before-restore' : 'regular',
  })
  expect(rotated(every(day, 20), change, 5000).map(({ name }) => name)).toEqual(['2', '3', '5', '18', '19'])
  expect(rotated(every(day, 20), change, 10).map(({ name }) => name)).toEqual(['2', '3', '5', '19'])
})

test('what undoes the last five restores is kept', () => {
  const kept = rotated(every(minute, 40), (at) => (at < 7 ? { reason: 'before-restore' } : {}))
  expect(kept.filter(({ reason }) => reason === 'before-restore')).toHaveLength(5)
})
