import * as nodeDisk from 'node:fs/promises'
import { readdir, readFile, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createDurableFiles } from '../../main/library/durable-file.ts'
import { stateLayout } from '../../main/library/layout.ts'
import { openStateStores } from '../../main/library/settings-store.ts'
import type { Problem } from '../../preload/contract/app.ts'
import { kindsOf, openTestLibrary, temporaryFolder } from '../main/notes/temporary-library.ts'

const openStores = async (state: string) => {
  const reported: Problem[] = []
  const layout = stateLayout(state)
  const files = createDurableFiles({ temporary: layout.temporary, now: Date.now })
  const stores = await openStateStores({ files, layout, now: Date.now, report: (problem) => reported.push(problem), writable: true })
  return { ...stores, reported }
}

test('a styles file torn off or changed at any byte gives the last generation that is whole, or nothing', async () => {
  const state = await temporaryFolder()
  const path = join(state, 'styles.json')
  for (const size of [20, 30]) {
    const stores = await openStores(state)
    stores.styles.change('essay', { size, theme: 'sepia' })
    await stores.close()
  }
  const current = await readFile(path)
  const previous = await readFile(`${path}.previous`)
  const flipped = (at: number): Buffer => Buffer.from(current.map((byte, index) => (index === at ? byte ^ 1 : byte)))
  const damages = [...current.keys()].flatMap((at) => [current.subarray(0, at), flipped(at)])
  expect(damages.length).toBeGreaterThan(300)
  for (const damaged of damages) {
    await writeFile(path, damaged)
    await writeFile(`${path}.previous`, previous)
    const stores = await openStores(state)
    expect(stores.styles.get('essay')).toEqual({ size: 20, theme: 'sepia' })
    expect(kindsOf(stores.reported)).toEqual(['set-aside'])
    await stores.close()
    const kept = (await readdir(state)).filter((name) => name.includes('.corrupt-'))
    expect(kept).toHaveLength(1)
    for (const name of kept) {
      expect(await readFile(join(state, name))).toEqual(Buffer.from(damaged))
      await unlink(join(state, name))
    }
  }
})

test('a style that a full disk refuses stays in force, and is written when there is room', async () => {
  const root = await temporaryFolder()
  let full = false
  let refused = 0
  const disk = {
    ...nodeDisk,
    open: async (...args: Parameters<typeof nodeDisk.open>) => {
      if (!full || args[1] === 'r') return nodeDisk.open(...args)
      refused += 1
      throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })
    },
  }
  const library = await openTestLibrary(root, { disk })
  full = true
  library.styles.change('essay', { size: 24 })
  await expect.poll(() => refused).toBeGreaterThan(0)
  expect(library.styles.get('essay')).toEqual({ size: 24 })
  full = false
  await library.close()
  expect((await openTestLibrary(root)).styles.get('essay')).toEqual({ size: 24 })
})
