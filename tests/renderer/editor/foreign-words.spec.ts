import { ChangeSet, EditorState, Text } from '@codemirror/state'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { besideLocal, changesBetween } from '../../../renderer/editor/foreign-words.ts'

const applied = (text: string, changes: ChangeSet): string => changes.apply(Text.of(text.split('\n'))).toString()

test('words from elsewhere and words composed meanwhile both stay', () => {
  const told = '第一行\n第二行'
  const local = ChangeSet.of({ from: told.length, insert: '結𠮷' }, told.length)
  const foreign = besideLocal(told, '第一行改\n第二行', local)
  expect(foreign && applied(applied(told, local), foreign)).toBe('第一行改\n第二行結𠮷')
})

test('changes that do not begin at the same words are not joined', () => {
  expect(besideLocal('甲乙', '甲', ChangeSet.empty(5))).toBeNull()
})

test('a change elsewhere leaves the cursor on its character', () => {
  const before = '甲乙丙丁\n戊己庚辛\n壬癸'
  const after = '甲一二乙丙丁\n戊己庚辛\n壬癸又'
  const state = EditorState.create({ doc: before, selection: { anchor: 7 } })
  const next = state.update({ changes: changesBetween(before, after) }).state
  expect(next.doc.toString()).toBe(after)
  expect(next.sliceDoc(next.selection.main.head, next.selection.main.head + 1)).toBe(before[7])
})

test('whatever the two texts, the changes make one of the other', () => {
  const texts = fc.string({ unit: fc.constantFrom('甲', '𠮷', 'a', '\n', ' '), maxLength: 50 })
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      expect(applied(before, ChangeSet.of(changesBetween(before, after), before.length))).toBe(after)
    }),
  )
})
