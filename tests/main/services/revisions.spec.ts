import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { quoteOfRange } from '../../../preload/contract/anchors.ts'
import { noChoices } from '../../../preload/contract/imports.ts'
import { KeptRevision } from '../../../preload/contract/shelf.ts'
import { longText, openTestApp, utf8, type TestApp } from './imports-app.ts'

let test: TestApp
beforeEach(async () => {
  test = await openTestApp()
})
afterEach(() => test.close())

const folderOf = (documentId: string) => join(test.root, 'library/documents', documentId)
const textOf = async (documentId: string) => (await test.call('documents.passage', { documentId, start: 0, end: 100_000 })).restored

const mark = async (documentId: string, words: string, noteId: string) => {
  const { revision } = await test.call('documents.outline', { documentId })
  const characters = Array.from(await textOf(documentId))
  const start = Array.from(characters.join('').split(words)[0] ?? '').length
  const range = { start, end: start + Array.from(words).length }
  const sectionId = '0'
  await test.call('notes.save', {
    documentId, noteId, sectionId, body: '', base: null, color: 'yellow',
    anchor: { revision, range, quote: quoteOfRange(characters, range) },
  })
}
const marked = async (documentId: string) => {
  const characters = Array.from(await textOf(documentId))
  return (await test.call('notes.places', { documentId })).map(({ status, range }) => [
    status,
    range && characters.slice(range.start, range.end).join(''),
  ])
}

const chapters = longText(6_000)

describe('the same file once more', () => {
  it('is known, and changes nothing', async () => {
    const [documentId = ''] = await test.bring('長書.txt', utf8(chapters))
    const before = await readFile(join(folderOf(documentId), 'edition.json'))
    const importId = await test.send('anders.txt', utf8(chapters))
    const preview = await test.read(importId)
    expect(preview.documents[0]?.known).toMatchObject({ documentId, same: true, likeness: 1, replaceable: true })
    expect(await test.call('imports.add', { importId, asRevision: false })).toEqual({ documentIds: [documentId] })
    expect(await readFile(join(folderOf(documentId), 'edition.json'))).toEqual(before)
    expect((await readdir(folderOf(documentId))).sort()).toEqual(['edition.json', 'source.txt'])
    expect(await test.call('documents.revisions', { documentId })).toHaveLength(1)
  })
})

describe('a newer copy of a text', () => {
  const newer = chapters.replace('第2章\n', '第2章\n\n　　新添的一段，𠀀，原書沒有。\n').replace(/　　[^\n]*。\n\n(?=第2章)/, '')

  it('becomes a new revision: notes go with it, the earlier one stays readable, and what changed is shown', async () => {
    const [documentId = ''] = await test.bring('長書.txt', utf8(chapters))
    const first = await test.call('documents.outline', { documentId })
    const passage = chapters.split('第2章')[1]?.slice(20, 40) ?? ''
    await mark(documentId, passage, 'h1')
    await test.call('documents.rename', { documentId, title: '我的書' })

    const importId = await test.send('長書.txt', utf8(newer))
    const preview = await test.read(importId)
    const known = preview.documents[0]?.known
    expect(known).toMatchObject({ documentId, title: '我的書', same: false, notes: 1, replaceable: true })
    expect(known?.likeness).toBeGreaterThan(0.8)
    expect(known?.likeness).toBeLessThan(1)
    expect(await test.call('imports.add', { importId, asRevision: true })).toEqual({ documentIds: [documentId] })

    expect(await test.call('documents.list', {})).toMatchObject([{ documentId: 'essay' }, { documentId, title: '我的書' }])
    expect(await textOf(documentId)).toContain('新添的一段，𠀀')
    expect(await marked(documentId)).toEqual([['found', passage]])
    const names = (await readdir(folderOf(documentId))).sort()
    expect(names).toHaveLength(4)
    expect(await readFile(join(folderOf(documentId), 'source.txt'), 'utf8')).toBe(chapters)
    expect(names).toContain(`revision-${first.revision}.json`)

    const revisions = await test.call('documents.revisions', { documentId })
    for (const revision of revisions) expect(KeptRevision.safeParse(revision).success).toBe(true)
    expect(revisions).toMatchObject([{ present: true }, { present: false, revision: first.revision, characters: first.characters }])
    expect(revisions.every(({ addedAt }) => addedAt !== null)).toBe(true)
    const [present, earlier] = revisions
    const { changes, complete } = await test.call('documents.compareRevisions', {
      documentId, from: earlier?.revision ?? '', to: present?.revision ?? '',
    })
    expect(complete).toBe(true)
    const now = Array.from(await textOf(documentId))
    const added = changes.find(({ after }) => after.includes('新添的一段'))
    expect(now.slice(added?.afterAt).join('').startsWith(added?.after ?? '-')).toBe(true)
    const before = Array.from(chapters)
    const removed = changes.find(({ before: text }) => text !== '')
    expect(before.slice(removed?.beforeAt).join('').startsWith(removed?.before ?? '-')).toBe(true)
    expect((await test.call('documents.cards', {})).find((card) => card.documentId === documentId)).toMatchObject({ revisions: 2, notes: 1, highlights: 1 })
  })

  it('stays a text of its own when that is wanted, and another text is not taken for it', async () => {
    const [first = ''] = await test.bring('長書.txt', utf8(chapters))
    const [second = ''] = await test.bring('長書.txt', utf8(newer))
    expect(second).not.toBe(first)
    expect(await test.call('documents.list', {})).toHaveLength(3)
    const other = await test.read(await test.send('別書.txt', utf8(longText(6_000, 7).replace('長書', '別的書'))))
    expect(other.documents[0]?.known).toBeNull()
  })

  it('of the text that comes with Yandu is known and cannot take its place', async () => {
    const { restored } = await test.call('documents.passage', { documentId: 'essay', start: 0, end: 100_000 })
    const importId = await test.send('文.txt', utf8(`${restored}\n又一段。\n`))
    const preview = await test.read(importId)
    expect(preview.documents[0]?.known).toMatchObject({ documentId: 'essay', replaceable: false })
    await expect(test.call('imports.add', { importId, asRevision: true })).rejects.toMatchObject({ code: 'bad-input' })
    expect((await test.call('imports.add', { importId, asRevision: false })).documentIds).toHaveLength(1)
  })
})

describe('a decision about a text that has been added', () => {
  const damaged = `河邊\n${'河邊的路是新修的， 兩旁種了柳樹。 傍晚的時候， 人們在這裡散步， 說些家常， 直到天色全黑。 '.repeat(4)}\n山水也都漸漸遠離了我。𠀀𠀁\n`

  it('makes a new revision from the same source, and every note is carried exactly', async () => {
    const [documentId = ''] = await test.bring('河邊.txt', utf8(damaged))
    expect(await test.call('documents.choices', { documentId })).toEqual(noChoices)
    const repaired = await textOf(documentId)
    expect(repaired).toContain('傍晚的時候，人們在這裡散步')
    await mark(documentId, '的時候，人們', 'h1')
    await mark(documentId, '山水也都漸漸', 'h2')
    const before = await test.call('documents.outline', { documentId })

    const choices = { ...noChoices, undoneClasses: ['stray-space' as const] }
    const { revision } = await test.call('documents.revise', { documentId, choices })
    expect(revision).not.toBe(before.revision)
    expect(await textOf(documentId)).toContain('傍晚的時候， 人們在這裡散步')
    expect(await test.call('documents.choices', { documentId })).toEqual(choices)
    expect(await marked(documentId)).toEqual([['carried', '的時候， 人們'], ['carried', '山水也都漸漸']])

    await test.call('documents.revise', { documentId, choices: noChoices })
    expect(await textOf(documentId)).toBe(repaired)
    expect(await test.call('documents.outline', { documentId })).toMatchObject({ revision: before.revision })
    expect(await marked(documentId)).toEqual([['exact', '的時候，人們'], ['exact', '山水也都漸漸']])
    expect(await test.call('documents.revisions', { documentId })).toHaveLength(2)
    expect((await readdir(folderOf(documentId))).filter((name) => name.startsWith('source'))).toEqual(['source.txt'])
  })

  it('cannot be made about the text that comes with Yandu, nor about none', async () => {
    await expect(test.call('documents.revise', { documentId: 'essay', choices: noChoices })).rejects.toMatchObject({ code: 'bad-input' })
    await expect(test.call('documents.revise', { documentId: 'none', choices: noChoices })).rejects.toMatchObject({ code: 'not-found' })
    await expect(test.call('documents.compareRevisions', { documentId: 'essay', from: '0'.repeat(16), to: '1'.repeat(16) })).rejects.toMatchObject({ code: 'damaged-file' })
  })
})
