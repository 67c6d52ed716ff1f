import type { Encoding } from '../../preload/contract/documents.ts'
import { importLimit } from '../../preload/contract/imports.ts'
import { AppError } from '../../preload/contract/wire.ts'
import { decodeText } from '../editions/decode.ts'
import { receiveText, type ReceivedText } from '../editions/received.ts'
import { openArchive, withoutOuterFolder, type Archive } from './archive.ts'
import { decodeMarkup } from './declared-encoding.ts'
import { readDocx } from './docx.ts'
import { isEpub, readEpub } from './epub.ts'
import { beginsAsPage, hasTags, readHtml } from './html.ts'
import { readMarkdown } from './markdown.ts'
import { readPdf } from './pdf.ts'
import { isPlausibleText } from './plausible-text.ts'

export interface ReadOptions {
  /** Reads text, Markdown and HTML as the reader wants; null, the default, as they seem. */
  readonly encoding?: Encoding | null
  readonly signal?: AbortSignal
  /** 0 to 1. */
  readonly onProgress?: (share: number) => void
}

const unreadable: readonly { readonly starts: string; readonly name: string }[] = [
  { starts: 'PK\u0005\u0006', name: 'an empty ZIP archive' },
  { starts: '\u00d0\u00cf\u0011\u00e0', name: 'an old Office file' },
  { starts: '{\\rtf', name: 'an RTF file' },
  { starts: '\u0089PNG', name: 'a picture' },
  { starts: '\u00ff\u00d8\u00ff', name: 'a picture' },
  { starts: 'GIF8', name: 'a picture' },
  { starts: 'II*\0', name: 'a picture' },
  { starts: 'MM\0*', name: 'a picture' },
  { starts: '\u001f\u008b', name: 'a compressed file' },
  { starts: 'BZh', name: 'a compressed file' },
  { starts: '\u00fd7zXZ', name: 'a compressed file' },
  { starts: '7z\u00bc\u00af', name: 'a compressed file' },
  { starts: 'Rar!', name: 'a compressed file' },
  { starts: 'ITSF\u0003', name: 'a help file (CHM)' },
  { starts: 'AT&TFORM', name: 'a scanned book (DjVu)' },
  { starts: '\u007fELF', name: 'a program' },
  { starts: 'MZ\u0090', name: 'a program' },
  { starts: 'SQLite format 3', name: 'a database' },
]

const isDocx = (archive: Archive): boolean => archive.has('[Content_Types].xml') && archive.names.some((name) => name.startsWith('word/'))

/** What archives of other programs hold, by a file in them. */
const archives: readonly { readonly holds: RegExp; readonly name: string }[] = [
  { holds: /^xl\//, name: 'a spreadsheet' },
  { holds: /^ppt\//, name: 'a presentation' },
  { holds: /^content\.xml$/, name: 'an OpenDocument file' },
]

const taken = 'an import takes plain text, Markdown, HTML pages, Word documents (.docx), EPUB books and PDFs'

/** Bytes at the start of a file by which it is told what it is. */
const startLength = 65_536

const endingOf = (name: string): string => /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? ''

/** The start of a file as far as ASCII goes, whatever its encoding. */
const startOf = (bytes: Uint8Array): string => {
  const start = bytes.subarray(0, startLength)
  const [first, second] = start
  const isWide = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || first === 0 || second === 0
  return isWide ? decodeText(start).text : Buffer.from(start).toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '')
}

/** A page by its content, or by its name where it has tags at all. A text that speaks of tags is none. */
const isPage = (start: string, ending: string): boolean =>
  beginsAsPage(start) || (['html', 'htm', 'xhtml', 'xht', 'shtml'].includes(ending) && hasTags(start))

/** Mail that holds a page and all that belongs to it. */
const isWebArchive = (start: string): boolean =>
  /^(?:[\w-]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){1,30}/.test(start.slice(0, 4_000)) && /^MIME-Version:/im.test(start.slice(0, 4_000)) && /multipart\/related/i.test(start.slice(0, 4_000))

/** Marks that turn the direction of what follows them, so that a line can read otherwise than it is stored. */
const turning = /[\u202a-\u202e\u2066-\u2069]/g

const withWarnings = (received: ReceivedText): ReceivedText => {
  const turns = [...received.text.matchAll(turning)]
  const first = turns[0]
  if (first === undefined) return received
  const place = Array.from(received.text.slice(0, first.index)).length
  const warning =
    `Direction marks (bidi controls): ${turns.length}, the first at character ${place} of the source. ` +
    'They are kept, and can make a line look as if it said something else.'
  return { ...received, warnings: [...received.warnings, warning] }
}

/**
 * A file as text with structure. What kind it is, its content says first and its name second; `name` may be a path, and
 * stands in messages. Throws AppError with plain words: 'bad-input' for what holds no text Yandu can read, 'too-large',
 * 'cancelled' when `signal` says so.
 */
export const readSource = async (bytes: Uint8Array, name: string, options: ReadOptions = {}): Promise<ReceivedText> => {
  const { signal, onProgress, encoding = null } = options
  const refuse = (reason: string): AppError => new AppError('bad-input', `${name} ${reason}`, { name })
  const checkSignal = (): void => {
    if (signal?.aborted === true) throw new AppError('cancelled', 'The import was cancelled.')
  }
  checkSignal()
  if (bytes.length > importLimit) {
    throw new AppError('too-large', `${name} is larger than 200 MB, the most an import takes.`, { name, bytes: bytes.length })
  }
  if (bytes.length === 0) throw refuse('is empty.')
  const received = await readKind(bytes, name, { signal, onProgress, encoding, refuse }).catch((error: unknown) => {
    // What is wrong inside of a file does not know what the file is called.
    if (!(error instanceof AppError) || error.code === 'cancelled' || error.details['name'] !== undefined) throw error
    throw new AppError(error.code, `${name}: ${error.message}`, { ...error.details, name }, error)
  })
  if (received.text.trim() === '') {
    const isPlain = received.format === 'text' || received.format === 'markdown'
    throw refuse(isPlain ? 'holds nothing but white space.' : 'holds no text that can be read.')
  }
  checkSignal()
  onProgress?.(1)
  return withWarnings(received)
}

interface KindOptions {
  readonly signal: AbortSignal | undefined
  readonly onProgress: ((share: number) => void) | undefined
  readonly encoding: Encoding | null
  readonly refuse: (reason: string) => AppError
}

const readKind = async (bytes: Uint8Array, name: string, { signal, onProgress, encoding, refuse }: KindOptions): Promise<ReceivedText> => {
  const mark = Buffer.from(bytes.subarray(0, 16)).toString('latin1')
  const kind = unreadable.find(({ starts }) => mark.startsWith(starts))
  if (kind !== undefined) throw refuse(`is ${kind.name}; ${taken}.`)
  if (mark.startsWith('PK\u0003\u0004')) {
    const archive = withoutOuterFolder(openArchive(bytes))
    if (isEpub(archive)) {
      return readEpub(archive, { ...(signal === undefined ? {} : { signal }), ...(onProgress === undefined ? {} : { onProgress }) })
    }
    if (isDocx(archive)) return readDocx(bytes)
    const other = archives.find(({ holds }) => archive.names.some((entry) => holds.test(entry)))
    throw refuse(`is ${other?.name ?? 'a ZIP archive'}; ${taken}.`)
  }
  const start = startOf(bytes)
  if (mark.startsWith('%PDF-')) return readPdf(bytes, onProgress, signal)
  const ending = endingOf(name)
  if (isWebArchive(start)) throw refuse(`is a web archive (MHTML); ${taken}.`)
  const isMarkup = isPage(start, ending)
  const decoded = isMarkup ? decodeMarkup(bytes, encoding) : null
  const plain = decoded === null ? receiveText(bytes, encoding) : null
  const seen = decoded ?? plain
  if (seen !== null && !isPlausibleText(seen) && (encoding === null || !isPlausibleText(decodeText(bytes)))) {
    throw refuse('is not text in any encoding Yandu knows.')
  }
  if (decoded !== null) return readHtml(decoded)
  const text = plain ?? receiveText(bytes, encoding)
  return ['md', 'markdown', 'mdown', 'mkd'].includes(ending) ? readMarkdown(text) : text
}
