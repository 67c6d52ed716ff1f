import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Problem } from '../../../preload/contract/app.ts'
import { passageLimit } from '../../../preload/contract/documents.ts'
import { editionBytes } from '../../../main/editions/edition-store.ts'
import { makeEdition } from '../../../main/editions/make-edition.ts'
import { checkDocuments, createDocuments, documentFolders } from '../../../main/services/documents.ts'

const contentFolder = join(import.meta.dirname, '../../../content')

let documentsFolder: string
beforeEach(async () => {
  documentsFolder = await mkdtemp(join(tmpdir(), 'yandu-documents-'))
})
afterEach(() => rm(documentsFolder, { recursive: true, force: true }))

const open = () => {
  const problems: Problem[] = []
  const documents = createDocuments({
    contentFolder,
    documentsFolder,
    report: (problem) => problems.push(problem),
    log: () => {},
  })
  return { documents, problems }
}

const add = async (documentId: string, text: string) => {
  const bytes = new TextEncoder().encode(text)
  const folder = join(documentsFolder, documentId)
  await mkdir(folder)
  await writeFile(join(folder, 'source.txt'), bytes)
  await writeFile(join(folder, 'edition.json'), editionBytes(await makeEdition(bytes, { documentId, fileName: 'source.txt' })))
  return folder
}

describe('the documents', () => {
  it('are the shipped ones first, then the library’s', async () => {
    await add('mine', '故鄉\n\n　　我冒了嚴寒，回到相隔二千餘里的故鄉去。\n')
    const { documents } = open()
    expect((await documents.list()).map(({ documentId, shipped }) => [documentId, shipped])).toEqual([
      ['essay', true],
      ['mine', false],
    ])
  })

  it('that cannot be read are reported and do not hide the others', async () => {
    const folder = await add('mine', '故鄉\n\n　　我冒了嚴寒。\n')
    await writeFile(join(folder, 'source.txt'), '別的內容')
    const { documents, problems } = open()
    expect((await documents.list()).map(({ documentId }) => documentId)).toEqual(['essay'])
    expect(problems).toMatchObject([{ kind: 'unreadable-document', path: folder }])
    expect(await checkDocuments(documentsFolder)).toMatchObject({ documents: 1, problems: [{ path: folder }] })
    await expect(documents.outline({ documentId: 'mine' })).rejects.toMatchObject({ code: 'damaged-file' })
  })

  it('in a folder that cannot be listed are reported, and the shipped ones stay', async () => {
    expect(await documentFolders(join(documentsFolder, 'none'))).toEqual([])
    await rm(documentsFolder, { recursive: true })
    await writeFile(documentsFolder, 'no folder')
    await expect(documentFolders(documentsFolder)).rejects.toMatchObject({ code: 'disk-failed' })
    const { documents, problems } = open()
    expect((await documents.list()).map(({ documentId }) => documentId)).toEqual(['essay'])
    expect(problems).toMatchObject([{ kind: 'unreadable-document', path: documentsFolder }])
    expect(await documents.outline({ documentId: 'essay' })).toMatchObject({ documentId: 'essay' })
    await expect(documents.outline({ documentId: 'mine' })).rejects.toMatchObject({ code: 'disk-failed' })
  })

  it('cannot take the place of a shipped one', async () => {
    await cp(join(contentFolder, 'essay'), join(documentsFolder, 'essay'), { recursive: true })
    const { documents } = open()
    expect(await documents.list()).toMatchObject([{ documentId: 'essay', shipped: true }])
  })

  it('that are not there are not found', async () => {
    await expect(open().documents.outline({ documentId: 'nothing' })).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('a passage', () => {
  it('counts code points, and its two layers have one length', async () => {
    await add('rare', '題目\n\n𠮷野家𠮷野家，在此。\n')
    const { documents } = open()
    const whole = await documents.passage({ documentId: 'rare', start: 0, end: 1000 })
    const at = Array.from(whole.restored).indexOf('𠮷')
    const piece = await documents.passage({ documentId: 'rare', start: at + 1, end: at + 4 })
    expect(piece).toMatchObject({ start: at + 1, end: at + 4, restored: '野家𠮷' })
    expect(Array.from(whole.set)).toHaveLength(Array.from(whole.restored).length)
  })

  it('is cut at the text’s end and at the limit, and never fails for a wild span', async () => {
    const { documents } = open()
    const { characters } = await documents.outline({ documentId: 'essay' })
    const far = await documents.passage({ documentId: 'essay', start: characters + 50, end: characters + 60 })
    expect(far).toMatchObject({ start: characters, end: characters, restored: '' })
    const backwards = await documents.passage({ documentId: 'essay', start: 50, end: 20 })
    expect(backwards).toMatchObject({ start: 50, end: 50, restored: '' })
    expect((await documents.passage({ documentId: 'essay', start: 0, end: 10 * passageLimit })).end).toBe(characters)
  })

  it('carries the edits that touch it, and the source carries the same ones', async () => {
    const { documents } = open()
    const { characters } = await documents.outline({ documentId: 'essay' })
    const restored = await documents.passage({ documentId: 'essay', start: 0, end: characters })
    const source = await documents.source({ documentId: 'essay', start: 0, end: passageLimit })
    expect(restored.edits.map(({ id }) => id)).toEqual(source.edits.map(({ id }) => id))
    const letters = Array.from(source.text)
    for (const edit of source.edits.filter(({ layer }) => layer === 'L1')) {
      expect(letters.slice(edit.start, edit.end).join('')).toBe(edit.before)
    }
  })
})
