import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { FoundDocument, ImportChoices, ImportPreview } from '../../../preload/contract/imports.ts'
import type { Handlers } from '../../../preload/contract/index.ts'
import { AppError } from '../../../preload/contract/wire.ts'
import { createClient } from '../../../renderer/bridge/client.ts'
import { createImportActions, type SentFile } from '../../../renderer/state/import-actions.ts'
import { createAppStore, type AppStore } from '../../../renderer/state/index.ts'
import { createFakeApp } from '../../bridge/fake-app.ts'

const foundDocument = (title: string, more: Partial<FoundDocument> = {}): FoundDocument => ({
  documentId: `d-${title.length}`,
  title,
  language: 'zh-Hant',
  characters: 10,
  sections: 0,
  missingSections: 0,
  gaps: 0,
  editCounts: [],
  undone: 0,
  warnings: [],
  known: null,
  ...more,
})

let received: Map<string, Buffer>
let readings: { importId: string; choices: ImportChoices }[]
let added: unknown[]
let dropped: string[]
let visited: string[]
let found: FoundDocument[]
/** Readings that are held back. */
let gates: (() => void)[] | null
let store: AppStore
let timers: (() => void)[]
let failures: unknown[]

const preview = (importId: string, choices: ImportChoices): ImportPreview => ({
  importId,
  name: 'a.txt',
  format: 'text',
  bytes: 10,
  encoding: 'UTF-8',
  encodingConfidence: 1,
  encodingUnsure: false,
  encodings: [],
  choices,
  documents: found,
})

const create = (overrides: Partial<Handlers> = {}) => {
  let serial = 0
  const app = createFakeApp({
    'imports.begin': ({ bytes }) => {
      serial += 1
      const importId = `import-${serial}`
      received.set(importId, Buffer.alloc(bytes))
      return Promise.resolve({ importId })
    },
    'imports.send': ({ importId, offset, data }) => {
      const bytes = Buffer.from(data, 'base64')
      bytes.copy(received.get(importId) ?? Buffer.alloc(0), offset)
      return Promise.resolve({ received: offset + bytes.length })
    },
    'imports.read': async ({ importId, choices }) => {
      readings.push({ importId, choices })
      if (gates) await new Promise<void>((resolve) => gates?.push(resolve))
      return preview(importId, choices)
    },
    'imports.outline': () => Promise.reject(new AppError('not-found', 'no outline here')),
    'imports.add': (input) => {
      added.push(input)
      return Promise.resolve({ documentIds: found.map(({ documentId }) => documentId) })
    },
    'imports.drop': ({ importId }) => {
      dropped.push(importId)
      return Promise.resolve({})
    },
    'imports.waiting': () => Promise.resolve([]),
    'documents.list': () => Promise.resolve([]),
    ...overrides,
  })
  const client = createClient({
    call: (name, input) => app.dispatch(name, input),
    subscribe: () => () => undefined,
  })
  return createImportActions({
    store,
    client,
    randomId: () => randomBytes(8).toString('hex'),
    later: (task) => {
      timers.push(task)
      return () => {
        timers = timers.filter((one) => one !== task)
      }
    },
    failed: (error) => failures.push(error),
    openDocument: () => Promise.resolve(),
    visitDocument: (id) => Promise.resolve(void visited.push(id)),
  })
}

const file = (name: string, bytes: Buffer): SentFile => {
  const blob = new Blob([new Uint8Array(bytes)])
  return { name, size: bytes.length, slice: (start, end) => blob.slice(start, end) }
}
const work = () => store.get().imports.work
const phase = () => work()?.phase.kind
const settled = (kind: string) => vi.waitFor(() => expect(phase()).toBe(kind))
const runTimers = () => {
  const now = timers
  timers = []
  for (const task of now) task()
}

beforeEach(() => {
  received = new Map()
  readings = []
  added = []
  dropped = []
  visited = []
  found = [foundDocument('故鄉')]
  gates = null
  timers = []
  failures = []
  store = createAppStore()
})
afterEach(() => expect(failures).toEqual([]))

const outlined = {
  'imports.outline': () =>
    Promise.resolve({
      documentId: 'd', revision: 'r', title: '', titleSet: '', language: 'zh-Hant' as const, shipped: false,
      source: { sha256: '', bytes: 1, characters: 1, encoding: 'UTF-8' },
      characters: 10, parts: [], sections: [], gaps: [], editCounts: [], paragraphs: [],
    }),
}

test('a file arrives byte for byte, in pieces', async () => {
  const actions = create(outlined)
  const bytes = randomBytes(2_500_000)
  actions.importFiles([file('a.txt', bytes)])
  await settled('found')
  expect(received.get('import-1')?.equals(bytes)).toBe(true)
  expect(store.get().shell.dialog).toEqual({ kind: 'import' })
  expect(added).toEqual([])
})

test('decisions in a row make one reading, and what was decided last is added', async () => {
  const actions = create(outlined)
  actions.importFiles([file('a.txt', Buffer.from('x'))])
  await settled('found')
  actions.titleImport('一')
  actions.titleImport('二')
  expect(phase()).toBe('reading')
  expect(readings).toHaveLength(1)
  await actions.addImport()
  expect(readings).toHaveLength(2)
  expect(readings[1]?.choices.documents[0]?.choices.title).toBe('二')
  expect(added).toHaveLength(1)
  expect(visited).toEqual(['d-2'])
  runTimers()
  expect(readings).toHaveLength(2)
})

test('an older reading that answers late is not shown', async () => {
  const actions = create(outlined)
  actions.importFiles([file('a.txt', Buffer.from('x'))])
  await settled('found')
  gates = []
  actions.titleImport('一')
  runTimers()
  await vi.waitFor(() => expect(gates).toHaveLength(1))
  actions.titleImport('二')
  runTimers()
  await vi.waitFor(() => expect(gates).toHaveLength(2))
  gates[1]?.()
  await settled('found')
  expect(work()?.preview?.choices.documents[0]?.choices.title).toBe('二')
  gates[0]?.()
  await new Promise((resolve) => setTimeout(resolve, 10))
  expect(work()?.preview?.choices.documents[0]?.choices.title).toBe('二')
})

test('cancelled while it is read, it is dropped and the next file is read', async () => {
  gates = []
  const actions = create(outlined)
  actions.importFiles([file('a.txt', Buffer.from('x')), file('b.txt', Buffer.from('y'))])
  await vi.waitFor(() => expect(gates).toHaveLength(1))
  expect(store.get().imports.queue).toHaveLength(1)
  await actions.cancelImport()
  expect(dropped).toEqual(['import-1'])
  await vi.waitFor(() => expect(gates).toHaveLength(2))
  gates[0]?.()
  gates[1]?.()
  await settled('found')
  expect(work()?.name).toBe('b.txt')
  expect(added).toEqual([])
})

test('of several texts only the wanted are added, and the library shows them', async () => {
  found = [foundDocument('甲'), foundDocument('乙乙'), foundDocument('丙丙丙')]
  const actions = create(outlined)
  actions.importFiles([file('a.txt', Buffer.from('x'))])
  await settled('found')
  actions.wantText([1], false)
  expect(phase()).toBe('found')
  await actions.addImport()
  expect(added).toEqual([{ importId: 'import-1', asRevision: true, wanted: [true, false, true] }])
  expect(store.get().shell.dialog).toEqual({ kind: 'library' })
  expect(work()).toBeNull()
})

test('nothing takes the place of the text that comes with Yandu', async () => {
  const known = { documentId: 'essay', title: '文', same: false, likeness: 1, notes: 0, replaceable: false }
  found = [foundDocument('文', { known })]
  const actions = create(outlined)
  actions.importFiles([file('a.txt', Buffer.from('x'))])
  await settled('found')
  await actions.addImport()
  expect(added).toMatchObject([{ asRevision: false }])
})

test('what cannot be added stays, and says so', async () => {
  const actions = create({ ...outlined, 'imports.add': () => Promise.reject(new AppError('disk-full', 'full')) })
  actions.importFiles([file('a.txt', Buffer.from('x'))])
  await settled('found')
  await actions.addImport()
  expect(work()?.phase).toEqual({ kind: 'failed', during: 'adding', code: 'disk-full', reason: null })
  expect(store.get().shell.dialog).toEqual({ kind: 'import' })
})

test('files that are empty, too large or gone are told from each other', async () => {
  const actions = create(outlined)
  const cases = [
    [file('a.txt', Buffer.alloc(0)), 'import-empty'],
    [{ ...file('b.txt', Buffer.from('x')), size: 201 * 1024 * 1024 }, 'import-too-large'],
    [{ name: 'c', size: 1, slice: () => ({ arrayBuffer: () => Promise.reject(new Error('gone')) }) }, 'import-unreadable'],
  ] as const
  for (const [one, reason] of cases) {
    actions.importFiles([one])
    await settled('failed')
    expect(work()?.phase).toMatchObject({ reason })
    await actions.cancelImport()
  }
  expect(store.get().shell.dialog).toBeNull()
})

test('files opened with Yandu are taken over without being sent', async () => {
  const actions = create({ ...outlined, 'imports.waiting': () => Promise.resolve([{ importId: 'outside', name: '外.txt' }]) })
  await actions.takeImports()
  await settled('found')
  expect(readings.map(({ importId }) => importId)).toEqual(['outside'])
  expect(received.size).toBe(0)
})
