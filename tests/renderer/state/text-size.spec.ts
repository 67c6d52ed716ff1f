import { expect, test } from 'vitest'
import { defaultStyle, ReadingStyle } from '../../../preload/contract/style.ts'
import { nextSize, textSizes } from '../../../renderer/state/text-size.ts'

test('sizes go from 80 to 200 % of the default, through the default itself, and may all be kept', () => {
  expect(textSizes).toEqual([16, 18, 20, 22, 25, 30, 35, 40])
  expect(textSizes).toContain(defaultStyle.size)
  for (const size of textSizes) expect(ReadingStyle.shape.size.safeParse(size).success).toBe(true)
})

test('each step is the next size, from wherever one stands, and the ends stay', () => {
  expect([20, 21, 40, 48, 12].map((size) => nextSize(size, 1))).toEqual([22, 22, 40, 48, 16])
  expect([20, 21, 16, 12, 48].map((size) => nextSize(size, -1))).toEqual([18, 20, 16, 12, 40])
  let size: number = defaultStyle.size
  for (let step = 0; step < 20; step += 1) size = nextSize(size, 1)
  expect(size).toBe(40)
  for (let step = 0; step < 20; step += 1) size = nextSize(size, -1)
  expect(size).toBe(16)
})
