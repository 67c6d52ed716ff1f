import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runCommandLine } from '../../../main/cli.ts'
import { openLibrary, type Library } from '../../../main/library/open-library.ts'
import { takeFiles } from '../../../main/library/opened-files.ts'

const link = 'yandu://passage/essay/2.2?p=7'

let folder: string
let library: Library | null = null
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yandu-open-'))
})
afterEach(async () => {
  await library?.close()
  library = null
  await rm(folder, { recursive: true, force: true })
})

const started: { readonly args: readonly string[]; readonly quiet: boolean }[] = []

const run = async (args: readonly string[], exitCode: number | null = 0) => {
  let stdout = ''
  let stderr = ''
  started.length = 0
  const code = await runCommandLine([...args, '--library', join(folder, 'library'), '--state', join(folder, 'state')], {
    platform: null,
    contentFolder: folder,
    uiFolder: folder,
    version: '1',
    stdout: (text) => (stdout += text),
    stderr: (text) => (stderr += text),
    cwd: folder,
    env: {},
    home: folder,
    startReader:
      exitCode === null
        ? null
        : async (given, quiet) => {
            started.push({ args: given, quiet })
            return exitCode
          },
  })
  return { code, stdout, stderr }
}

const hold = async (shell: 'browser' | 'terminal', onFocus: (link: string | null) => boolean): Promise<void> => {
  library = await openLibrary({
    libraryFolder: join(folder, 'library'),
    stateFolder: join(folder, 'state'),
    shell,
    clock: Date.now,
    randomBytes,
    onFocus,
  })
}

const folders = () => ['--library', join(folder, 'library'), '--state', join(folder, 'state')]

describe('yandu open', () => {
  test('asks the Yandu that has the library to show the passage', async () => {
    const heard: (string | null)[] = []
    await hold('browser', (wanted) => (heard.push(wanted), true))
    const { code, stdout } = await run(['open', link])
    expect([code, started, heard]).toEqual([0, [], [link]])
    expect(stdout).toContain('came to the front')
    expect(stdout).toContain('show the passage')
    const asJson = await run(['open', '--json'])
    expect(JSON.parse(asJson.stdout)).toEqual({ reader: 'asked', pid: process.pid, focused: true })
    expect(heard).toEqual([link, null])
  })

  test('says so when that one has no window of its own', async () => {
    await hold('browser', () => false)
    const { code, stdout } = await run(['open', link])
    expect(code).toBe(0)
    expect(stdout).toContain('without a window')
  })

  test('leaves word of a file for whoever opens the library, and starts Yandu when nobody has it', async () => {
    const file = join(folder, '故鄉')
    await writeFile(file, '故鄉')
    expect((await run(['open', file])).code).toBe(0)
    expect(started).toEqual([{ args: folders(), quiet: false }])
    expect(await takeFiles(join(folder, 'state'), join(folder, 'other'))).toEqual([])
    expect(await takeFiles(join(folder, 'state'), join(folder, 'library'))).toEqual([file])
    expect(await takeFiles(join(folder, 'state'), join(folder, 'library'))).toEqual([])
    expect((await run([file])).code).toBe(0)
    expect(await takeFiles(join(folder, 'state'), join(folder, 'library'))).toEqual([file])
    expect((await run([join(folder, 'none.txt')])).code).toBe(2)
  })

  test('starts Yandu when nobody has the library, and ends as it ends', async () => {
    expect(await run(['open', link])).toEqual({ code: 0, stdout: '', stderr: '' })
    expect(started).toEqual([{ args: [...folders(), link], quiet: false }])
    const asJson = await run(['open', '--json', link], 1)
    expect([asJson.code, JSON.parse(asJson.stdout)]).toEqual([1, { reader: 'started' }])
    expect(started).toEqual([{ args: [...folders(), link], quiet: true }])
    await run(['open'])
    expect(started).toEqual([{ args: folders(), quiet: false }])
  })

  test('waits for no command that has the library for a moment', async () => {
    await hold('terminal', () => false)
    const { code, stderr } = await run(['open', link])
    expect([code, started]).toEqual([3, []])
    expect(stderr).toContain('another Yandu has this library open')
  })

  test.each([['yandu://evil/essay/1'], ['https://example.org/'], [`${link}&x=1`], [link, link]])('refuses %s', async (...args) => {
    const { code, stderr } = await run(['open', ...args])
    expect([code, started]).toEqual([2, []])
    expect(stderr).toMatch(/no link to a passage|not understood/)
  })

  test('says so where nothing can be started', async () => {
    const { code, stderr } = await run(['open', link], null)
    expect(code).toBe(1)
    expect(stderr).toContain('cannot be started')
  })
})
