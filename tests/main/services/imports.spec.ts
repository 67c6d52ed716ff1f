import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openApp, type App } from '../../../main/app.ts'
import { createTerminalPlatform } from '../../../main/terminal/terminal-platform.ts'
import type { ImportChoices } from '../../../preload/contract/imports.ts'
import { events, type EventName, type Input, type MethodName, type Output } from '../../../preload/contract/index.ts'
import { AppError } from '../../../preload/contract/wire.ts'

let root: string
let app: App
let heard: { name: string; data: unknown }[]

const open = async (): Promise<App> => {
  const opened = await openApp({
    platform: createTerminalPlatform(null),
    libraryFolder: join(root, 'library'),
    stateFolder: join(root, 'state'),
    contentFolder: fileURLToPath(new URL('../../../content/', import.meta.url)),
    uiFolder: root,
    version: '1.2.3',
    onFocus: () => true,
    log: () => undefined,
  })
  opened.listen((event) => heard.push(event))
  return opened
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'yandu-imports-'))
  await writeFile(join(root, 'index.html'), '<!doctype html><html lang="en"></html>')
  heard = []
  app = await open()
})
afterEach(async () => {
  await app.close()
  await rm(root, { recursive: true, force: true })
})

/** A call as a window makes it. */
const call = async <Name extends MethodName>(name: Name, input: Input<Name>): Promise<Output<Name>> => {
  const reply = await app.dispatch(name, input)
  if (!reply.ok) throw new AppError(reply.error.code, reply.error.message, reply.error.details)
  return reply.value as Output<Name>
}
const asDetected: ImportChoices = { encoding: null, documents: [] }

const send = async (name: string, bytes: Uint8Array, piece = 1_000_000): Promise<string> => {
  const { importId } = await call('imports.begin', { name, bytes: bytes.length })
  for (let offset = 0; offset < bytes.length; offset += piece) {
    const data = Buffer.from(bytes.subarray(offset, offset + piece)).toString('base64')
    await call('imports.send', { importId, offset, data })
  }
  return importId
}
const text = (words: string): Uint8Array => new TextEncoder().encode(words)
const story = '故鄉\n\n一、回鄉\n\n　　我冒了嚴寒，回到相隔二千餘里，別了二十餘年的故鄉去。𠀀𠀁\n\n二、離鄉\n\n　　老屋離我愈遠了；故鄉的山水也都漸漸遠離了我。\n'

describe('an import', () => {
  it('of a text goes from its bytes to a document, and adds nothing before it is told to', async () => {
    const importId = await send('故鄉.txt', text(story), 40)
    const preview = await call('imports.read', { importId, choices: asDetected })
    expect(preview).toMatchObject({ name: '故鄉.txt', format: 'text', encoding: 'UTF-8', bytes: text(story).length })
    expect(preview.documents).toMatchObject([{ title: '故鄉', sections: 2, known: null }])
    const outline = await call('imports.outline', { importId, index: 0 })
    expect(outline.sections.map(({ heading }) => heading)).toEqual(['一、回鄉', '二、離鄉'])
    const passage = await call('imports.passage', { importId, index: 0, start: 0, end: 1_000 })
    expect(passage.restored).toContain('𠀀𠀁')
    expect(await readdir(join(root, 'library/documents')).catch(() => [])).toEqual([])
    expect(await call('documents.list', {})).toHaveLength(1)

    const { documentIds } = await call('imports.add', { importId, asRevision: false })
    const [documentId = ''] = documentIds
    expect(documentId).toBe(preview.documents[0]?.documentId)
    expect(await readFile(join(root, 'library/documents', documentId, 'source.txt'))).toEqual(Buffer.from(text(story)))
    expect(await call('documents.outline', { documentId })).toEqual(outline)
    expect(await call('documents.list', {})).toMatchObject([{ documentId: 'essay' }, { documentId, title: '故鄉', shipped: false }])
    expect(heard).toContainEqual({ name: 'documents.changed', data: { documentIds } })
    await expect(call('imports.outline', { importId, index: 0 })).rejects.toMatchObject({ code: 'not-found' })
    for (const { name, data } of heard) {
      if (name.startsWith('imports.') || name.startsWith('documents.')) expect(events[name as EventName].safeParse(data).success).toBe(true)
    }
  })
})
