import type { FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { DurableLog } from '../notes/files.ts'
import { asDiskError, codeOf, diskFailure, writeAll } from './disk.ts'
import type { Disk } from './disk.ts'

export interface LogFolders {
  readonly disk: Disk
  ensureFolder(folder: string): Promise<void>
  syncFolder(folder: string): Promise<void>
  /** Throws 'disk-failed' while the library is not at its place. */
  verify(): Promise<void>
}

const fileMode = 0o600
/** How often the same lines are written when the file is exchanged under our hands. */
const attempts = 3

interface Open {
  readonly handle: FileHandle
  readonly identity: string
}

/** See `NoteFiles.openLog`. Nothing is opened before the first append. */
export const openLog = (
  { disk, ensureFolder, syncFolder, verify }: LogFolders,
  path: string,
  knownEnd: number,
  torn: number,
): DurableLog => {
  let end = knownEnd
  /** Sizes up to this one are `end` plus what a failed append of ours left. */
  let ours = knownEnd + torn
  let identity: string | null = null
  let open: Open | null = null
  let closed = false

  const stateOf = async (target: FileHandle | string): Promise<{ identity: string; size: number } | null> => {
    const found = typeof target === 'string' ? await disk.stat(target).catch(() => null) : await target.stat()
    return found === null ? null : { identity: `${found.dev} ${found.ino}`, size: found.size }
  }
  const drop = async (): Promise<void> => {
    const { handle } = open ?? {}
    open = null
    await handle?.close().catch(() => undefined)
  }
  const openOrMake = async (): Promise<FileHandle> => {
    try {
      return await disk.open(path, 'r+')
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error
      await ensureFolder(dirname(path))
      const handle = await disk.open(path, 'wx+', fileMode)
      try {
        await syncFolder(dirname(path))
        // Between the look at the library and the making of the file a drive may have been taken away.
        await verify()
      } catch (failure) {
        await handle.close().catch(() => undefined)
        throw failure
      }
      return handle
    }
  }
  const endsLine = async (handle: FileHandle, size: number): Promise<boolean> => {
    const last = Buffer.alloc(1)
    await handle.read(last, 0, 1, size - 1)
    return last[0] === 0x0a
  }

  /** The handle to write to and what has to stand before the next line. A foreign file is added to, never cut. */
  const attach = async (): Promise<{ handle: FileHandle; prefix: string }> => {
    await verify()
    if (open !== null) {
      const there = await stateOf(path)
      if (there?.identity === open.identity && there.size === end) return { handle: open.handle, prefix: '' }
      await drop()
    }
    const handle = await openOrMake()
    try {
      const found = await stateOf(handle)
      if (found === null) throw diskFailure('EIO', 'an open file has no state')
      const known = identity === null || identity === found.identity
      open = { handle, identity: found.identity }
      identity = found.identity
      if (known && found.size > end && found.size <= ours) await handle.truncate(end)
      else end = found.size
      ours = end
      return { handle, prefix: end > 0 && !(await endsLine(handle, end)) ? '\n' : '' }
    } catch (error) {
      if (open === null) await handle.close().catch(() => undefined)
      throw error
    }
  }
  /** After a failed sync the kernel may have forgotten the pages: the handle is not used again. */
  const giveUp = async (): Promise<void> => {
    const handle = open?.handle
    if (handle !== undefined) {
      const size = (await stateOf(handle).catch(() => null))?.size ?? end
      if (size > end && size <= ours) await handle.truncate(end).catch(() => undefined)
    }
    await drop()
  }

  return {
    end: () => end,
    append: async (bytes) => {
      if (closed) throw new Error('the log is closed')
      try {
        for (let attempt = 1; ; attempt += 1) {
          const { handle, prefix } = await attach()
          const lines = prefix === '' ? bytes : Buffer.concat([Buffer.from(prefix), bytes])
          ours = end + lines.length
          await writeAll(handle, lines, end)
          await handle.datasync()
          if ((await stateOf(path))?.identity === open?.identity) {
            end = ours
            return
          }
          if (attempt === attempts) throw diskFailure('ESTALE', 'the file is exchanged again and again')
        }
      } catch (error) {
        await giveUp()
        throw asDiskError(error, path)
      }
    },
    close: async () => {
      closed = true
      await drop()
    },
  }
}
