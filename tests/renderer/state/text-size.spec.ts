import { expect, test } from 'vitest'
import { defaultStyle, ReadingStyle } from '../../../preload/contract/style.ts'
import { nextSize, textSizes } from '../../../renderer/state/text-size.ts'

test('sizes go from 80 to 200 % of the default, through the default itself, and may all be kept', () => {
  expect(textSizes).toEqual([15, 17, 19, 21, 24, 29, 33, 38])
  expect(textSizes).toContain(defaultStyle.size)
  for (const size of textSizes) expect(ReadingStyle.shape.size.safeParse(size).success).toBe(true)
})

test('each step is the next size, from wherever one stands, and the ends stay', () => {
  expect([19, 20, 38, 48, 12].map((size) => nextSize(size, 1))).toEqual([21, 21, 38, 48, 15])
  expect([19, 20, 15, 12, 48].map((size) => nextSize(size, -1))).toEqual([17, 19, 15, 12, 38])
  let size: number = defaultStyle.size
  for (let step = 0; step < 20; step += 1) size = nextSize(size, 1)
  expect(size).toBe(38)
  for (let step = 0; step < 20; step += 1) size = nextSize(size, -1)
  expect(size).toBe(15)
})
