import { mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { AppError } from '../../preload/contract/wire.ts'
import { asDiskError, codeOf, writeAll } from '../library/disk.ts'
import { numberedName } from '../print/file-name.ts'
import { findSavePlace, type SaveRules } from '../print/save-place.ts'
import { exportedPath } from './export-library.ts'
import type { ExportedFile } from './exported-notes.ts'

export interface ExportFolderDeps extends SaveRules {
  readonly randomBytes: (size: number) => Uint8Array
}

const write = async (path: string, bytes: Uint8Array): Promise<void> => {
  const handle = await open(path, 'wx', 0o666)
  try {
    await writeAll(handle, bytes, 0)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const isEmptyOrMissing = async (folder: string): Promise<boolean> => {
  try {
    return (await readdir(folder)).length === 0
  } catch (error) {
    return codeOf(error) === 'ENOENT'
  }
}

/** The folder itself when there is nothing in it, else a new one inside. */
const freeFolder = async (wanted: string, name: string): Promise<string> => {
  if (await isEmptyOrMissing(wanted)) return wanted
  for (let count = 1; count <= 999; count += 1) {
    const folder = join(wanted, numberedName(name, count))
    if (await isEmptyOrMissing(folder)) return folder
  }
  throw new AppError('conflict', `${wanted} holds too many exports.`, { path: wanted })
}

/**
 * Writes an export as one folder that is either whole or not there. `target` is absolute; where something is in it
 * already, the export becomes a folder of that name inside. Returns the folder's path. Nothing is replaced, and nothing
 * goes into a protected folder. Throws as `findSavePlace`, and AppError('disk-full' | 'disk-failed' | 'conflict').
 */
export const writeExport = async (
  target: string,
  name: string,
  files: readonly ExportedFile[],
  deps: ExportFolderDeps,
): Promise<string> => {
  const { folder: wanted } = await findSavePlace(`${target.replace(/[/\\]+$/, '')}/`, name, deps)
  let temporary: string | null = null
  try {
    const folder = await freeFolder(wanted, name)
    await mkdir(dirname(folder), { recursive: true })
    temporary = join(dirname(folder), `.~${basename(folder)}.${Buffer.from(deps.randomBytes(8)).toString('hex')}.tmp`)
    for (const file of files) {
      const path = exportedPath(temporary, file)
      await mkdir(dirname(path), { recursive: true })
      await write(path, file.bytes)
    }
    await rmdir(folder).catch((error: unknown) => {
      if (codeOf(error) !== 'ENOENT') throw error
    })
    await rename(temporary, folder)
    return folder
  } catch (error) {
    if (temporary !== null) await rm(temporary, { recursive: true, force: true }).catch(() => undefined)
    throw asDiskError(error, wanted)
  }
}
