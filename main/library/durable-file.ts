import { randomBytes } from 'node:crypto'
import * as nodeDisk from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { NoteFiles } from '../notes/files.ts'
import { asDiskError, codeOf, diskFailure, writeAll } from './disk.ts'
import type { Disk } from './disk.ts'
import { openLog } from './durable-log.ts'
import type { LibraryHome } from './library-home.ts'

export interface DurableFilesDeps {
  /** On the same file system as the files; made when needed. */
  readonly temporary: string
  readonly now: () => number
  readonly disk?: Disk
  /** The open library the files belong to: looked at before every write, its folder is never made again. */
  readonly home?: LibraryHome
}

export interface DurableFiles extends NoteFiles {
  /** Makes a folder and syncs it into the one above. */
  ensureFolder(folder: string): Promise<void>
  /** Makes and removes a file in the folder; throws when that cannot be done. */
  probe(folder: string): Promise<void>
  /** Removes temporary files that are older, in milliseconds. */
  cleanTemporary(olderThan: number): Promise<void>
}

/** Virus scanners, indexers and sync clients hold files open for a moment (Windows, network drives). */
const renameRetry = { codes: ['EPERM', 'EBUSY', 'EACCES'], shortest: 10, longest: 100, total: 10_000, refused: 500 }
/** Bytes; Node reads 2 GiB at once at most. */
const readLimit = 2_000_000_000
const fileMode = 0o600

/** Files whose contents survive a crash, a power cut and a full disk. See `NoteFiles` for what each call promises. */
export const createDurableFiles = ({ temporary, now, disk = nodeDisk, home }: DurableFilesDeps): DurableFiles => {
  const syncFolder = async (folder: string): Promise<void> => {
    // Windows has no such thing as syncing a folder.
    if (process.platform === 'win32') return
    const handle = await disk.open(folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  }
  const verify = async (): Promise<void> => home?.verify()
  /** Makes what is missing between `base` and `folder`, but never `base` itself. */
  const ensureBelow = async (base: string, folder: string): Promise<void> => {
    if (folder === base) return
    const above = dirname(folder)
    try {
      await disk.mkdir(folder)
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return
      if (codeOf(error) !== 'ENOENT' || above === base) throw error
      await ensureBelow(base, above)
      await disk.mkdir(folder)
    }
    await syncFolder(above)
  }
  const ensureFolder = async (folder: string): Promise<void> => {
    if (home !== undefined) {
      const inside = relative(home.folder, folder)
      if (inside.startsWith('..') || isAbsolute(inside)) throw new Error('a folder outside the library')
      return ensureBelow(home.folder, folder)
    }
    const first = await disk.mkdir(folder, { recursive: true })
    if (first === undefined) return
    for (let made = folder; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made))
  }
  const removeQuietly = async (path: string): Promise<void> => disk.unlink(path).catch(() => undefined)

  const rename = async (from: string, to: string): Promise<void> => {
    const start = performance.now()
    for (let pause = renameRetry.shortest; ; pause = Math.min(pause * 2, renameRetry.longest)) {
      try {
        return await disk.rename(from, to)
      } catch (error) {
        const code = codeOf(error)
        if (code === null || !renameRetry.codes.includes(code)) throw error
        // Elsewhere than on Windows the other two mean a folder that cannot be written, unless it is a remote one.
        const patient = process.platform === 'win32' || code === 'EBUSY'
        if (performance.now() - start > (patient ? renameRetry.total : renameRetry.refused)) throw error
        await wait(pause)
      }
    }
  }

  /** False when there is nothing to copy. */
  const copyDurably = async (from: string, to: string): Promise<boolean> => {
    try {
      await disk.copyFile(from, to)
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return false
      throw error
    }
    const handle = await disk.open(to, 'r+')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
    return true
  }
  const keepPrevious = async (path: string, previous: string): Promise<void> => {
    const spare = temporaryName(path)
    try {
      await disk.link(path, spare)
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return
      // FAT, some network drives and some containers have no hard links.
      if (!(await copyDurably(path, spare))) return
    }
    try {
      await rename(spare, previous)
    } finally {
      await removeQuietly(spare)
    }
  }
  const temporaryName = (path: string): string =>
    join(temporary, `.~${basename(path)}.${randomBytes(8).toString('hex')}.tmp`)

  const writeNew = async (path: string, bytes: Uint8Array): Promise<void> => {
    const handle = await disk.open(path, 'wx', fileMode)
    try {
      await writeAll(handle, bytes, 0)
      const { size } = await handle.stat()
      if (size !== bytes.length) throw diskFailure('EIO', 'the file is shorter than its content')
      await handle.sync()
    } catch (error) {
      await handle.close().catch(() => undefined)
      await removeQuietly(path)
      throw error
    }
    await handle.close()
  }

  const replace = async (path: string, bytes: Uint8Array, previous: string | null): Promise<void> => {
    const spare = temporaryName(path)
    try {
      await verify()
      await ensureFolder(temporary)
      await ensureFolder(dirname(path))
      await writeNew(spare, bytes)
      if (previous !== null) await keepPrevious(path, previous)
      await rename(spare, path)
      await syncFolder(dirname(path))
    } catch (error) {
      await removeQuietly(spare)
      throw asDiskError(error, path)
    }
  }

  const freeName = (path: string, suffix: string): string => {
    const stamp = new Date(now()).toISOString().replace(/[:.]/g, '-')
    return `${path}.${suffix}-${stamp}-${randomBytes(2).toString('hex')}`
  }

  return {
    ensureFolder: async (folder) => {
      try {
        await ensureFolder(folder)
      } catch (error) {
        throw asDiskError(error, folder)
      }
    },
    probe: async (folder) => {
      const path = join(folder, `.~probe.${randomBytes(8).toString('hex')}.tmp`)
      try {
        await writeNew(path, new Uint8Array(0))
        await removeQuietly(path)
      } catch (error) {
        throw asDiskError(error, path)
      }
    },
    cleanTemporary: async (olderThan) => {
      for (const name of await disk.readdir(temporary).catch(() => [])) {
        const path = join(temporary, name)
        const found = await disk.stat(path).catch(() => null)
        if (found !== null && name.endsWith('.tmp') && now() - found.mtimeMs >= olderThan) await removeQuietly(path)
      }
    },
    read: async (path, from = 0) => {
      try {
        if (from === 0) {
          if ((await disk.stat(path)).size > readLimit) throw diskFailure('EFBIG', 'the file is too large to be read')
          return await disk.readFile(path)
        }
        const handle = await disk.open(path, 'r')
        try {
          const { size } = await handle.stat()
          if (size - from > readLimit) throw diskFailure('EFBIG', 'the file is too large to be read')
          const bytes = Buffer.alloc(Math.max(0, size - from))
          let filled = 0
          while (filled < bytes.length) {
            const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, from + filled)
            if (bytesRead === 0) break
            filled += bytesRead
          }
          return bytes.subarray(0, filled)
        } finally {
          await handle.close()
        }
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return null
        throw asDiskError(error, path)
      }
    },
    state: async (path) => {
      try {
        const { size, mtimeMs, ino } = await disk.stat(path)
        return { size, mark: `${size} ${mtimeMs} ${ino}` }
      } catch (error) {
        if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return null
        throw asDiskError(error, path)
      }
    },
    list: async (folder) => {
      try {
        return (await disk.readdir(folder)).sort()
      } catch (error) {
        if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return []
        throw asDiskError(error, folder)
      }
    },
    verify,
    replace,
    openLog: (path, end, torn) => openLog({ disk, ensureFolder, syncFolder, verify }, path, end, torn),
    setAside: async (path) => {
      try {
        const kept = freeName(path, 'corrupt')
        await rename(path, kept)
        await syncFolder(dirname(path))
        return kept
      } catch (error) {
        throw asDiskError(error, path)
      }
    },
    keepBeside: async (path, bytes) => {
      try {
        const kept = freeName(path, 'torn')
        await writeNew(kept, bytes)
        await syncFolder(dirname(path))
        return kept
      } catch (error) {
        throw asDiskError(error, path)
      }
    },
  }
}
