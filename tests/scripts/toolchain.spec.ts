import { execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { agrees, isNewEnough, runToEnd } from '../../scripts/toolchain.mjs'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yandu-toolchain-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

test('Node is new enough from 22.12 on', () => {
  expect(['20.20.2', '22.11.0', 'v22.12.0', '22.13.1', '24.0.0'].map(isNewEnough)).toEqual([false, false, true, true, true])
})

test('an installation agrees with the lock when it has every package that this system needs', () => {
  const lock = { '': {}, 'node_modules/a': { version: '1.0.0', integrity: 'x' }, 'node_modules/b': { version: '2.0.0', optional: true } }
  expect(agrees(lock, { 'node_modules/a': { version: '1.0.0', integrity: 'x' } })).toBe(true)
  expect(agrees(lock, { 'node_modules/a': { version: '1.0.1', integrity: 'y' } })).toBe(false)
  expect(agrees(lock, { 'node_modules/a': { version: '1.0.0', integrity: 'other' } })).toBe(false)
  expect(agrees(lock, {})).toBe(false)
})

/** A small project with the real scripts, one package of its own on disk, and a program that says what it was given. */
const makeProject = (): void => {
  mkdirSync(join(folder, 'scripts'))
  mkdirSync(join(folder, 'package'))
  cpSync(join(import.meta.dirname, '../../scripts/toolchain.mjs'), join(folder, 'scripts/toolchain.mjs'))
  writeFileSync(join(folder, 'package/package.json'), JSON.stringify({ name: 'small', version: '1.0.0' }))
  const description = { name: 'project', version: '1.0.0', dependencies: { small: 'file:package' } }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(description))
  execFileSync('npm', ['install', '--package-lock-only', '--offline', '--ignore-scripts'], { cwd: folder, stdio: 'ignore' })
  writeFileSync(
    join(folder, 'scripts/program.mjs'),
    "import { prepare } from './toolchain.mjs'\nif (await prepare(import.meta.url)) { console.log(JSON.stringify(process.argv.slice(2))); process.exitCode = 7 }\n",
  )
}

test('a script installs what is missing, once, and keeps its output clean', async () => {
  makeProject()
  const run = (): Promise<{ code: number | null; said: string; complained: string }> =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, [join(folder, 'scripts/program.mjs'), 'a b', '--json'], { cwd: tmpdir() })
      let said = ''
      let complained = ''
      child.stdout.on('data', (chunk) => (said += chunk))
      child.stderr.on('data', (chunk) => (complained += chunk))
      child.on('close', (code) => resolve({ code, said, complained }))
    })
  const first = await run()
  expect(first).toMatchObject({ code: 7, said: '["a b","--json"]\n' })
  expect(first.complained).toContain('installing')
  expect(await run()).toEqual({ code: 7, said: '["a b","--json"]\n', complained: '' })
})

test('packages that cannot be installed end in the one line to run', async () => {
  makeProject()
  const description = { name: 'project', version: '1.0.0', dependencies: { gone: 'file:gone.tgz' } }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(description))
  const child = spawn(process.execPath, [join(folder, 'scripts/program.mjs')], { stdio: ['ignore', 'ignore', 'pipe'] })
  let complained = ''
  child.stderr.on('data', (chunk) => (complained += chunk))
  const code = await new Promise((resolve) => child.on('close', resolve))
  expect(code).toBe(1)
  expect(complained.trim().split('\n').at(-1)).toContain('run this once')
})

test('the exit code of a program that was run to its end is its own', async () => {
  expect(await runToEnd(process.execPath, ['-e', 'process.exit(3)'])).toBe(3)
  expect(await runToEnd(process.execPath, ['-e', "process.kill(process.pid, 'SIGKILL')"])).toBe(137)
  expect(await runToEnd(join(folder, 'nothing-here'), [])).toBe(127)
})
