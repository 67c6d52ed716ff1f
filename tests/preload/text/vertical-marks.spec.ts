import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toVerticalMarks } from '../../../preload/text/vertical-marks.ts'

describe('quotes for vertical lines', () => {
  it.each([
    ['要樹立“以人為本”的理念', '要樹立「以人為本」的理念'],
    ['他說：“古人講‘民為邦本’。”', '他說：「古人講『民為邦本』。」'],
    ['‘甲’與‘乙’', '『甲』與『乙』'],
    ['“don’t 走”，他說', '「don’t 走」，他說'],
    ['the readers’ notes', 'the readers’ notes'],
    ['’90 年代', '’90 年代'],
    ['‘it’s ok’，好', '『it’s ok』，好'],
    ['“沒有後引號', '「沒有後引號'],
    ['沒有前引號”', '沒有前引號」'],
    ['甲’乙', '甲』乙'],
    ['"直引號" \'不變\'', '"直引號" \'不變\''],
    ['「已是」『角括』（）——……', '「已是」『角括』（）——……'],
    ['“𠀋😀”', '「𠀋😀」'],
    ['', ''],
  ])('%s → %s', (text, expected) => {
    expect(toVerticalMarks(text)).toBe(expected)
  })

  it('changes nothing but curly quotes and keeps every place', () => {
    const text = fc.string({ unit: fc.constantFrom('“', '”', '‘', '’', '國', 'a', ' ', '𠀋', '\ud800', '"', '。', '\n') })
    fc.assert(
      fc.property(text, (before) => {
        const after = Array.from(toVerticalMarks(before))
        const old = Array.from(before)
        expect(after).toHaveLength(old.length)
        for (const [index, character] of old.entries()) {
          const allowed = { '“': '「', '”': '」', '‘': '『', '’': '』' }[character]
          expect([character, allowed]).toContain(after[index])
          if (character !== '’' && allowed !== undefined) expect(after[index]).toBe(allowed)
        }
      }),
    )
  })
})
