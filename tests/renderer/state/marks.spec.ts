import { describe, expect, it } from 'vitest'
import { quoteOfRange } from '../../../preload/contract/anchors.ts'
import type { Note, NotePlace } from '../../../preload/contract/notes.ts'
import { wholeText } from '../../../renderer/reader/document-text.ts'
import { anchorOf, markedText } from '../../../renderer/state/mark-anchor.ts'
import {
  inPlaceOrder,
  lastColor,
  lostMarks,
  marksAt,
  marksOf,
  stepMark,
  stretchesOf,
  tagsInUse,
  type MarkedText,
} from '../../../renderer/state/marks.ts'
import { openedDocument } from '../opened-document.ts'

const letters = Array.from('一二三𠮷五六七八九十')
const words = letters.join('')
const text: MarkedText = {
  revision: 'r1',
  text: wholeText({ start: 0, end: letters.length, restored: words, set: words, edits: [] }),
}

const note = (id: string, start: number, end: number, more: Partial<Note> = {}): Note => ({
  id,
  documentId: 'd',
  sectionId: '1',
  body: '',
  anchor: { revision: 'r1', range: { start, end }, quote: quoteOfRange(letters, { start, end }) },
  color: 'yellow',
  tags: [],
  rank: 'a',
  deleted: false,
  createdAt: 1,
  updatedAt: 1,
  version: { hlc: '0000000000001-0000', device: 'd' },
  alternatives: [],
  ...more,
})

const notesOf = (...notes: Note[]) => new Map(notes.map((one) => [one.id, one]))

const anchored = (one: Note, revision: string): Note => ({ ...one, anchor: one.anchor && { ...one.anchor, revision } })

const place = (noteId: string, status: NotePlace['status'], range: NotePlace['range'], score: number): NotePlace => ({
  noteId,
  status,
  sectionId: '1',
  range,
  score,
  quote: null,
})

const places = (...all: NotePlace[]) => new Map(all.map((one) => [one.noteId, one]))

describe('where highlights stand', () => {
  it('is their own range in the edition they were made in, by place', () => {
    const marks = marksOf(notesOf(note('b', 4, 6, { body: '記' }), note('a', 0, 3), note('c', 0, 8)), new Map(), text)
    expect(marks.map(({ noteId, hasWords }) => [noteId, hasWords])).toEqual([['c', false], ['a', false], ['b', true]])
  })

  it('is what was carried in another edition, and never what was only found', () => {
    const notes = notesOf(anchored(note('carried', 0, 3), 'r0'), anchored(note('found', 0, 3), 'r0'), anchored(note('lost', 0, 3), 'r0'))
    const known = places(
      place('carried', 'carried', { start: 2, end: 5 }, 1),
      place('found', 'found', { start: 3, end: 6 }, 0.8),
      place('lost', 'orphan', null, 0.2),
    )
    expect(marksOf(notes, known, text).map(({ noteId, range }) => [noteId, range])).toEqual([['carried', { start: 2, end: 5 }]])
    expect(lostMarks(notes, known, text).map(({ note: { id }, found }) => [id, found])).toEqual([
      ['found', { range: { start: 3, end: 6 }, score: 0.8 }],
      ['lost', null],
    ])
  })

  it('is unknown, not lost, while the places are not there', () => {
    const notes = notesOf(anchored(note('a', 0, 3), 'r0'))
    expect(marksOf(notes, new Map(), text)).toEqual([])
    expect(lostMarks(notes, new Map(), text)).toEqual([])
  })

  it('is not taken from a range whose words are others', () => {
    const wrong = note('a', 0, 3)
    const notes = notesOf({ ...wrong, anchor: { revision: 'r1', range: { start: 3, end: 6 }, quote: quoteOfRange(letters, { start: 0, end: 3 }) } })
    expect(marksOf(notes, new Map(), text)).toEqual([])
  })

  it('is nowhere when the reader said so, whatever a search finds', () => {
    const one = note('a', 0, 3)
    const notes = notesOf({ ...one, anchor: one.anchor && { ...one.anchor, range: { start: 0, end: 0 } } })
    const known = places(place('a', 'found', { start: 0, end: 3 }, 0.9))
    expect(marksOf(notes, known, text)).toEqual([])
    expect(lostMarks(notes, known, text).map(({ found }) => found)).toEqual([null])
  })
})

describe('overlapping highlights', () => {
  const marks = marksOf(
    notesOf(note('long', 0, 8), note('short', 2, 5, { color: 'blue' }), note('crossing', 4, 9, { color: 'pink' })),
    new Map(),
    text,
  )

  it('are cut into stretches with the shorter one on top', () => {
    expect(stretchesOf(marks).map(({ range: { start, end }, color, count }) => [start, end, color, count])).toEqual([
      [0, 2, 'yellow', 1],
      [2, 4, 'blue', 2],
      [4, 5, 'blue', 3],
      [5, 8, 'pink', 2],
      [8, 9, 'pink', 1],
    ])
  })

  it('leave a hole between two that do not meet', () => {
    const apart = marksOf(notesOf(note('a', 0, 2), note('b', 5, 6)), new Map(), text)
    expect(stretchesOf(apart).map(({ range }) => range)).toEqual([{ start: 0, end: 2 }, { start: 5, end: 6 }])
  })

  it('can all be reached at a place, the one on top first', () => {
    expect(marksAt(marks, 4).map(({ noteId }) => noteId)).toEqual(['short', 'crossing', 'long'])
    expect(marksAt(marks, 9)).toEqual([])
  })
})

it('walking goes round and starts from the place that is read', () => {
  const marks = marksOf(notesOf(note('a', 0, 2), note('b', 4, 5), note('c', 7, 9)), new Map(), text)
  const from = (noteId: string | null, offset: number, by: 1 | -1) => stepMark(marks, { noteId, offset }, by)?.noteId
  expect([from(null, 3, 1), from(null, 3, -1), from('c', 0, 1), from('a', 0, -1), from(null, 9, 1)]).toEqual(['b', 'a', 'a', 'c', 'a'])
  expect(stepMark([], { noteId: null, offset: 0 }, 1)).toBeNull()
})

it('the last colour is that of the highlight changed last', () => {
  expect(lastColor(notesOf())).toBe('yellow')
  expect(lastColor(notesOf(note('a', 0, 1, { color: 'blue', updatedAt: 5 }), note('b', 1, 2, { color: 'pink', updatedAt: 3 })))).toBe('blue')
})

it('tags in use come by how common they are', () => {
  const notes = notesOf(note('a', 0, 1, { tags: ['問題', '勞動'] }), note('b', 1, 2, { tags: ['勞動'] }))
  expect(tagsInUse(notes)).toEqual([{ tag: '勞動', count: 2 }, { tag: '問題', count: 1 }])
})

it('notes on passages follow those on the section, by place', () => {
  const saved = [note('late', 7, 8), note('whole', 0, 0, { anchor: null }), note('early', 1, 2)]
  const marks = marksOf(notesOf(...saved), new Map(), text)
  expect(inPlaceOrder(saved, marks).map(({ id }) => id)).toEqual(['whole', 'early', 'late'])
})

describe('the anchor of a selection', () => {
  it('has code points, no white space at its ends, and its context', async () => {
    const document = await openedDocument('rare', '甲乙丙𠮷丁\n　　戊𪚥己庚\n')
    const characters = Array.from(document.text.slice('restored', 0, document.text.length))
    const from = characters.indexOf('𠮷')
    const anchor = anchorOf(document, { start: from, end: characters.indexOf('戊') })
    if (typeof anchor === 'string') throw new Error(anchor)
    expect(anchor.quote.exact).toBe('𠮷丁')
    expect(anchor.range).toEqual({ start: from, end: from + 2 })
    expect(anchor.quote.prefix.endsWith('甲乙丙')).toBe(true)
    expect(anchor.quote.suffix.startsWith('\n')).toBe(true)
    expect(anchor.revision).toBe(markedText(document).revision)
  })

  it('is refused where there is only white space, and beyond the limit', async () => {
    const document = await openedDocument('long', `${'字'.repeat(20_001)}\n\n字\n`)
    const start = Array.from(document.text.slice('restored', 0, 10)).indexOf('字')
    expect(anchorOf(document, { start, end: start + 20_001 })).toBe('too-long')
    expect(anchorOf(document, { start: start + 20_001, end: start + 20_002 })).toBe('empty')
    expect(anchorOf(document, { start, end: start + 20_000 })).not.toBe('too-long')
  })
})
