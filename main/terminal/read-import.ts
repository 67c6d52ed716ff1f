import { readFile, stat } from 'node:fs/promises'
import { AppError } from '../../preload/contract/wire.ts'
import { decodeText } from '../editions/decode.ts'
import { isPlausibleText } from './plausible-text.ts'

/** Largest file an import takes, in bytes. */
export const importLimit = 200 * 1024 * 1024

const kinds: readonly { readonly starts: string; readonly name: string }[] = [
  { starts: '%PDF-', name: 'a PDF' },
  { starts: 'PK\u0005\u0006', name: 'an empty ZIP archive' },
  { starts: 'PK\u0003\u0004', name: 'a ZIP archive (as EPUB and DOCX files are)' },
  { starts: '\u00d0\u00cf\u0011\u00e0', name: 'an old Office file' },
  { starts: '{\\rtf', name: 'an RTF file' },
  { starts: '\u0089PNG', name: 'a picture' },
  { starts: '\u00ff\u00d8\u00ff', name: 'a picture' },
  { starts: 'GIF8', name: 'a picture' },
  { starts: '\u001f\u008b', name: 'a compressed file' },
  { starts: '7z\u00bc\u00af', name: 'a compressed file' },
  { starts: 'Rar!', name: 'a compressed file' },
  { starts: '\u007fELF', name: 'a program' },
  { starts: 'MZ\u0090', name: 'a program' },
  { starts: 'SQLite format 3', name: 'a database' },
]

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

/** Reads a file for an import. Throws AppError, with plain words, for one that is missing, empty, too large or not text. */
export const readImport = async (path: string): Promise<Uint8Array> => {
  const bytes = await readAll(path).catch((error: unknown) => {
    throw asReadError(error, path)
  })
  if (bytes.length === 0) throw refuse(path, 'is empty.')
  const start = Buffer.from(bytes.subarray(0, 16)).toString('latin1')
  const kind = kinds.find(({ starts }) => start.startsWith(starts))
  if (kind !== undefined) throw refuse(path, `is ${kind.name}; an import takes plain text.`)
  const decoded = decodeText(bytes)
  if (!isPlausibleText(decoded)) throw refuse(path, 'is not text in any encoding Yandu knows.')
  if (decoded.text.trim() === '') throw refuse(path, 'holds nothing but white space.')
  return bytes
}
