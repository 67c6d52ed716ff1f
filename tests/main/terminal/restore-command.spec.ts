import { randomBytes } from 'node:crypto'
import { readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { runCommandLine } from '../../../main/cli.ts'
import { openLibrary } from '../../../main/library/open-library.ts'
import { draft, temporaryFolder } from '../notes/temporary-library.ts'

const contentFolder = fileURLToPath(new URL('../../../content/', import.meta.url))

const commandLine = (root: string) => {
  const run = async (...args: string[]) => {
    let stdout = ''
    let stderr = ''
    const code = await runCommandLine([...args, '--library', join(root, 'library'), '--state', join(root, 'state')], {
      platform: null,
      contentFolder,
      uiFolder: join(root, 'ui'),
      version: '1.2.3',
      stdout: (text) => void (stdout += text),
      stderr: (text) => void (stderr += text),
      cwd: root,
      env: {},
      home: root,
      startReader: null,
    })
    return { code, stdout, stderr }
  }
  const open = () =>
    openLibrary({
      libraryFolder: join(root, 'library'),
      stateFolder: join(root, 'state'),
      shell: 'browser',
      clock: Date.now,
      randomBytes: (size) => randomBytes(size),
      onFocus: () => true,
    })
  const write = async (id: string, body: string): Promise<void> => {
    const library = await open()
    await library.notes.save(draft(id, body))
    await library.close()
  }
  return { run, open, write }
}

test('restore: listed, looked at, done and undone from the command line', async () => {
  const { run, write } = commandLine(await temporaryFolder())
  expect(await run('restore', '--list')).toMatchObject({ code: 1, stdout: '' })
  await write('a', '甲')
  expect(await run('restore')).toMatchObject({ code: 1 })
  expect((await run('restore', '--make')).stdout).toContain('Made and read back: 00000001-')
  expect((await run('restore', '--make')).stdout).toContain('holds the same already')
  await write('b', '乙')
  const planned = await run('restore', '--exact', '--dry-run', '1', '--json')
  expect(JSON.parse(planned.stdout)).toMatchObject({ dryRun: true, removed: 1, broughtBack: 0, before: null })
  const done = await run('restore', '--exact', '1')
  expect(done).toMatchObject({ code: 0, stderr: '' })
  expect(done.stdout).toContain('notes moved to the trash: 1')
  const [, undo = ''] = /yandu restore --exact (\S+) undoes this/.exec(done.stdout) ?? []
  expect((await run('restore', '--exact', undo)).stdout).toContain('notes changed: 1')
  const list = await run('restore', '--list', '--json')
  const { backups } = JSON.parse(list.stdout) as { backups: { state: string; reason: string }[] }
  expect(backups.map(({ reason }) => reason)).toEqual(['before-restore', 'before-restore', 'asked'])
  expect((await run('restore', '--list')).stdout).toContain('verified, made on request')
})

test('restore: a library that is lost altogether comes back from its folder of backups', async () => {
  const root = await temporaryFolder()
  const { run, write, open } = commandLine(root)
  await write('a', '甲')
  await run('restore', '--make')
  await rename(join(root, 'library'), join(root, 'gone'))
  const told = await run('restore')
  expect(told.code).toBe(1)
  expect(told.stderr).toContain('--from')
  const [name = ''] = await readdir(join(root, 'state', 'backups'))
  const from = join(root, 'state', 'backups', name)
  expect((await run('restore', '--from', from, '--list')).stdout).toContain('notes 1')
  expect((await run('restore', '--from', from)).stdout).toContain('notes brought back: 1')
  const library = await open()
  expect((await library.notes.list('essay')).map(({ body }) => body)).toEqual(['甲'])
  await library.close()
})

test('restore: what it does not understand, and an open library', async () => {
  const { run, write, open } = commandLine(await temporaryFolder())
  await write('a', '甲')
  await run('restore', '--make')
  expect(await run('restore', 'nonsense')).toMatchObject({ code: 2 })
  expect(await run('restore', '../../etc/passwd')).toMatchObject({ code: 2 })
  expect(await run('restore', '--list', '--exact')).toMatchObject({ code: 2 })
  expect(await run('restore', '1', '2')).toMatchObject({ code: 2 })
  expect(await run('restore', '99')).toMatchObject({ code: 1 })
  const library = await open()
  expect(await run('restore', '--list')).toMatchObject({ code: 0 })
  expect(await run('restore', '--dry-run')).toMatchObject({ code: 0 })
  expect(await run('restore')).toMatchObject({ code: 3 })
  await library.close()
})

test('export, wipe, import-notes from the command line', async () => {
  const root = await temporaryFolder()
  const { run, write } = commandLine(root)
  await write('a', '甲')
  expect(await run('export', '--out', 'x')).toMatchObject({ code: 2 })
  expect(await run('export', '--notes')).toMatchObject({ code: 2 })
  expect((await run('export', '--notes', '--out', 'out')).stdout).toContain('notes 1')
  const lossless = await readFile(join(root, 'out', 'yandu-notes.json'), 'utf8')
  await rm(join(root, 'library'), { recursive: true })
  await rm(join(root, 'state'), { recursive: true })
  expect((await run('import-notes', 'out')).stdout).toContain('Notes added: 1')
  await run('export', '--notes', '--out', 'again')
  expect(await readFile(join(root, 'again', 'yandu-notes.json'), 'utf8')).toBe(lossless)
  expect((await run('import-notes', join('out', 'annotations.jsonld'), '--json')).stdout).toContain('"known": 1')
  expect(await run('import-notes', 'nothing')).toMatchObject({ code: 1 })
  expect(await run('import-notes', join('out', 'notes.csv'))).toMatchObject({ code: 1 })
  expect(await run('import-notes')).toMatchObject({ code: 2 })
})
