import { expect, test } from 'vitest'
import { styledSafely } from '../../../renderer/editor/styled-safely.ts'

test('what people write is styled', () => {
  expect(styledSafely('# 標題\n\n- 甲\n  - 乙\n    - [ ] 丙\n\n> > 引文\n\n| 一 | 二 |\n| - | - |\n| 1 | 2 |')).toBe(true)
  expect(styledSafely(`${'**甲**，_乙_，`丙`。'.repeat(100)}\n\n`.repeat(50))).toBe(true)
})

test('what is nested or marked beyond reason is not', () => {
  for (const hostile of ['>'.repeat(100_000), '> '.repeat(50_000), '- '.repeat(50_000), '['.repeat(100_000), '*_'.repeat(50_000), 'a'.repeat(1_000_000)]) {
    const start = performance.now()
    expect(styledSafely(hostile)).toBe(false)
    expect(performance.now() - start).toBeLessThan(5_000)
  }
})
