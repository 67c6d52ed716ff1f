import { randomBytes } from 'node:crypto'
import { link, mkdir, readdir, unlink } from 'node:fs/promises'
import type { Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type Shell = 'electron' | 'browser' | 'terminal'

export interface TakenLock {
  readonly kind: 'taken'
  /** Null when the holder does not answer. */
  readonly pid: number | null
  readonly shell: Shell | null
  readonly focused: boolean
}

export interface SocketFileDeps {
  readonly server: Server
  readonly folder: string
  readonly name: string
  readonly listen: (server: Server, name: string) => Promise<boolean>
  /** Null when nobody listens there any more. */
  readonly ring: (name: string) => Promise<TakenLock | null>
}

/** sockaddr_un holds 104 bytes on macOS and the BSDs. */
const pathLimit = 100

const placeOf = (folder: string, name: string): { readonly folder: string; readonly short: string } => {
  const short = name.slice(0, 16)
  return { folder: Buffer.byteLength(join(folder, short)) + 24 <= pathLimit ? folder : tmpdir(), short }
}

/** The numbers of a name's socket files, the highest last. */
const numbersIn = async (folder: string, short: string): Promise<number[]> =>
  (await readdir(folder))
    .filter((file) => file.startsWith(`${short}.`) && /^\d{1,9}$/.test(file.slice(short.length + 1)))
    .map((file) => Number(file.slice(short.length + 1)))
    .sort((a, b) => a - b)

/** Rings at whoever holds a name; null when nobody does. */
export const ringSocketFile = async (
  wanted: string,
  name: string,
  ring: SocketFileDeps['ring'],
): Promise<TakenLock | null> => {
  const { folder, short } = placeOf(wanted, name)
  const highest = (await numbersIn(folder, short).catch(() => [])).at(-1)
  return highest === undefined ? null : ring(join(folder, `${short}.${highest}`))
}

/**
 * A socket file outlives its process, and "found dead, removed, made anew" lets two through at once. So files are
 * numbered and the highest number rules: it is never removed but by the holder of a higher one, a dead one is
 * followed by the next number, and a hard link makes taking a number all or nothing.
 */
export const claimSocketFile = async ({
  server,
  folder: wanted,
  name,
  listen,
  ring,
}: SocketFileDeps): Promise<{ kind: 'held'; cleanUp: () => Promise<void> } | TakenLock> => {
  const { folder, short } = placeOf(wanted, name)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const pathOf = (number: number): string => join(folder, `${short}.${number}`)
  const numbers = (): Promise<number[]> => numbersIn(folder, short)
  const remove = async (path: string): Promise<void> => unlink(path).catch(() => undefined)

  const own = join(folder, `${short}.n${randomBytes(4).toString('hex')}`)
  let listening = false
  for (;;) {
    const highest = (await numbers()).at(-1) ?? 0
    const taken = highest === 0 ? null : await ring(pathOf(highest))
    if (taken !== null) {
      if (listening) server.close()
      await remove(own)
      return taken
    }
    if (!listening) listening = await listen(server, own)
    if (!listening) throw new Error('a socket of a random name is in use')
    try {
      await link(own, pathOf(highest + 1))
    } catch (error) {
      if (error instanceof Error && Reflect.get(error, 'code') === 'EEXIST') continue
      throw error
    }
    if ((await numbers()).at(-1) !== highest + 1) {
      await remove(pathOf(highest + 1))
      continue
    }
    for (const number of await numbers()) if (number <= highest) await remove(pathOf(number))
    await remove(own)
    return { kind: 'held', cleanUp: async () => undefined }
  }
}
