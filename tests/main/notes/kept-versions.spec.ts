import { expect, test } from 'vitest'
import { versionPage } from '../../../preload/contract/notes.ts'
import { pageOfVersions } from '../../../main/notes/kept-versions.ts'
import type { NoteVersion } from '../../../main/notes/note-version.ts'

const stamp = (count: number): string => `${String(1_700_000_000_000 + count).padStart(13, '0')}-0000`
const ceiling = stamp(1_000_000_000)

const version = (count: number, device = 'aaa', body = `第 ${count} 版`): NoteVersion => ({
  note: {
    id: 'note',
    documentId: 'essay',
    sectionId: '1',
    body,
    anchor: null,
    color: null,
    tags: [],
    rank: 'a',
    deleted: false,
    createdAt: 0,
    updatedAt: count,
    alternatives: [],
  },
  version: { hlc: stamp(count), device },
  parents: count === 0 ? [] : [{ hlc: stamp(count - 1), device }],
})

test('every version comes once, newest first, and says whose it is', () => {
  const page = pageOfVersions([version(1), version(0), version(1), version(2, 'bbb')], null, ceiling, 'aaa')
  expect(page.versions.map(({ body, own }) => [body, own])).toEqual([
    ['第 2 版', false],
    ['第 1 版', true],
    ['第 0 版', true],
  ])
  expect(page.earlier).toBe(false)
})

test('pages follow one another without a gap, twins of one name stay together', () => {
  const all = Array.from({ length: 450 }, (_, count) => version(count))
  all.push(version(450 - versionPage.versions, 'aaa', '同名異文'))
  const bodies: string[] = []
  for (let before: NoteVersion['version'] | null = null; ; ) {
    const page = pageOfVersions(all, before, ceiling, 'aaa')
    bodies.push(...page.versions.map(({ body }) => body))
    before = page.versions.at(-1)?.version ?? null
    if (!page.earlier) break
  }
  expect(bodies).toHaveLength(451)
  expect(new Set(bodies).size).toBe(451)
})

test('a page of long notes is bounded, and has at least one', () => {
  const long = '長'.repeat(1_000_000)
  const page = pageOfVersions(Array.from({ length: 20 }, (_, count) => version(count, 'aaa', `${count}${long}`)), null, ceiling, 'aaa')
  expect(page.versions.length).toBeGreaterThan(0)
  expect(page.versions.length).toBeLessThan(5)
  expect(page.earlier).toBe(true)
})
