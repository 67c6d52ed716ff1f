import { describe, expect, test } from 'vitest'
import { fileNameFrom, numberedName } from '../../../main/print/file-name.ts'

describe('the name of a printed file', () => {
  test('keeps what every system allows', () => {
    expect(fileNameFrom('（二）必須創新 — 思考', '.pdf')).toBe('（二）必須創新 — 思考.pdf')
    expect(fileNameFrom('a/b\\c:d*e?f"g<h>i|j\0k\nl', '.pdf')).toBe('a b c d e f g h i j k l.pdf')
    expect(fileNameFrom('abc\u202Efdp', '.pdf')).toBe('abc fdp.pdf')
    expect(fileNameFrom('../../x', '.pdf')).toBe('x.pdf')
  })
  test.for(['', ' . ', '...', '\u0000', '\ud800'])('is never empty: %j', (title) => {
    expect(fileNameFrom(title, '.pdf')).toMatch(/^[^.\s].*\.pdf$/)
  })
  test.for(['CON', 'con', 'Aux', 'NUL.txt', 'com1', 'LPT9.x'])('is no device of Windows: %s', (title) => {
    expect(fileNameFrom(title, '.pdf')).toBe(`_${title}.pdf`)
  })
  test('is cut by bytes between whole characters', () => {
    const name = fileNameFrom('漢'.repeat(300), '.pdf')
    expect(name).toBe(`${'漢'.repeat(65)}.pdf`)
    const family = fileNameFrom('👨‍👩‍👧'.repeat(40), '.pdf')
    expect(Buffer.byteLength(family)).toBeLessThanOrEqual(200)
    expect(family).not.toContain('\ufffd')
    expect(fileNameFrom('e\u0301'.repeat(3), '.pdf')).toBe('ééé.pdf')
  })
  test('gets a number before its ending', () => {
    expect(numberedName('a.b.pdf', 1)).toBe('a.b.pdf')
    expect(numberedName('a.b.pdf', 2)).toBe('a.b (2).pdf')
    expect(numberedName('.pdf', 3)).toBe('.pdf (3)')
  })
})
