import { execFileSync, spawn } from 'node:child_process'
import { randomBytes, randomInt } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkLibrary } from '../../main/library/check-library.ts'
import { openLibrary } from '../../main/library/open-library.ts'
import { temporaryFolder } from '../main/notes/temporary-library.ts'

const kills = Number(process.env['YANDU_KILLS'] ?? 300)
const perLibrary = 15
const writer = join(import.meta.dirname, 'writer-child.ts')

// A killed process leaves no compile cache behind; one made once halves the start of all others.
const environment = { ...process.env }
beforeAll(async () => {
  environment['NODE_COMPILE_CACHE'] = await mkdtemp(join(tmpdir(), 'yandu-cache-'))
  const opener = pathToFileURL(join(import.meta.dirname, '../../main/library/open-library.ts')).href
  const program = `await import(${JSON.stringify(opener)})`
  execFileSync(process.execPath, ['--input-type=module', '--eval', program], { env: environment })
})
afterAll(() => rm(environment['NODE_COMPILE_CACHE'] ?? '', { recursive: true, force: true }))

interface Promised {
  readonly saves: number
  readonly last: ReadonlyMap<string, number>
}

/** Starts a writer and kills it 0 to 80 ms after it began to save (now and then earlier); what it promised. */
const killOne = (root: string, run: number): Promise<Promised> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [writer, root, String(run)], {
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const kill = (): void => void child.kill('SIGKILL')
    let text = ''
    let errors = ''
    if (run % 10 === 9) setTimeout(kill, randomInt(250))
    child.stdout.setEncoding('utf8')
    child.stdout.on('data', (part: string) => {
      const first = text === ''
      text += part
      if (first && text.startsWith('ready')) setTimeout(kill, randomInt(81))
    })
    child.stderr.on('data', (part: Buffer) => (errors += part.toString()))
    child.on('error', reject)
    child.on('close', (_code, signal) => {
      if (signal !== 'SIGKILL') reject(new Error(`the writer ended by itself: ${errors}`))
      const lines = text.split('\n').slice(1, -1)
      const last = new Map(lines.map((line) => [line.split(' ')[0] ?? '', Number(line.split(' ')[1])]))
      resolve({ saves: lines.length, last })
    })
  })

const oneLibrary = async (runs: number): Promise<{ promised: number; repaired: number; slowest: number }> => {
  const root = await temporaryFolder()
  const promised = new Map<string, { run: number; count: number }>()
  let total = 0
  let repaired = 0
  let slowest = 0
  for (let run = 0; run < runs; run += 1) {
    const { saves, last } = await killOne(root, run)
    total += saves
    for (const [id, count] of last) promised.set(id, { run, count })
    const start = performance.now()
    const library = await openLibrary({
      libraryFolder: join(root, 'library'),
      stateFolder: join(root, 'state'),
      shell: 'browser',
      clock: Date.now,
      randomBytes: (size) => randomBytes(size),
      onFocus: () => false,
    })
    expect(library.readOnly).toBe(false)
    const notes = new Map((await library.notes.list('essay')).map((note) => [note.id, note]))
    slowest = Math.max(slowest, performance.now() - start)
    for (const [id, { run: lastRun, count }] of promised) {
      const note = notes.get(id)
      const [foundRun, foundCount] = (note?.body ?? '').split(' ').map(Number)
      // A later save may be there too: killed between the disk and the promise.
      const kept = foundRun !== undefined && foundCount !== undefined && (foundRun > lastRun || foundCount >= count)
      if (!kept) throw new Error(`${id}: promised ${lastRun}/${count}, found ${foundRun}/${foundCount}`)
      expect(note?.alternatives).toEqual([])
    }
    for (const problem of library.problems()) {
      // Half a line of a save that was never promised is put aside; nothing else may have happened.
      expect(problem.kind).toBe('set-aside')
      expect(problem.path).toMatch(/history/)
      repaired += 1
    }
    await library.close()
    const temporary = join(root, 'library', 'devices', library.deviceId, 'tmp')
    expect(await readdir(temporary).catch(() => [])).toEqual([])
    const devices = await readdir(join(root, 'library', 'devices'))
    expect(devices).toEqual([library.deviceId])
  }
  expect((await checkLibrary(join(root, 'library'))).problems).toEqual([])
  return { promised: total, repaired, slowest }
}

test(`${kills} times kill -9 while saving: nothing promised is lost, nothing is torn`, { timeout: 900_000 }, async () => {
  let left = kills
  const results: { promised: number; repaired: number; slowest: number }[] = []
  const lane = async (): Promise<void> => {
    while (left > 0) {
      const runs = Math.min(perLibrary, left)
      left -= runs
      results.push(await oneLibrary(runs))
    }
  }
  const start = performance.now()
  await Promise.all([lane(), lane()])
  const sum = (pick: (one: (typeof results)[number]) => number): number =>
    results.reduce((all, one) => all + pick(one), 0)
  const seconds = Math.round((performance.now() - start) / 1000)
  const slowest = Math.round(Math.max(...results.map((one) => one.slowest)))
  console.log(
    `${kills} kills in ${seconds} s: ${sum((one) => one.promised)} promised saves kept, ` +
      `${sum((one) => one.repaired)} half lines put aside, slowest start ${slowest} ms`,
  )
  expect(sum((one) => one.promised)).toBeGreaterThan(kills)
})
