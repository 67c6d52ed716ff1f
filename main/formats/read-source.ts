import type { Encoding } from '../../preload/contract/documents.ts'
import { importLimit } from '../../preload/contract/imports.ts'
import { AppError } from '../../preload/contract/wire.ts'
import { receiveText, type ReceivedText } from '../editions/received.ts'
import { isPlausibleText } from './plausible-text.ts'

export interface ReadOptions {
  /** Reads text, Markdown and HTML as the reader wants; null, the default, as they seem. */
  readonly encoding?: Encoding | null
  readonly signal?: AbortSignal
  /** 0 to 1. */
  readonly onProgress?: (share: number) => void
}

const unreadable: readonly { readonly starts: string; readonly name: string }[] = [
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

/**
 * A file as text with structure. What kind it is, its content says first and its name second; `name` may be a path, and
 * stands in messages. Throws AppError with plain words: 'bad-input' for what holds no text Yandu can read, 'too-large',
 * 'cancelled' when `signal` says so.
 */
export const readSource = async (bytes: Uint8Array, name: string, options: ReadOptions = {}): Promise<ReceivedText> => {
  const refuse = (reason: string): AppError => new AppError('bad-input', `${name} ${reason}`, { name })
  if (bytes.length > importLimit) {
    throw new AppError('too-large', `${name} is larger than 200 MB, the most an import takes.`, { name, bytes: bytes.length })
  }
  if (bytes.length === 0) throw refuse('is empty.')
  const start = Buffer.from(bytes.subarray(0, 16)).toString('latin1')
  const kind = unreadable.find(({ starts }) => start.startsWith(starts))
  if (kind !== undefined) throw refuse(`is ${kind.name}; an import takes plain text.`)
  const received = receiveText(bytes, options.encoding ?? null)
  if (!isPlausibleText(received)) throw refuse('is not text in any encoding Yandu knows.')
  if (received.text.trim() === '') throw refuse('holds nothing but white space.')
  return received
}
