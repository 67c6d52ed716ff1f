import { readFile, stat } from 'node:fs/promises'
import { importLimit } from '../../preload/contract/imports.ts'
import { AppError } from '../../preload/contract/wire.ts'

const refuse = (path: string, reason: string): AppError => new AppError('bad-input', `${path} ${reason}`, { path })

const asReadError = (error: unknown, path: string): unknown => {
  if (error instanceof AppError) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOENT' || code === 'ENOTDIR') return new AppError('not-found', `${path} does not exist.`, { path }, error)
  if (code === 'EACCES' || code === 'EPERM') return new AppError('disk-failed', `${path} may not be read.`, { path }, error)
  if (code === 'EISDIR') return refuse(path, 'is a folder, not a file.')
  return code === '' ? error : new AppError('disk-failed', `${path} cannot be read (${code}).`, { path }, error)
}

const readAll = async (path: string): Promise<Uint8Array> => {
  const found = await stat(path)
  if (found.isDirectory()) throw refuse(path, 'is a folder, not a file.')
  if (!found.isFile()) throw refuse(path, 'is not a regular file.')
  if (found.size > importLimit) {
    throw new AppError('too-large', `${path} is larger than 200 MB, the most an import takes.`, { path, bytes: found.size })
  }
  return readFile(path)
}

/** The bytes of a file for an import. Throws AppError, with plain words, for one that is missing, too large or no file. */
export const readImport = async (path: string): Promise<Uint8Array> =>
  readAll(path).catch((error: unknown) => {
    throw asReadError(error, path)
  })

/** What comes through standard input, to its end. Throws AppError 'too-large'. */
export const readStandardInput = async (): Promise<Uint8Array> => {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of process.stdin) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : (piece as Uint8Array)
    length += bytes.length
    if (length > importLimit) throw new AppError('too-large', 'Standard input is longer than 200 MB, the most an import takes.')
    pieces.push(bytes)
  }
  return Buffer.concat(pieces)
}
