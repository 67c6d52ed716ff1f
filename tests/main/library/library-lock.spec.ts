import { readdir, symlink } from 'node:fs/promises'
import { connect } from 'node:net'
import { createHash } from 'node:crypto'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { acquireLibraryLock, askHolder } from '../../../main/library/library-lock.ts'
import type { HeldLock, LockDeps, TakenLock } from '../../../main/library/library-lock.ts'
import { temporaryFolder } from '../notes/temporary-library.ts'

const mustHold = (lock: HeldLock | TakenLock): HeldLock => {
  if (lock.kind !== 'held') throw new Error('the lock is taken')
  return lock
}

// "darwin" takes the way of the systems that have socket files only; it works on Linux just the same.
describe.each(['linux', 'darwin'] as const)('lock as on %s', (platform) => {
  const depsIn = (root: string, onFocus: LockDeps['onFocus'] = () => true): LockDeps => ({
    shell: 'browser',
    onFocus,
    socketFolder: join(root, 's'),
    platform,
  })

  test('one holds it, the next asks the holder to the front, after release it is free', async () => {
    const root = await temporaryFolder()
    let asked = 0
    const first = mustHold(await acquireLibraryLock(root, depsIn(root, () => ((asked += 1), asked === 1))))
    const taken = { kind: 'taken', pid: process.pid, shell: 'browser' }
    expect(await acquireLibraryLock(root, depsIn(root))).toEqual({ ...taken, focused: true })
    expect(await acquireLibraryLock(root, depsIn(root))).toEqual({ ...taken, focused: false })
    await first.release()
    const second = mustHold(await acquireLibraryLock(root, depsIn(root)))
    await second.release()
    if (platform === 'darwin') expect(await readdir(join(root, 's'))).toHaveLength(1)
  })

  test('the same folder under another name is the same folder, another one is not', async () => {
    const root = await temporaryFolder()
    const other = await temporaryFolder()
    await symlink(root, join(other, 'link'))
    const first = mustHold(await acquireLibraryLock(root, depsIn(root)))
    expect((await acquireLibraryLock(join(other, 'link'), depsIn(root))).kind).toBe('taken')
    const second = mustHold(await acquireLibraryLock(other, depsIn(root)))
    await first.release()
    await second.release()
  })

  test('twenty at once: exactly one holds', async () => {
    const root = await temporaryFolder()
    for (let round = 0; round < 5; round += 1) {
      const all = await Promise.all(Array.from({ length: 20 }, () => acquireLibraryLock(root, depsIn(root))))
      const held = all.filter((one) => one.kind === 'held')
      expect(held).toHaveLength(1)
      for (const one of held) await one.release()
    }
  })

  const link = 'yandu://passage/essay/2.3.1?p=31&r=b0e6b4187154e535&at=1-3&q=%E5%82%B3'

  test('the holder hears which passage the next one wants to see', async () => {
    const root = await temporaryFolder()
    const heard: (string | null)[] = []
    const first = mustHold(await acquireLibraryLock(root, depsIn(root, (wanted) => (heard.push(wanted), true))))
    await acquireLibraryLock(root, { ...depsIn(root), link })
    await acquireLibraryLock(root, depsIn(root))
    expect(heard).toEqual([link, null])
    await first.release()
  })

  test('whoever only asks takes nothing, and learns that nobody is there', async () => {
    const root = await temporaryFolder()
    const asking = { link, socketFolder: join(root, 's'), platform }
    expect(await askHolder(root, asking)).toBeNull()
    const heard: (string | null)[] = []
    const first = mustHold(await acquireLibraryLock(root, depsIn(root, (wanted) => (heard.push(wanted), true))))
    expect(await askHolder(root, asking)).toEqual({ kind: 'taken', pid: process.pid, shell: 'browser', focused: true })
    expect(await askHolder(join(root, 'nowhere'), asking)).toBeNull()
    expect(heard).toEqual([link])
    await first.release()
    expect(await askHolder(root, asking)).toBeNull()
    mustHold(await acquireLibraryLock(root, depsIn(root)))
  })

  test('a holder whose window fails still answers', async () => {
    const root = await temporaryFolder()
    const first = mustHold(await acquireLibraryLock(root, depsIn(root, () => Promise.reject(new Error('no window')))))
    expect(await acquireLibraryLock(root, depsIn(root))).toMatchObject({ kind: 'taken', focused: false })
    await first.release()
  })
})

test.runIf(process.platform === 'linux')('the holder hangs up on anything but the one short message', async () => {
  const root = await temporaryFolder()
  let focused = 0
  const lock = mustHold(
    await acquireLibraryLock(root, { shell: 'browser', onFocus: () => ((focused += 1), true), socketFolder: root }),
  )
  const name = createHash('sha256').update(`${userInfo().uid}\n${root}`).digest('hex').slice(0, 32)
  const say = (text: string): Promise<string> =>
    new Promise((resolve) => {
      let answer = ''
      const socket = connect(`\0yandu-${name}`, () => socket.write(text))
      socket.on('data', (part) => (answer += String(part)))
      socket.on('error', () => undefined)
      socket.on('close', () => resolve(answer))
    })
  for (const text of [
    'GET / HTTP/1.1\r\n\r\n',
    '{"kind":"quit"}\n',
    '{"kind":"focus","path":"x"}\n',
    '{"kind":"focus","link":null}\n',
    '{"kind":"focus","link":""}\n',
    '{"kind":"focus","link":"https://example.org/"}\n',
    '{"kind":"focus","link":"yandu://passage/essay/1?cmd=quit"}\n',
    '{"kind":"focus","link":["yandu://passage/essay/1"]}\n',
    `{"kind":"focus","link":"yandu://passage/essay/1?r=${'a'.repeat(700)}"}\n`,
    'null\n',
    '[]\n',
    `{"kind":"focus"${' '.repeat(2000)}}\n`,
    'x'.repeat(100_000),
  ]) {
    expect(await say(text)).toBe('')
  }
  expect(await say('{"kind":"focus","link":"yandu://passage/essay/1"}\n')).toContain('"focused":true')
  expect(focused).toBe(1)
  focused = 0
  expect(focused).toBe(0)
  const answer: unknown = JSON.parse(await say('{"kind":"focus"}\n'))
  expect(answer).toEqual({ pid: process.pid, shell: 'browser', focused: true })
  await lock.release()
})
