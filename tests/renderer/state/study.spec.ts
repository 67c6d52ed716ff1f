import { describe, expect, it } from 'vitest'
import type { Card, Study } from '../../../preload/contract/study.ts'
import { beginReading, hasBeenRead, sawEnd } from '../../../renderer/state/section-reading.ts'
import { dueCards, nextDue, sectionStates } from '../../../renderer/state/study.ts'
import { tasksIn, tickTask } from '../../../renderer/state/tasks.ts'
import type { Note } from '../../../preload/contract/notes.ts'

const card = (id: string, sectionId: string, due: number, recalled: boolean): Card => ({
  id, noteId: 'n', sectionId, kind: 'question', front: 'a', back: 'b', tags: [], stage: 'new', due, reviews: 0, recalled, intervals: null,
})
const study = (cards: readonly Card[], read: string[] = []): Study => ({
  documentId: 'essay', readOnly: false, now: 1000, read, cards: [...cards], last: null,
})
const note = (id: string, sectionId: string): [string, Note] => [
  id,
  {
    id, documentId: 'essay', sectionId, body: '', anchor: null, color: 'yellow', tags: [], rank: 'a', deleted: false,
    createdAt: 0, updatedAt: 0, version: { hlc: '0000000000001-0000', device: 'd' }, alternatives: [],
  },
]

describe('states of sections', () => {
  it('go from unread over read and noted to recalled, when all cards of a section are', () => {
    const states = sectionStates(
      study([card('a', '3', 0, true), card('b', '3', 0, true), card('c', '4', 0, true), card('d', '4', 0, false)], ['1', '2', '3']),
      new Map([note('x', '2'), note('y', '3'), note('z', '4')]),
    )
    expect(['0', '1', '2', '3', '4'].map(states)).toEqual(['unread', 'read', 'noted', 'recalled', 'noted'])
    expect(sectionStates(null, new Map())('1')).toBe('unread')
  })

  it('gives what is due, the longest first, and when the next is', () => {
    const given = study([card('a', '1', 1000, false), card('b', '1', 1500, false), card('c', '1', 10, false)])
    expect(dueCards(given).map(({ id }) => id)).toEqual(['c', 'a'])
    expect(nextDue(given)).toBe(500)
    expect(nextDue(study([]))).toBeNull()
  })
})

describe('a section on the screen', () => {
  it('counts as read from its start to its end at a pace of reading, and not otherwise', () => {
    const begun = beginReading('1', 1500, 0, 0)
    expect(hasBeenRead(begun)).toBe(false)
    expect(hasBeenRead(sawEnd(begun, 59_000))).toBe(false)
    expect(hasBeenRead(sawEnd(begun, 60_000))).toBe(true)
    expect(hasBeenRead(sawEnd(beginReading('1', 1500, 800, 0), 600_000))).toBe(false)
  })
})

describe('tasks', () => {
  it('are lines of a list with a box, outside of code', () => {
    expect(tasksIn('- [ ] 一？\n* [x] b\n1. [X] c\n- [] d\n- [ ]\n```\n- [ ] e\n```\n  + [ ] f')).toEqual([
      { line: 0, words: '一？', done: false },
      { line: 1, words: 'b', done: true },
      { line: 2, words: 'c', done: true },
      { line: 8, words: 'f', done: false },
    ])
  })

  it('are ticked in place, and only where they still stand', () => {
    const body = 'a\n- [ ] b\n- [ ] c'
    const [first] = tasksIn(body)
    if (!first) throw new Error('no task')
    expect(tickTask(body, first, true)).toBe('a\n- [x] b\n- [ ] c')
    expect(tickTask(tickTask(body, first, true), first, false)).toBe(body)
    expect(tickTask('a\n- [ ] other', first, true)).toBe('a\n- [ ] other')
  })
})
