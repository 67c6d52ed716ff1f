import { readdir, symlink } from 'node:fs/promises'
import { connect } from 'node:net'
import { createHash } from 'node:crypto'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { acquireLibraryLock } from '../../../main/library/library-lock.ts'
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
    'null\n',
    '[]\n',
    `{"kind":"focus"${' '.repeat(2000)}}\n`,
    'x'.repeat(100_000),
  ]) {
    expect(await say(text)).toBe('')
  }
  expect(focused).toBe(0)
  const answer: unknown = JSON.parse(await say('{"kind":"focus"}\n'))
  expect(answer).toEqual({ pid: process.pid, shell: 'browser', focused: true })
  await lock.release()
})
