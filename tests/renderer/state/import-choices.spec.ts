import { expect, test } from 'vitest'
import type { PlacedEdit } from '../../../preload/contract/documents.ts'
import { decideClass, decideEncoding, decideHeadings, decideRepair, isRepairUndone, undoneRepairs, type Decisions } from '../../../renderer/state/import-choices.ts'
import { choicesOf, undecided } from '../../../renderer/state/imports.ts'

const none: Decisions = { choices: undecided, takenBack: [] }

const repair = (start: number, editClass: PlacedEdit['class'] = 'pinyin-annotation'): PlacedEdit => ({
  id: `R${start}`,
  start,
  end: start + 4,
  before: '(mài)',
  after: '',
  class: editClass,
  layer: 'L1',
  confidence: 1,
  basis: '',
  offset: start,
  length: 0,
})

test('one repair is undone and taken back, of its own text and class only', () => {
  const undone = decideRepair(decideRepair(none, 1, repair(10), true), 1, repair(20), true)
  expect(undone.choices.documents).toHaveLength(2)
  expect(choicesOf(undone.choices, 0)).toMatchObject({ wanted: true, choices: { undoneEdits: [] } })
  expect(isRepairUndone(undone.choices, 1, repair(10))).toBe(true)
  expect(isRepairUndone(undone.choices, 1, repair(10, 'stray-space'))).toBe(false)
  expect(undoneRepairs(undone.takenBack, 1, 'pinyin-annotation').map(({ start }) => start)).toEqual([10, 20])
  expect(undoneRepairs(undone.takenBack, 0, 'pinyin-annotation')).toEqual([])
  const back = decideRepair(undone, 1, repair(10), false)
  expect(choicesOf(back.choices, 1).choices.undoneEdits).toEqual([{ start: 20, end: 24, class: 'pinyin-annotation' }])
  expect(back.takenBack).toHaveLength(1)
  // Twice is once.
  expect(choicesOf(decideRepair(undone, 1, repair(20), true).choices, 1).choices.undoneEdits).toHaveLength(2)
})

test('a class remembers how many it held', () => {
  const undone = decideClass(none, 0, 'stray-space', true, 7)
  expect(undone).toMatchObject({ choices: { documents: [{ choices: { undoneClasses: ['stray-space'] } }] }, takenBack: [{ kind: 'class', count: 7 }] })
  expect(decideClass(undone, 0, 'stray-space', false, 0)).toMatchObject({ choices: { documents: [{ choices: { undoneClasses: [] } }] }, takenBack: [] })
})

test('what is decided about a heading adds up, and nothing is left of what was taken back', () => {
  const renamed = decideHeadings(none, 0, [{ at: 5, words: '一、', change: { name: '別名' } }])
  const lowered = decideHeadings(renamed, 0, [{ at: 5, words: '一、', change: { level: 2 } }])
  expect(choicesOf(lowered.choices, 0).choices.headings).toEqual([{ at: 5, heading: true, level: 2, name: '別名' }])
  const plain = decideHeadings(lowered, 0, [{ at: 5, words: '一、', change: { level: null, name: null } }])
  expect(choicesOf(plain.choices, 0).choices.headings).toEqual([])
})

test('a heading is taken for text and comes back; a line that was made one goes without a trace', () => {
  const out = decideHeadings(none, 0, [{ at: 5, words: '一、春', change: { heading: false } }])
  expect(out.takenBack).toEqual([{ kind: 'heading', index: 0, at: 5, heading: '一、春' }])
  const back = decideHeadings(out, 0, [{ at: 5, words: '一、春', change: { heading: true } }])
  expect(back).toEqual({ choices: { encoding: null, documents: [{ wanted: true, choices: expect.objectContaining({ headings: [] }) as unknown }] }, takenBack: [] })

  const made = decideHeadings(none, 0, [{ at: 9, words: '一行', made: true, change: { heading: true } }])
  expect(choicesOf(made.choices, 0).choices.headings).toEqual([{ at: 9, heading: true, level: null, name: null }])
  const named = decideHeadings(made, 0, [{ at: 9, words: '一行', change: { name: '名' } }])
  const gone = decideHeadings(named, 0, [{ at: 9, words: '一行', change: { heading: false, name: null } }])
  expect(choicesOf(gone.choices, 0).choices.headings).toEqual([])
  expect(gone.takenBack).toEqual([])
})

test('another encoding forgets what was decided about the texts of the first', () => {
  expect(decideEncoding('Big5')).toEqual({ choices: { encoding: 'Big5', documents: [] }, takenBack: [] })
})
