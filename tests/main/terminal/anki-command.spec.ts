import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { runCommandLine } from '../../../main/cli.ts'
import { bodiesOf, draft, openTestLibrary, temporaryFolder } from '../notes/temporary-library.ts'

const contentFolder = fileURLToPath(new URL('../../../content/', import.meta.url))

const runIn = (root: string) => async (...args: string[]) => {
  let stdout = ''
  let stderr = ''
  const code = await runCommandLine([...args, '--library', join(root, 'library'), '--state', join(root, 'state')], {
    platform: null,
    contentFolder,
    uiFolder: root,
    version: '1.2.3',
    stdout: (text) => {
      stdout += text
    },
    stderr: (text) => {
      stderr += text
    },
    cwd: root,
    env: {},
    home: root,
    startReader: null,
  })
  return { code, stdout, stderr }
}

test('cards go out and come back by id; again changes nothing, and no card is added', async () => {
  const root = await temporaryFolder()
  const run = runIn(root)
  const library = await openTestLibrary(root)
  await library.notes.save(draft('note-a', '前\n\n問：一？\n答：1\n\n==隱==見'))
  await library.close()

  expect(await run('anki', '--out', 'cards.txt')).toMatchObject({ code: 0 })
  const text = await readFile(join(root, 'cards.txt'), 'utf8')
  const ids = [...text.matchAll(/^(y[a-z0-9]{15})\t/gm)].map(([, id]) => id)
  expect(ids).toHaveLength(2)
  expect(await run('anki', '--out', 'cards.txt')).toMatchObject({ code: 1 })
  expect(JSON.parse((await run('anki', 'cards.txt', '--json')).stdout)).toMatchObject({ updated: 0, unchanged: 2, unknown: 0, refused: [] })

  await writeFile(
    join(root, 'back.txt'),
    `${text.replace('一？\t1\t', '一？！\t<div>壹</div>\tnew').replace('<u>隱</u>見', '<u>藏</u>見')}y00000strange\tx\ty\t\n`,
  )
  expect(JSON.parse((await run('anki', 'back.txt', '--json')).stdout)).toMatchObject({ updated: 2, unchanged: 0, unknown: 1, refused: [] })
  expect(JSON.parse((await run('anki', 'back.txt', '--json')).stdout)).toMatchObject({ updated: 0, unchanged: 2, unknown: 1 })

  const again = await openTestLibrary(root)
  expect(await bodiesOf(again)).toEqual({ 'note-a': `前\n\n問：一？！ ^${ids[0]}\n答：壹\n\n==藏==見 ^${ids[1]}` })
})

test('says what it does not understand', async () => {
  const root = await temporaryFolder()
  const run = runIn(root)
  expect((await run('anki')).code).toBe(2)
  expect((await run('anki', 'a.txt', '--out', 'b.txt')).code).toBe(2)
  expect((await run('anki', 'absent.txt')).code).toBe(1)
})
