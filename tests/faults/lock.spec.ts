import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../main/notes/temporary-library.ts'

const program = join(import.meta.dirname, 'lock-child.ts')

interface Contender {
  readonly child: ChildProcess
  readonly next: () => Promise<string>
  readonly kill: () => Promise<void>
}

const start = (...args: string[]): Contender => {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve())
  })
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL')
    await ended
  }
  onTestFinished(kill)
  return { child, next: async () => String((await lines.next()).value), kill }
}

test.each(process.platform === 'linux' ? ['linux', 'darwin'] : [process.platform])(
  'four processes at once take the lock of one folder (as on %s): one holds it; after kill -9 it is free at once',
  { timeout: 60_000 },
  async (platform) => {
    const root = await temporaryFolder()
    let killed = 0
    for (let round = 0; round < 4; round += 1) {
      const all = Array.from({ length: 4 }, () => start(root, join(root, 's'), platform))
      for (const one of all) expect(await one.next()).toBe('ready')
      for (const one of all) one.child.stdin?.write('go\n')
      const results = await Promise.all(
        all.map(async (one) => ({ one, found: JSON.parse(await one.next()) as Record<string, unknown> })),
      )
      const holders = results.filter(({ found }) => found['kind'] === 'held')
      expect(holders).toHaveLength(1)
      const pid = holders[0]?.one.child.pid
      for (const { found } of results) {
        if (found['kind'] !== 'held') expect(found).toEqual({ kind: 'taken', pid, shell: 'electron', focused: true })
      }
      // The next round starts over the remains of a holder that could not clean up.
      for (const { one } of results) await one.kill()
      killed += 1
    }
    expect(killed).toBe(4)
  },
)
