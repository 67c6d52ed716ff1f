import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import * as nodeDisk from 'node:fs/promises'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { addedDocuments, checkLibrary } from '../../main/library/check-library.ts'
import type { Disk } from '../../main/library/disk.ts'
import { readEarlierEdition, readEdition, revisionInName } from '../../main/editions/edition-store.ts'
import { addDocument } from '../../main/services/add-document.ts'
import { checkDocuments, createDocuments } from '../../main/services/documents.ts'
import { openTestLibrary, temporaryFolder } from '../main/notes/temporary-library.ts'
import { filesOf, textOf } from './adding-texts.ts'

const failure = (code: string): Error => Object.assign(new Error(code), { code })

/** The real disk, which changes nothing any more after so many changes: as if the program, or the room, had ended there. */
const endingDisk = (changes: number, code: string): { disk: Disk; left: () => number } => {
  let left = changes
  const change = <Args extends unknown[], Result>(work: (...args: Args) => Promise<Result>) => (...args: Args): Promise<Result> => {
    left -= 1
    return left < 0 ? Promise.reject(failure(code)) : work(...args)
  }
  const open: Disk['open'] = async (path, flags, mode) => {
    const isChange = flags !== 'r' && flags !== undefined
    const handle = await (isChange ? change(nodeDisk.open) : nodeDisk.open)(path, flags, mode)
    return new Proxy(handle, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name, target)
        if (typeof value !== 'function') return value
        const bound = value.bind(target) as (...args: unknown[]) => Promise<unknown>
        return name === 'write' || name === 'truncate' ? change(bound) : bound
      },
    })
  }
  const disk: Disk = {
    ...nodeDisk,
    open,
    rename: change(nodeDisk.rename),
    link: change(nodeDisk.link),
    copyFile: change(nodeDisk.copyFile),
    unlink: change(nodeDisk.unlink),
    mkdir: change(nodeDisk.mkdir) as Disk['mkdir'],
  }
  return { disk, left: () => left }
}

/** The text of the document as a reader finds it; null when there is none. */
const found = async (root: string): Promise<string | null> => {
  const documentsFolder = join(root, 'library/documents')
  const problems: unknown[] = []
  const documents = createDocuments({
    contentFolder: join(root, 'none'),
    documentsFolder,
    report: (problem) => problems.push(problem),
    log: () => undefined,
  })
  const [summary] = await documents.list()
  expect(problems).toEqual([])
  expect((await checkDocuments(documentsFolder, await addedDocuments(join(root, 'library')))).problems).toEqual([])
  return summary === undefined ? null : (await documents.edition('book')).source.text
}

test.each([['ENOSPC', 'disk-full'], ['EIO', 'disk-failed']])(
  'an adding that ends anywhere (%s) leaves what was there or the whole, and can be done again',
  async (fault, code) => {
    const first = await filesOf(textOf(1))
    const second = await filesOf(textOf(2))
    let whole = 0
    for (let changes = 0; whole === 0 && changes < 200; changes += 1) {
      const root = await temporaryFolder()
      const before = changes % 2 === 0 ? null : textOf(1)
      const calm = await openTestLibrary(root)
      const into = (library: typeof calm) => ({
        files: library.files, folder: library.layout.document, earlierEditions: library.earlierEditions, shelf: library.shelf,
      })
      if (before !== null) await addDocument(into(calm), first)
      await calm.close()
      // Opening changes files too; only the adding is cut off.
      let armed: ReturnType<typeof endingDisk> | null = null
      const calls = endingDisk(Number.POSITIVE_INFINITY, fault)
      const disk = new Proxy(calls.disk, { get: (target, name) => Reflect.get(armed?.disk ?? target, name) as unknown })
      const library = await openTestLibrary(root, { disk })
      armed = endingDisk(changes, fault)
      const outcome = await addDocument(into(library), second).then(() => null, (error: unknown) => error)
      if (outcome === null) whole = changes
      else expect(outcome).toMatchObject({ code })
      await library.close().catch(() => undefined)
      const after = await found(root)
      expect([before, textOf(2)]).toContain(after)
      if (outcome === null) expect(after).toBe(textOf(2))

      const again = await openTestLibrary(root)
      await addDocument(into(again), second)
      await again.close()
      expect(await found(root)).toBe(textOf(2))
      expect((await checkLibrary(join(root, 'library'))).problems).toEqual([])
    }
    expect(whole).toBeGreaterThan(10)
  },
)

/** Kills a child that adds one revision after the other; the last one it promised. */
const killOne = (root: string, from: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'adding-child.ts'), root, String(from)], { stdio: ['ignore', 'pipe', 'inherit'] })
    let text = ''
    child.stdout.setEncoding('utf8')
    child.stdout.on('data', (part: string) => {
      if (text === '') setTimeout(() => child.kill('SIGKILL'), randomInt(150))
      text += part
    })
    child.on('error', reject)
    child.on('close', () => resolve(Number(text.trim().split('\n').at(-1)) || -1))
  })

test('kill -9 while a document is added: the last edition that was promised is there, or a later one, whole', async () => {
  const root = await temporaryFolder()
  let promised = -1
  for (let run = 0; run < 12; run += 1) {
    promised = Math.max(promised, await killOne(root, run * 100))
    const text = await found(root)
    const number = Number(/第(\d+)版/.exec(text ?? '')?.[1] ?? -1)
    expect(number).toBeGreaterThanOrEqual(promised)
    if (text !== null) expect(text).toBe(textOf(number))
  }
  expect(promised).toBeGreaterThan(0)
  const folder = join(root, 'library/documents/book')
  const present = await readEdition(folder)
  const earlier = (await readdir(folder)).flatMap((name) => revisionInName(name) ?? [])
  expect(earlier.length).toBeGreaterThan(0)
  for (const revision of earlier) {
    expect((await readEarlierEdition(folder, revision)).sourceText).toMatch(/^故鄉\n\n　　第\d+版/)
  }
  expect(present.edition.documentId).toBe('book')
})
