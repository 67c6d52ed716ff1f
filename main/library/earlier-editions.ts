import { z } from 'zod/mini'
import { CodePoints, Id, SectionId } from '../../preload/contract/define.ts'
import { AppError } from '../../preload/contract/wire.ts'
import type { NoteFiles } from '../notes/files.ts'
import type { LibraryLayout } from './layout.ts'

/** Bytes; a longer record is not read. */
const recordSizeLimit = 200_000_000

/**
 * What is kept of an edition that notes speak of, so that they can be carried to a later one: how its L1 follows from
 * the source, and what its sections were called. All devices write the same bytes for one revision.
 */
export const EditionRecord = z.strictObject({
  format: z.literal(1),
  documentId: Id,
  revision: z.string().check(z.regex(/^[0-9a-f]{16}$/)),
  source: z.strictObject({
    sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
    encoding: z.string().check(z.maxLength(40)),
    characters: CodePoints,
  }),
  sections: z
    .array(z.strictObject({ id: SectionId, heading: z.string().check(z.maxLength(4_000)) }))
    .check(z.maxLength(200_000)),
  /** The edits of layer L1, in code points of the source. */
  edits: z
    .array(z.strictObject({ start: CodePoints, end: CodePoints, after: z.string().check(z.maxLength(64_000_000)) }))
    .check(z.maxLength(2_000_000)),
})

export interface EarlierEditions {
  /** Keeps an edition unless it is kept already. Throws 'disk-full', 'disk-failed'; a read-only library keeps nothing. */
  keep(record: EditionRecord): Promise<void>
  /** Null when that edition was not kept, or what is there is not its record. */
  read(documentId: string, revision: string): Promise<EditionRecord | null>
}

export interface EarlierEditionsDeps {
  readonly files: Pick<NoteFiles, 'read' | 'replace'>
  readonly layout: Pick<LibraryLayout, 'earlierEdition'>
  readonly readOnly: boolean
}

export const createEarlierEditions = ({ files, layout, readOnly }: EarlierEditionsDeps): EarlierEditions => {
  const read = async (documentId: string, revision: string): Promise<EditionRecord | null> => {
    // Notes name revisions, and a name becomes part of a path here.
    if (!EditionRecord.shape.revision.safeParse(revision).success) return null
    const bytes = await files.read(layout.earlierEdition(documentId, revision)).catch((error: unknown) => {
      if (error instanceof AppError) return null
      throw error
    })
    if (bytes === null || bytes.length > recordSizeLimit) return null
    let json: unknown
    try {
      json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    } catch {
      return null
    }
    const record = EditionRecord.safeParse(json).data
    return record?.documentId === documentId && record.revision === revision ? record : null
  }
  return {
    read,
    keep: async (record) => {
      if (readOnly || (await read(record.documentId, record.revision)) !== null) return
      const bytes = Buffer.from(`${JSON.stringify(record)}\n`)
      await files.replace(layout.earlierEdition(record.documentId, record.revision), bytes, null)
    },
  }
}

export type EditionRecord = z.infer<typeof EditionRecord>
