import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createLog } from '../../../main/shells/log-file.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yandu-log-'))
})
afterEach(() => rm(folder, { recursive: true }))

it('keeps entries with their time, for this user only, and shows them', async () => {
  const shown: string[] = []
  const log = createLog(
    folder,
    (line) => shown.push(line),
    () => new Date(0),
  )
  log('one')
  log('two')
  expect(shown).toEqual(['one', 'two'])
  const path = join(folder, 'logs', 'yandu.log')
  expect(await readFile(path, 'utf8')).toBe('1970-01-01T00:00:00.000Z one\n1970-01-01T00:00:00.000Z two\n')
  if (process.platform !== 'win32') expect((await stat(path)).mode & 0o077).toBe(0)
})

it('sets a long log aside and begins a new one', async () => {
  const log = createLog(
    folder,
    () => undefined,
    () => new Date(0),
  )
  log('x'.repeat(1_000_001))
  log('new')
  expect((await readdir(join(folder, 'logs'))).toSorted()).toEqual(['yandu.log', 'yandu.log.previous'])
  expect(await readFile(join(folder, 'logs', 'yandu.log'), 'utf8')).toMatch(/ new\n$/)
})

it('never throws when it cannot write', async () => {
  const path = join(folder, 'file')
  await writeFile(path, '')
  const shown: string[] = []
  createLog(
    path,
    (line) => shown.push(line),
    () => new Date(0),
  )('kept on screen')
  expect(shown).toEqual(['kept on screen'])
})
