import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Anchor } from '../../../preload/contract/anchors.ts'
import { quoteOfRange } from '../../../preload/contract/anchors.ts'
import { NotePlace } from '../../../preload/contract/notes.ts'
import { loadFold } from '../../../preload/text/fold.ts'
import { applyEdits } from '../../../main/editions/apply-edits.ts'
import { createCodePointText } from '../../../main/editions/code-points.ts'
import type { Edition } from '../../../main/editions/edition.ts'
import { readEdition } from '../../../main/editions/edition-store.ts'
import { createNotePlaces } from '../../../main/services/note-places.ts'
import { createNoteService } from '../../../main/services/notes.ts'
import { draft, openTestLibrary, temporaryFolder } from '../notes/temporary-library.ts'

const { edition, sourceText } = await readEdition('content/essay')
const opened = (one: Edition) => ({
  edition: one,
  source: createCodePointText(sourceText),
  restored: createCodePointText(one.restored),
})

/** The same essay with some of its repairs undone. */
const later = ((): Edition => {
  const edits = edition.edits.filter(({ layer }, at) => layer === 'L2' || at % 2 === 0)
  return { ...edition, revision: 'aaaaaaaaaaaaaaaa', edits, restored: applyEdits(sourceText, edits, 'L1') }
})()

const anchorOf = (passage: string, of = edition): Anchor => {
  const start = of.restored.lastIndexOf(passage)
  const range = { start, end: start + passage.length }
  return { revision: of.revision, range, quote: quoteOfRange(Array.from(of.restored), range) }
}

const setUp = async (root: string) => {
  const library = await openTestLibrary(root)
  let present = edition
  const log: string[] = []
  const open = () =>
    createNotePlaces({
      notes: library.notes,
      edition: async () => opened(present),
      earlierEditions: library.earlierEditions,
      loadFold,
      log: (line) => log.push(line),
    })
  const places = open()
  const service = createNoteService({
    notes: library.notes,
    sectionIds: async () => new Set(edition.sections.map(({ id }) => id)),
    keepEdition: places.keepEdition,
    emit: () => undefined,
  })
  const resolved = async (from = places) => {
    const list = await from.places({ documentId: 'essay' })
    for (const place of list) NotePlace.parse(place)
    return Object.fromEntries(list.map((place) => [place.noteId, place]))
  }
  return { library, service, places, open, resolved, log, become: (next: Edition) => void (present = next) }
}

test('a note stands where it was marked, and is carried when repairs are undone', async () => {
  const root = await temporaryFolder()
  const { service, resolved, places, become } = await setUp(root)
  const anchor = anchorOf('跟蹤掌握流動人口的基本情況')
  await service.save({ ...draft('a', ''), sectionId: '2.3.2', anchor, color: 'yellow' })
  await service.save(draft('plain', '一'))
  expect(await resolved()).toEqual({
    a: { noteId: 'a', status: 'exact', sectionId: '2.3.2', range: anchor.range, score: 1, quote: null },
  })
  expect(await readdir(join(root, 'library', 'editions', 'essay'))).toEqual([`${edition.revision}.json`])

  become(later)
  const { a } = await resolved()
  expect(a).toMatchObject({ status: 'carried', score: 1 })
  const { start, end } = a?.range ?? { start: 0, end: 0 }
  expect(later.restored.slice(start, end)).toBe(a?.quote?.exact)
  expect(a?.quote?.exact).toMatch(/^跟蹤.*基本情.*況$/)
  // Nothing is worked out twice.
  expect((await places.places({ documentId: 'essay' }))[0]).toBe((await places.places({ documentId: 'essay' }))[0])
})

test('the reader agrees to a place by saving the note with a new anchor', async () => {
  const { service, resolved, become } = await setUp(await temporaryFolder())
  const made = await service.save({ ...draft('a', ''), anchor: anchorOf('使民參與') })
  become(later)
  const { a } = await resolved()
  if (!a?.range || !a.quote) throw new Error('the passage was not carried')
  const anchor = { revision: later.revision, range: a.range, quote: a.quote }
  await service.save({ ...draft('a', '', made.version), sectionId: a.sectionId, anchor })
  expect((await resolved()).a).toMatchObject({ status: 'exact', range: a.range })
})

test('without the record of its edition a passage is found by its words', async () => {
  const root = await temporaryFolder()
  const { service, resolved, open, become } = await setUp(root)
  await service.save({ ...draft('a', ''), anchor: anchorOf('跟蹤掌握流動人口的基本情況') })
  become(later)
  await rm(join(root, 'library', 'editions'), { recursive: true })
  const { a } = await resolved(open())
  expect(a).toMatchObject({ status: 'found', sectionId: expect.any(String) })
  expect(a?.quote?.exact).toMatch(/^跟蹤.*基本情.*況$/)
  expect(a?.score).toBeGreaterThan(0.7)
})

test.each([
  ['not JSON', () => '{'],
  ['of another revision', (record: object) => JSON.stringify({ ...record, revision: 'bbbbbbbbbbbbbbbb' })],
  ['with edits that reach outside', (record: object) => JSON.stringify({ ...record, edits: [{ start: 9, end: 99_999, after: '' }] })],
  ['with edits of its own invention', (record: object) => JSON.stringify({ ...record, edits: [{ start: 0, end: 7, after: '甲' }] })],
  ['of another source', (record: object) => JSON.stringify({ ...record, source: { sha256: '0'.repeat(64), encoding: 'UTF-8', characters: 3 } })],
])('a record %s carries nothing; the passage is found by its words', async (_, forge) => {
  const root = await temporaryFolder()
  const { library, service, resolved, open, become } = await setUp(root)
  await service.save({ ...draft('a', ''), anchor: anchorOf('跟蹤掌握流動人口的基本情況') })
  const record = await library.earlierEditions.read('essay', edition.revision)
  await writeFile(join(root, 'library', 'editions', 'essay', `${edition.revision}.json`), forge(record ?? {}))
  become(later)
  expect((await resolved(open())).a).toMatchObject({ status: 'found' })
})

test('a passage that a repair takes out is an orphan and keeps its quote', async () => {
  const { library, service, resolved, become } = await setUp(await temporaryFolder())
  become(later)
  const reading = /\([a-zà-ǜ]+\)/.exec(later.restored.slice(700))?.[0] ?? ''
  await service.save({ ...draft('a', '讀音'), anchor: anchorOf(reading, later) })
  become(edition)
  expect((await resolved()).a).toMatchObject({ status: 'orphan', sectionId: '1', range: null, quote: null })
  expect((await library.notes.list('essay'))[0]?.anchor?.quote.exact).toBe(reading)
})

test.each([
  { start: 9, end: 3 },
  { start: 5, end: 5 },
  { start: 0, end: Number.MAX_SAFE_INTEGER },
  { start: Number.MAX_SAFE_INTEGER, end: Number.MAX_SAFE_INTEGER },
  { start: 3, end: 12 },
])('the range %j under the present revision is not believed without its words', async (range) => {
  const { service, resolved } = await setUp(await temporaryFolder())
  const anchor = anchorOf('跟蹤掌握流動人口')
  await service.save({ ...draft('words', ''), anchor: { ...anchor, range } })
  const nowhere = { exact: '此處並無', prefix: '', suffix: '' }
  await service.save({ ...draft('none', ''), anchor: { ...anchor, range, quote: nowhere } })
  await service.save({ ...draft('odd', ''), anchor: { revision: 'con', range, quote: nowhere } })
  expect(await resolved()).toMatchObject({
    words: { status: 'found', range: anchor.range },
    none: { status: 'orphan' },
    odd: { status: 'orphan' },
  })
})
