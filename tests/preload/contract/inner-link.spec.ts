import { expect, test } from 'vitest'
import { formatInnerLink, innerLinksIn, parseInnerLink } from '../../../preload/contract/inner-link.ts'

test('a section and a note are read in their stable form and written back', () => {
  for (const written of ['[[2.3.1]]', '[[0]]', '[[note:5d1c6f0e-8a38-4f1c-9f67-0b8f1a2c3d4e]]']) {
    const link = parseInnerLink(written)
    expect(link).not.toBeNull()
    expect(link && formatInnerLink(link)).toBe(written)
  }
})

test('anything else is no link', () => {
  for (const written of ['[[]]', '[[a.b]]', '[[note:]]', '[[note:con]]', '[[NOTE:x]]', '[[2.3.1]', '[2.3]', '[[2..3]]', '[[note:a b]]', '[[javascript:alert(1)]]']) {
    expect(parseInnerLink(written)).toBeNull()
  }
})

test('links are found where they stand, beside one another and among brackets', () => {
  const text = '見𠮷[[2.1]][[note:abc]]，又[[[3]]]與[[不是]]'
  const found = innerLinksIn(text)
  expect(found.map(({ link }) => formatInnerLink(link))).toEqual(['[[2.1]]', '[[note:abc]]', '[[3]]'])
  for (const { start, end, link } of found) expect(text.slice(start, end)).toBe(formatInnerLink(link))
})

test('a million brackets are looked through at once', () => {
  const start = performance.now()
  expect(innerLinksIn('[['.repeat(500_000))).toEqual([])
  expect(performance.now() - start).toBeLessThan(5_000)
})
