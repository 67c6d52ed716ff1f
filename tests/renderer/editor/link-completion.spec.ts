import { expect, test } from 'vitest'
import { chooseTargets, type LinkTarget } from '../../../renderer/editor/link-completion.ts'

const section = (sectionId: string, title: string, initials: string): LinkTarget => ({
  link: { kind: 'section', sectionId },
  title,
  keys: [sectionId, initials],
})

const targets = [
  section('1', '一、社會管理', 'yshgl'),
  section('2', '二、創新思考', 'ecxsk'),
  section('2.1', '創新機制', 'cxjz'),
  section('12', '機制與社會', 'jzysh'),
]

const titles = (query: string) => chooseTargets(targets, query).map(({ title }) => title)

test('a section is found by its number, the exact one first', () => {
  expect(titles('2')).toEqual(['二、創新思考', '創新機制', '機制與社會'])
  expect(titles('2.1')).toEqual(['創新機制'])
})

test('by words of its heading, those that begin with them first', () => {
  expect(titles('創新')).toEqual(['創新機制', '二、創新思考'])
  expect(titles('社會')).toEqual(['一、社會管理', '機制與社會'])
})

test('and by its initials in pinyin, from the middle too', () => {
  expect(titles('cx')).toEqual(['創新機制', '二、創新思考'])
  expect(titles('SH')).toEqual(['一、社會管理', '機制與社會'])
  expect(titles('zzz')).toEqual([])
})
