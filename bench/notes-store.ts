/**
 * What the notes of one document cost at 10,000 notes, as ratios within this run: opening against parsing the same
 * bytes as JSON, and a save against one small file written, synced and renamed. Run: node bench/notes-store.ts [notes]
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, open, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLibrary } from '../main/library/open-library.ts'

const count = Number(process.argv[2] ?? 10_000)
const saves = 100
const root = await mkdtemp(join(tmpdir(), 'yandu-bench-'))
const folders = { libraryFolder: join(root, 'library'), stateFolder: join(root, 'state') }
const openIt = () => openLibrary({ ...folders, shell: 'terminal', clock: Date.now, randomBytes, onFocus: () => false })

const time = async (task: () => Promise<unknown>): Promise<number> => {
  const start = performance.now()
  await task()
  return performance.now() - start
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN

const body = (index: number): string => `第 ${index} 則。${'社會管理創新，是一項長期性、戰略性工作，又是一項系統工程。'.repeat(8)}`

try {
  const writing = await openIt()
  for (let index = 0; index < count; index += 1) {
    await writing.notes.save({
      documentId: 'essay',
      noteId: randomUUID(),
      sectionId: `${(index % 33) + 1}`,
      body: body(index),
      base: null,
    })
  }
  await writing.close()

  const opening: number[] = []
  const parsing: number[] = []
  for (let round = 0; round < 5; round += 1) {
    const library = await openIt()
    opening.push(await time(() => library.notes.list('essay')))
    const file = join(library.folder, 'devices', library.deviceId, 'notes', 'essay.json')
    parsing.push(await time(async () => JSON.parse(await readFile(file, 'utf8'))))
    await library.close()
  }

  const library = await openIt()
  await library.notes.list('essay')
  const saving: number[] = []
  const writingSmall: number[] = []
  for (let index = 0; index < saves; index += 1) {
    saving.push(
      await time(() =>
        library.notes.save({ documentId: 'essay', noteId: randomUUID(), sectionId: '1', body: body(index), base: null }),
      ),
    )
    writingSmall.push(
      await time(async () => {
        const path = join(root, 'small')
        const handle = await open(`${path}.tmp`, 'w')
        await handle.writeFile(Buffer.alloc(1024, 'x'))
        await handle.sync()
        await handle.close()
        await rename(`${path}.tmp`, path)
      }),
    )
  }
  await library.close()

  const row = (name: string, ours: readonly number[], base: readonly number[]) =>
    console.log(`${name}: ${median(ours).toFixed(2)} ms, ${(median(ours) / median(base)).toFixed(2)} × the base`)
  console.log(`${count} notes of one document`)
  row('open and list (base: JSON.parse of the same file)', opening, parsing)
  row('one durable save (base: 1 KB written, synced, renamed)', saving, writingSmall)
} finally {
  await rm(root, { recursive: true, force: true })
}
