import { expect, test } from 'vitest'
import type { DocumentCard } from '../../../preload/contract/shelf.ts'
import { loadFold } from '../../../preload/text/fold.ts'
import { fittingCards, foldCards, tagsOfCards, type LibraryWish } from '../../../renderer/state/library.ts'

const card = (title: string, more: Partial<DocumentCard> = {}): DocumentCard => ({
  documentId: `d-${[...title].map((letter) => letter.codePointAt(0)).join('-')}`.slice(0, 60),
  title,
  language: 'zh-Hant',
  shipped: false,
  characters: 1000,
  textTitle: title,
  ownTitle: null,
  tags: [],
  revision: '0123456789abcdef',
  revisions: 1,
  sections: 2,
  missingSections: 0,
  gaps: 0,
  repairs: 0,
  notes: 0,
  highlights: 0,
  progress: 0,
  lastReadAt: null,
  addedAt: 1,
  format: 'text',
  encoding: 'UTF-8',
  bytes: 3000,
  fileName: '',
  ...more,
})

const cards = [
  card('故鄉', { tags: ['小說', '民國'], progress: 0.2, lastReadAt: 50 }),
  card('书摊', { language: 'zh-Hans', tags: ['小說'], progress: 0.9, addedAt: 90 }),
  card('讀書筆記', { ownTitle: '讀書筆記', textTitle: '無題', lastReadAt: 70 }),
]
const anything: LibraryWish = { query: '', order: 'recent', tag: null }

const find = async (wish: Partial<LibraryWish>): Promise<string[]> => {
  const { fold } = await loadFold()
  const key = (text: string) => fold(text).key
  return fittingCards(foldCards(cards, key), { ...anything, ...wish }, key).map(({ title }) => title)
}

test.each([
  ['故乡', ['故鄉']],
  ['書攤', ['书摊']],
  ['小说 民国', ['故鄉']],
  ['無題', ['讀書筆記']],
  ['书', ['书摊', '讀書筆記']],
  ['  ', ['书摊', '讀書筆記', '故鄉']],
  ['無此', []],
])('%s is found in either script', async (query, titles) => {
  expect(await find({ query })).toEqual(titles)
})

test('cards come in the wished order, and by tag', async () => {
  expect(await find({ order: 'recent' })).toEqual(['书摊', '讀書筆記', '故鄉'])
  expect(await find({ order: 'progress' })).toEqual(['书摊', '故鄉', '讀書筆記'])
  expect(await find({ order: 'added' })).toHaveLength(3)
  expect(await find({ tag: '小說' })).toEqual(['书摊', '故鄉'])
  expect(tagsOfCards(cards)).toEqual(['小說', '民國'])
})
