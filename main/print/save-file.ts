import { link, mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../preload/contract/wire.ts'
import { numberedName } from './file-name.ts'
import { checkReplaceable, codeOf, findSavePlace, refuseSave, type SaveRules } from './save-place.ts'

/** Disk failures as something the reader can act on; anything else is a bug and stays as it is. */
const asSaveError = (error: unknown, path: string): unknown => {
  const code = codeOf(error)
  if (error instanceof AppError || code === '') return error
  if (code === 'ENOSPC' || code === 'EDQUOT') return new AppError('disk-full', 'The disk is full.', { path }, error)
  return refuseSave('disk-failed', 'not-writable', `${path} cannot be written (${code}).`, path, error)
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

export interface SaveDeps extends SaveRules {
  readonly randomBytes: (size: number) => Uint8Array
}

const temporaryIn = (folder: string, { randomBytes }: SaveDeps): string =>
  join(folder, `.~${Buffer.from(randomBytes(8)).toString('hex')}.tmp`)

/**
 * Says before any work is done whether a file could be saved there, by writing an empty one and taking it away again.
 * Throws as `saveFile` does.
 */
export const checkSavePlace = async (target: string, suggestedName: string, deps: SaveDeps): Promise<void> => {
  const { existingFolder } = await findSavePlace(target, suggestedName, deps)
  const trial = temporaryIn(existingFolder, deps)
  try {
    await (await open(trial, 'wx')).close()
    await rm(trial, { force: true })
  } catch (error) {
    throw asSaveError(error, existingFolder)
  }
}

/**
 * Writes a file so that it is either whole or not there. `target` as for `findSavePlace`. Only where `mayReplace` says so
 * is a file of the same name replaced, and only a PDF; else the name gets a number: "name (2).pdf". Nothing is ever put
 * into a protected folder. Returns the file's path.
 * Throws AppError('bad-input' | 'not-found' | 'forbidden' | 'conflict' | 'disk-full' | 'disk-failed').
 */
export const saveFile = async (target: string, suggestedName: string, bytes: Uint8Array, deps: SaveDeps): Promise<string> => {
  const wanted = await findSavePlace(target, suggestedName, deps)
  try {
    if (wanted.folder !== wanted.existingFolder) await mkdir(wanted.folder, { recursive: true })
  } catch (error) {
    throw asSaveError(error, wanted.folder)
  }
  // Looked at again, for a folder that was just made may lie elsewhere.
  const { folder, name, replace } = await findSavePlace(target, suggestedName, deps)
  const temporary = temporaryIn(folder, deps)
  try {
    await writeSynced(temporary, bytes)
    let path = join(folder, name)
    if (replace) {
      await checkReplaceable(path)
      await rename(temporary, path)
    } else path = await placeFree(temporary, folder, name)
    await syncFolder(folder)
    return path
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw asSaveError(error, join(folder, name))
  }
}
