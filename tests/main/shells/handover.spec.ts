import { expect, it } from 'vitest'
import { createHandover } from '../../../main/shells/handover.ts'

it('hands over once, within two minutes, and only for a path it gave', () => {
  let now = 0
  let made = 0
  const handover = createHandover(
    () => now,
    () => `${(made += 1)}`,
  )
  const first = handover.issue()
  const second = handover.issue()
  expect(first).not.toBe(second)
  expect(handover.redeem('/open/')).toBe(false)
  expect(handover.redeem('/open/3')).toBe(false)
  expect([handover.redeem(first), handover.redeem(first)]).toEqual([true, false])
  now = 120_000
  expect(handover.redeem(second)).toBe(false)
})
