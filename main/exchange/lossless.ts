import { z } from 'zod/mini'
import { AppError } from '../../preload/contract/wire.ts'
import { KeptPath, keptLimits, keptPlace, Sum, sumOf, type KeptFile } from '../backups/kept-file.ts'
import { NoteVersion } from '../notes/note-version.ts'
import { compareText, versionKey } from '../notes/stamps.ts'
import type { ExportedFile } from './exported-notes.ts'

/** Newest lossless form that this program writes and reads. */
export const losslessFormat = 1

export const losslessName = 'yandu-notes.json'

/** A text that lies in the folder beside the lossless file, as `texts/<document>/<file>`. */
export interface LosslessText {
  /** As in the library: `documents/<document>/<file>`. */
  readonly path: string
  readonly bytes: number
  readonly sum: string
}

/** All that a library holds about its notes: every version of every note and every other store of every device. */
export interface Lossless {
  readonly documents: ReadonlyMap<string, readonly NoteVersion[]>
  readonly files: readonly KeptFile[]
  readonly texts: readonly LosslessText[]
}

const orderOf = (version: NoteVersion): string => JSON.stringify([version.version, version.parents, version.note])

const byPath = (a: { readonly path: string }, b: { readonly path: string }): number => compareText(a.path, b.path)

const asText = (bytes: Uint8Array): string | null => {
  const text = Buffer.from(bytes).toString('utf8')
  return Buffer.compare(Buffer.from(text), bytes) === 0 ? text : null
}

const fileEntry = ({ path, bytes }: KeptFile): object => {
  const text = asText(bytes)
  return text === null ? { path, base64: Buffer.from(bytes).toString('base64') } : { path, text }
}

const list = (items: readonly object[]): string =>
  items.length === 0 ? '[]' : `[\n${items.map((item) => JSON.stringify(item)).join(',\n')}\n]`

/**
 * The same library always gives the same bytes, whatever device writes them and however its files are divided: sorted,
 * each version once, one a line, with a checksum over all of it.
 */
export const encodeLossless = ({ documents, files, texts }: Lossless): ExportedFile => {
  const versions = [...documents]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([, all]) =>
      [...new Map(all.map((version) => [orderOf(version), version])).values()].sort(
        (a, b) =>
          compareText(a.note.id, b.note.id) ||
          compareText(versionKey(a.version), versionKey(b.version)) ||
          compareText(orderOf(a), orderOf(b)),
      ),
    )
  const content = `"versions":${list(versions)},\n"files":${list(files.toSorted(byPath).map(fileEntry))},\n"texts":${list(texts.toSorted(byPath))}`
  const text = `{"kind":"yandu-notes","format":${losslessFormat},"sum":"${sumOf(content)}",\n${content}}\n`
  return { name: losslessName, bytes: Buffer.from(text) }
}

const Head = z.object({ kind: z.literal('yandu-notes'), format: z.int().check(z.positive()) })

const Body = z.object({
  sum: Sum,
  versions: z.array(z.unknown()).check(z.maxLength(5_000_000)),
  files: z.array(z.strictObject({ path: KeptPath, text: z.optional(z.string()), base64: z.optional(z.string()) })).check(z.maxLength(keptLimits.count)),
  texts: z
    .array(z.strictObject({ path: KeptPath, bytes: z.int().check(z.nonnegative(), z.lte(keptLimits.file)), sum: Sum }))
    .check(z.maxLength(keptLimits.count)),
})

const refuse = (message: string, cause?: unknown): AppError => new AppError('damaged-file', message, {}, cause)

const beginning = /^\{"kind":"yandu-notes","format":\d{1,6},"sum":"([0-9a-f]{64})",\n/

/** True when the bytes claim to be a lossless export. */
export const isLossless = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(0, 200)).toString('latin1').startsWith('{"kind":"yandu-notes"')

/**
 * Reads a lossless export, which may come from anywhere. Throws AppError('damaged-file') for one that is not exactly what
 * was once written, 'read-only' for one of a later program, 'too-large'.
 */
export const decodeLossless = (bytes: Uint8Array): Lossless => {
  if (bytes.length > keptLimits.file) throw new AppError('too-large', 'the file is too large', { bytes: bytes.length })
  const text = Buffer.from(bytes).toString('utf8')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw refuse('the file is no JSON', error)
  }
  const head = Head.safeParse(value)
  if (!head.success) throw refuse('the file is no export of Yandu')
  if (head.data.format > losslessFormat) throw new AppError('read-only', 'a newer Yandu made this export', { reason: 'newer' })
  const body = Body.safeParse(value)
  const start = beginning.exec(text)
  if (!body.success || start === null) throw refuse('the export is damaged')
  if (sumOf(text.slice(start[0].length, -2)) !== start[1] || !text.endsWith('}\n')) throw refuse('the export was changed or is damaged')
  const documents = new Map<string, NoteVersion[]>()
  for (const one of body.data.versions) {
    const version = NoteVersion.safeParse(one)
    if (!version.success) throw refuse('the export holds something that is no note', version.error)
    const { documentId } = version.data.note
    const known = documents.get(documentId)
    if (known === undefined) documents.set(documentId, [version.data])
    else known.push(version.data)
  }
  const files = body.data.files.map(({ path, text: plain, base64 }): KeptFile => {
    if (keptPlace(path)?.kind !== 'device') throw refuse('the export holds a file that belongs to no device')
    return { path, bytes: base64 === undefined ? Buffer.from(plain ?? '') : Buffer.from(base64, 'base64') }
  })
  return { documents, files, texts: body.data.texts }
}

/** The name of a text's file inside an export. */
export const textName = (path: string): string => path.replace(/^documents\//, 'texts/')
