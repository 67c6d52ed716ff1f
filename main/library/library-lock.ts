import { createHash } from 'node:crypto'
import { realpath } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import type { Server, Socket } from 'node:net'
import { userInfo } from 'node:os'
import { z } from 'zod/mini'
import { PassageLinkText } from '../../preload/contract/passage-link.ts'
import { claimSocketFile, ringSocketFile } from './socket-file.ts'
import type { Shell, TakenLock } from './socket-file.ts'

export interface LockDeps {
  readonly shell: Shell
  /** Brings the window to the front and shows the passage of a link; false when there is no window to bring. */
  readonly onFocus: (link: string | null) => boolean | Promise<boolean>
  /** What whoever holds the lock is asked to show, if anything. */
  readonly link?: string | null
  /** For socket files, where the system has no other kind of lock that ends with its process. */
  readonly socketFolder: string
  readonly platform?: NodeJS.Platform
}

export interface HeldLock {
  readonly kind: 'held'
  release(): Promise<void>
}

/** Nothing else is ever said: no secret, no path. A link can only move the view of the window that it reaches. */
const Request = z.strictObject({ kind: z.literal('focus'), link: z.optional(PassageLinkText) })
const Answer = z.strictObject({
  pid: z.int().check(z.positive()),
  shell: z.enum(['electron', 'browser', 'terminal']),
  focused: z.boolean(),
})

/** Bytes of one message, milliseconds for one exchange, guests at a time. */
const limits = { message: 1024, time: 2000, guests: 16 }

/** One line of at most `limits.message` bytes; null when it does not come in time or is something else. */
const readLine = (socket: Socket): Promise<unknown> =>
  new Promise((resolve) => {
    let text = ''
    const finish = (value: unknown): void => {
      clearTimeout(timer)
      resolve(value)
    }
    const timer = setTimeout(() => finish(null), limits.time)
    socket.setEncoding('utf8')
    socket.on('data', (part) => {
      text += String(part)
      const end = text.indexOf('\n')
      if (end === -1 && text.length <= limits.message) return
      try {
        finish(end === -1 || end > limits.message ? null : JSON.parse(text.slice(0, end)))
      } catch {
        finish(null)
      }
    })
    socket.on('error', () => finish(null))
    socket.on('close', () => finish(null))
  })

const createDoorbell = ({ shell, onFocus }: LockDeps): { server: Server; guests: Set<Socket> } => {
  const guests = new Set<Socket>()
  const server = createServer((socket) => {
    guests.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => guests.delete(socket))
    void readLine(socket).then(async (message) => {
      const request = Request.safeParse(message)
      if (!request.success) return socket.destroy()
      const focused = await Promise.resolve()
        .then(() => onFocus(request.data.link ?? null))
        .catch(() => false)
      socket.end(`${JSON.stringify({ pid: process.pid, shell, focused } satisfies z.infer<typeof Answer>)}\n`)
      socket.setTimeout(limits.time, () => socket.destroy())
      return socket
    })
  })
  server.maxConnections = limits.guests
  return { server, guests }
}

/** True when the name was free and is ours until the process ends. */
export const listen = (server: Server, name: string): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const failed = (error: Error): void => {
      if (Reflect.get(error, 'code') === 'EADDRINUSE') resolve(false)
      else reject(error)
    }
    server.once('error', failed)
    server.listen(name, () => {
      server.off('error', failed)
      resolve(true)
    })
  })

const ring = async (name: string, link: string | null): Promise<TakenLock | null> => {
  const socket = connect(name)
  const refused = new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(false))
    socket.once('error', (error) => resolve(['ECONNREFUSED', 'ENOENT'].includes(String(Reflect.get(error, 'code')))))
  })
  const line = readLine(socket)
  if (await refused) return null
  socket.write(`${JSON.stringify({ kind: 'focus', ...(link === null ? {} : { link }) } satisfies z.infer<typeof Request>)}\n`)
  const answer = Answer.safeParse(await line)
  socket.destroy()
  const unknown = { pid: null, shell: null, focused: false }
  return { kind: 'taken', ...(answer.success ? answer.data : unknown) }
}

const nameOf = async (folder: string, platform: NodeJS.Platform): Promise<string> => {
  const { uid, username } = userInfo()
  const real = await realpath(folder)
  return createHash('sha256')
    .update(`${platform === 'win32' ? username : uid}\n${real}`)
    .digest('hex')
    .slice(0, 32)
}

const socketNameOf = (hash: string, platform: NodeJS.Platform): string | null => {
  if (platform === 'win32') return `\\\\.\\pipe\\yandu-${hash}`
  return platform === 'linux' ? `\0yandu-${hash}` : null
}

/**
 * Asks whoever holds a library to come to the front and to show the passage of `link`, without taking the lock; null
 * when nobody holds it or there is no such folder.
 */
export const askHolder = async (
  folder: string,
  deps: Pick<LockDeps, 'link' | 'socketFolder' | 'platform'>,
): Promise<TakenLock | null> => {
  const platform = deps.platform ?? process.platform
  const hash = await nameOf(folder, platform).catch(() => null)
  if (hash === null) return null
  const name = socketNameOf(hash, platform)
  const call = (socket: string): Promise<TakenLock | null> => ring(socket, deps.link ?? null)
  return name === null ? ringSocketFile(deps.socketFolder, hash, call) : call(name)
}

/**
 * One lock per user and library folder, for every shell, that the operating system ends with its process: an abstract
 * socket on Linux, a named pipe on Windows, elsewhere a socket file. Who finds it taken has asked the holder to come
 * to the front and to show the passage of `link`. The folder must exist.
 */
export const acquireLibraryLock = async (folder: string, deps: LockDeps): Promise<HeldLock | TakenLock> => {
  const platform = deps.platform ?? process.platform
  const hash = await nameOf(folder, platform)
  const { server, guests } = createDoorbell(deps)
  const link = deps.link ?? null
  const held = (cleanUp: () => Promise<void>): HeldLock => {
    server.unref()
    return {
      kind: 'held',
      release: async () => {
        for (const guest of guests) guest.destroy()
        await new Promise<void>((resolve) => {
          server.close(() => resolve())
        })
        await cleanUp()
      },
    }
  }
  const name = socketNameOf(hash, platform)
  if (name === null) {
    const claimed = await claimSocketFile({
      server,
      folder: deps.socketFolder,
      name: hash,
      listen,
      ring: (socket) => ring(socket, link),
    })
    return claimed.kind === 'taken' ? claimed : held(claimed.cleanUp)
  }
  for (;;) {
    if (await listen(server, name)) return held(async () => undefined)
    const taken = await ring(name, link)
    if (taken !== null) return taken
    // The holder ended between the two calls.
  }
}

export type { Shell, TakenLock }
