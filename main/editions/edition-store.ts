import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../preload/contract/wire.ts'
import { codePointLength, sliceCodePoints } from './code-points.ts'
import { decodeAs } from './decode.ts'
import { checkEdition, EditionFile, type Edition } from './edition.ts'
import { withLineFeeds } from './line-end.ts'

export interface StoredEdition {
  readonly edition: Edition
  /** L0, decoded as recorded. */
  readonly sourceText: string
}

export const editionFileName = 'edition.json'

/** The one way an edition is written: keys in the schema's order, two spaces, LF, a line end at the end. */
export const editionBytes = (edition: Edition): Uint8Array =>
  new TextEncoder().encode(`${JSON.stringify(EditionFile.parse(edition), null, 2)}\n`)

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'

const read = async (path: string): Promise<Uint8Array> => {
  try {
    return await readFile(path)
  } catch (error) {
    if (isMissing(error)) throw new AppError('damaged-file', `${path} is missing`, { path }, error)
    throw error
  }
}

/** L0 of a text file. Editions made before line ends were left to the file have carriage returns in theirs. */
const textOfFile = (bytes: Uint8Array, { source }: Edition): string => {
  const decoded = decodeAs(bytes, source.encoding)
  const text = withLineFeeds(decoded)
  const isOld = source.part === undefined && text !== decoded && codePointLength(text) !== source.characters
  return isOld ? decoded : text
}

/**
 * Reads the edition of a document and the source beside it.
 * Throws AppError 'damaged-file' when a file is missing, cannot be parsed, was changed, or the edition does not follow
 * from its source; other disk failures are thrown as they come.
 */
export const readEdition = async (folder: string): Promise<StoredEdition> => {
  const path = join(folder, editionFileName)
  const damaged = (reason: string, cause?: unknown): AppError =>
    new AppError('damaged-file', `${path}: ${reason}`, { path, reason }, cause)
  const bytes = await read(path)
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    throw damaged('this is not a JSON file', error)
  }
  const parsed = EditionFile.safeParse(json)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw damaged(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'has another shape'}`)
  }
  const edition = parsed.data
  const source = await read(join(folder, edition.source.file))
  const sha256 = createHash('sha256').update(source).digest('hex')
  if (sha256 !== edition.source.sha256)
    throw damaged(`${edition.source.file} is not the file this edition was made from`)
  let text: string
  if (edition.source.text === undefined) text = textOfFile(source, edition)
  else {
    const { file, sha256: expected } = edition.source.text
    const kept = await read(join(folder, file))
    if (createHash('sha256').update(kept).digest('hex') !== expected)
      throw damaged(`${file} is not the text this edition was made from`)
    text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(kept)
  }
  const { part } = edition.source
  const sourceText = part === undefined ? text : sliceCodePoints(text, part.start, part.end)
  const complaint = checkEdition(edition, sourceText)[0]
  if (complaint !== undefined) throw damaged(complaint)
  return { edition, sourceText }
}
