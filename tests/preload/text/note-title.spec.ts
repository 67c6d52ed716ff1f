import { expect, test } from 'vitest'
import { noteTitle } from '../../../preload/text/note-title.ts'

test('a note is called by its first line with words, without marks', () => {
  expect(noteTitle('\n\n# **責任制**的由來\n\n更多')).toBe('責任制的由來')
  expect(noteTitle('- [ ] 問：何以如此？')).toBe('問：何以如此？')
  expect(noteTitle('---\n> [出處](https://example.com) 甲')).toBe('出處 甲')
  expect(noteTitle('[[2.3.1]] 參看')).toBe('參看')
  expect(noteTitle(' \n***\n')).toBe('')
})

test('a long first line is cut between characters', () => {
  const title = noteTitle('𠮷'.repeat(100))
  expect(Array.from(title)).toHaveLength(41)
  expect(title.isWellFormed()).toBe(true)
})
