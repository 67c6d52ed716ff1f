import type * as nodeDisk from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { AppError } from '../../preload/contract/wire.ts'

/** The calls that reach the disk; tests put faults in here that no file system produces on demand. */
export type Disk = Pick<
  typeof nodeDisk,
  'open' | 'rename' | 'link' | 'copyFile' | 'mkdir' | 'unlink' | 'readdir' | 'stat' | 'readFile'
>

export const codeOf = (error: unknown): string | null => {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : null
  return typeof code === 'string' ? code : null
}

export const diskFailure = (code: string, message: string): Error => Object.assign(new Error(message), { code })

/** Turns a failure of the disk into one the reader can act on; anything else is a bug and stays as it is. */
export const asDiskError = (error: unknown, path: string): unknown => {
  const code = codeOf(error)
  if (error instanceof AppError || code === null || !/^E[A-Z0-9]+$/.test(code)) return error
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new AppError('disk-full', 'the disk is full', { path, code }, error)
  }
  return new AppError('disk-failed', `the disk refused: ${code}`, { path, code }, error)
}

/** On a full disk the system writes a part and only then says so: what was written is counted every time. */
export const writeAll = async (handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> => {
  for (let written = 0; written < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, written, bytes.length - written, position + written)
    if (bytesWritten === 0) throw diskFailure('ENOSPC', 'nothing was written')
    written += bytesWritten
  }
}
