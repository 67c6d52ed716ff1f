import { expect, it } from 'vitest'
import { Id } from '../../preload/contract/define.ts'

const devices = ['con', 'prn', 'aux', 'nul', ...Array.from({ length: 10 }, (_, digit) => [`com${digit}`, `lpt${digit}`]).flat()]

it('an identifier is no name that Windows keeps for a device', () => {
  expect(devices.filter((name) => Id.safeParse(name).success)).toEqual([])
  const alike = ['con-1', 'console', 'com', 'com10', 'lpt-1', 'null', 'my-con', 'essay']
  expect(alike.filter((name) => !Id.safeParse(name).success)).toEqual([])
})

it.each(['', '-a', 'A', 'a/b', '..', 'a.b', 'a'.repeat(65)])('an identifier is not %j', (text) => {
  expect(Id.safeParse(text).success).toBe(false)
})
