import { link, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, isAbsolute, join } from 'node:path'
import { AppError } from '../../preload/contract/wire.ts'
import { numberedName } from './file-name.ts'

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** Disk failures as something the reader can act on; anything else is a bug and stays as it is. */
const asSaveError = (error: unknown, path: string): unknown => {
  const code = codeOf(error)
  if (error instanceof AppError || code === '') return error
  if (code === 'ENOSPC' || code === 'EDQUOT') return new AppError('disk-full', 'The disk is full.', { path }, error)
  if (code === 'ENOENT' || code === 'ENOTDIR') return new AppError('not-found', `${dirname(path)} does not exist.`, { path }, error)
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new AppError('disk-failed', `${path} cannot be written: permission denied.`, { path }, error)
  }
  return new AppError('disk-failed', `${path} cannot be written (${code}).`, { path }, error)
}

const writeSynced = async (path: string, bytes: Uint8Array): Promise<void> => {
  const handle = await open(path, 'wx', 0o666)
  try {
    let written = 0
    while (written < bytes.length) {
      const { bytesWritten } = await handle.write(bytes, written, bytes.length - written)
      if (bytesWritten === 0) throw Object.assign(new Error('nothing more could be written'), { code: 'ENOSPC' })
      written += bytesWritten
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const syncFolder = async (folder: string): Promise<void> => {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r').catch(() => null)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}

/** Puts a finished file under the first free name of a folder without ever replacing another. */
const placeFree = async (temporary: string, folder: string, name: string): Promise<string> => {
  for (let count = 1; count <= 999; count += 1) {
    const path = join(folder, numberedName(name, count))
    try {
      await link(temporary, path)
      await rm(temporary, { force: true })
      return path
    } catch (error) {
      if (codeOf(error) === 'EEXIST') continue
      if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EACCES', 'EMLINK'].includes(codeOf(error))) throw error
      // FAT and some network drives have no hard links: take the name first, then put the file in its place.
      const claimed = await open(path, 'wx').catch((reason: unknown) => {
        if (codeOf(reason) === 'EEXIST') return null
        throw reason
      })
      if (claimed === null) continue
      await claimed.close()
      await rename(temporary, path)
      return path
    }
  }
  throw new AppError('conflict', `${folder} holds too many files of this name.`, { path: join(folder, name) })
}

export interface SaveDeps {
  readonly randomBytes: (size: number) => Uint8Array
}

/**
 * Writes a file so that it is either whole or not there. `target` is an absolute path: a folder takes the suggested
 * name, or "name (2)" when that is taken; a file is replaced, for the reader has chosen it. Returns the file's path.
 * Throws AppError('bad-input' | 'not-found' | 'disk-full' | 'disk-failed' | 'conflict').
 */
export const saveFile = async (target: string, suggestedName: string, bytes: Uint8Array, deps: SaveDeps): Promise<string> => {
  if (!isAbsolute(target) || target.includes('\0')) throw new AppError('bad-input', 'The path must be absolute.', { path: target })
  const found = await stat(target).catch(() => null)
  const namesFolder = found?.isDirectory() === true || /[/\\]$/.test(target)
  if (found !== null && !found.isDirectory() && !found.isFile()) {
    throw new AppError('bad-input', `${target} is neither a file nor a folder.`, { path: target })
  }
  const folder = namesFolder ? target : dirname(target)
  const temporary = join(folder, `.~${Buffer.from(deps.randomBytes(8)).toString('hex')}.tmp`)
  try {
    if (namesFolder) await mkdir(folder, { recursive: true })
    await writeSynced(temporary, bytes)
    let path = target
    if (namesFolder) path = await placeFree(temporary, folder, suggestedName)
    else await rename(temporary, target)
    await syncFolder(folder)
    return path
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw asSaveError(error, namesFolder ? join(folder, suggestedName) : target)
  }
}

