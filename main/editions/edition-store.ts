import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod/mini'
import { AppError } from '../../preload/contract/wire.ts'
import { applyEdits } from './apply-edits.ts'
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
const textOfFile = (bytes: Uint8Array, { source }: Pick<Edition, 'source'>): string => {
  const decoded = decodeAs(bytes, source.encoding)
  const text = withLineFeeds(decoded)
  const isOld = source.part === undefined && text !== decoded && codePointLength(text) !== source.characters
  return isOld ? decoded : text
}

const damagedAt =
  (path: string) =>
  (reason: string, cause?: unknown): AppError =>
    new AppError('damaged-file', `${path}: ${reason}`, { path, reason }, cause)

/** L0 of an edition, from the files beside it. Throws AppError('damaged-file') when they are not those it was made from. */
const readSourceText = async (folder: string, { source }: Pick<Edition, 'source'>, verified = false): Promise<string> => {
  const damaged = damagedAt(join(folder, editionFileName))
  const bytes = await read(join(folder, source.file))
  const isOther = (content: Uint8Array, sha256: string): boolean =>
    !verified && createHash('sha256').update(content).digest('hex') !== sha256
  if (isOther(bytes, source.sha256)) throw damaged(`${source.file} is not the file this edition was made from`)
  let text: string
  if (source.text === undefined) text = textOfFile(bytes, { source })
  else {
    const { file, sha256: expected } = source.text
    const kept = await read(join(folder, file))
    if (isOther(kept, expected)) throw damaged(`${file} is not the text this edition was made from`)
    text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(kept)
  }
  return source.part === undefined ? text : sliceCodePoints(text, source.part.start, source.part.end)
}

const readJson = async <T>(path: string, schema: z.ZodMiniType<T>): Promise<T> => {
  const damaged = damagedAt(path)
  let json: unknown
  const bytes = await read(path)
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    throw damaged('this is not a JSON file', error)
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw damaged(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'has another shape'}`)
}

/**
 * Reads the edition of a document and the source beside it.
 * Throws AppError 'damaged-file' when a file is missing, cannot be parsed, was changed, or the edition does not follow
 * from its source; other disk failures are thrown as they come. `verified`: these very files have been read before and
 * were sound, and are not compared with each other again.
 */
export const readEdition = async (folder: string, { verified = false }: { readonly verified?: boolean } = {}): Promise<StoredEdition> => {
  const path = join(folder, editionFileName)
  const edition = await readJson(path, EditionFile)
  const sourceText = await readSourceText(folder, edition, verified)
  const complaint = verified ? undefined : checkEdition(edition, sourceText)[0]
  if (complaint !== undefined) throw damagedAt(path)(complaint)
  return { edition, sourceText }
}

/** An edition that another has taken the place of: without its layers, which follow from the source and the edits. */
const EarlierFile = z.omit(EditionFile, { restored: true, set: true })

const earlierPattern = /^revision-([0-9a-f]{16})\.json$/

/** The name of an earlier edition beside the present one. */
export const earlierFileName = (revision: string): string => `revision-${revision}.json`

/** The revision in a file's name; null for a file of another kind. */
export const revisionInName = (name: string): string | null => earlierPattern.exec(name)?.[1] ?? null

export const earlierBytes = ({ restored: _restored, set: _set, ...rest }: Edition): Uint8Array =>
  new TextEncoder().encode(`${JSON.stringify(EarlierFile.parse(rest), null, 2)}\n`)

/** An earlier edition of a document, made again from its source. Throws AppError('damaged-file') as `readEdition`. */
export const readEarlierEdition = async (folder: string, revision: string): Promise<StoredEdition> => {
  const path = join(folder, earlierFileName(revision))
  const kept = await readJson(path, EarlierFile)
  const sourceText = await readSourceText(folder, kept)
  const layer = (upTo: 'L1' | 'L2'): string => {
    try {
      return applyEdits(sourceText, kept.edits, upTo)
    } catch (error) {
      if (error instanceof RangeError) throw damagedAt(path)(error.message, error)
      throw error
    }
  }
  const edition: Edition = { ...kept, restored: layer('L1'), set: layer('L2') }
  const complaint = checkEdition(edition, sourceText)[0]
  if (complaint !== undefined) throw damagedAt(path)(complaint)
  if (edition.revision !== revision) throw damagedAt(path)('this is another revision')
  return { edition, sourceText }
}
