import { expect, test } from 'vitest'
import { KeptVersions } from '../../../preload/contract/notes.ts'
import { draft, openTestLibrary, temporaryFolder } from './temporary-library.ts'

const reference = { documentId: 'essay', noteId: 'a', before: null }

test('every version of a note is there, the first words and the deleted state too, after opening again', async () => {
  const root = await temporaryFolder()
  const first = await openTestLibrary(root)
  const one = await first.notes.save(draft('a', '最初的話'))
  const two = await first.notes.save(draft('a', '改過的話', one.version))
  await first.notes.delete({ documentId: 'essay', noteId: 'a' })
  await first.notes.save(draft('b', '別的筆記'))
  await first.close()
  const second = await openTestLibrary(root)
  const kept = await second.notes.versions(reference)
  expect(KeptVersions.safeParse(kept).success).toBe(true)
  expect(kept.versions.map(({ body, deleted, own }) => [body, deleted, own])).toEqual([
    ['改過的話', true, true],
    ['改過的話', false, true],
    ['最初的話', false, true],
  ])
  expect(kept.versions.at(-1)?.parents).toEqual([])
  expect(kept.versions[0]?.parents).toEqual([two.version])
  expect(kept.earlier).toBe(false)
  const older = await second.notes.versions({ ...reference, before: two.version })
  expect(older.versions.map(({ body }) => body)).toEqual(['最初的話'])
})

test('what another computer wrote is among the versions and is not called this one\'s', async () => {
  const root = await temporaryFolder()
  const here = await openTestLibrary(root)
  const made = await here.notes.save(draft('a', '在這裡'))
  await here.close()
  const there = await openTestLibrary(root, { computer: 'other' })
  await there.notes.save(draft('a', '在那裡', made.version))
  await there.close()
  const again = await openTestLibrary(root)
  const { versions } = await again.notes.versions(reference)
  expect(versions.map(({ body, own }) => [body, own])).toEqual([
    ['在那裡', false],
    ['在這裡', true],
  ])
})

test('a note that never was has no versions', async () => {
  const library = await openTestLibrary(await temporaryFolder())
  await expect(library.notes.versions({ ...reference, noteId: 'never' })).rejects.toMatchObject({ code: 'not-found' })
})

test('deleted notes are listed, the last one first, until they are brought back; nothing is destroyed', async () => {
  let time = 1_800_000_000_000
  const library = await openTestLibrary(await temporaryFolder(), { clock: () => (time += 1000) })
  for (const id of ['a', 'b', 'c']) await library.notes.save(draft(id, `第 ${id} 則`))
  await library.notes.delete({ documentId: 'essay', noteId: 'b' })
  await library.notes.delete({ documentId: 'essay', noteId: 'a' })
  expect((await library.notes.trash('essay')).map(({ note, own }) => [note.id, note.body, own])).toEqual([
    ['a', '第 a 則', true],
    ['b', '第 b 則', true],
  ])
  await library.notes.restore({ documentId: 'essay', noteId: 'b' })
  expect((await library.notes.trash('essay')).map(({ note }) => note.id)).toEqual(['a'])
  expect((await library.notes.list('essay')).map(({ id }) => id)).toEqual(['b', 'c'])
})
