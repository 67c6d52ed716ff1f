import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { quoteOfRange } from '../../../preload/contract/anchors.ts'
import { parsePassageLink } from '../../../preload/contract/passage-link.ts'
import { openLibraryBackups } from '../../../main/backups/library-backups.ts'
import { readEdition } from '../../../main/editions/edition-store.ts'
import { createDocuments } from '../../../main/services/documents.ts'
import { createExchange } from '../../../main/services/exchange.ts'
import { createTerminalPlatform } from '../../../main/terminal/terminal-platform.ts'
import { bodiesOf, draft, openTestLibrary, temporaryFolder } from '../notes/temporary-library.ts'
import type { OpenedLibrary } from '../notes/temporary-library.ts'

const contentFolder = fileURLToPath(new URL('../../../content/', import.meta.url))

const withExchange = async (root: string, computer = 'state') => {
  const library = await openTestLibrary(root, { computer })
  const { keeper } = openLibraryBackups(library, join(root, `backups-${computer}`), () => undefined)
  const platform = createTerminalPlatform(null)
  const documents = createDocuments({ contentFolder, documentsFolder: join(library.folder, 'documents'), report: () => undefined, log: () => undefined })
  const exchange = createExchange({
    platform: { ...platform, capabilities: { ...platform.capabilities, download: true } },
    notes: library.notes,
    files: library.files,
    libraryFolder: library.folder,
    deviceId: library.deviceId,
    readOnly: library.readOnly,
    makeBefore: () => keeper.make('before-restore'),
    edition: documents.edition,
    clock: Date.now,
    randomBytes: (size) => randomBytes(size),
    protectedFolders: [library.folder],
    home: root,
    emit: () => undefined,
  })
  const exportTo = async (name: string): Promise<string> => {
    const outcome = await exchange.export({ target: { kind: 'folder', path: join(root, name) } })
    return outcome.status === 'saved' ? (outcome.folder ?? '') : ''
  }
  const importFolder = async (folder: string) =>
    exchange.importFrom({
      bytes: await readFile(join(folder, 'yandu-notes.json')),
      documentId: null,
      beside: (name) => readFile(join(folder, name)).catch(() => null),
    })
  return { library, exchange, exportTo, importFolder }
}

const { edition } = await readEdition(join(contentFolder, 'essay'))
const restored = Array.from(edition.restored)
const anchorAt = (start: number, end: number) => ({ revision: edition.revision, range: { start, end }, quote: quoteOfRange(restored, { start, end }) })

/** Versions, a deletion, alternatives, tags, anchors, colours, two devices, another store, an imported text. */
const fill = async (root: string): Promise<{ library: OpenedLibrary; folder: string }> => {
  const other = await openTestLibrary(root, { computer: 'laptop' })
  const base = await other.notes.save({ ...draft('both', '起'), tags: ['治理', '警務 改革'] })
  await other.notes.flush()
  await other.close()
  const { library } = await withExchange(root, 'desk')
  await library.notes.list('essay')
  await library.notes.save({ ...draft('both', '我寫的完全不同', base.version), color: 'green' })
  await library.notes.save({ ...draft('mark', '', null, '0'), anchor: anchorAt(10, 40), color: 'yellow' })
  const note = await library.notes.save({ ...draft('words', '𠀀 =SUM(1)\n"引"\t<b>&', null, '1'), anchor: anchorAt(700, 720), color: 'pink', tags: ['a'] })
  await library.notes.save({ ...draft('words', '=SUM(1)\n"引"\t<b>&\n- 二', note.version, '1') })
  await library.notes.save(draft('gone', '刪了'))
  await library.notes.delete({ documentId: 'essay', noteId: 'gone' })
  await library.notes.save({ ...draft('x', '別的文本'), documentId: 'text-1' })
  await library.close()
  const again = await openTestLibrary(root, { computer: 'laptop' })
  await again.notes.save(draft('both', '他寫的也完全不同', base.version))
  await again.close()
  const recall = join(root, 'library', 'devices', again.deviceId, 'recall')
  await mkdir(recall, { recursive: true })
  await writeFile(join(recall, 'essay.jsonl'), '{"card":"一"}\n')
  await writeFile(join(recall, 'essay.json'), Buffer.from([0xff, 0x00, 0x41]))
  const text = join(root, 'library', 'documents', 'text-1')
  await mkdir(text, { recursive: true })
  await writeFile(join(text, 'source.txt'), '甲乙丙')
  await writeFile(join(text, 'edition.json'), '{}')
  const last = await withExchange(root, 'desk')
  return { library: last.library, folder: await last.exportTo('out') }
}

const shown = async (library: OpenedLibrary) => {
  const notes = []
  for (const id of ['essay', 'text-1']) notes.push(...(await library.notes.list(id)))
  return notes
}

test('export, wipe, import: the same library, byte for byte in the lossless form, and again on a third', async () => {
  const root = await temporaryFolder()
  const { library, folder } = await fill(root)
  const before = await shown(library)
  expect(before.find(({ id }) => id === 'both')?.alternatives).toHaveLength(1)
  const lossless = await readFile(join(folder, 'yandu-notes.json'), 'utf8')
  expect(lossless).toContain('刪了')
  await library.close()
  let from = folder
  for (const place of ['second', 'third']) {
    const fresh = await withExchange(join(root, place))
    const outcome = await fresh.importFolder(from)
    expect(outcome).toMatchObject({ form: 'lossless', added: 4, changed: 0, refused: 0, texts: 1, files: 2 })
    expect(await shown(fresh.library)).toEqual(before)
    from = await fresh.exportTo('out')
    expect(await readFile(join(from, 'yandu-notes.json'), 'utf8')).toBe(lossless)
    expect(await readFile(join(from, 'texts', 'text-1', 'source.txt'), 'utf8')).toBe('甲乙丙')
    expect(await fresh.importFolder(folder)).toMatchObject({ added: 0, changed: 0, versions: 0, files: 0, texts: 0 })
    await fresh.library.notes.save(draft('new', '新'))
    expect(Object.keys(await bodiesOf(fresh.library))).toContain('new')
    await fresh.library.close()
    const reopened = await openTestLibrary(join(root, place))
    expect(reopened.reported).toEqual([])
    await reopened.close()
    await rm(join(root, place, 'library'), { recursive: true })
    await rm(join(root, place, 'state'), { recursive: true })
  }
})

test('import into a library with words of its own: nothing of it is lost', async () => {
  const root = await temporaryFolder()
  const { folder } = await fill(root)
  const { library, importFolder } = await withExchange(join(root, 'second'))
  await library.notes.save(draft('mine', '我的'))
  await library.notes.save(draft('both', '同一個號碼'))
  await importFolder(folder)
  const bodies = await bodiesOf(library)
  expect(bodies['mine']).toBe('我的')
  const both = (await library.notes.list('essay')).find(({ id }) => id === 'both')
  const words = [both?.body, ...(both?.alternatives.map(({ body }) => body) ?? [])]
  expect(words.sort()).toEqual(['他寫的也完全不同', '同一個號碼', '我寫的完全不同'].sort())
})

describe('a lossless file from elsewhere', () => {
  const lossless = async () => {
    const root = await temporaryFolder()
    const { folder } = await fill(root)
    return { root, text: await readFile(join(folder, 'yandu-notes.json'), 'utf8') }
  }

  test('every cut and every changed character is noticed, and nothing is written', async () => {
    const { root, text } = await lossless()
    const { library, exchange } = await withExchange(join(root, 'second'))
    const bad: string[] = []
    for (let at = 30; at < text.length; at += Math.ceil(text.length / 60)) {
      bad.push(text.slice(0, at), `${text.slice(0, at)}~${text.slice(at + 1)}`)
    }
    for (const one of bad) await expect(exchange.import({ text: one, documentId: null })).rejects.toMatchObject({ code: 'damaged-file' })
    expect(await library.notes.documents()).toEqual([])
  })

  test('one of a later Yandu is refused as such', async () => {
    const { exchange } = await withExchange(await temporaryFolder())
    const text = '{"kind":"yandu-notes","format":9,"sum":"x"}'
    await expect(exchange.import({ text, documentId: null })).rejects.toMatchObject({ code: 'read-only' })
  })

  test.each(['../../evil', 'devices/a/../x/y', 'library.json', 'documents/a/source.txt', 'devices/a/tmp/x'])(
    'a file at %s is refused',
    async (path) => {
      const { exchange } = await withExchange(await temporaryFolder())
      const content = `"versions":[],\n"files":[\n{"path":${JSON.stringify(path)},"text":"x"}\n],\n"texts":[]`
      const { createHash } = await import('node:crypto')
      const sum = createHash('sha256').update(content).digest('hex')
      const text = `{"kind":"yandu-notes","format":1,"sum":"${sum}",\n${content}}\n`
      await expect(exchange.import({ text, documentId: null })).rejects.toMatchObject({ code: 'damaged-file' })
    },
  )

  test.each(['', '[]', 'null', `${'['.repeat(100_000)}`, '{"kind":"yandu-notes"', '{"__proto__":{"type":"Annotation"}}', '{"type":"AnnotationPage","items":[1,null,{"type":"Annotation"}]}'])(
    '%# is nothing that can be imported',
    async (text) => {
      const { exchange } = await withExchange(await temporaryFolder())
      await expect(exchange.import({ text, documentId: 'essay' })).rejects.toMatchObject({ code: 'damaged-file' })
    },
  )
})

interface Annotation {
  readonly id: string
  readonly motivation: string
  readonly body?: readonly { readonly type: string; readonly value: string; readonly purpose: string }[]
  readonly target: {
    readonly source: { readonly id: string }
    readonly scope: string
    readonly selector?: readonly { readonly type: string; readonly exact?: string; readonly start?: number; readonly end?: number }[]
  }
}

test('annotations are of the W3C model, count code points, and come back as the notes they were', async () => {
  const root = await temporaryFolder()
  const { library, folder } = await fill(root)
  const text = await readFile(join(folder, 'annotations.jsonld'), 'utf8')
  const collection = JSON.parse(text) as { '@context': string; type: string; total: number; first: { type: string; startIndex: number; items: Annotation[] } }
  expect(collection).toMatchObject({ '@context': 'http://www.w3.org/ns/anno.jsonld', type: 'AnnotationCollection', total: 4 })
  const { items } = collection.first
  for (const item of items) {
    expect(item).toMatchObject({ type: 'Annotation', target: { type: 'SpecificResource', source: { type: 'Text' } } })
    expect(['highlighting', 'commenting']).toContain(item.motivation)
    expect(() => new URL(item.id)).not.toThrow()
    expect(() => new URL(item.target.source.id)).not.toThrow()
    expect(parsePassageLink(item.target.scope)).not.toBeNull()
    const [quote, position] = item.target.selector ?? []
    if (quote === undefined) continue
    expect([quote.type, position?.type]).toEqual(['TextQuoteSelector', 'TextPositionSelector'])
    expect(restored.slice(position?.start, position?.end).join('')).toBe(quote.exact)
  }
  const { library: fresh, exchange } = await withExchange(join(root, 'second'))
  // The notes on the text that is not there are refused.
  expect(await exchange.import({ text, documentId: null })).toMatchObject({ form: 'annotations', added: 3, refused: 1, known: 0 })
  const facts = async (one: OpenedLibrary) =>
    (await one.notes.list('essay')).map(({ id, body, anchor, color, tags, createdAt }) => ({ id, body, anchor, color, tags, createdAt }))
  expect(await facts(fresh)).toEqual(expect.arrayContaining(await facts(library)))
  expect(await exchange.import({ text, documentId: null })).toMatchObject({ added: 0, known: 3 })
})

test('annotations of another program: the words are kept, the place waits to be found, twice is once', async () => {
  const { library, exchange } = await withExchange(await temporaryFolder())
  const exact = restored.slice(700, 730).join('')
  const text = JSON.stringify([
    {
      '@context': 'http://www.w3.org/ns/anno.jsonld',
      id: 'https://example.org/a/1',
      type: 'Annotation',
      created: '2024-05-01T10:00:00Z',
      bodyValue: '評語',
      target: { source: 'https://example.org/text', selector: { type: 'TextQuoteSelector', exact, prefix: '前'.repeat(100), suffix: '' } },
    },
    { type: 'Annotation', body: [{ type: 'TextualBody', value: '甲,乙', purpose: 'tagging' }], target: 'https://example.org/text' },
    { type: 'Annotation', target: 'https://example.org/text' },
    { type: 'Annotation', body: { type: 'TextualBody', value: '<img src=x onerror=alert(1)>' }, target: 'javascript:alert(1)' },
  ])
  expect(await exchange.import({ text, documentId: null })).toMatchObject({ added: 0, refused: 4 })
  expect(await exchange.import({ text, documentId: 'essay' })).toMatchObject({ added: 3, refused: 1 })
  expect(await exchange.import({ text, documentId: 'essay' })).toMatchObject({ added: 0, known: 3 })
  const [first, second] = await library.notes.list('essay')
  expect(first).toMatchObject({ body: '評語', color: 'yellow', createdAt: Date.parse('2024-05-01T10:00:00Z') })
  expect(first?.anchor).toMatchObject({ revision: 'imported', quote: { exact, prefix: '前'.repeat(32) } })
  expect(second).toMatchObject({ tags: ['甲 乙'], anchor: null })
})

/** Reads RFC 4180 as another program would. */
const parseCsv = (text: string): string[][] =>
  [...text.matchAll(/((?:"(?:[^"]|"")*",?)+)\r\n/g)].map(([, row = '']) =>
    [...row.matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell = '']) => cell.replaceAll('""', '"')),
  )

test('CSV, Anki and Markdown: what other programs must not take for something else', async () => {
  const root = await temporaryFolder()
  const { folder } = await fill(root)
  const csv = await readFile(join(folder, 'notes.csv'), 'utf8')
  expect(csv.startsWith('\uFEFF"document",')).toBe(true)
  const rows = parseCsv(csv.slice(1))
  expect(rows.map((row) => row.length)).toEqual([12, 12, 12, 12, 12])
  const words = rows.find((row) => row[11] === 'words') ?? []
  expect(words[5]).toBe('\'=SUM(1)\n"引"\t<b>&\n- 二')
  expect(words[4]).toBe(restored.slice(700, 720).join(''))

  const anki = (await readFile(join(folder, 'anki.txt'), 'utf8')).split('\n')
  expect(anki.slice(0, 5)).toEqual(['#separator:tab', '#html:true', '#guid column:1', '#tags column:4', '#columns:guid\tFront\tBack\tTags'])
  const cards = anki.slice(5, -1).map((line) => line.split('\t'))
  expect(cards.every((fields) => fields.length === 4)).toBe(true)
  expect(cards.find(([guid]) => guid === 'yandu-essay-words')?.[2]).toContain('=SUM(1)<br>&quot;引&quot; &lt;b&gt;&amp;<br>- 二')
  expect(cards.find(([guid]) => guid === 'yandu-essay-both')?.[3]).toBe('yandu 治理 警務_改革')

  const files = await readdir(join(folder, 'markdown', 'essay'))
  const opening = files.find((name) => name.startsWith('0')) ?? ''
  const text = await readFile(join(folder, 'markdown', 'essay', opening), 'utf8')
  expect(text).toMatch(/^---\ntitle: "對推進/)
  expect(text).toContain('document: "essay"')
  const [, link = ''] = /\[§\]\((yandu:[^)]+)\)/.exec(text) ?? []
  expect(parsePassageLink(link)?.passage?.range).toEqual({ start: 10, end: 40 })
  expect(text).toContain(`> ${restored.slice(10, 14).join('')}`)
})

test('an export never goes into the library, never over something, and is whole or not there', async () => {
  const root = await temporaryFolder()
  const { library, folder } = await fill(root)
  await library.close()
  const { exchange, exportTo } = await withExchange(root, 'desk')
  expect(folder).toBe(join(root, 'out'))
  const second = await exportTo('out')
  expect(second).toMatch(/out\/yandu-notes-\d{4}-\d\d-\d\d$/)
  expect(await exportTo('out')).toBe(`${second} (2)`)
  expect((await readdir(root)).filter((name) => name.includes('.tmp'))).toEqual([])
  await expect(exchange.export({ target: { kind: 'folder', path: join(root, 'library', 'x') } })).rejects.toMatchObject({ code: 'forbidden' })
  await writeFile(join(root, 'file'), '')
  await expect(exchange.export({ target: { kind: 'folder', path: join(root, 'file', 'x') } })).rejects.toMatchObject({ name: 'AppError' })
})

test('a download is one archive with the same files', async () => {
  const root = await temporaryFolder()
  const { library, folder } = await fill(root)
  await library.close()
  const { exchange } = await withExchange(root, 'desk')
  const outcome = await exchange.export({ target: { kind: 'download' } })
  if (outcome.status !== 'saved') throw new Error('cancelled')
  const found = await exchange.download(outcome.download?.replace('/download/', '') ?? '')
  const entries = unzipSync(found?.bytes ?? new Uint8Array(0))
  const name = Object.keys(entries).find((one) => one.endsWith('/yandu-notes.json')) ?? ''
  expect(Buffer.from(entries[name] ?? []).toString()).toBe(await readFile(join(folder, 'yandu-notes.json'), 'utf8'))
  expect(Object.keys(entries)).toHaveLength(outcome.files)
})
