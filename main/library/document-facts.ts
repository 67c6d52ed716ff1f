import { z } from 'zod/mini'
import { CodePoints, Id, SectionId } from '../../preload/contract/define.ts'
import { Encoding, SourceFormat, TextLanguage } from '../../preload/contract/documents.ts'
import { Revision } from '../../preload/contract/shelf.ts'
import { AppError } from '../../preload/contract/wire.ts'
import type { NoteFiles } from '../notes/files.ts'

/** What a list of documents needs of an edition, so that it need not be opened. Follows from the edition. */
export const DocumentFacts = z.strictObject({
  documentId: Id,
  /** Of its L2. */
  title: z.string().check(z.maxLength(4_000)),
  language: TextLanguage,
  revision: Revision,
  characters: CodePoints,
  /** The characters of each section's own text. */
  sectionLengths: z.array(z.tuple([SectionId, CodePoints])).check(z.maxLength(200_000)),
  sections: z.int(),
  missingSections: z.int(),
  gaps: z.int(),
  repairs: z.int(),
  source: z.strictObject({
    file: z.string().check(z.maxLength(255)),
    sha256: z.string().check(z.maxLength(64)),
    bytes: z.int(),
    encoding: Encoding,
    format: SourceFormat,
  }),
  /** See `Sketch` of the editions. */
  sketch: z.string().check(z.maxLength(20_000)),
})

const Kept = z.strictObject({ folder: z.string().check(z.maxLength(4_000)), mark: z.string().check(z.maxLength(200)), facts: DocumentFacts })
const FactsFile = z.strictObject({ format: z.literal(1), documents: z.array(Kept).check(z.maxLength(100_000)) })

/** Bytes; a longer file is not read. */
const sizeLimit = 200_000_000

export interface FactsStore {
  /** Null when nothing is known of the edition in this folder as it is now: `mark` is the state of its file. */
  get(folder: string, mark: string): Promise<DocumentFacts | null>
  /** Written soon; a failure to write only means that the facts are made again. */
  set(folder: string, mark: string, facts: DocumentFacts): Promise<void>
  /** Resolves when what is known is on the disk. */
  flush(): Promise<void>
}

export interface FactsStoreDeps {
  readonly files: Pick<NoteFiles, 'read' | 'replace'>
  readonly path: string
  readonly writable: boolean
}

/** Milliseconds that changes are collected for. */
const writeDelay = 1_000

/** Facts about editions, kept in the state folder. The file may be deleted at any time. */
export const createFactsStore = ({ files, path, writable }: FactsStoreDeps): FactsStore => {
  const read = async (): Promise<Map<string, z.infer<typeof Kept>>> => {
    try {
      const bytes = await files.read(path)
      if (bytes === null || bytes.length > sizeLimit) return new Map()
      const parsed = FactsFile.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
      return new Map(parsed.data?.documents.map((kept) => [kept.folder, kept]))
    } catch (error) {
      if (error instanceof AppError || error instanceof SyntaxError || error instanceof TypeError) return new Map()
      throw error
    }
  }
  const known = read()
  let timer: NodeJS.Timeout | null = null
  let writing: Promise<void> = Promise.resolve()
  const write = async (): Promise<void> => {
    const documents = [...(await known).values()]
    await files.replace(path, Buffer.from(JSON.stringify({ format: 1, documents })), null).catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error
    })
  }
  const flush = (): Promise<void> => {
    if (timer === null) return writing
    clearTimeout(timer)
    timer = null
    writing = writing.then(write)
    return writing
  }
  return {
    get: async (folder, mark) => {
      const kept = (await known).get(folder)
      return kept?.mark === mark ? kept.facts : null
    },
    set: async (folder, mark, facts) => {
      ;(await known).set(folder, { folder, mark, facts })
      if (!writable) return
      timer ??= setTimeout(() => void flush(), writeDelay).unref()
    },
    flush,
  }
}

export type DocumentFacts = z.infer<typeof DocumentFacts>
