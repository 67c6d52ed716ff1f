import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, realpath, rename, stat, unlink, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { z } from 'zod/mini'
import { stateLayout } from './layout.ts'

const Opened = z.strictObject({ library: z.string().check(z.maxLength(4_000)), path: z.string().check(z.maxLength(4_000)) })

/** Milliseconds after which nobody waits for a file to be opened any more, bytes of one request, requests at a time. */
const limits = { age: 120_000, bytes: 10_000, count: 32 }

/** One name for one folder, also before it is made. */
const real = async (folder: string): Promise<string> => {
  const whole = resolve(folder)
  const above = dirname(whole)
  return realpath(whole).catch(async () => (above === whole ? whole : join(await real(above), basename(whole))))
}

/**
 * Leaves word that a file is to be opened in a library's window, for whoever has that library open now or soon. It lies
 * in the state folder, which only this user can write: the lock's doorbell never carries a path. Both paths are absolute.
 */
export const leaveFile = async (stateFolder: string, library: string, path: string): Promise<void> => {
  const { opened } = stateLayout(stateFolder)
  await mkdir(opened, { recursive: true, mode: 0o700 })
  const name = join(opened, randomBytes(12).toString('hex'))
  await writeFile(`${name}.tmp`, JSON.stringify({ library: await real(library), path } satisfies z.infer<typeof Opened>), { flag: 'wx', mode: 0o600 })
  await rename(`${name}.tmp`, `${name}.json`)
}

/** Takes the files that wait for this library, each once; what nobody came for is cleared away. Never throws. */
export const takeFiles = async (stateFolder: string, library: string): Promise<string[]> => {
  const { opened } = stateLayout(stateFolder)
  const own = await real(library)
  const paths: string[] = []
  for (const name of (await readdir(opened).catch(() => [])).slice(0, limits.count)) {
    const file = join(opened, name)
    try {
      const { mtimeMs, size } = await stat(file)
      const isOld = Date.now() - mtimeMs > limits.age
      const request = isOld || size > limits.bytes || !name.endsWith('.json') ? null : Opened.safeParse(JSON.parse(await readFile(file, 'utf8'))).data
      if (request?.library !== own) {
        if (isOld) await unlink(file)
        continue
      }
      // Of two that look at the same time, the one that takes it away has it.
      await unlink(file)
      paths.push(request.path)
    } catch {
      continue
    }
  }
  return paths
}
